"""The first row of a screen: its place on the left, how far one has come on the right."""

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from taiwa.tui.marks import Line, apart, ink, to_content, width_of

NOTICE_SECONDS, GAP = 3.0, 2
"""Seconds that a notice stands at least; cells before it."""
READ_PER_SECOND = 12
"""Characters that are read in a second, slowly."""


class Head(Widget):
    """Names the place; a notice stands at its right end for a moment, the last one alone."""

    def __init__(self) -> None:
        super().__init__(id="where")
        self._left, self._right = Content(""), Content("")
        self._notice = ""
        self._clearing: Timer | None = None

    def show(self, left: Line, right: Line = "") -> None:
        left, right = to_content(left), to_content(right)
        if not (left.is_same(self._left) and right.is_same(self._right)):
            self._left, self._right = left, right
            self.refresh()

    def tell(self, text: str) -> bool:
        """Say something at the right end, for a moment; False where it has no room there."""
        if width_of(text) > self.size.width:
            return False
        self.hush()
        self._notice = text
        self._clearing = self.set_timer(max(NOTICE_SECONDS, len(text) / READ_PER_SECOND), self.hush)
        return True

    def hush(self) -> None:
        """Say no more what was told for a moment."""
        if self._clearing is not None:
            self._clearing.stop()
        self._notice, self._clearing = "", None
        self.refresh()

    def render(self) -> Content:
        room = self.size.width
        if not self._notice:
            return apart(self._left, self._right, room)
        fits = width_of(self._left) + GAP + width_of(self._notice) <= room
        return apart(self._left if fits else ink(""), ink(self._notice), room)
