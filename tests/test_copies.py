"""A record that was copied by hand writes as another device; and any SQLite shell reads it."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from taiwa.record import opening
from taiwa.record.store import Store
from tests.test_store import answered, started


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record that device `d0` has begun, on a machine with an id."""
    machine = tmp_path / "machine-id"
    machine.write_text("this machine\n")
    monkeypatch.setattr(opening, "MACHINE_IDS", (str(machine),))
    path = tmp_path / "home" / "progress.db"
    assert devices(path) == ("d0",)
    return path


def devices(path: Path) -> tuple[str, ...]:
    """The ids at the next start; a new one is `d` with how many there were."""
    with closing(Store(path)) as store:
        numbers = count(len(store._devices()))
        return store.devices(lambda: f"d{next(numbers)}")


def test_at_the_next_start_it_is_the_same_device(db: Path) -> None:
    assert devices(db) == ("d0",)


def test_a_copy_in_another_place_is_another_device_and_the_first_one_stays(db: Path) -> None:
    """It goes on with what the first one left open, too."""
    copied = Path(shutil.copytree(db.parent, db.parent.with_name("copy"))) / db.name
    assert devices(copied) == ("d1", "d0")
    assert devices(copied) == ("d1", "d0")
    assert devices(db) == ("d0",)


def test_a_copy_on_another_machine_is_another_device(db: Path, tmp_path: Path) -> None:
    (tmp_path / "machine-id").write_text("another machine\n")
    assert devices(db) == ("d1", "d0")


def test_a_copy_put_back_in_the_same_place_is_another_device(db: Path) -> None:
    kept = db.rename(db.with_name("kept.db"))
    shutil.copyfile(kept, db)
    assert devices(db) == ("d1", "d0")


def test_the_log_is_read_in_words_by_any_sqlite_shell(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with closing(Store(path)) as store:
        store.append(started())
        store.append(answered(1, "wrong"))
    query = "SELECT id, prev, at, day, session, kind, item, given, verdict, outcome FROM log"
    if shell := shutil.which("sqlite3"):
        done = subprocess.run([shell, path, query], capture_output=True, text=True, check=True)
        rows = [tuple(row.split("|")) for row in done.stdout.splitlines()]
    else:
        with closing(sqlite3.connect(path)) as opened:
            rows = [tuple(value or "" for value in row) for row in opened.execute(query)]
    first = ("s1-0", "", "2026-04-01 09:00:00", "2026-04-01", "s1", "started", "", "", "", "")
    given = '{"chosen":[1],"text":null}'
    second = ("s1-1", "s1-0", "2026-04-01 09:00:01", "2026-04-01", "s1", "answered", "rivers.q01")
    assert rows == [first, (*second, given, "wrong", "wrong")]
