"""The course's passages by id, as the tutor quotes them: answers, terms, events and steps."""

from msgspec import Struct

from taiwa.course.model import Course, Source, Term, Text, TimelineEvent
from taiwa.course.references import RECORD


class Passage(Struct, frozen=True):
    """A passage in every language, where it comes from, and what goes with it."""

    text: Text
    source: tuple[Source, ...]
    see: str | None = None


def passage(course: Course, name: str) -> Passage | None:
    """The passage with the id `name`; None where the course has it no longer."""
    if answer := course.answers.get(name):
        return Passage(answer.reply, answer.source, answer.see)
    if term := course.terms.get(name):
        return Passage(_defined(term), ())
    if event := course.events.get(name):
        return Passage(_dated(event), (RECORD,))
    if step := course.steps.get(name):
        return Passage(step.text, step.source, step.id)
    return None


def _defined(term: Term) -> Text:
    own = term.term["ja"]
    reading = "" if term.reading == own else f"（{term.reading}）"
    return {
        "ja": f"{own}{reading}：{term.definition['ja']}",
        **{
            language: f"{name[:1].upper()}{name[1:]}: {term.definition[language]}"
            for language, name in term.term.items()
            if language != "ja"
        },
    }


def _dated(event: TimelineEvent) -> Text:
    return {
        language: f"{event.date}{'：' if language == 'ja' else ': '}{text}"
        for language, text in event.text.items()
    }
