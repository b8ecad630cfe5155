"""Several learners on one machine: their names, their progress, what is kept of a deleted one."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiwa import profiles
from taiwa.cli import main
from taiwa.course.loading import load_course
from taiwa.errors import StoreError, UsageError
from taiwa.paths import DATABASE
from taiwa.progress.backup import is_sound
from taiwa.progress.store import Store
from taiwa.study import Study
from tests.conftest import SAMPLE, Clock

TODAY = date(2026, 4, 1)


def made(data: Path, name: str) -> Path:
    folder = profiles.folder_of(data, name)
    Store(folder / DATABASE).close()
    return folder


@pytest.mark.parametrize(
    "name",
    ["hanako", "花子", "佐々木 ハナコー", "Anna Maria", "class-3_b", "é", "1", "हिन्दी", "ภาษาไทย"],
)
def test_ordinary_names_are_taken(name: str) -> None:
    assert profiles.checked(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "a/b", "..", ".hidden", "-x", "a  b", "a ", "a\n", "\x1b[2J", "CON", "lpt1"),
        *("x" * 33, "a\\b", "a:b", "\u202ea", "\ud800", "a\u200bb", "a \u0308b", "com¹", "ＮＵＬ"),
    ],
)
def test_names_that_are_no_folder_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        profiles.checked(name)


def test_one_name_has_one_form() -> None:
    assert profiles.checked("e\u0301") == "\u00e9"
    assert profiles.checked("山田　花子") == "山田 花子"


def test_a_refused_name_is_told_without_its_control_characters() -> None:
    with pytest.raises(UsageError) as told:
        profiles.checked("\x1b[2J花")
    assert "\x1b" not in str(told.value)


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
    (tmp_path / "profiles" / "Ä").mkdir()  # without progress as yet, and from another file system
    assert profiles.folder_of(tmp_path, "a\u0308").name == "Ä"


def test_a_profile_that_can_not_be_copied_is_not_deleted(tmp_path: Path) -> None:
    folder = made(tmp_path, "hanako")
    (folder / DATABASE).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError):
        profiles.delete(tmp_path, "hanako", TODAY)
    assert folder.exists()


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
    assert capsys.readouterr().out == "taro: not used yet\n花子: not used yet\n"
    assert main(["profiles", "delete", "taro"]) == 0
    assert "taro 20" in capsys.readouterr().out
    assert main(["profiles", "delete", "taro"]) == 2
    assert "There is no profile 'taro'" in capsys.readouterr().err
    for wrong in ("a/b", ""):
        assert main(["scores", "--profile", wrong]) == 2


def test_the_list_tells_answers_and_the_last_day(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path))
    assert main(["profiles"]) == 0
    assert "no profiles" in capsys.readouterr().out
    store = Store(profiles.folder_of(tmp_path, "花子") / DATABASE)
    study = Study(load_course(SAMPLE), store, Clock(), random.Random(1), "ja")
    session = study.practice(["river.to-ja"])
    session.say("川")
    store.close()
    (profiles.folder_of(tmp_path, "taro")).mkdir()
    (profiles.folder_of(tmp_path, "taro") / DATABASE).write_bytes(b"no database" * 1000)
    assert main(["profiles"]) == 0
    told = capsys.readouterr().out
    assert "花子: 1 answer, last used on Apr 1, 2026" in told
    assert "taro: can't be read" in told
