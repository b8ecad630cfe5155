"""A sync that failed, in one calm line."""

from collections.abc import Callable
from datetime import datetime, timedelta

from taiwa.errors import N_
from taiwa.record.synced import failed
from taiwa.words.catalogs import Words
from taiwa.words.dates import day_and_month, weekday

SINCE = N_("Not synced since {day}: {why}")
NEVER = N_("Not synced yet: {why}")


def unsynced(setting: Callable[[str], str | None], words: Words, now: datetime) -> str:
    """The line that tells since when and why there was no sync; nothing where all is well."""
    state = failed(setting)
    if state is None or state.problem is None:
        return ""
    why = words._(state.problem)
    if state.at is None or state.at.tzinfo is None:
        return words._(NEVER, why=why)
    return words._(SINCE, day=_told(state.at.astimezone(now.tzinfo), words, now), why=why)


def _told(at: datetime, words: Words, now: datetime) -> str:
    """A moment as one would tell it: the hour of today, the day of this week, else the date."""
    if at.date() == now.date():
        return f"{at:%H:%M}"
    within_a_week = timedelta(0) < now.date() - at.date() < timedelta(7)
    return weekday(words, at.date()) if within_a_week else day_and_month(words, at.date())
