"""Answers in one's own words: which key points does an answer cover?

An answer is cut into clauses. A clause covers a point if it holds most of what one of the point's
phrases says (units weighted by how much they tell the points apart) and says it the same way round.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

ENOUGH = 0.62
LONGEST = 4_000
_CLAUSE = re.compile(r"[。．.!?！？;；\n]|、そして|、また")
_NEGATIVE = re.compile(
    r"\b(not|no|never|nothing|without|n't|cannot)\b|n't\b|ない|ません|ず(?:に|、|$)|なかった"
)


class KeyPoint(Struct, frozen=True):
    """A point in one language, and the ways to put it that the author lists."""

    text: str
    phrases: Sequence[str]


def grade_explanation(
    answer: str, key_points: Sequence[KeyPoint], language: str
) -> tuple[int, ...]:
    """The indices of the key points that the answer covers."""
    clauses = [c for c in _CLAUSE.split(_fold(answer[:LONGEST])) if c]
    clauses += [" ".join(clauses)] if len(clauses) > 1 else []
    weights = _weights(key_points, language)
    return tuple(
        index
        for index, point in enumerate(key_points)
        if any(_covers(c, p, language, weights) for c in clauses for p in point.phrases)
    )


def _weights(key_points: Sequence[KeyPoint], language: str) -> dict[str, float]:
    """How much each unit tells the points apart: less, the more points have it in a phrase."""
    holders: Counter[str] = Counter()
    for point in key_points:
        holders.update(frozenset().union(*(_units(_fold(p), language) for p in point.phrases)))
    return {unit: math.log(1 + len(key_points) / count) for unit, count in holders.items()}


def _covers(clause: str, phrase: str, language: str, weights: dict[str, float]) -> bool:
    """Whether a clause holds enough of a phrase, and says it the same way round."""
    phrase = _fold(phrase)
    wanted, said = _units(phrase, language), _units(clause, language)
    if not wanted or bool(_NEGATIVE.search(clause)) != bool(_NEGATIVE.search(phrase)):
        return False
    held = sum(weights[unit] for unit in wanted & said)
    return held >= ENOUGH * sum(weights[unit] for unit in wanted)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _units(text: str, language: str) -> frozenset[str]:
    if language == "ja":
        kept = re.sub(r"[\s、。,「」はがをにのでと]", "", text)
        return frozenset(kept[i : i + 2] for i in range(len(kept) - 1))
    words = re.findall(r"[a-z0-9]+", text)
    stop = {"the", "a", "an", "of", "to", "in", "and", "is", "it", "that", "its", "for", "on"}
    return frozenset(word[:5] for word in words if word not in stop)
