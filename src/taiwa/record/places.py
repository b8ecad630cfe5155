"""A learner's records, one for each course: in the data folder, or in a profile's folder.

Earlier versions kept one record in that folder itself. It moves to the place of the shipped course,
whole and while nobody is at it, then what was kept beside it; killed anywhere, that goes on at the
next start. If an earlier version has begun another one since, its answers are merged.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from os.path import lexists
from pathlib import Path

from taiwa.errors import Busy, StoreError
from taiwa.paths import (
    BACKUPS,
    CONVERSATIONS,
    COURSES,
    DATABASE,
    RECORD,
    own_folder,
    record_of,
    shipped_id,
    unused,
)
from taiwa.record.backup import OF_PROFILE
from taiwa.record.faults import is_damage, told
from taiwa.record.opening import alone, identity
from taiwa.record.store import Store
from taiwa.record.transaction import BUSY_MS

EARLIER = "earlier.db"
"""The name of a record that an earlier version has begun since the move, until it is merged."""
_LOGS = ("-wal", "-shm", "-journal")


def records(folder: Path) -> list[Path]:
    """The databases that a learner has in `folder`, one that was not moved yet among them."""
    found = sorted(folder.glob(f"{COURSES}/*/{RECORD}/{DATABASE}"))
    return [path for path in (*found, folder / DATABASE) if path.is_file()]


def place(folder: Path, course: str) -> Path:
    """The database of a course in a learner's folder, once what stood there before has moved.

    Where it can't be moved, as in a folder that is read-only, it is used where it is. Raises `Busy`
    where another program has it open.
    """
    db, first, old = record_of(folder, course), shipped_id(), folder / DATABASE
    try:
        _move(old, record_of(folder, first))
    except Busy:
        raise
    except (StoreError, OSError):
        pass  # told where it is opened
    left = lexists(old)  # be it a link to a drive that is not there now
    return old if left and course == first and not lexists(db) else db


def _move(old: Path, db: Path) -> None:
    """Move a record with all beside it. Raises `StoreError`, `OSError` where it can't be."""
    if identity(old) is not None:
        own_folder(db.parent)
        _move_alone(old, db)
    for path, folder in _beside(old, db):
        own_folder(folder)
        target = folder / path.name
        with suppress(OSError):  # another start has been faster
            path.rename(unused(target) if target.exists() else target)
    earlier = db.with_name(EARLIER)
    if earlier.is_file():
        _merge(earlier, db)


def _move_alone(old: Path, db: Path) -> None:
    """Move the file itself, if it is still the one that was there when nobody else was at it."""
    file = identity(old)
    if file == identity(db):  # killed before the link to it was gone
        old.unlink()
        return
    try:
        with told(old), alone(old, BUSY_MS):
            if identity(old) == file:
                _rename(old, _free(db))
    except StoreError as error:
        if identity(old) != file:
            return  # another start has moved it meanwhile
        damage = error.__cause__
        if not (isinstance(damage, sqlite3.DatabaseError) and is_damage(damage)):
            raise
        target = _free(db)
        for ending in _LOGS:  # what can't be read stays as it is, with its log of changes
            with suppress(FileNotFoundError):
                old.with_name(old.name + ending).rename(target.with_name(target.name + ending))
        _rename(old, target)


def _free(db: Path) -> Path:
    """The place for an earlier record: that of the database, unless there is one by now."""
    return db.with_name(EARLIER) if lexists(db) else db


def _rename(old: Path, db: Path) -> None:
    if old.is_symlink():  # which may be relative to where it is
        db.symlink_to(old.resolve())
        old.unlink()
    else:
        old.rename(db)


def _beside(old: Path, db: Path) -> Iterator[tuple[Path, Path]]:
    """Files beside a record that has moved, each with the folder where it belongs now."""
    folder, stem = old.parent, old.stem
    for path in folder.glob(f"{stem}-before-restore-*.db*"):
        yield path, db.parent
    for name in (BACKUPS, CONVERSATIONS):
        for path in (folder / name).glob("*"):
            if not path.name.startswith(OF_PROFILE):
                yield path, db.parent / name


def _merge(earlier: Path, db: Path) -> None:
    """Take over the answers of a record, and keep it among the copies."""
    with suppress(StoreError), closing(Store(earlier)) as source, closing(Store(db)) as store:
        store.merge(list(source.log()))
    kept = db.parent / BACKUPS / EARLIER
    own_folder(kept.parent)
    for ending in ("", *_LOGS):
        with suppress(FileNotFoundError):
            earlier.with_name(earlier.name + ending).rename(kept.with_name(kept.name + ending))
