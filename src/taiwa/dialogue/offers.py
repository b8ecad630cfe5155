"""The tutor's offers to do something next, after something said."""

from collections.abc import Sequence

from taiwa.course.course import Course
from taiwa.course.exchanges import scene
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import (
    Asked,
    AskedAgain,
    Event,
    Finished,
    Judged,
    Offer,
    QuestionPosed,
    Revealed,
    StepShown,
)


def offers_of(course: Course, event: Event) -> tuple[Offer, ...]:
    """The offers that go with an event, in the order in which they are numbered.

    After an answer in one's own words: the lesson step of each point that is missing. After a line
    of a dialogue: the step that settles it. After a lesson: its dialogue and its map.
    """
    if isinstance(event, Asked):
        return event.offers
    if isinstance(event, Finished):
        return _after_lesson(course, event)
    if not isinstance(event, AskedAgain | Judged):
        return ()
    if found := scene(course, event.item):
        said = [found.choices[i] for i in event.given.chosen if i < len(found.choices)]
        return tuple(Offer("read", (line.see,)) for line in said)
    points, covered = form_of(course.questions[event.item]).points, event.judgement.points
    steps = [point.step for i, point in enumerate(points) if i not in covered]
    return tuple(Offer("read", (step,)) for step in dict.fromkeys(steps))


def offering(course: Course, transcript: Sequence[Event]) -> Event | None:
    """The event said last in the turn at hand, if it offers something that may be taken up."""
    for event in reversed(transcript):
        if isinstance(event, StepShown | QuestionPosed):
            return None
        if isinstance(event, Asked | AskedAgain | Judged | Revealed | Finished):
            return event if offers_of(course, event) else None
    return None


def _after_lesson(course: Course, event: Finished) -> tuple[Offer, ...]:
    """The dialogue and the map of the section whose lesson is over."""
    if event.mode != "lesson":
        return ()
    section = course.by_id[event.sections[0]]
    dialogue, map_ = Offer("dialogue", (section.id,)), Offer("map", (section.id,))
    return (*((dialogue,) if section.dialogue else ()), *((map_,) if section.argument else ()))


def steps_of(course: Course, question: Question) -> list[str]:
    """The lesson steps that teach what a question asks: by its points, place or source."""
    if points := form_of(question).points:
        return list(dict.fromkeys(point.step for point in points))
    steps = [step for name in question.sections for step in course.by_id[name].lesson]
    asked_after = [step.id for step in steps if question.id in step.then]
    same = [step.id for step in steps if set(step.source) & set(question.source)]
    return list(dict.fromkeys([*asked_after, *same]))
