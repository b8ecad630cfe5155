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


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    """The median time of some runs."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)
