"""The index of some passages, made once: the arrays that `index` reads."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain

from msgspec import json
from msgspec.structs import replace

from taiwa.tutor.ask.index import FRAMING, Kept, Lists, Told, rarity
from taiwa.tutor.ask.library import IndexedPassage
from taiwa.tutor.ask.pieces import TOKEN, frame, grams, pieces

SATURATION = 1.2
LENGTH = 0.5
MANY = 8
"""A unit that more than one in so many passages have gives a part to each."""


class _Counted:
    """The units of passages as they are met, numbered, and how often each passage has each."""

    def __init__(self, found: Sequence[IndexedPassage]) -> None:
        self.tokens: dict[str, None] = {}
        self.numbers: dict[str, int] = {}
        self.having: list[list[int]] = []  # of each unit, the passages
        self.ways: list[list[list[int]]] = []  # of each passage
        self.times: list[dict[int, int]] = []  # of each passage
        for number, entry in enumerate(found):
            self._add(number, entry)

    def _add(self, number: int, entry: IndexedPassage) -> None:
        ways = [list(dict.fromkeys(self._units(ask))) for ask in entry.asks]
        said = [unit for unit in self._units("\0".join(entry.says)) if unit[0] != "?"]
        counted = Counter(chain(said, *ways, *ways))  # twice, for they tell what it is about
        for unit in counted:
            if unit not in self.numbers:
                self.numbers[unit] = len(self.having)
                self.having.append([])
            self.having[self.numbers[unit]].append(number)
        self.ways.append([[self.numbers[unit] for unit in way] for way in ways])
        self.times.append({self.numbers[unit]: times for unit, times in counted.items()})

    def _units(self, text: str) -> Iterator[str]:
        words = TOKEN.findall(text)
        self.tokens.update(dict.fromkeys(words))
        return chain.from_iterable(map(pieces, words))

    def parts(self) -> Iterator[list[float]]:
        """For each unit, what BM25 gives to the passages that have it; to all where many do."""
        sizes = [sum(each.values()) for each in self.times]
        mean = sum(sizes) / max(1, len(sizes)) or 1.0
        norms = [SATURATION * (1 - LENGTH + LENGTH * size / mean) for size in sizes]
        for unit, having in enumerate(self.having):
            passages = range(len(sizes)) if self.is_common(unit) else having
            times = [self.times[n].get(unit, 0) for n in passages]
            yield [many / (many + norms[n]) for n, many in zip(passages, times, strict=True)]

    def is_common(self, unit: int) -> bool:
        return MANY * len(self.having[unit]) > len(self.times)


def indexed(found: Sequence[IndexedPassage]) -> Kept:
    """The index of some passages."""
    counted = _Counted(found)
    units = counted.numbers
    rare = [rarity(len(found), len(having)) for having in counted.having]
    shares = (FRAMING if unit in frame() else 1.0 for unit in units)
    told = [weight * share for weight, share in zip(rare, shares, strict=True)]
    weights = [[sum([told[unit] for unit in way]) for way in ways] for ways in counted.ways]
    texts = (Told(entry, [len(grams(ask)) for ask in entry.asks]) for entry in found)
    having = ([] if counted.is_common(n) else each for n, each in enumerate(counted.having))
    countries = [unit for unit in units if unit[0] == "@"]
    asked = max((n + 1 for n, entry in enumerate(found) if entry.asks), default=0)
    return Kept(
        told=lists("B", map(json.encode, texts)),
        units=list(units),
        counts=_array("I", map(len, counted.having)),
        having=lists("I", having),
        parts=lists("f", counted.parts()),
        ways=lists("I", chain.from_iterable(counted.ways)),
        sizes=_array("d", chain.from_iterable(weights)),
        first_ways=_array("I", accumulate(map(len, counted.ways), initial=0)),
        least_asked=_array("d", (min(each, default=0.0) for each in weights[:asked])),
        tokens=memoryview(json.encode(list(counted.tokens))),
        ids=memoryview(json.encode([entry.passage.id for entry in found])),
        home=max(countries, key=lambda unit: len(counted.having[units[unit]]), default=""),
    )


def bare(found: Sequence[IndexedPassage]) -> Lists:
    """Some passages as they are kept where their texts are not needed again."""
    return lists("B", (json.encode(Told(replace(each, says=()), [])) for each in found))


def lists(kind: str, numbers: Iterable[Iterable[float]]) -> Lists:
    """Lists of numbers one after the other."""
    content: array[float] = array(kind)
    places = array("I", [0])
    for each in numbers:
        content.extend(each)
        places.append(len(content))
    return Lists(memoryview(content.tobytes()), memoryview(places.tobytes()))


def _array(kind: str, numbers: Iterable[float]) -> memoryview:
    return memoryview(array(kind, numbers).tobytes())
