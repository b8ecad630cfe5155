"""What the tutor says of the learner's own record: mistakes, weak spots, what to do next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from taiwa.progress.log import ANSWERED, Record
from taiwa.progress.scores import settled
from taiwa.recording import to_move
from taiwa.tutor.events import Give, Offer, Recall, Topic
from taiwa.tutor.offering import steps_of

if TYPE_CHECKING:
    from taiwa.study import Study

SHOWN = 3
"""How many mistakes or sections are named at once."""


class Told(Struct, frozen=True):
    """What the record says, and what to do about it."""

    recall: Recall
    offers: tuple[Offer, ...] = ()


def recall(study: "Study", topic: Topic, last: Record | None) -> Told:
    """The record on a topic; `last` is the latest answer judged in the session at hand."""
    if topic == "last":
        return _last(study, last or study.store.last_settled())
    return {"mistakes": _mistakes, "weak": _weak, "next": _next, "standing": _standing}[topic](
        study
    )


def missed_today(study: "Study") -> list[str]:
    """The questions missed today and not put right since, the latest first."""
    today = study.store.settled_on(study.clock().date().isoformat())
    missed: dict[str, None] = {}
    for entry in settled(today):
        missed.pop(entry.item, None)
        if entry.outcome in ("wrong", "revealed") and entry.item in study.course.questions:
            missed[entry.item] = None
    return [*reversed(missed)]


def _mistakes(study: "Study") -> Told:
    missed = missed_today(study)
    offers = (Offer("practice", tuple(missed)),) if missed else ()
    return Told(Recall("mistakes", tuple(missed[:SHOWN]), (len(missed),)), offers)


def _weak(study: "Study") -> Told:
    """The sections begun and least mastered."""
    begun = sorted((s for s in study.standings() if s.seen), key=lambda s: s.mastery / s.seen)
    worst = begun[:SHOWN]
    items = tuple(standing.section.id for standing in worst)
    shares = tuple(round(100 * standing.mastery) for standing in worst)
    offers = [Offer("lesson", (name,)) for name in items[:1]]
    if missed := missed_today(study):
        offers.append(Offer("practice", tuple(missed)))
    return Told(Recall("weak", items, shares), tuple(offers))


def _next(study: "Study") -> Told:
    due, section = len(study.due()), study.suggested()
    offers = [Offer("review")] if due else []
    return Told(Recall("next", (section.id,), (due,)), (*offers, Offer("lesson", (section.id,))))


def _standing(study: "Study") -> Told:
    entries = settled(study.store.settled_on(study.clock().date().isoformat()))
    first = [entry for entry in entries if not entry.round]
    right = sum(entry.outcome in ("right", "close") for entry in first)
    return Told(Recall("standing", (), (right, len(first))), _practice(missed_today(study)))


def _last(study: "Study", record: Record | None) -> Told:
    question = study.course.questions.get(record.item or "") if record else None
    if record is None or question is None:
        return Told(Recall("last"))
    move = to_move(record) if record.kind == ANSWERED else None
    given, judgement = (move.given, move.judgement) if isinstance(move, Give) else (None, None)
    steps = steps_of(study.course, question)
    offers = (*(Offer("read", (step,)) for step in steps[:1]), *_practice([question.id]))
    return Told(Recall("last", (question.id,), (), given, judgement), offers)


def _practice(items: Sequence[str]) -> tuple[Offer, ...]:
    return (Offer("practice", tuple(items)),) if items else ()
