"""What is wrong with the learner's database, and mending it: in plain words, nothing lost."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from taiwa.errors import N_, StoreError
from taiwa.progress import derived, schema
from taiwa.progress.backup import backups, copy_database, is_damaged, is_sound, version
from taiwa.progress.faults import DAMAGED, NEWER, is_damage, told
from taiwa.progress.opening import in_memory, open_to_read
from taiwa.progress.store import Store
from taiwa.progress.transaction import transaction

NO_BACKUP = N_("There is no sound backup '{name}'. taiwa doctor lists those there are.")

TABLES = {
    "session": "SELECT * FROM session ORDER BY id",
    "memory": "SELECT * FROM memory ORDER BY item",
    "tally": "SELECT * FROM tally WHERE count != 0 ORDER BY 1, 2, 3, 4, 5",
    "recall": "SELECT * FROM recall WHERE count != 0 ORDER BY 1, 2",
}


class Finding(Struct, frozen=True):
    """One thing found, as a catalog entry with its values; `wrong` needs mending."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    wrong: bool = False


BROKEN = Finding(
    N_(
        "It is damaged. taiwa doctor --restore latest puts the latest sound backup in its "
        "place and keeps the damaged file beside it."
    ),
    wrong=True,
)


def examine(db: Path) -> Iterator[Finding]:
    """Look the database over without changing it. Raises `StoreError` where it can't be read."""
    yield Finding(N_("Your progress is kept in {path}."), {"path": db})
    if not db.is_file():
        yield Finding(N_("There is none yet: it begins with your first lesson."))
    else:
        try:
            with told(db):
                yield from list(_state(db))
        except StoreError as error:
            if error.message != DAMAGED:
                raise
            yield BROKEN
    yield from _copies(db)


def _state(db: Path) -> Iterator[Finding]:
    if is_damaged(db):
        yield BROKEN
    elif version(db) > schema.VERSION:
        yield Finding(NEWER, {"path": db}, wrong=True)
    else:
        yield from _contents(db)


def _contents(db: Path) -> Iterator[Finding]:
    yield Finding(N_("The file is sound."))
    with closing(open_to_read(db)) as opened:
        if schema.version(opened) < schema.VERSION:
            yield Finding(N_("It is of an earlier version; the next start brings it up to date."))
            return
        counts = [
            opened.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM record",
                "SELECT count(*) FROM session",
                "SELECT count(*) FROM record WHERE kind = 'answered'",
            )
        ]
        values = dict(zip(("records", "sessions", "answers"), counts, strict=True))
        message = N_("Records: {records}; sessions: {sessions}; answers: {answers}.")
        yield Finding(message, values)
        differing = _differing(opened)
    if differing:
        message = N_(
            "Scores and review dates don't match your record: taiwa doctor --rebuild repairs them."
        )
        yield Finding(message, wrong=True)
    else:
        yield Finding(N_("Scores and review dates match your record."))


def _differing(opened: sqlite3.Connection) -> list[str]:
    """The derived tables that a rebuild, made in memory, would change."""
    with closing(in_memory(opened)) as copy:
        before = {name: copy.execute(query).fetchall() for name, query in TABLES.items()}
        derived.rebuild(copy)
        return [name for name, q in TABLES.items() if copy.execute(q).fetchall() != before[name]]


def _copies(db: Path) -> Iterator[Finding]:
    found = backups(db)
    if not found:
        yield Finding(N_("There are no backups yet."))
    for path in found:
        sound = is_sound(path)
        message = N_("Backup {name}: sound.") if sound else N_("Backup {name}: damaged.")
        yield Finding(message, {"name": path.stem})


def rebuild(db: Path) -> None:
    """Make scores and memory anew from the log, if there is one."""
    if db.is_file():
        with closing(Store(db)) as store:
            store.rebuild()


def restore(db: Path, name: str, now: datetime) -> Path:
    """Put a backup in the database's place; returns where the present file was kept.

    `name` is a file, the name or date of a backup, or `latest`. Raises `StoreError` where there
    is no such sound backup, no room, or another program is saving; nothing has changed then.
    """
    source = _backup(db, name)
    kept = db.with_name(f"{db.stem}-before-restore-{now:%Y%m%d-%H%M%S}.db")
    fresh = db.with_suffix(".restored")
    with told(fresh):
        copy_database(source, fresh)
    if db.exists():
        with told(db):
            _settle(db)
        shutil.copy2(db, kept)
        for ending in ("-wal", "-shm"):  # these belong to the file that goes
            beside = db.with_name(db.name + ending)
            if beside.exists():
                beside.replace(kept.with_name(kept.name + ending))
    fresh.replace(db)
    return kept


def _settle(db: Path) -> None:
    """Wait for whoever is saving, and bring all that was saved into the file itself."""
    with closing(sqlite3.connect(db, isolation_level=None)) as opened:
        try:
            with transaction(opened):
                pass
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise


def _backup(db: Path, name: str) -> Path:
    for path in [Path(name), *backups(db)]:
        wanted = name == "latest" or name in (str(path), path.stem, path.name, path.stem[-10:])
        if wanted and path.is_file() and is_sound(path):
            return path
    raise StoreError(NO_BACKUP, name=name)
