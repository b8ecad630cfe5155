"""Answers in one's own words: which key points does an answer cover?

    answer → clauses → units of meaning → weighted recall of each phrase → polarity and actors

A reader for each language (`taiwa.tutor.explain.english`, `.japanese`) cuts the answer into
clauses, and these into units: what is said, by the concepts that the words may stand for, each with
a sign that "not" turns round. A key point is covered when one clause, or a few in a row, say again
most of what one of its phrases says, and neither the opposite nor the same of somebody else
(`taiwa.tutor.explain.coverage`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from taiwa.tutor.explain.coverage import PointSet
from taiwa.tutor.explain.units import ClauseReader

LONGEST_EXPLANATION = 2000
"""As many characters of an answer are read."""


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """A point in one language: one sentence, and the ways to put it that the author lists."""

    text: str
    phrases: Sequence[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """The indices of the key points that an answer covers, and of those it may cover.

    The second are to be put to the learner ("Did you say this?"); no point is in both.
    """

    credited: tuple[int, ...]
    asked: tuple[int, ...] = ()


def grade_explanation(
    answer: str, key_points: Sequence[KeyPoint], language: str
) -> tuple[int, ...]:
    """The indices of the key points that the answer surely covers."""
    return read_explanation(answer, key_points, language).credited


def read_explanation(answer: str, key_points: Sequence[KeyPoint], language: str) -> Marks:
    """The key points that the answer covers or may cover, in `language` ("ja" or "en").

    Takes any text of any length.
    """
    question = _point_set(tuple((p.text, tuple(p.phrases)) for p in key_points), language)
    return Marks(tuple(sorted(question.covered_by(answer[:LONGEST_EXPLANATION]))))


@lru_cache(maxsize=64)
def _point_set(points: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> PointSet:
    return PointSet(points, _reader(language, [t for text, own in points for t in (text, *own)]))


def _reader(language: str, texts: Sequence[str]) -> ClauseReader:
    if language == "ja":
        from taiwa.tutor.explain.japanese import JapaneseReader

        return JapaneseReader(texts)
    from taiwa.tutor.explain.english import EnglishReader

    return EnglishReader(texts)
