"""The first row of a screen: its place on the left, how far one has come on the right."""

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from taiwa.tui.marks import Line, apart, ink, to_content

NOTICE_SECONDS = 3.0


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

    def tell(self, text: str, seconds: float = NOTICE_SECONDS) -> None:
        """Say something at the right end, for a moment."""
        if self._clearing is not None:
            self._clearing.stop()
        self._notice = text
        self._clearing = self.set_timer(seconds, self._clear)
        self.refresh()

    def _clear(self) -> None:
        self._notice = ""
        self.refresh()

    def render(self) -> Content:
        right = ink(self._notice, "$ink") if self._notice else self._right
        return apart(self._left, right, self.size.width)
