"""Every command speaks the language asked for, else the one last used, else the locale's."""

import json
import re
from contextlib import suppress
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli import main
from taiwa.record.store import Store
from taiwa.record.transfer import record_lines
from tests.conftest import SAMPLE

KANA = re.compile("[ぁ-ヶ]")
COURSE = ("--content", str(SAMPLE))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def uses(folder: Path, language: str) -> None:
    """A learner who used taiwa in a language last."""
    store = Store(paths.record_of(folder, paths.course_id(SAMPLE) or ""))
    store.set("language", language)
    store.close()


SAYING = [
    ["doctor"],
    ["profiles"],
    ["check", str(SAMPLE)],
    ["optimize"],
    ["scores"],
    ["ask", "what is the moon"],
    ["ask", ""],
    ["import", "nothing.json"],
    ["set", "nothing"],
    ["set", "retention", "7"],
    ["profiles", "delete", "nobody"],
    ["export", "--session", "last"],
    ["doctor", "--restore", "latest"],
    ["serve", "--port", "99999"],
    ["serve", "--profile", "a/b"],
    ["scores", "--profile", "a/b"],
    ["--lang", "fr", "scores"],
    ["--lesson", "nothing", "--plain"],
    ["--bogus"],
    ["scores", "--profile"],
    ["--help"],
]


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """All that a command says."""
    with suppress(SystemExit):  # as argparse ends
        main([*COURSE, *arguments])
    told = capsys.readouterr()
    assert told.out + told.err
    return told.out + told.err


@pytest.mark.parametrize("arguments", SAYING, ids=" ".join)
def test_a_command_speaks_the_language_last_used(
    arguments: list[str],
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    uses(home, "ja")
    assert KANA.search(said(arguments, capsys))
    uses(home, "en")
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert not KANA.search(said(arguments, capsys))
    if arguments[:1] != ["--lang"]:
        assert KANA.search(said(["--lang", "ja", *arguments], capsys))


def test_each_profile_has_a_language_of_its_own(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uses(home, "en")
    uses(home / paths.PROFILES / "花子", "ja")
    assert not KANA.search(said(["doctor"], capsys))
    assert KANA.search(said(["doctor", "--profile", "花子"], capsys))


def test_a_record_that_is_damaged_is_told_in_the_language_of_the_locale(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uses(home, "ja")
    paths.record_of(home, paths.course_id(SAMPLE) or "").write_bytes(b"no database" * 1000)
    assert "damaged" in said(["doctor"], capsys)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert KANA.search(said(["doctor"], capsys))


def test_what_is_not_learning_leaves_the_language_of_the_next_start(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "another.json"
    file.write_text("\n".join(record_lines([])), encoding="utf-8")
    for command in (["import", str(file)], ["set", "new", "5"], ["scores"]):
        said(["--lang", "ja", *command], capsys)
    assert not KANA.search(said(["doctor"], capsys))


@pytest.mark.parametrize("asked", ["why do bridges matter", "橋はなぜ大切なの"])
def test_ask_answers_in_the_language_chosen_else_in_that_of_the_question(
    asked: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def language(*arguments: str) -> str:
        found = json.loads(said([*arguments, "ask", "--json", asked], capsys))
        assert bool(KANA.search(found["reply"])) == (found["language"] == "ja")
        return str(found["language"])

    assert language() == ("ja" if KANA.search(asked) else "en")
    assert language("--lang", "ja") == "ja"
    assert language("--lang", "en") == "en"
    uses(home, "ja")
    assert language() == "ja"
    uses(home, "en")
    assert language() == "en"
