"""taiwa in a terminal of its own, as a learner meets it: what is drawn, and how it is left."""

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import json

from taiwa.record.store import Store
from tests.bench.terminal import PYTHON, Terminal
from tests.emulator import Emulator
from tests.learner import SAMPLE

COURSE = ("--lang", "en", "--content", str(SAMPLE))
APP = (PYTHON, "-m", "taiwa", *COURSE)
LINES = (*APP, "--plain")
SIZE = (120, 30)
PATIENCE = 60.0
"""Seconds until something that must appear is missed: many, for a machine that is busy."""
LATEST = 3_000
"""Characters of what was drawn last that a failure shows."""

ENTER, F2, F5, CTRL_C, CTRL_D, CTRL_Z = "\r", "\x1bOQ", "\x1b[15~", "\x03", "\x04", "\x1a"
ALTERNATE, MOUSE = 1049, {1000, 1002, 1003, 1006, 1015, 1016}
HARMLESS = {7, 25, 2004}
"""Modes that a shell has on, too: lines wrap, the cursor is seen, a paste is marked."""

_ESCAPE = re.compile(rb"\x1b(\[[0-9:;<=>?]*[ -/]*[@-~]|[()].|[=>78])")


def press(x: int, y: int, button: int = 0) -> str:
    """A button of the mouse goes down on a cell, both counted from 0; the left one is 0."""
    return f"\x1b[<{button};{x + 1};{y + 1}M"


def release(x: int, y: int, button: int = 0) -> str:
    return f"\x1b[<{button};{x + 1};{y + 1}m"


def move(x: int, y: int, button: int = 0) -> str:
    """The mouse comes to a cell with the button down."""
    return press(x, y, button + 32)


def click(x: int, y: int, button: int = 0) -> str:
    return press(x, y, button) + release(x, y, button)


def wait_for(what: str, found: Callable[[], bool]) -> None:
    """Wait until `found`."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


def plain_text(drawn: bytes) -> str:
    """The text that was drawn, without what moves and colours it."""
    return _ESCAPE.sub(b"", drawn).decode("utf-8", "replace")


QUIET = 0.4
"""Seconds without a byte after which a screen stands; a busy machine draws in steps."""


class Window(Terminal):
    """A program in a window; `until` reads on from what it last found."""

    def __init__(
        self, command: tuple[str, ...], env: dict[str, str], size: tuple[int, int]
    ) -> None:
        super().__init__([*command], env, size)
        self.seen, self._read = b"", 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._emulator, self._fed, self._before = Emulator(*size), 0, ""

    def until(self, text: str, timeout: float = PATIENCE) -> float:
        """Wait until `text` is drawn, over line ends and edges; the milliseconds that took.

        It may be drawn as a whole, or in part, beside what stood there when keys were typed.
        """
        began = time.monotonic()
        wanted = re.compile(r"[\s▌]+".join(map(re.escape, text.split())))
        while (end := self._end_of(wanted)) is None:
            told = f"{text!r} was not drawn, but {self.drawn[self._read :][-LATEST:]!r}"
            assert time.monotonic() < began + timeout, f"{told}; the screen:\n{self.screen}"
            assert self.read(), told
        self._read = end
        return (time.monotonic() - began) * 1000

    def _end_of(self, wanted: re.Pattern[str]) -> int | None:
        """The end of a text within all that was drawn, once it was."""
        drawn = self.drawn
        if found := wanted.search(drawn, self._read):
            return found.end()
        is_new = wanted.search(self.screen) and not wanted.search(self._before)
        return len(drawn) if is_new else None

    @property
    def screen(self) -> str:
        """The rows of a program that has the whole window; nothing where none has."""
        if ALTERNATE not in self.modes:
            return ""
        fresh, self._fed = self.seen[self._fed :], len(self.seen)
        self._emulator.feed(self._decoder.decode(fresh))
        return str(self._emulator)

    def read(self, patience: float = 0.1) -> bool:
        """Take what is drawn next; False where the program has let go of the window."""
        if select.select([self.fd], [], [], patience)[0]:
            try:
                fresh = os.read(self.fd, 65_536)
            except OSError:
                return False
            self.seen += fresh
            return bool(fresh)
        return True

    @property
    def drawn(self) -> str:
        """All that was drawn, without what moves and colours it."""
        return plain_text(self.seen)

    def type(self, keys: str) -> None:
        """Type as one who has seen what is there: once nothing more is being drawn."""
        end = time.monotonic() + 5
        while time.monotonic() < end and select.select([self.fd], [], [], QUIET)[0]:
            if not self.read():
                break
        self._before = self.screen
        os.write(self.fd, keys.encode())

    def press(self, keys: str, drawn: str) -> None:
        """Type keys until something is drawn: a turn takes none before all of it was."""
        for _ in range(20):
            self.type(keys)
            with suppress(AssertionError):
                self.until(drawn, 2)
                return
        raise AssertionError(f"{drawn!r} was not drawn, but {self.drawn[-LATEST:]!r}")

    def resize(self, columns: int, lines: int) -> None:
        self._emulator.resize(columns, lines)
        self._fed = len(self.seen)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    @property
    def modes(self) -> set[int]:
        """The terminal's private modes that are on."""
        on: dict[int, bool] = {}
        for names, end in re.findall(rb"\x1b\[\?([\d;]+)([hl])", self.seen):
            on |= {int(name): end == b"h" for name in names.split(b";")}
        return {name for name, is_on in on.items() if is_on} - HARMLESS

    @property
    def cooked(self) -> bool:
        """True if lines can be typed: they are seen, edited, and Ctrl+C is a signal."""
        flags = termios.tcgetattr(self.fd)[3]
        return all(flags & flag for flag in (termios.ECHO, termios.ICANON, termios.ISIG))

    def ended(self) -> int:
        """The exit status, once the program has ended; below 0 a signal that ended it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.fd >= 0:
                self.read(0.02)
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                while self.fd >= 0 and select.select([self.fd], [], [], 0)[0] and self.read():
                    pass
                self.process = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"does not end; drawn: {self.drawn[-LATEST:]!r}")

    def vanish(self) -> None:
        """Close the window."""
        os.close(self.fd)
        self.fd = -1

    def close(self) -> float:
        if self.process:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        if self.fd >= 0:
            os.close(self.fd)
        return 0.0


@contextmanager
def window(*command: str, size: tuple[int, int] = SIZE, **env: str) -> Iterator[Window]:
    """A program, taiwa unless another is named, in a window that is closed at the end."""
    opened = Window(command or APP, env, size)
    try:
        yield opened
    finally:
        opened.close()


def to_typed_question(taiwa: Window) -> None:
    """From the first screen into the lesson, to the question that is answered with `river`."""
    taiwa.until("Begin the lesson")
    taiwa.press(ENTER, "press Space to go on")
    taiwa.press(" ", "what raised the town?")
    taiwa.press(F5, "press Space to go on")
    taiwa.press(" ", "in English?")


def run(*words: str, typed: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """taiwa with pipes instead of a window."""
    return subprocess.run(
        [PYTHON, "-m", "taiwa", *words],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | env,
        check=False,
        timeout=120,
    )


def enter(taiwa: Window, *lines: str) -> None:
    """In line mode, type lines, each once it is asked for."""
    for line in lines:
        taiwa.until("> ")
        taiwa.type(f"{line}\r")


def to_typed_line(taiwa: Window) -> None:
    """In line mode, from the start to the question that is answered with `river`."""
    enter(taiwa, "1", "", "/reveal", "")
    taiwa.until("in English?")
    taiwa.until("> ")


def answers(db: Path) -> list[str]:
    """The answers that were typed and are saved, in order."""
    store = Store(db)
    try:
        given = [record.given for record in store.log() if record.kind == "answered"]
    finally:
        store.close()
    return [json.decode(each)["text"] for each in given if each]
