"""A record deleted from a meeting place, for all machines that meet there, and kept on this one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from taiwa.paths import BACKUPS, own_folder, unused, write_whole
from taiwa.record.settings import OFF, SYNC
from taiwa.record.store import Store
from taiwa.record.transfer import record_lines
from taiwa.sync.meeting import Say, learner_of
from taiwa.sync.problems import NOT_THERE, SyncError
from taiwa.sync.syncing import Pace, alone, receive
from taiwa.sync.targets import Target


def forget(
    store: Store, target: Target, make: Callable[[], str], today: date, say: Say, wait_ms: int
) -> Path:
    """Delete this learner's record there; returns the copy of it that is kept here first.

    What it has and this machine lacks comes here before; machines that meet the mark left there
    send nothing any more. Raises `SyncError` where nothing of this learner is there.
    """
    with alone(store, wait_ms):
        place = target.of(learner_of(store, make))
        if not place.is_there:
            raise SyncError(NOT_THERE, place=target.where)
        marks = store.marks(place.mark)
        receive(place, marks, say, Pace())
        copy = _copy(store, today)
        place.forget()
        marks.forget()
        if SYNC.read(store) == str(target.where):
            SYNC.write(store, OFF)
        return copy


def _copy(store: Store, today: date) -> Path:
    """The whole record in a file beside its backups, as `taiwa import` reads it."""
    folder = store.path.parent / BACKUPS
    own_folder(folder)
    file = unused(folder / f"forgotten-{today.isoformat()}.json")
    write_whole(file, (f"{each}\n".encode() for each in record_lines(store.log())))
    return file
