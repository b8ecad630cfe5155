"""Nothing is lost: copies, restoring, records that vanish, debris, and who may read them."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli import main
from taiwa.errors import Busy, StoreError
from taiwa.paths import DATABASE, replacing
from taiwa.record import doctor
from taiwa.record.backup import backups, daily, is_sound, keep_backups, missing
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.conftest import SAMPLE, Clock
from tests.terminal import ALTERNATE, COURSE, window
from tests.test_store import answered, started

TODAY = date(2026, 4, 1)
NOW = datetime(2026, 4, 2, 9, tzinfo=UTC)


def ids(db: Path) -> set[str]:
    """The answers in a record."""
    store = Store(db)
    found = {record.id for record in store.log() if record.number}
    store.close()
    return found


def fill(db: Path, session: str, answers: int) -> set[str]:
    """A record with so many answers more; all that it holds now."""
    store = Store(db)
    store.append(started(session))
    for number in range(1, answers + 1):
        store.append(answered(number, "right", session))
    store.close()
    return ids(db)


@pytest.fixture
def db() -> Path:
    """The database of a home that is not there yet."""
    return paths.record_of(Path(os.environ["TAIWA_HOME"]), "sample")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """All that taiwa prints, within this process."""
    status = main([*COURSE, *words])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_restoring_twice_in_a_second_keeps_what_was_there_both_times(db: Path) -> None:
    first = fill(db, "a", 3)
    keep_backups(db, TODAY)
    second = fill(db, "b", 2)
    kept = [doctor.restore(db, "latest", NOW)]
    assert ids(db) == first
    third = fill(db, "c", 2)
    kept.append(doctor.restore(db, "2026-04-01", NOW))
    assert [ids(path) for path in kept if path] == [second, third]
    assert [path for path in backups(db) if "before-restore" in path.name]


def test_a_record_that_is_a_link_is_restored_where_it_lies(db: Path, tmp_path: Path) -> None:
    drive = tmp_path / "drive" / "mine.db"
    first = fill(drive, "a", 3)
    db.parent.mkdir(parents=True)
    db.symlink_to(drive)
    keep_backups(db, TODAY)
    second = fill(db, "b", 2)
    kept = doctor.restore(db, "latest", NOW)
    assert kept is not None
    assert ids(kept) == second
    assert kept.parent == drive.parent
    assert db.is_symlink()
    assert ids(drive) == first
    assert kept in backups(db)
    drive.write_bytes(b"no database" * 1000)
    doctor.restore(db, "latest", NOW)
    assert db.is_symlink()
    assert ids(drive) == first


@pytest.mark.thorough
def test_nothing_is_restored_while_a_window_is_open(db: Path) -> None:
    first = fill(db, "a", 3)
    keep_backups(db, TODAY)
    window = Store(db)
    window.append(started("b"))
    with pytest.raises(Busy):
        doctor.restore(db, "latest", NOW)
    window.append(answered(1, "right", "b"))
    window.close()
    assert ids(db) == first | {"b-1"}
    assert len(backups(db)) == 1


def test_a_record_is_never_restored_from_itself(db: Path) -> None:
    fill(db, "a", 3)
    with pytest.raises(StoreError, match="no sound backup"):
        doctor.restore(db, str(db), NOW)


@pytest.mark.thorough
def test_copies_that_taiwa_did_not_name_are_listed_and_stay(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = fill(db, "a", 3)
    own = keep_backups(db, date(2026, 3, 5))
    assert own is not None
    names = [
        "progress-2026-03-05 (copy)",
        "progress-2026-13-45",
        "progress-",
        "my good one",
        "progress-２０２６-03-05",
        "progress-2026-03-05.db",
    ]
    for name in names:
        own.with_name(f"{name}.db").write_bytes(own.read_bytes())
    for day in range(60):
        assert keep_backups(db, TODAY + timedelta(days=day)) is not None
    assert len(daily(db)) == 11
    listed = told(capsys, "doctor")[1]
    for name in names:
        assert f"Backup {name}: sound; records: 4. taiwa did not name it" in listed
        fill(db, name, 1)
        doctor.restore(db, name, NOW)
        assert ids(db) == here


@pytest.mark.slow
def test_of_windows_that_open_at_once_on_a_new_day_all_find_the_one_copy(db: Path) -> None:
    fill(db, "a", 50)
    command = [sys.executable, "-m", "taiwa", *COURSE, "scores"]
    for _ in range(3):
        opened = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
        assert [each.communicate(timeout=120)[1] for each in opened] == [b""] * 4
        (copy,) = (db.parent / paths.BACKUPS).iterdir()
        assert is_sound(copy)
        copy.unlink()


def emptied(db: Path) -> None:
    db.write_bytes(b"")


def removed(db: Path) -> None:
    db.unlink()


def begun_anew(db: Path) -> None:
    db.unlink()
    fill(db, "anew", 2)


LOSSES = [emptied, removed, begun_anew]


@pytest.mark.parametrize("lose", LOSSES)
def test_a_record_that_lost_its_answers_is_told_and_brought_back(
    lose: Callable[[Path], None], db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = fill(db, "a", 20)
    keep_backups(db, TODAY)
    lose(db)
    status, examined = told(capsys, "doctor")
    assert status == 1
    assert "! Answers are missing from your record" in examined
    assert "taiwa --course sample doctor --restore latest brings them back" in examined
    assert "Answers are missing from your record" in told(capsys, "scores")[1]
    assert main(["--course", "sample", "doctor", "--restore", "latest"]) == 0
    capsys.readouterr()
    assert ids(db) == full
    assert "missing" not in told(capsys, "scores")[1]


def test_of_a_damaged_record_without_a_copy_is_told_what_can_still_be_done(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = fill(db, "a", 20)
    elsewhere = tmp_path / "copied.db"
    elsewhere.write_bytes(db.read_bytes())
    db.write_bytes(b"no record any more" * 1000)
    examined = told(capsys, "doctor")[1]
    assert "--restore latest" not in examined
    assert f"Otherwise move {db} away and begin anew" in examined
    for name in ("latest", "2026-04-01"):
        refused = told(capsys, "doctor", "--restore", name)[1]
        assert "There is no sound backup here. If you have a copy elsewhere" in refused
    assert told(capsys, "doctor", "--restore", str(elsewhere))[0] == 0
    assert ids(db) == full


@pytest.mark.slow
@pytest.mark.parametrize(("language", "sentence"), [("en", "Answers are missing"), ("ja", "解答")])
def test_the_app_says_at_its_start_that_answers_are_missing(
    language: str, sentence: str, db: Path
) -> None:
    fill(db, "a", 20)
    keep_backups(db, TODAY)
    db.unlink()
    command = (sys.executable, "-m", "taiwa", "--content", str(SAMPLE), "--lang", language)
    with window(*command) as taiwa:
        assert ALTERNATE not in taiwa.modes
        taiwa.until(sentence)  # for the shell
        taiwa.until(sentence)  # in the app
        taiwa.until("doctor --restore latest")
        assert ALTERNATE in taiwa.modes


def test_of_a_profile_the_command_that_brings_its_answers_back_names_it(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = paths.record_of(paths.learner_of(db) / "profiles" / "O'Neil", "sample")
    full = fill(own, "a", 20)
    keep_backups(own, TODAY)
    own.unlink()
    said = told(capsys, "--profile", "o’neil", "scores")[1]
    assert """taiwa --profile 'O'"'"'Neil' --course sample doctor --restore latest""" in said
    told(capsys, "--profile", "O'Neil", "doctor", "--restore", "latest")
    assert ids(own) == full


@pytest.mark.thorough
def test_a_copy_with_more_in_it_than_the_record_is_never_let_go(db: Path) -> None:
    full = fill(db, "a", 20)
    for day in range(3):
        keep_backups(db, TODAY + timedelta(days=day))
    begun_anew(db)
    for day in range(3, 50):
        keep_backups(db, TODAY + timedelta(days=day))
    assert len([path for path in backups(db) if len(ids(path)) == 20]) == 3
    doctor.restore(db, "latest", NOW)
    assert ids(db) == full


def test_a_record_that_was_deliberately_set_back_a_little_is_no_loss(db: Path) -> None:
    fill(db, "a", 20)
    keep_backups(db, TODAY)
    fill(db, "b", 5)
    keep_backups(db, TODAY + timedelta(days=1))
    doctor.restore(db, "2026-04-01", NOW)
    assert missing(db) is None


def aged(path: Path, days: float) -> Path:
    """A file or folder that was last written to so long ago."""
    at = path.stat().st_mtime - days * paths.DAY
    os.utime(path, (at, at))
    return path


def test_what_killed_programs_left_goes_after_a_day(db: Path, tmp_path: Path) -> None:
    fill(db, "a", 3)
    folder = db.parent / paths.BACKUPS
    (folder / "progress-2026-04-01.db.abcd_123.part").mkdir(parents=True)
    (folder / "progress-2026-03-01.part").write_bytes(b"half")
    (db.parent / "progress.restored").write_bytes(b"half")
    empty = db.with_name("progress-before-restore-20260301-090000.db")
    empty.touch()
    left = [*folder.iterdir(), db.parent / "progress.restored", empty]
    assert empty not in backups(db)
    keep_backups(db, TODAY)
    assert all(path.exists() for path in left), "somebody may be at it"
    for path in left:
        aged(path, 1.1)
    keep_backups(db, TODAY + timedelta(days=1))
    assert not any(path.exists() for path in left)
    assert len([*folder.iterdir()]) == 2


def test_what_a_killed_export_left_goes_with_the_next_one_and_nothing_else(tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("o.json.1", "o.json.part", "o.json.abc.part", "o.json")]
    for path in others:
        path.write_text("somebody's")
        aged(path, 10)
    left = tmp_path / "o.json.abcd_123.part"
    left.mkdir()
    (left / "o.json").write_text("half")
    paths.write_whole(tmp_path / "o.json", b"whole")
    assert left.exists()
    aged(left, 1.1)
    paths.write_whole(tmp_path / "o.json", b"whole")
    assert sorted(tmp_path.iterdir()) == sorted(others)


def modes(folder: Path) -> dict[str, str]:
    """The rights of others on each thing in a folder."""
    found = [folder, *folder.rglob("*")]
    return {str(path): oct(stat.S_IMODE(path.stat().st_mode) & 0o077) for path in found}


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_nobody_else_may_look_into_a_record_or_its_copies(
    umask: None, db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COURSE, "scores"]) == 0
    Store(paths.record_of(paths.learner_of(db) / "profiles" / "hanako", "sample")).close()
    store = Store(db)  # with a log of changes beside it
    store.append(started())
    keep_backups(db, TODAY)
    store.close()
    doctor.restore(db, "latest", NOW)
    db.write_bytes(b"no database" * 1000)
    doctor.restore(db, "latest", NOW)
    told(capsys, "profiles", "delete", "hanako")
    home = paths.learner_of(db)
    found = modes(home)
    cache = str(home / "cache")
    assert {mode for path, mode in found.items() if not path.startswith(cache + "/")} == {"0o0"}


def test_a_record_that_others_could_read_is_shut_to_them_by_the_next_start(db: Path) -> None:
    fill(db, "a", 3)
    keep_backups(db, TODAY)
    doctor.restore(db, "latest", NOW)
    home = paths.learner_of(db)
    hanako = paths.record_of(home / "profiles" / "hanako", "sample")
    fill(hanako, "b", 1)
    keep_backups(hanako, TODAY)
    (db.parent / "conversations").mkdir()
    for path in [home, *home.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    store = Store(db)
    open_to_all = {path for path, mode in modes(home).items() if mode != "0o0"}
    inside = [
        f"{home / 'profiles'}/",
        *(f"{db.parent / name}/" for name in ("backups", "conversations")),
    ]
    assert not [path for path in open_to_all if not path.startswith(tuple(inside))]
    store.close()
    Store(hanako).close()
    assert stat.S_IMODE(hanako.stat().st_mode) == 0o600
    assert stat.S_IMODE(hanako.parent.stat().st_mode) == 0o700


def test_a_folder_with_other_things_in_it_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    other = tmp_path / "progress report.txt"
    other.touch(0o644)
    other.chmod(0o644)
    fill(tmp_path / DATABASE, "a", 1)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE(other.stat().st_mode) == 0o644
    assert stat.S_IMODE((tmp_path / DATABASE).stat().st_mode) == 0o600


def test_an_export_has_the_rights_that_new_files_have_and_nobody_reads_half_of_it(
    tmp_path: Path,
) -> None:
    before = os.umask(0o022)
    try:
        with replacing(tmp_path / "o.json") as made:
            made.write_text("half")
            (folder,) = tmp_path.iterdir()
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "o.json").stat().st_mode) == 0o644
    finally:
        os.umask(before)


@pytest.mark.parametrize("year", [1, 1899, 1900, 8999, 9000, 9999])
def test_a_clock_far_out_is_told_and_never_spoils_the_record(
    year: int, study: Study, clock: Clock
) -> None:
    before = list(study.store.log())
    for day in ((1, 1), (12, 31)):
        clock.now = datetime(year, *day, 12, tzinfo=UTC)
        clock.tick = timedelta()
        study.progress.standings()
        study.progress.due()
        study.ahead()
        with suppress(StoreError):
            study.lesson(study.course.sections[0]).proceed()
            assert year in range(1900, 9000)
        if year not in range(1900, 9000):
            with pytest.raises(StoreError, match=f"This machine's clock says {year:04}-"):
                study.journal.moment()
    doctor.rebuild_scores(study.store.path)
    assert not any(finding.wrong for finding in doctor.examine(study.store.path))
    assert list(study.store.log())[: len(before)] == before


@pytest.mark.parametrize("year", [1850, 9500])
def test_a_start_with_a_clock_far_out_says_so(
    year: int, db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(db, "a", 3)
    far = datetime(year, 6, 1, 12, tzinfo=UTC)
    for module in ("record", "open"):  # the one has the other's by name
        monkeypatch.setattr(f"taiwa.cli.{module}.now", lambda: far)
    status, said = told(capsys, "scores")
    assert status == 0
    assert f"This machine's clock says {year}-06-01: set it right" in said
    assert told(capsys, "doctor")[0] == 0


def test_a_file_put_in_the_place_of_the_record_while_it_is_opened_is_not_taken_for_it(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(db, "a", 3)
    other = tmp_path / DATABASE
    fill(other, "b", 3)
    from taiwa.record import opening

    version = opening._version

    def swapping(*arguments: object) -> int:
        os.replace(other, db)
        return version(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "_version", swapping)
    with pytest.raises(StoreError, match="another one is in its place"):
        Store(db)
    monkeypatch.undo()
    assert ids(db) == {"b-1", "b-2", "b-3"}
