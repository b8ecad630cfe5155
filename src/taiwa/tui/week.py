"""The week on the first screen: the days past as columns or tiles, those to come as bars."""

from collections.abc import Sequence
from datetime import date, timedelta

from textual.content import Content

from taiwa.errors import N_
from taiwa.tui.desk import BLOCK, Desk
from taiwa.tui.marks import BAR, Line, columns, filled, ink, label, width_of
from taiwa.words.catalogs import Words
from taiwa.words.dates import weekday, weekdays

HIGH, LOW = 7, 4
"""Rows of the columns of a week, and of those in a block."""
AHEAD_BAR = 24
"""Cells of the longest bar of the days to come."""


def week_block(words: Words, now: Desk, today: int, width: int = 0) -> list[Line]:
    """The last seven days as columns, their number and weekday below; `today` is 0 on a Monday.

    On a ground as the blocks beside it where such a `width` is told.
    """
    rows = _week(words, now, today, LOW if width else HIGH, air=not width)
    if not width:
        return rows
    shown = ["", *rows, *[""] * (BLOCK - len(rows)), ""]
    return [filled(ink("  ") + row, width, "on $surface") for row in shown]


def _week(words: Words, now: Desk, today: int, height: int, *, air: bool) -> list[Line]:
    if not now.begun:
        return [label(words, N_("This week")), ink(words._("Your days will show here."), "$soft")]
    days = [weekdays(words)[(today - back) % 7] for back in range(6, -1, -1)]
    counts = "".join(f"{count:^5}" if count else "  -  " for count in now.week)
    rows: list[Line] = [label(words, N_("This week")), *[""] * air]
    rows += columns(now.week, height, 4, today=6)
    named = Content("").join(
        ink(f" {day}  ", "bold" if i == 6 else "$soft") for i, day in enumerate(days)
    )
    return [*rows, ink(counts, "$soft"), named]


def coming_up(words: Words, ahead: Sequence[int], today: date) -> list[Line]:
    """The number of questions that a review asks on each of the next days, tomorrow the first."""
    if not any(ahead):
        return []
    days = [weekday(words, today + timedelta(days=n)) for n in range(1, len(ahead) + 1)]
    days[0] = words.pgettext("day", "Tomorrow")
    name, most = max(map(width_of, days)) + 2, max(ahead)
    rows: list[Line] = [label(words, N_("Coming up"), words._("questions to review")), ""]
    for day, count in zip(days, ahead, strict=True):
        bar = ink(BAR * -(-count * AHEAD_BAR // most), "$heat3") + "  " if count else ink("")
        rows.append(ink(day + " " * (name - width_of(day)), "$soft") + bar + words.number(count))
    return rows


def week_line(words: Words, now: Desk, today: int, width: int) -> Content:
    """The last seven days in one line, a tile a day."""
    name = ink(words._("This week"), "$soft")
    if not now.begun:
        return name + ink("   " + words._("Your days will show here."), "$soft")
    top = max([1, *now.week])
    tiles = name + "   "
    for back in range(6, -1, -1):
        day = weekdays(words)[(today - back) % 7]
        share = -(-now.week[6 - back] * 4 // top)
        tiles += ink(day, "$soft") + ink("  ", f"on $heat{share}") + " "
    total = sum(now.week)
    told = ink(" " + words.ngettext("{number} answer", "{number} answers", total))
    return tiles + told if width_of(tiles) + width_of(told) <= width else tiles
