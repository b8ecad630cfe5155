"""Spoils what taiwa reads and does anything at all to the app: `python -m tests.fuzz [PART...]`.

The same seed makes the same cases. `--case N` makes one of them alone, as a failure names it.
"""

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from taiwa import paths
from taiwa.course.loading import load_course
from tests.conftest import SAMPLE
from tests.fuzz import content, database, imports
from tests.fuzz.trials import Trials, peak
from tests.fuzz.walk import Walker

SHARE = 0.2
"""The share of the spoilt courses that are the shipped one, which takes longer."""


def spoilt_courses(folder: Path, cases: range, seed: int) -> list[Trials]:
    shipped = range(cases.start, cases.start + round(len(cases) * SHARE))
    sample = range(shipped.stop, cases.stop)
    if len(cases) == 1:  # of whichever has failed
        shipped = sample = cases
    return [
        content.run(paths.shipped("content"), folder / "shipped", "content", shipped, seed),
        content.run(SAMPLE, folder / "sample", "sample", sample, seed),
    ]


def a_walk(folder: Path, cases: range, seed: int) -> list[str]:
    walker = Walker(load_course(paths.shipped("content")), folder, seed)
    gc.freeze()  # to look through all this for garbage took a third of the time
    gc.set_threshold(700, 10, 100)
    began = time.monotonic()
    asyncio.run(walker.run(cases.stop))
    took = time.monotonic() - began
    steps = ", ".join(f"{count:,} {name}" for name, count in walker.taken.most_common())
    return [f"walk: {cases.stop:,} steps in {took:.0f} s: {steps}; {peak() >> 20} MB"]


Part = Callable[[Path, range, int], list[Trials] | list[str]]
PARTS: dict[str, tuple[int, Part]] = {
    "content": (10_000, spoilt_courses),
    "database": (3_000, lambda *given: [database.run(*given)]),
    "import": (3_000, lambda *given: [imports.run(*given)]),
    "walk": (5_000, a_walk),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("parts", metavar="PART", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, help="how many, in place of each part's own number")
    parser.add_argument("--case", type=int, help="this one alone")
    options = parser.parse_args()
    failed = False
    for name in options.parts or PARTS:
        usual, part = PARTS[name]
        cases = range(options.cases or usual)
        if options.case is not None:
            cases = range(options.case, options.case + 1)
        with tempfile.TemporaryDirectory() as folder:
            for trials in part(Path(folder), cases, options.seed):
                print(trials, flush=True)
                failed |= isinstance(trials, Trials) and bool(trials.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
