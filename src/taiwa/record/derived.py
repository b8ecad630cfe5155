"""The tables that derive from the log: sessions, tallies and memories.

`note` brings them up to a record within the transaction that appends it, `Change` up to many that
come in by a merge; `rebuild` makes them anew from the whole log and gives the same tables, in
whatever order records came. An answer counts as its last amendment on any branch has it: counts are
sums over answers, and an item's memory is a function of its answers in the order of their times.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Annotated

from msgspec import Meta, Struct, ValidationError, convert, json
from msgspec.structs import astuple, replace

from taiwa.dialogue.events import REMEMBERED, Count
from taiwa.record.columns import DAY, moment, packed, unpacked
from taiwa.record.log import Record, amends
from taiwa.record.memory import AGAIN, EASY_MS, Model, rating
from taiwa.record.rows import Rows
from taiwa.record.table import ID_TEXT, WITH_ID
from taiwa.record.threads import extend, fill_sessions

WEIGHTS = "weights"
"""The setting that holds the memory model's weights, where they were fitted to the learner."""

TABLES = ("session", "amended", "memory", "tally")

NOW = "iif(a.n IS NULL, r.outcome, a.outcome)"
"""The outcome that an answer `r` has now, as its amendment `a` has it."""
SETTLED = "r.outcome NOTNULL AND r.judged IS NULL"
AMONG = "r.n IN (SELECT value FROM json_each(?))"

DETAIL = "coalesce((SELECT text FROM word WHERE n = r.detail), r.detail)"


class Learned(Struct):
    """The knowledge of an item, as a row of `memory` has it: words, microseconds and days."""

    section: int
    stability: Annotated[float, Meta(ge=1e-4, le=1e9)]
    difficulty: Annotated[float, Meta(ge=1, le=10)]
    last: int
    reviews: Count
    lapses: Count
    first: int


LEARNED = ", ".join(Learned.__struct_fields__)


class Answer(Struct, frozen=True):
    """An answer on an item as it counts now, in row `n`; undone, it has no outcome.

    `order` are its time in microseconds, session, number and id. Item and section are words or 0.
    """

    n: int
    order: tuple[int, str, int, str]
    day: int
    item: int
    section: int
    outcome: str | None
    round: int
    helped: bool
    quick: bool

    @property
    def mark(self) -> int | None:
        """Its rating, if it says anything of the memory."""
        return rating(self.outcome, helped=self.helped, quick=self.quick)


class ReviewStep(Struct, frozen=True):
    """The latest answer on an item, as it counts now, with what was known before and after it.

    `version` is SQLite's of the file: once another window has written there, the step is over.
    """

    version: int
    answer: Answer
    before: Learned | None
    after: Learned | None


Steps = dict[int, ReviewStep]
"""By item, what `note` has seen: an answer is then amended without reading all that went before."""


def note(rows: Rows, record: Record, n: int, steps: Steps) -> None:
    """Bring the derived tables up to a record that has just been appended as row `n`.

    Raises `sqlite3.Error`, and `ValidationError` where the log or the tables are damaged.
    """
    before = None
    if name := amends(record):
        before = _judged(rows, record, name)
        tally(rows.db, -1, "r.n = ?", before.n)
        amend(rows.db, "r.session = ? AND r.judged = ?", rows.word(record.session), packed(name))
        tally(rows.db, 1, "r.n = ?", before.n)
    elif record.outcome:
        tally(rows.db, 1, "r.n = ?", n)
    else:
        extend(rows, record, n)
        return
    now = next(answers_of(rows, "r.n = ?", before.n if before else n), None)
    changes = [
        (sign, sign * (answer.outcome in REMEMBERED))
        for answer, sign in ((before, -1), (now, 1))
        if answer and answer.outcome and not answer.round
    ]
    extend(rows, record, n, *(sum(change) for change in zip((0, 0), *changes, strict=True)))
    if now and now.item:
        _learn(rows, before, now, steps)


def rebuild(rows: Rows) -> None:
    """Make the derived tables anew from the log; the caller holds the transaction.

    Raises as `note` does.
    """
    for table in TABLES:
        rows.db.execute(f"DELETE FROM {table}")
    amend(rows.db, "1")
    tally(rows.db, 1, "1")
    fill_sessions(rows, "1")
    fill_items(rows)


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


def amend(db: sqlite3.Connection, where: str, *values: object) -> None:
    """Note the outcomes that the amendments `r` give: of several of one answer the last counts."""
    db.execute(
        "INSERT OR REPLACE INTO amended SELECT j.n, r.outcome "
        "FROM record r INDEXED BY record_judged JOIN record j "
        f"ON {WITH_ID.format('j.id', 'r.judged')} AND j.session = r.session WHERE r.judged NOTNULL "
        f"AND j.outcome NOTNULL AND j.judged IS NULL AND {where} "
        f"ORDER BY r.session, r.number, {ID_TEXT}",
        values,
    )


def tally(db: sqlite3.Connection, sign: int, where: str, *values: object) -> None:
    """Count answers `r` as they count now, or with `sign` -1 count them no more."""
    db.execute(
        f"INSERT INTO tally {tallied(sign, where)} ON CONFLICT DO UPDATE "
        "SET count = count + excluded.count, elapsed = elapsed + excluded.elapsed",
        values,
    )


def tallied(sign: int, where: str) -> str:
    """The query of the tally's rows for answers `r`, their counts times `sign`."""
    words = "ifnull(r.section, 0) s, ifnull(r.question_kind, 0) k, ifnull(r.language, 0) l"
    detail = "ifnull((SELECT text FROM word WHERE n = detail), detail)"
    counts = f"{sign} * count, CAST({sign} * ms AS INTEGER)"
    return (
        "SELECT day, s, k, l, (SELECT text FROM word WHERE n = o), "
        f"ifnull(json_extract({detail}, '$.sure'), -1), {counts} FROM (SELECT "
        f"day, {words}, {NOW} o, r.detail detail, count(*) count, total(r.elapsed) ms FROM record "
        f"r LEFT JOIN amended a ON a.n = r.n WHERE {SETTLED} AND o NOTNULL AND {where} "
        "GROUP BY day, s, k, l, o, r.detail) WHERE 1"
    )


def _judged(rows: Rows, record: Record, name: str) -> Answer:
    """The answer that a record amends, as it counted before."""
    where = f"{WITH_ID.format('r.id', '?1')} AND +r.session = ?2"
    found = next(answers_of(rows, where, packed(name), rows.word(record.session)), None)
    if found is None:
        raise ValidationError("nothing is amended")
    return found


def answers_of(
    rows: Rows, where: str, *values: object, source: str = "record r"
) -> Iterator[Answer]:
    query = (
        "SELECT r.n, r.at, r.session, r.number, r.id, r.day, r.item, r.section, "
        f"{NOW}, r.detail, r.given, r.elapsed FROM {source} "
        f"LEFT JOIN amended a ON a.n = r.n WHERE {SETTLED} AND {where}"
    )
    known: dict[tuple[object, object], tuple[int, bool, bool]] = {}
    for row in rows.db.execute(query, values):
        n, at, session, number, id, day, item, section, outcome, made, given, elapsed = row
        manner = known.get((made, given))
        if manner is None:
            manner = _manner(rows, made, given)
            if isinstance(made, int) and not isinstance(given, str):
                known[made, given] = manner
        round, helped, typed = manner
        yield Answer(
            n,
            (at, rows.text(session), number, unpacked(id)),
            day,
            item or 0,
            section or 0,
            None if outcome is None else rows.text(outcome),
            round,
            helped,
            typed and elapsed is not None and elapsed <= EASY_MS,
        )


def _manner(rows: Rows, made: int | str, given: int | str | None) -> tuple[int, bool, bool]:
    """The round of an answer, and if it was helped and typed."""
    detail = rows.value(made)
    typed = bool(detail.get("typed")) and given is not None
    helped = bool(detail.get("hints") or detail.get("near") or detail.get("round"))
    has_text = typed and given is not None and bool(json.decode(rows.given(given)).get("text"))
    return detail.get("round", 0), helped, has_text


def _learn(rows: Rows, before: Answer | None, now: Answer, steps: Steps) -> None:
    """Bring an item's memory up to an answer: by a step from what went before it, or anew.

    `before` is the answer as it counted, where it is amended.
    """
    model, item = current_model(rows.db), now.item
    (version,) = rows.db.execute("PRAGMA data_version").fetchone()
    learned, known = _learned(rows.db, item), steps.pop(item, None)
    if before is None and (learned is None or now.order[0] > learned.last):
        after = learn([now], model, learned)
        steps[item] = ReviewStep(version, now, learned, after)
    elif before and known and (known.answer.n, known.version) == (now.n, version):
        after = learn([now], model, known.before)
        steps[item] = ReviewStep(version, now, known.before, after)
    else:
        after = learn(answers_of(rows, "r.item = ?", item), model)
    _save(rows.db, item, after)


def learn(answers: Iterable[Answer], model: Model, base: Learned | None = None) -> Learned | None:
    """The knowledge of an item after its answers, on top of what there is already."""
    known = replace(base) if base else None
    for answer in sorted(answers, key=lambda answer: answer.order):
        mark, at = answer.mark, answer.order[0]
        if mark is None:
            continue
        lapse = mark == AGAIN
        if known is None:
            known = Learned(answer.section, *model.first(mark), at, 1, int(lapse), answer.day)
            continue
        known.stability, known.difficulty = model.next(
            known.stability, known.difficulty, mark, (at - known.last) // DAY
        )
        known.section, known.last = answer.section or known.section, at
        known.reviews += 1
        known.lapses += lapse
    return known


def reviews(rows: Rows) -> Iterator[tuple[str, int, datetime]]:
    """Item, rating and time of each answer as it counts now, item by item in order of time."""
    query = "SELECT item, text FROM memory JOIN word ON n = item ORDER BY text"
    for item, name in rows.db.execute(query).fetchall():
        for answer in sorted(answers_of(rows, "r.item = ?", item), key=lambda each: each.order):
            if answer.mark is not None:
                yield name, answer.mark, moment(answer.order[0])


def fill_items(rows: Rows, items: Sequence[int] | None = None) -> None:
    """Derive items, which have no memory, from all their answers; every item if none are named.

    Row after row, all is read in half the time that it takes by the index of items.
    """
    if items is None:
        answers = answers_of(rows, "r.item NOTNULL ORDER BY r.item", source="record r NOT INDEXED")
    else:
        among = "r.item IN (SELECT value FROM json_each(?)) ORDER BY r.item"
        answers = answers_of(rows, among, json.encode(items).decode())
    model = current_model(rows.db)
    for item, found in groupby(answers, lambda answer: answer.item):
        _save(rows.db, item, learn(found, model))


def go_on(rows: Rows, later: Mapping[int, Sequence[int]]) -> list[int]:
    """Learn items on from where they stand, by the rows of answers that have come to each.

    Returns the items for which that won't do, since not all of these are later than what is known.
    """
    model, left = current_model(rows.db), list[int]()
    for item, found in later.items():
        known = _learned(rows.db, item)
        answers = list(answers_of(rows, AMONG, json.encode(found).decode())) if known else []
        if known and all(answer.order[0] > known.last for answer in answers):
            _save(rows.db, item, learn(answers, model, known))
        else:
            left.append(item)
    return left


def is_known(rows: Rows, item: int) -> bool:
    """True for an item with a memory."""
    return _learned(rows.db, item) is not None


def _learned(db: sqlite3.Connection, item: int) -> Learned | None:
    row = db.execute(f"SELECT {LEARNED} FROM memory WHERE item = ?", (item,)).fetchone()
    return to_learned(row) if row else None


def _save(db: sqlite3.Connection, item: int, learned: Learned | None) -> None:
    if learned is None:
        db.execute("DELETE FROM memory WHERE item = ?", (item,))
        return
    db.execute(
        f"INSERT OR REPLACE INTO memory (item, {LEARNED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (item, *astuple(learned)),
    )


def to_learned(row: Sequence[object]) -> Learned:
    """The row, checked. Raises `ValidationError` where it is damaged."""
    return convert(dict(zip(Learned.__struct_fields__, row, strict=True)), Learned, strict=False)
