"""The paragraphs of the text as a question finds them: by all that the course says of each."""

from collections.abc import Iterator, Mapping, Sequence

from taiwa.tutor.ask.index import Index, Kept, Lists, Need, Read

LOOKED_AT, NEAREST = 12, 3
"""Paragraphs that are measured, and those all of whose passages are weighed."""


class Around:
    """Looks paragraphs up."""

    def __init__(self, kept: Kept, members: Lists) -> None:
        """`members` are the passages from each paragraph, by number."""
        self.index = Index(kept)
        self._members: Read[int] = Read(members.content.cast("I"), members.places)

    def find(self, needs: Sequence[Need], mine: frozenset[str]) -> Mapping[str, float]:
        """The nearness of paragraphs to a question by their ids, the nearest first: 1 for one that
        has most of its words and of its letters, which are `mine`, if it has any."""
        found = self.index.best(needs, LOOKED_AT)
        entries = [self.index.entry(each.number) for each in found]
        letters = [sum(map(entry.says[0].__contains__, mine)) for entry in entries if mine]
        letters = letters or [1] * len(entries)
        most = found[0].relevance * (max(letters) or 1) if found else 1.0
        return {
            entry.passage.id: each.relevance * has / most
            for entry, each, has in zip(entries, found, letters, strict=True)
        }

    def members(self, found: Mapping[str, float]) -> Iterator[int]:
        """The passages from the first of some paragraphs."""
        for place in list(found)[:NEAREST]:
            yield from self._members[self.index.numbers[place]]

    def has(self, unit: str, places: Sequence[str]) -> bool:
        """True if one of some paragraphs has a unit."""
        numbers = self.index.numbers
        return any(self.index.has(unit, numbers[place]) for place in places if place in numbers)
