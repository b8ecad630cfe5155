"""Several learners on one machine: their names, their progress, what is kept of a deleted one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiwa import profiles
from taiwa.cli import main
from taiwa.errors import UsageError
from taiwa.paths import DATABASE
from taiwa.progress.backup import is_sound
from taiwa.progress.store import Store
from tests.conftest import SAMPLE

TODAY = date(2026, 4, 1)


def made(data: Path, name: str) -> Path:
    folder = profiles.folder_of(data, name)
    Store(folder / DATABASE).close()
    return folder


@pytest.mark.parametrize("name", ["hanako", "花子", "Anna Maria", "class-3_b", "é", "1"])
def test_ordinary_names_are_taken(name: str) -> None:
    assert profiles.checked(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "a/b", "..", ".hidden", "-x", "a  b", "a ", "a\n", "\x1b[2J", "CON", "lpt1"),
        *("x" * 33, "a\\b", "a:b", "\u202ea", "\ud800"),
    ],
)
def test_names_that_are_no_folder_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        profiles.checked(name)


@given(st.text(max_size=40))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        folder = profiles.folder_of(Path("/data"), name)
    except UsageError:
        return
    assert folder.parent == Path("/data/profiles")


def test_one_name_in_another_case_is_the_same_profile(tmp_path: Path) -> None:
    made(tmp_path, "Hanako")
    assert profiles.folder_of(tmp_path, "hanako").name == "Hanako"
    assert profiles.profiles(tmp_path) == ["Hanako"]


def test_a_renamed_profile_keeps_its_progress(tmp_path: Path) -> None:
    made(tmp_path, "hanako")
    made(tmp_path, "taro")
    with pytest.raises(UsageError):
        profiles.rename(tmp_path, "hanako", "TARO")
    profiles.rename(tmp_path, "hanako", "Hanako")
    profiles.rename(tmp_path, "Hanako", "花子")
    assert profiles.profiles(tmp_path) == ["taro", "花子"]
    with pytest.raises(UsageError):
        profiles.rename(tmp_path, "hanako", "jiro")


def test_a_deleted_profile_leaves_a_sound_copy(tmp_path: Path) -> None:
    copies = []
    for _ in range(2):
        folder = made(tmp_path, "hanako")
        copies.append(profiles.delete(tmp_path, "Hanako", TODAY))
        assert not folder.exists()
    assert len(set(copies)) == 2
    assert all(is_sound(copy) for copy in copies)


def test_each_profile_has_scores_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path))
    for name in ("花子", "taro"):
        assert main(["--content", str(SAMPLE), "--profile", name, "scores"]) == 0
    capsys.readouterr()
    assert main(["profiles"]) == 0
    assert capsys.readouterr().out == "taro\n花子\n"
    assert main(["profiles", "delete", "taro"]) == 0
    assert "taro 20" in capsys.readouterr().out
    assert main(["profiles", "delete", "taro"]) == 2
    assert "There is no profile 'taro'" in capsys.readouterr().err
    assert main(["scores", "--profile", "a/b"]) == 2
