"""The passages that a query is about, best first, and how sure that is."""

from collections.abc import Sequence

from msgspec import Struct

from taiwa.tutor.ask.index import Index, Need
from taiwa.tutor.ask.library import IndexedPassage

RANKED_RELEVANT, RANKED_LIKENED, RANKED_COVERED, RANKED_ASKED = 7.0, 4.5, 3.0, 1.4
PLAINER = {"answer": 0.0, "term": 4.4, "event": 3.0}
PASSED_OVER = 2.4
"""How far each measure tells the right passage from others: a softmax regression on ways to ask,
each looked up without itself, and on the questions to tune on, rounded. An authored answer says
more than a definition or a date; `PASSED_OVER` is what a passage loses without a name asked for."""
LOOKED_AT, MOST_HITS = 24, 8
SURE = 3.9
"""The least sureness with which a passage answers; below it the text is said not to tell."""
RELEVANT, LIKENED, COVERED, SAID = 2.0, 3.2, 2.3, 2.9
UNNAMED, UNSAID, UNHEARD, UNTOLD = 3.5, 1.3, 1.5, 1.6
"""How far each measure tells answerable questions from others: the weights of a logistic regression
on the same, rounded. Against a passage speak a name that it has not, the weightiest word that it
has not, the share of the question that the course has nothing of, and that nobody asks it for the
person, number, time or place that is asked for."""
ASKED_KINDS = frozenset(["?who", "?many", "?when", "?where"])
WORDS = 6
"""So many words that say something make a question clear; more do not make it clearer."""


class Hit(Struct, frozen=True):
    """A passage by its number, its score for the ranking, and how surely it answers."""

    number: int
    score: float
    sureness: float


class Search:
    """Looks through the passages of a course."""

    def __init__(self, entries: Sequence[IndexedPassage], index: Index) -> None:
        self.entries = entries
        self.index = index

    def find(self, needs: Sequence[Need], most: int = MOST_HITS) -> list[Hit]:
        """The best passages."""
        relevance, likeness = self.index.relevance(needs), self.index.likeness(needs)
        first = {n: amount + likeness.get(n, 0.0) for n, amount in relevance.items()}
        numbers = sorted(first, key=lambda n: -first[n])[:LOOKED_AT]
        scores = {n: self._score(needs, n, relevance[n], likeness.get(n, 0.0)) for n in numbers}
        best = sorted(scores, key=lambda n: (-scores[n], n))[:most]
        return [
            Hit(n, scores[n], self._sureness(needs, n, relevance[n], likeness.get(n, 0.0)))
            for n in best
        ]

    def _score(
        self, needs: Sequence[Need], number: int, relevance: float, likeness: float
    ) -> float:
        asked = any(need.unit[0] == "?" and self.has(need.unit, number) for need in needs)
        passed = any(need.named and self.index.missing(need, number) for need in needs)
        return (
            RANKED_RELEVANT * relevance
            + RANKED_LIKENED * likeness
            + RANKED_COVERED * self.index.coverage(needs, number)
            + RANKED_ASKED * asked
            - PASSED_OVER * passed
            - PLAINER[self.entries[number].passage.kind]
        )

    def _sureness(
        self, needs: Sequence[Need], number: int, relevance: float, likeness: float
    ) -> float:
        heavy = [need for need in needs if need.weight > 0]
        missing = [need for need in heavy if self.index.missing(need, number)]
        unheard = sum(need.weight for need in missing if self._is_unheard(need))
        rest = [need for need in heavy if not need.named]
        return (
            RELEVANT * relevance
            + LIKENED * likeness
            + COVERED * (self.index.coverage(rest, number) if rest else 1.0 if heavy else likeness)
            + SAID * min(len(heavy), WORDS) / WORDS
            - UNNAMED * any(need.named for need in missing)
            - UNSAID * max((need.weight for need in missing), default=0.0) / self.index.most
            - UNTOLD * any(n.unit in ASKED_KINDS and not self.has(n.unit, number) for n in needs)
            - UNHEARD * unheard / (sum(need.weight for need in heavy) or 1.0)
        )

    def _is_unheard(self, need: Need) -> bool:
        return need.unit not in self.index.idf and not need.mates

    def has(self, unit: str, number: int) -> bool:
        """True if a passage has a unit."""
        return number in self.index.postings.get(unit, ())
