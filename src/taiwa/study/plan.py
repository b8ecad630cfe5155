"""The turns of a session, made from the course, the memories and a random source.

Everything here is a function of its arguments. Turns of a review come most at risk first, with
sections interleaved and near siblings apart; new items come after what is due.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from taiwa.course.course import Course
from taiwa.course.forms import asks_for_reading, form_of
from taiwa.course.glossary import beside
from taiwa.course.model import Question, Section, Term
from taiwa.dialogue.state import Turn
from taiwa.record.memory import Memory

Memories = Mapping[str, tuple[str, Memory]]
"""Section and memory of every item answered so far, by item id."""

Fits = Callable[[str], bool]
"""Tells of a question by its id that it may be asked of this learner now."""

SIBLINGS_APART = 3
"""Turns between questions on the same term, where there is anything else to ask: our own choice."""


def asked(question: Question) -> Turn:
    """The turn that asks a question for the first time."""
    return Turn(question.id, question=True, hints=len(question.hints))


def lesson(course: Course, section: Section, fits: Fits) -> list[Turn]:
    """A section's steps, each followed by those of its questions that fit; then what there is to
    discuss."""
    turns = []
    for step in section.lesson:
        turns.append(Turn(step.id, question=False))
        turns += [asked(course.questions[name]) for name in step.then if fits(name)]
    for discussion in section.discussion:
        turns += [Turn(discussion.id, question=False, round=part) for part in (0, 1)]
    return turns


def dialogue(section: Section) -> list[Turn]:
    """The exchanges of a section's dialogue."""
    return [asked(question) for question in section.body.exchanges]


def quiz(course: Course, sections: Sequence[Section]) -> list[str]:
    """The questions of some sections, and those that compare them with each other."""
    pool = [item for section in sections for item in section.ids["question"]]
    if len(sections) > 1:
        names = {section.id for section in sections}
        pool += [q.id for q in course.comparisons if names.issuperset(q.sections)]
    return pool


def drawn(
    course: Course, pool: Iterable[str], count: int | None, chance: random.Random
) -> list[Turn]:
    """`count` questions of a pool (all, if None), in an order of their own."""
    mixed = list(pool)
    chance.shuffle(mixed)
    return [asked(course.questions[item]) for item in mixed[:count]]


def by_section(course: Course, turns: Sequence[Turn]) -> list[Turn]:
    """Question turns in the order of the course's sections, comparisons last."""
    place = {section.id: number for number, section in enumerate(course.sections)}

    def rank(turn: Turn) -> int:
        sections = course.questions[turn.item].sections
        return place[sections[0]] if len(sections) == 1 else len(place)

    return sorted(turns, key=rank)


def new_items(course: Course, memories: Memories, limit: int, fits: Fits) -> list[str]:
    """Up to `limit` fitting questions never answered, from the sections the learner has begun."""
    begun = {section for section, _ in memories.values()}
    fresh = (
        item
        for section in course.sections
        if section.id in begun
        for item in section.ids["question"]
        if item not in memories and fits(item)
    )
    return list(islice(fresh, max(0, limit)))


def review(course: Course, items: Sequence[str]) -> list[Turn]:
    """Items in their order, but no two of one section in a row and siblings `SIBLINGS_APART`."""
    waiting, turns = list(items), list[Question]()
    while waiting:
        near = turns[-SIBLINGS_APART:]
        place = next((i for i, name in enumerate(waiting) if _fits(course, name, near)), 0)
        turns.append(course.questions[waiting.pop(place)])
    return [asked(question) for question in turns]


def drill(course: Course, term: Term, fits: Fits) -> list[str]:
    """All that may be asked of a term, with questions on other words, those beside it first, in
    between.

    So no answer stands above the question that asks for it anew.
    """
    drills = {
        name: [q.id for q in course.vocabulary if q.terms == (name,)] for name in course.terms
    }
    first, *others = [*filter(fits, drills[term.id])] or drills[term.id]
    words = dict.fromkeys(each.id for each in [*beside(course, term), *course.glossary])
    near = [n for word in words if word != term.id for n in [*filter(fits, drills[word])][:1]]
    asked_ = [first]
    for item in others:
        between, near = near[:SIBLINGS_APART], near[SIBLINGS_APART:]
        asked_ += [*between, item]
    return asked_


def _fits(course: Course, name: str, before: Sequence[Question]) -> bool:
    question = course.questions[name]
    if before and before[-1].sections[:1] == question.sections[:1]:
        return False
    return not any(set(question.terms) & set(other.terms) for other in before)


def serves(question: Question, aim: str, language: str | None = None) -> bool:
    """True if a question serves an aim of the learner's while the screen is in `language`, or in
    whichever.

    Who learns a language is asked for no answer in another one; who follows the text for none in a
    language that the screen is not in, nor for readings.
    """
    return suits(form_of(question).language, asks_for_reading(question), aim, language)


def suits(only: str | None, spelt: bool, aim: str, language: str | None = None) -> bool:
    """The same of a question answered in one language `only`, if any, and with a reading or not."""
    if aim == "text":
        return not spelt and (only is None or language in (None, only))
    return only in (None, aim)


def asked_in(question: Question, language: str) -> bool:
    """True if a question can be answered in a language."""
    return form_of(question).language in (None, language)
