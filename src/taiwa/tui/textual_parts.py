"""All taken of Textual's private parts; `tests/test_parts.py` tells when to look at it."""

import re
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.dom import DOMNode
from textual.geometry import Offset, Size
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from taiwa.tui.frames import Shown

if TYPE_CHECKING:
    from textual.drivers.linux_driver import LinuxDriver  # which other systems don't have

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Characters that are no text: all of their kind but tabs and the ends of lines."""


def is_drawing(driver: "LinuxDriver") -> bool:
    """False once the thread that writes has died, with its terminal: what is written only waits."""
    writer = driver._writer_thread
    return writer is not None and writer.is_alive()


def is_leaving(app: App[Any]) -> bool:
    """True from the moment that the app is told to end."""
    return app._exit


def is_telling(app: App[str]) -> bool:
    """True while something that was notified stands in the corner."""
    return len(app._notifications) > 0


LATEST = 0.1
"""Seconds that a frame may wait for what follows from it."""

Result = TypeVar("Result")


class Drawn(Screen[Result]):
    """A screen of an app that draws: several layouts in a row are drawn once, after the last."""

    def _compositor_refresh(self) -> None:
        app = self.app
        if not (isinstance(app, Drawing) and app.draws_later(self)):
            self.draw()

    def draw(self) -> None:
        """Draw what has changed."""
        super()._compositor_refresh()


class Drawing(App[str]):
    """Draws a frame, and sends what the terminal does not show yet, once all that comes after it is
    set, too."""

    def __init__(self) -> None:
        super().__init__()
        self._shown, self._cursor = Shown(), Offset(0, 0)
        self._since = 0.0  # when the first was laid out of what has not been drawn
        self._laid_out: Drawn[Any] | None = None  # and not drawn since
        self._then: list[Callable[[], object]] = []

    @property
    def _silent(self) -> bool:
        return bool(self._batch_count) or self._driver is None or self.is_headless

    def draws_later(self, screen: Drawn[Any]) -> bool:
        """True if a screen, whose parts have a place now, is drawn together with what follows."""
        if self._silent or screen is not self.screen:
            return False
        if self._laid_out is None:
            self._since = monotonic()
        self._laid_out = screen
        screen.call_after_refresh(screen.call_after_refresh, self._send)  # the last of all
        return True

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if self._silent or not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, renderable)
            return
        colours = self.console._color_system or ColorSystem.TRUECOLOR
        self._shown.put(*_strips(renderable), colours)
        self.post_display_hook()

    def _send(self) -> None:
        """Draw and send, once what was to be done after a layout has been done, too."""
        screen = self._laid_out
        if screen is None:
            return
        if monotonic() < self._since + LATEST and any(map(_is_waiting, screen.walk_children())):
            self.set_timer(LATEST, self._send)  # should nothing be laid out any more
            return
        self._laid_out = None
        if self._driver is not None and self._running and not self._closed:
            if screen is self.screen:
                screen.draw()
            sent, cursor = self._shown.send(), self.size.clamp_offset(self.cursor_position)
            if sent or cursor != self._cursor:
                self._cursor = cursor
                self._begin_update()
                self._driver.write(f"{sent}\x1b[{cursor.y + 1};{cursor.x + 1}H")
                self._end_update()
                self._driver.flush()
        then, self._then = self._then, []
        for deed in then:
            deed()

    def once_sent(self, deed: Callable[[], object]) -> None:
        """Do something once what changes now is on its way to the terminal."""
        self.call_after_refresh(
            lambda: deed() if self._laid_out is None else self._then.append(deed)
        )

    def on_resize(self) -> None:
        """The window has changed, or a shell had it: whatever stands there is drawn anew."""
        self.action_redraw()

    def action_redraw(self) -> None:
        """Draw the screen whole, whatever the terminal shows."""
        self._shown.forget()
        self.refresh()


def _is_waiting(node: DOMNode) -> bool:
    """True of a part of a screen that has changed and was not drawn since."""
    return isinstance(node, Widget) and (
        node._layout_required or node._scroll_required or node._repaint_required
    )


Strips = Iterator[tuple[int, int, Strip]]
"""Pieces of rows, each with its column and row."""


def _strips(update: LayoutUpdate | ChopsUpdate) -> tuple[Strips, Size]:
    """The pieces that an update draws, and the size of its screen."""
    if isinstance(update, LayoutUpdate):
        return _whole(update), update.region.size
    return _parts(update), Size(update.chop_ends[0][-1], len(update.chops))


def _whole(update: LayoutUpdate) -> Strips:
    for y, line in enumerate(update.strips, update.region.y):
        yield update.region.x, y, Strip.join(line)


def _parts(update: ChopsUpdate) -> Strips:
    """The strips within the spans that are to be drawn, as Textual cuts them."""
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
            if strip is not None and x < last and end > first:
                yield x, y, strip.crop(0, min(end, last) - x)


class PasteParser(XTermParser):
    """Textual's reader of what a terminal sends, to whom a paste is text from end to end.

    Its own takes each ESC in a paste for a key; thousands hold the app for long.
    """

    def __init__(self, debug: bool = False) -> None:
        self._pasting, self._last = False, ""
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Read on: a paste without its control characters, all else as it is.

        The last characters are looked at again with the next, as a mark may come in two pieces;
        those of a paste are only then read.
        """
        if not data:  # the end
            yield from super().feed(data)
        while data:
            mark = BRACKETED_PASTE_END if self._pasting else BRACKETED_PASTE_START
            text, found, data = (before := self._last + data).partition(mark)
            if not self._pasting:
                fresh = (text + found)[len(self._last) :]
            else:
                fresh = CONTROL.sub("", text if found else text[: 1 - len(mark)]) + found
            self._last = "" if found else before[1 - len(mark) :]
            self._pasting ^= bool(found)
            if fresh:
                yield from super().feed(fresh)
