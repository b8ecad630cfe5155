"""Answers in one's own words: which key points does an answer cover?

    answer → clauses → units of meaning, words and letters → measures of each point → likelihood

What a clause, or a few in a row, says again of a key point's phrases, by the concepts that its
words may stand for, each with a sign that "not" turns round (`taiwa.tutor.explain.meaning`), and
how alike they are word by word and letter by letter, is weighed by what was learned from teachers'
marks (`taiwa.tutor.explain.evidence`). A point that is worded just so needs no weighing
(`taiwa.tutor.explain.worded`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from taiwa.tutor.explain.evidence import WEIGHTS, Evidence, Points, claims_something, nearest_words

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
    return explanation_grader(key_points, language)(answer)


def explanation_grader(
    key_points: Sequence[KeyPoint], language: str
) -> Callable[[str], tuple[int, ...]]:
    """Tells of many answers, one by one, which of these key points each surely covers."""
    evidence, sure = evidence_for(key_points, language), WEIGHTS.sure[language]
    return lambda answer: tuple(sorted(_held_against(answer, evidence, sure)[0]))


def read_explanation(answer: str, key_points: Sequence[KeyPoint], language: str) -> Marks:
    """The key points that the answer covers or may cover, in `language` ("ja" or "en").

    A point that is worded just so is covered. Takes any text of any length.
    """
    doubtful = WEIGHTS.doubtful[language]
    credited, chances = _held_against(answer, evidence_for(key_points, language), doubtful)
    asked = (index for index, chance in chances.items() if chance > doubtful)
    return Marks(tuple(sorted(credited)), tuple(i for i in asked if i not in credited))


def _held_against(
    answer: str, evidence: Evidence, least: float
) -> tuple[set[int], Mapping[int, float]]:
    """The points that the answer surely covers, and the chances of all that are not worded just so
    and may have more than `least`."""
    answer, sure = answer[:LONGEST_EXPLANATION], WEIGHTS.sure[evidence.language]
    worded = evidence.worded.by(answer)
    chances = evidence.chances(answer, least, worded)
    if not claims_something(answer, evidence.language):
        return worded, chances  # terms that are only listed may be notes, and are asked about
    likely = (index for index, chance in chances.items() if chance > sure)
    return worded.union(i for i in likely if not evidence.is_of_one_alone(answer, i)), chances


def earning_words(answer: str, key_points: Mapping[str, Sequence[KeyPoint]]) -> tuple[str, ...]:
    """The words of an answer that come nearest to each key point, which is given by language.

    An answer is taken to be in the language in which it comes nearest to them. Where it has nothing
    in common with a point, its words are empty.
    """
    answer = answer[:LONGEST_EXPLANATION]
    found = (
        nearest_words(answer, _told(points), language) for language, points in key_points.items()
    )
    best = max(found, key=lambda each: sum(like for like, _ in each))
    return tuple(words if like else "" for like, words in best)


def evidence_for(key_points: Sequence[KeyPoint], language: str) -> Evidence:
    """The evidence that answers to a question with these points are held against."""
    return _evidence(_told(key_points), language)


def _told(key_points: Sequence[KeyPoint]) -> Points:
    return tuple((p.text, tuple(p.phrases)) for p in key_points)


_evidence = lru_cache(maxsize=64)(Evidence)
