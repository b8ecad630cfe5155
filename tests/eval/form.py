"""Measures the form of options giving the right one away: the first edition beside the second.

    python -m tests.eval form [DIR …]

Without a folder, the course that the baseline keeps (the first edition) and the shipped one. For
each rule of `taiwa.course.guessing`: its hits of so many choices, and by how many standard errors
of chance it is off; the model of all signs stands last.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from taiwa import paths
from taiwa.course.guessing import choices_of, model_rate, rates, sheet_of
from taiwa.course.loading import load_course
from tests.baseline.acts import CONTENT

Column = dict[str, str]


def measured(folder: Path) -> Column:
    """The rates of a course, as they are printed, by rule."""
    course = load_course(folder)
    sheet = sheet_of(choices_of(course.sections), course.languages)
    found = [*rates(sheet)]
    if model := model_rate(sheet):
        found.append(model)
    return {
        ", ".join(rate.rule): f"{rate.hits / rate.choices:4.0%} {rate.off:+5.1f}" for rate in found
    } | {"choices": str(len(sheet.items))}


def main(arguments: Sequence[str]) -> int:
    folders = [Path(name) for name in arguments] or [CONTENT, paths.shipped("content")]
    start = time.perf_counter()
    columns = [measured(folder) for folder in folders]
    print(f"{'':44}" + "".join(f"{folder.name[-14:]:>16}" for folder in folders))
    for name in columns[0]:
        print(f"{name:44}" + "".join(f"{column.get(name, ''):>16}" for column in columns))
    print(f"{time.perf_counter() - start:.1f} s", file=sys.stderr)
    return 0
