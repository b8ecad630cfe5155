"""The terminal's screen, cell by cell, so that a frame sends only what is not there yet.

Textual sends whole rows of whatever it laid out anew, most of them as they were.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import repeat
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

NEAR = 4
"""Bytes of cells as they are that are sent again rather than jumped over."""


class Pen(NamedTuple):
    """A way to draw cells, as the terminal is told: attributes, ink and ground."""

    attributes: str
    ink: str
    ground: str


Cell = tuple[str, Pen]
"""A character with all that combines with it; the second half of a wide one is empty."""

Row = list[Cell | None]
"""The cells of a row; of None nothing is known."""


@cache
def _one(pen: Pen) -> Pen:
    """The same object for the same pen, so that pens are told apart at once."""
    return pen


RESET = _one(Pen("", "39", "49"))
PLAIN = "\x1b[0m"


class Shown:
    """The screen as it is to be, and as the terminal has it after what was sent."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._wanted, self._sent = list[Row](), list[Row]()

    def forget(self) -> None:
        """Nothing is known of the terminal any more: all is sent again as it is drawn."""
        self._size = Size(0, 0)

    def put(
        self, strips: Iterable[tuple[int, int, Strip]], size: Size, colours: ColorSystem
    ) -> None:
        """Let strips stand at their columns and rows of a screen of that size."""
        if size != self._size:
            self._size = size
            self._sent = [[None] * size.width for _ in range(size.height)]
            self._wanted = self._sent.copy()
        for x, y, strip in strips:
            if self._wanted[y] is self._sent[y]:
                self._wanted[y] = self._sent[y].copy()
            _put(self._wanted[y], x, strip, colours)

    def send(self) -> str:
        """The bytes that the terminal is to have; from then on it has them."""
        sent, pen = list[str](), RESET
        for y, (old, new) in enumerate(zip(self._sent, self._wanted, strict=True)):
            if old is not new and old != new:
                pen = _send(sent, y, old, new, pen)
        self._sent = self._wanted.copy()
        return "".join(sent) + (PLAIN if pen != RESET else "")


def _put(row: Row, x: int, strip: Strip, colours: ColorSystem) -> None:
    """Put a strip into a row; of a wide character there that loses a half a blank is left."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if not control:
            marks, characters = _characters(text)
            if marks and cells:
                at = -1 if cells[-1][0] else -2
                cells[at] = cells[at][0] + marks, cells[at][1]
            cells += zip(characters, repeat(_pen(style, colours)))
    del cells[len(row) - x :]
    end = x + len(cells)
    if x and (half := row[x]) and not half[0]:
        row[x - 1] = " ", half[1]
    if end < len(row) and (half := row[end]) and not half[0]:
        row[end] = " ", half[1]
    row[x:end] = cells


def _send(sent: list[str], y: int, old: Row, new: Row, pen: Pen) -> Pen:
    """Add to `sent` what turns one row into another; the pen that is then in force."""
    there = 0
    for start, end in _runs(old, new):
        if there:
            sent.append(f"\x1b[{start - there}C")
        else:
            sent.append(f"\x1b[{y + 1};{start + 1}H" if start else f"\x1b[{y + 1}H")
        there = end
        for cell in new[start:end]:
            if cell is not None:
                text, wanted = cell
                if wanted is not pen:
                    sent.append(_change(pen, wanted))
                    pen = wanted
                sent.append(text)
    return pen


def _runs(old: Row, new: Row) -> Iterator[tuple[int, int]]:
    """The runs of cells to send, from and to: those that differ, with few between them.

    From a character on whose width a terminal may think otherwise, the rest of the row goes whole:
    what stands there stands elsewhere.
    """
    differ = [x for x, (was, cell) in enumerate(zip(old, new, strict=True)) if cell != was]
    loose = min(_loose(old), _loose(new))
    if differ[-1] >= loose:
        differ = [x for x in differ if x < loose]
        differ += [x for x in range(loose, len(new)) if new[x] is not None]
    start = end = differ[0]
    for x in differ:
        if x > end and not _near(new, end, x):
            yield start, end
            start = x
        end = max(end, x + 1)
        while end < len(new) and (half := new[end]) and not half[0]:
            end += 1
    yield start, end


def _near(row: Row, start: int, end: int) -> bool:
    """True if cells as they are cost less than a jump over them."""
    between = row[start - 1 : end]
    pens = {cell[1] if cell else None for cell in between}
    text = "".join(cell[0] for cell in between[1:] if cell)
    return len(pens) == 1 and len(text.encode()) <= NEAR


def _loose(row: Row) -> int:
    """The first column whose character may be of another width; the row's length without one."""
    return next((x for x, cell in enumerate(row) if cell and _is_doubtful(cell[0])), len(row))


@lru_cache(maxsize=4096)
def _is_doubtful(text: str) -> bool:
    """True of what terminals count in different ways: ambiguous widths, emoji, sequences."""
    if len(text) != 1:
        return len(text) > 1
    width = unicodedata.east_asian_width(text)
    return not (width in ("Na", "N", "H") or (width in "WF" and "⺀" <= text < "\U0001f000"))


@lru_cache(maxsize=4096)
def _characters(text: str) -> tuple[str, tuple[str, ...]]:
    """Marks that belong to the character before, and the cells of a text, one by one."""
    if text.isascii():
        return "", tuple(text)
    marks, cells = "", list[str]()
    for start, end, width in split_graphemes(text)[0]:
        if width:
            cells += [text[start:end], *[""] * (width - 1)]
        else:
            marks += text[start:end]
    return marks, tuple(cells)


@lru_cache(maxsize=4096)
def _pen(style: Style | None, colours: ColorSystem) -> Pen:
    if style is None:
        return RESET
    front, back = (
        ";".join(colour.downgrade(colours).get_ansi_codes(foreground)) if colour else ""
        for colour, foreground in ((style.color, True), (style.bgcolor, False))
    )
    attributes = Strip.render_ansi(style.without_color, colours)
    return _one(Pen(attributes, front or RESET.ink, back or RESET.ground))


def _change(pen: Pen, wanted: Pen) -> str:
    """The shortest way from one pen to another."""
    if wanted.attributes == pen.attributes:
        codes = [new for new, now in zip(wanted[1:], pen[1:], strict=True) if new != now]
    else:
        codes = ["0", wanted.attributes]
        codes += [new for new, none in zip(wanted[1:], RESET[1:], strict=True) if new != none]
    return f"\x1b[{';'.join(filter(None, codes))}m"
