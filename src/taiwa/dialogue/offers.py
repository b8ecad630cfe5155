"""The tutor's offers to do something next, after something said."""

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Asked, AskedAgain, Event, Judged, Offer


def offers_of(course: Course, event: Event) -> tuple[Offer, ...]:
    """The offers that go with an event, in the order in which they are numbered.

    After an answer in one's own words: the lesson step of each point that is missing.
    """
    if isinstance(event, Asked):
        return event.offers
    if not isinstance(event, AskedAgain | Judged):
        return ()
    points, covered = form_of(course.questions[event.item]).points, event.judgement.points
    steps = [point.step for i, point in enumerate(points) if i not in covered]
    return tuple(Offer("read", (step,)) for step in dict.fromkeys(steps))


def steps_of(course: Course, question: Question) -> list[str]:
    """The lesson steps that teach what a question asks: by its points, place or source."""
    if points := form_of(question).points:
        return list(dict.fromkeys(point.step for point in points))
    steps = [step for name in question.sections for step in course.by_id[name].lesson]
    asked_after = [step.id for step in steps if question.id in step.then]
    same = [step.id for step in steps if set(step.source) & set(question.source)]
    return list(dict.fromkeys([*asked_after, *same]))
