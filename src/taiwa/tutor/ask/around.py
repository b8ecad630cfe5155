"""The paragraphs of the text as a question finds them: by all that the course says of each."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from taiwa.tutor.ask.index import Index, Kept, Lists, Need, Read
from taiwa.tutor.ask.pieces import marks

LOOKED_AT, NEAREST = 12, 3
"""Paragraphs that are measured, and those all of whose passages are weighed."""


class Around:
    """Looks paragraphs up."""

    def __init__(self, kept: Kept, members: Lists, letters: Lists) -> None:
        """`members` are the passages from each paragraph, by number, `letters` the `marks` of
        each."""
        self.index = Index(kept)
        self._letters: Read[int] = Read(letters.content.cast("I"), letters.places)
        self._members: Read[int] = Read(members.content.cast("I"), members.places)

    def find(self, needs: Sequence[Need], letters: frozenset[str]) -> Mapping[str, float]:
        """The nearness of paragraphs to a question by their ids, the nearest first: 1 for one that
        has most of its words and of its letters, if it has any."""
        found, mine = self.index.best(needs, LOOKED_AT), marks(letters)
        shares = [self._shared(each.number, mine) if mine else 1 for each in found]
        most = found[0].relevance * (max(shares) or 1) if found else 1.0
        return {
            self.index.entry(each.number).passage.id: each.relevance * has / most
            for each, has in zip(found, shares, strict=True)
        }

    def _shared(self, number: int, mine: Sequence[int]) -> int:
        """The number of some marks that a paragraph has."""
        own = self._letters[number]
        places = (bisect_left(own, mark) for mark in mine)
        return sum(at < len(own) and own[at] == mark for at, mark in zip(places, mine, strict=True))

    def members(self, found: Mapping[str, float]) -> Iterator[int]:
        """The passages from the first of some paragraphs."""
        for place in list(found)[:NEAREST]:
            yield from self._members[self.index.numbers[place]]

    def has(self, unit: str, places: Sequence[str]) -> bool:
        """True if one of some paragraphs has a unit."""
        numbers = self.index.numbers
        return any(self.index.has(unit, numbers[place]) for place in places if place in numbers)
