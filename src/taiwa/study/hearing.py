"""A typed line that is no answer, and what is meant by it."""

import re

from taiwa.course.model import Question
from taiwa.dialogue.commands import MEANT, AskedLine, Command, yes_or_no
from taiwa.dialogue.events import RANKS, Given
from taiwa.dialogue.judge import judge

HELPS = ("hint", "lost", "skip", "reveal")
"""Kinds of lines that are a command while a question waits."""


def in_place_of_an_answer(
    question: Question, given: Given | None, text: str, language: str
) -> Command | AskedLine | None:
    """The meaning of a line that is small talk or a question; None where it is an answer.

    Small talk that is the right answer is an answer.
    """
    from taiwa.tutor.ask.conversation import overheard

    heard = overheard(text)
    typed = given is not None and given.text is not None
    if heard or (typed and (_asks(text) or (says_something(text) and yes_or_no(text) is not None))):
        named = heard is not None and heard.rest and heard.kind != "app"  # which may be the answer
        better = 3 if named else 1 if heard else 2
        if given and judge(question, given, language).verdict in RANKS[:better]:
            return None
        return Command(MEANT[heard.kind]) if heard and heard.kind in HELPS else AskedLine(text)
    asks = given is None and text.strip().endswith(("?", "？"))
    return AskedLine(text) if asks or (given is None and _asks(text)) else None


def _asks(text: str) -> bool:
    """True of a line that is a question by its words: “what is that?”, 「どう書けばいいの」."""
    from taiwa.tutor.ask.folding import fold
    from taiwa.tutor.text.lexicon import lexicon

    asked = "|".join(line for code in ("en", "ja") for line in lexicon(code, "asks"))
    return bool(re.fullmatch(asked, fold(text).strip()))


def gives_up(text: str) -> bool:
    """True if a line wants help with a question in plain words: “a hint”, “is this right?”."""
    from taiwa.tutor.ask.conversation import overheard

    heard = overheard(text)
    return heard is not None and heard.kind in (*HELPS, "check")


def moves_on(text: str) -> bool:
    """True if a line only asks to go on, or agrees: “next”, “yes”, 「なるほど」."""
    from taiwa.tutor.ask.conversation import overheard

    heard = overheard(text)
    agrees = says_something(text) and yes_or_no(text)
    return bool(agrees) or (heard is not None and heard.kind in ("skip", "agreed"))


def says_something(text: str) -> bool:
    """True if a line has a word; a lone letter or number answers a question that is gone."""
    return bool(re.search(r"[a-zA-Z]{2}|[^\x00-\x7f０-９ａ-ｚＡ-Ｚ]", text))
