"""All that can be wrong with a meeting place, in a sentence with what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from taiwa.errors import N_, TaiwaError, is_full
from taiwa.record.synced import Trouble

GONE = N_("The folder {place} is not there: connect it, or name another one. Nothing is lost.")
READ_ONLY = N_(
    "Nothing can be written to the folder {place}: check its permissions. What was new is here"
    " now, and nothing is lost."
)
CLOSED = N_("The folder {place} can't be opened: check its permissions. Nothing is lost.")
FULL = N_("There is no room left in the folder {place}: free some. Nothing is lost.")
FAILING = N_(
    "The folder {place} can't be read or written: check its disk and the connection to it."
    " Nothing is lost."
)
LINKED = N_(
    "{place} is a link, and taiwa follows none within a folder that others write to: put the"
    " folder itself there."
)
SPOILT = N_(
    "What was written to the folder {place} did not read back the same: its disk may be"
    " failing, so use another folder. Nothing is lost."
)
UNREACHABLE = N_(
    "The database {place} can't be reached: check its address and the connection. Nothing is lost."
)
REFUSED = N_(
    "The database {place} does not let you in: check the user in the address, and the password in"
    " ~/.pgpass or PGPASSWORD."
)
FORGOTTEN = N_(
    "The record in {place} was deleted there with taiwa sync --forget, so nothing is sent to it any"
    " more. Yours stays as it is. taiwa set sync off ends this; another folder starts afresh."
)
DELETED_THERE = N_(
    "The record in {place} was deleted there with taiwa sync --forget, so nothing would be sent to"
    " it. Yours stays as it is. Name another folder to start afresh. The setting was not changed."
)
OTHERS = N_(
    "There is another record in {place} already: {known}. If it is yours, too, taiwa sync {target}"
    " --join unites it with the one here; for another learner, name another folder. Nothing was"
    " changed."
)
SEVERAL = N_(
    "There are several records in {place}: {known}. taiwa sync {target} --join ID unites the one"
    " that is yours with the one here. Nothing was changed."
)
NO_SUCH = N_("There is no such record to join in {place}. Those there are: {known}.")
NONE = N_("There is no other record to join in {place}: leave --join out.")
NOT_THERE = N_("There is no record of yours in {place} to delete. The one here stays as it is.")
WAITING = N_("Another sync is going on: wait a moment, then try again.")

_BRIEF = {
    GONE: Trouble.GONE,
    READ_ONLY: Trouble.READ_ONLY,
    CLOSED: Trouble.UNREADABLE,
    FULL: Trouble.FULL,
    FAILING: Trouble.UNREADABLE,
    LINKED: Trouble.LINKED,
    SPOILT: Trouble.SPOILT,
    UNREACHABLE: Trouble.UNREACHABLE,
    REFUSED: Trouble.REFUSED,
    FORGOTTEN: Trouble.FORGOTTEN,
    OTHERS: Trouble.OTHERS,
    SEVERAL: Trouble.OTHERS,
}

_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN}
_DENIED = {errno.EROFS, errno.EACCES, errno.EPERM}


class SyncError(TaiwaError):
    """A meeting place that can't be used as it is; the record here is as it was, or fuller."""


def in_brief(error: TaiwaError) -> Trouble:
    """The trouble that is kept of an error that ended a sync."""
    return _BRIEF.get(error.message, Trouble.OTHERWISE)


@contextmanager
def told(place: Path, denied: str = CLOSED) -> Iterator[None]:
    """Raise `SyncError` for what the system says of a folder; `denied` where one may not."""
    try:
        yield
    except OSError as error:
        raise SyncError(_message(error, denied), place=place) from error


def _message(error: OSError, denied: str) -> str:
    if is_full(error):
        return FULL
    if error.errno in _GONE:
        return GONE
    return denied if error.errno in _DENIED else FAILING
