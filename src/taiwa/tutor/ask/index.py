"""BM25 over the passages with weighted fields, and the likeness of a question to ways to ask."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from taiwa.tutor.ask.library import IndexedPassage
from taiwa.tutor.ask.pieces import TOKEN, frame, pieces

SATURATION = 1.2
LENGTH = 0.5
FRAMING = 0.2  # share of a word that only frames a question


class Need(Struct, frozen=True):
    """A unit of the question. `share` weighs it in the search, `weight` in what must be covered;
    `named` marks a name or a year."""

    unit: str
    share: float
    weight: float
    named: bool = False


class Index:
    """Made once from the entries; passages and ways to ask are known by their numbers.

    `home` is the country that most passages speak of: it may be left unsaid.
    """

    def __init__(self, found: Sequence[IndexedPassage]) -> None:
        self.owner: list[int] = []
        self.tokens: set[str] = set()
        self.asks: dict[str, list[int]] = defaultdict(list)
        of_asks: list[set[str]] = []
        self.postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, entry in enumerate(found):
            words = [set(self._units(ask)) for ask in entry.asks]
            for ask, those in enumerate(words, start=len(self.owner)):
                for unit in those:
                    self.asks[unit].append(ask)
            of_asks += words
            self.owner += [number] * len(words)
            said = [unit for unit in self._units("\0".join(entry.says)) if unit[0] != "?"]
            for unit in chain(said, *words, *words):  # twice, for they tell what it is about
                post = self.postings[unit]
                post[number] = post.get(number, 0) + 1
        self.most = math.log(1 + len(found))
        countries = [unit for unit in self.postings if unit[0] == "@"]
        self.home = max(countries, key=lambda unit: len(self.postings[unit]), default="")
        self.idf = {u: math.log(1 + len(found) / (len(p) + 0.5)) for u, p in self.postings.items()}
        told = {u: FRAMING * idf if u in frame() else idf for u, idf in self.idf.items()}
        self.size = [sum([told[unit] for unit in words]) for words in of_asks]
        self._saturate(len(found))

    def _units(self, text: str) -> Iterator[str]:
        tokens = TOKEN.findall(text)
        self.tokens.update(tokens)
        return chain.from_iterable(map(pieces, tokens))

    def _saturate(self, entries: int) -> None:
        """Makes counts of units the share of the weight that BM25 gives them."""
        sizes = [0.0] * entries
        for post in self.postings.values():
            for number, count in post.items():
                sizes[number] += count
        mean = sum(sizes) / max(1, entries)
        norms = [SATURATION * (1 - LENGTH + LENGTH * size / mean) for size in sizes]
        for post in self.postings.values():
            for number, count in post.items():
                post[number] = count / (count + norms[number])

    def weight(self, unit: str) -> float:
        return self.idf.get(unit, self.most)

    def relevance(self, needs: Iterable[Need]) -> dict[int, float]:
        """BM25 by passage, from 0 to 1."""
        scores: dict[int, float] = defaultdict(float)
        total = sum(need.share * self.weight(need.unit) for need in needs) or 1.0
        for need in needs:
            weight = need.share * self.weight(need.unit) / total
            for number, amount in self.postings.get(need.unit, {}).items():
                scores[number] += weight * amount
        return scores

    def likeness(self, needs: Iterable[Need]) -> dict[int, float]:
        """By passage, how like the question is to the most like way to ask (0 to 1)."""
        common: dict[int, float] = defaultdict(float)
        total = 0.0
        for need in needs:
            weight = need.share * self.weight(need.unit)
            total += weight
            for ask in self.asks.get(need.unit, ()):
                common[ask] += weight
        best: dict[int, float] = {}
        for ask, weight in common.items():
            like = 2 * weight / (total + self.size[ask])
            if like > best.get(self.owner[ask], 0):
                best[self.owner[ask]] = like
        return best

    def has(self, unit: str, number: int) -> bool:
        """True if a passage has a unit."""
        return number in self.postings.get(unit, ())

    def coverage(self, needs: Iterable[Need], number: int) -> float:
        """The share of what the question needs that a passage has (0 to 1)."""
        total = got = 0.0
        for need in needs:
            total += need.weight
            if self.has(need.unit, number):
                got += need.weight * need.share
        return got / total if total else 0.0
