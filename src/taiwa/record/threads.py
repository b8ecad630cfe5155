"""The table `session`: a row for each branch, summed up from the records on its way."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, convert

from taiwa.dialogue.events import REMEMBERED
from taiwa.record.branches import branches
from taiwa.record.columns import microseconds, packed, unpacked
from taiwa.record.log import Record
from taiwa.record.rows import AMENDING, Rows
from taiwa.record.table import PREVIOUS, RUNS

_STEPS = (
    "SELECT r.session, r.n, r.id, nullif(coalesce(p.id, r.prev), 0), r.number, r.device, r.at, "
    "r.day, r.kind, iif(a.n IS NULL, r.outcome, a.outcome), r.outcome NOTNULL AND r.judged ISNULL, "
    f"r.elapsed, r.detail FROM {RUNS} LEFT JOIN record p ON {PREVIOUS} "
    "LEFT JOIN amended a ON a.n = r.n WHERE h.session = ? ORDER BY r.number"
)


_COUNTS = "r.outcome NOTNULL AND r.judged IS NULL AND ifnull(json_extract({0}, '$.round'), 0) = 0"
_DETAIL = "ifnull(w.text, r.detail)"
_IN_A_ROW = (
    "SELECT g.session, t.n, t.device, s.at, g.last, s.day, s.detail, g.answered, g.correct, "
    "g.elapsed, g.finished FROM (SELECT session, sum(n) - ifnull(sum(before), 0) tip, "
    "sum(iif(number, 0, n)) start, max(at) last, total(elapsed) elapsed, "
    "total(outcome NOTNULL) answered, total(outcome IN ({right})) correct, max(finished) finished "
    "FROM (SELECT h.session session, r.n n, p.n before, r.number number, r.at at, "
    "r.elapsed elapsed, r.kind kind, p.session = r.session AND p.number = r.number - 1 follows, "
    f"json_extract({_DETAIL}, '$.finished') IS 1 finished, iif({_COUNTS.format(_DETAIL)}, "
    f"iif(a.n IS NULL, r.outcome, a.outcome), NULL) outcome FROM {RUNS} LEFT JOIN word w ON w.n = "
    f"r.detail LEFT JOIN record p ON {PREVIOUS} LEFT JOIN amended a ON a.n = r.n WHERE {{where}}) "
    "GROUP BY session HAVING min(number) = 0 AND count(*) = max(number) + 1 AND "
    "total(follows) = max(number) AND NOT max(kind IS {undone})) g "
    "JOIN record t ON t.n = g.tip JOIN record s ON s.n = g.start"
)
"""The sums of sessions of which each record follows the one before it, none of them an undo.

Their last row is what remains of the sum of all without those that one follows.
"""


_COLUMNS = (
    *("session", "id", "tip", "device", "started", "last", "day"),
    *("mode", "sections", "questions", "answered", "correct", "elapsed", "finished"),
)
_INSERT = f"INSERT INTO session ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


class Step(Struct):
    """A record as far as its session's sums need it; `outcome` is set on answers that count."""

    session: int
    n: int
    id: str
    prev: str | None
    number: int
    device: int
    at: int
    day: int
    kind: str
    outcome: str | None
    elapsed: int
    detail: int | str


def steps_of(rows: Rows, session: int) -> list[Step]:
    """The records of the session with this word."""
    return list(_read(rows, _STEPS, (session,)))


def _read(rows: Rows, query: str, values: tuple[int, ...]) -> Iterator[Step]:
    for row in rows.db.execute(query, values):
        session, n, id, prev, number, device, at, day, kind, outcome, counts, elapsed, detail = row
        yield Step(
            session,
            n,
            unpacked(id),
            None if prev is None else unpacked(prev),
            number,
            device,
            at,
            day,
            rows.text(kind),
            rows.text(outcome) if counts and outcome is not None else None,
            elapsed or 0,
            detail,
        )


def fill_sessions(rows: Rows, where: str, *values: object) -> None:
    """Make the rows of the sessions of records `h`, which have none, from all their records."""
    right = ", ".join(str(rows.number(outcome) or 0) for outcome in REMEMBERED)
    undone = rows.number("undone") or 0
    found = rows.db.execute(_IN_A_ROW.format(right=right, undone=undone, where=where), values)
    made = [_in_a_row(rows, row) for row in found]
    rows.db.executemany(_INSERT, made)
    query = (
        f"SELECT DISTINCT session FROM record h WHERE prev NOTNULL AND {where} "
        "AND session NOT IN (SELECT session FROM session)"
    )
    for (session,) in rows.db.execute(query, values).fetchall():
        fill_session(rows, session)


def fill_session(rows: Rows, session: int) -> None:
    """Make the rows of a session, which has none, branch by branch."""
    for name, path in branches(rows.text(session), steps_of(rows, session)).items():
        rows.db.execute(_INSERT, _summed(rows, name, path))


def _in_a_row(rows: Rows, row: tuple[Any, ...]) -> tuple[object, ...]:
    session, tip, device, started, last, day, detail, *sums = row
    plan = _planned(rows, detail)
    return (
        session,
        packed(rows.text(session)),
        tip,
        device,
        started,
        last,
        day,
        *plan,
        *map(int, sums),
    )


def _summed(rows: Rows, name: str, path: list[Step]) -> tuple[object, ...]:
    start, tip = path[0], path[-1]
    answered = correct = elapsed = finished = 0
    for step in path:
        made = rows.value(step.detail)
        if step.outcome is not None and not made.get("round"):
            answered += 1
            correct += step.outcome in REMEMBERED
        elapsed += step.elapsed
        finished = 0 if step.kind == "undone" else max(finished, bool(made.get("finished")))
    last, plan = max(step.at for step in path), _planned(rows, start.detail)
    sums = answered, correct, elapsed, int(finished)
    return (start.session, packed(name), tip.n, tip.device, start.at, last, start.day, *plan, *sums)


def _planned(rows: Rows, detail: int | str) -> tuple[int, int, int]:
    """Mode, sections and number of questions that a session's start tells."""
    made = rows.value(detail)
    turns = convert(made.get("turns"), list[tuple[int, int]])
    return (
        rows.word(convert(made.get("mode"), str)),
        rows.word(" ".join(convert(made.get("sections"), list[str]))),
        sum(rows.text(rest).startswith("[true") for _, rest in turns),
    )


def extend(rows: Rows, record: Record, n: int, answered: int = 0, correct: int = 0) -> None:
    """Bring the table up to a record that was appended as row `n`, and counts so much more."""
    session = rows.word(record.session)
    tips = [
        tip for (tip,) in rows.db.execute("SELECT tip FROM session WHERE session = ?", (session,))
    ]
    prev = rows.place(record.prev) if record.prev else None
    amends = record.kind in AMENDING
    if prev not in tips or (amends and len(tips) > 1):
        rows.db.execute("DELETE FROM session WHERE session = ?", (session,))
        fill_session(rows, session)
        return
    rows.db.execute(
        "UPDATE session SET tip = ?, device = ?, last = max(last, ?), answered = answered + ?, "
        "correct = correct + ?, elapsed = elapsed + ?, finished = CASE WHEN ? THEN 0 ELSE "
        "max(finished, ?) END WHERE session = ? AND tip = ?",
        (
            *(n, rows.word(record.device), microseconds(record.at), answered, correct),
            *(record.elapsed or 0, record.kind == "undone", record.detail.finished, session, prev),
        ),
    )
