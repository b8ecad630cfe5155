"""Claims of an English answer that gainsay a key point in its own words.

An answer that denies what a point says, or tells it of another country, is in nearly all its words
like the point, and likeness is what the trees of `evidence` go by. Here the claims are held against
each other one by one: such a point may be asked about, but is not ticked.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, takewhile
from statistics import mean
from typing import NamedTuple

from taiwa.tutor.explain.english import DENIAL, WORD, clause_units, fold
from taiwa.tutor.explain.units import Clause, Sense, Unit

BREAK = re.compile(
    r"[.!?;:,()\n]+(?!\d)| [-–—]+ |(?<!not )\b(?:because|since)\b"
    r"|(?=\bwithout\b)|\b(?:but|whereas|while|although|though|however|yet|so|if|unless|when|which|who|then)\b"
)
"""The place where one claim ends and another, with its own "not", begins."""
UNDENYING = re.compile(r"\bnot (?:just|only|merely|simply|even)\b|\bno doubt\b|\bone no\b")
"""Words like these that do not."""
SLIGHT = frozenset(["one", "both", "ca", "wo", "sha"])
"""Words left over from a "no one" or a "can't"."""
SAME = 0.6
"""Two claims with so much in common are of one thing."""
HALF = 0.5
"""A denial has so much of what it denies; less is of another thing."""
TWO = 2
"""A claim of fewer units is too short to tell."""


class Claim(NamedTuple):
    """One clause, without its "not", and of which countries; `denied` is the first
    unit behind the "not", or None."""

    units: Clause
    subject: frozenset[Sense]
    denied: Unit | None

    @property
    def senses(self) -> frozenset[Sense]:
        return frozenset().union(*(unit.senses for unit in self.units))

    def shared(self, other: "Claim") -> float:
        """The share of this claim, whomever it is of, that the other has, too."""
        return _shared([unit for unit in self.units if not unit.actor], other.senses)

    def is_denial(self, other: "Claim") -> bool:
        """True if one of the two is nearly all said by the other, but for its "not"."""
        turned, plain = (self, other) if self.denied else (other, self)
        if turned.denied is None or plain.denied is not None:
            return False
        if turned.denied.senses.isdisjoint(plain.senses):
            return False
        return turned.shared(plain) >= SAME and _shared(plain.units, turned.senses) >= HALF

    def is_of_another(self, other: "Claim") -> bool:
        """True if the other says nearly all of this, and of another country."""
        told = self.subject and other.subject and self.subject.isdisjoint(other.subject)
        return bool(told) and self.shared(other) >= SAME


def _shared(units: Sequence[Unit], said: frozenset[Sense]) -> float:
    return mean([not unit.senses.isdisjoint(said) for unit in units])


def claims(text: str) -> Iterator[Claim]:
    """The claims of a text that are long enough to tell."""
    for piece in BREAK.split(fold(text)):
        parts = [_units(part) for part in DENIAL.split(UNDENYING.sub(" ", piece))]
        units = tuple(dict.fromkeys(chain(*parts)))
        if len(units) >= TWO and not all(unit.actor for unit in units):
            ahead = takewhile(lambda unit: unit.actor, units)
            subject = frozenset[Sense]().union(*(unit.senses for unit in ahead))
            behind = parts[-1] or units
            yield Claim(units, subject, None if len(parts) % 2 else behind[0])


def _units(words: str) -> Clause:
    return clause_units([word for word in WORD.findall(words) if word not in SLIGHT])


class Gainsaid:
    """The claims of the key points of one question."""

    def __init__(self, points: Sequence[tuple[str, Sequence[str]]]) -> None:
        self._points = points

    @cached_property
    def _claims(self) -> Sequence[Sequence[Claim]]:
        return [
            [c for text in (told, *phrases) for c in claims(text)] for told, phrases in self._points
        ]

    def by(self, answer: str, point: int) -> bool:
        """True if a claim of the answer is nearer to the contrary of a point than to the point."""
        return any(self._is_against(claim, point) for claim in claims(answer))

    def _is_against(self, claim: Claim, point: int) -> bool:
        most = {True: 0.0, False: 0.0}
        for own in self._claims[point]:
            against = claim.is_denial(own) or claim.is_of_another(own)
            if against or (claim.denied is None) == (own.denied is None):
                most[against] = max(most[against], claim.shared(own))
        return most[True] > most[False]
