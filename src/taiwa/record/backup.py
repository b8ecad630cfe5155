"""Copies of the learner's database: one a day, kept for 7 days and then for 4 weeks.

A copy is made through SQLite's online backup, checked, and only then given its name, so that a
program killed in the middle leaves no half one. Before a migration there is one more. What else is
found among them was put there by somebody: it is listed and can be restored, and stays.
"""

import glob
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from taiwa.errors import N_, StoreError
from taiwa.paths import BACKUPS, PART, clear_away, command, learner_of, own_folder, replacing
from taiwa.record import migrations
from taiwa.record.faults import is_damage
from taiwa.record.opening import open_to_read
from taiwa.record.statistics import ANSWERED

DAILY_KEPT, WEEKLY_KEPT = 7, 4
"""Days and weeks of which a copy is kept: our own choice, as the README promises it."""

LARGE = 1 << 25
"""Bytes of a record beyond which it is counted only where a copy of it is larger."""

ANSWERS = f"SELECT CAST(total(count) AS INTEGER) FROM tally WHERE {ANSWERED}"
RECORDS = "SELECT count(*) FROM record"
NO_COPY = N_("Today's backup could not be made in {path}; taiwa doctor says more.")
LOST = N_(
    "Answers are missing from your record ({here} in it, {there} in {name}): {taiwa} doctor"
    " --restore latest brings them back. If you began anew on purpose, move {path} away."
)

OF_PROFILE = "profile "
"""The beginning of a deleted profile's file name; it is no copy of the record beside it."""


def keep_backups(db: Path, today: date) -> Path | None:
    """Make the day's copy if there is none, and let old ones go; returns the new copy.

    Raises `StoreError` where it can't be made; the database is never touched.
    """
    try:
        return _kept(db, today)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(NO_COPY, path=db.parent) from error


def _kept(db: Path, today: date) -> Path | None:
    folder = db.parent / BACKUPS
    new = folder / f"{db.stem}-{today.isoformat()}.db"
    if not db.is_file() or db.stat().st_size == 0:
        return None
    with closing(open_to_read(db)) as source:
        found = migrations.version(source)
        if 0 < found < migrations.SCHEMA_VERSION:
            before = (
                folder / f"{db.stem}-before-v{migrations.SCHEMA_VERSION}-{today.isoformat()}.db"
            )
            if not before.exists():
                copy_database(source, before)
        if new.exists() or found > migrations.SCHEMA_VERSION:
            return None
        copy_database(source, new)
        (present,) = source.execute(RECORDS).fetchone()
    for old in _surplus(daily(db)):
        if old != new and held(old) <= present:  # more were lost, and may be wanted back
            old.unlink(missing_ok=True)
    clear_away(_left(db), new)
    return new


def _left(db: Path) -> Iterator[Path]:
    """The remains of programs that were killed: copies half made, names taken for them."""
    yield from (db.parent / BACKUPS).glob(f"*{PART}")
    for folder, stem in {(db.parent, db.stem), _placed(db)}:
        yield from folder.glob(f"{glob.escape(stem)}*.db.????????{PART}")
    yield db.with_suffix(".restored")
    yield from (path for path in _before_restores(db) if path.stat().st_size == 0)


def daily(db: Path) -> dict[Path, date]:
    """The daily copies with their dates, the latest first; none that was renamed or copied."""
    named = re.compile(re.escape(db.stem) + r"-(\d{4}-\d\d-\d\d)\.db", re.ASCII)
    found = {}
    for path in (db.parent / BACKUPS).glob("*.db"):
        if (match := named.fullmatch(path.name)) is not None:
            with suppress(ValueError):
                found[path] = date.fromisoformat(match[1])
    return dict(sorted(found.items(), key=lambda each: each[1], reverse=True))


def backups(db: Path) -> list[Path]:
    """The copies there are: the daily ones, the latest first, then what else was kept."""
    dated = daily(db)
    found = {path for path in (db.parent / BACKUPS).glob("*.db") if path.is_file()}
    others = {path for path in found if not path.name.startswith(OF_PROFILE)} - dated.keys()
    replaced = (path for path in _before_restores(db) if path.stat().st_size)
    return [*dated, *sorted(others), *replaced]


def of_profiles(db: Path) -> list[Path]:
    """The records of deleted profiles, of the course that `db` is of, or of any in old times."""
    found = sorted((learner_of(db) / BACKUPS).glob(f"{OF_PROFILE}*"))
    return [
        file
        for path in found
        for file in (path, path / db.name, path / db.relative_to(learner_of(db)))
        if file.is_file()
    ]


def _before_restores(db: Path) -> list[Path]:
    folder, stem = _placed(db)
    return sorted(folder.glob(f"{glob.escape(stem)}-before-restore-*.db"), reverse=True)


def _placed(db: Path) -> tuple[Path, str]:
    """Folder and stem of the file itself, where the record is a link."""
    real = db.resolve()
    return real.parent, real.stem


def missing(db: Path) -> StoreError | None:
    """Tells that answers are lost, where the largest sound copy holds over twice as many.

    So a record is noticed that was emptied, replaced or cut: one that is whole only grows.
    """
    try:
        size = db.stat().st_size if db.is_file() else 0
        found = [copy for copy in backups(db) if copy.name.startswith((db.stem, db.resolve().stem))]
        sizes = {copy: copy.stat().st_size for copy in found}
    except OSError:  # one may not look there, as whoever opens the record is told
        return None
    for copy in sorted(sizes, key=sizes.__getitem__, reverse=True):
        if size > max(LARGE, sizes[copy]):
            break
        if there := held(copy, ANSWERS):
            here = held(db, ANSWERS)
            away = copy.parent if copy.parent.name == BACKUPS else copy
            values = {"here": here, "there": there, "name": copy.name, "path": away}
            return StoreError(LOST, taiwa=command(db), **values) if there > 2 * here else None
    return None


def held(path: Path, query: str = RECORDS) -> int:
    """The number of records in a database file; 0 where it can't be read."""
    try:
        with closing(open_to_read(path)) as opened:
            return int(opened.execute(query).fetchone()[0])
    except sqlite3.Error:
        return 0


def is_sound(path: Path) -> bool:
    """True for a database that this program can read, without damage."""
    try:
        return not is_damaged(path) and 0 < copied_version(path) <= migrations.SCHEMA_VERSION
    except sqlite3.Error:
        return False


def is_damaged(path: Path) -> bool:
    """True for a file that is no sound database; raises `sqlite3.Error` if that can't be told.

    Every page and every row is looked at; that an index has just its table's entries is not, which
    takes ten times as long and tells of no answer.
    """
    try:
        with closing(open_to_read(path)) as source:
            source.text_factory = bytes  # what it finds may quote what is no text
            return bool(source.execute("PRAGMA quick_check").fetchone()[0] != b"ok")
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return True


def copied_version(path: Path) -> int:
    """The schema version of a database file. Raises `sqlite3.Error` where it can't be read."""
    with closing(open_to_read(path)) as source:
        return migrations.version(source)


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """A checked copy of a database, for its owner only; takes the place of `target` at once."""
    own_folder(target.parent)
    with replacing(target) as made:
        with closing(sqlite3.connect(made)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("the copy is damaged")
        made.chmod(0o600)


def _surplus(copies: dict[Path, date]) -> Iterator[Path]:
    """Daily copies beyond the last days and, of older ones, the newest of the last weeks."""
    weeks: set[tuple[int, int]] = set()
    for path, day in list(copies.items())[DAILY_KEPT:]:
        week = day.isocalendar()[:2]
        if week in weeks or len(weeks) >= WEEKLY_KEPT:
            yield path
        weeks.add(week)
