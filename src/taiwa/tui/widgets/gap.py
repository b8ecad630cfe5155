"""The gap of a sentence, in which stands what is typed, and then what belongs there."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content

from taiwa.text.cells import cells
from taiwa.text.typesetting import clean
from taiwa.tui.marks import ink
from taiwa.words.messages import Message
from taiwa.words.question_wording import SHOWN_GAP

NARROW, BROAD = 14, 40
"""Cells of a gap, with one at either end: at least, and at most."""
HOLD = "_"
"""Holds a gap's place while its sentence is set: no line breaks within a run of it."""


class Gap:
    """The filling of a gap: `style` is of the text on its ground."""

    def __init__(self, text: str, style: str) -> None:
        text = clean(text).replace("\n", " ")
        self.width = min(BROAD, max(NARROW, cells(text) + 2))
        while cells(text) > self.width - 2:
            text = text[1:]  # its end is what is typed just now
        room = self.width - 1 - cells(text)
        self.shown = ink(f" {text}{' ' * room}", style)

    def held(self, message: Message) -> Message:
        """A question with room for it in its sentence."""
        hold = HOLD * self.width
        kept = [replace(p, text=p.text.replace(SHOWN_GAP, hold)) for p in message.paras]
        return replace(message, paras=tuple(kept))

    def filled(self, rows: Sequence[Content]) -> list[Content]:
        """The lines of a question with it in the room held."""
        return [self._fill(row) for row in rows]

    def _fill(self, row: Content) -> Content:
        start = row.plain.find(HOLD * self.width)
        if start < 0:
            return row
        rest = self._fill(row[start + self.width :])
        return row[:start] + self.shown + rest
