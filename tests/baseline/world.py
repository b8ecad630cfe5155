"""A world that stands still: one run of the command line at a given moment, with a given seed."""

import gc
import io
import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import time_machine

from taiwa.cli import main

ZONE = "Asia/Tokyo"
LONG = timedelta(minutes=7)
"""Longer than anybody thinks: every fortieth line comes after a walk."""


class World:
    """A home folder and a moment; each run goes on where the last one ended."""

    def __init__(self, home: Path, begins: datetime) -> None:
        self.home, self.moment = home, begins
        self._seeds = itertools.count(1)

    def run(self, *arguments: str, lines: "Lines | str" = "") -> str:
        """All that is printed, errors behind `! `, and the exit status where it is not 0."""
        out, err = io.StringIO(), io.StringIO()
        seed = next(self._seeds)
        with (
            self._standing_still() as traveller,
            mock.patch("random.SystemRandom", partial(random.Random, seed)),
        ):
            typed = lines if isinstance(lines, str) else _Typed(lines, out, traveller)
            stdin = io.StringIO(typed) if isinstance(typed, str) else typed
            with mock.patch("sys.stdin", stdin), redirect_stdout(out), redirect_stderr(err):
                status = _status(arguments)
            self.moment = datetime.fromtimestamp(time.time(), self.moment.tzinfo)
        told = "".join(f"! {line}\n" for line in err.getvalue().splitlines())
        return out.getvalue() + told + (f"exit status {status}\n" if status else "")

    @contextmanager
    def _standing_still(self) -> Iterator[Any]:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TAIWA_HOME": str(self.home),
            "LANG": "en_GB.UTF-8",
            "TZ": ZONE,
            "COLUMNS": "80",
            "NO_COLOR": "1",
        }
        with mock.patch.dict(os.environ, environment, clear=True):
            time.tzset()
            with time_machine.travel(self.moment, tick=False) as traveller:
                yield traveller
        time.tzset()


Lines = Callable[[str], str | None]
"""Who types: given what was printed since the last line, the next one; None at the end."""


class _Typed(io.StringIO):
    """Standard input from somebody who reads what is printed, and takes a while to answer."""

    def __init__(self, lines: Lines, out: io.StringIO, traveller: Any) -> None:
        super().__init__()
        self.lines, self.out, self.traveller = lines, out, traveller
        self.read_to = self.lines_read = 0

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = self.lines(self.out.getvalue()[self.read_to :])
        if line is None:
            return ""
        self.out.write(f"> {line}\n")
        self.read_to = len(self.out.getvalue())
        self.lines_read += 1
        thinking = timedelta(seconds=2 + self.lines_read * 5 % 19)
        self.traveller.shift(thinking if self.lines_read % 40 else LONG)
        return f"{line}\n"


def _status(arguments: tuple[str, ...]) -> int:
    try:
        return main(arguments)
    except SystemExit as stopped:  # help, and wrong usage
        return int(stopped.code or 0)
    finally:
        gc.enable()
