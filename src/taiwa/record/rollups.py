"""Sums over all answers, from the tally by day and sort that derives from the log.

How the answers that are held back went is not in them. Each raises `sqlite3.Error`, and
`ValidationError` where the table is damaged.
"""

from msgspec import convert

from taiwa.dialogue.events import REMEMBERED
from taiwa.record.columns import day_of
from taiwa.record.derived import tallied
from taiwa.record.known import Held
from taiwa.record.rows import Rows
from taiwa.record.statistics import JUDGED, Day, Share, Tally

_OF_SECTION = "(?1 IS NULL OR section = ?1)"


def tallies(rows: Rows, held: Held) -> list[Tally]:
    """The answers of all time by section, kind of question, language and outcome."""
    query = (
        f"SELECT section, question_kind, language, outcome, sum(count) FROM {_told(held)} "
        "GROUP BY section, question_kind, language, outcome HAVING sum(count) > 0"
    )
    found = convert(rows.db.execute(query).fetchall(), list[tuple[int, int, int, str, int]])
    return [
        Tally(rows.label(section), rows.label(kind), rows.label(language), outcome, count)
        for section, kind, language, outcome, count in found
    ]


def days(rows: Rows, section: str | None, held: Held) -> dict[str, Day]:
    """The days with answers, of one section or of all, the earliest first."""
    all_, told = (_by_day(rows, section, table) for table in ("tally", _told(held)))
    return {
        day_of(day): Day(answers, told[day][1], elapsed, told[day][0])
        for day, (answers, _, elapsed) in all_.items()
        if answers
    }


def _by_day(rows: Rows, section: str | None, table: str) -> dict[int, tuple[int, int, int]]:
    """The answers of each day, those that were right, and the time they took."""
    counts = (f"total(count) FILTER (WHERE outcome IN {each})" for each in (JUDGED, REMEMBERED))
    answers, right = (f"CAST({count} AS INTEGER)" for count in counts)
    query = (
        f"SELECT day, {answers}, {right}, sum(elapsed) FROM {table} "
        f"WHERE {_OF_SECTION} GROUP BY day ORDER BY day"
    )
    values = (_number(rows, section),)
    found = convert(rows.db.execute(query, values).fetchall(), list[tuple[int, int, int, int]])
    return {day: (answers, right, elapsed) for day, answers, right, elapsed in found}


def confidence(rows: Rows, section: str | None, held: Held) -> dict[bool, Share]:
    """The share right of the answers that the learner was sure of, and of those not."""
    query = (
        f"SELECT sure, sum(count * (outcome IN {REMEMBERED})), sum(count) "
        f"FROM {_told(held)} WHERE sure >= 0 AND {_OF_SECTION} GROUP BY sure"
    )
    values = (_number(rows, section),)
    found = convert(rows.db.execute(query, values).fetchall(), list[tuple[int, int, int]])
    return {bool(sure): Share(kept, of) for sure, kept, of in found if of}


def pace(rows: Rows) -> tuple[int, int]:
    """The number of answers over the last 30 days with answers, and the ms that they took."""
    query = (
        "SELECT total(count), total(elapsed) FROM tally WHERE outcome IN "
        "('right', 'close', 'confirmed', 'wrong') AND day >= (SELECT min(day) FROM "
        "(SELECT DISTINCT day FROM tally ORDER BY day DESC LIMIT 30))"
    )
    count, elapsed = convert(rows.db.execute(query).fetchone(), tuple[float, float])
    return round(count), round(elapsed)


def _told(held: Held) -> str:
    """The table of what may be told."""
    if not held:
        return "tally"
    among = f"r.n IN ({', '.join(map(str, held))})"
    return f"(SELECT * FROM tally UNION ALL {tallied(-1, among)})"


def _number(rows: Rows, section: str | None) -> int | None:
    """The number of a section; one that no row has where it is not known."""
    return None if section is None else rows.number(section) or -1
