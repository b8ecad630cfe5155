"""A clause as units: things said, each by the concepts it may stand for."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from taiwa.tutor.text.lexicon import lexicon

Sense = tuple[str, int]
"""A concept, and +1, or -1 where the opposite of it is said."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing said; `actor` marks a country."""

    senses: frozenset[Sense]
    weight: float = 1.0
    actor: bool = False

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
    """Takes texts of one language apart."""

    def read(self, text: str) -> tuple[Sentence, ...]: ...


def itself(word: str, sign: int = 1) -> Sense:
    """The sense of a word as that very word."""
    return f"={word}", sign


def concepts(language: str, key: Callable[[str], str]) -> dict[str, frozenset[Sense]]:
    """The senses of each word of the language's list: a concept a line, opposites behind a
    slash."""
    senses: dict[str, set[Sense]] = defaultdict(set)
    for line in lexicon(language, "concepts"):
        name = line.split()[0]
        for sign, side in zip((1, -1), line.split(" / "), strict=False):
            for entry in side.split():
                senses[key(entry)].add((name, sign))
    return {entry: frozenset(some) for entry, some in senses.items()}


def idle(language: str) -> frozenset[str]:
    """Words that say nothing by themselves."""
    return frozenset(word for line in lexicon(language, "idle") for word in line.split())


def lookup(senses: Mapping[str, frozenset[Sense]], *names: str) -> frozenset[Sense]:
    """The senses of the first of the names that has any."""
    return next((senses[name] for name in names if name in senses), frozenset())
