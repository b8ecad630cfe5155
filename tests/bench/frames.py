"""The bytes of a frame, beside those that must change, and a held key over a slow line."""

import copy
import os
import select
import time
from pathlib import Path

from taiwa import paths
from tests.bench.app import home
from tests.bench.rows import Row
from tests.bench.terminal import PYTHON, Terminal
from tests.emulator import Emulator, must_change
from tests.learner import welcomed

SIZE = (80, 24)
ENTER, ESCAPE, DOWN, UP = "\r", "\x1b", "\x1b[B", "\x1b[A"
F2, F5, F8, F9, F10 = "\x1bOQ", "\x1b[15~", "\x1b[19~", "\x1b[20~", "\x1b[21~"
ON_HOME = (
    *(("arrow", DOWN), ("F2", F2), ("F10", F10), ("to the scores", "s"), ("back home", ESCAPE)),
    *(("to the glossary", "g"), ("back home", ESCAPE)),
)
IN_A_LESSON = (
    *(("lesson", ENTER), ("Space", " "), ("Space", " "), ("F5", F5), ("Space", " ")),
    *(("arrow", DOWN), ("Enter", ENTER), ("Space", " "), ("F5", F5), ("Space", " ")),
    *(("F2", F2), ("F8", F8), ("F8", F8), ("F9", F9), ("F9", F9), ("F10", F10)),
    *(("PgUp", "\x1b[5~"), ("PgDn", "\x1b[6~"), ("Esc", ESCAPE)),
)
RATE, LINE = 30, 20_000
"""Keys a second of one that is held, and bytes a second of a slow line."""

BEGINS, LETS = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""A terminal is asked if it shows whole frames at once, and says that it can."""


class Watched(Terminal):
    """A program in a terminal that keeps what it shows, and how much was written."""

    def __init__(self, command: list[str], env: dict[str, str], size: tuple[int, int]) -> None:
        super().__init__(command, {**env, "COLORTERM": "truecolor"}, size)
        self.screen, self.sent, self.frames, self._cut = Emulator(*size), 0, 0, b""

    def _read(self, most: int = 65_536) -> bytes:
        found = os.read(self.fd, most)
        self.last = time.perf_counter()
        if BEGINS in found:
            os.write(self.fd, LETS)
        self.sent, self.frames = self.sent + len(found), self.frames + found.count(b"\x1b[?2026h")
        text = (self._cut + found).decode("utf-8", "ignore")
        self._cut = (self._cut + found)[len(text.encode()) :]
        self.screen.feed(text)
        return found

    def told(self, keys: str) -> tuple[int, int, int]:
        """The bytes that keys send, those that must change, and the frames."""
        before, self.sent, self.frames = copy.deepcopy(self.screen), 0, 0
        os.write(self.fd, keys.encode())
        select.select([self.fd], [], [], 10)
        self.settle(0.5)
        return self.sent, must_change(before, self.screen), self.frames

    def held(self, keys: str, seconds: float) -> float:
        """Seconds from the last of keys that are held until the screen stands, over a slow line."""
        began, pressed, taken = time.perf_counter(), 0, 0
        while (now := time.perf_counter() - began) < seconds or self.last > began + now - 0.5:
            if now < seconds and pressed < now * RATE:
                os.write(self.fd, keys[pressed % 2 * 3 :][:3].encode())
                pressed += 1
            room = int(now * LINE) - taken
            if room > 0 and select.select([self.fd], [], [], 0.005)[0]:
                taken += len(self._read(room))
            else:
                time.sleep(0.002)
                taken = max(taken, int(now * LINE) - LINE // 50)  # an idle line saves nothing up
        return self.last - began - seconds


def keys(folder: Path) -> list[Row]:
    """Bytes sent for each key beside those that must change, and frames where it took several."""
    welcomed(folder, paths.shipped_id())
    rows = []
    for pressed in (ON_HOME, IN_A_LESSON):
        terminal = Watched([PYTHON, "-m", "taiwa", "--lang", "en"], home(folder), SIZE)
        terminal.settle(1.5)
        for name, key in pressed:
            sent, must, frames = terminal.told(key)
            what = f"{name}: {sent} bytes, frames: {frames}"
            rows.append(Row(what, sent / max(1, must), "x", "at most 2"))
        terminal.close()
    return rows


def slow_line(folder: Path) -> list[Row]:
    """An arrow held for three seconds on the first screen, over 20 kB a second."""
    welcomed(folder, paths.shipped_id())
    terminal = Watched([PYTHON, "-m", "taiwa", "--lang", "en"], home(folder), SIZE)
    terminal.settle(1.5)
    lag = terminal.held(DOWN + UP, 3)
    terminal.close()
    return [Row("an arrow held over a slow line: seconds behind", lag, "s", "under 0.5")]
