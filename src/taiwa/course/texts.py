"""Every bilingual text of a course, with the id of what it belongs to."""

from collections.abc import Iterator

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question, Section, Text


def texts(course: Course) -> Iterator[tuple[str, Text]]:
    """Each text that a learner may read, but the ways to ask and to put a point."""
    yield course.id, course.title
    yield course.id, course.author
    for section in course.sections:
        yield from _of_section(section)
    for question in course.all_questions():
        yield from ((question.id, text) for text in _of_question(question))
    for term in course.glossary:
        yield from ((term.id, text) for text in (term.term, term.definition, term.example))
    for event in course.timeline:
        more = (event.place, event.note)
        shown = [event.text, *event.actors, *(text for text in more if text)]
        yield from ((event.id, text) for text in shown)


def _of_section(section: Section) -> Iterator[tuple[str, Text]]:
    for text in (section.title, section.why, *section.goals, section.recap):
        yield section.id, text
    for step in section.lesson:
        yield step.id, step.text
        if step.note:
            yield step.id, step.note
    for answer in section.answers:
        yield answer.id, answer.reply
    for discussion in section.discussion:
        for text in (discussion.prompt, *discussion.for_, *discussion.against):
            yield discussion.id, text


def _of_question(question: Question) -> Iterator[Text]:
    form = form_of(question)
    yield from (question.prompt, *question.hints, question.explanation)
    yield from (*form.things, *form.lefts, *(point.text for point in form.points))
    yield from (text for text in (*form.whys, form.sentence) if text)
