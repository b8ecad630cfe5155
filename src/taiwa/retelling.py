"""How a session's log is read back: its records as moves, played through the machine again.

The course may have changed since. What was said about something that it has no longer is left out,
and the rest still stands; records that no learner can have made in this order are not played.
"""

from collections.abc import Sequence

from msgspec import ValidationError, convert
from msgspec.structs import replace

from taiwa.course.model import Course, Explain
from taiwa.progress import log
from taiwa.progress.log import Record, Started
from taiwa.recording import to_move
from taiwa.tutor.dialogue import open_dialogue, step
from taiwa.tutor.events import Ask, Claim, Event, Give, Move, Offer, Recall
from taiwa.tutor.state import Plan, State, Turn

COUNTS = {"mistakes": 1, "next": 1, "standing": 2, "last": 0}
"""How many counts each topic of a recall has; of weak sections, one for each."""


def retold(course: Course, records: Sequence[Record]) -> tuple[State, list[Event]]:
    """Where a session stands after its records, and all that was said.

    Raises `ValidationError` or `IllegalMove` where they are no session's, or some are missing.
    """
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
        question = course.questions[record.item or ""]
        if not isinstance(question, Explain) or not 0 <= move.point < len(question.points):
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
    if len(recall.counts) != COUNTS.get(recall.topic, len(recall.items)):
        return False
    if recall.topic in ("weak", "next"):
        return all(name in course.by_id for name in recall.items)
    return True
