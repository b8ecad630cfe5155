"""Shared by the parts of the fuzzing: cases of a seed, a limit on their time, what came of them.

A case is a function of one random source, seeded by the run's seed and the case's own number, so
that `--seed S --case N` makes the very same case again.
"""

import random
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

LIMIT = 10.0
"""Seconds that one case may take."""

SOURCE = str(Path(__file__).parent.parent.parent / "src")


class Hang(Exception):
    """A case went on for longer than it may."""


class Trials:
    """Runs cases and counts their outcomes; a failure is kept once for each place it came from."""

    def __init__(self, name: str, seed: int) -> None:
        self.name, self.seed = name, seed
        self.outcomes: Counter[str] = Counter()
        self.failures: dict[str, str] = {}
        self.slowest, self.took = 0.0, 0.0

    def run(self, cases: Iterable[int], case: Callable[[random.Random], str]) -> None:
        """Run the cases of these numbers; `case` returns what came of it, in a word or two."""
        began = time.monotonic()
        for number in cases:
            started = time.monotonic()
            try:
                with limited(LIMIT):
                    outcome = case(random.Random(f"{self.name}:{self.seed}:{number}"))
            except Exception as error:
                outcome = "failed"
                told = "".join(traceback.format_exception(error))
                self.failures.setdefault(
                    _place(error), f"--seed {self.seed} --case {number}\n{told}"
                )
            self.outcomes[outcome] += 1
            self.slowest = max(self.slowest, time.monotonic() - started)
        self.took += time.monotonic() - began

    def __str__(self) -> str:
        counts = ", ".join(f"{count:,} {outcome}" for outcome, count in self.outcomes.most_common())
        told = f"{self.name}: {self.outcomes.total():,} in {self.took:.0f} s: {counts}"
        told += f"; slowest {self.slowest:.1f} s, peak memory {peak() >> 20} MB"
        for place, failure in self.failures.items():
            told += f"\n\n{self.name} FAILED at {place}: {failure}"
        return told


TIMERS = (signal.ITIMER_PROF, signal.SIGPROF, 1), (signal.ITIMER_REAL, signal.SIGALRM, 10)
"""What is timed, the processor's time and the clock's, its signal, and how often the limit."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `Hang` in whatever works for longer, or waits for ten times as long."""

    def over(number: int, frame: FrameType | None) -> None:
        raise Hang(f"more than {seconds:g} s")

    before = [signal.signal(number, over) for _, number, _ in TIMERS]
    for timer, _, times in TIMERS:
        signal.setitimer(timer, times * seconds)
    try:
        yield
    finally:
        for (timer, number, _), handler in zip(TIMERS, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def peak() -> int:
    """The most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _place(error: BaseException) -> str:
    """The kind of an error and where in taiwa, or else where at all, it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    within = [frame for frame in frames if frame.filename.startswith(SOURCE)] or frames
    return f"{type(error).__name__} {Path(within[-1].filename).name}:{within[-1].lineno}"
