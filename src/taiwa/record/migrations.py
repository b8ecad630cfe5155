"""The tables as `schema.sql` has them, and how a database of an earlier version comes up to date.

All of it is one transaction with the version number, so that a program killed in the middle leaves
the database as it was.
"""

import sqlite3
from datetime import UTC
from pathlib import Path

from msgspec import Raw, convert, json
from msgspec.structs import replace

from taiwa.record import derived
from taiwa.record.columns import DAY
from taiwa.record.log import Entry, Written, sound
from taiwa.record.rows import Rows
from taiwa.record.transaction import transaction

SCHEMA_VERSION = 4
_EARLIER = tuple(name for name in Entry.__struct_fields__ if name != "prev")
"""The columns that the log had in versions 1 and 2."""

_SAME = (
    *("id", "device", "at", "session", "number", "kind", "item", "revision", "section"),
    *("question_kind", "language", "given", "verdict", "outcome", "elapsed", "judged", "matched"),
    "detail",
)
"""The columns that version 3 had as they are now. Its days were YYYYMMDD."""
_DATE = "printf('%04d-%02d-%02d', e.day / 10000, e.day / 100 % 100, e.day % 100)"
_FROM_3 = (
    "INSERT INTO word SELECT * FROM earlier_word",
    f"INSERT INTO record (n, prev, ahead, {', '.join(_SAME)}) SELECT e.n, "
    "iif(e.prev = e.n - 1 AND b.session = e.session, NULL, ifnull(e.prev, 0)), "
    f"strftime('%s', {_DATE}) / 86400 - e.at / {DAY}, e.{', e.'.join(_SAME)} "
    "FROM earlier e LEFT JOIN earlier b ON b.n = e.n - 1 ORDER BY e.n",
    "DROP TABLE earlier_word",
)


def version(connection: sqlite3.Connection) -> int:
    """The schema version of a database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_newer(connection: sqlite3.Connection) -> bool:
    """True for a database of a later version than this one."""
    return version(connection) > SCHEMA_VERSION


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to `SCHEMA_VERSION`; the connection must be in autocommit mode."""
    with transaction(connection):
        found = version(connection)  # another process may have been faster
        if found >= SCHEMA_VERSION:
            return
        if found:
            _set_aside(connection, found)
        schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
        for statement in schema.split(";\n"):
            connection.execute(statement)
        if found:
            rows = Rows(connection)
            _take_over(rows, found)
            connection.execute("DROP TABLE earlier")
            derived.rebuild(rows)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _set_aside(connection: sqlite3.Connection, found: int) -> None:
    """Make room for the tables of today; what derives from the log goes."""
    connection.execute("DROP VIEW IF EXISTS log")
    for index in ("id", "place", "item", "day", "sure", "judged"):
        connection.execute(f"DROP INDEX IF EXISTS record_{index}")
    for table in ("session", "amended", "memory", "tally", "recall"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute("ALTER TABLE record RENAME TO earlier")
    if found > 2:
        connection.execute("ALTER TABLE word RENAME TO earlier_word")


def _take_over(rows: Rows, found: int) -> None:
    """The log of an earlier version; up to 2 each record follows the one before in its session."""
    if found > 2:
        for statement in _FROM_3:
            rows.db.execute(statement)
        return
    last: Written | None = None
    query = f"SELECT {', '.join(_EARLIER)} FROM earlier ORDER BY session, number"
    for row in rows.db.execute(query):
        values = dict(zip(_EARLIER, row, strict=True))
        for name in ("given", "detail"):
            if isinstance(values[name], str):
                values[name] = Raw(json.encode(json.decode(values[name]), order="sorted"))
        if values["given"] is None:
            del values["given"]
        last = followed(convert(values, Written), last)
        sound(last)
        rows.insert(last)


def followed(record: Written, before: Written | None) -> Written:
    """A record of version 1 or 2, with the one before it as the one that it follows."""
    same = before is not None and before.session == record.session
    prev = before.id if before and same else None
    return replace(record, prev=prev, at=record.at.astimezone(UTC))
