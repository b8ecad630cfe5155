"""Each item as the tables tell of it that derive from the log.

An open exam's answers are held back: how they went is told once it is over. Each raises
`sqlite3.Error`, and `ValidationError` where the log or the tables are damaged.
"""

import sqlite3
from collections.abc import Iterator, Mapping

from msgspec import ValidationError, convert, json
from msgspec.structs import asdict

from taiwa.dialogue.events import REMEMBERED
from taiwa.record.branches import branches
from taiwa.record.columns import DAY, day_of, moment, packed, unpacked
from taiwa.record.derived import (
    AMONG,
    DETAIL,
    LEARNED,
    NOW,
    SETTLED,
    answers_of,
    current_model,
    learn,
    to_learned,
)
from taiwa.record.log import YEARS
from taiwa.record.memory import Memory
from taiwa.record.rows import Rows
from taiwa.record.sessions import Tried
from taiwa.record.statistics import JUDGED
from taiwa.record.table import WITH_ID

Held = Mapping[int, int]
"""The rows of answers that are held back, each with its item."""

_TRIED_LAST = (
    "SELECT i.text, l.text, o.text, r.at FROM memory m JOIN word i ON i.n = m.item JOIN word l "
    "ON l.n IN (SELECT DISTINCT language FROM tally) JOIN record r ON r.n = (SELECT r.n FROM "
    f"record r LEFT JOIN amended a ON a.n = r.n WHERE r.item = i.n AND {SETTLED} AND r.language = "
    f"l.n AND (SELECT text FROM word WHERE n = {NOW}) IN {JUDGED} AND NOT {AMONG} AND "
    f"coalesce(json_extract({DETAIL}, '$.round'), 0) = 0 "
    f"ORDER BY r.at / {DAY} DESC, r.at DESC LIMIT 1) "
    f"LEFT JOIN amended a ON a.n = r.n JOIN word o ON o.n = {NOW} ORDER BY i.text, r.at"
)

_OPEN = (
    "SELECT text, id FROM session s JOIN word ON n = s.session WHERE NOT finished AND "
    "mode = (SELECT n FROM word WHERE substr(text, -4) = 'exam' AND text = 'exam')"
)
_ANSWER = f"SELECT r.n, r.item FROM record r WHERE {WITH_ID.format('r.id', '?1')} AND {SETTLED}"


def held(rows: Rows) -> Held:
    """The answers given in exams that are open, of branches in those that are: nothing tells of
    them until these are over."""
    found = dict[int, int]()
    for session, id in rows.db.execute(_OPEN).fetchall():
        for record in branches(session, rows.of_session(session))[unpacked(id)]:
            if record.outcome:
                found.update(rows.db.execute(_ANSWER, (packed(record.id),)).fetchall())
    return found


def memories(rows: Rows, held: Held) -> Iterator[tuple[str, tuple[str, Memory]]]:
    """Each item with its section and memory, as it was without the answers held back."""
    model, back = current_model(rows.db), {*held.values()}
    others = f"r.item = ? AND NOT {AMONG}"
    for item, *row in rows.db.execute(f"SELECT item, {LEARNED} FROM memory"):
        known = to_learned(row)
        if item in back:
            before = learn(answers_of(rows, others, item, _listed(held)), model)
            if before is None:
                continue
            known = before
        values = asdict(known) | {"last": moment(known.last), "first": day_of(known.first)}
        section = values.pop("section")
        memory = convert(values, Memory)
        if memory.last.year not in YEARS:
            raise ValidationError("no such time")
        yield rows.text(item), (rows.label(section), memory)


def tried(db: sqlite3.Connection, held: Held) -> dict[str, tuple[Tried, ...]]:
    """The latest first try at each item in each language it was asked in, the last one last; of
    those not held back."""
    found: dict[str, tuple[Tried, ...]] = {}
    for item, language, outcome, at in db.execute(_TRIED_LAST, (_listed(held),)):
        latest = convert((language, outcome in REMEMBERED, at), Tried)
        found[item] = (*found.get(item, ()), latest)
    return found


def _listed(held: Held) -> str:
    return json.encode([*held]).decode()
