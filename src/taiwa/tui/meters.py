"""Meters of a share from 50 to 100 per cent, with the learner's goal as a mark on each."""

from collections.abc import Sequence

from msgspec import Struct
from textual.content import Content

from taiwa.record.statistics import Share
from taiwa.tui.marks import BAR, ink, width_of
from taiwa.words.catalogs import Words

VALUE, COUNTED = 6, 11
"""Cells of a value with what parts it from its meter, and of a count."""

FEWEST = 10
"""Answers below which a share says nothing: a dash stands for it."""


class Meter(Struct, frozen=True):
    """A share with its name; told with how many it is of, and with a dash where these are few."""

    name: str
    share: Share
    counted: str = ""


def meters(
    words: Words, told: Sequence[Meter], goal: float, names: int, bar: int, width: int
) -> list[Content]:
    """Rows of `names` cells for the name, `bar` for the meter, the value and the count; in fewer
    cells than these take, the count goes, then of the meter what is too much."""
    low = words._("low")
    beside = VALUE + 2 + width_of(low)
    counts = names + bar + beside + 2 + COUNTED <= width
    bar = max(0, min(bar, width - names - beside))
    return [_row(words, each, goal, names, bar, low, counts=counts) for each in told]


def _row(
    words: Words, meter: Meter, goal: float, names: int, bar: int, low: str, *, counts: bool
) -> Content:
    share = meter.share.share
    if share is None or (meter.counted and meter.share.of < FEWEST):
        share, shown = 0.0, "-"
    else:
        shown = words.percent(share)
    filled, mark = (round(max(0.0, part - 0.5) * 2 * bar) for part in (share, goal))
    cells = Content("").join(
        ink(" ", "on $accent") if cell == mark else ink(BAR, "$heat3" if cell < filled else "$line")
        for cell in range(bar)
    )
    row = ink(meter.name + " " * (names - width_of(meter.name))) + cells
    row += ink(f"{shown:>{VALUE}}", "bold")
    if meter.counted and counts:
        row += ink(f"  {meter.counted:<{COUNTED}}", "$soft")
    return row + ink(f"  {low}", "bold $near") if shown != "-" and share < goal else row
