"""All taken of Textual's private parts; `tests/test_parts.py` tells when to look at it."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.message import Message

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
