"""Past and open sessions, and how each of their questions was settled."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from taiwa.dialogue.events import Count, Given, Mode
from taiwa.record.columns import moment, unpacked
from taiwa.record.log import YEARS, Moment, Record, StartDetail, amends
from taiwa.record.rows import Rows


class SessionRow(Struct, frozen=True):
    """One past or open session. `elapsed` is the time in ms that its answers took, or an exam."""

    id: str
    device: str
    started: Moment
    last: Moment
    mode: Mode
    sections: tuple[str, ...]
    questions: Count
    answered: int
    correct: int
    elapsed: Count
    finished: bool

    @property
    def withheld(self) -> bool:
        """True of an exam that is open: how it goes is told once it is over."""
        return self.mode == "exam" and not self.finished

    @property
    def counted(self) -> int:
        """The questions of which those that are right are told: of an exam all that it drew."""
        return self.questions if self.mode == "exam" else self.answered


SESSION_COLUMNS = ", ".join(SessionRow.__struct_fields__)


def from_row(rows: Rows, row: tuple[Any, ...]) -> SessionRow:
    """A row of these columns as a session. Raises `ValidationError` where it can be none."""
    values: dict[str, Any] = dict(zip(SessionRow.__struct_fields__, row, strict=True))
    values |= {name: rows.text(values[name]) for name in ("device", "mode", "sections")}
    values |= {name: moment(values[name]) for name in ("started", "last")}
    values |= {"id": unpacked(values["id"]), "sections": values["sections"].split()}
    session = convert(values, SessionRow, strict=False)
    if not {session.started.year, session.last.year} <= set(YEARS):
        raise ValidationError("no such time")
    return session


class Tried(Struct, frozen=True, array_like=True):
    """The first try at a question in one session, at a time in microseconds since 1970."""

    language: str
    right: bool
    at: int


class Settled(Struct, frozen=True):
    """One question as it was settled in a session.

    `outcome` is the one after any amendment; `raw` is the grader's own verdict, None where nothing
    was answered. `overridden` says that the learner found it misjudged. `given` is the answer,
    to that `revision` of the question.
    """

    item: str
    revision: int | None
    at: datetime
    day: str
    round: int
    outcome: str
    raw: str | None
    overridden: bool
    language: str
    given: Given
    hints: int
    elapsed: int


def settled(records: Iterable[Record]) -> list[Settled]:
    """The questions of a session's records in the order they were settled; no answer undone."""
    records = list(records)
    amendments = {judged: record for record in records if (judged := amends(record))}
    words = Counter[str | None]()  # the learner's own, on an answer
    for record in records:
        words[amends(record)] += record.kind in ("overridden", "claimed")
        words[amends(record)] -= record.kind == "undone" and record.outcome is not None
    return [
        _settled(record, amendments.get(record.id), words[record.id] > 0)
        for record in records
        if record.outcome
        and record.item
        and not amends(record)
        and not (record.id in amendments and amendments[record.id].outcome is None)
    ]


def told_of(records: Sequence[Record]) -> list[Settled]:
    """The questions of one session's records as `settled` has them; then those left open by an
    exam that ended early, which were not answered."""
    found = settled(records)
    ended = next((record for record in records if record.kind == "timed-out"), None)
    start = records[0].detail
    if ended is None or not isinstance(start, StartDetail):
        return found
    known = {each.item for each in found}
    left = (turn.item for turn in start.turns if turn.item not in known)
    open_ = replace(ended, revision=None, outcome="skipped", elapsed=None)
    return [*found, *(_settled(replace(open_, item=item), None, False) for item in left)]


def _settled(record: Record, amendment: Record | None, misjudged: bool) -> Settled:
    return Settled(
        item=record.item or "",
        revision=record.revision,
        at=record.at,
        day=record.day,
        round=record.detail.round,
        outcome=(amendment or record).outcome or "",
        raw=record.verdict,
        overridden=misjudged,
        language=record.language or "",
        given=record.given or Given(),
        hints=record.detail.hints,
        elapsed=record.elapsed or 0,
    )
