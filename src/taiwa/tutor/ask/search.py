"""The passages that a question is about, best first, and how sure that is.

Both are learned: `python -m tests.eval.fit` weighs the measures below and writes `weights.json`,
which says what it was fitted on."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, json

from taiwa.tutor.ask.index import Index, Need
from taiwa.tutor.ask.library import IndexedPassage
from taiwa.tutor.ask.query import Query

LOOKED_AT, MOST_HITS = 24, 8
"""Passages that are weighed, and that are handed back."""
ASKED_KINDS = frozenset(["?who", "?many", "?when", "?where"])
WORDS = 6
"""So many words that say something make a question clear; more do not make it clearer."""
YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)|世紀|centur")
NUMBER = re.compile(
    r"\d|[二三四五六七八九十百千万]|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b"
)
RUN = re.compile(r"[a-z0-9 ]+|[^\W a-z0-9_]+")

Measures = dict[str, float]


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

    def __init__(self, entries: Sequence[IndexedPassage], index: Index) -> None:
        self.entries = entries
        self.index = index
        self._grams: dict[int, list[frozenset[str]]] = {}

    def find(self, query: Query, most: int = MOST_HITS) -> list[Hit]:
        """The best passages."""
        needs = query.needs
        relevance, likeness = self.index.relevance(needs), self.index.likeness(needs)
        first = {n: amount + likeness.get(n, 0.0) for n, amount in relevance.items()}
        numbers = sorted(first, key=lambda n: -first[n])[:LOOKED_AT]
        mine, hits = grams(query.text), []
        for n in numbers:
            measures = self._measure(needs, n, relevance[n], likeness.get(n, 0.0))
            measures |= self._alike(mine, n)
            hits.append(Hit(n, weighed(WEIGHTS.ranking, measures), measures))
        return sorted(hits, key=lambda hit: (-hit.score, hit.number))[:most]

    def sureness(self, query: Query, hits: Sequence[Hit]) -> float:
        """The logarithm of the odds that the first of the hits answers."""
        return weighed(WEIGHTS.sureness, self.evidence(query, hits)) if hits else -9.0

    def evidence(self, query: Query, hits: Sequence[Hit]) -> Measures:
        """All that tells how sure the first of the hits is."""
        best, passage = hits[0], self.entries[hits[0].number].passage
        there = [self.entries[hit.number].passage.section == passage.section for hit in hits[:4]]
        margin = best.score - hits[1].score if len(hits) > 1 else best.score
        return (
            best.measures
            | self._doubts(query.needs, best.number)
            | {
                "margin": min(margin, 4.0) / 4.0,
                "agreeing": sum(there) / 4.0,
                "recorded": float(passage.recorded),
                "constant": 1.0,
            }
        )

    def _measure(
        self, needs: Sequence[Need], n: int, relevance: float, likeness: float
    ) -> Measures:
        kind = self.entries[n].passage.kind
        return {
            "relevant": relevance,
            "likened": likeness,
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
        if n not in self._grams:
            entry = self.entries[n]
            self._grams[n] = [
                *map(grams, entry.asks),
                frozenset().union(*map(grams, (*entry.asks, *entry.says))),
            ]
        *asks, whole = self._grams[n]
        return {
            "phrased": max(
                (2 * len(mine & ask) / (len(mine) + len(ask) or 1) for ask in asks), default=0.0
            ),
            "contained": len(mine & whole) / (len(mine) or 1),
        }

    def _doubts(self, needs: Sequence[Need], n: int) -> Measures:
        """What speaks against a passage: a name that it has not, the weightiest word that it has
        not, the share of the question that the course has nothing of, and that it does not tell the
        person, number, time or place that is asked for."""
        heavy = [need for need in needs if need.weight > 0]
        missing = [need for need in heavy if not self.index.has(need.unit, n)]
        unheard = sum(need.weight for need in missing if need.unit not in self.index.idf)
        rest = [need for need in heavy if not need.named]
        kinds = {need.unit for need in needs if need.unit[0] == "?"}
        said = " ".join(self.entries[n].says)
        return {
            "clear": min(len(heavy), WORDS) / WORDS,
            "rest": self.index.coverage(rest, n) if rest else 1.0 if heavy else 0.0,
            "unnamed": float(any(need.named for need in missing)),
            "foreign": float(any(n.named and n.unit not in self.index.idf for n in missing)),
            "unsaid": max((need.weight for need in missing), default=0.0) / self.index.most,
            "unheard": unheard / (sum(need.weight for need in heavy) or 1.0),
            "untold": float(
                any(kind in ASKED_KINDS and not self.index.has(kind, n) for kind in kinds)
            ),
            "numberless": float("?many" in kinds and not NUMBER.search(YEAR.sub("", said))),
            "now": float("?now" in kinds),
        }


def weighed(weights: Measures, measures: Measures) -> float:
    """The sum of the measures, each by its weight."""
    return sum(weight * measures[name] for name, weight in weights.items())


def grams(text: str) -> frozenset[str]:
    """The letters of a folded text three by three, and its other characters two by two."""
    found: set[str] = set()
    for run in RUN.findall(f" {text} "):
        size = 3 if run[0] < "\x7f" else 2
        found.update(run[i : i + size] for i in range(len(run) - size + 1))
    return frozenset(found)
