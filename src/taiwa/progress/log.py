"""The records of the log: one for each move of the learner, immutable, in JSON where nested."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field, json

STARTED = "started"
ANSWERED = "answered"
REVEALED = "revealed"
SKIPPED = "skipped"
OVERRIDDEN = "overridden"
PROCEEDED = "proceeded"
HINTED = "hinted"
ASKED = "asked"
CLAIMED = "claimed"
UNDONE = "undone"
TIMED_OUT = "timed-out"


class Record(Struct, frozen=True, kw_only=True):
    """One move. `number` is its place in the session, from 0 for its start; `elapsed` is in ms.

    `at` is UTC, `day` the learner's own date then. `given` is what was typed or chosen, `verdict`
    what the grader said of it, `detail` the rest that a replay needs. `outcome` is set on the
    record that settles a question: right, close, wrong, skipped or revealed. A record that amends
    it (an override, a claim, an undo) names it as `judged` in its detail. `section` is the
    question's own (the first one, where it compares several).
    """

    id: str
    device: str
    at: datetime
    day: str
    session: str
    number: int
    kind: str
    item: str | None = None
    revision: int | None = None
    section: str | None = None
    question_kind: str | None = None
    language: str | None = None
    given: Mapping[str, Any] | None = None
    verdict: str | None = None
    outcome: str | None = None
    elapsed: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


COLUMNS = Record.__struct_fields__


def to_row(record: Record) -> tuple[Any, ...]:
    """The record as column values, in the order of `COLUMNS`."""
    values = {name: getattr(record, name) for name in COLUMNS}
    values["at"] = record.at.isoformat(timespec="microseconds")
    values["given"] = None if record.given is None else dump(record.given)
    values["detail"] = dump(record.detail)
    return tuple(values.values())


def from_row(row: tuple[Any, ...]) -> Record:
    values = dict(zip(COLUMNS, row, strict=True))
    values["at"] = datetime.fromisoformat(values["at"])
    values["given"] = None if values["given"] is None else json.decode(values["given"])
    values["detail"] = json.decode(values["detail"])
    return Record(**values)


def dump(value: Mapping[str, Any]) -> str:
    """Compact JSON. What was typed must be free of lone surrogates, which UTF-8 can't hold."""
    return json.encode(value).decode()
