"""Copies of the learner's database: one a day, kept for 7 days and then for 4 weeks.

A copy is made through SQLite's online backup, checked, and only then given its name, so that a
program killed in the middle leaves no half one. Before a migration there is one more.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from taiwa.progress import schema
from taiwa.progress.faults import is_damage
from taiwa.progress.opening import open_to_read

DAYS, WEEKS = 7, 4
FOLDER = "backups"


def keep_backups(db: Path, today: date) -> Path | None:
    """Make the day's copy if there is none, and let old ones go; returns the new copy.

    Raises `sqlite3.Error` or `OSError` where it can't be made; the database is never touched.
    """
    folder = db.parent / FOLDER
    daily = folder / f"{db.stem}-{today.isoformat()}.db"
    if not db.is_file() or db.stat().st_size == 0:
        return None
    with closing(open_to_read(db)) as source:
        found = schema.version(source)
        if 0 < found < schema.VERSION:
            before = folder / f"{db.stem}-before-v{schema.VERSION}-{today.isoformat()}.db"
            if not before.exists():
                _copy(source, before)
        if daily.exists() or found > schema.VERSION:
            return None
        _copy(source, daily)
    for old in _surplus(db):
        if old != daily:  # as the oldest of all, where the clock was set back
            old.unlink(missing_ok=True)
    return daily


def backups(db: Path) -> list[Path]:
    """The copies there are, the latest first."""
    found = (db.parent / FOLDER).glob(f"{db.stem}-*.db")
    return sorted(found, key=lambda path: path.stem[-10:], reverse=True)


def is_sound(path: Path) -> bool:
    """Whether a file is a database that this program can read, without damage."""
    try:
        return not is_damaged(path) and 0 < version(path) <= schema.VERSION
    except sqlite3.Error:
        return False


def is_damaged(path: Path) -> bool:
    """Whether a file is no sound database. Raises `sqlite3.Error` where that can't be told."""
    try:
        with closing(open_to_read(path)) as source:
            source.text_factory = bytes  # what it finds may quote what is no text
            return bool(source.execute("PRAGMA integrity_check").fetchone()[0] != b"ok")
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return True


def version(path: Path) -> int:
    """The schema version of a database file."""
    with closing(open_to_read(path)) as source:
        return schema.version(source)


def copy_database(source: Path, target: Path) -> None:
    """A checked copy of a database under another name; replaces what is there at once."""
    with closing(open_to_read(source)) as opened:
        _copy(opened, target)


def _copy(source: sqlite3.Connection, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_suffix(".part")
    scratch.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(scratch)) as made:
            source.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")
            if made.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("the copy is damaged")
        scratch.replace(target)
    except BaseException:
        with suppress(OSError):
            scratch.unlink()
        raise


def _surplus(db: Path) -> Iterator[Path]:
    """Daily copies beyond the last days and, of older ones, the newest of the last weeks."""
    weeks: set[tuple[int, int]] = set()
    daily = [path for path in backups(db) if "before" not in path.stem]
    for path in daily[DAYS:]:
        week = date.fromisoformat(path.stem[-10:]).isocalendar()[:2]
        if week in weeks or len(weeks) >= WEEKS:
            yield path
        weeks.add(week)
