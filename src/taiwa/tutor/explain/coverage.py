"""Key points that a passage of an answer covers: weighted recall, polarity, who does what."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from taiwa.tutor.explain.units import Clause, ClauseReader, Sense, Sentence, Unit

SENTENCE = re.compile(r"[。．.!?！？;；\n]+")
CLAUSE = re.compile(r"[。．.!?！？;；\n、，,:：]+")
LIKE = 0.85
"""The worth of a unit that is said in another word."""
AKIN = 0.5
"""The worth of a unit of which no more than a character is the same."""
OPPOSITE = -2.0
"""The worth of a unit if the opposite is said."""
CONTRARY = 0.6
"""The cost of each unit that is the opposite of something in the point's other phrases."""
JOINED = 0.92
"""The cost of putting together a phrase from one more clause."""
CLAUSES = 3
"""From how many clauses in a row a point may be put together."""
TWO = 2
"""The units of a phrase that must be said again, if it has so many."""
ALMOST_ALL = 0.75
"""The share of a phrase that actors alone may make up."""
EXEMPT = frozenset(["japan", "nato", "日本"])
"""Who may always be spoken of, whether the points name them or not."""


@dataclass(frozen=True)
class Stretch:
    """A clause, or a few in a row, and who was last spoken of before."""

    units: Clause
    clauses: int
    topic: Unit | None

    @cached_property
    def senses(self) -> frozenset[Sense]:
        return frozenset().union(*(unit.senses for unit in self.units))

    @cached_property
    def actors(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.actor)


def stretches(sentences: Iterable[Sentence]) -> Iterator[Stretch]:
    for sentence in sentences:
        topic: Unit | None = None
        for start, clause in enumerate(sentence):
            for end in range(start + 1, min(len(sentence), start + CLAUSES) + 1):
                units = tuple(itertools.chain(*sentence[start:end]))
                yield Stretch(units, end - start, topic)
            topic = next((unit for unit in reversed(clause) if unit.actor), topic)


class PointUnits:
    """A key point: its phrases and its text as units, and who is named in it."""

    def __init__(self, text: str, phrases: Sequence[str], reader: ClauseReader) -> None:
        *self.phrases, self.text = (_flat(reader.read(phrase)) for phrase in (*phrases, text))
        self.units = tuple(itertools.chain(*self.phrases, self.text))
        self.senses = frozenset().union(*(unit.senses for unit in self.units))
        self.wordings = frozenset(map(_letters, (*phrases, text))) - {""}
        self.tellable = [said for said in (*self.phrases, self.text) if not _is_thin(said)]
        self.concepts = frozenset(concept for concept, _ in self.senses)
        self.actors = self._senses(unit for unit in self.units if unit.actor)
        acting = (_acting(clause) for clause in (*self.phrases, self.text))
        self.doers = self._senses(unit for unit in acting if unit)
        self.holders = self._senses(unit for unit in self.units if unit.role == "holder")
        self.held = self._senses(unit for unit in self.units if unit.role == "held")

    @staticmethod
    def _senses(units: Iterable[Unit]) -> frozenset[Sense]:
        return frozenset().union(*(unit.senses for unit in units))

    def is_contrary(self, unit: Unit) -> bool:
        """True if the point says the opposite of the unit, and nowhere the unit itself."""
        return (
            not unit.actor
            and unit.senses.isdisjoint(self.senses)
            and not unit.turned().senses.isdisjoint(self.senses)
        )


def _is_thin(phrase: Clause) -> bool:
    """True if no more than a name is understood of a phrase, so that only its very words tell."""
    return not phrase or (len(phrase) == 1 and bool(phrase[0].actor))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _flat(sentences: Iterable[Sentence]) -> Clause:
    return tuple(unit for sentence in sentences for clause in sentence for unit in clause)


class PointSet:
    """Key points that are told apart by what each of them says and the others do not."""

    def __init__(self, points: Sequence[tuple[str, Sequence[str]]], reader: ClauseReader) -> None:
        self._reader = reader
        self._points = [PointUnits(text, phrases, reader) for text, phrases in points]
        self._spread = Counter(concept for point in self._points for concept in point.concepts)
        self._named = frozenset().union(*(point.actors for point in self._points))

    def passages(self, answer: str) -> tuple[Stretch, ...]:
        """An answer as its stretches, each once."""
        return tuple(dict.fromkeys(stretches(self._reader.read(answer))))

    def worded(self, answer: str) -> set[int]:
        """The points that a sentence or clause of the answer puts just as an author does."""
        said = {_letters(part) for part in (answer, *SENTENCE.split(answer), *CLAUSE.split(answer))}
        return {i for i, point in enumerate(self._points) if not said.isdisjoint(point.wordings)}

    def covered_by(self, answer: str, passages: Sequence[Stretch]) -> frozenset[int]:
        """The points that an answer, with its passages, makes."""
        found = self.worded(answer)
        for passage in passages:
            same = {i for i, point in enumerate(self._points) if passage.units in point.tellable}
            if same:  # an author's phrase, word for word, is that point's and no other's
                found |= same
                continue
            for index, point in enumerate(self._points):
                if index not in found and self._says(passage, point):
                    found.add(index)
        return frozenset(found)

    def grasped(self, passages: Sequence[Stretch]) -> list[float]:
        """For each key point the largest share of a wording of it that a passage says again."""
        best = [0.0] * len(self._points)
        for passage in passages:
            cost = JOINED ** (passage.clauses - 1)
            for index, point in enumerate(self._points):
                if not passage.senses.isdisjoint(point.senses):
                    recalls = (self._recall(passage, phrase) * cost for phrase in point.tellable)
                    best[index] = max(best[index], *recalls, 0.0)
        return [min(1.0, value) for value in best]

    def contradicted(self, passages: Sequence[Stretch]) -> list[float]:
        """For each key point the greatest part, up to 1, of a passage that says the opposite."""
        best = [0.0] * len(self._points)
        for passage in passages:
            for index, point in enumerate(self._points):
                against = sum(map(self._weight, filter(point.is_contrary, passage.units)))
                best[index] = max(best[index], min(1.0, against / 2))
        return best

    def _says(self, passage: Stretch, point: PointUnits) -> bool:
        if passage.senses.isdisjoint(point.senses):
            return False
        if self._is_stranger(passage.units[0]) or _holds_turned_round(passage, point):
            return False
        enough, cost = self._reader.enough, JOINED ** (passage.clauses - 1)
        recalls = ((self._recall(passage, phrase) * cost, phrase) for phrase in point.tellable)
        close = [(recall, phrase) for recall, phrase in recalls if recall >= enough]
        if not close:
            return False
        contrary = sum(map(self._weight, filter(point.is_contrary, passage.units))) * CONTRARY
        return any(
            recall - contrary >= enough and not _other_actor(passage, phrase, point)
            for recall, phrase in close
        )

    def _weight(self, unit: Unit) -> float:
        """More for a unit that few of the points share."""
        points = min(self._spread.get(concept, 1) for concept, _ in unit.senses)
        return log(1 + len(self._points) / points) * unit.weight

    def _recall(self, passage: Stretch, phrase: Clause) -> float:
        """The share of a phrase that a passage says again; below 0 if it says the opposite."""
        again = [unit for unit in phrase if not unit.senses.isdisjoint(passage.senses)]
        if not again:
            return 0.0
        total = got = 0.0
        for unit in phrase:
            weight = self._weight(unit)
            total += weight
            common = unit.senses & passage.senses
            if common:
                got += weight * _likeness(unit, common)
            elif not unit.turned().senses.isdisjoint(passage.senses):
                got += weight * OPPOSITE
        if len(again) < min(TWO, len(phrase)) or not total:
            return 0.0
        actors_only = all(unit.actor for unit in again)
        return 0.0 if actors_only and got < ALMOST_ALL * total else got / total

    def _is_stranger(self, first: Unit) -> bool:
        """True if somebody is the subject whom no key point names."""
        return (
            first.actor == "who"
            and first.senses.isdisjoint(self._named)
            and EXEMPT.isdisjoint(concept for concept, _ in first.senses)
        )


def _likeness(unit: Unit, common: Iterable[Sense]) -> float:
    kinds = {concept[0] for concept, _ in common}
    if unit.actor or "=" in kinds:
        return 1
    return AKIN if kinds == {"~"} else LIKE


def _holds_turned_round(passage: Stretch, point: PointUnits) -> bool:
    """True if somebody sees something so who, in the point, is seen so or does not see it."""
    return any(
        actor.role == "holder"
        and actor.senses.isdisjoint(point.holders)
        and (bool(point.holders) or not actor.senses.isdisjoint(point.held))
        for actor in passage.actors
    )


def _other_actor(passage: Stretch, phrase: Clause, point: PointUnits) -> bool:
    """True if the passage names somebody else in the place of the phrase's actor."""
    if _somebody_else_acts(passage, point):
        return True
    named = passage.actors or ((passage.topic,) if passage.topic else ())
    actor = _acting(phrase) or next((unit for unit in phrase if unit.actor), None)
    actor = actor or _acting(point.text) or next((u for u in point.text if u.actor), None)
    if not named or not actor:
        return False
    if any(actor.shares(other) for other in named):
        return _roles_swapped(passage, phrase)
    return any(
        other.actor == actor.actor and other.senses.isdisjoint(point.actors) for other in named
    )


def _somebody_else_acts(passage: Stretch, point: PointUnits) -> bool:
    """True if a country acts that the point does not name, where the point names who acts."""
    acts, acted = _acting(point.text), _acting(passage.units)
    if not acts or not acted or acts.actor != acted.actor:
        return False
    return acted.senses.isdisjoint(point.doers)


def _acting(clause: Iterable[Unit]) -> Unit | None:
    """The actors: the agent of a passive, or the subject."""
    units = [unit for unit in clause if unit.role in ("agent", "subject", "holder")]
    return next((unit for unit in units if unit.role == "agent"), units[0] if units else None)


def _roles_swapped(passage: Stretch, phrase: Clause) -> bool:
    """True if two actors of the phrase are there, and the other one acts."""
    acts, acted = _acting(phrase), _acting(passage.units)
    if all(unit.actor for unit in phrase) or not acts or not acted or acts.shares(acted):
        return False
    return any(acted.shares(unit) for unit in phrase if unit.actor) and any(
        acts.shares(unit) for unit in passage.actors
    )
