"""The tables that derive from the log: sessions, tallies, memories and kept recalls.

`note` brings them up to a record within the transaction that appends it; `rebuild` makes them anew
from the whole log and gives the same tables. Both hold whatever order records come in, by a merge
or under a clock that was set back: counts are sums, and an item's memory is a function of all its
records in the order of their times.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct, ValidationError, convert, json
from msgspec.structs import asdict, replace

from taiwa.dialogue.events import REMEMBERED
from taiwa.record.log import COLUMNS, YEARS, Record, StartDetail, UndoDetail, amends, from_row
from taiwa.record.memory import Memory, Model, rating

WEIGHTS = "weights"
"""The setting that holds the memory model's weights, where they were fitted to the learner."""

_MEMORY = ", ".join(Memory.__struct_fields__)
_RECORDS = f"SELECT {', '.join(COLUMNS)} FROM record"

Recalls = Counter[tuple[str, bool]]
"""Answers that put a memory to a test, counted by date and by whether it was recalled."""


class ReviewStep(Struct, frozen=True):
    """The latest answer on an item, as it counts now, with its memory before and after it."""

    answer: Record
    before: Memory | None
    after: Memory | None


Steps = dict[str, ReviewStep]
"""By item, what `note` has seen: an answer is then amended without reading all that went before."""


def note(db: sqlite3.Connection, record: Record, steps: Steps) -> None:
    """Bring the derived tables up to a record that has just been appended.

    Raises `sqlite3.Error`, and `ValidationError` where the log or the tables are damaged.
    """
    _count(db, record)
    if record.item is not None and (record.outcome or amends(record)):
        _learn(db, record, steps)


def rebuild(db: sqlite3.Connection) -> None:
    """Make the derived tables anew from the log; the caller holds the transaction.

    Raises as `note` does.
    """
    for table in ("session", "memory", "tally", "recall"):
        db.execute(f"DELETE FROM {table}")
    for row in db.execute(f"{_RECORDS} ORDER BY session, number").fetchall():
        _count(db, from_row(row))
    model = current_model(db)
    for (item,) in db.execute("SELECT DISTINCT item FROM record WHERE outcome NOTNULL").fetchall():
        if item is not None:
            history = _history(db, item)
            memory, recalls = learn(history, model)
            _save(db, item, history, memory)
            _add(db, recalls)


def current_model(db: sqlite3.Connection) -> Model:
    """The memory model, with the learner's own weights where they were fitted.

    Raises `ValidationError` where these are none that FSRS takes.
    """
    row = db.execute("SELECT value FROM setting WHERE name = ?", (WEIGHTS,)).fetchone()
    if row is None:
        return Model()
    try:
        return Model(json.decode(convert(row[0], str), type=tuple[float, ...]))
    except ValueError as error:
        raise ValidationError("no such weights") from error


def memories(db: sqlite3.Connection) -> Iterator[tuple[str, tuple[str, Memory]]]:
    """Each item with its section and memory."""
    for item, section, *values in db.execute(f"SELECT item, section, {_MEMORY} FROM memory"):
        yield convert(item, str), (convert(section, str), _to_memory(values))


def _start(db: sqlite3.Connection, record: Record, detail: StartDetail) -> None:
    at = record.at.isoformat(timespec="microseconds")
    values = {
        "id": record.session,
        "device": record.device,
        "started": at,
        "last": at,
        "day": record.day,
        "mode": detail.mode,
        "sections": " ".join(detail.sections),
        "questions": sum(turn.question for turn in detail.turns),
        "finished": detail.finished,
    }
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    db.execute(f"INSERT INTO session ({names}) VALUES ({marks})", tuple(values.values()))


def _count(db: sqlite3.Connection, record: Record) -> None:
    """Bring session and tally up to a record: each is a sum over records."""
    if isinstance(record.detail, StartDetail):
        _start(db, record, record.detail)
        return
    judged, before, after = record, None, record.outcome
    undone = isinstance(record.detail, UndoDetail)
    if name := amends(record):
        judged, before = _amended(db, record, name)
        after = None if undone else record.outcome
    for outcome, by in ((before, -1), (after, 1)):
        if outcome is not None:
            _tally(db, judged, outcome, by)
    first = not judged.detail.round
    answered = (after is not None) - (before is not None)
    correct = (after in REMEMBERED) - (before in REMEMBERED)
    db.execute(
        "UPDATE session SET last = max(last, ?), answered = answered + ?, correct = correct + ?, "
        "elapsed = elapsed + ?, finished = CASE WHEN ? THEN 0 ELSE max(finished, ?) END "
        "WHERE id = ?",
        (
            record.at.isoformat(timespec="microseconds"),
            answered if first else 0,
            correct if first else 0,
            record.elapsed or 0,
            undone,
            record.detail.finished,
            record.session,
        ),
    )


def _amended(db: sqlite3.Connection, record: Record, name: str) -> tuple[Record, str | None]:
    """The answer that a record amends, and the outcome it had just before."""
    row = db.execute(f"{_RECORDS} WHERE id = ?", (name,)).fetchone()
    if row is None:
        raise ValidationError("nothing is amended")
    judged = from_row(row)
    outcome = judged.outcome
    for other in db.execute(
        f"{_RECORDS} WHERE session = ? AND number > ? AND number < ? ORDER BY number",
        (record.session, judged.number, record.number),
    ):
        amendment = from_row(other)
        if amends(amendment) == name:
            outcome = amendment.outcome
    return judged, outcome


def _tally(db: sqlite3.Connection, record: Record, outcome: str, by: int) -> None:
    key = (record.day, record.section or "", record.question_kind or "", record.language or "")
    db.execute(
        "INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "count = count + excluded.count, elapsed = elapsed + excluded.elapsed",
        (*key, outcome, by, (record.elapsed or 0) * by),
    )


def _learn(db: sqlite3.Connection, record: Record, steps: Steps) -> None:
    """Bring the item's memory up to a record: by a step from what went before it, or anew."""
    assert record.item is not None
    model, item = current_model(db), record.item
    row = db.execute(f"SELECT {_MEMORY} FROM memory WHERE item = ?", (item,)).fetchone()
    memory = _to_memory(row) if row else None
    known = steps.pop(item, None)
    recalls: Recalls = Counter()
    if not amends(record) and _is_latest(db, record):
        history, known = [record], ReviewStep(record, memory, memory)
    elif known and (known.answer.id, known.after) == (amends(record), memory):
        recalls.subtract(_step(model, known.before, known.answer)[1])
        history = [replace(known.answer, outcome=record.outcome)]
    else:
        history = _history(db, item)
        recalls.subtract(learn([r for r in history if r.id != record.id], model)[1])
        known = None
    memory, made = learn(history, model, known.before if known else None)
    recalls.update(made)
    if known:
        steps[item] = ReviewStep(history[0], known.before, memory)
    _save(db, item, history, memory)
    _add(db, recalls)


def _is_latest(db: sqlite3.Connection, record: Record) -> bool:
    """True if no answer on the item, nor what amends one, comes after a record."""
    place = (record.at.isoformat(timespec="microseconds"), record.session, record.number)
    later = db.execute(
        "SELECT 1 FROM record WHERE item = ? AND (at, session, number) > (?, ?, ?) "
        "AND (outcome NOTNULL OR kind = 'undone') LIMIT 1",
        (record.item, *place),
    ).fetchone()
    return later is None


def learn(
    history: Sequence[Record], model: Model, memory: Memory | None = None
) -> tuple[Memory | None, Recalls]:
    """An item's memory after its records, in their order, and the recalls on the way."""
    recalls: Recalls = Counter()
    for record in _effective(history):
        memory, made = _step(model, memory, record)
        recalls.update(made)
    return memory, recalls


def reviews(db: sqlite3.Connection) -> Iterator[tuple[str, int, datetime]]:
    """Item, rating and time of each answer as it counts now, item by item in order of time."""
    for (item,) in db.execute("SELECT item FROM memory ORDER BY item").fetchall():
        for record in _effective(_history(db, item)):
            mark = rating(record)
            if mark is not None:
                yield item, mark, record.at


def _effective(history: Sequence[Record]) -> Iterator[Record]:
    """The answers of an item's records, each with the outcome it has after its amendments."""
    in_order = sorted(history, key=lambda record: (record.session, record.number))
    outcomes = {judged: record.outcome for record in in_order if (judged := amends(record))}
    for record in history:
        if record.outcome and not amends(record):
            yield replace(record, outcome=outcomes.get(record.id, record.outcome))


def _step(model: Model, memory: Memory | None, record: Record) -> tuple[Memory | None, Recalls]:
    mark = rating(record)
    if mark is None:
        return memory, Counter()
    tested = memory is not None and record.at.date() > memory.last.date()
    recalls: Recalls = Counter({(record.day, record.outcome in REMEMBERED): 1} if tested else {})
    return model.review(memory, mark, record.at, record.day), recalls


def _history(db: sqlite3.Connection, item: str) -> list[Record]:
    rows = db.execute(f"{_RECORDS} WHERE item = ? ORDER BY at, session, number", (item,))
    return [from_row(row) for row in rows]


def _add(db: sqlite3.Connection, recalls: Recalls) -> None:
    for (day, kept), count in recalls.items():
        if count:
            db.execute(
                "INSERT INTO recall VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
                "count = count + excluded.count",
                (day, kept, count),
            )


def _save(
    db: sqlite3.Connection, item: str, history: Sequence[Record], memory: Memory | None
) -> None:
    if memory is None:
        db.execute("DELETE FROM memory WHERE item = ?", (item,))
        return
    section = next((r.section for r in reversed(history) if r.section), "")
    values = asdict(memory) | {"last": memory.last.isoformat()}
    db.execute(
        f"INSERT OR REPLACE INTO memory (item, section, {_MEMORY}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (item, section, *values.values()),
    )


def _to_memory(row: Sequence[object]) -> Memory:
    memory = convert(row, Memory)
    if memory.last.year not in YEARS:
        raise ValidationError("no such time")
    return memory
