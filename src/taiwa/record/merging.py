"""The log as a set of lines: all of them, one more of this device, and those of another log.

Merging is union: nothing is refused or left out, and the order makes no difference.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct, convert
from msgspec.json import encode

from taiwa.record.columns import packed
from taiwa.record.derived import Steps, amend, fill_items, go_on, is_known, note, tally
from taiwa.record.log import Line, Record, Written, digest, ensure_sound, line
from taiwa.record.rows import AMENDING, Rows
from taiwa.record.table import IN_SESSIONS, RUNS, SELECT, SELECT_RUNS, UPDATE
from taiwa.record.threads import fill_sessions

_UNLINK = (
    "UPDATE record SET prev = n - 1 WHERE n = ?1 + 1 AND prev ISNULL "
    "AND session != (SELECT session FROM record WHERE n = ?1)"
)


class Overtaken(Exception):
    """Another window has moved on in this session: replay its log and look again."""


AT_ONCE = 500
"""Lines of another log that are looked up together."""

Key = int | bytes
"""The key by which a line is found: its row, or its digest where it is kept as it is."""


class Merged(Struct, frozen=True):
    """The numbers of another log's lines that were new and known here."""

    new: int
    known: int


class Change:
    """Derived tables kept right while records come in, are told otherwise, or move.

    What a session counts is taken away before the first of its records changes; `fill` derives all
    that was touched anew, once all has been taken away. A memory goes on from where it stood if
    nothing has come to its item but later answers: else each of many merges would go through all
    there are.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.sessions: set[int] = set()
        self.items: set[int] = set()
        self.later: dict[int, list[int]] = {}
        """Rows of answers that have come, by the items that had a memory before."""

    def touch(self, record: Written) -> None:
        """A record is about to change or to come."""
        session, db = self.rows.word(record.session), self.rows.db
        if record.kind in AMENDING:
            items = f"SELECT DISTINCT r.item FROM {RUNS} WHERE h.session = ? AND r.outcome NOTNULL"
            found = db.execute(items, (session,))
            self.items |= {known for (known,) in found if known is not None}
            self._derive(record)
        if session in self.sessions:
            return
        self.sessions.add(session)
        mine = f"SELECT r.n FROM {RUNS} WHERE h.session = ?"
        if not db.execute(f"{mine} LIMIT 1", (session,)).fetchone():
            return
        tally(db, -1, IN_SESSIONS.format("= ?"), session)
        db.execute(f"DELETE FROM amended WHERE n IN ({mine})", (session,))
        db.execute("DELETE FROM session WHERE session = ?", (session,))

    def come(self, record: Written, n: int) -> None:
        """A record has come as row `n`."""
        if not record.item or not record.outcome or record.kind in AMENDING:
            return
        item = self.rows.word(record.item)
        if item in self.later:
            self.later[item].append(n)
        elif item not in self.items and is_known(self.rows, item):
            self.later[item] = [n]
        else:
            self.items.add(item)

    def change(self, record: Written) -> None:
        """A record that is here is about to be told otherwise, or this is how."""
        self.touch(record)
        self._derive(record)

    def _derive(self, record: Written) -> None:
        """Let all be gone through that is known of a record's item."""
        if record.item:
            self.items.add(self.rows.word(record.item))

    def fill(self) -> None:
        """Derive all that was touched."""
        touched = "IN (SELECT value FROM json_each(?))"
        sessions = encode([*self.sessions]).decode()
        amend(self.rows.db, f"r.session {touched}", sessions)
        tally(self.rows.db, 1, IN_SESSIONS.format(touched), sessions)
        fill_sessions(self.rows, f"h.session {touched}", sessions)
        later = {item: rows for item, rows in self.later.items() if item not in self.items}
        items = [*self.items, *go_on(self.rows, later)]
        self.rows.db.execute(f"DELETE FROM memory WHERE item {touched}", (encode(items).decode(),))
        known = self.rows.db.execute("SELECT 1 FROM memory LIMIT 1").fetchone()
        fill_items(self.rows, items if known else None)


def lines_of(rows: Rows) -> Iterator[Line]:
    """Every line of the log by session, number and id; then those that are kept as they are."""
    sessions = "SELECT DISTINCT session FROM record WHERE prev NOTNULL"
    names = f"SELECT n FROM word WHERE n IN ({sessions}) ORDER BY text"
    of_session = f"{SELECT_RUNS} WHERE h.session = ?"
    for session in rows.db.execute(names).fetchall():
        found = [rows.read(row) for row in rows.db.execute(of_session, session)]
        for record in sorted(found, key=lambda record: (record.number, record.id)):
            ensure_sound(record)
            yield record
    for (text,) in rows.db.execute("SELECT line FROM kept ORDER BY digest"):
        yield convert(text, bytes)


def append(rows: Rows, record: Record, steps: Steps) -> None:
    """Add a record of this device; the caller holds the transaction.

    Raises `Overtaken` where the device has gone on from where it stands, or it stands nowhere.
    """
    if rows.place(record.id) or not (record.number == 0 or _is_open(rows, record)):
        raise Overtaken(record.session)
    note(rows, record, rows.insert(record), steps)


def _is_open(rows: Rows, record: Record) -> bool:
    """True if what a record follows is here, and nothing of the same device follows it yet."""
    prev = rows.place(record.prev) if record.prev else None
    values = (prev, packed(record.prev or ""), rows.word(record.session))
    query = (
        "SELECT 1 FROM record WHERE (n = ?1 + 1 AND prev ISNULL OR "
        "session = ?3 AND prev NOTNULL AND prev IN (?1, ?2)) AND device = ?"
    )
    return (
        prev is not None
        and not rows.db.execute(query, (*values, rows.word(record.device))).fetchone()
    )


def merge(
    rows: Rows, lines: Iterable[Line], here: Callable[[Key], object] = lambda key: None
) -> Merged:
    """Add what is new; the caller holds the transaction. `here` is told each line's key."""
    counts, change, lines = {True: 0, False: 0}, Change(rows), iter(lines)
    while part := list(islice(lines, AT_ONCE)):
        rows.look_up([each.id for each in part if not isinstance(each, bytes)])
        for each in part:
            new, key = _take_over(rows, each, change)
            counts[new] += 1
            here(key)
    rows.look_up()
    change.fill()
    return Merged(counts[True], counts[False])


def _take_over(rows: Rows, taken: Line, change: Change) -> tuple[bool, Key]:
    """Add a line if it is new. Of several that tell one record the smallest digest does."""
    if isinstance(taken, bytes):
        return _keep(rows, taken)
    place = rows.place(taken.id)
    if place is None:
        change.touch(taken)
        change.come(taken, n := rows.insert(taken))
        return True, n
    told_so_far = rows.read(rows.db.execute(f"{SELECT} WHERE r.n = ?", (place,)).fetchone())
    known, text = line(told_so_far), line(taken)
    if known == text:
        return False, place
    if digest(known) < digest(text):
        return _keep(rows, text)
    for record in (told_so_far, taken):
        change.change(record)
    rows.db.execute(UPDATE, (*rows.pack(taken), place))
    rows.db.execute(_UNLINK, (place,))
    _keep(rows, known)
    return True, place


def _keep(rows: Rows, text: bytes) -> tuple[bool, Key]:
    """Keep a line as it is; returns whether it is new, and its key."""
    values = (key := digest(text), text)
    return rows.db.execute("INSERT OR IGNORE INTO kept VALUES (?, ?)", values).rowcount > 0, key
