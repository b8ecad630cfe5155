"""A teacher's list of a class: a name on each line, or a table, in which some may have a PIN."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence

from taiwa.errors import N_, UsageError
from taiwa.export.hand_in import one_line

NO_PIN = N_("{name} has no proper PIN on your list: a PIN has 4 to 12 digits.")

PIN = re.compile("[0-9]{4,12}")
_NAMES, _PINS = ("name", "氏名", "名前", "お名前"), ("pin", "暗証番号")
"""Headings of the columns of a table, in the order in which they are looked for."""


def entries(text: str) -> Iterator[tuple[str, str]]:
    """The names on a list, each with its PIN or nothing.

    Without headings the names come first, and PINs second. What stands there may be something else:
    `with_pins` tells.
    """
    sign = max(",;\t", key=text.partition("\n")[0].count)
    rows = [
        [one_line(cell) for cell in row] for row in csv.reader(text.splitlines(), delimiter=sign)
    ]
    names, pins = 0, 1
    heads = [cell.casefold() for cell in rows[0]] if rows else []
    if (found := _column(heads, _NAMES)) is not None:
        names, told = found, _column(heads, _PINS)
        pins = len(heads) if told is None else told
        del rows[0]
    for row in rows:
        if name := _cell(row, names):
            yield name, _cell(row, pins)


def names_in(text: str) -> Iterator[str]:
    """The names on a list."""
    return (name for name, _ in entries(text))


def with_pins(text: str) -> Iterator[tuple[str, str]]:
    """The names on a list, with PINs in plain digits. Raises `UsageError` for what can't be one."""
    for name, told in entries(text):
        pin = unicodedata.normalize("NFKC", told)
        if pin and not PIN.fullmatch(pin):
            raise UsageError(NO_PIN, name=name)
        yield name, pin


def _column(heads: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((heads.index(each) for each in wanted if each in heads), None)


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
