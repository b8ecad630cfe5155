"""The passages that a question is about, best first, and how sure that is.

Both are learned: `python -m tests.eval.fit` weighs the measures below and writes `weights.json`,
which says what it was fitted on."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, json

from taiwa.tutor.ask.around import Around
from taiwa.tutor.ask.evidence import Measures, beside, fit_of
from taiwa.tutor.ask.index import Index, Need, Scored
from taiwa.tutor.ask.pieces import grams
from taiwa.tutor.ask.query import Query

LOOKED_AT, MORE, MOST_HITS = 24, 16, 8
"""Passages that are weighed, others that are for their paragraph, and those handed back."""
LONG = 100
"""Characters of a question that is as long as can be."""


class Weights(Struct, frozen=True):
    """The learned weights of the measures: `ranking` tells the right passage from others,
    `sureness` what the text answers from what it does not. Below `sure` the reply is the nearest
    that the text has, below `nearest` the text says nothing of it."""

    provenance: str
    ranking: Measures
    sureness: Measures
    sure: float
    nearest: float


WEIGHTS = json.decode(Path(__file__).with_name("weights.json").read_bytes(), type=Weights)


class Hit(Struct, frozen=True):
    """A passage by its number, its score for the ranking, and what was measured on it."""

    number: int
    score: float
    measures: Measures


class Search:
    """Looks through the passages of a course."""

    def __init__(self, index: Index, around: Around) -> None:
        self.index = index
        self.around = around

    def find(self, query: Query, most: int = MOST_HITS) -> list[Hit]:
        """The best passages."""
        mine, hits = grams(query.text), []
        found = self.around.find(query.needs, mine)
        best = self.index.best(query.needs, LOOKED_AT)
        others = sorted({*self.around.members(found)} - {each.number for each in best})
        for each in [*best, *self.index.best_of(others, query.needs, MORE)]:
            places = self.index.entry(each.number).passage.places
            measures = self._measure(query.needs, each) | self._alike(mine, each.number)
            measures["around"] = max((found.get(place, 0.0) for place in places), default=0.0)
            hits.append(Hit(each.number, weighed(WEIGHTS.ranking, measures), measures))
        return sorted(hits, key=lambda hit: (-hit.score, hit.number))[:most]

    def sureness(self, query: Query, hits: Sequence[Hit]) -> float:
        """The logarithm of the odds that the first of the hits answers."""
        return weighed(WEIGHTS.sureness, self.evidence(query, hits)) if hits else -9.0

    def evidence(self, query: Query, hits: Sequence[Hit]) -> Measures:
        """All that tells how sure the first of the hits is."""
        best, found = hits[0], [self.index.entry(hit.number) for hit in hits]
        return (
            best.measures
            | query.kinds
            | fit_of(query.needs, found[0], best.number, self.index)
            | {
                "told": self.told(query.needs, best.number),
                "beside": beside(found),
                "alike": best.measures["phrased"] * best.measures["likened"],
                "length": min(len(query.text), LONG) / LONG,
                "latin": sum(map(str.isascii, query.text)) / max(1, len(query.text)),
                "constant": 1.0,
            }
        )

    def told(self, needs: Sequence[Need], number: int) -> float:
        """The share of what a question needs that a passage has, or its paragraph."""
        places = self.index.entry(number).passage.places
        total = sum(need.weight for need in needs)
        left = [need for need in needs if need.weight and not self.index.has(need.unit, number)]
        gone = sum(need.weight for need in left if not self.around.has(need.unit, places))
        return 1.0 - gone / total if total else 0.0

    def _measure(self, needs: Sequence[Need], scored: Scored) -> Measures:
        n = scored.number
        kind = self.index.entry(n).passage.kind
        places = [need.unit for need in needs if need.unit[0] == "§"]
        return {
            "elsewhere": float(bool(places) and not any(self.index.has(p, n) for p in places)),
            "relevant": scored.relevance,
            "likened": scored.likeness,
            "repeated": scored.repeated,
            "covered": self.index.coverage(needs, n),
            "asked": float(any(d.unit[0] == "?" and self.index.has(d.unit, n) for d in needs)),
            "passed": float(any(d.named and not self.index.has(d.unit, n) for d in needs)),
            "term": float(kind == "term"),
            "event": float(kind == "event"),
            "step": float(kind == "step"),
        }

    def _alike(self, mine: frozenset[str], n: int) -> Measures:
        """The likeness of the question, letter by letter, to the most like way to ask, and the
        share of it that the passage has."""
        told = self.index.told(n)
        phrased = 0.0
        for ask, size in zip(told.entry.asks, told.grams, strict=True):
            common = sum(map(f" {ask} ".__contains__, mine))
            phrased = max(phrased, 2 * common / (len(mine) + size or 1))
        whole = "\0".join(f" {text} " for text in (*told.entry.asks, *told.entry.says))
        contained = sum(map(whole.__contains__, mine)) / (len(mine) or 1)
        return {"phrased": phrased, "contained": contained}


def weighed(weights: Measures, measures: Measures) -> float:
    """The sum of the measures, each by its weight."""
    return sum(weight * measures[name] for name, weight in weights.items())
