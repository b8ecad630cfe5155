"""The records of the log: one for each move of the learner, immutable, in JSON where nested.

What comes from a file, a database or an import, is a record only once `sound` has found it to be
one, so that nothing behind it has to doubt a type, a name or a time.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta, Struct, ValidationError, convert, json
from msgspec.structs import asdict

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


class Entry(Struct, Generic[G, D], frozen=True, kw_only=True):
    """One move. `number` is its place in the session, from 0 for its start; `elapsed` is in ms.

    `at` is UTC, `day` the learner's own date then. `given` is what was typed or chosen, `verdict`
    what the grader said of it, `detail` the rest that a replay needs. `outcome` is set on the
    record that settles a question, or amends how it was settled. `section` is the question's own
    (the first one, where it compares several).
    """

    id: Name
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
    given: G | None = None
    verdict: Verdict | None = None
    outcome: Outcome | None = None
    elapsed: Count | None = None
    detail: D


Written = Entry[dict[str, Any], dict[str, Any]]
"""A record as it stands in a file, with what a later version may have written beside it."""

Record = Entry[Given, Detail]
"""A record that `sound` has found to be one."""

COLUMNS = Entry.__struct_fields__


def amends(record: Record) -> str | None:
    """The id of the record that this one amends, if it amends one."""
    return record.detail.judged if isinstance(record.detail, Amendment) else None


def to_row(record: Record | Written) -> tuple[Any, ...]:
    """The record as column values, in the order of `COLUMNS`."""
    values = {name: getattr(record, name) for name in COLUMNS}
    values["at"] = record.at.isoformat(timespec="microseconds")
    values["given"] = None if record.given is None else _dump(record.given)
    values["detail"] = _dump(record.detail)
    return tuple(values.values())


def written(row: tuple[Any, ...]) -> Written:
    """The record in a row, as written. Raises `ValidationError` or `DecodeError` if it is none."""
    values = dict(zip(COLUMNS, row, strict=True))
    for name in ("given", "detail"):
        if isinstance(values[name], str):
            values[name] = json.decode(values[name])
    return convert(values, Written)


def from_row(row: tuple[Any, ...]) -> Record:
    """The record that a row holds. Raises `ValidationError` or `DecodeError` where it is none."""
    return sound(written(row))


def sound(read: Written) -> Record:
    """The record that was read. Raises `ValidationError` where no move can have made it."""
    detail = convert(read.detail, _DETAILS.get(read.kind, PlainDetail))
    given = None if read.given is None else convert(read.given, Given)
    if read.kind == "answered" and given is None:
        raise ValidationError("nothing is answered")
    if (read.kind == "started") != (read.number == 0):
        raise ValidationError("a session starts with its first record")
    amended = isinstance(detail, OverrideDetail | ClaimDetail | ConfirmDetail) and detail.judged
    if amended and read.outcome is None:
        raise ValidationError("nothing is settled")
    if read.at.year not in YEARS or not _is_day(read.day):
        raise ValidationError("no such time")
    return Record(**(asdict(read) | {"given": given, "detail": detail}))


def bounded(now: datetime) -> datetime:
    """The moment that a clock tells, or the nearest whose date can be reckoned with."""
    if EARLIEST <= now <= LATEST:
        return now
    return (EARLIEST if now < EARLIEST else LATEST).astimezone(now.tzinfo)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in YEARS
    except ValueError:
        return False


def _dump(value: object) -> str:
    """Compact JSON. What was typed must be free of lone surrogates, which UTF-8 can't hold."""
    return json.encode(value).decode()
