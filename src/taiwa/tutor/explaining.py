"""Answers in one's own words: which key points does an answer cover?

An answer is cut into clauses. A clause covers a point if it holds most of what one of the point's
phrases says (units weighted by how much they tell the points apart) and says it the same way round.
"""

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

ENOUGH = 0.62
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
    clauses = [
        c for c in re.split(r"[。．.!?！？;；\n]|、そして|、また", _fold(answer[:4000])) if c
    ]
    clauses += [" ".join(clauses)] if len(clauses) > 1 else []
    covered = []
    for index, point in enumerate(key_points):
        if any(_covers(c, p, language) for c in clauses for p in point.phrases):
            covered.append(index)
    return tuple(covered)


def _covers(clause: str, phrase: str, language: str) -> bool:
    phrase = _fold(phrase)
    wanted, said = _units(phrase, language), _units(clause, language)
    if not wanted or bool(_NEGATIVE.search(clause)) != bool(_NEGATIVE.search(phrase)):
        return False
    return len(wanted & said) / len(wanted) >= ENOUGH


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _units(text: str, language: str) -> frozenset[str]:
    if language == "ja":
        kept = re.sub(r"[\s、。,「」はがをにのでと]", "", text)
        return frozenset(kept[i : i + 2] for i in range(len(kept) - 1))
    words = re.findall(r"[a-z0-9]+", text)
    stop = {"the", "a", "an", "of", "to", "in", "and", "is", "it", "that", "its", "for", "on"}
    return frozenset(word[:5] for word in words if word not in stop)
