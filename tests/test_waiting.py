"""The bar for long work on the command line."""

import sys
import time

import pytest

from taiwa.cli import progress_bar


@pytest.mark.parametrize(("patience", "told"), [(0.0, True), (60.0, False)])
def test_a_bar_shows_for_long_work_only(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    patience: float,
    told: bool,
) -> None:
    monkeypatch.setattr(progress_bar, "UNSHOWN_SECONDS", patience)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    with progress_bar.waiting("読み込んでいます"):
        deadline = time.monotonic() + 10
        while told and time.monotonic() < deadline and not capsys.readouterr().err:
            pass
        assert (time.monotonic() < deadline) or not told
    if not told:
        assert not capsys.readouterr().err


def test_a_pipe_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "_bar", lambda label: pytest.fail("no terminal is there"))
    monkeypatch.setattr(progress_bar, "UNSHOWN_SECONDS", 0.0)
    with progress_bar.waiting("Reading"):
        pass
