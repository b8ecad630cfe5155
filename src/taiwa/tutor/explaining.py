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
from taiwa.tutor.explain.evidence import DOUBTFUL, SURE, WEIGHTS, Evidence, claims_something
from taiwa.tutor.explain.units import ClauseReader
from taiwa.tutor.text.weighing import likelihood

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
    evidence, answer = evidence_for(key_points, language), answer[:LONGEST_EXPLANATION]
    worded = evidence.reader.worded(answer)
    if not claims_something(answer, language):
        return Marks(tuple(sorted(worded)))
    found = evidence.measures(answer)
    chances = [(index, likelihood(WEIGHTS, one)) for index, one in enumerate(found)]
    credited = tuple(index for index, chance in chances if chance > SURE or index in worded)
    doubtful = (index for index, chance in chances if chance > DOUBTFUL)
    return Marks(credited, tuple(index for index in doubtful if index not in credited))


def likely_points(answer: str, key_points: Sequence[KeyPoint], language: str) -> tuple[int, ...]:
    """The indices of the points that the reader of clauses finds, without what was learned."""
    reader = evidence_for(key_points, language).reader
    return tuple(sorted(reader.covered_by(answer, reader.passages(answer))))


def evidence_for(key_points: Sequence[KeyPoint], language: str) -> Evidence:
    """What the answers to a question with these points are held against."""
    return _evidence(tuple((p.text, tuple(p.phrases)) for p in key_points), language)


@lru_cache(maxsize=64)
def _evidence(points: tuple[tuple[str, tuple[str, ...]], ...], language: str) -> Evidence:
    texts = [text for told, phrases in points for text in (told, *phrases)]
    return Evidence(points, language, PointSet(points, _reader(language, texts)))


def _reader(language: str, texts: Sequence[str]) -> ClauseReader:
    if language == "ja":
        from taiwa.tutor.explain.japanese import JapaneseReader

        return JapaneseReader(texts)
    from taiwa.tutor.explain.english import EnglishReader

    return EnglishReader(texts)
