"""A program in a pseudo-terminal, timed by what it draws there."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path


class Terminal:
    """Runs `command` in a terminal of its own; times are in ms."""

    def __init__(self, command: list[str], env: dict[str, str], size: tuple[int, int]) -> None:
        columns, lines = size
        self.began = self.last = time.perf_counter()
        self.process, self.fd = pty.fork()
        if self.process == 0:
            for number in (signal.SIGINT, signal.SIGHUP):  # ignored, if this is in the background
                signal.signal(number, signal.SIG_DFL)
            os.execvpe(command[0], command, {**os.environ, **env, "TERM": "xterm-256color"})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def until(self, text: str, timeout: float = 30) -> None:
        """Read until `text` has been drawn."""
        seen, wanted = b"", text.encode()
        while wanted not in seen:
            ready, _, _ = select.select([self.fd], [], [], timeout)
            if not ready:
                raise TimeoutError(f"{text!r} not drawn; the end was {seen[-2000:]!r}")
            seen += self._read()

    def settle(self, quiet: float = 0.25) -> None:
        """Read until nothing has been drawn for `quiet` seconds; a cursor blinks more slowly."""
        while select.select([self.fd], [], [], quiet)[0]:
            self._read()

    def drawn(self, text: str) -> float:
        """Milliseconds from the start until the last byte of the frame that has `text`."""
        self.until(text)
        self.settle()
        return (self.last - self.began) * 1000

    def press(self, keys: str) -> float:
        """Milliseconds from a key press until the last byte of what is drawn next."""
        start = time.perf_counter()
        os.write(self.fd, keys.encode())
        select.select([self.fd], [], [], 30)
        self.settle(0.1)
        return (self.last - start) * 1000

    def change(self, keys: str, text: str) -> float:
        """The same, where `text` has to be drawn."""
        start = time.perf_counter()
        os.write(self.fd, keys.encode())
        self.until(text)
        self.settle(0.1)
        return (self.last - start) * 1000

    def close(self) -> tuple[float, float]:
        """End the program; its peak memory in MB, and the milliseconds of the processor it took."""
        status = Path(f"/proc/{self.process}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        os.kill(self.process, signal.SIGKILL)
        _, _, used = os.wait4(self.process, 0)
        os.close(self.fd)
        memory = (
            int(peak.split()[1]) / 1024
        )  # what wait4 tells is at least the parent's at the fork
        return memory, (used.ru_utime + used.ru_stime) * 1000

    def _read(self) -> bytes:
        found = os.read(self.fd, 65_536)
        self.last = time.perf_counter()
        return found


PYTHON = sys.executable
