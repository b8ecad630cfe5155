"""Learned evidence that an answer makes a key point.

Boosted trees over a few measures, each from 0 to 1: how much of the point's wordings is said again,
in units of meaning (`meaning`), word by word and in their order, how much else is said, by how much
more than of any other point, if the others are said, too, and if it is denied. They tell how
likely a teacher is to tick the point. `python -m tests.eval fit_explain --write` grows them and
writes `weights.json`, which says what it was fitted on.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain, repeat
from math import fsum, log
from pathlib import Path

from msgspec import Struct, json

from taiwa.tutor.explain.meaning import (
    CLAUSE,
    CLAUSES,
    DENIALS,
    Meanings,
    Sense,
    fold,
    meant,
    opposite,
    passages,
    stem,
)
from taiwa.tutor.explain.worded import Worded
from taiwa.tutor.text.trees import Forest, Tree

RUN = {"ja": 2, "en": 4}
"""Letters in a row that are compared."""
WORDS = {"ja": re.compile("[ァ-ヺー㐀-鿿々a-z0-9]"), "en": re.compile(r"[a-z0-9]{4,}|\d+")}
"""The words that tell something, in Japanese their characters."""
ALONE = {
    "ja": re.compile(r"(?:だけ|のみ)(?!で(?:は|も)?な|なら)"),
    "en": re.compile(r"(?<!not )\bonly\b|\balone\b|\bsolely\b"),
}
"""Words that shut out all others, but for “not only”."""
CLAIMING = {
    "ja": re.compile("[ぁ-ゖ]"),
    "en": re.compile(
        r"\b(?:is|are|was|were|be|has|have|had|do|does|did|will|would|should|must|can|could|may|the|an?"
        r"|of|to|in|on|for|with|by|from|that|which|and|but|because|so|its?|they|he|not?|also|both"
        r"|this|as|if|than)\b"
    ),
}
"""The words that a sentence has between its terms, and a list of terms has not."""
CLAIMS = {"ja": (r"\w", 0.2), "en": (r"\w+", 0.1)}
"""A sentence has so much of it, by letters or words: of the strangers' explanations in the open
half all that say a point have more, all lists of terms less."""


Points = tuple[tuple[str, tuple[str, ...]], ...]
"""The key points of a question in one language: what each tells, and its phrases."""


class Weights(Struct, frozen=True):
    """The learned trees, and by language the likelihoods above which a point is ticked, and asked
    about."""

    provenance: str
    trees: tuple[Tree, ...]
    sure: Mapping[str, float]
    doubtful: Mapping[str, float]


OPPOSED = 0.3
"""An answer that says so much more of a point's opposite than of the point gainsays it."""

WEIGHTS = json.decode(Path(__file__).with_name("weights.json").read_bytes(), type=Weights)

forest = cache(lambda: Forest(WEIGHTS.trees))


def gainsays(measures: Mapping[str, float]) -> bool:
    """True if an answer with these measures of a point says the opposite of it."""
    return measures["against"] - measures["agreeing"] > OPPOSED


def claims_something(answer: str, language: str) -> bool:
    """False for terms that are only listed."""
    folded = fold(answer)
    whole, share = CLAIMS[language]
    said = len(CLAIMING[language].findall(folded))
    return said >= share * len(re.findall(whole, folded))


class Wording:
    """A text as the runs of its letters, its words in order, and if it denies something."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        self._folded = folded = fold(text)
        kept = re.sub(r"\W+", " " if language == "en" else "", folded).strip()
        padded, run = (f" {kept} " if language == "en" else kept), RUN[language]
        starts = range(max(1, len(padded) - run + 1))
        self.runs = frozenset([padded[start : start + run] for start in starts])

    @cached_property
    def denies(self) -> int:
        return len(DENIALS[self._language].findall(self._folded)) % 2

    @cached_property
    def words(self) -> Sequence[str]:
        """The starts by which its words are known, each once, in order."""
        found = WORDS[self._language].findall(self._folded)
        return list(dict.fromkeys(stem(word, self._language) for word in found))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(self.words)


class Wordings:
    """The wordings of each key point, what is told and its phrases, and how like them a text is."""

    def __init__(self, points: Points, language: str) -> None:
        self._language = language
        texts = [(told, *phrases) for told, phrases in points]
        self._known = {text: Wording(text, language) for text in chain.from_iterable(texts)}
        self.of_points = [[self._known[text] for text in own] for own in texts]
        every = chain.from_iterable(one.runs for own in self.of_points for one in own)
        self._bits = {run: 1 << place for place, run in enumerate(dict.fromkeys(every))}
        self._own = [[(self._of(one), len(one.runs)) for one in own] for own in self.of_points]

    def likeness(self, text: Wording) -> Sequence[Sequence[float]]:
        """The likeness of a text to each wording of each point, from 0 to 1."""
        bits, runs = self._of(text), len(text.runs)
        return [
            [2 * (bits & own).bit_count() / (runs + count) for own, count in wordings]
            for wordings in self._own
        ]

    def read(self, text: str) -> Wording:
        """A text, which may be one of them."""
        return self._known.get(text) or Wording(text, self._language)

    def _of(self, text: Wording) -> int:
        """The runs that are of a point as bits, which are compared in no time."""
        return sum(map(self._bits.get, text.runs, repeat(0)))


wordings_of = lru_cache(maxsize=64)(Wordings)


class Telling:
    """The runs of some points, or their words, and what of them tells one point from others."""

    def __init__(self, of_points: Sequence[Collection[frozenset[str]]]) -> None:
        """The runs, or words, of each wording of each point."""
        self.every = [frozenset().union(*wordings) for wordings in of_points]
        spread, points = Counter(chain.from_iterable(self.every)), len(of_points)
        self._rare = {one: log(1 + points / count) for one, count in spread.items()}
        self._rarest = log(1 + 2 * points)
        self._weights = {one: self._weight(one) for one in chain.from_iterable(of_points)}
        self._common = [
            {one: n * self._rare[one] for one, n in Counter(chain.from_iterable(wordings)).items()}
            for wordings in of_points
        ]
        self._whole = [fsum(common.values()) for common in self._common]

    def share(self, said: frozenset[str], of: frozenset[str]) -> float:
        """The share of the second that the first has, where one of them is of a point; what few
        points have counts more."""
        return fsum(map(self._rare.__getitem__, said & of)) / self._size(of)

    def shares(self, of: frozenset[str]) -> Sequence[float]:
        """The share of some runs, or words, that each point has."""
        whole, rare = self._size(of), self._rare.__getitem__
        return [fsum(map(rare, every & of)) / whole for every in self.every]

    def gist(self, said: frozenset[str], point: int) -> float:
        """The share of a point; what many of its wordings have counts more, besides."""
        common = self._common[point]
        return fsum(map(common.__getitem__, said & common.keys())) / (self._whole[point] or 1.0)

    def _size(self, some: frozenset[str]) -> float:
        return self._weights.get(some) or self._weight(some) or 1.0

    def _weight(self, some: frozenset[str]) -> float:
        return fsum(map(self._rare.get, some, repeat(self._rarest)))


class Evidence:
    """The wordings of the key points of one question, against which answers are held."""

    def __init__(self, points: Points, language: str) -> None:
        self.language, self._points = language, points
        self.known = wordings_of(points, language)
        self.wordings = self.known.of_points
        self._runs = Telling([[one.runs for one in own] for own in self.wordings])
        self._words = Telling([[one.stems for one in own] for own in self.wordings])

    @cached_property
    def worded(self) -> Worded:
        return Worded([(told, *phrases) for told, phrases in self._points], self.language)

    @cached_property
    def _meanings(self) -> Meanings:
        return Meanings([(told, *phrases) for told, phrases in self._points], self.language)

    def chances(self, answer: str, least: float, known: Collection[int]) -> Mapping[int, float]:
        """The chance that the answer makes each key point that is not `known`.

        Left out are those that it gainsays and those of which it is no more than `least`: once the
        measures that are quickly taken leave no more open, the others are not taken.
        """
        said, found = Said(answer, self), {}
        for point in range(len(self.wordings)):
            chance, seen = float(point not in known), dict[str, float]()
            for measured in self._MEASURED:
                if chance > least:
                    seen |= measured(self, said, point)
                    chance = forest().highest(seen)
            if chance > least and not gainsays(seen):
                found[point] = chance
        return found

    def is_of_one_alone(self, answer: str, point: int) -> bool:
        """True if the answer tells a point of one alone, where no wording does."""
        alone, (told, phrases) = ALONE[self.language].search, self._points[point]
        if not alone(answer) or any(map(alone, (told, *phrases))):
            return False
        return bool(alone(nearest_words(answer, self._points, self.language)[point][1]))

    def measures(self, answer: str) -> Iterator[Mapping[str, float]]:
        """For each key point its measures, in order."""
        said = Said(answer, self)
        for point in range(len(self.wordings)):
            yield dict(chain.from_iterable(m(self, said, point).items() for m in self._MEASURED))

    def telling_share(self, window: Wording) -> Sequence[float]:
        """For each key point the share of a window's runs that its wordings have."""
        return self._runs.shares(window.runs)

    def _nearness(self, said: "Said", point: int) -> dict[str, float]:
        """By how much an answer is nearer to a point than to any other, and what it has of it; in
        how many ways the point is told, since with few of them less of it is found again."""
        alike = said.alike[said.likest(point)]
        others = (like for i, like in enumerate(alike) if i != point)
        return {
            "margin": alike[point] - max(others, default=0.0),
            "gist": self._words.gist(said.whole.stems, point),
            "wordings": float(len(self.wordings[point])),
        }

    def _elsewhere(self, said: "Said", point: int) -> dict[str, float]:
        """The share of what is said that is of another point; and if it denies."""
        others = (share for i, share in enumerate(said.shares) if i != point)
        return {
            "denying": float(said.windows[said.likest(point)].denies),
            "elsewhere": max(others, default=0.0),
        }

    def _said_again(self, said: "Said", point: int) -> dict[str, float]:
        """The share of what is said in one place that is of a point; and of the words that it has
        in common with the point's likest wording, the share that keeps its order."""
        words, own = self._words, self.wordings[point]
        full = [window.stems for window in said.windows if len(window.stems) > 1]
        place = said.likest(point)
        likeness = said.likeness[place][point]
        wording = own[max(range(len(own)), key=likeness.__getitem__)]
        return {
            "precise": max((words.share(words.every[point], some) for some in full), default=0.0),
            "order": in_order(said.windows[place].words, wording.words),
        }

    def _meant(self, said: "Said", point: int) -> dict[str, float]:
        """The rest, for which the answer is taken for what it means, and for its opposite."""
        return {
            "agreeing": self._meanings.agreeing(said.senses, point),
            "against": self._meanings.agreeing(map(opposite, said.senses), point),
        }

    _MEASURED = (_nearness, _elsewhere, _said_again, _meant)
    """In the order of the time that they take."""


class Said:
    """An answer as it is held against the key points of a question."""

    def __init__(self, answer: str, evidence: Evidence) -> None:
        known = evidence.known
        self._passages, self._language = list(passages(answer)), evidence.language
        self.whole = known.read(answer)
        self.windows = [known.read(" ".join(some)) for some in self._passages] or [self.whole]
        self.likeness = list(map(known.likeness, self.windows))
        self.alike = [list(map(max, of_points)) for of_points in self.likeness]
        self._telling_share = evidence.telling_share

    @cached_property
    def shares(self) -> Sequence[float]:
        """For each point the share of what is said in one place that its wordings have."""
        return list(map(max, *map(self._telling_share, self.windows), repeat(0.0)))

    @cached_property
    def senses(self) -> Sequence[frozenset[Sense]]:
        return [meant(some, self._language) for some in self._passages]

    def likest(self, point: int) -> int:
        """The place of the window that is likest to a point, the last of several."""
        return max(range(len(self.windows)), key=lambda place: (self.alike[place][point], place))


def in_order(said: Sequence[str], told: Sequence[str]) -> float:
    """The share of the words of both that stand in the same order in each; 1 of fewer than two."""
    places = {word: place for place, word in enumerate(told)}
    ends = list[int]()
    common = [places[word] for word in said if word in places]
    for place in common:  # the least ends of rising rows, by their length
        ends[bisect_left(ends, place) : bisect_left(ends, place) + 1] = [place]
    return len(ends) / len(common) if len(common) > 1 else 1.0


def nearest_words(answer: str, points: Points, language: str) -> tuple[tuple[float, str], ...]:
    """For each key point the words of the answer that are likest to it, up to three clauses in a
    row as they were written, and how like they are, from 0 to 1."""
    spans = [(m.start(), m.end()) for m in CLAUSE.finditer(answer)]
    texts = [
        answer[start:end].strip()
        for place, (start, _) in enumerate(spans)
        for _, end in spans[place : place + CLAUSES]
    ]
    wordings = wordings_of(points, language)
    found = [(0.0, 0, "")] * len(points)
    for text in filter(None, texts):
        likeness = wordings.likeness(Wording(text, language))
        found = [
            max(best, (max(own), -len(text), text))
            for best, own in zip(found, likeness, strict=True)
        ]
    return tuple((like, text) for like, _, text in found)
