"""Pairs: what is to be matched beside what it goes with, and the verdict on each pair."""

from collections.abc import Sequence
from itertools import zip_longest

from msgspec import Struct
from textual.content import Content
from textual.style import Style

from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given
from taiwa.dialogue.marking import EMPTY, Marks
from taiwa.dialogue.questions import LETTERS
from taiwa.tui.marks import cap, filled, ink, width_of
from taiwa.tui.typography import COLUMN_GAP, readings_above, set_parallel, side_by_side
from taiwa.tui.widgets.answer_rows import (
    GAP,
    MARGIN,
    NO_ROW,
    RIGHT,
    TINTS,
    WRONG,
    AnswerRows,
    Placed,
    at,
    left_of,
)

LEAST = 48
"""Cells that both sides of a pair need beside each other."""

CAPPED = 5
"""Cells of a cap and what is between it and its text."""

SHARES = (2, 3)
"""Fifths of the room that left sides may have, where that takes fewer rows."""

PICK = "pick"
"""The name under which a part of a row keeps the place that a click on it picks."""


class Side(Struct):
    """One side of a pair while the question waits: its cap, its text and the place to fill."""

    place: int
    mark: Content
    texts: Sequence[str]
    style: str
    slot: Content | None = None


def pairing(
    rows: AnswerRows, question: Question, made: Marks, caret: int | None, width: int
) -> Placed:
    """The left sides, each with its place to fill, beside them the right ones; these stand below
    where there is no room for both."""
    lefts, rights = _lefts(rows, question, made, caret), _rights(rows, question, made)
    room = width - 2 * MARGIN - 3 * CAPPED - COLUMN_GAP
    if first := _room_of_lefts(rows, question, room, 0):
        widest = {first, *(room * share // 5 for share in SHARES)}
        ways = [_side_by_side(rows, lefts, rights, room, most) for most in sorted(widest)]
        return min(ways, key=len)
    below = Placed()
    for side in lefts:
        mark = side.mark + "  " + side.slot if side.slot else side.mark
        below += at(side.place, rows.row(mark, side.texts, width, side.style))
    below.append((NO_ROW, ink("")))
    for side in rights:
        below += at(side.place, rows.row(side.mark, side.texts, width, side.style))
    return below


def _side_by_side(
    rows: AnswerRows, lefts: Sequence[Side], rights: Sequence[Side], room: int, first: int
) -> Placed:
    """Both sides in `room` cells, of which the texts of the left ones have the `first`."""
    widths, beside = (2 * CAPPED + first, CAPPED + room - first), Placed()
    for number, pair in enumerate(zip_longest(lefts, rights)):
        set_ = [_set(rows, side, wide) for side, wide in zip(pair, widths, strict=True)]
        lines = side_by_side([part for part, _ in set_], [above for _, above in set_], widths)
        beside += at(number, [ink(" " * MARGIN) + line for line in lines])
    return beside


def _lefts(rows: AnswerRows, question: Question, made: Marks, caret: int | None) -> list[Side]:
    shown, sides = rows.parallel.main.questions.arrangement(question.id), []
    for place, left in enumerate(rows.lefts(question)):
        mine = made[place] if place < len(made) else EMPTY
        letter = " " if mine == EMPTY else LETTERS[shown.index(mine)]
        here = place == caret
        picked, free = "bold $onaccent on $accent", "$ink on $heat1" if mine != EMPTY else ""
        slot = cap(letter, picked if here else free or "$soft on $raised")
        mark = cap(str(place + 1), picked if here else "$soft on $raised")
        sides.append(Side(left_of(place), mark, left, "bold" if here else "", slot))
    return sides


def _rights(rows: AnswerRows, question: Question, made: Marks) -> list[Side]:
    """The right sides; those in use are quiet."""
    texts, sides = rows.texts(question), []
    for place, index in enumerate(rows.parallel.main.questions.arrangement(question.id)):
        used = index in made
        mark = cap(LETTERS[place], "$ink on $heat1" if used else "$accent on $raised")
        sides.append(Side(place, mark, texts[index], "$soft" if used else ""))
    return sides


def _set(rows: AnswerRows, side: Side | None, width: int) -> tuple[list[Content], int]:
    """One side in its column, where a click picks it; and the row on which its words begin."""
    if side is None:
        return [ink("")], 0
    lead = side.mark + " " * (CAPPED - width_of(side.mark))
    lines, first = rows.cell(side.texts, side.slot, width - CAPPED, side.style)
    pick = Style.from_meta({PICK: side.place})
    return [
        filled((lead if n == first else ink(" " * CAPPED)) + line, width, "").stylize(pick)
        for n, line in enumerate(lines)
    ], first


def paired(rows: AnswerRows, question: Question, given: Given | None, width: int) -> Placed:
    """Each pair with the verdict on it: where it is wrong, what was matched and what is right."""
    form, rights, shown = form_of(question), rows.texts(question), Placed()
    chosen = given.chosen if given else ()
    you, answer = _names(rows._("you"), rows._("answer"))
    you, answer = you.stylize(WRONG), answer.stylize(f"bold {RIGHT}")
    names = width_of(you) + 1
    room = _room_of_lefts(rows, question, width - 2 * MARGIN - 1 - GAP - COLUMN_GAP, names)
    below = ink(" " * (1 + GAP))
    for place, left in enumerate(rows.lefts(question)):
        wanted = form.right[place]
        mine = chosen[place] if place < len(chosen) else wanted
        style = RIGHT if mine == wanted else WRONG
        mark = ink("✓" if mine == wanted else "✗", f"bold {style}")
        told = [(ink(""), rights[wanted], "")]
        if mine != wanted:
            told = [(you, rights[mine], "$soft"), (answer, rights[wanted], "bold")]
        if room:
            shown += at(place, _beside(rows, mark, left, told, width, room, TINTS[style]))
            continue
        lines = rows.row(mark, left, width, "bold", tint=TINTS[style])
        for name, texts, look in told:
            before = below + name if name.plain else ink(" ")
            lines += rows.row(before, texts, width, look, tint=TINTS[style])
        shown += at(place, lines)
    return shown


def _names(*names: str) -> list[Content]:
    """Names of the sides of a pair, as wide as each other."""
    room = max(map(width_of, names))
    return [ink(name + " " * (room - width_of(name))) for name in names]


def _room_of_lefts(rows: AnswerRows, question: Question, room: int, names: int) -> int:
    """Cells of a column of left sides, where the right ones and what stands before them have room
    beside it; else 0."""
    lefts, rights = rows.lefts(question), rows.texts(question)
    if any(len(left) > 1 for left in lefts) or room < LEAST:
        return 0
    beside = min(_widest(rows, rights, room) + names, room * 3 // 5)
    return min(_widest(rows, lefts, room - beside), room - beside)


def _widest(rows: AnswerRows, sides: Sequence[Sequence[str]], room: int) -> int:
    """Cells of the widest line of some texts."""
    set_ = (set_parallel(texts, room, rows.view, "bold") for texts in sides)
    return max(width_of(line) for lines in set_ for line in lines)


def _beside(
    rows: AnswerRows,
    mark: Content,
    left: Sequence[str],
    rights: Sequence[tuple[Content, Sequence[str], str]],
    width: int,
    room: int,
    tint: str,
) -> list[Content]:
    """A left side, and beside it one or more right ones, each after its name."""
    view, lead = rows.view, ink("  ") + mark + "  "
    wide = width - width_of(lead) - room - COLUMN_GAP - MARGIN
    shown, tops = list[Content](), [readings_above(left[0], room, view)]
    for name, texts, style in rights:
        before = name + " " if name.plain else name
        lines = set_parallel(texts, wide - width_of(before), view, style or "$ink")
        first = readings_above(texts[0], wide - width_of(before), view)
        tops += [] if shown else [first]
        blank = ink(" " * width_of(before))
        shown += [(before if n == first else blank) + line for n, line in enumerate(lines)]
    columns = [set_parallel(left, room, view, "bold"), shown]
    blank, first = ink(" " * width_of(lead)), max(tops)
    return [
        filled((lead if number == first else blank) + line, width, tint)
        for number, line in enumerate(side_by_side(columns, tops, [room, wide]))
    ]
