"""The share of each key point that the passages of an answer say again, and all else they say."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from taiwa.tutor.explain.units import Clause, ClauseReader, Sense, Sentence, Unit

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
    """The shares of a point that an answer says again, each from 0 to 1.

    `agreeing` is the share of the three of its wordings that are said best, on average, `filling`
    that of the best passage which the point accounts for, and `contrary` tells how far a passage
    says the opposite.
    """

    agreeing: float = 0.0
    filling: float = 0.0
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
        self.tellable = [said for said in told if said]

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

    def worded(self, answer: str) -> set[int]:
        """The points that a sentence or clause of the answer puts just as an author does."""
        said = {_letters(part) for part in (answer, *SENTENCE.split(answer), *CLAUSE.split(answer))}
        return {i for i, wordings in enumerate(self._wordings) if not said.isdisjoint(wordings)}

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
        if not alike or not point.tellable:
            return Grasp(contrary=contrary)
        found = [_best(alike, phrase) for phrase in self._phrases[index]]
        found.sort(key=lambda one: -one[0])
        recall, passage = found[0]
        if recall <= 0:
            return Grasp(contrary=contrary)
        agreeing = sum(max(0.0, one[0]) for one in found[:SEVERAL]) / min(SEVERAL, len(found))
        filling = sum(
            self._weight(u) for u in passage.units if not u.senses.isdisjoint(point.senses)
        )
        whole = sum(map(self._weight, passage.units))
        return Grasp(agreeing, filling / (whole or 1.0), contrary)

    def _weight(self, unit: Unit) -> float:
        """More for a unit that few of the points share."""
        points = min(self._spread.get(concept, 1) for concept, _ in unit.senses)
        return log(1 + len(self._points) / points) * unit.weight


def _best(passages: Sequence[Stretch], phrase: Sequence[Told]) -> tuple[float, Stretch]:
    """The passage that says most of a phrase again, and how much."""
    recalls = [_recall(p.senses, phrase) * JOINED ** (p.clauses - 1) for p in passages]
    place = max(range(len(passages)), key=recalls.__getitem__)
    return recalls[place], passages[place]


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
