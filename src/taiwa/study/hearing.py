"""A typed line that is no answer, and what is meant by it."""

import re

from taiwa.course.model import Question
from taiwa.dialogue.commands import AskedLine, Command, yes_or_no
from taiwa.dialogue.events import Given
from taiwa.dialogue.judge import judge

MEANT = {"hint": "hint", "lost": "hint", "skip": "skip", "reveal": "reveal"}
"""The commands that are given in plain words while a question waits."""


def in_place_of_an_answer(
    question: Question, given: Given | None, text: str, language: str
) -> Command | AskedLine | None:
    """The meaning of a line that is small talk or a question; None where it is an answer.

    Small talk that is the right answer is an answer.
    """
    from taiwa.tutor.ask.conversation import overheard

    if heard := overheard(text):
        if given and judge(question, given, language).verdict == "correct":
            return None
        return Command(MEANT[heard.kind]) if heard.kind in MEANT else AskedLine(text)
    asks = given is None and text.strip().endswith(("?", "？"))
    return AskedLine(text) if asks else None


def gives_up(text: str) -> bool:
    """True if a line commands in plain words what helps at a question: “a hint”, 「わからない」."""
    from taiwa.tutor.ask.conversation import overheard

    heard = overheard(text)
    return heard is not None and heard.kind in MEANT


def moves_on(text: str) -> bool:
    """True if a line only asks to go on, or agrees: “next”, “yes”, 「なるほど」."""
    from taiwa.tutor.ask.conversation import overheard

    heard = overheard(text)
    agrees = says_something(text) and yes_or_no(text)
    return bool(agrees) or (heard is not None and heard.kind in ("skip", "agreed"))


def says_something(text: str) -> bool:
    """True if a line has a word; a lone letter or number answers a question that is gone."""
    return bool(re.search(r"[a-zA-Z]{2}|[^\x00-\x7f０-９ａ-ｚＡ-Ｚ]", text))
