"""Finding what is wrong with the learner's database, and mending it without any loss."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from taiwa.errors import N_, StoreError
from taiwa.paths import command, replacing, unused
from taiwa.record import derived, migrations
from taiwa.record.backup import (
    ANSWERS,
    backups,
    copied_version,
    copy_database,
    daily,
    held,
    is_damaged,
    is_sound,
    missing,
    of_profiles,
)
from taiwa.record.faults import DAMAGED_DATABASE, NEWER_DATABASE, READ_ONLY, is_damage, told
from taiwa.record.opening import alone, create, open_to_read
from taiwa.record.rows import Rows
from taiwa.record.store import Store

NO_BACKUP = N_("There is no sound backup '{name}'. taiwa doctor lists those there are.")
NO_BACKUPS = N_(
    "There is no sound backup here. If you have a copy elsewhere, {taiwa} doctor --restore FILE"
    " puts it in; what you exported comes in with taiwa import."
)
BROKEN = N_(
    "It is damaged. {taiwa} doctor --restore latest puts the latest sound backup in its "
    "place and keeps the damaged file beside it."
)
LEFT_ALONE = N_(
    "It is damaged, and there is no sound backup here. If you have a copy elsewhere, {taiwa}"
    " doctor --restore FILE puts it in. Otherwise move {path} away and begin anew; taiwa import or"
    " taiwa sync then brings back what you exported or synced."
)

TABLES = {
    "session": "SELECT * FROM {}",
    "amended": "SELECT * FROM {}",
    "memory": "SELECT * FROM {}",
    "tally": "SELECT * FROM {} WHERE count != 0",
}
"""The tables that derive from the log, and what in them must be as the log has it."""


class Finding(Struct, frozen=True):
    """One thing found, as a catalog entry with its values; `wrong` needs mending."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    wrong: bool = False


def examine(db: Path) -> Iterator[Finding]:
    """Look the database over without changing it. Raises `StoreError` where it can't be read."""
    yield Finding(N_("Your progress is kept in {path}."), {"path": db})
    try:
        with told(db):
            yield from list(_state(db))
    except StoreError as error:
        if error.message != DAMAGED_DATABASE:
            raise
        yield _broken(db)
    yield from _copies(db)


def _state(db: Path) -> Iterator[Finding]:
    gone = not db.is_file() or db.stat().st_size == 0
    if not gone and is_damaged(db):
        yield _broken(db)
        return
    if not gone and copied_version(db) > migrations.SCHEMA_VERSION:
        yield Finding(NEWER_DATABASE, {"path": db}, wrong=True)
        return
    if gone:
        yield Finding(N_("There is none yet: it begins with your first lesson."))
    else:
        yield from _contents(db)
    if (lost := missing(db)) is not None:
        yield Finding(lost.message, lost.values, wrong=True)


def _broken(db: Path) -> Finding:
    message = BROKEN if any(map(is_sound, backups(db))) else LEFT_ALONE
    return Finding(message, {"taiwa": command(db), "path": db}, wrong=True)


def _contents(db: Path) -> Iterator[Finding]:
    yield Finding(N_("The file is sound."))
    with closing(open_to_read(db)) as opened:
        if migrations.version(opened) < migrations.SCHEMA_VERSION:
            yield Finding(N_("It is of an earlier version; the next start brings it up to date."))
            return
        counts = [
            opened.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM record",
                "SELECT count(DISTINCT session) FROM session",
                ANSWERS,
            )
        ]
        values = dict(zip(("records", "sessions", "answers"), counts, strict=True))
        message = N_("Records: {records}; sessions: {sessions}; answers: {answers}.")
        yield Finding(message, values)
        differing = _differing(opened)
    if differing:
        message = N_(
            "Scores and review dates don't match your record: {taiwa} doctor --rebuild repairs"
            " them."
        )
        yield Finding(message, {"taiwa": command(db)}, wrong=True)
    else:
        yield Finding(N_("Scores and review dates match your record."))


def _differing(opened: sqlite3.Connection) -> bool:
    """True if a rebuild, made in tables that hide the true ones for a while, would change any."""
    opened.execute("PRAGMA temp_store = FILE")
    opened.execute("BEGIN")  # what another program saves meanwhile is not seen
    for table in TABLES:
        made = opened.execute(
            "SELECT sql FROM main.sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
        if made is None:
            raise sqlite3.DatabaseError(f"no such table: {table}")
        opened.execute(made[0].replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    derived.rebuild(Rows(opened))
    for table, query in TABLES.items():
        sides = [query.format(f"{side}.{table}") for side in ("main", "temp")]
        for one, other in (sides, reversed(sides)):
            if opened.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone():
                return True
    return False


def _copies(db: Path) -> Iterator[Finding]:
    found, dated = backups(db), daily(db)
    if not found:
        yield Finding(N_("There are no backups yet."))
    for path in found:
        own = path in dated or "-before-" in path.stem
        if not is_sound(path):
            message = N_("Backup {name}: damaged.")
        elif own:
            message = N_("Backup {name}: sound; records: {records}.")
        else:
            message = N_(
                "Backup {name}: sound; records: {records}. taiwa did not name it, so it stays."
            )
        yield Finding(message, {"name": path.stem, "records": held(path)})
    for path in of_profiles(db):
        sound = N_("Of a deleted profile, {path}: sound; records: {records}.")
        damaged = N_("Of a deleted profile, {path}: damaged.")
        message = sound if is_sound(path) else damaged
        yield Finding(message, {"path": path, "records": held(path)})


def rebuild_scores(db: Path) -> None:
    """Make scores and memory anew from the log, if there is one. Raises `StoreError`."""
    if db.is_file():
        with closing(Store(db)) as store:
            store.rebuild()


def restore(db: Path, name: str, now: datetime) -> Path | None:
    """Put a backup in the database's place; returns where what was there before is kept, if any.

    `name` is a file, the name or date of a backup, or `latest`. Raises `StoreError` where there
    is no such sound backup, no room, or another program has the database open; nothing has changed
    then.
    """
    source = _backup(db, name)
    create(db)
    real = db.resolve()
    if not os.access(real.parent, os.W_OK):  # else SQLite says so only half-way, and not as clearly
        raise StoreError(READ_ONLY, path=real)
    kept = real.with_name(f"{real.stem}-before-restore-{now:%Y%m%d-%H%M%S}.db")
    with told(db), closing(open_to_read(source)) as found:
        try:
            return _overwrite(real, found, kept)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        return _replace(real, found, kept)


def _overwrite(db: Path, source: sqlite3.Connection, kept: Path) -> Path | None:
    """Within the same file, so that no program goes on with one that is no longer in its place."""
    with alone(db) as opened:
        if not opened.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            source.backup(opened)  # there is nothing to keep
            return None
        kept = unused(kept)
        try:
            copy_database(opened, kept)
            source.backup(opened)
        except BaseException:
            kept.unlink()
            raise
    return kept


def _replace(db: Path, source: sqlite3.Connection, kept: Path) -> Path:
    """A file that SQLite can't work on is kept as it is, with the log of changes beside it."""
    with replacing(db) as fresh:
        copy_database(source, fresh)
        kept = unused(kept)
        db.replace(kept)
        for ending in ("-wal", "-shm", "-journal"):
            beside = db.with_name(db.name + ending)
            if beside.exists():
                beside.replace(kept.with_name(kept.name + ending))
    return kept


def _backup(db: Path, name: str) -> Path:
    """The sound backup that is asked for; `latest` is none that holds only half of another."""
    found = backups(db)
    if name != "latest":
        known = [p for p in found if name in (str(p), p.stem, p.name, p.stem[-10:])]
        found = [p for p in [Path(name), *known] if p.is_file() and p.resolve() != db.resolve()]
    sound = {path: held(path, ANSWERS) for path in found if is_sound(path)}
    if not sound:
        message = NO_BACKUP if any(map(is_sound, backups(db))) else NO_BACKUPS
        raise StoreError(message, name=name, taiwa=command(db))
    least = max(sound.values()) / 2 if name == "latest" else 0
    return next(path for path, answers in sound.items() if answers >= least)
