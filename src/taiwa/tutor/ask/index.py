"""The passages of a course as they are looked up: BM25 with weighted fields, and the likeness of a
question to ways to ask.

Units and passages are known by their numbers. What is kept is JSON, of which only that is decoded
which a question comes to: the passages of its rare units, and of the others no more than can still
be among the best.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import chain, count, repeat
from math import ceil, log

from msgspec import Raw, Struct, json

from taiwa.tutor.ask.library import IndexedPassage
from taiwa.tutor.ask.pieces import TOKEN, frame, grams, pieces

SATURATION = 1.2
LENGTH = 0.5
FRAMING = 0.2  # share of a word that only frames a question
SHORTLIST = 50
"""So many passages are measured at once, before it is asked if any other could be as good."""
ROWS = 2_000
"""Passages that stay decoded."""


class Need(Struct, frozen=True):
    """A unit of the question. `share` weighs it in the search, `weight` in what must be covered;
    `named` marks a name or a year."""

    unit: str
    share: float
    weight: float
    named: bool = False


class Row(Struct, frozen=True, array_like=True):
    """A passage as it is weighed: its units and how often it has each, what BM25 adds to such a
    count, the units of each way to ask, and their weights."""

    units: list[int]
    counts: list[int]
    norm: float
    asks: list[list[int]]
    sizes: list[float]


class Told(Struct, frozen=True, array_like=True):
    """A passage with its texts, and the number of `grams` of each way to ask."""

    entry: IndexedPassage
    grams: list[int]


class Posting(Struct, frozen=True, array_like=True):
    """The numbers of the passages that have a unit, and at least the part of its weight, in
    hundredths, that each has from it for its relevance."""

    numbers: list[int]
    parts: list[int]


class Kept(Struct, frozen=True):
    """An index as it is kept. `home` is the country that most passages speak of: it may be left
    unsaid. `least_asked` is the weight of the lightest way to ask for each passage; those after
    them have none."""

    rows: list[Raw]  # each a `Row`
    told: list[Raw]  # each a `Told`
    units: list[str]
    counts: list[int]  # of the passages that have each unit
    postings: list[Raw]  # each a `Posting`
    tokens: Raw
    ids: Raw
    home: str
    least_asked: list[float]


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


class Index:
    """Looks passages up in what is kept; it never changes."""

    def __init__(self, kept: Kept) -> None:
        self.kept, self.home = kept, kept.home
        self.most = log(1 + len(kept.rows))
        self._numbers = dict(zip(kept.units, count()))
        self.row, self.told = lru_cache(ROWS)(self._row), lru_cache(ROWS)(self._told)

    def _row(self, number: int) -> tuple[Row, dict[int, int]]:
        """A passage, and how often it has each of its units."""
        row = json.decode(self.kept.rows[number], type=Row)
        return row, dict(zip(row.units, row.counts, strict=True))

    def _told(self, number: int) -> Told:
        return json.decode(self.kept.told[number], type=Told)

    @cached_property
    def tokens(self) -> list[str]:
        """The words that the passages are made of."""
        return json.decode(self.kept.tokens, type=list[str])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each passage by its id."""
        return dict(zip(json.decode(self.kept.ids, type=list[str]), count()))

    def entry(self, number: int) -> IndexedPassage:
        return self.told(number).entry

    def __contains__(self, unit: str) -> bool:
        return unit in self._numbers

    def weight(self, unit: str) -> float:
        """The more, the fewer passages have it."""
        number = self._numbers.get(unit)
        return self.most if number is None else _idf(len(self.kept.rows), self.count(number))

    def number(self, unit: str) -> int | None:
        return self._numbers.get(unit)

    def count(self, unit: int) -> int:
        """The passages that have a unit."""
        return self.kept.counts[unit]

    def has(self, unit: str, number: int) -> bool:
        """True if a passage has a unit."""
        return self._numbers.get(unit) in self.row(number)[1]

    def coverage(self, needs: Iterable[Need], number: int) -> float:
        """The share of what the question needs that a passage has (0 to 1)."""
        total = got = 0.0
        for need in needs:
            total += need.weight
            if self.has(need.unit, number):
                got += need.weight * need.share
        return got / total if total else 0.0

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
            posting = json.decode(self.kept.postings[unit], type=Posting)
            for number, part in zip(posting.numbers, posting.parts, strict=True):
                if number in shared:
                    shared[number] += weight
                    parts[number] += weight * part
                elif further:
                    shared[number], parts[number] = weight, weight * part
        bounds = {n: measured.bound(parts[n] / 100, each, n) for n, each in shared.items()}
        waiting = sorted(bounds, key=bounds.__getitem__, reverse=True)
        for start in range(0, len(waiting), SHORTLIST):
            if bounds[waiting[start]] < measured.least:
                break
            measured.add(waiting[start : start + SHORTLIST])
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
        of_each, least = self._index.kept.least_asked, 0.0
        if number is not None:
            if number >= len(of_each):
                return 1e-9
            least = of_each[number]
        return 2 * weight / (self._total + max(weight / 2, least)) + 1e-9

    def _score(self, number: int) -> Scored | None:
        """The passage; None if it can't be among the best."""
        row, counts = self._index.row(number)
        common = {unit: weight for unit, weight in self.weights.items() if unit in counts}
        relevance = sum(
            weight / self._total * (counts[unit] / (counts[unit] + row.norm))
            for unit, weight in common.items()
        )
        if relevance + self._like(sum(common.values()), number) < self.least:
            return None
        like = (0.0, 0.0)
        for ask, size in zip(row.asks, row.sizes, strict=True):
            shared = sum(map(common.get, ask, repeat(0.0)))
            like = max(like, (2 * shared / (self._total + size), shared / (size or 1.0)))
        return Scored(number, relevance, *like)


def _idf(passages: int, with_it: int) -> float:
    return log(1 + passages / (with_it + 0.5))


def indexed(found: Sequence[IndexedPassage]) -> Kept:
    """The index of some passages."""
    tokens: dict[str, None] = {}

    def units(text: str) -> Iterator[str]:
        words = TOKEN.findall(text)
        tokens.update(dict.fromkeys(words))
        return chain.from_iterable(map(pieces, words))

    numbers: dict[str, int] = {}
    postings: list[list[int]] = []
    asks, counts = [], []
    for number, entry in enumerate(found):
        ways = [list(dict.fromkeys(units(ask))) for ask in entry.asks]
        said = [unit for unit in units("\0".join(entry.says)) if unit[0] != "?"]
        counted = Counter(chain(said, *ways, *ways))  # twice, for they tell what it is about
        for unit in counted:
            if unit not in numbers:
                numbers[unit] = len(postings)
                postings.append([])
            postings[numbers[unit]].append(number)
        asks.append([[numbers[unit] for unit in way] for way in ways])
        counts.append({numbers[unit]: times for unit, times in counted.items()})
    told = [
        _idf(len(found), len(postings[n])) * (FRAMING if unit in frame() else 1.0)
        for unit, n in numbers.items()
    ]
    sizes = [sum(each.values()) for each in counts]
    mean = sum(sizes) / max(1, len(found)) or 1.0
    norms = [SATURATION * (1 - LENGTH + LENGTH * size / mean) for size in sizes]
    heavy = [[sum([told[unit] for unit in way]) for way in ways] for ways in asks]
    rows = (
        Row(list(counted), list(counted.values()), norm, ways, weights)
        for counted, norm, ways, weights in zip(counts, norms, asks, heavy, strict=True)
    )
    parts = (
        [ceil(100 * (times := counts[n][unit]) / (times + norms[n])) for n in passages]
        for unit, passages in enumerate(postings)
    )
    texts = (Told(entry, [len(grams(ask)) for ask in entry.asks]) for entry in found)
    countries = [unit for unit in numbers if unit[0] == "@"]
    asked = max((n + 1 for n, entry in enumerate(found) if entry.asks), default=0)
    return Kept(
        [Raw(json.encode(row)) for row in rows],
        [Raw(json.encode(text)) for text in texts],
        list(numbers),
        list(map(len, postings)),
        [Raw(json.encode(Posting(*each))) for each in zip(postings, parts, strict=True)],
        Raw(json.encode(list(tokens))),
        Raw(json.encode([entry.passage.id for entry in found])),
        max(countries, key=lambda unit: len(postings[numbers[unit]]), default=""),
        [min(weights, default=0.0) for weights in heavy[:asked]],
    )
