"""Answers of the past, drawn: the question, what was given, what is right, and why."""

from collections.abc import Sequence

from textual.content import Content

from taiwa.course.model import Question
from taiwa.dialogue.questions import as_now
from taiwa.record.sessions import Settled
from taiwa.study.view import View
from taiwa.text.typesetting import clean, plain
from taiwa.tui.marks import ink, width_of
from taiwa.tui.typography import set_text
from taiwa.words.catalogs import Words
from taiwa.words.labels import OUTCOME_NAMES
from taiwa.words.question_wording import QuestionWording, named

MARKS = {
    **{"right": "✓", "confirmed": "✓", "close": "~"},
    **{"wrong": "✗", "revealed": "✗", "skipped": "-"},
}
INKS = {"✓": "$good", "~": "$near", "✗": "$bad", "-": "$soft"}
TINTS = {"✓": "on $goodtint", "~": "on $neartint", "✗": "on $badtint", "-": "on $raised"}

A_ROW = 22
"""Tiles of a strip on one row."""


def mark_of(outcome: str) -> str:
    return MARKS[outcome]


def mark_ink(outcome: str) -> Content:
    """An outcome's mark in its colour."""
    return ink(MARKS[outcome], f"bold {INKS[MARKS[outcome]]}")


def strip(outcomes: Sequence[str], width: int) -> list[Content]:
    """A tile for each question, in order, in rows of `width` cells at most."""
    marks = [MARKS[outcome] for outcome in outcomes]
    tiles = [ink(f" {mark} ", f"bold {INKS[mark]} {TINTS[mark]}") for mark in marks]
    row = max(1, min(A_ROW, width // 3))
    return [Content("").join(tiles[start : start + row]) for start in range(0, len(tiles), row)]


def prompt_of(question: Question, words: Words) -> str:
    return clean(plain(named(question)[words.language]))


def answer_rows(
    question: Question, words: Words, view: View, given: Settled, width: int, why: bool = True
) -> list[Content]:
    """The given answer and the right one, each after its name; then why, if that is wanted."""
    wording, _ = QuestionWording(words, lambda name: ()), words._
    rows: list[Content] = []
    mark = MARKS[given.outcome]
    you = ink(_("you"), INKS[mark])
    if given.raw is None:
        skipped = given.outcome == "skipped"
        named_ = _("not answered") if skipped else _(OUTCOME_NAMES[given.outcome])
        rows += _named(you, named_, width, view, "$soft")
    else:
        said = wording.given(question, as_now(question, given.given, given.revision))
        if given.overridden:
            said = _("{outcome}, by your own judgement", outcome=said)
        rows += _named(you, said, width, view, "$soft" if mark == "✗" else "")
    if mark != "✓":
        answer = ink(_("answer"), "$good")
        rows += _named(answer, wording.answer(question), width, view, "bold")
    if not why:
        return rows
    return rows + set_text(wording.text(question.explanation), width, view, "$soft", read=False)


def _named(name: Content, text: str, width: int, view: View, look: str) -> list[Content]:
    """A text beside its name, as wide as the longer of the two names."""
    room = 8
    lines = set_text(plain(text), width - room, view, look, marked=False)
    first = name + " " * (room - width_of(name))
    return [(first if not place else ink(" " * room)) + line for place, line in enumerate(lines)]
