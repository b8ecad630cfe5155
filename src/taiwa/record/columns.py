"""A row of the log as SQLite gives it, and the words in it as what they must be.

All raise `ValidationError` where a damaged database holds something else.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from msgspec import Struct, ValidationError, convert

from taiwa.dialogue.events import Count, Outcome, Verdict
from taiwa.record.log import Kind, Name

_EPOCH, _US = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
_FIRST = _EPOCH.toordinal()
DAY = 86_400_000_000
"""Microseconds of a day."""
_HEX = re.compile("[0-9a-f]{32}")


class Row(Struct, array_like=True):
    """A row of `SELECT`."""

    n: int
    follows: object
    id: object
    prev: object
    device: int
    at: int
    day: int
    session: int
    number: Count
    kind: int
    item: int | None
    revision: Count | None
    section: int | None
    question_kind: int | None
    language: int | None
    given: int | str | None
    verdict: int | None
    outcome: int | None
    elapsed: Count | None
    judged: object
    matched: int | None
    detail: int | str


@lru_cache(2_000)
def as_name(text: str) -> str:
    return convert(text, Name)


@lru_cache(2_000)
def as_kind(text: str) -> Kind:
    return convert(text, Kind)  # type: ignore[no-any-return]


@lru_cache(2_000)
def as_verdict(text: str) -> Verdict:
    return convert(text, Verdict)  # type: ignore[no-any-return]


@lru_cache(2_000)
def as_outcome(text: str) -> Outcome:
    return convert(text, Outcome)  # type: ignore[no-any-return]


def packed(id: str) -> str | bytes:
    """An id as a column has it."""
    return bytes.fromhex(id) if _HEX.fullmatch(id) else id


def unpacked(id: object) -> str:
    """The id in a column. Raises `ValidationError` where it holds none."""
    return id.hex() if isinstance(id, bytes) else convert(id, str)


@lru_cache(2_000)
def day_number(day: str) -> int:
    """A date, which is YYYY-MM-DD, as a column has it: in days since 1970."""
    return date.fromisoformat(day).toordinal() - _FIRST


def microseconds(at: datetime) -> int:
    """A moment as a column has it."""
    return (at - _EPOCH) // _US


def moment(at: int) -> datetime:
    """The moment, in UTC, in a column. Raises `ValidationError` where there is no such one."""
    try:
        return _EPOCH + at * _US
    except (OverflowError, TypeError) as error:
        raise ValidationError("no such time") from error


@lru_cache(2_000)
def day_of(number: int) -> str:
    """The date in a column, as YYYY-MM-DD. Raises `ValidationError` where there is no such one."""
    try:
        return date.fromordinal(number + _FIRST).isoformat()
    except (OverflowError, TypeError, ValueError) as error:
        raise ValidationError("no such date") from error
