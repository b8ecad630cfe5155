"""The share of each key point that the passages of an answer say again, and if they deny it."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from taiwa.tutor.explain.units import Clause, ClauseReader, Sense, Sentence, Unit
from taiwa.tutor.text.folds import fold_surface
from taiwa.tutor.text.phrases import unwrappings

SENTENCE = re.compile(r"[。．.!?！？;；\n]+")
CLAUSE = re.compile(r"[。．.!?！？;；\n、，,:：]+")
LIKE = 0.85
"""The worth of a unit that is said in another word."""
OPPOSITE = -2.0
"""The worth of a unit if the opposite is said."""
JOINED = 0.92
"""The cost of putting together a phrase from one more clause."""
CLAUSES = 3
"""From how many clauses in a row a point may be put together."""
TWO = 2
"""The units of a phrase that must be said again, if it has so many."""
SEVERAL = 3
"""So many wordings of a point are looked at for how well they agree."""


@dataclass(frozen=True)
class Stretch:
    """A clause, or a few in a row."""

    units: Clause
    clauses: int

    @cached_property
    def senses(self) -> frozenset[Sense]:
        return frozenset().union(*(unit.senses for unit in self.units))


@dataclass(frozen=True, slots=True)
class Grasp:
    """The share of a point that an answer says again, of the three wordings that are said best, on
    average, and how far a passage says the opposite: each from 0 to 1."""

    agreeing: float = 0.0
    contrary: float = 0.0


def stretches(sentences: Iterable[Sentence]) -> Iterator[Stretch]:
    for sentence in sentences:
        for start in range(len(sentence)):
            for end in range(start + 1, min(len(sentence), start + CLAUSES) + 1):
                yield Stretch(tuple(itertools.chain(*sentence[start:end])), end - start)


@dataclass(frozen=True, slots=True)
class Told:
    """A unit of a phrase, the senses that say its opposite, and how much it counts."""

    unit: Unit
    opposite: frozenset[Sense]
    weight: float


class PointUnits:
    """A key point: its phrases and its text as units."""

    def __init__(self, told: Sequence[Clause]) -> None:
        units = [unit for said in told for unit in said]
        self.senses: frozenset[Sense] = frozenset().union(*(unit.senses for unit in units))
        self.concepts = frozenset(concept for concept, _ in self.senses)
        self.opposites = _opposites(self.senses)
        # of a phrase that only names somebody nothing else was understood
        self.tellable = [said for said in told if not all(unit.actor for unit in said)]

    def is_contrary(self, unit: Unit) -> bool:
        """True if the point says the opposite of the unit, and nowhere the unit itself."""
        return (
            not unit.actor
            and unit.senses.isdisjoint(self.senses)
            and not unit.senses.isdisjoint(self.opposites)
        )


def _opposites(senses: Iterable[Sense]) -> frozenset[Sense]:
    return frozenset((concept, -sign) for concept, sign in senses)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _alike(said: set[str], wordings: Iterable[frozenset[str]]) -> set[int]:
    """The places of the points of which a wording is said."""
    return {place for place, own in enumerate(wordings) if not said.isdisjoint(own)}


def _flat(sentences: Iterable[Sentence]) -> Clause:
    return tuple(unit for sentence in sentences for clause in sentence for unit in clause)


class PointSet:
    """Key points that are told apart by what each of them says and the others do not."""

    def __init__(self, points: Sequence[tuple[str, Sequence[str]]], reader: ClauseReader) -> None:
        self._reader = reader
        self._texts = [(*phrases, text) for text, phrases in points]
        self._wordings = [frozenset(map(_letters, texts)) - {""} for texts in self._texts]

    @cached_property
    def _read(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The points' own texts taken apart, once many of them are wanted."""
        return {text: self._reader.read(text) for texts in self._texts for text in texts}

    @cached_property
    def _points(self) -> Sequence[PointUnits]:
        return [PointUnits([_flat(self._read[text]) for text in texts]) for texts in self._texts]

    @cached_property
    def _spread(self) -> Mapping[str, int]:
        return Counter(concept for point in self._points for concept in point.concepts)

    @cached_property
    def _phrases(self) -> Sequence[Sequence[Sequence[Told]]]:
        """The phrases of each point that tell something."""
        return [[self._told(said) for said in point.tellable] for point in self._points]

    def _told(self, phrase: Clause) -> Sequence[Told]:
        return [
            Told(unit, frozenset() if unit.actor else _opposites(unit.senses), self._weight(unit))
            for unit in phrase
        ]

    def worded(self, answer: str, language: str) -> set[int]:
        """The points that the answer, but for an "I think", or a sentence or clause of it puts just
        as an author does."""
        parts = (answer, *SENTENCE.split(answer), *CLAUSE.split(answer))
        found = _alike(set(map(_letters, parts)), self._wordings)
        left = unwrappings(fold_surface(answer, language), language)
        if rests := {_letters(rest) for _, rest in left}:
            found |= _alike(rests, self._folded(language))
        return found

    def _folded(self, language: str) -> Iterator[frozenset[str]]:
        for texts in self._texts:
            yield frozenset(_letters(fold_surface(text, language)) for text in texts) - {""}

    def passages(self, answer: str) -> tuple[Stretch, ...]:
        """The clauses of an answer, each alone and with those after it."""
        own = self._read.get(answer)
        return tuple(dict.fromkeys(stretches(self._reader.read(answer) if own is None else own)))

    def grasped(self, passages: Sequence[Stretch], index: int) -> Grasp:
        """The shares of a point that these passages say again."""
        point = self._points[index]
        against = [sum(map(self._weight, filter(point.is_contrary, p.units))) for p in passages]
        contrary = min(1.0, max(against, default=0.0) / 2)
        alike = [p for p in passages if not p.senses.isdisjoint(point.senses)]
        said = [_recalled(alike, phrase) for phrase in self._phrases[index]] if alike else []
        best = sorted(said, reverse=True)[:SEVERAL]
        return Grasp(sum(max(0.0, one) for one in best) / (len(best) or 1), contrary)

    def _weight(self, unit: Unit) -> float:
        """More for a unit that few of the points share."""
        points = min(self._spread.get(concept, 1) for concept, _ in unit.senses)
        return log(1 + len(self._points) / points) * unit.weight


def _recalled(passages: Sequence[Stretch], phrase: Sequence[Told]) -> float:
    """The share of a phrase in the passage that says most of it again."""
    return max(_recall(p.senses, phrase) * JOINED ** (p.clauses - 1) for p in passages)


def _recall(said: frozenset[Sense], phrase: Sequence[Told]) -> float:
    """The share of a phrase that a passage says again; below 0 if it says the opposite."""
    again = [told.unit for told in phrase if not told.unit.senses.isdisjoint(said)]
    if len(again) < min(TWO, len(phrase)):
        return 0.0
    total = got = 0.0
    for told in phrase:
        total += told.weight
        if common := told.unit.senses & said:
            got += told.weight * _likeness(told.unit, common)
        elif not told.opposite.isdisjoint(said):
            got += told.weight * OPPOSITE
    return got / total if total else 0.0


def _likeness(unit: Unit, common: Iterable[Sense]) -> float:
    return 1.0 if unit.actor or any(concept[0] == "=" for concept, _ in common) else LIKE
