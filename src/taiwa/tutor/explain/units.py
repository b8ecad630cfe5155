"""A clause as units: things said, each by the concepts it may stand for."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

Sense = tuple[str, int]
"""A concept, and +1, or -1 where the opposite of it is said."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing said.

    `actor` is "who" for a country or organisation, "where" for a region, else "". The `role` of an
    actor is "subject", "agent" (who does it in a passive), "object", or, where somebody sees
    something in something, "holder" of the view and "held".
    """

    senses: frozenset[Sense]
    weight: float = 1.0
    actor: str = ""
    role: str = ""

    def turned(self) -> "Unit":
        """The same with "not"; an actor stays who it is."""
        if self.actor:
            return self
        return replace(self, senses=frozenset((concept, -sign) for concept, sign in self.senses))

    def shares(self, other: "Unit") -> bool:
        return not self.senses.isdisjoint(other.senses)


Clause = tuple[Unit, ...]
Sentence = tuple[Clause, ...]


class ClauseReader(Protocol):
    """Takes texts of one language apart.

    `enough` is the share of what a phrase says that must be said again; chosen on the answers to
    tune on.
    """

    enough: float

    def read(self, text: str) -> tuple[Sentence, ...]: ...


def itself(word: str, sign: int = 1) -> Sense:
    """The sense of a word as that very word."""
    return f"={word}", sign


def concepts(table: str, key: Callable[[str], str] = str) -> dict[str, frozenset[Sense]]:
    """The senses of each entry of a word table: a concept a paragraph, opposites behind a slash."""
    senses: dict[str, set[Sense]] = defaultdict(set)
    for paragraph in re.split(r"\n(?! )", table.strip()):
        name = paragraph.split()[0]
        for sign, side in zip((1, -1), paragraph.split(" / "), strict=False):
            for entry in side.split():
                senses[key(entry)].add((name, sign))
    return {entry: frozenset(some) for entry, some in senses.items()}


def new_subjects(clauses: Iterable[Clause]) -> Iterable[Sentence]:
    """The clauses of a sentence, parted where another actor begins to act."""
    together: list[Clause] = []
    subject: Unit | None = None
    for clause in clauses:
        first = clause[0] if clause and clause[0].role == "subject" else None
        listed = bool(together) and bool(together[-1]) and bool(together[-1][-1].actor)
        acts = first is not None and any(not unit.actor for unit in clause)
        if first and acts and subject and not listed and not subject.shares(first):
            yield tuple(together)
            together = []
        together.append(clause)
        subject = first or subject
    if together:
        yield tuple(together)


def lookup(senses: Mapping[str, frozenset[Sense]], *names: str) -> frozenset[Sense]:
    """The senses of the first of the names that has any."""
    return next((senses[name] for name in names if name in senses), frozenset())
