"""Questions that build an argument: cards under their claims, a chain with a card to be found."""

from collections.abc import Sequence

from textual.content import Content

from taiwa.course.course import Course
from taiwa.course.drills import GAP
from taiwa.course.forms import form_of
from taiwa.course.model import Question, Text
from taiwa.dialogue.events import Given
from taiwa.dialogue.marking import EMPTY, Marks
from taiwa.dialogue.questions import LETTERS
from taiwa.errors import N_
from taiwa.tui.marks import cap, filled, ink, width_of
from taiwa.tui.typography import first_row, set_parallel
from taiwa.tui.widgets.answer_rows import (
    NO_ROW,
    RIGHT,
    TINTS,
    WRONG,
    AnswerRows,
    Placed,
    at,
    left_of,
)

SURFACE = "on $surface"
MARGIN = 2
NAMES = 8
"""Cells of what a card is in a chain: a case, or what follows from the cases."""


def placing(
    rows: AnswerRows, question: Question, made: Marks, caret: int | None, width: int
) -> Placed:
    """The claims as blocks with the cards put under them, then the cards that are left."""
    form, lefts, claims = form_of(question), rows.lefts(question), rows.texts(question)
    made = made or (EMPTY,) * len(lefts)
    found: Placed = []
    for place, index in enumerate(_shown(rows, question)):
        letter = cap(LETTERS[place])
        found += at(place, rows.row(letter, claims[index], width, "bold", tint=SURFACE))
        for card in (n for n, claim in enumerate(made) if claim == index):
            style = "bold $onaccent on $accent" if card == caret else "$ink on $heat1"
            mark = ink("   ") + cap(str(card + 1), style)
            found += at(left_of(card), rows.row(mark, lefts[card], width, tint=SURFACE))
        if EMPTY in made:
            empty = ink("   ") + cap(" ", "$soft on $raised")
            found += at(place, rows.row(empty, ("",), width, tint=SURFACE))
        found.append((NO_ROW, ink("")))
    for card in (n for n in range(len(form.lefts)) if made[n] == EMPTY):
        here = card == caret
        mark = cap(str(card + 1), "bold $onaccent on $accent" if here else "$accent on $raised")
        tint, look = ("on $tint", "bold") if here else ("", "")
        found += at(left_of(card), rows.row(mark, lefts[card], width, look, tint=tint))
    return found if EMPTY in made else found[:-1]


def placed(rows: AnswerRows, question: Question, given: Given | None, width: int) -> list[Content]:
    """The cards under the claims that they bear out, with the verdict on each."""
    form, lefts, claims = form_of(question), rows.lefts(question), rows.texts(question)
    shown = _shown(rows, question)
    chosen = given.chosen if given else form.right
    told: list[Content] = []
    for place, index in enumerate(shown):
        letter = cap(LETTERS[place], "$soft on $raised")
        told += [ink("")] if told else []
        told += rows.row(letter, claims[index], width, "bold", tint=SURFACE)
        for card in (n for n, claim in enumerate(form.right) if claim == index):
            style = RIGHT if chosen[card] == index else WRONG
            mark = ink("   ") + cap(str(card + 1), f"bold {style}")
            mine = LETTERS[shown.index(chosen[card])]
            words = [
                ink("✓" if style == RIGHT else _("✗ you: {place}", place=mine), f"bold {style}")
                for _ in (w.words._ for w in rows.parallel.wordings(rows.view.parallel))
            ]
            told += rows.row(mark, lefts[card], width, tint=TINTS[style], words=words)
    return told


def chain(
    course: Course, rows: AnswerRows, question: Question, chosen: int | None, told: bool, width: int
) -> list[Content]:
    """The cards shown with a question, on one ground, and between them what is chosen.

    That is the option with the index `chosen`, the right one once it is `told`.
    """
    form, cards = form_of(question), form_of(question).cards
    filling = rows.texts(question)[chosen] if chosen is not None else ("",)
    between = _filling(rows, filling, told, width)
    if not form.gapped:  # the word for the link stands between its two cards
        first, *rest = [_card(course, rows, question, card, width) for card in cards]
        return [*first, *between, *(line for lines in rest for line in lines)]
    lines: list[Content] = []
    for number, card in enumerate(cards, 1):
        name = N_("so") if number == len(cards) else N_("case")
        label = ink(rows._(name), "bold $soft")
        lead = ink(" " * MARGIN) + label + " " * (NAMES - width_of(label))
        if any(GAP in each for each in card.values()):
            row = first_row(filling, _room(width), rows.view)
            between[row] = lead + between[row][width_of(lead) :]
            lines += between
        else:
            lines += _lines(rows, lead, card, width, "bold" if number == len(cards) else "$ink")
    return [filled(line, width, SURFACE) for line in lines]


def _filling(rows: AnswerRows, texts: Sequence[str], told: bool, width: int) -> list[Content]:
    """The filling of the place left open, on its own ground, behind the names of the cards."""
    style, ground = ("bold $good", "on $goodtint") if told else ("bold", "on $tint")
    mark = ink("✓ ", style) if told else ink("")
    shown = _led(rows, mark, texts, _room(width), style)
    lead = ink(" " * (MARGIN + NAMES))
    grounds = [lead + filled(line, _room(width) + 2, ground) for line in shown]
    return [filled(line, width, SURFACE) for line in grounds]


def _card(
    course: Course, rows: AnswerRows, question: Question, card: Text, width: int
) -> list[Content]:
    """One of two linked cards, after the number of its step or section."""
    number = _number(course, question, card)
    mark = cap(number, "$ink on $heat1") if number else ink("")
    lead = ink(" " * MARGIN) + mark + " " * (NAMES - width_of(mark))
    return [filled(line, width, SURFACE) for line in _lines(rows, lead, card, width, "$ink")]


def _lines(rows: AnswerRows, lead: Content, card: Text, width: int, style: str) -> list[Content]:
    wordings = rows.parallel.wordings(rows.view.parallel)
    texts = [wording.text(card) for wording in wordings]
    return _led(rows, lead, texts, width - width_of(lead) - MARGIN, style)


def _room(width: int) -> int:
    """Cells of a text in the place left open, beside a mark."""
    return width - MARGIN - NAMES - MARGIN - 2


def _led(
    rows: AnswerRows, lead: Content, texts: Sequence[str], room: int, style: str
) -> list[Content]:
    """Texts, and what leads them on the row of their first words: readings may stand above it."""
    blank, first = ink(" " * width_of(lead)), first_row(texts, room, rows.view)
    shown = set_parallel(texts, room, rows.view, style)
    return [(lead if n == first else blank) + line for n, line in enumerate(shown)]


def _number(course: Course, question: Question, card: Text) -> str:
    """The number of the card's step in its section, or of its section in the text."""
    for name in question.sections:
        for number, step in enumerate(course.by_id[name].lesson, 1):
            if step.card == card:
                return str(number)
    nodes = course.text_map.nodes if course.text_map else ()
    return next((str(course.numbers[node.section]) for node in nodes if node.card == card), "")


def _shown(rows: AnswerRows, question: Question) -> tuple[int, ...]:
    return tuple(rows.parallel.main.questions.arrangement(question.id))
