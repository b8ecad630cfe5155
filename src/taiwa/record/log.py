"""The records of the log: one for each move of the learner, immutable.

A record's line is its canonical JSON: keys sorted, no spaces, what is not set left out. Its digest
tells it from any other, so that the log is a set of lines, and merging two logs is their union.
What comes from a file, a database or an import, is a record only once `sound` has found it to be
one, so that nothing behind it has to doubt a type, a name or a time.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Generic, Literal, TypeVar, cast

from msgspec import Meta, Raw, Struct, ValidationError, json
from msgspec.structs import replace

from taiwa.dialogue.events import (
    Ask,
    Claim,
    Confirm,
    Count,
    Given,
    Judgement,
    Mode,
    Outcome,
    Verdict,
)
from taiwa.dialogue.state import Turn

YEARS = range(1900, 9000)
"""Years in which even a wrong clock stands; any date of them can be added to and taken from."""

EARLIEST, LATEST = datetime(1900, 1, 3, tzinfo=UTC), datetime(8999, 12, 29, tzinfo=UTC)
"""Moments whose dates are in these years wherever on earth."""

_Settling = Literal[
    "answered", "revealed", "skipped", "overridden", "claimed", "confirmed", "undone"
]
Kind = _Settling | Literal["started", "proceeded", "hinted", "asked", "timed-out"]
Name = Annotated[str, Meta(min_length=1)]
IsoDay = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Moment = Annotated[datetime, Meta(tz=True)]


class _Made(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The circumstances of any move: `finished` says that it ended its session.

    `round` and `hints` are those of the turn at hand, `near` says that a near miss waited for its
    second try, `sure` how sure the learner was of an answer, None where nothing was said of it.
    """

    round: Count = 0
    hints: Count = 0
    near: bool = False
    finished: bool = False
    sure: bool | None = None


class _MayAmend(_Made, frozen=True, kw_only=True):
    """A move that may change how a question counts: record `judged`, if any, had settled it."""

    judged: Name | None = None


class _Amends(_MayAmend, frozen=True, kw_only=True):
    judged: Name


class StartDetail(_Made, frozen=True):
    """A session begins: what it sets out to ask. `minutes` is an exam's time."""

    mode: Mode
    sections: tuple[str, ...]
    turns: tuple[Turn, ...]
    minutes: Annotated[int, Meta(ge=1, le=10_000)] | None = None


class AnswerDetail(_Made, frozen=True):
    """An answer, with the verdict given then; `typed` where it was not chosen."""

    judgement: Judgement
    typed: bool


class AskDetail(_Made, frozen=True):
    ask: Ask


class ClaimDetail(_Amends, frozen=True):
    claim: Claim


class UndoDetail(_MayAmend, frozen=True):
    """An answer taken back; where it amends none, that is a near miss."""

    undone: bool

    def __post_init__(self) -> None:
        if not self.undone:
            raise ValueError("an undo that undoes nothing")


class OverrideDetail(_Amends, frozen=True):
    pass


class ConfirmDetail(_Made, frozen=True):
    """A yes or no, which amends record `judged`; before a second try there is none yet."""

    confirm: Confirm
    judged: Name | None = None


class PlainDetail(_Made, frozen=True):
    """Any other move: its kind tells all."""


Amendment = ClaimDetail | ConfirmDetail | UndoDetail | OverrideDetail
Detail = StartDetail | AnswerDetail | AskDetail | PlainDetail | Amendment

_SETTLING = (OverrideDetail, ClaimDetail, ConfirmDetail)

_DETAILS: dict[Kind, type[Detail]] = {
    "started": StartDetail,
    "answered": AnswerDetail,
    "asked": AskDetail,
    "claimed": ClaimDetail,
    "confirmed": ConfirmDetail,
    "undone": UndoDetail,
    "overridden": OverrideDetail,
}

G = TypeVar("G")
D = TypeVar("D")


class Entry(Struct, Generic[G, D], frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One move. `number` is its place in the session, from 0 for its start; `elapsed` is in ms.

    `prev` is the id of the record that the session stood at when the move was made.

    `at` is UTC, `day` the learner's own date then. `given` is what was typed or chosen, `verdict`
    what the grader said of it, `detail` the rest that a replay needs. `outcome` is set on the
    record that settles a question, or amends how it was settled. `section` is the question's own
    (the first one, where it compares several).
    """

    id: Name
    prev: Name | None = None
    device: str
    at: Moment
    day: IsoDay
    session: Name
    number: Count
    kind: Kind
    item: str | None = None
    revision: Count | None = None
    section: str | None = None
    question_kind: str | None = None
    language: str | None = None
    given: G = None  # type: ignore[assignment]  # of `Raw`, too: msgspec has no `Raw | None`
    verdict: Verdict | None = None
    outcome: Outcome | None = None
    elapsed: Count | None = None
    detail: D


Written = Entry[Raw, Raw]
"""A record as it stands in a file; of what was given and of its detail, the canonical JSON."""

Record = Entry[Given | None, Detail]
"""A record that `sound` has found to be one."""

Line = Written | bytes
"""A record, or the line of one that this version does not understand, byte for byte."""

_written, _canonical = json.Decoder(Written), json.Encoder(order="sorted")


class _Bones(Struct):
    """The least that a record of any version has."""

    id: Name
    device: str
    at: Moment
    day: IsoDay
    session: Name
    number: Count
    kind: Name


def amends(record: Record) -> str | None:
    """The id of the record that this one amends, if it amends one."""
    return record.detail.judged if isinstance(record.detail, Amendment) else None


def line(record: Record | Written) -> bytes:
    """The record's canonical JSON. What was typed must be free of lone surrogates."""
    return _canonical.encode(record)


def digest(line: bytes) -> bytes:
    """The 16 bytes that tell a line from any other."""
    return sha256(line).digest()[:16]


def understood(text: bytes) -> Line:
    """The record that a canonical line tells, or the line where a later version may have made it.

    Raises `ValidationError` where no version can have, `DecodeError` where it is no JSON.
    """
    try:
        record = _written.decode(text)
        ensure_sound(record)
        if record.at.tzinfo is not UTC:
            record = replace(record, at=record.at.astimezone(UTC))
    except ValidationError:
        _dated(json.decode(text, type=_Bones))
        return text
    whole = _is_canonical(bytes(record.detail)) and _is_canonical(bytes(record.given or b"0"))
    return record if whole and line(record) == text else text


def written(record: Record) -> Written:
    """A record as it will stand in a file."""
    return _written.decode(line(record))


def sound(read: Written) -> Record:
    """The record that was read. Raises `ValidationError` where no move can have made it."""
    detail = detail_of(read.kind, bytes(read.detail))
    given = None if read.given is None else given_of(bytes(read.given))
    return checked(cast(Record, replace(read, given=given, detail=detail)))


def ensure_sound(read: Written) -> None:
    """Raises `ValidationError` where no move can have made what was read."""
    if read.given is not None:
        given_of(bytes(read.given))
    _ensure(read, detail_of(read.kind, bytes(read.detail)))


def checked(record: Record) -> Record:
    """The record. Raises `ValidationError` where no move can have made it."""
    _ensure(record, record.detail)
    return record


def _ensure(read: Written | Record, detail: Detail) -> None:
    if read.kind == "answered" and read.given is None:
        raise ValidationError("nothing is answered")
    if (read.kind == "started") != (read.number == 0):
        raise ValidationError("a session starts with its first record")
    if read.outcome is None and isinstance(detail, _SETTLING) and detail.judged:
        raise ValidationError("nothing is settled")
    _dated(read)


@lru_cache(2_000)
def _is_canonical(text: bytes) -> bool:
    return json.encode(json.decode(text), order="sorted") == text


@lru_cache(2_000)
def detail_of(kind: Kind, text: bytes) -> Detail:
    """The detail that a record of a kind has in JSON."""
    return json.decode(text, type=_DETAILS.get(kind, PlainDetail))


@lru_cache(2_000)
def given_of(text: bytes | str) -> Given:
    """The given answer, of its JSON."""
    return json.decode(text, type=Given)


def _dated(read: Written | Record | _Bones) -> None:
    if read.at.year not in YEARS or not _is_day(read.day):
        raise ValidationError("no such time")


def bounded(now: datetime) -> datetime:
    """The moment that a clock tells, or the nearest whose date can be reckoned with."""
    if EARLIEST <= now <= LATEST:
        return now
    return (EARLIEST if now < EARLIEST else LATEST).astimezone(now.tzinfo)


@lru_cache(2_000)
def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in YEARS
    except ValueError:
        return False
