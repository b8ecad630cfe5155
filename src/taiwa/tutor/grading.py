"""Typed answers: is this, however it is written, the answer that was wanted?

An answer is only ever accepted whole. What may surround it is taken off its ends (hedges, titles,
particles), then it is compared with each accepted answer under ever wider rules
(`taiwa.tutor.grade.matching.RULES`): the same words, the same list in another order, the same in
kana, at last with a slip or two. Every rule names the tolerances it used. Nothing is searched for
inside a longer text and there is no overall likeness, so a negation, a second candidate, another
number or another name is wrong because no rule takes it away.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from taiwa.tutor.grade.attempts import Setting, Target, targets
from taiwa.tutor.grade.matching import TypedAnswer, meets

IN_A_CORRECT_ANSWER = (
    "width", "case", "diacritics", "punctuation", "number", "spelling", "article", "plural",
    "particle", "hedge", "title", "addition", "order", "gloss", "reading",
)  # fmt: skip
IN_A_CLOSE_ANSWER = (
    "kana", "romaji", "conversion", "suffix", "okurigana", "voicing", "small-kana", "long-vowel",
    "typo",
)  # fmt: skip
TOLERANCES = IN_A_CORRECT_ANSWER + IN_A_CLOSE_ANSWER
"""Every name that can stand in `Grade.forgave`, for front ends to have words for."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The worth of a typed answer.

    `matched` is the accepted answer that it met, as the author wrote it, and `forgave` the names
    (of `TOLERANCES`) of what was overlooked. "unsure" stands for what no rule takes though it may
    be meant: the learner is asked. A wrong answer has neither.
    """

    verdict: Literal["correct", "close", "unsure", "wrong"]
    matched: str | None = None
    forgave: tuple[str, ...] = ()


WRONG = Grade("wrong")


def grade_typed(
    answer: str, accepted: Sequence[str], language: str, setting: Setting | None = None
) -> Grade:
    """The grade of an answer against the accepted ones, in `language` ("ja" or "en").

    `accepted` lists meanings and readings, not spellings; one with separators in it (・ 、 comma,
    "and") is a list whose members may come in any order; `setting` is what the course has around
    them. Takes any text, of any length.
    """
    answer = unicodedata.normalize("NFC", answer)  # macOS may type が as か and a mark
    graded = grade_by_rules(answer, accepted, language)
    if graded.verdict != "wrong" or len(answer) > LONGEST or not answer.strip():
        return graded
    from taiwa.tutor.grade.second_look import ASK, nearest

    chance, text = nearest(answer, accepted, language, setting or Setting())
    return Grade("unsure", text) if text and chance >= ASK else WRONG


def grade_by_rules(answer: str, accepted: Sequence[str], language: str) -> Grade:
    """The same without a second look: never "unsure"."""
    if answer.strip() in accepted:
        return Grade("correct", answer.strip())
    if len(answer) > 2 * max(map(len, accepted), default=0) + ROOM_FOR_HEDGES:
        return WRONG
    given = TypedAnswer(answer, language, any(map(A_DATE.search, accepted)))
    wanted = [target for text in accepted for target in targets(text, language) if target.key]
    met = meets(given, wanted)
    return _grade(*met) if met else WRONG


A_DATE = re.compile(r"\d{4}[年/-]\d|[a-z],? \d{4}")
LONGEST = 300
"""Characters of an answer that is looked at twice; a longer one is a text that holds everything."""
ROOM_FOR_HEDGES = 100
"""A longer answer cannot be an accepted one with something around it."""


def _grade(target: Target, forgave: tuple[str, ...]) -> Grade:
    close = any(name in IN_A_CLOSE_ANSWER for name in forgave)
    return Grade("close" if close else "correct", target.text, forgave)
