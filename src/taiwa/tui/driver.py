"""Textual's driver for Unix terminals, which leaves the terminal well however taiwa is ended.

Textual's own is ended by SIGTERM and SIGHUP where it stands, the terminal then stays without echo,
in the alternate screen, with the mouse reported; at a terminal that has gone it runs on for ever;
and after a SIGCONT without its own SIGTSTP two threads read the keys.
"""

import asyncio
import os
import select
import signal
import sys
from threading import Thread
from typing import Any

from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from taiwa.tui.textual_parts import PasteParser, is_drawing, is_leaving

linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]  # it makes one by this name

STANDARD_ERROR = 2
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class TerminalDriver(LinuxDriver):
    """Ends the app, in order, at a signal or when the terminal has gone."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.app, self.loop = app, asyncio.get_running_loop()
        self.stopped = False
        if not os.isatty(STANDARD_ERROR):  # which Textual draws to: `taiwa 2>log`
            self._file = sys.__stdout__
        for number in ENDINGS:
            self.loop.add_signal_handler(number, self._end, number)
        # Not where the signal finds the app, which may hold the lock of what is being written.
        self.loop.add_signal_handler(signal.SIGTSTP, self._stop)
        self.loop.add_signal_handler(signal.SIGCONT, self._go_on)
        Thread(target=self._await_end, name="taiwa-terminal", daemon=True).start()

    def start_application_mode(self) -> None:
        """Let changes of size be handled one after another.

        A signal interrupts Textual's handler of the one before it, which then tells the older size.
        """
        super().start_application_mode()  # type: ignore[no-untyped-call]
        handle: Any = signal.getsignal(signal.SIGWINCH)
        self.loop.add_signal_handler(signal.SIGWINCH, handle, signal.SIGWINCH, None)

    def _end(self, number: int) -> None:
        self.app.exit(return_code=128 + number)

    def _await_end(self) -> None:
        """Wait until the terminal has gone, which a program that ignores SIGHUP is not told."""
        poll = select.poll()
        poll.register(self.fileno, 0)  # its end is told even so
        if any(event & select.POLLHUP for _, event in poll.poll()):
            self.loop.call_soon_threadsafe(self._end, signal.SIGHUP)

    def write(self, data: str) -> None:
        """Draw; nobody takes it where the terminal has gone, and the queue would fill up."""
        if is_drawing(self):
            super().write(data)

    @property
    def can_suspend(self) -> bool:
        """True if a shell is there that can go on with what is suspended."""
        parent = os.getppid()
        try:
            near = os.getsid(parent) == os.getsid(0)
            return near and os.getpgid(parent) != os.getpgrp()
        except OSError:
            return False

    def _stop(self) -> None:
        """Leave the terminal to the shell."""
        self.suspend_application_mode()
        self.stopped = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take the terminal again: a shell has used it since, however taiwa was stopped.

        What leaves takes none: with its terminal gone, it is told to end and then to go on.
        """
        if is_leaving(self.app):
            return
        if not self.stopped:  # by SIGSTOP, which no program is told of
            self.suspend_application_mode()
            self.stopped = True
        self.resume_application_mode()  # may wait in the background, be continued, and come here
        if self.stopped:
            self.stopped = False
            self.send_message(self.SignalResume())
