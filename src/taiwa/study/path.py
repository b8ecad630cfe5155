"""A session as a path of stops: what is done, at hand and to come, and how it went at each."""

from collections.abc import Sequence

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Section, Step
from taiwa.dialogue.events import Event, Outcome, QuestionPosed, StepShown
from taiwa.dialogue.state import State

READING_SECONDS = 90
"""Seconds that a step takes to read, until more is known of the learner: our own guess."""

DONE, HERE, TO_COME = 2, 1, 0


class Stop(Struct, frozen=True):
    """A lesson step, or a question of a session without steps, and the questions at it.

    `outcomes` are of those answered so far, in the order they are asked.
    """

    item: str
    state: int
    outcomes: tuple[Outcome, ...] = ()


def stops(state: State) -> list[Stop]:
    """The path of a session; what returns at its end is where it was first."""
    groups: list[list[str]] = []
    steps = any(not turn.question for turn in state.plan.turns)
    for turn in state.plan.turns:
        if not steps or not groups or (not turn.question and not turn.round):
            groups.append([turn.item])
        else:
            groups[-1].append(turn.item)
    waiting = {turn.item for turn in state.queue if turn.round == 0 or not turn.question}
    here, known = state.turn.item if state.turn else "", dict(state.outcomes)
    found = []
    for items in groups:
        at = HERE if here in items else TO_COME if waiting.intersection(items) else DONE
        told = tuple(known[item] for item in items if item in known)
        found.append(Stop(items[0], at, told))
    return found


def length(section: Section) -> int:
    """The number of stops of a section's lesson: its steps, and what there is to think about."""
    return len(section.lesson) + len(section.discussion)


def outlook(section: Section) -> list[Stop]:
    """The stops of a section's lesson before it is begun."""
    items = [step.id for step in section.lesson] + [each.id for each in section.discussion]
    return [Stop(item, TO_COME if number else HERE) for number, item in enumerate(items)]


def seconds_ahead(section: Section, pace: float) -> float:
    """About the time that a section's lesson takes, at `pace` seconds a question."""
    asked = sum(len(step.then) for step in section.lesson)
    return length(section) * READING_SECONDS + asked * pace


def step_at(course: Course, state: State) -> Step | None:
    """The lesson step at hand, or the one that the question at hand is on."""
    return next((course.steps.get(s.item) for s in stops(state) if s.state == HERE), None)


def seconds_left(state: State, pace: float) -> float:
    """The time that the rest takes, at `pace` seconds a question."""
    return sum(pace if turn.question else READING_SECONDS for turn in state.queue)


def at_hand(transcript: Sequence[Event]) -> Sequence[Event]:
    """The step or question that the learner is at, and all said since."""
    begun = (StepShown, QuestionPosed)
    places = [place for place, event in enumerate(transcript) if isinstance(event, begun)]
    return transcript[places[-1] :] if places else transcript
