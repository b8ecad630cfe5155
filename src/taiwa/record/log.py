"""The records of the log: one for each move of the learner, immutable, in JSON where nested.

What comes from a file, a database or an import, is a record only once `sound` has found it to be
one, so that nothing behind it has to doubt a type, a name or a time.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct, ValidationError, convert, field, json

STARTED: Final = "started"
ANSWERED: Final = "answered"
REVEALED: Final = "revealed"
SKIPPED: Final = "skipped"
OVERRIDDEN: Final = "overridden"
PROCEEDED: Final = "proceeded"
HINTED: Final = "hinted"
ASKED: Final = "asked"
CLAIMED: Final = "claimed"
UNDONE: Final = "undone"
TIMED_OUT: Final = "timed-out"

AMENDMENTS = (OVERRIDDEN, CLAIMED, UNDONE)
YEARS = range(1900, 9000)
"""Between these even a wrong clock stands, and dates can be reckoned with."""

EARLIEST, LATEST = datetime(1900, 1, 3, tzinfo=UTC), datetime(8999, 12, 29, tzinfo=UTC)
"""Moments whose dates are in these years wherever on earth."""

Kind = Literal[
    "started",
    "answered",
    "revealed",
    "skipped",
    "overridden",
    "proceeded",
    "hinted",
    "asked",
    "claimed",
    "undone",
    "timed-out",
]
Mode = Literal["lesson", "quiz", "review", "exam", "vocabulary", "dates", "practice", "talk"]
Name = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0, le=1 << 31)]
IsoDay = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Moment = Annotated[datetime, Meta(tz=True)]


class Record(Struct, frozen=True, kw_only=True):
    """One move. `number` is its place in the session, from 0 for its start; `elapsed` is in ms.

    `at` is UTC, `day` the learner's own date then. `given` is what was typed or chosen, `verdict`
    what the grader said of it, `detail` the rest that a replay needs. `outcome` is set on the
    record that settles a question: right, close, wrong, skipped or revealed. A record that amends
    it (an override, a claim, an undo) names it as `judged` in its detail. `section` is the
    question's own (the first one, where it compares several).
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
    given: Mapping[str, Any] | None = None
    verdict: Literal["correct", "close", "wrong"] | None = None
    outcome: Literal["right", "close", "wrong", "skipped", "revealed"] | None = None
    elapsed: Count | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


class GivenAnswer(Struct):
    """What `given` holds."""

    text: str | None = None
    chosen: tuple[Count, ...] = ()


class Planned(Struct, array_like=True):
    """One turn of a session's plan."""

    item: str
    question: bool
    hints: Count
    round: Count = 0


class Started(Struct):
    """What the detail of a session's start holds."""

    mode: Mode
    sections: tuple[str, ...]
    turns: tuple[Planned, ...]
    minutes: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    finished: bool = False


class Detail(Struct):
    """What the detail of any other record may hold, besides the move itself."""

    judged: Name | None = None
    undone: bool = False
    finished: bool = False
    round: Count = 0
    hints: Count = 0
    near: bool = False
    typed: bool = False
    sure: bool | None = None


COLUMNS = Record.__struct_fields__


def to_row(record: Record) -> tuple[Any, ...]:
    """The record as column values, in the order of `COLUMNS`."""
    values = {name: getattr(record, name) for name in COLUMNS}
    values["at"] = record.at.isoformat(timespec="microseconds")
    values["given"] = None if record.given is None else dump(record.given)
    values["detail"] = dump(record.detail)
    return tuple(values.values())


def from_row(row: tuple[Any, ...]) -> Record:
    """The record that a row holds. Raises `ValidationError` or `DecodeError` where it is none."""
    values = dict(zip(COLUMNS, row, strict=True))
    for name in ("given", "detail"):
        if isinstance(values[name], str):
            values[name] = json.decode(values[name])
    return sound(values)


def sound(values: object) -> Record:
    """What was read as a record, if a move can have made it. Raises `ValidationError`."""
    record = convert(values, Record)
    detail = convert(record.detail, Started if record.kind == STARTED else Detail)
    if record.given is not None or record.kind == ANSWERED:
        convert(record.given, GivenAnswer)
    if (record.kind == STARTED) != (record.number == 0):
        raise ValidationError("a session starts with its first record")
    if record.kind in AMENDMENTS and not (isinstance(detail, Detail) and detail.judged):
        raise ValidationError("nothing is amended")
    if record.kind in (OVERRIDDEN, CLAIMED) and record.outcome is None:
        raise ValidationError("nothing is settled")
    if record.at.year not in YEARS or not _is_day(record.day):
        raise ValidationError("no such time")
    return record


def bounded(now: datetime) -> datetime:
    """What a clock says, or the nearest moment whose date can be reckoned with."""
    if EARLIEST <= now <= LATEST:
        return now
    return (EARLIEST if now < EARLIEST else LATEST).astimezone(now.tzinfo)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year in YEARS
    except ValueError:
        return False


def dump(value: Mapping[str, Any]) -> str:
    """Compact JSON. What was typed must be free of lone surrogates, which UTF-8 can't hold."""
    return json.encode(value).decode()
