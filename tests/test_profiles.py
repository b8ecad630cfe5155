"""Several learners on one machine: their names, their progress, what is kept of a deleted one."""

import io
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiwa.cli import main
from taiwa.course.loading import load_course
from taiwa.errors import Busy, UsageError
from taiwa.paths import DATABASE, record_of, shipped_id
from taiwa.record import profiles
from taiwa.record.backup import is_sound
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.conftest import SAMPLE, Clock
from tests.learner import spoken
from tests.test_store import answered, started

TODAY = date(2026, 4, 1)


def made(data: Path, name: str) -> Path:
    folder = profiles.folder_of(data, name)
    Store(folder / DATABASE).close()
    return folder


@pytest.mark.parametrize(
    "name",
    [
        *(
            "hanako",
            "花子",
            "佐々木 ハナコー",
            "Anna Maria",
            "class-3_b",
            "é",
            "1",
            "हिन्दी",
            "ภาษาไทย",
        ),
        *("O'Neil", "a.b", "J. R. 田中", "アンナ・マリア", "d'Arc", "3.b", "ａｎｎ", "James'"),
    ],
)
def test_ordinary_names_are_taken(name: str) -> None:
    assert profiles.checked(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", "a/b", "..", ".hidden", "-x", "a  b", "a ", "a\n", "\x1b[2J", "CON", "lpt1"),
        *(
            ".",
            "a.",
            "a..b",
            "-",
            "'",
            "'a",
            "con.x",
            "ａ／ｂ",
            "．．",
            "\u3164",
            "a\x00b",
            "~",
            "$HOME",
        ),
        *("x" * 33, "a\\b", "a:b", "\u202ea", "\ud800", "a\u200bb", "a \u0308b", "com¹", "ＮＵＬ"),
    ],
)
def test_names_that_are_no_folder_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        profiles.checked(name)


@pytest.mark.parametrize("name", ["con", "ＣＯＮ", "aux.txt", "com1", "lpt9 .x"])
def test_a_name_of_a_windows_device_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(UsageError, match="Windows keeps it"):
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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[
            ("ann", "ａｎｎ"),
            ("ハナコ", "ﾊﾅｺ"),
            ("田中1", "田中１"),
            ("O'Neil", "o’neil"),
            ("a.b", "Ａ．Ｂ"),
        ],
        *[
            ("e\u0301", "É"),
            ("がく", "か\u3099く"),
            ("Straße", "STRASSE"),
            ("葛城", "葛\U000e0100城"),
        ],
        *[("山田 花子", "山田　花子"), ("アンナ・マリア", "ｱﾝﾅ･ﾏﾘｱ"), ("Ⅲ", "iii")],
    ],
)
def test_spellings_of_one_name_are_one_profile(one: str, other: str, tmp_path: Path) -> None:
    assert made(tmp_path, one) == made(tmp_path, other)
    assert len(profiles.profiles(tmp_path)) == 1
    made(tmp_path, "taro")
    with pytest.raises(UsageError, match="already"):
        profiles.rename(tmp_path, "taro", other)


def test_a_new_name_is_kept_in_half_width(tmp_path: Path) -> None:
    assert made(tmp_path, "Ａｎｎ　Ｏ’Ｎｅｉｌ").name == "Ann O'Neil"


@given(st.text(max_size=40))
def test_a_folder_is_found_by_its_own_name(name: str) -> None:
    try:
        folder = profiles.folder_of(Path("/data"), name)
    except UsageError:
        return
    assert profiles.folder_of(Path("/data"), folder.name) == folder
    assert profiles.key(folder.name) == profiles.key(name)


@pytest.fixture
def two(tmp_path: Path) -> list[Path]:
    """Two profiles that an earlier version told apart, and a folder that it had half deleted."""
    folders = [tmp_path / "profiles" / name for name in ("ａｎｎ", "ann")]
    for folder in folders:
        Store(folder / DATABASE).close()
    (tmp_path / "profiles" / "ANN" / "conversations").mkdir(parents=True)
    return folders


def test_profiles_that_were_two_stay_within_reach(tmp_path: Path, two: list[Path]) -> None:
    assert [profiles.folder_of(tmp_path, folder.name) for folder in two] == two
    assert profiles.folder_of(tmp_path, "ANN").name == "ANN"
    assert profiles.folder_of(tmp_path, "Ann").name == "ann"
    profiles.rename(tmp_path, "ａｎｎ", "anna")
    assert profiles.profiles(tmp_path) == ["ANN", "ann", "anna"]


def test_a_profile_that_was_half_deleted_is_listed_and_deleted_to_the_end(
    tmp_path: Path,
    two: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path))
    assert main(["profiles"]) == 0
    assert "ANN: there is no record in it" in capsys.readouterr().out
    assert main(["profiles", "delete", "ANN"]) == 0
    assert sorted(profiles.profiles(tmp_path)) == sorted(folder.name for folder in two)


@pytest.mark.thorough
def test_a_profile_in_use_is_neither_deleted_nor_renamed(tmp_path: Path) -> None:
    folder = made(tmp_path, "hanako")
    window = Store(folder / DATABASE)
    window.append(started())
    for change in (
        lambda: profiles.delete(tmp_path, "hanako", TODAY),
        lambda: profiles.rename(tmp_path, "hanako", "taro"),
    ):
        with pytest.raises(Busy, match="Another program is using"):
            change()
    window.append(answered(1, "right"))
    assert folder.exists()
    window.close()
    kept = profiles.delete(tmp_path, "hanako", TODAY)
    store = Store(kept)
    assert len(list(store.log())) == 2
    store.close()


def test_a_deleted_profile_is_named_by_the_doctor_and_can_be_brought_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path))
    store = Store(made(tmp_path, "hanako") / DATABASE)
    store.append(started())
    store.close()
    kept = profiles.delete(tmp_path, "hanako", TODAY)
    assert main(["doctor"]) == 0
    assert f"Of a deleted profile, {kept}: sound; records: 1." in capsys.readouterr().out
    assert main(["--profile", "hanako", "doctor", "--restore", str(kept)]) == 0
    store = Store(record_of(profiles.folder_of(tmp_path, "hanako"), shipped_id()))
    assert store.records("s1") == [started()]
    store.close()


def test_a_damaged_record_is_kept_as_it_is_when_its_profile_is_deleted(tmp_path: Path) -> None:
    folder = made(tmp_path, "hanako")
    (folder / DATABASE).write_bytes(b"no database" * 1000)
    kept = profiles.delete(tmp_path, "hanako", TODAY)
    assert not folder.exists()
    assert kept.read_bytes() == b"no database" * 1000


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


@pytest.mark.thorough
def test_each_profile_has_scores_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path))
    for name in ("花子", "taro"):
        (tmp_path / "profiles" / name).mkdir(parents=True)
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
    study = Study(load_course(SAMPLE), store, Clock(), random.Random(1), spoken("ja"))
    session = study.practice(["river.to-ja"])
    session.say("川")
    store.close()
    (profiles.folder_of(tmp_path, "taro")).mkdir()
    (profiles.folder_of(tmp_path, "taro") / DATABASE).write_bytes(b"no database" * 1000)
    assert main(["profiles"]) == 0
    told = capsys.readouterr().out
    assert "花子: 1 answer, last used on Apr 1, 2026" in told
    assert "taro: can't be read" in told


READING = ("scores", "export", "doctor", "doctor --rebuild", "ask why?", "set", "optimize")


@pytest.mark.parametrize("words", READING)
def test_a_mistyped_profile_is_told_and_not_made(
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path))
    named = ["--content", str(SAMPLE), "--profile", "O'Nil", *words.split(" ", 1)]
    assert main(named) == 2
    assert "'O'Nil', and none yet" in capsys.readouterr().err
    (tmp_path / "profiles" / "O'Neil").mkdir(parents=True)
    assert main(named) == 2
    said = capsys.readouterr().err
    assert "The profiles are: O'Neil." in said
    assert """start: taiwa --profile 'O'"'"'Nil'""" in said
    assert profiles.profiles(tmp_path) == ["O'Neil"]


def test_a_profile_that_the_app_or_an_import_makes_is_told_to_be_new(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO("/quit\n"))
    assert main(["--plain", "--content", str(SAMPLE), "--profile", "hanako"]) == 0
    assert "The profile 'hanako' is new." in capsys.readouterr().err
    assert main(["--content", str(SAMPLE), "--profile", "hanako", "export"]) == 0
    said = capsys.readouterr()
    assert "is new" not in said.err
    (tmp_path / "record.json").write_text(said.out, encoding="utf-8")
    record = str(tmp_path / "record.json")
    assert main(["--content", str(SAMPLE), "--profile", "taro", "import", record]) == 0
    assert "The profile 'taro' is new." in capsys.readouterr().err
    assert profiles.profiles(tmp_path) == ["hanako", "taro"]
