"""The outcome of the last sync with the learner's folder, kept for the next start to tell."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from msgspec import DecodeError, Struct, json

from taiwa.errors import N_
from taiwa.record.settings import SYNC
from taiwa.record.store import Store

STATE = "synced"
"""The setting that holds a `State`."""


class Trouble(StrEnum):
    """A fault of a sync, in a few words that stand behind the day of the last sync."""

    GONE = N_("the folder is not there.")
    READ_ONLY = N_("the folder can't be written to.")
    UNREADABLE = N_("the folder can't be read.")
    FULL = N_("the folder is full.")
    LINKED = N_("the folder has a link in it, and taiwa follows none.")
    SPOILT = N_("the folder did not keep what was written.")
    UNREACHABLE = N_("the database can't be reached.")
    REFUSED = N_("the database does not let you in.")
    FORGOTTEN = N_("the record there was deleted. taiwa set sync off ends this.")
    OTHERS = N_("another record is there. taiwa sync tells what to do.")
    OTHERWISE = N_("taiwa sync tells why.")

    @classmethod
    def _missing_(cls, value: object) -> "Trouble":
        """Whatever another version has kept."""
        return cls.OTHERWISE


class State(Struct, frozen=True):
    """When a folder was last synced with, and what was wrong since."""

    target: str
    at: datetime | None = None
    problem: Trouble | None = None


def note(store: Store, target: str, now: datetime, problem: Trouble | None) -> None:
    """Keep how a sync with the folder that is set went."""
    if SYNC.read(store) != target:
        return
    before = _state(store.setting)
    last = before.at if before and before.target == target else None
    state = State(target, last if problem else now, problem)
    store.set(STATE, json.encode(state).decode())


def failed(setting: Callable[[str], str | None]) -> State | None:
    """The failure of the last sync with the folder that is set; None where all is well."""
    state = _state(setting)
    failing = state and state.problem and state.target == SYNC.place(setting)
    return state if failing else None


def _state(setting: Callable[[str], str | None]) -> State | None:
    try:
        return json.decode(setting(STATE) or "null", type=State | None)
    except DecodeError:
        return None
