"""SQLite's errors as what the learner can do about them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import MsgspecError

from taiwa.errors import FULL, N_, Busy, StoreError

NEWER_DATABASE = N_("Your progress in {path} was saved by a newer taiwa: update taiwa to open it.")
DAMAGED_DATABASE = N_(
    "The progress file {path} is damaged; it was left as it is. taiwa doctor tells what can be"
    " done; or move it away to begin anew."
)
CLOSED = N_("Progress can't be saved in {path}: check that you may write to this folder.")
FAILING = N_(
    "{path} can't be saved to: the disk may be full or failing. Nothing saved so far is lost."
)
LOCKED = N_("Another program is using {path}: close it, or wait, and try again.")
READ_ONLY = N_(
    "{path} can't be written to: check the permissions of the file and of its folder, then try"
    " again."
)
DATABASE_GONE = N_(
    "The progress file {path} is gone, or another one is in its place: put it back, or start taiwa"
    " anew. Nothing is saved until then."
)

_MESSAGES = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FAILING,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: CLOSED,
    sqlite3.SQLITE_CANTOPEN: CLOSED,
}


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """True if it is the file itself that is wrong, not what is around it."""
    return _message(error) == DAMAGED_DATABASE


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise `StoreError` for what a user can do something about.

    A table or column that is gone, or a number where a text belongs, is damage like any other.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        message = _message(error)
        raise (Busy if message == LOCKED else StoreError)(message, path=path) from error
    except (MsgspecError, UnicodeDecodeError) as error:
        raise StoreError(DAMAGED_DATABASE, path=path) from error


def _message(error: sqlite3.DatabaseError) -> str:
    return _MESSAGES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, DAMAGED_DATABASE)
