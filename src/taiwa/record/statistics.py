"""Scores from the log's roll-ups: how much, how well, in which language, how long it lasts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from taiwa.dialogue.events import REMEMBERED, Outcome
from taiwa.record.memory import Memory, Model

CALENDAR_WEEKS, FORECAST, RECENT = 26, 30, 30
"""Weeks of the calendar, days ahead, days back: half a year and a month, our own choice."""

MISSED: tuple[Outcome, ...] = ("wrong", "revealed")
JUDGED: tuple[Outcome, ...] = (*REMEMBERED, *MISSED)
"""The outcomes that count as an answer: something was given, or the answer asked for.
A question that was skipped is not answered, and one that comes back is answered again."""

ANSWERED = f"outcome IN {JUDGED}"
"""The same for SQLite, which writes a list of texts as Python does."""


class Tally(Struct, frozen=True):
    """The number of answers of one sort that came out so."""

    section: str
    question_kind: str
    language: str
    outcome: str
    count: int


class Day(Struct, frozen=True):
    """A day's answers, those that were right of the `judged` ones, and the time spent in ms.

    An open exam's answers count, and are not judged yet.
    """

    answers: int
    right: int
    elapsed: int
    judged: int


Days = Mapping[str, Day]
"""The days with answers, by date."""


class Share(Struct, frozen=True):
    """So many right of so many."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


def calendar(days: Days, today: date) -> list[list[int | None]]:
    """Answers on each day of the last weeks: seven rows from Monday, a column a week.

    None stands for the days of this week that are still to come.
    """
    monday = today - timedelta(days=today.weekday(), weeks=CALENDAR_WEEKS - 1)
    rows: list[list[int | None]] = []
    for weekday in range(7):
        row = [monday + timedelta(weeks=n, days=weekday) for n in range(CALENDAR_WEEKS)]
        rows.append([_answers(days, day) if day <= today else None for day in row])
    return rows


SHADES = (1, 10, 20, 40)
"""Answers a day from which on a day of the calendar is a shade stronger, our own choice."""


def shade(count: int) -> int:
    """The shade of a day with so many answers, from 0, without any, to 4."""
    return sum(count >= least for least in SHADES)


def _answers(days: Days, day: date) -> int:
    found = days.get(day.isoformat())
    return found.answers if found else 0


def longest(days: Days) -> int:
    """The most days in a row with answers that there ever were."""
    most, length, before = 0, 0, date.min
    for day in sorted(map(date.fromisoformat, days)):
        length = length + 1 if day - before == timedelta(days=1) else 1
        most, before = max(most, length), day
    return most


def right(days: Days, first: date, last: date) -> Share:
    """Of the answers between two days those that were right."""
    among = [day for name, day in days.items() if first.isoformat() <= name <= last.isoformat()]
    return Share(sum(day.right for day in among), sum(day.judged for day in among))


def streak(days: Days, today: date) -> int:
    """Days in a row with answers, up to today or, where today has none yet, yesterday."""
    day = today if _answers(days, today) else today - timedelta(days=1)
    length = 0
    while _answers(days, day):
        length, day = length + 1, day - timedelta(days=1)
    return length


def accuracy(tallies: Iterable[Tally], key: str) -> dict[str, dict[str, Share]]:
    """Right answers by a field of the tallies (`section`, `question_kind`), then by language."""
    right: Counter[tuple[str, str]] = Counter()
    judged: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        place = (getattr(tally, key), tally.language)
        if tally.outcome in JUDGED:
            judged[place] += tally.count
            right[place] += tally.count if tally.outcome in REMEMBERED else 0
    found: dict[str, dict[str, Share]] = {}
    for (name, language), count in judged.items():
        if count:
            found.setdefault(name, {})[language] = Share(right[name, language], count)
    return found


def forecast(
    memories: Iterable[Memory], model: Model, retention: float, end: datetime
) -> list[int]:
    """The number of items that come due on each of the next days; the overdue count for today.

    Today ends at `end`.
    """
    days = [0] * FORECAST
    for memory in memories:
        ahead = 1 + (model.due(memory, retention) - end).days
        if ahead < FORECAST:
            days[max(0, ahead)] += 1
    return days
