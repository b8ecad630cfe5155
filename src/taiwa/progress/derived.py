"""What derives from the log: sessions, memories and daily tallies, kept up record by record.

`note` is called within the transaction that appends a record. `rebuild` calls it for the whole log
and gives the same tables again.
"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from taiwa.progress.log import COLUMNS, OVERRIDDEN, STARTED, Record, from_row
from taiwa.progress.schedule import Memory, rating, review

_MEMORY = "state, step, stability, difficulty, due, last, reviews, lapses"


def note(db: sqlite3.Connection, record: Record) -> None:
    """Bring the derived tables up to a record that has just been appended."""
    if record.kind == STARTED:
        _start(db, record)
        return
    _keep_session(db, record)
    if record.kind == OVERRIDDEN:
        _reverse(db, record)
    elif record.outcome is not None:
        _count(db, record, record.outcome, 1)
        _remember(db, record)


def rebuild(db: sqlite3.Connection) -> None:
    """Make the derived tables anew from the log; the caller holds the transaction."""
    for table in ("session", "memory", "tally"):
        db.execute(f"DELETE FROM {table}")
    rows = db.execute(f"SELECT {', '.join(COLUMNS)} FROM record ORDER BY at, session, number")
    for row in rows.fetchall():
        note(db, from_row(row))


def memories(db: sqlite3.Connection) -> Iterator[tuple[str, tuple[str, Memory]]]:
    """Each item with its section and memory."""
    for item, section, *values in db.execute(f"SELECT item, section, {_MEMORY} FROM memory"):
        yield item, (section, _to_memory(values))


def _start(db: sqlite3.Connection, record: Record) -> None:
    detail = record.detail
    questions = sum(bool(turn[1]) for turn in detail["turns"])
    at = record.at.isoformat(timespec="microseconds")
    db.execute(
        "INSERT INTO session (id, device, started, last, mode, sections, questions) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            record.session,
            record.device,
            at,
            at,
            detail["mode"],
            " ".join(detail["sections"]),
            questions,
        ),
    )


def _keep_session(db: sqlite3.Connection, record: Record) -> None:
    first = record.outcome is not None and not record.detail.get("round")
    right = first and record.outcome in ("right", "close")
    right = right and record.detail.get("was") != "close"  # an override of what counted already
    db.execute(
        "UPDATE session SET last = ?, answered = answered + ?, correct = correct + ?, "
        "elapsed = elapsed + ?, finished = max(finished, ?) WHERE id = ?",
        (
            record.at.isoformat(timespec="microseconds"),
            first and record.kind != OVERRIDDEN,
            right,
            record.elapsed or 0,
            bool(record.detail.get("finished")),
            record.session,
        ),
    )


def _count(db: sqlite3.Connection, record: Record, outcome: str, by: int) -> None:
    key = (
        record.day,
        record.section or "",
        record.question_kind or "",
        record.language or "",
        outcome,
    )
    db.execute(
        "INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "count = count + excluded.count, elapsed = elapsed + excluded.elapsed",
        (*key, by, (record.elapsed or 0) * by),
    )


def _remember(db: sqlite3.Connection, record: Record) -> None:
    mark = rating(record)
    if mark is None or record.item is None:
        return
    row = db.execute(f"SELECT {_MEMORY} FROM memory WHERE item = ?", (record.item,)).fetchone()
    _save(db, record, review(_to_memory(row) if row else None, mark, record.at))


def _reverse(db: sqlite3.Connection, record: Record) -> None:
    """An override: take back the judged answer's count, and relearn the item from its records."""
    judged = record.detail["judged"]
    columns = ", ".join(COLUMNS)
    rows = db.execute(
        f"SELECT {columns} FROM record WHERE item = ? ORDER BY at, session, number", (record.item,)
    ).fetchall()
    history = [from_row(row) for row in rows]
    overridden = {r.detail["judged"]: r for r in history if r.kind == OVERRIDDEN}
    memory: Memory | None = None
    for old in history:
        if old.id == judged and old.outcome is not None:
            _count(db, old, old.outcome, -1)
            _count(db, old, "right", 1)
        settled = overridden.get(old.id, old) if old.kind != OVERRIDDEN else None
        mark = rating(settled) if settled else None
        if mark is not None:
            memory = review(memory, mark, old.at)
    if memory is not None:
        _save(db, record, memory)


def _save(db: sqlite3.Connection, record: Record, memory: Memory) -> None:
    db.execute(
        f"INSERT OR REPLACE INTO memory (item, section, {_MEMORY}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            record.item,
            record.section or "",
            memory.state,
            memory.step,
            memory.stability,
            memory.difficulty,
            memory.due.isoformat(),
            memory.last.isoformat(),
            memory.reviews,
            memory.lapses,
        ),
    )


def _to_memory(row: list[object] | tuple[object, ...]) -> Memory:
    state, step, stability, difficulty, due, last, reviews, lapses = row
    return Memory(
        state=state,  # type: ignore[arg-type]
        step=step,  # type: ignore[arg-type]
        stability=stability,  # type: ignore[arg-type]
        difficulty=difficulty,  # type: ignore[arg-type]
        due=datetime.fromisoformat(str(due)),
        last=datetime.fromisoformat(str(last)),
        reviews=reviews,  # type: ignore[arg-type]
        lapses=lapses,  # type: ignore[arg-type]
    )
