"""BM25 over the passages with weighted fields, and the likeness of a question to ways to ask."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from taiwa.tutor.asked.library import Entry
from taiwa.tutor.asked.units import units

ASKS, SAYS = 3.0, 1.0
SATURATION = 1.2
LENGTH = 0.4
MATES_IN_ASKS = 0.5
LIKE = 0.5  # share of a word of like meaning


class Need(Struct, frozen=True):
    """A unit of the question. `share` weighs it in the search, `weight` in what must be covered;
    `mates` mean much the same."""

    unit: str
    share: float
    weight: float
    mates: tuple[str, ...]


class Index:
    """Made once from the entries; passages and ways to ask are known by their numbers."""

    def __init__(self, found: Sequence[Entry]) -> None:
        self.owner: list[int] = []
        self.asks: dict[str, list[int]] = defaultdict(list)
        of_asks: list[set[str]] = []
        counts: list[dict[str, float]] = []
        for number, entry in enumerate(found):
            weights: dict[str, float] = defaultdict(float)
            for ask in entry.asks:
                words = set(units(ask))
                for unit in words:
                    weights[unit] += ASKS
                    self.asks[unit].append(len(self.owner))
                self.owner.append(number)
                of_asks.append(words)
            for text in entry.says:
                for unit in units(text):
                    weights[unit] += SAYS
            counts.append(weights)
        self._post(counts)
        idf = self.idf
        self.size = [sum([idf[unit] for unit in words]) for words in of_asks]

    def _post(self, counts: Sequence[Mapping[str, float]]) -> None:
        sizes = [sum(weights.values()) for weights in counts]
        mean = sum(sizes) / max(1, len(sizes))
        postings: dict[str, dict[int, float]] = defaultdict(dict)
        for number, weights in enumerate(counts):
            norm = SATURATION * (1 - LENGTH + LENGTH * sizes[number] / mean)
            for unit, weight in weights.items():
                postings[unit][number] = weight / (weight + norm)
        self.postings: Mapping[str, Mapping[int, float]] = postings
        self.most = math.log(1 + len(counts))
        self.idf = {u: math.log(1 + len(counts) / (len(p) + 0.5)) for u, p in postings.items()}

    def weight(self, unit: str) -> float:
        return self.idf.get(unit, self.most)

    def relevance(self, needs: Iterable[Need]) -> dict[int, float]:
        """BM25 by passage, from 0 to 1."""
        scores: dict[int, float] = defaultdict(float)
        total = sum(need.share * self.weight(need.unit) for need in needs) or 1.0
        for need in needs:
            best = dict(self.postings.get(need.unit, {}))
            for mate in need.mates:
                for number, amount in self.postings[mate].items():
                    if LIKE * amount > best.get(number, 0):
                        best[number] = LIKE * amount
            weight = need.share * self.weight(need.unit) / total
            for number, amount in best.items():
                scores[number] += weight * amount
        return scores

    def likeness(self, needs: Iterable[Need]) -> dict[int, float]:
        """By passage, how like the question is to the most like way to ask (0 to 1)."""
        common: dict[int, float] = defaultdict(float)
        total = 0.0
        for need in needs:
            weight = need.share * self.weight(need.unit)
            total += weight
            asks = self.asks.get(need.unit, ())
            for ask in asks:
                common[ask] += weight
            if MATES_IN_ASKS:
                done = set(asks)
                for mate in need.mates:
                    for ask in self.asks.get(mate, ()):
                        if ask not in done:
                            done.add(ask)
                            common[ask] += weight * MATES_IN_ASKS
        best: dict[int, float] = {}
        for ask, weight in common.items():
            like = 2 * weight / (total + self.size[ask])
            if like > best.get(self.owner[ask], 0):
                best[self.owner[ask]] = like
        return best

    def coverage(self, needs: Iterable[Need], number: int) -> float:
        """The share of what the question needs that a passage has (0 to 1)."""
        total = got = 0.0
        for need in needs:
            total += need.weight
            if number in self.postings.get(need.unit, ()):
                got += need.weight * need.share
            elif any(number in self.postings[mate] for mate in need.mates):
                got += need.weight * LIKE
        return got / total if total else 0.0
