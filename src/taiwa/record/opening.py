"""A database opened for a learner who goes on, or to be read where nothing can be written."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from taiwa.errors import FULL, StoreError, is_full
from taiwa.paths import (
    BACKUPS,
    CACHE,
    CONVERSATIONS,
    COURSES,
    PROFILES,
    keep_to_owner,
    learner_of,
    own_folder,
)
from taiwa.record import faults, migrations
from taiwa.record.faults import CLOSED, DATABASE_GONE, NEWER_DATABASE
from taiwa.record.transaction import BUSY_MS, execute_in_turn

ALONE_MS = 1_000
"""Milliseconds to wait for other programs to end; one that stays open does not."""


_OURS = {BACKUPS, CONVERSATIONS, COURSES, PROFILES, CACHE}
"""The names of what taiwa makes in a learner's folder, beside the record of an earlier version."""

PAGE = 1024
"""Bytes of a page of a new database; each table and index takes one at least."""

MACHINE_IDS = ("/etc/machine-id", "/var/lib/dbus/machine-id")
"""Files where a system keeps an id of the machine; elsewhere a copy is told by its place alone."""

Identity = tuple[int, int] | None
"""Device and inode, by which a file is told from any other; None for one that is not there."""


def open_to_write(path: Path) -> tuple[sqlite3.Connection, Identity]:
    """The database at `path` and which file it is: made if it is not there, for its owner only.

    It is in autocommit mode and at this version. Raises `StoreError` or `sqlite3.Error`.
    """
    create(path)
    keep_to_owner(_own(path))
    file = identity(path)
    opened = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MS / 1000)
    with _closed_on_error(opened):
        found = _version(opened, path)
        _refuse_another(path, file)  # before a log for it is begun beside the other one
        opened.execute(f"PRAGMA page_size = {PAGE}")  # of a new one: it is small at first
        execute_in_turn(opened, "PRAGMA journal_mode = WAL")
        opened.execute("PRAGMA synchronous = FULL")
        opened.execute("PRAGMA cache_size = -32000")  # KiB at most, which a long import needs
        if found < migrations.SCHEMA_VERSION:
            migrations.migrate(opened)
            if found:
                execute_in_turn(opened, "VACUUM")
        _refuse_another(path, file)
    return opened, file


def create(path: Path) -> None:
    """Make an empty file if there is none, and its folder, for its owner only.

    Raises `StoreError` where that can't be done.
    """
    try:
        own_folder(path.parent)
        if not path.exists():
            path.touch(0o600)
    except OSError as error:
        raise StoreError(FULL if is_full(error) else CLOSED, path=path.parent) from error


def identity(path: Path) -> Identity:
    """The identity of the file at `path`."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def fingerprint(path: Path) -> str:
    """The machine and the place where a database lies; a copy of it has another one."""
    machine = next(filter(None, map(_text, MACHINE_IDS)), "")
    inode = (identity(path) or (0, 0))[1]
    told = f"{machine}\0{path.resolve()}\0{inode}"
    return sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _refuse_another(path: Path, file: Identity) -> None:
    """Nothing may be saved to a file that was moved away, nor beside the one in its place."""
    if identity(path) != file:
        raise StoreError(DATABASE_GONE, path=path)


def _own(path: Path) -> list[Path]:
    """The record's files and folders, and those above it that hold nothing else."""
    real, folder, learner = path.resolve(), path.parent, learner_of(path)
    files = [real.with_name(real.name + ending) for ending in ("", "-wal", "-shm", "-journal")]
    found = [*folder.iterdir()]
    kept = (path.name, f"{path.stem}-before-restore-")
    own = [each for each in found if each.name in _OURS or each.name.startswith(kept)]
    above = [folder.parent] if folder != learner else []
    around = {each.name: each for each in learner.iterdir()}
    above += [around[name] for name in _OURS & around.keys()]
    if learner.parent.name == PROFILES:
        above += [learner, learner.parent]
    elif around.keys() <= _OURS:
        above += [learner]
    return [*files, *own, *above, *([folder] if len(own) == len(found) else [])]


@contextmanager
def alone(path: Path, wait_ms: int = ALONE_MS) -> Iterator[sqlite3.Connection]:
    """The database at `path` while nobody else is at it, all that was saved in the file itself.

    Raises `sqlite3.Error` where there is none, or another program has it open as well.
    """
    with closing(_connect(path, "mode=rw")) as opened:
        opened.execute("PRAGMA locking_mode = EXCLUSIVE")  # a lock once taken is kept
        for statement in ("PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE", "COMMIT"):
            execute_in_turn(opened, statement, wait_ms)
        yield opened


def open_at_this_version(path: Path) -> sqlite3.Connection:
    """As `open_to_read`; one of an earlier version as a copy that is brought up to date.

    Raises `StoreError`, too, where it is of a later one.
    """
    opened = open_to_read(path)
    with _closed_on_error(opened):
        if _version(opened, path) == migrations.SCHEMA_VERSION:
            return opened
        copy = in_memory(opened)
    opened.close()
    migrations.migrate(copy)
    copy.execute("PRAGMA query_only = ON")
    return copy


def open_to_read(path: Path) -> sqlite3.Connection:
    """The database at `path` as it is, of whatever version, in autocommit mode.

    SQLite reads one in WAL mode only where it may put an index beside it. Where it may not, nobody
    is writing: the file is read as one that does not change or, if it was left with a log of
    changes, from a copy of both in memory. Raises `sqlite3.Error`, or `OSError` for lack of room.
    """
    opened = _connect(path, "mode=ro")
    try:
        migrations.version(opened)
        return opened
    except sqlite3.Error as error:
        opened.close()
        closed = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
        if not closed or not os.access(path, os.R_OK):
            raise
    log = path.with_name(path.name + "-wal")
    if log.is_file() and log.stat().st_size:
        return _with_log(path, log)
    return _connect(path, "mode=ro&immutable=1")


def in_memory(opened: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of a database that lives as long as its connection."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with _closed_on_error(copy):
        opened.backup(copy)
    return copy


def _with_log(path: Path, log: Path) -> sqlite3.Connection:
    with TemporaryDirectory(prefix="taiwa-") as folder:
        for file in (path, log):
            shutil.copyfile(file, Path(folder) / file.name)
        with closing(_connect(Path(folder) / path.name, "mode=rw")) as opened:
            return in_memory(opened)


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, isolation_level=None)


@contextmanager
def told(opened: sqlite3.Connection, path: Path) -> Iterator[None]:
    """As `faults.told`; what looks like damage may be that a newer taiwa has changed the tables."""
    try:
        with faults.told(path):
            yield
    except StoreError as error:
        if error.message == faults.DAMAGED_DATABASE and _is_newer(opened):
            raise StoreError(NEWER_DATABASE, path=path) from error
        raise


def _is_newer(opened: sqlite3.Connection) -> bool:
    try:
        return migrations.is_newer(opened)
    except sqlite3.DatabaseError:
        return False


def _version(opened: sqlite3.Connection, path: Path) -> int:
    found = migrations.version(opened)
    if found > migrations.SCHEMA_VERSION:
        raise StoreError(NEWER_DATABASE, path=path)
    return found


@contextmanager
def _closed_on_error(opened: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        opened.close()
        raise
