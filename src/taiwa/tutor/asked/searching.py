"""The passages that a query is about, best first, and how sure that is."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from taiwa.tutor.asked.index import Index, Need
from taiwa.tutor.asked.library import Entry

KINDS = {"answer": 1.0, "term": 0.85, "event": 0.85}
"""An authored answer says more than a definition or a date, so it wins where they come close."""
MOST = 8
COVERED, RELEVANT, LIKENED = 0.3, 0.54, 0.16
"""How the three measures tell answerable questions from others: the proportions of a logistic
regression on the questions of the evaluation that were there to tune on."""


class Hit(Struct, frozen=True):
    """A passage by its number, its score for the ranking, and from 0 to 1 how surely it answers."""

    number: int
    score: float
    sureness: float


class Search:
    """Looks through the passages of a course."""

    def __init__(self, entries: Sequence[Entry], index: Index) -> None:
        self.entries = entries
        self.index = index

    def find(self, needs: Sequence[Need], among: Iterable[int] | None = None) -> list[Hit]:
        """The best passages, those `among` where given."""
        relevance, likeness = self.index.relevance(needs), self.index.likeness(needs)
        numbers = relevance if among is None else [n for n in among if n in relevance]
        scores = {
            n: (relevance[n] + likeness.get(n, 0.0)) * KINDS[self.entries[n].passage.kind]
            for n in numbers
        }
        best = sorted(scores, key=lambda n: (-scores[n], n))[:MOST]
        return [
            Hit(
                n,
                scores[n],
                COVERED * self.index.coverage(needs, n)
                + RELEVANT * relevance[n]
                + LIKENED * likeness.get(n, 0.0),
            )
            for n in best
        ]

    def has(self, unit: str, number: int) -> bool:
        """Whether a passage has a unit."""
        return number in self.index.postings.get(unit, ())
