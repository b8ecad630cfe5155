"""The form of options: how often it gives away the right one of a choice, without the question.

A rule scores each option by its form alone (its length, its hedges, its place …) and picks the
highest or the lowest; where several share that, each counts in part. Over all choices a rule that
tells nothing is right as often as chance, one in four of four options. One that is right, or wrong,
more often by over `ERRORS` standard errors of chance tells something, and is a problem of the
course: each rule in each language, and in both together, where a learner sees them side by side
and the scores, scaled from 0 to 1 among the options of a question, are added.

Weak signs may add up. So a model of all of them, logistic regression on the scores, is trained on
all sections but one (of many: one group) and guesses in that one, each in turn. It is right in one
of four where the form tells nothing; a share above `MODEL_AT_MOST` is a problem, too.

Choices on the argument's cards and on an official wording are left out: their form is given.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt
from operator import mul
from statistics import fmean

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Choice, Section
from taiwa.course.problems import LocatedFinding
from taiwa.course.signs import FEATURES, RULES, WORDS, Item
from taiwa.errors import N_, Entry
from taiwa.text.readings import plain

FEWEST = 40
"""Choices from which on a course is large enough for rates to say anything."""
ERRORS = 3.0
"""Standard errors from chance; at two, a third of all random courses would fail some rule."""
MODEL_AT_MOST = 0.35
STEPS, RATE, DECAY = 60, 0.5, 0.02
"""Of the model's training: steps of gradient descent, their size, and the pull towards nothing."""
FOLDS, MOST_TRAINED = 8, 400
"""Groups of sections that are guessed in turn, and choices trained on, evenly taken, at most: with
more, a large course would take minutes and the model learn no more of its few dozen weights."""
TOGETHER = Entry("both languages")
FIRST, LAST = Entry("first place"), Entry("last place")

PICKS = N_(
    "the form of options gives it away: '{rule}' picks the right option: "
    "{hits} of {all}, by chance {chance}"
)
AVOIDS = N_(
    "the form of options gives it away: '{rule}' avoids the right option: "
    "{hits} of {all}, by chance {chance}"
)
MODEL = N_(
    "the form of options gives it away: a model of its form finds the right option in "
    "{hits} of {all}, by chance {chance}"
)


class Sheet(Struct, frozen=True):
    """Choices, and the scores of their options by feature and language."""

    items: Sequence[Item]
    scores: Mapping[str, Mapping[str, Sequence[Sequence[float]]]]


class Rate(Struct, frozen=True):
    """A rule's hits of so many choices, and those that chance has.

    `rule` is its name, and where it goes by a language the language.
    """

    rule: tuple[str, ...]
    hits: float
    chance: float
    error: float
    choices: int

    @property
    def off(self) -> float:
        """By how many standard errors it is better than chance."""
        return (self.hits - self.chance) / self.error if self.error else 0.0


def check_form(course: Course) -> Iterator[LocatedFinding]:
    """The findings on what the form of options tells, in the sections of format 2."""
    sections = [section for section in course.sections if section.format > 1]
    items = choices_of(sections)
    if len(items) < FEWEST:
        return
    sheet = sheet_of(items, course.languages)
    for rate in rates(sheet):
        if abs(rate.off) > ERRORS:
            yield _finding(course, PICKS if rate.off > 0 else AVOIDS, rate)
    guessed = model_rate(sheet)
    if guessed and guessed.hits > MODEL_AT_MOST * guessed.choices:
        yield _finding(course, MODEL, guessed)


def _finding(course: Course, message: str, rate: Rate) -> LocatedFinding:
    hits, chance = f"{rate.hits:.0f}", f"{rate.chance:.0f}"
    values = {"rule": rate.rule, "hits": hits, "all": rate.choices, "chance": chance}
    return LocatedFinding(course.id, message, **values)


def choices_of(sections: Sequence[Section]) -> list[Item]:
    """The choices of some sections."""
    return [
        Item(
            section.id,
            {language: plain(text) for language, text in question.prompt.items()},
            {
                language: tuple(plain(option.text[language]) for option in question.options)
                for language in question.prompt
            },
            next(place for place, option in enumerate(question.options) if option.correct),
        )
        for section in sections
        for question in section.questions
        if isinstance(question, Choice) and not question.cards and not question.contrast
    ]


def sheet_of(items: Sequence[Item], languages: Sequence[str]) -> Sheet:
    """The scores of choices in the languages that have words for them."""
    told = [language for language in languages if language in WORDS]
    return Sheet(
        items,
        {
            name: {language: [score(item, language) for item in items] for language in told}
            for name, score in FEATURES.items()
        },
    )


def rates(sheet: Sheet) -> Iterator[Rate]:
    """Each rule's rate, in each language that has words for it and in all together."""
    for name, (feature, sign) in RULES.items():
        columns = sheet.scores[feature]
        for language, scores in columns.items():
            found = [[sign * value for value in of] for of in scores]
            yield _rate((name, language), sheet.items, found)
        both = [
            [sign * sum(of) for of in zip(*map(_scaled, scores), strict=True)]
            for scores in zip(*columns.values(), strict=True)
        ]
        yield _rate((name, TOGETHER), sheet.items, both)
    for name, sign in ((FIRST, -1), (LAST, 1)):
        found = [
            [sign * float(place) for place in range(len(item.options["ja"]))]
            for item in sheet.items
        ]
        yield _rate((name,), sheet.items, found)


def _rate(rule: tuple[str, ...], items: Sequence[Item], scores: Sequence[Sequence[float]]) -> Rate:
    """Of k options that share the highest score each is a kth of a guess."""
    hits = chance = variance = 0.0
    for item, found in zip(items, scores, strict=True):
        best = max(found) - 1e-9
        shared, share = sum(score >= best for score in found), 1 / len(found)
        hits += (found[item.right] >= best) / shared
        chance += share
        variance += share / shared - share * share
    return Rate(rule, hits, chance, sqrt(max(0.0, variance)), len(items))


def model_rate(sheet: Sheet) -> Rate | None:
    """The model's rate in sections that it was not trained on; None for one section."""
    signs = [_signs(sheet, place) for place in range(len(sheet.items))]
    sections = list(dict.fromkeys(item.section for item in sheet.items))
    if len(sections) < 2:
        return None
    folds = {section: place % FOLDS for place, section in enumerate(sections)}
    scores: list[list[float]] = [[] for _ in signs]
    for fold in sorted(set(folds.values())):
        rest = [p for p, item in enumerate(sheet.items) if folds[item.section] != fold]
        rest = rest[:: -(-len(rest) // MOST_TRAINED)]
        rights = [sheet.items[place].right for place in rest]
        weights = _trained([signs[place] for place in rest], rights)
        for place, item in enumerate(sheet.items):
            if folds[item.section] == fold:
                scores[place] = [sum(map(mul, weights, option)) for option in signs[place]]
    return _rate(("model",), sheet.items, scores)


def _signs(sheet: Sheet, place: int) -> list[list[float]]:
    """For each option of a choice its scores, from their mean."""
    columns = []
    for scores in sheet.scores.values():
        for found in scores.values():
            scaled = _scaled(found[place])
            middle = fmean(scaled)
            columns.append([value - middle for value in scaled])
    return [list(row) for row in zip(*columns, strict=True)]


def _trained(signs: Sequence[Sequence[Sequence[float]]], rights: Sequence[int]) -> list[float]:
    """Weights under which the right options are likeliest (a softmax over each one's options)."""
    rows = [option for options in signs for option in options]
    columns = [list(column) for column in zip(*rows, strict=True)]
    weights = [0.0] * len(columns)
    for _ in range(STEPS):
        odds = iter([exp(sum(map(mul, weights, row))) for row in rows])
        pulls: list[float] = []
        for options, right in zip(signs, rights, strict=True):
            own = [next(odds) for _ in options]
            whole = sum(own) * len(signs)
            pulls += [(place == right) / len(signs) - odd / whole for place, odd in enumerate(own)]
        weights = [
            weight + RATE * (sum(map(mul, pulls, column)) - DECAY * weight)
            for weight, column in zip(weights, columns, strict=True)
        ]
    return weights


def _scaled(values: Sequence[float]) -> list[float]:
    """From 0 to 1; all 0 where they are the same."""
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 0.0 for value in values]
