"""Textual's driver for a page in a browser, of which many share a machine.

Textual's own goes on when the server has gone and nobody can reach it any more, and it takes keys
faster than the app can handle them, which fills the memory if somebody sends many.
"""

import os
import signal
from contextlib import suppress
from functools import partial
from threading import Event, Timer
from typing import Any

from textual.app import App
from textual.drivers import web_driver
from textual.drivers.web_driver import WebDriver
from textual.events import AppBlur, AppFocus, Callback, Resize
from textual.geometry import Size
from textual.message import Message

from taiwa.tui.textual_parts import PasteParser

web_driver.XTermParser = PasteParser  # type: ignore[attr-defined]  # it makes one by this name

GRACE = 5.0
"""Seconds that the app has for ending in order."""

KEYS_AHEAD, BUSY = 64, 1.0
"""Keys that may wait for the app, and seconds that the next ones wait for that."""


class BrowserDriver(WebDriver):
    """Ends the app with its server, however that ends, and reads no faster than the app."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.app, self._taken = app, 0

    def start_application_mode(self) -> None:
        if hasattr(signal, "SIGHUP"):  # of the server's terminal: the server will end this in order
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        super().start_application_mode()

    def on_meta(self, packet_type: str, payload: dict[str, Any]) -> None:
        """Tell the app what became of the page after what it begins with: a size, and no focus.

        Textual's own can overtake these, which would then be the last that the app is told.
        """
        changes: dict[str, type[Message]] = {"focus": AppFocus, "blur": AppBlur}
        if packet_type == "resize":
            self._size = payload["width"], payload["height"]
            self.send_message(Resize(Size(*self._size), Size(*self._size)))
        elif packet_type in changes:
            self.app.call_later(self.app.post_message, changes[packet_type]())
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read until the pipe ends; then the app ends too, in order if it can."""
        super().run_input_thread()
        last = Timer(GRACE, os._exit, [1])
        last.daemon = True
        last.start()
        if not self.exit_event.is_set():
            self.send_message(Callback(self._leave))

    def _leave(self) -> None:
        """End the app, though not before its first screen is complete."""
        self.app.call_after_refresh(self.app.exit)

    def process_message(self, message: Message) -> None:
        """Hand on a key; the next ones wait in the pipe until the app has caught up."""
        if self.exit_event.is_set():
            return
        super().process_message(message)
        self._taken += 1
        if self._taken % KEYS_AHEAD == 0:
            caught_up = Event()
            self.send_message(Callback(partial(self._when_passed_on, caught_up)))
            caught_up.wait(BUSY)

    def _when_passed_on(self, caught_up: Event) -> None:
        """Now whoever has the keys is to handle them."""
        screens = self.app.screen_stack
        last = self.app.focused or (screens[-1] if screens else self.app)
        last.call_later(caught_up.set)

    def write(self, data: str) -> None:
        """Draw; nobody takes it where the server has gone."""
        with suppress(ConnectionError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        with suppress(ConnectionError):
            super().write_meta(data)
