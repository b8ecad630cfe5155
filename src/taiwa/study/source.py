"""The place of a conversation, and its source in the taught text."""

from typing import Literal

from msgspec import Struct

from taiwa.course.companions import places_in
from taiwa.course.model import Source
from taiwa.dialogue.events import QuestionPosed
from taiwa.dialogue.offers import steps_of
from taiwa.dialogue.state import Phase
from taiwa.errors import UsageError
from taiwa.study.notices import NO_SOURCE
from taiwa.study.path import HERE, step_at, stops
from taiwa.study.session import Session


class Origin(Struct, frozen=True):
    """The step that is read or the question that was answered: its number, the lesson step that it
    is or is on, its places.

    In a dialogue it is the step that settles the line that was said, without a number.
    """

    kind: Literal["question", "step", "dialogue"]
    number: int
    step: str
    places: tuple[Source, ...]


def origin(session: Session | None) -> Origin:
    """The place that a session is at, if there is one.

    Raises `UsageError` where that has no source, or must not tell it.
    """
    found = told(session) if session else None
    if found is None or not found.places:
        raise UsageError(NO_SOURCE)
    return found


def told(session: Session) -> Origin | None:
    """The same; None where nothing is told that could have a source."""
    course, state = session.course, session.state
    if state.plan.mode == "dialogue":
        names = (name for offer in session.offers for name in offer.items)
        settling = (course.steps[name] for name in names if name in course.steps)
        found = (Origin("dialogue", 0, step.id, places_in(step.source)) for step in settling)
        return next(found, None)
    here, turn = step_at(course, state), state.turn
    if state.phase is Phase.READING and here:
        number = next(n for n, stop in enumerate(stops(state), 1) if stop.state == HERE)
        return Origin("step", number, here.id, places_in(here.source))
    if state.phase is not Phase.TOLD or turn is None or not turn.question:
        return None
    posed = (each for each in reversed(session.transcript) if isinstance(each, QuestionPosed))
    question = course.questions[turn.item]
    step = next(iter(steps_of(course, question)), "")
    return Origin("question", next(posed).number, step, places_in(question.source))
