"""The record out and in again, copies of it, and what the doctor says of it."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taiwa.dialogue.events import Given
from taiwa.errors import StoreError
from taiwa.record import doctor, migrations
from taiwa.record.backup import backups, is_sound, keep_backups
from taiwa.record.store import Store
from taiwa.record.transfer import TransferError, read_record, record_lines
from taiwa.study.desk import Study
from tests.conftest import START, examples
from tests.test_store import answered, started, tables

TODAY = date(2026, 4, 1)
DATABASES = Path(__file__).parent / "baseline" / "databases"


def exported(store: Store) -> bytes:
    return "\n".join(record_lines(store.log())).encode()


def played(study: Study) -> None:
    """Some answers, one undone, one overridden, and a question to the tutor."""
    session = study.lesson(study.course.sections[0])
    session.proceed()
    session.give(Given(chosen=(2,)))
    session.undo()
    session.give(Given(chosen=(1,)))
    session.override()
    session.ask("what is a river?")
    study.practice(["bridges.q01"]).say("bank")


def test_the_record_goes_out_and_comes_in_again_as_it_was(study: Study, tmp_path: Path) -> None:
    played(study)
    other = Store(tmp_path / "other.db")
    records = list(read_record(exported(study.store).splitlines()))
    merged = other.merge(records)
    assert (merged.new, merged.known) == (len(records), 0)
    assert list(other.log()) == list(study.store.log())
    assert tables(other) == tables(study.store)
    again = other.merge(records)
    assert (again.new, again.known) == (0, len(records))
    other.close()


@examples(0.25)
@given(
    here=st.lists(st.sampled_from(["right", "wrong", "close"]), max_size=6),
    there=st.lists(st.sampled_from(["right", "wrong", "revealed"]), max_size=6),
)
def test_two_machines_merge_to_the_same_whichever_comes_first(
    here: list[str], there: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("two")
    stores = [Store(folder / "a.db"), Store(folder / "b.db")]
    for store, name, outcomes in ((stores[0], "a", here), (stores[1], "b", there)):
        store.append(started(name))
        for number, outcome in enumerate(outcomes, 1):
            store.append(answered(number, outcome, name))
    first, second = (list(store.log()) for store in stores)
    stores[0].merge(second)
    stores[1].merge(first)
    assert list(stores[0].log()) == list(stores[1].log())
    assert tables(stores[0]) == tables(stores[1])
    for store in stores:
        store.close()


def test_of_two_tellings_of_a_record_the_same_one_counts_on_both_sides(
    store: Store, tmp_path: Path
) -> None:
    """And both are kept: no line is ever left out."""
    store.append(started())
    store.append(answered(1, "right"))
    other = Store(tmp_path / "other.db")
    other.append(started())
    other.append(answered(1, "wrong"))
    here, there = list(store.log()), list(other.log())
    for merged in (store.merge(there), other.merge(here)):
        assert (merged.new, merged.known) == (1, 1)
    assert exported(store) == exported(other)
    assert len(list(store.log())) == 3
    assert tables(store) == tables(other)
    other.close()


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b"\xff\xfe", b'{"format":"taiwa-log","version":1}', b"[" * 100_000],
)
def test_what_is_no_log_is_refused(text: bytes) -> None:
    with pytest.raises(TransferError, match="not a taiwa record"):
        list(read_record(text.splitlines(keepends=True)))


def test_a_spoiled_record_is_named_and_nothing_comes_in(study: Study) -> None:
    played(study)
    document = json.loads(exported(study.store))
    for spoil in (
        {"at": "yesterday"},
        {"session": 7},
        {"number": -1},
        {"day": "x"},
        {"id": ""},
    ):
        rows = [dict(row) for row in document["records"]]
        rows[1] |= spoil
        with pytest.raises(TransferError, match="Record 2 "):
            list(read_record([json.dumps(document | {"records": rows}).encode()]))


def test_what_comes_before_its_session_waits_until_that_is_there(
    study: Study, tmp_path: Path
) -> None:
    played(study)
    log = list(study.store.log())
    other = Store(tmp_path / "other.db")
    other.merge([record for record in log if record.number])
    assert other.sessions() == []
    other.merge([record for record in log if not record.number])
    assert exported(other) == exported(study.store)
    assert other.sessions() == study.store.sessions()
    other.close()


@pytest.mark.thorough
def test_one_copy_a_day_is_kept_for_a_week_and_then_one_a_week(study: Study) -> None:
    played(study)
    for day in range(60):
        assert keep_backups(study.store.path, TODAY + timedelta(days=day)) is not None
        assert keep_backups(study.store.path, TODAY + timedelta(days=day)) is None
    kept = backups(study.store.path)
    days = [(TODAY + timedelta(days=59) - date.fromisoformat(p.stem[-10:])).days for p in kept]
    assert days[:7] == list(range(7))
    assert len(days) == 11
    assert max(days) > 20
    assert all(is_sound(path) for path in kept)


def earlier(db: Path, version: int) -> Path:
    """A database as an earlier version left it."""
    db.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(db)) as old:
        old.executescript((DATABASES / f"v{version}.sql").read_text())
    return db


def test_before_a_migration_there_is_one_more_copy(tmp_path: Path) -> None:
    db = earlier(tmp_path / "progress.db", 1)
    before = db.read_bytes()
    keep_backups(db, TODAY)
    (kept,) = (path for path in backups(db) if "before-v" in path.stem)
    Store(db).close()
    with closing(sqlite3.connect(kept)) as opened, closing(sqlite3.connect(":memory:")) as first:
        first.deserialize(before)
        assert [*opened.iterdump()] == [*first.iterdump()]


@pytest.mark.thorough
@pytest.mark.parametrize("version", [1, 2])
def test_a_database_of_each_version_comes_up_to_date_with_its_log_and_scores(
    tmp_path: Path, version: int
) -> None:
    with closing(Store(earlier(tmp_path / "progress.db", version))) as migrated:
        rows = migrated.sessions()
        assert rows
        assert all(migrated.records(row.id) for row in rows)
        with closing(Store(tmp_path / "other.db")) as other:
            other.merge(list(migrated.log()))
            assert tables(other) == tables(migrated)
    assert not any(finding.wrong for finding in doctor.examine(tmp_path / "progress.db"))


@pytest.mark.slow
@pytest.mark.parametrize("at", [0.0, 0.004, 0.016])
def test_a_migration_killed_in_the_middle_leaves_old_or_new(tmp_path: Path, at: float) -> None:
    db = earlier(tmp_path / "progress.db", 1)
    script = (
        "import sys, pathlib; from taiwa.record.store import Store; import fsrs\n"
        "print('ready', flush=True); Store(pathlib.Path(sys.argv[1]))"
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(db)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    with suppress(subprocess.TimeoutExpired):
        child.wait(at)
    child.kill()
    child.wait()
    with sqlite3.connect(db) as opened:
        assert migrations.version(opened) in (1, migrations.SCHEMA_VERSION)
    Store(db).close()
    assert is_sound(db)


def messages(db: Path) -> list[str]:
    return [finding.message for finding in doctor.examine(db)]


def test_the_doctor_finds_a_sound_record_sound(study: Study) -> None:
    played(study)
    keep_backups(study.store.path, TODAY)
    found = list(doctor.examine(study.store.path))
    assert not any(finding.wrong for finding in found)
    assert "Scores and review dates match your record." in messages(study.store.path)


def test_the_doctor_notices_scores_that_differ_from_the_log_and_mends_them(study: Study) -> None:
    played(study)
    before = tables(study.store)
    study.store._db.execute("UPDATE memory SET stability = 99")
    assert any(finding.wrong for finding in doctor.examine(study.store.path))
    doctor.rebuild_scores(study.store.path)
    assert tables(study.store) == before
    assert not any(finding.wrong for finding in doctor.examine(study.store.path))


def test_a_damaged_record_is_told_and_restored_and_kept_beside(study: Study) -> None:
    played(study)
    db = study.store.path
    log = list(study.store.log())
    study.store.close()
    keep_backups(db, TODAY)
    raw = bytearray(db.read_bytes())
    raw[4096:] = os.urandom(len(raw) - 4096)
    db.write_bytes(raw)
    assert any(finding.wrong for finding in doctor.examine(db))
    kept = doctor.restore(db, "latest", datetime(2026, 4, 2, tzinfo=UTC))
    assert kept is not None
    assert kept.read_bytes()[4096:] == raw[4096:]
    restored = Store(db)
    assert list(restored.log()) == log
    restored.close()


def test_a_backup_that_is_not_there_changes_nothing(study: Study) -> None:
    played(study)
    before = study.store.path.read_bytes()
    with pytest.raises(StoreError, match="no sound backup"):
        doctor.restore(study.store.path, "1999-01-01", START)
    assert study.store.path.read_bytes() == before
