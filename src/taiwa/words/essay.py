"""The taught text in words: its places, what goes with a paragraph, and its lines in line mode."""

from collections.abc import Iterator, Sequence

from taiwa.course.companions import place_of
from taiwa.course.course import Course
from taiwa.course.essay import Essay
from taiwa.course.model import Section, Source, Step
from taiwa.study.source import Origin
from taiwa.words.catalogs import Words
from taiwa.words.entries import step_title
from taiwa.words.messages import Para


def told_place(course: Course, words: Words, section: str, paragraph: int) -> str:
    """A place in the text as the head of its page tells it."""
    number, count = course.numbers[section], len(course.sections)
    if course.first != 1:
        told = words._("section {number}, paragraph {paragraph}")
        return told.format(number=number, paragraph=paragraph)
    told = words._("section {number} of {count}, paragraph {paragraph}")
    return told.format(number=number, count=count, paragraph=paragraph)


def codes(essay: Essay, words: Words, parallel: bool) -> list[str]:
    """The languages that are shown: the one that is on, if the text is here in it, and others."""
    known = sorted(essay.languages, key=lambda code: code != words.language)
    return known if parallel else known[:1]


def title(essay: Essay, course: Course, code: str) -> str:
    return essay.title.get(code) or course.title[code]


def heading(essay: Essay, section: Section, code: str) -> str:
    """A section's heading as the text has it, else as the course calls it."""
    return essay.headings[section.id].get(code) or section.title[code]


def source_of(course: Course, words: Words, origin: Origin) -> str:
    """The step or question that a paragraph is the source of."""
    title = step_title(course, words, course.steps[origin.step]) if origin.step else ""
    values = {"number": origin.number, "title": title}
    match origin.kind:
        case "question" if not title:
            return words._("source of question {number}", **values)
        case "question":
            return words._("source of question {number}, {title}", **values)
        case "step":
            return words._("source of step {number}, {title}", **values)
        case "dialogue":
            return words._("source of the step that settles it, {title}", **values)


def way_back(words: Words, origin: Origin) -> str:
    """The words of the way back to where the text was opened."""
    match origin.kind:
        case "question":
            return words._("Back to question {number}", number=origin.number)
        case "step":
            return words._("Back to step {number}", number=origin.number)
        case "dialogue":
            return words._("Back to the dialogue")


def steps_on(course: Course, place: Source) -> list[Step]:
    """The lesson steps that a paragraph is the source of."""
    return [step for step in course.steps.values() if place in step.source]


def counted(course: Course, words: Words, place: Source) -> str:
    """The number of steps and questions that a paragraph is the source of."""
    steps = len(steps_on(course, place))
    asked = sum(place in question.source for question in course.all_questions())
    return words._(", ").join(
        [
            words.ngettext("{number} step", "{number} steps", steps),
            words.ngettext("{number} question", "{number} questions", asked),
        ]
    )


def place_paras(
    essay: Essay, course: Course, words: Words, places: Sequence[Source], parallel: bool
) -> Iterator[Para]:
    """The paragraphs of some places under their sections' headings, in one language or in both."""
    before, shown = "", codes(essay, words, parallel)
    for section, number in map(place_of, places):
        if section != before:
            for code in shown:
                yield Para("title", heading(essay, course.by_id[section], code))
        before, text = section, essay.paragraphs[section][number - 1]
        yield from (Para("option", f"{number}. {text[code]}") for code in shown)
