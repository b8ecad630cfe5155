"""Dates of content, `2019`, `2019-12` or `2019-12-04`, and the ways in which learners type them."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_EARLY = re.compile(r"\A[0-9]{1,3}(?=\Z|-)")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def is_date(text: str) -> bool:
    """True for a year, a month of one, or a day."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def padded(text: str) -> str:
    """A date whose year has four figures, as dates are compared: `0879` of `879`."""
    return _EARLY.sub(lambda year: year[0].zfill(4), text, count=1)


def unpadded(date: str) -> str:
    """A date as it is read, its year without zeros before it."""
    return date.lstrip("0")


def typed_dates(written: str) -> Iterator[str]:
    """The ways to type a date and the month it is in, in Japanese, English and figures."""
    year, *rest = (int(part) for part in written.split("-"))
    if not rest:
        return
    month = rest[0]
    yield f"{year}年{month}月"
    yield from (f"{name} {year}" for name in _named(month))
    yield from (f"{year}{mark}{figures}" for mark in "-/" for figures in (f"{month:02}", month))
    for day in rest[1:]:
        yield f"{year}年{month}月{day}日"
        for name, number in product(_named(month), (str(day), f"{day}{_ordinal(day)}")):
            yield from (f"{number} {name} {year}", f"{name} {number}, {year}")
            yield from (f"{name} {number} {year}", f"{number} of {name} {year}")
        yield from (f"{year}-{month:02}-{day:02}", f"{year}/{month:02}/{day:02}")
        yield from (f"{year}-{month}-{day}", f"{year}/{month}/{day}")


def _named(month: int) -> tuple[str, ...]:
    name = MONTHS[month - 1]
    return (name, name[:3]) if len(name) > 3 else (name,)


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
