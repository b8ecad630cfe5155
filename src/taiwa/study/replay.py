"""A session's records as moves again; played through the machine they give it as it was.

The course may have changed since. What was said about something that it has no longer is left out,
and the rest still stands; records that no learner can have made in this order are not played.
"""

from collections.abc import Sequence

from msgspec import ValidationError
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import (
    Ask,
    Claim,
    Confirm,
    Event,
    Give,
    Given,
    InDoubt,
    Judgement,
    Move,
    Offer,
    Recall,
    Skip,
    Topic,
    Undo,
)
from taiwa.dialogue.machine import open_dialogue, step
from taiwa.dialogue.questions import as_now
from taiwa.dialogue.state import IllegalMove, Phase, Plan, State, Turn
from taiwa.errors import N_, StoreError
from taiwa.record import log
from taiwa.record.log import Record, amends
from taiwa.study.journal import PLAIN

NOT_WHOLE = N_(
    "The record of this conversation is incomplete, so it can't go on. Begin another one;"
    " taiwa doctor tells whether more is damaged."
)


def to_move(record: Record) -> Move:
    """The move that a record stands for; the verdict is the one given then."""
    if record.kind in PLAIN:
        return PLAIN[record.kind]()
    match record.detail:
        case log.AnswerDetail(judgement=judgement):
            return Give(record.given or Given(), judgement)
        case log.AskDetail(ask=ask):
            return ask
        case log.ClaimDetail(claim=claim):
            return claim
        case log.ConfirmDetail(confirm=confirm):
            return confirm
    raise ValidationError("no move")


RECALL_COUNTS: dict[Topic, tuple[int, ...]] = {
    **{"mistakes": (1,), "next": (1,), "standing": (2,), "yesterday": (2,), "ja": (2,)},
    **{"en": (2,), "last": (0,), "tomorrow": (1,), "due": (2,), "streak": (1,)},
    **{"quiz": (0,), "exam": (0, 2), "app": (0,), "doubt": (0,)},
}
"""The numbers of counts that each topic of a recall may have; of weak sections, one for each."""


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
    said, items = list(events), {record.item for record in rest if record.item}
    has = {item for item in items if item in course.questions or item in course.readable}
    for record in rest:
        item = record.item
        known = item is None or item in has or record.kind == "asked"
        if known and (move := _move(course, record, state)):
            if isinstance(move, Undo) and state.phase is Phase.RETRYING and amends(record):
                state, _ = step(state, move)  # older ones took back what was before it
            state, events = step(state, move)
            said += events
    return state, said


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


def _move(course: Course, record: Record, state: State) -> Move | None:
    """The move of a record, as far as the course has what it is about."""
    move = to_move(record)
    if isinstance(move, Skip):
        return Skip(for_good=record.outcome is not None)  # which asks it no more in an exam
    if isinstance(move, Undo):
        return Undo(word=record.outcome is not None)  # the answer stands, as it was judged
    if isinstance(move, Ask):
        if move.recall and not _tells(course, move.recall):
            return None  # without it another reply would stand there
        return replace(move, offers=tuple(o for o in move.offers if _offered(course, o)))
    if isinstance(move, Give):
        return _as_counted(record, _answer(course, record, move, state.turn), state)
    if isinstance(move, Claim):
        return _claim(course, record, move, state.turn)
    if isinstance(move, Confirm):
        return _on_doubt(course, record, move, state.doubt_of(move))
    return move


def _answered(course: Course, record: Record, turn: Turn | None) -> Question:
    """The question of a turn, which an answer must be to."""
    question = course.questions.get(record.item or "")
    if question is None or turn is None or turn.item != question.id:
        raise ValidationError("an answer to another question")
    return question


def _answer(course: Course, record: Record, move: Give, turn: Turn | None) -> Give:
    question = _answered(course, record, turn)
    judgement = _doubted(move.judgement, question)
    if record.revision in (None, question.revision):
        return move if judgement is move.judgement else Give(move.given, judgement)
    judgement = replace(judgement, confusion=None)  # whose note may be on another mistake now
    return Give(as_now(question, move.given, record.revision), judgement)


def _claim(course: Course, record: Record, move: Claim, turn: Turn | None) -> Claim:
    question = _answered(course, record, turn)
    if not 0 <= move.point < len(form_of(question).points):
        raise ValidationError("no such point")
    return replace(move, judgement=_doubted(move.judgement, question))


def _as_counted(record: Record, move: Give, state: State) -> Give:
    """A second try as it counted: in earlier versions the better one of the two did."""
    near = state.near if state.phase is Phase.RETRYING else None
    if near is None or record.outcome in (None, move.judgement.outcome):
        return move
    return Give(move.given, near.judgement)


def _on_doubt(course: Course, record: Record, move: Confirm, doubt: InDoubt | None) -> Move | None:
    """A yes or no, or nothing where its point is gone."""
    question = course.questions.get(record.item or "")
    points = len(form_of(question).points) if question else 0
    if question is None or (move.point is not None and move.point >= points):
        return None
    if doubt is None or (doubt.item, doubt.point) != (record.item, move.point):
        raise ValidationError("nothing is in doubt")
    return replace(move, judgement=_doubted(move.judgement, question))


def _doubted(judgement: Judgement, question: Question) -> Judgement:
    """A judgement without doubts on points that the question does not have, or no longer."""
    if not judgement.asked:
        return judgement
    points = len(form_of(question).points)
    return replace(judgement, asked=tuple(i for i in judgement.asked if 0 <= i < points))


def _offered(course: Course, offer: Offer) -> bool:
    """True if the course still has what an offer leads to."""
    kinds = {
        "ask": course.answers,
        "read": course.steps,
        "lesson": course.by_id,
        "practice": course.questions,
        "dialogue": course.by_id,
        "map": course.by_id,
    }
    if offer.kind == "review":
        return True
    return bool(offer.items) and all(name in kinds[offer.kind] for name in offer.items)


def _tells(course: Course, recall: Recall) -> bool:
    """True if a recall has the counts of its topic, and what it names is still there."""
    if len(recall.counts) not in RECALL_COUNTS.get(recall.topic, (len(recall.items),)):
        return False
    if recall.topic in ("weak", "next"):
        return all(name in course.by_id for name in recall.items)
    if recall.topic == "last":
        return all(name in course.questions for name in recall.items)
    return True
