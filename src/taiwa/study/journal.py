"""One learner's log on one device: a move as a record, and a session's records as moves again.

Played through the machine they give the session as it was. The course may have changed since. What
was said about something that it has no longer is left out, and the rest still stands; records that
no learner can have made in this order are not played.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from msgspec import Struct, ValidationError
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import (
    Ask,
    Claim,
    Claimed,
    Event,
    Finished,
    Give,
    Given,
    Judged,
    Move,
    Noted,
    Offer,
    Outcome,
    Overridden,
    Override,
    Proceed,
    Recall,
    Reveal,
    Revealed,
    Skip,
    Skipped,
    TakeHint,
    TimeUp,
    Undo,
    Verdict,
)
from taiwa.dialogue.machine import open_dialogue, step
from taiwa.dialogue.state import IllegalMove, Plan, State, Turn
from taiwa.errors import N_, StoreError
from taiwa.record import log
from taiwa.record.log import Detail, Kind, Record
from taiwa.record.store import Store

WRONG_CLOCK = N_(
    "This machine's clock says {day}: set it right; until then nothing new can be recorded."
)
NOT_WHOLE = N_(
    "The record of this conversation is not whole, so it can't go on. Begin another one; taiwa "
    "doctor tells whether more is damaged."
)

_PLAIN: dict[Kind, type[Proceed | TakeHint | Skip | Reveal | Override | Undo | TimeUp]] = {
    "proceeded": Proceed,
    "hinted": TakeHint,
    "skipped": Skip,
    "revealed": Reveal,
    "overridden": Override,
    "undone": Undo,
    "timed-out": TimeUp,
}
_KINDS: dict[type[Move], Kind] = {
    Give: "answered",
    Ask: "asked",
    Claim: "claimed",
    **{move: kind for kind, move in _PLAIN.items()},
}


class Deed(Struct, frozen=True):
    """A move as it was made: in the state `before`, on `question`; `events` came of it.

    `settled` is the record that settled the latest question, which a move may amend. An answer took
    `elapsed` ms; `sure` is how sure the learner was of it, if that was said.
    """

    move: Move
    before: State
    events: tuple[Event, ...]
    question: Question | None
    settled: Record | None
    elapsed: int | None
    sure: bool | None


class Spoken(Protocol):
    """The one owner of the language that is on, for a desk and all that is said from it."""

    language: str


class Journal:
    """The log as one learner writes it: a move gets an id, the time and the language that is on.

    Raises `StoreError`, when it is made too, where the log can't be read or written.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        spoken: Spoken,
    ) -> None:
        self.store, self.spoken = store, spoken
        self._clock, self._new_id = clock, new_id
        self.device = store.setting_or("device", new_id)

    def clock(self) -> datetime:
        """The time now, with a time zone; at the nearest that can be, where the clock is wrong."""
        return log.bounded(self._clock())

    def moment(self) -> datetime:
        """The time for a record. Raises `StoreError` where the clock says what can't be."""
        now = self._clock()
        if now != log.bounded(now):
            raise StoreError(WRONG_CLOCK, day=now.date().isoformat())
        return now

    def begin(self, plan: Plan) -> str:
        """Log the start of a session; returns its id. Raises `StoreError` as `write` does."""
        session = self._new_id()
        talk = plan.mode == "talk"  # which is over at once: there is nothing to come back to
        detail = log.StartDetail(plan.mode, plan.sections, plan.turns, plan.minutes, finished=talk)
        self._append(session, 0, "started", detail)
        return session

    def write(self, session: str, number: int, deed: Deed) -> Record:
        """Log a move as record `number` of a session.

        Raises `StoreError` where the log can't be written or the clock is wrong, and `Overtaken`
        where another window has written that record.
        """
        return self._append(session, number, _KINDS[type(deed.move)], _detail(deed), deed)

    def _append(
        self, session: str, number: int, kind: Kind, detail: Detail, deed: Deed | None = None
    ) -> Record:
        now = self.moment()
        item, revision, section, question_kind = _about(deed) if deed else (None,) * 4
        give = deed.move if deed and isinstance(deed.move, Give) else None
        record = Record(
            id=self._new_id(),
            device=self.device,
            at=now.astimezone(UTC),
            day=now.date().isoformat(),
            session=session,
            number=number,
            kind=kind,
            item=item,
            revision=revision,
            section=section,
            question_kind=question_kind,
            language=self.spoken.language,
            given=give.given if give else None,
            verdict=give.judgement.verdict if give else None,
            outcome=_outcome(deed.move, deed.events) if deed else None,
            elapsed=deed.elapsed if deed else None,
            detail=detail,
        )
        self.store.append(record)
        return record


def to_move(record: Record) -> Move:
    """The move that a record stands for; the verdict is the one given then."""
    match record.detail:
        case log.AnswerDetail(judgement=judgement):
            return Give(record.given or Given(), judgement)
        case log.AskDetail(ask=ask):
            return ask
        case log.ClaimDetail(claim=claim):
            return claim
    return _PLAIN[record.kind]()


def _about(deed: Deed) -> tuple[str | None, int | None, str | None, str | None]:
    """Item, revision, section and kind of the question that a move is on, or amends."""
    turn, question, settled = deed.before.turn, deed.question, deed.settled
    if settled and isinstance(deed.move, Override | Claim | Undo):
        return settled.item, settled.revision, settled.section, settled.question_kind
    item = turn.item if turn else None
    if question is None:
        return item, None, None, None
    return item, question.revision, question.sections[0], question.kind


def _detail(deed: Deed) -> Detail:
    """All that a replay and the memory need beside the record's own columns."""
    before, judged = deed.before, deed.settled.id if deed.settled else ""
    made: dict[str, Any] = {
        "round": before.turn.round if before.turn else 0,
        "hints": before.hints,
        "near": before.near is not None,
        "finished": any(isinstance(event, Finished) for event in deed.events),
    }
    match deed.move:
        case Give(given=given, judgement=judgement):
            return log.AnswerDetail(judgement, given.text is not None, sure=deed.sure, **made)
        case Ask() as ask:
            return log.AskDetail(ask, **made)
        case Claim() as claim:
            return log.ClaimDetail(claim, judged=judged, **made)
        case Undo():
            return log.UndoDetail(True, judged=judged, **made)
        case Override():
            return log.OverrideDetail(judged=judged, **made)
    return log.PlainDetail(**made)


def _outcome(move: Move, events: tuple[Event, ...]) -> Outcome | None:
    """The outcome by which the move settled its question, if it did."""
    for event in events:
        if isinstance(event, Judged | Claimed):
            return _OUTCOMES[event.judgement.verdict]
        if isinstance(event, Noted):
            return _OUTCOMES[move.judgement.verdict] if isinstance(move, Give) else "skipped"
        if isinstance(event, Revealed):
            return "revealed"
        if isinstance(event, Skipped):
            return "skipped"
        if isinstance(event, Overridden):
            return "right"
    return None


_OUTCOMES: dict[Verdict, Outcome] = {"correct": "right", "close": "close", "wrong": "wrong"}

RECALL_COUNTS = {"mistakes": 1, "next": 1, "standing": 2, "last": 0}
"""The number of counts that each topic of a recall has; of weak sections, one for each."""


def retold(course: Course, records: Sequence[Record]) -> tuple[State, list[Event]]:
    """The state of a session after its records, and all that was said.

    Raises `StoreError` where they are no session's, or some are missing.
    """
    try:
        return _replayed(course, records)
    except (ValidationError, IllegalMove) as error:
        raise StoreError(NOT_WHOLE) from error


def _replayed(course: Course, records: Sequence[Record]) -> tuple[State, list[Event]]:
    if not records or [record.number for record in records] != list(range(len(records))):
        raise ValidationError("records are missing")
    start, *rest = records
    if not isinstance(start.detail, log.StartDetail):
        raise ValidationError("a session starts with its first record")
    state, events = open_dialogue(_plan(course, start.detail))
    said = list(events)
    for record in rest:
        if record.kind == "asked" or record.item is None or _has(course, record.item):
            state, events = step(state, _move(course, record, state))
            said += events
    return state, said


def _has(course: Course, item: str) -> bool:
    return item in course.questions or item in course.readable


def _plan(course: Course, start: log.StartDetail) -> Plan:
    """The plan of a session as it began, without what the course has no longer."""
    sections = tuple(name for name in start.sections if name in course.by_id)
    if start.mode == "lesson" and not sections:
        raise ValidationError("its section is gone")
    turns = []
    for turn in start.turns:
        question = course.questions.get(turn.item)
        if question is not None and turn.question:
            hints = min(turn.hints, len(question.hints))
            turns.append(Turn(turn.item, True, hints, turn.round))
        elif turn.item in course.readable and not turn.question:
            turns.append(Turn(turn.item, False, 0, turn.round))
    return Plan(start.mode, sections, tuple(turns), start.minutes)


def _move(course: Course, record: Record, state: State) -> Move:
    """The move of a record, as far as the course has what it is about."""
    move = to_move(record)
    if isinstance(move, Ask):
        offers = tuple(offer for offer in move.offers if _offered(course, offer))
        recall = move.recall if move.recall and _tells(course, move.recall) else None
        return replace(move, offers=offers, recall=recall)
    if isinstance(move, Give | Claim) and (state.turn is None or state.turn.item != record.item):
        raise ValidationError("an answer to another question")
    if isinstance(move, Claim):
        points = form_of(course.questions[record.item or ""]).points
        if not 0 <= move.point < len(points):
            raise ValidationError("no such point")
    return move


def _offered(course: Course, offer: Offer) -> bool:
    """True if the course still has what an offer leads to."""
    kinds = {
        "ask": course.answers,
        "read": course.steps,
        "lesson": course.by_id,
        "practice": course.questions,
    }
    if offer.kind == "review":
        return True
    return bool(offer.items) and all(name in kinds[offer.kind] for name in offer.items)


def _tells(course: Course, recall: Recall) -> bool:
    """True if a recall has the counts of its topic, and its sections are still there."""
    if len(recall.counts) != RECALL_COUNTS.get(recall.topic, len(recall.items)):
        return False
    if recall.topic in ("weak", "next"):
        return all(name in course.by_id for name in recall.items)
    return True
