"""Rows, which every part of the benchmarks gives, and the timing of short things."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Row(NamedTuple):
    """One figure, and what it should be."""

    what: str
    value: float
    unit: str = "ms"
    goal: str = ""


def median_ms(
    run: Callable[[], object], times: int = 15, clock: Callable[[], float] = time.perf_counter
) -> float:
    """The median time of some runs by a clock: `time.process_time` tells that of the processor."""
    spent = []
    for _ in range(times):
        started = clock()
        run()
        spent.append((clock() - started) * 1000)
    return statistics.median(spent)
