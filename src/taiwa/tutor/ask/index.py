"""The passages of a course as they are looked up: BM25 with weighted fields, and the likeness of a
question to ways to ask.

Units and passages are known by their numbers. What is kept lies in arrays, of which a question
reads only the lists of its own units and the passages that can still be among the best.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import count, pairwise, repeat
from math import log
from typing import Generic, TypeVar

from msgspec import Struct, json

from taiwa.tutor.ask.library import IndexedPassage

N = TypeVar("N", int, float)

FRAMING = 0.2  # share of a word that only frames a question
SHORTLIST = 50
"""So many passages are measured at once, before it is asked if any other could be as good."""
HELD = 2_000
"""Passages and lists that stay at hand."""


class Need(Struct, frozen=True):
    """A unit of the question. `share` weighs it in the search, `weight` in what must be covered;
    `named` marks a name or a year."""

    unit: str
    share: float
    weight: float
    named: bool = False


class Told(Struct, frozen=True, array_like=True):
    """A passage with its texts, and the number of `grams` of each way to ask."""

    entry: IndexedPassage
    grams: list[int]


class Lists(Struct, frozen=True, array_like=True):
    """Lists one after the other, and where each begins; the last place is where they end."""

    content: memoryview
    places: memoryview


class Kept(Struct, frozen=True):
    """An index as it is kept. `home` is the country that most passages speak of: it may be left
    unsaid. `least_asked` is the weight of the lightest way to ask for each passage; those after
    them have none."""

    told: Lists  # of each passage, a `Told` as JSON
    units: list[str]
    counts: memoryview  # of the passages that have each unit
    having: Lists  # of each unit those passages, but for one that many have
    parts: Lists  # of each unit, see `Posting`
    ways: Lists  # of each way to ask, its units
    sizes: memoryview  # of each way to ask, its weight
    first_ways: memoryview  # of each passage, and of one more
    least_asked: memoryview
    tokens: memoryview  # as JSON
    ids: memoryview  # as JSON
    home: str


class Scored(Struct, frozen=True):
    """A passage by its number, with BM25 and its likeness to the way to ask that is most like the
    question, each from 0 to 1, and the share of that way which is in the question."""

    number: int
    relevance: float
    likeness: float
    repeated: float

    @property
    def order(self) -> tuple[float, int]:
        return -(self.relevance + self.likeness), self.number


class Posting:
    """The passages that have a unit, and the part of its weight that each has from it for its
    relevance. A unit that many have gives a part to every passage, 0 to one that is without it."""

    def __init__(self, having: "memoryview[int]", parts: "memoryview[float]") -> None:
        self._having, self._parts = having, parts

    def part(self, passage: int) -> float:
        if not self._having:
            return self._parts[passage]
        place = bisect_left(self._having, passage)
        there = place < len(self._having) and self._having[place] == passage
        return self._parts[place] if there else 0.0

    def __iter__(self) -> Iterator[tuple[int, float]]:
        if self._having:
            return zip(self._having, self._parts, strict=True)
        return ((passage, part) for passage, part in enumerate(self._parts) if part)

    def of(self, passages: Collection[int]) -> Iterator[tuple[int, float]]:
        """Those of some passages that have it, with their parts."""
        if self._having:
            return (each for each in self if each[0] in passages)
        return ((passage, part) for passage in passages if (part := self._parts[passage]))


class Read(Generic[N]):
    """`Lists` as they are read, their content as numbers of some kind."""

    def __init__(self, content: "memoryview[N]", places: memoryview) -> None:
        self.content: memoryview[N] = content
        self.places = places.cast("I")

    def __len__(self) -> int:
        return len(self.places) - 1

    def __getitem__(self, number: int) -> "memoryview[N]":
        return self.content[self.places[number] : self.places[number + 1]]


class Index:
    """Looks passages up in what is kept; it never changes."""

    def __init__(self, kept: Kept) -> None:
        self.home = kept.home
        self._told = Read(kept.told.content, kept.told.places)
        self._having = Read(kept.having.content.cast("I"), kept.having.places)
        self._parts = Read(kept.parts.content.cast("f"), kept.parts.places)
        self._ways = Read(kept.ways.content.cast("I"), kept.ways.places)
        self._sizes = kept.sizes.cast("d")
        self._first_ways = kept.first_ways.cast("I")
        self._counts, self.least_asked = kept.counts.cast("I"), kept.least_asked.cast("d")
        self._numbers = dict(zip(kept.units, count()))
        self._tokens, self._ids = kept.tokens, kept.ids
        self.most = log(1 + len(self._told))
        self.told, self.posting = lru_cache(HELD)(self._read), lru_cache(HELD)(self._posting)

    def _read(self, number: int) -> Told:
        return json.decode(self._told[number], type=Told)

    def _posting(self, unit: int) -> Posting:
        return Posting(self._having[unit], self._parts[unit])

    @cached_property
    def tokens(self) -> list[str]:
        """The words that the passages are made of."""
        return json.decode(self._tokens, type=list[str])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each passage by its id."""
        return dict(zip(json.decode(self._ids, type=list[str]), count()))

    def entry(self, number: int) -> IndexedPassage:
        return self.told(number).entry

    def __contains__(self, unit: object) -> bool:
        return unit in self._numbers

    def weight(self, unit: str) -> float:
        """The more, the fewer passages have it."""
        number = self._numbers.get(unit)
        return self.most if number is None else rarity(len(self._told), self.count(number))

    def number(self, unit: str) -> int | None:
        return self._numbers.get(unit)

    def count(self, unit: int) -> int:
        """The passages that have a unit."""
        return self._counts[unit]

    def has(self, unit: str, number: int) -> bool:
        """True if a passage has a unit."""
        known = self._numbers.get(unit)
        return known is not None and self.posting(known).part(number) > 0

    def coverage(self, needs: Iterable[Need], number: int) -> float:
        """The share of what the question needs that a passage has (0 to 1)."""
        total = got = 0.0
        for need in needs:
            total += need.weight
            if self.has(need.unit, number):
                got += need.weight * need.share
        return got / total if total else 0.0

    def asked(self, number: int, weights: Mapping[int, float]) -> Iterator[tuple[float, float]]:
        """For each way to ask for a passage the weight of those of its units that `weights` has,
        and of all of them."""
        first, last = self._first_ways[number], self._first_ways[number + 1]
        places = self._ways.places[first : last + 1].tolist()
        units = self._ways.content[places[0] : places[-1]]
        found = [*map(weights.get, units, repeat(0.0))]
        for (start, end), size in zip(pairwise(places), self._sizes[first:last], strict=True):
            yield sum(found[start - places[0] : end - places[0]]), size

    def best(self, needs: Sequence[Need], most: int) -> list[Scored]:
        """The passages with the greatest sum of relevance and likeness.

        No passage has more of either than the units that it shares with the question allow, so that
        few need be measured, and none that shares only its commonest ones.
        """
        measured = _Measured(self, needs, most)
        shared: dict[int, float] = {}
        parts: dict[int, float] = {}
        rest, further = sum(measured.weights.values()), True
        for unit, weight in sorted(measured.weights.items(), key=lambda has: self.count(has[0])):
            if further and self.count(unit) > SHORTLIST < len(shared):
                measured.add(nlargest(SHORTLIST, parts, parts.__getitem__))
                further = measured.bound(rest, rest) >= measured.least
            rest -= weight
            posting = self.posting(unit)
            for number, part in posting if further else posting.of(shared):
                shared[number] = shared.get(number, 0.0) + weight
                parts[number] = parts.get(number, 0.0) + weight * part
        bounds = {n: measured.bound(parts[n], each, n) for n, each in shared.items()}
        waiting = sorted(bounds, key=bounds.__getitem__, reverse=True)
        for start in range(0, len(waiting), SHORTLIST):
            if bounds[waiting[start]] < measured.least:
                break
            measured.add(waiting[start : start + SHORTLIST])
        return sorted(measured.found.values(), key=lambda each: each.order)[:most]

    def best_of(self, passages: Sequence[int], needs: Sequence[Need], most: int) -> list[Scored]:
        """The same of some passages, though they share nothing with the question."""
        measured = _Measured(self, needs, most)
        for start in range(0, len(passages), most):
            measured.add(passages[start : start + most])
        return sorted(measured.found.values(), key=lambda each: each.order)[:most]


class _Measured:
    """The passages that were measured for a question, and the `least` sum of the best of them."""

    def __init__(self, index: Index, needs: Sequence[Need], most: int) -> None:
        self._index, self._most = index, most
        self.found: dict[int, Scored] = {}
        self.weights: dict[int, float] = {}
        self._total, self.least = 0.0, 0.0
        for need in needs:
            weight, unit = need.share * index.weight(need.unit), index.number(need.unit)
            self._total += weight
            if unit is not None:
                self.weights[unit] = self.weights.get(unit, 0.0) + weight

    def add(self, passages: Iterable[int]) -> None:
        for number in passages:
            if number not in self.found and (scored := self._score(number)):
                self.found[number] = scored
        sums = nlargest(self._most, (one.relevance + one.likeness for one in self.found.values()))
        self.least = sums[-1] if len(sums) == self._most else 0.0

    def bound(self, part: float, weight: float, number: int | None = None) -> float:
        """The most that a passage (or any) can reach whose units in common with the question have
        that weight, and add no more than `part` to its relevance."""
        return part / self._total + self._like(weight, number)

    def _like(self, weight: float, number: int | None) -> float:
        """The same of its likeness alone. A unit stands in a question twice at the most."""
        of_each, least = self._index.least_asked, 0.0
        if number is not None:
            if number >= len(of_each):
                return 1e-9
            least = of_each[number]
        return 2 * weight / (self._total + max(weight / 2, least)) + 1e-9

    def _score(self, number: int) -> Scored | None:
        """The passage; None if it can't be among the best."""
        common, relevance = {}, 0.0
        for unit, weight in self.weights.items():
            if part := self._index.posting(unit).part(number):
                common[unit] = weight
                relevance += weight / self._total * part
        if relevance + self._like(sum(common.values()), number) < self.least:
            return None
        asked = self._index.asked(number, common)
        likes = ((2 * has / (self._total + of), has / of) for has, of in asked if has)
        return Scored(number, relevance, *max(likes, default=(0.0, 0.0)))


def rarity(passages: int, with_it: int) -> float:
    """The weight of a unit that so many of the passages have."""
    return log(1 + passages / (with_it + 0.5))
