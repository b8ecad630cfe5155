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

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, sqrt
from operator import mul
from statistics import fmean, median

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Choice, Section
from taiwa.course.problems import LocatedFinding
from taiwa.text.readings import without_readings

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
TOGETHER = "both languages"

HEDGES = {
    "ja": r"うる|こともある|ことがある|かもしれ|ことが多い|場合がある|おそれ|一部|ある程度",
    "en": r"\b(?:may|might|can|could|some|often|partly|usually|perhaps|likely|tends?)\b",
}
ABSOLUTES = {
    "ja": r"すべて|全て|だけ|まったく|全く|必ず|いつも|のみ|一切|決して|完全",
    "en": r"\b(?:only|all|always|never|entirely|wholly|every|none|any|completely|must)\b",
}
FILLERS = {
    "ja": r"もう|すでに|既に|ただ|まだ|むしろ|ほとんど",
    "en": r"\b(?:already|just|simply|still|even|merely|quite|rather)\b",
}
NEGATIONS = {
    "ja": r"ない|なく|ず[、に]|ぬ|不|無[しく]",
    "en": r"\b(?:not|no|nor|neither|without|cannot)\b|n't\b",
}
_WORDS = {"ja": r"[一-龯々]{2,}|[ァ-ヶー]{2,}|[A-Za-z]{2,}", "en": r"[A-Za-z]{4,}"}
_KANJI, _QUOTES = r"[一-龯々]", r"[「」『』“”\"（）()]"
_PUNCTUATION = r"[、。，．,.;:!?・「」『』“”\"（）()—-]"

Score = Callable[["Item", str], list[float]]
"""A number for each option of a choice in a language."""


class Item(Struct, frozen=True):
    """A choice without its markup: what is asked and its options, by language."""

    section: str
    stem: Mapping[str, str]
    options: Mapping[str, tuple[str, ...]]
    right: int


class Sheet(Struct, frozen=True):
    """Choices, and the scores of their options by feature and language."""

    items: Sequence[Item]
    scores: Mapping[str, Mapping[str, Sequence[Sequence[float]]]]


class Rate(Struct, frozen=True):
    """A rule's hits of so many choices, and those that chance has."""

    name: str
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
            how = "picks" if rate.off > 0 else "avoids"
            told = f"'{rate.name}' {how} the right option: {_told(rate)}"
            yield LocatedFinding(course.id, f"the form of options gives it away: {told}")
    guessed = model_rate(sheet)
    if guessed and guessed.hits > MODEL_AT_MOST * guessed.choices:
        told = f"a model of its form finds the right option in {_told(guessed)}"
        yield LocatedFinding(course.id, f"the form of options gives it away: {told}")


def _told(rate: Rate) -> str:
    return f"{rate.hits:.0f} of {rate.choices}, by chance {rate.chance:.0f}"


def choices_of(sections: Sequence[Section]) -> list[Item]:
    """The choices of some sections."""
    return [
        Item(
            section.id,
            {language: without_readings(text) for language, text in question.prompt.items()},
            {
                language: tuple(
                    without_readings(option.text[language]) for option in question.options
                )
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
    told = [language for language in languages if language in _WORDS]
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
            yield _rate(f"{name}, {language}", sheet.items, found)
        both = [
            [sign * sum(of) for of in zip(*map(_scaled, scores), strict=True)]
            for scores in zip(*columns.values(), strict=True)
        ]
        yield _rate(f"{name}, {TOGETHER}", sheet.items, both)
    for name, sign in (("first place", -1), ("last place", 1)):
        found = [
            [sign * float(place) for place in range(len(item.options["ja"]))]
            for item in sheet.items
        ]
        yield _rate(name, sheet.items, found)


def _rate(name: str, items: Sequence[Item], scores: Sequence[Sequence[float]]) -> Rate:
    """Of k options that share the highest score each is a kth of a guess."""
    hits = chance = variance = 0.0
    for item, found in zip(items, scores, strict=True):
        best = max(found) - 1e-9
        shared, share = sum(score >= best for score in found), 1 / len(found)
        hits += (found[item.right] >= best) / shared
        chance += share
        variance += share / shared - share * share
    return Rate(name, hits, chance, sqrt(max(0.0, variance)), len(items))


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
    return _rate("model", sheet.items, scores)


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


def _counted(patterns: Mapping[str, str] | str) -> Score:
    def score(item: Item, language: str) -> list[float]:
        pattern = patterns if isinstance(patterns, str) else patterns[language]
        return [float(len(re.findall(pattern, text.lower()))) for text in item.options[language]]

    return score


def _length(item: Item, language: str) -> list[float]:
    return [float(len(text)) for text in item.options[language]]


def _off_middle(item: Item, language: str) -> list[float]:
    lengths = _length(item, language)
    return [abs(length - median(lengths)) for length in lengths]


def _like_stem(item: Item, language: str) -> list[float]:
    stem = _pieces(item.stem[language], language)
    own = [_pieces(text, language) for text in item.options[language]]
    return [len(pieces & stem) / max(1, len(pieces)) for pieces in own]


def _from_stem(item: Item, language: str) -> list[float]:
    pattern = _WORDS[language]
    stem = set(re.findall(pattern, item.stem[language].lower()))
    said = [set(re.findall(pattern, text.lower())) for text in item.options[language]]
    return [float(len(words & stem)) for words in said]


def _like_others(item: Item, language: str) -> list[float]:
    own = [_pieces(text, language) for text in item.options[language]]
    return [sum(len(a & b) / max(1, len(a | b)) for b in own if b is not a) for a in own]


def _pieces(text: str, language: str) -> set[str]:
    """Pairs of characters, in Latin script runs of four."""
    run, text = (2 if language == "ja" else 4), text.lower()
    return {text[i : i + run] for i in range(len(text) - run + 1)}


def _alphabet(item: Item, language: str) -> list[float]:
    texts = item.options[language]
    ranked = sorted(texts, key=str.lower)
    return [float(ranked.index(text)) for text in texts]


def _heavy(item: Item, language: str) -> list[float]:
    """The share of kanji, or the mean length of words."""
    texts = item.options[language]
    if language == "ja":
        return [len(re.findall(_KANJI, text)) / max(1, len(text)) for text in texts]
    return [len(text) / max(1, len(text.split())) for text in texts]


def _shared(way: int) -> Score:
    """Each text's share of its beginning, or with -1 of its end, in common with the others."""

    def score(item: Item, language: str) -> list[float]:
        texts = [text.lower()[::way] for text in item.options[language]]
        return [float(sum(_common(a, b) for b in texts) - len(a)) for a in texts]

    return score


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


FEATURES: Mapping[str, Score] = {
    "length": _length,
    "off the middle": _off_middle,
    "hedges": _counted(HEDGES),
    "absolutes": _counted(ABSOLUTES),
    "fillers": _counted(FILLERS),
    "negations": _counted(NEGATIONS),
    "punctuation": _counted(_PUNCTUATION),
    "quotes": _counted(_QUOTES),
    "digits": _counted(r"\d"),
    "like the stem": _like_stem,
    "words of the stem": _from_stem,
    "like the others": _like_others,
    "alphabet": _alphabet,
    "heavy words": _heavy,
    "opening": _shared(1),
    "ending": _shared(-1),
}
RULES: Mapping[str, tuple[str, int]] = {
    "longest": ("length", 1),
    "shortest": ("length", -1),
    "middle length": ("off the middle", -1),
    "most hedged": ("hedges", 1),
    "most absolute": ("absolutes", 1),
    "most filler words": ("fillers", 1),
    "most negations": ("negations", 1),
    "most punctuation": ("punctuation", 1),
    "most quotes and brackets": ("quotes", 1),
    "most digits": ("digits", 1),
    "most like the stem": ("like the stem", 1),
    "least like the stem": ("like the stem", -1),
    "most words of the stem": ("words of the stem", 1),
    "most like the others": ("like the others", 1),
    "odd one out": ("like the others", -1),
    "first in the alphabet": ("alphabet", -1),
    "last in the alphabet": ("alphabet", 1),
    "heaviest words": ("heavy words", 1),
    "opens like the others": ("opening", 1),
    "opens like no other": ("opening", -1),
    "ends like the others": ("ending", 1),
    "ends like no other": ("ending", -1),
}
"""The pick of each rule: the highest score of a feature, or with -1 the lowest."""
