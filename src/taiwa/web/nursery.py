"""Taiwas that share what they have in common: one process has imported everything, and forks.

Most of a taiwa is the code that it imports. The nursery imports it once, before there is a visitor;
each visitor's taiwa is a copy, which shares the nursery's memory until it writes to it. The nursery
has no thread, no loop and no file of a learner's open: nothing that a fork could halve.

Server and nursery talk over a socket, a line of JSON each way: a `Birth` is answered by a process,
a process, once it is to end, by itself. The nursery ends with its server;
each taiwa ends with the nursery on Linux, by the kernel, even if it hangs or is stopped, elsewhere
when its input does (`tui/browser.py`).
"""

import ctypes
import gc
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing

from msgspec import Struct, json

SET_PARENT_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux's prctl(2)."""
PART, PATIENCE = 1 << 16, 60.0
"""Bytes of a message that are read at a time, and seconds in which it is answered: imports take one
on a calm machine."""
OF_SERVER = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals after which the server ends its visits in order, and the nursery last."""


class Birth(Struct):
    """Asks for a taiwa, with what it finds in its environment beside what the nursery has."""

    arguments: list[str]
    environment: dict[str, str]


class Refused(Struct):
    """There is no room for one more process, in the words of the system."""

    number: int
    reason: str


class Nursery:
    """Starts taiwas by `command`, a Python program that calls `born`, in this environment and more.

    A request takes some milliseconds, in which the server waits. Both raise `OSError` where the
    nursery has gone; the next request begins another.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, os.environ | environment
        self._line: socket.socket | None = None

    def start(
        self, arguments: Sequence[str], environment: Mapping[str, str], line: socket.socket
    ) -> int:
        """A taiwa that reads from `line` and draws to it; its process."""
        told = self._ask(Birth([*arguments], {**environment}), line)
        if isinstance(told, Refused):
            raise OSError(told.number, told.reason)
        return told

    def end(self, process: int) -> None:
        """Let go of a taiwa that has ended, or has had its time."""
        self._ask(process)

    def open(self) -> socket.socket:
        """The line to the nursery, which begins to import if it is not there yet."""
        if self._line is None:
            self._line, other = socket.socketpair()
            self._line.settimeout(PATIENCE)
            with other:
                command, end = [*self._command, str(os.getpid())], other.fileno()
                subprocess.Popen(command, stdin=end, stdout=end, env=self._environment)
        return self._line

    def close(self) -> None:
        """End the nursery, and with it what it has started."""
        if self._line:
            self._line.close()
        self._line = None

    def _ask(self, request: Birth | int, *lines: socket.socket) -> int | Refused:
        nursery = self.open()
        try:
            _send(nursery, request, *lines)
            told, _ = _received(nursery)
        except OSError:
            self.close()
            raise
        return json.decode(told, type=int | Refused)


def _send(line: socket.socket, message: Birth | Refused | int, *lines: socket.socket) -> None:
    socket.send_fds(line, [json.encode(message) + b"\n"], [each.fileno() for each in lines])


def _received(line: socket.socket) -> tuple[bytes, list[int]]:
    """A message and the files that came with it. Raises `ConnectionError` at the end."""
    told, files = b"", list[int]()
    while not told.endswith(b"\n"):
        part, more, _, _ = socket.recv_fds(line, PART, 1)
        if not part:
            raise ConnectionResetError("The other end has gone.")
        told, files = told + part, files + list(more)
    return told, files


def born(server: int) -> list[str]:
    """Be the nursery of a server, which asks over the standard streams; returns in each taiwa its
    arguments. All is imported by now."""
    _end_with(server)
    nursery = os.getpid()
    usual = {each: signal.signal(each, signal.SIG_IGN) for each in OF_SERVER}
    gc.collect()
    gc.freeze()  # else a look for garbage would write to all that is shared
    with closing(socket.socket(fileno=os.dup(0))) as line:
        asked, stream = _when_born(line)
    _end_with(nursery)
    for each, handler in usual.items():
        signal.signal(each, handler)
    os.environ.update(asked.environment)
    for standard in (0, 1):
        os.dup2(stream, standard)
    os.close(stream)
    return asked.arguments


def _when_born(line: socket.socket) -> tuple[Birth, int]:
    """Do what the server asks until it ends; returns in each taiwa, with its end of its line."""
    while True:
        try:
            told, files = _received(line)
        except ConnectionError:
            sys.exit()
        asked = json.decode(told, type=Birth | int)
        if isinstance(asked, int):
            os.kill(asked, signal.SIGKILL)  # which one that has ended takes no notice of
            os.waitpid(asked, 0)
            _send(line, asked)
            continue
        made = _forked()
        if made == 0:
            return asked, files[0]
        os.close(files[0])
        _send(line, made)


def _forked() -> int | Refused:
    """0 in the copy; in the nursery its process, or why there is none."""
    try:
        return os.fork()
    except OSError as error:
        return Refused(error.errno or 0, error.strerror or "")


def _end_with(parent: int) -> None:
    """End this process with the one that has begun it, or now if that has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
