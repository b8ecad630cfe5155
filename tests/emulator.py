"""A small terminal: what bytes make of a screen, cell by cell, with colours.

It knows what Textual and taiwa write and nothing else: an unknown sequence is an error.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import get_character_cell_size

TOKEN = re.compile(
    r"\x1b\[(?P<lead>[?<>=]?)(?P<numbers>[\d;]*)(?P<between>[$ ]?)(?P<end>[@-~])"
    r"|\x1b\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\)|(?P<text>[^\x1b\n\r]+)|(?P<line>[\n\r])"
)


class Pen(NamedTuple):
    """How a cell is drawn: attributes and two colours, each as SGR names them."""

    attributes: frozenset[int] = frozenset()
    ink: tuple[int, ...] = ()
    ground: tuple[int, ...] = ()


class Cell(NamedTuple):
    """What one cell shows; the second half of a wide character is without text."""

    text: str = " "
    pen: Pen = Pen()


class Emulator:
    """A screen of so many columns and rows; `ambiguous` characters may take two cells."""

    def __init__(self, columns: int, rows: int, ambiguous: int = 1) -> None:
        self.ambiguous = ambiguous
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Another size, for which nothing was drawn yet: what stood here is garbled."""
        self.columns, self.height = columns, rows
        self.rows = [[Cell("?") for _ in range(columns)] for _ in range(rows)]
        self.pen, self.x, self.y, self.frames, self._rest = Pen(), 0, 0, 0, ""

    def __str__(self) -> str:
        return "\n".join("".join(cell.text for cell in row) for row in self.rows)

    def feed(self, drawn: str) -> None:
        """Draw; what is cut off at the end waits for more."""
        drawn, at = self._rest + drawn, 0
        while at < len(drawn) and (found := TOKEN.match(drawn, at)):
            self._do(found)
            at = found.end()
        self._rest = drawn[at:]
        assert len(self._rest) < 40, f"an unknown sequence: {self._rest[:80]!r}"

    def _do(self, found: re.Match[str]) -> None:
        if text := found["text"]:
            self._write(text)
        elif found["line"]:
            self.x, self.y = 0, min(self.y + (found["line"] == "\n"), self.height - 1)
        elif found["command"] is None:
            self._control(found["lead"], found["numbers"], found["between"] + found["end"])

    def _control(self, lead: str, numbers: str, end: str) -> None:
        given = [int(number or 0) for number in numbers.split(";")]
        if lead:
            assert end in ("h", "l", "u", "$p"), f"unknown: {lead}{numbers}{end}"
            if (lead, end, given) == ("?", "h", [1049]):
                self.rows = [[Cell() for _ in range(self.columns)] for _ in range(self.height)]
        elif end == "H":
            row, column = (*given, 1)[:2]
            self.y = min(max(row, 1), self.height) - 1
            self.x = min(max(column, 1), self.columns) - 1
        elif end == "C":
            self.x = min(self.x + max(1, given[0]), self.columns - 1)
        elif end == "A":
            self.y = max(0, self.y - max(1, given[0]))
        elif end == "K":
            assert given[0] in (0, 2), f"unknown: {numbers}{end}"
            for x in range(
                self.x if given == [0] else 0, self.columns
            ):  # as a terminal does that keeps no ground
                self._put(x, Cell())
        elif end == "m":
            self.pen = styled(self.pen, iter(given))
        else:
            raise AssertionError(f"unknown: {numbers}{end}")

    def _write(self, text: str) -> None:
        for character in text:
            width = self._width(character)
            if width == 0:
                x = max(0, self.x - 1)
                x -= not self.rows[self.y][x].text
                cell = self.rows[self.y][x]
                self.rows[self.y][x] = cell._replace(text=cell.text + character)
                continue
            x = min(self.x, self.columns - width)  # no line goes on in the next row
            self._put(x, Cell(character, self.pen))
            if width == 2:
                self._put(x + 1, Cell("", self.pen))
                self.rows[self.y][x] = Cell(character, self.pen)
            self.x = x + width

    def _width(self, character: str) -> int:
        if self.ambiguous == 2 and unicodedata.east_asian_width(character) == "A":
            return 2 if unicodedata.category(character)[0] != "M" else 0
        return get_character_cell_size(character)

    def _put(self, x: int, cell: Cell) -> None:
        """Put one cell; of a wide character that loses a half nothing is left."""
        row = self.rows[self.y]
        if not row[x].text:
            row[x - 1] = row[x - 1]._replace(text=" ")
        if x + 1 < len(row) and not row[x + 1].text:
            row[x + 1] = row[x + 1]._replace(text=" ")
        row[x] = cell


def styled(pen: Pen, numbers: Iterator[int]) -> Pen:
    """The pen after a sequence that changes it."""
    for number in numbers:
        if number == 0:
            pen = Pen()
        elif number < 10:
            pen = pen._replace(attributes=pen.attributes | {number})
        elif number in (38, 48):
            kind = next(numbers)
            colour = (kind, *(next(numbers) for _ in range({5: 1, 2: 3}[kind])))
            pen = pen._replace(**{"ink" if number == 38 else "ground": colour})
        elif number in (39, 49):
            pen = pen._replace(**{"ink" if number == 39 else "ground": ()})
        else:
            assert 30 <= number % 60 < 48 or 90 <= number < 108, f"unknown: SGR {number}"
            ground = number // 10 in (4, 10)
            pen = pen._replace(**{"ground" if ground else "ink": (number,)})
    return pen


def must_change(before: Emulator, after: Emulator) -> int:
    """The bytes that turn one screen into another: each run of cells that differ, where it is,
    its text, and the pen wherever it is another."""
    spent, pen = 0, Pen()
    for y, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)):
        there = -1
        for x, cell in enumerate(new):
            if cell == old[x]:
                continue
            if there != x:
                spent += len(f"\x1b[{y + 1};{x + 1}H")
            if cell.pen != pen:
                pen, spent = cell.pen, spent + len(_sgr(cell.pen))
            spent, there = spent + len(cell.text.encode()), x + 1
    return spent


def _sgr(pen: Pen) -> str:
    colours = [
        *([] if not pen.ink else [38, *pen.ink] if len(pen.ink) > 1 else pen.ink),
        *([] if not pen.ground else [48, *pen.ground] if len(pen.ground) > 1 else pen.ground),
    ]
    return f"\x1b[{';'.join(map(str, [0, *sorted(pen.attributes), *colours]))}m"
