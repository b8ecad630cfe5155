"""One learner's log on one device: a move as a record, and a session's records as moves again.

Played through the machine they give the session as it was. The course may have changed since. What
was said about something that it has no longer is left out, and the rest still stands; records that
no learner can have made in this order are not played.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import ValidationError, convert
from msgspec.structs import asdict, replace

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
    Judgement,
    Move,
    Noted,
    Offer,
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
)
from taiwa.dialogue.machine import open_dialogue, step
from taiwa.dialogue.state import IllegalMove, Plan, State, Turn
from taiwa.errors import N_, StoreError
from taiwa.record import log
from taiwa.record.log import Record, Started
from taiwa.record.store import Store

WRONG_CLOCK = N_(
    "This machine's clock says {day}: set it right; until then nothing new can be recorded."
)
NOT_WHOLE = N_(
    "The record of this conversation is not whole, so it can't go on. Begin another one; taiwa "
    "doctor tells whether more is damaged."
)

_PLAIN: dict[str, type[Proceed | TakeHint | Skip | Reveal | Override | Undo | TimeUp]] = {
    log.PROCEEDED: Proceed,
    log.HINTED: TakeHint,
    log.SKIPPED: Skip,
    log.REVEALED: Reveal,
    log.OVERRIDDEN: Override,
    log.UNDONE: Undo,
    log.TIMED_OUT: TimeUp,
}
_KINDS: dict[type[Move], str] = {
    Give: log.ANSWERED,
    Ask: log.ASKED,
    Claim: log.CLAIMED,
    **{move: kind for kind, move in _PLAIN.items()},
}

AMENDED = ("item", "revision", "section", "question_kind")
"""What an amending record has in common with the answer that it amends."""


class Journal:
    """The log as one learner writes it: each move gets an id, the time and the language that is on.

    `language` may be set at any time: nothing else depends on it.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        language: str,
    ) -> None:
        self.store, self.language = store, language
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
        """Log the start of a session; returns its id."""
        session = self._new_id()
        detail: dict[str, Any] = {
            "mode": plan.mode,
            "sections": plan.sections,
            "turns": [[turn.item, turn.question, turn.hints, turn.round] for turn in plan.turns],
        }
        if plan.minutes is not None:
            detail["minutes"] = plan.minutes
        if plan.mode == "talk":
            detail["finished"] = True  # there is nothing to come back to
        self.store.append(self.record(session, 0, kind=log.STARTED, detail=detail))
        return session

    def record(self, session: str, number: int, **values: Any) -> Record:
        """A record of this learner, device and moment. Raises `StoreError` with a wrong clock."""
        now = self.moment()
        return Record(
            id=self._new_id(),
            device=self.device,
            at=now.astimezone(UTC),
            day=now.date().isoformat(),
            session=session,
            number=number,
            language=self.language,
            **values,
        )


def to_move(record: Record) -> Move:
    """The move that a record stands for; the verdict is the one given then.

    Raises `ValidationError` where its detail does not tell one.
    """
    if record.kind == log.ANSWERED:
        judgement = convert(record.detail.get("judgement"), Judgement)
        return Give(convert(record.given, Given), judgement)
    if record.kind == log.ASKED:
        return convert(record.detail.get("ask"), Ask)
    if record.kind == log.CLAIMED:
        return convert(record.detail.get("claim"), Claim)
    return _PLAIN[record.kind]()


def to_columns(
    move: Move, before: State, events: tuple[Event, ...], question: Question | None
) -> dict[str, Any]:
    """What a record says of `move`, made in the state `before` on `question`, and its `events`."""
    columns: dict[str, Any] = {
        "kind": _KINDS[type(move)],
        "outcome": _outcome(move, events),
        "detail": _detail(move, before, events),
    }
    if before.turn is not None:
        columns["item"] = before.turn.item
    if question is not None:
        columns["revision"] = question.revision
        columns["section"] = question.sections[0]
        columns["question_kind"] = question.kind
    if isinstance(move, Give):
        columns["given"] = asdict(move.given)
        columns["verdict"] = move.judgement.verdict
    return columns


def _detail(move: Move, before: State, events: tuple[Event, ...]) -> dict[str, Any]:
    """What a replay and the memory need beside the record's own columns."""
    detail: dict[str, Any] = {}
    if isinstance(move, Give):
        detail["judgement"] = asdict(move.judgement)
        detail["typed"] = move.given.text is not None
    if isinstance(move, Ask):
        detail["ask"] = asdict(move)
    if isinstance(move, Claim):
        detail["claim"] = asdict(move)
    if isinstance(move, Undo):
        detail["undone"] = True
    if before.turn is not None and before.turn.round:
        detail["round"] = before.turn.round
    if before.hints:
        detail["hints"] = before.hints
    if before.near is not None:
        detail["near"] = True
    if any(isinstance(event, Finished) for event in events):
        detail["finished"] = True
    return detail


def _outcome(move: Move, events: tuple[Event, ...]) -> str | None:
    """How the move settled its question, if it did."""
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


_OUTCOMES = {"correct": "right", "close": "close", "wrong": "wrong"}

RECALL_COUNTS = {"mistakes": 1, "next": 1, "standing": 2, "last": 0}
"""How many counts each topic of a recall has; of weak sections, one for each."""


def retold(course: Course, records: Sequence[Record]) -> tuple[State, list[Event]]:
    """Where a session stands after its records, and all that was said.

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
    state, events = open_dialogue(_plan(course, convert(start.detail, Started)))
    said = list(events)
    for record in rest:
        if record.kind == log.ASKED or record.item is None or _has(course, record.item):
            state, events = step(state, _move(course, record, state))
            said += events
    return state, said


def _has(course: Course, item: str) -> bool:
    return item in course.questions or item in course.readable


def _plan(course: Course, start: Started) -> Plan:
    """What a session set out to do, without what the course has no longer."""
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
    """Whether the course still has what an offer leads to."""
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
    """Whether a recall has the counts of its topic, and its sections are still there."""
    if len(recall.counts) != RECALL_COUNTS.get(recall.topic, len(recall.items)):
        return False
    if recall.topic in ("weak", "next"):
        return all(name in course.by_id for name in recall.items)
    return True
