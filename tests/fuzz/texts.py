"""Lines that a learner may type, from right answers to what no keyboard has."""

import random
from collections.abc import Sequence

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Explain, Question, Typed, Year
from taiwa.dialogue.commands import COMMANDS


def cut(text: str) -> list[str]:
    """A table of texts, spaces and controls among them, as a list."""
    return text.split("¦")


SIGNS = "?¦？¦/¦／¦//¦?/¦/?¦/1¦/９¦/²¦/٣¦1¦１¦0¦-1¦99¦1a2b3c¦1a 2b 3c¦'¦\"¦\\¦`¦$x¦¦ ¦　¦#¦-¦|"
MARKUP = "[bold]¦[/]¦[/bold¦[@click=app.quit]x[/]¦[link=http://x]y¦\\[b¦<b>¦&amp;¦**¦__x__"
FORMATS = "{¦}¦{0}¦{name}¦{|}¦{漢字|かんじ}¦{漢字¦漢字}¦|}¦%s¦%(x)s¦%¦(¦*¦.*+?"
SCRIPTS = (
    "東京¦とうきょう¦ＡＢＣ１２３¦ｶﾅ¦ヴァ¦㍻¦ﷺ¦ß¦İ¦ǆ¦½¦²¦٣¦一九四七¦é¦ø¦한국¦か\u3099¦e\u0301\u0301"
)
EMOJI = "👍¦👨‍👩‍👧‍👦¦🇯🇵¦❤️¦1️⃣"
CONTROLS = (
    "\x00¦\x07¦\x1b[31m¦\x1b]0;x\x07¦\x7f¦\x9b¦a\tb¦a\nb\r\nc¦\u2028¦\ud800¦\ufffe¦\U0010ffff"
)
UNSEEN = "\u0301¦\u200b¦\u200f\u202e¦\ufeff¦\u3164"
COMMANDED = "/covered x¦/covered 2¦/lang xx¦/sure /sure /sure 1¦/term [b]¦/furigana {¦/hnit"
NUMBERS = (*(digit * 5_000 for digit in "9９一٣"), "q" + "9" * 5_000, "九" * 5_000 + "十")
"""Numbers that Python won't read, or not write out."""

LONG = (
    "x" * 5_000,
    "川" * 5_000,
    "?" + "なぜ" * 2_500,
    "/" + "h" * 5_000,
    "/covered " + "9" * 5_000,
)
TABLES = (SIGNS, MARKUP, FORMATS, SCRIPTS, EMOJI, CONTROLS, UNSEEN, COMMANDED)
ODD = (*(text for table in TABLES for text in cut(table)), *LONG, *NUMBERS)
"""Texts that a program may stumble over."""

OWN = cut("what did I get wrong today?¦苦手なところは？¦次は何をすればいい？¦why?¦それはいつ？")
"""Questions on one's own record, and some that follow up."""


def said(course: Course, pending: Question | None, language: str, chance: random.Random) -> str:
    """Something typed at a conversation, whether it fits or not."""
    kind = chance.choice(("answer", "answer", "near", "question", "command", "odd"))
    if kind == "question":
        return "?" + chance.choice(_questions(course, language))
    if kind == "command":
        name = chance.choice(list(COMMANDS))
        rest = chance.choice(("", "", " en", " ja", " 1", " ２", f" {chance.choice(ODD)}"))
        return chance.choice("/／") + chance.choice((name, *COMMANDS[name])) + rest
    if kind == "odd" or pending is None:
        return chance.choice(ODD)
    answer = chance.choice(_answers(pending, language))
    return answer if kind == "answer" else slipped(answer, chance)


def slipped(text: str, chance: random.Random) -> str:
    """A text with one slip of the fingers."""
    place = chance.randrange(len(text) + 1)
    letter = chance.choice("aeのンー1 。")
    return text[:place] + chance.choice((letter, "")) + text[place + chance.randrange(2) :]


def _answers(question: Question, language: str) -> Sequence[str]:
    """Answers that this question may be given, right or wrong."""
    if isinstance(question, Typed):
        return [text for texts in question.accepted.values() for text in texts]
    if isinstance(question, Year):
        return (str(question.answer), str(question.answer + 1), "昭和二十二年")
    if isinstance(question, Explain):
        return [phrase for point in question.points for phrase in point.phrases[language]]
    numbers = " ".join(str(number + 1) for number in range(form_of(question).count))
    return ("1", "2", "12", "２", "1a 2b 3c", numbers, "正しい", "no")


def _questions(course: Course, language: str) -> list[str]:
    """Ways to ask the tutor: the course's own, its terms, and what is on one's own record."""
    asks = [ask for answer in course.answers.values() for ask in answer.asks[language]]
    return [*OWN, *asks, *(term.term[language] for term in course.glossary)]
