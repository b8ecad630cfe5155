"""The sentences of a lesson step, each a passage that the tutor can quote by its id."""

from taiwa.course.course import Course
from taiwa.course.model import Step, Text
from taiwa.text.sentences import side_by_side

MARK = "#"
"""Stands in a passage's id between the step's own and the number of the sentence, from 0."""


PLAIN, EXAMPLE = f"{MARK}plain", f"{MARK}example"
"""Behind a step's id: the step in plain words; behind a term's: its example."""


def step_pieces(step: Step) -> dict[str, Text]:
    """The sentences of a step, in every language side by side, by their ids."""
    return {f"{step.id}{MARK}{n}": text for n, text in enumerate(side_by_side(step.text))}


def step_piece(course: Course, name: str) -> tuple[Step, Text] | None:
    """The step and the sentence that a passage's id names; None where the course has neither."""
    step = course.steps.get(name.partition(MARK)[0])
    if step and step.plain and name.endswith(PLAIN):
        return step, step.plain
    text = step_pieces(step).get(name) if step else None
    return (step, text) if step and text else None


def step_of(course: Course, name: str) -> str | None:
    """The lesson step from which a passage is, or that is nearest to it; None where there is none.

    An answer's is the one that goes with it, else one on the same place of the text; a term's the
    first that uses it; a section's, or a dated event's, the first of all.
    """
    bare = name.partition(MARK)[0]
    if bare in course.steps:
        return bare
    if answer := course.answers.get(name):
        home = next(s for s in course.sections if name in s.ids["answer"])
        same = [step.id for step in home.lesson if {*step.source} & {*answer.source}]
        return (
            answer.see
            if answer.see in course.steps
            else next(iter([*same, *home.ids["step"]]), None)
        )
    shared = course.terms.get(bare) or course.events.get(name)
    sections = [
        course.by_id[each]
        for each in (shared.sections if shared else (name,))
        if each in course.by_id
    ]
    steps = [step for section in sections for step in section.lesson]
    using = [step.id for step in steps if bare in step.terms]
    return next(iter([*using, *(step.id for step in steps)]), None)
