"""A progress bar for whatever takes longer than half a second on the command line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

UNSHOWN_SECONDS = 0.5
"""Seconds before the bar is shown."""


@contextmanager
def waiting(label: str) -> Iterator[None]:
    """Show that work goes on, on a terminal's standard error, until the block is left."""
    if not sys.stderr.isatty():
        yield
        return
    shown: list[Progress] = []
    timer = Timer(UNSHOWN_SECONDS, lambda: shown.append(_bar(label)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for bar in shown:
            bar.stop()


def _bar(label: str) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn(label, markup=False), BarColumn(), TimeElapsedColumn()
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=None)
    bar.start()
    return bar
