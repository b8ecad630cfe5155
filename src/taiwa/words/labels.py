"""Interface names of things that content and graders call by a keyword."""

from taiwa.errors import N_
from taiwa.study.view import View

LANGUAGE = N_("日本語")
"""The language that F2 turns to, by its own name: in Japanese it is translated as English."""

LANGUAGE_NAMES = {"ja": N_("Japanese"), "en": N_("English")}

ROLE_NAMES = {
    "claim": N_("Claim"),
    "evidence": N_("Evidence"),
    "concession": N_("Concession"),
    "background": N_("Background"),
    "conclusion": N_("Conclusion"),
}

VOICE_NAMES = {
    "author": N_("the author's view"),
    "nato": N_("NATO's view"),
    "france": N_("France's view"),
    "turkey": N_("Turkey's view"),
    "opposition": N_("the opposition's view"),
    "government": N_("the government's view"),
    "record": N_("the public record"),
}

KIND_NAMES = {
    "fact": N_("Facts"),
    "reason": N_("Why and how"),
    "argument": N_("The argument"),
    "vocabulary": N_("Vocabulary"),
    "comparison": N_("Comparison"),
}

MODE_NAMES = {
    "lesson": N_("Lesson"),
    "quiz": N_("Quiz"),
    "review": N_("Review"),
    "exam": N_("Exam"),
    "vocabulary": N_("Vocabulary"),
    "dates": N_("Dates in order"),
    "practice": N_("Practice"),
    "talk": N_("Questions to the tutor"),
    "dialogue": N_("Dialogue"),
}

DRILL_NAMES = {
    "to-en": N_("Japanese to English"),
    "to-ja": N_("English to Japanese"),
    "reading": N_("its reading"),
    "name": N_("from its meaning"),
}
"""The words for what is asked of a glossary term, by the name of its drill."""

OUTCOME_NAMES = {
    "right": N_("right"),
    "close": N_("accepted"),
    "confirmed": N_("right, as you confirmed"),
    "wrong": N_("wrong"),
    "skipped": N_("skipped"),
    "revealed": N_("answer shown"),
}

FURIGANA_NAMES = {
    "new": N_("Readings above words you don't know yet"),
    "all": N_("Readings above all words"),
    "off": N_("No readings"),
}

PARALLEL_NAMES = {True: N_("Both languages side by side"), False: N_("One language")}

EDITION_NAMES = {
    True: N_("Lesson steps in plain English"),
    False: N_("Lesson steps in the full text"),
}


def turned(view: View, name: str, wish: str) -> str:
    """Show texts as wished, by the name of a command; returns what that is called.

    Raises `TaiwaError` where there is no such way, or it can't be kept.
    """
    if name == "furigana":
        view.turn_furigana(wish)
        return FURIGANA_NAMES[view.furigana]
    if name == "parallel":
        view.turn_parallel(wish)
        return PARALLEL_NAMES[view.parallel]
    view.turn_edition(wish)
    return EDITION_NAMES[view.plain]


PLAIN_EDITION = N_("in plain English")
"""Beside the label of a step; in Japanese it is plain Japanese."""

FORGIVEN = {
    "number": N_("another way to write the number"),
    "spelling": N_("another spelling"),
    "plural": N_("singular or plural"),
    "title": N_("a title"),
    "addition": N_("something added"),
    "order": N_("another order"),
    "gloss": N_("an explanation in brackets"),
    "reading": N_("the reading"),
    "kana": N_("kana"),
    "romaji": N_("Latin letters"),
    "conversion": N_("a slip in the kanji"),
    "suffix": N_("a different ending"),
    "okurigana": N_("okurigana"),
    "voicing": N_("a voicing mark"),
    "small-kana": N_("a small kana"),
    "long-vowel": N_("a long vowel"),
    "typo": N_("a typing slip"),
}
"""The grader's tolerances that are worth telling; width, case and hedges pass silently."""

SLIP_NAMES = frozenset(
    {"typo", "voicing", "small-kana", "long-vowel", "okurigana", "conversion", "spelling"}
)
"""The tolerances after which the right spelling is shown beside the one typed."""
