"""The questions of an exam: drawn and ordered so that none of them answers another."""

import random
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.glossary import fold
from taiwa.course.model import Question
from taiwa.dialogue.offers import steps_of
from taiwa.dialogue.state import Turn
from taiwa.study.plan import SIBLINGS_APART, asked, by_section
from taiwa.text.readings import plain

SHORTEST = 3
"""Characters from which on an answer is looked for in the words of other questions."""


class Sheet(Struct, frozen=True, eq=False):
    """A question as it is set in an exam: what it is about, what it shows and what it asks for."""

    id: str
    about: frozenset[str]
    shown: str
    wanted: frozenset[str]

    def tells(self, other: "Sheet") -> bool:
        """True if the words of this question have the answer to the other."""
        return any(answer in self.shown for answer in other.wanted)

    def akin(self, other: "Sheet") -> bool:
        """True if both are on one step, term or answer, or one tells the other's answer."""
        return not self.about.isdisjoint(other.about) or self.tells(other) or other.tells(self)


def exam(
    course: Course, pool: Iterable[str], count: int | None, chance: random.Random
) -> list[Turn]:
    """`count` questions of a pool (all, if None), by section.

    Akin ones are drawn only where no others are left. They stand apart then, and what tells the
    answer to another comes after it.
    """
    mixed = list(pool)
    chance.shuffle(mixed)
    sheets = {name: sheet_of(course, course.questions[name]) for name in mixed}
    drawn = _drawn([*sheets.values()], len(mixed) if count is None else count)
    turns = by_section(course, [asked(course.questions[sheet.id]) for sheet in drawn])
    ordered: list[Sheet] = []
    for _, group in groupby(turns, lambda turn: course.questions[turn.item].sections):
        ordered += _apart(ordered, [sheets[turn.item] for turn in group])
    return [asked(course.questions[sheet.id]) for sheet in ordered]


def _drawn(sheets: Sequence[Sheet], count: int) -> list[Sheet]:
    """The first so many that are not akin to one before, then the first of the others."""
    drawn: list[Sheet] = []
    if count < len(sheets):
        for sheet in sheets:
            if len(drawn) < count and not any(sheet.akin(other) for other in drawn):
                drawn.append(sheet)
    others = (sheet for sheet in sheets if sheet not in drawn)
    return [*drawn, *others][:count]


def _apart(before: Sequence[Sheet], sheets: Sequence[Sheet]) -> list[Sheet]:
    """These, those last that tell the answer to another, and near ones on as little in common as
    can be."""
    waiting, placed = list(sheets), list(before[-SIBLINGS_APART:])
    start = len(placed)

    def harm(sheet: Sheet) -> tuple[int, list[int], int]:
        told = sum(sheet.tells(other) for other in waiting if other is not sheet)
        near = reversed(placed[-SIBLINGS_APART:])  # the nearest counts first
        alike = [len(sheet.about & other.about) for other in near]
        return told, alike, -sum(len(sheet.about & other.about) for other in waiting)

    while waiting:
        least = min(waiting, key=harm)
        waiting.remove(least)
        placed.append(least)
    return placed[start:]


def sheet_of(course: Course, question: Question) -> Sheet:
    """The question as it is set."""
    form = form_of(question)
    right = form.right if form.manner in ("one", "several") else ()
    wanted = {fold(answers[0]) for answers in form.accepted.values()}
    wanted |= {_folded(words) for index in right for words in form.things[index].values()}
    texts = [question.prompt, *form.things, *form.lefts, *form.cards]
    texts += [form.sentence] if form.sentence else []
    return Sheet(
        question.id,
        frozenset([*steps_of(course, question)[:1], *question.terms, *wanted]),
        "\n".join(_folded(words) for text in texts for words in text.values()),
        frozenset(answer for answer in wanted if len(answer) >= SHORTEST),
    )


def _folded(words: str) -> str:
    return fold(plain(words))
