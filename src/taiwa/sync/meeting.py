"""Whose record is brought together with whose: what is settled before anything is read or sent."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from shlex import quote

from msgspec import DecodeError, Struct, json

from taiwa.errors import N_
from taiwa.record.log import IsoDay
from taiwa.record.store import Store
from taiwa.sync import segments
from taiwa.sync.problems import FORGOTTEN, NO_SUCH, NONE, OTHERS, SEVERAL, SyncError
from taiwa.sync.targets import Meeting, Target

LEARNER = "learner"
"""The setting that holds a learner's id, where it is that of another machine."""
SHORT = 8
"""Digits of a learner's id that are shown, and are enough to name one."""

TAKING = N_("There is no record here yet: taking over the one in {place}, {known}.")
JOINING = N_("Uniting the record here with the one in {place}, {known}.")


class _Dated(Struct):
    day: IsoDay


Say = Callable[[SyncError], None]
"""Tells what there is to know, with which the sync goes on."""


def learner_of(store: Store, make: Callable[[], str]) -> str:
    """The id of the learner whose record this is: made with the record, and copied with it."""
    if (kept := store.setting(LEARNER)) is not None:
        return kept
    return sha256(f"learner {store.devices(make)[-1]}".encode()).hexdigest()[:32]


def meet(target: Target, store: Store, mine: str, join: str | None, say: Say) -> Meeting:
    """The place that is this learner's, or becomes it; with `join` that of an id that begins so.

    Raises `SyncError` where two records that are not one learner's would mix, or the one here was
    deleted there.
    """
    known = target.learners()
    others = [target.of(each) for each in known if each != mine]
    others = [place for place in others if not place.is_forgotten]
    place = target.of(mine)
    if join is not None:
        place = _joined(target, [each for each in others if each.learner.startswith(join)], others)
        say(SyncError(JOINING, **_known(target, [place])))
    elif mine not in known and others:
        if next(store.log(), None) is not None or len(others) > 1:
            message = OTHERS if len(others) == 1 else SEVERAL
            raise SyncError(message, **_known(target, others))
        place = others[0]
        say(SyncError(TAKING, **_known(target, others)))
    if place.is_forgotten:
        raise SyncError(FORGOTTEN, place=target.where)
    if place.learner != mine:
        store.set(LEARNER, place.learner)
    return place


def _joined(target: Target, found: Sequence[Meeting], others: Sequence[Meeting]) -> Meeting:
    if len(found) == 1:
        return found[0]
    message = SEVERAL if found else NO_SUCH if others else NONE
    raise SyncError(message, **_known(target, found or others))


def _known(target: Target, places: Sequence[Meeting]) -> dict[str, object]:
    known = tuple(f"{place.learner[:SHORT]} ({_last_day(place)})" for place in places)
    return {"place": target.where, "target": quote(str(target.where)), "known": known}


def _last_day(place: Meeting) -> str:
    """The date of the latest record at a place, as YYYY-MM-DD; a dash where there is none."""
    days = ["-"]
    for file in place.files():
        content = place.read(file.name)
        for text in segments.texts(content) if isinstance(content, bytes) else ():
            with suppress(DecodeError, RecursionError, UnicodeDecodeError):
                days.append(json.decode(text, type=_Dated).day)
    return max(days)
