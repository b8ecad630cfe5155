"""The tables, and how a database of any earlier version is brought up to date.

`record` is the truth. `session`, `memory`, `tally` and `recall` derive from it, in the same
transaction, and can be rebuilt: a migration that changes them leaves them empty, and `migrate` then
fills them from the log. All of it is one transaction with the version number, so that a program
killed in the middle leaves the database as it was.
"""

import sqlite3
from collections.abc import Callable

from taiwa.record.transaction import transaction

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE record (
            id TEXT PRIMARY KEY,
            device TEXT NOT NULL,
            at TEXT NOT NULL,
            day TEXT NOT NULL,
            session TEXT NOT NULL,
            number INTEGER NOT NULL,
            kind TEXT NOT NULL,
            item TEXT,
            revision INTEGER,
            section TEXT,
            question_kind TEXT,
            language TEXT,
            given TEXT,
            verdict TEXT,
            outcome TEXT,
            elapsed INTEGER,
            detail TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE UNIQUE INDEX record_place ON record (session, number)",
        "CREATE INDEX record_item ON record (item, at) WHERE item IS NOT NULL",
        """CREATE TABLE session (
            id TEXT PRIMARY KEY,
            device TEXT NOT NULL,
            started TEXT NOT NULL,
            last TEXT NOT NULL,
            mode TEXT NOT NULL,
            sections TEXT NOT NULL,
            questions INTEGER NOT NULL,
            answered INTEGER NOT NULL DEFAULT 0,
            correct INTEGER NOT NULL DEFAULT 0,
            elapsed INTEGER NOT NULL DEFAULT 0,
            finished INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX session_started ON session (started)",
        """CREATE TABLE memory (
            item TEXT PRIMARY KEY,
            section TEXT NOT NULL,
            state INTEGER NOT NULL,
            step INTEGER,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            due TEXT NOT NULL,
            last TEXT NOT NULL,
            reviews INTEGER NOT NULL,
            lapses INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX memory_due ON memory (due)",
        """CREATE TABLE tally (
            day TEXT NOT NULL,
            section TEXT NOT NULL,
            question_kind TEXT NOT NULL,
            language TEXT NOT NULL,
            outcome TEXT NOT NULL,
            count INTEGER NOT NULL,
            elapsed INTEGER NOT NULL,
            PRIMARY KEY (day, section, question_kind, language, outcome)
        ) STRICT, WITHOUT ROWID""",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ),
    (
        "DROP TABLE memory",
        """CREATE TABLE memory (
            item TEXT PRIMARY KEY,
            section TEXT NOT NULL,
            state INTEGER NOT NULL,
            step INTEGER,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            last TEXT NOT NULL,
            reviews INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            first TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX memory_first ON memory (first)",
        """CREATE TABLE recall (
            day TEXT NOT NULL,
            kept INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, kept)
        ) STRICT, WITHOUT ROWID""",
        "ALTER TABLE session ADD COLUMN day TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX record_day ON record (day)",
        "CREATE INDEX record_sure ON record (json_extract(detail, '$.sure'), outcome) "
        "WHERE json_extract(detail, '$.sure') NOTNULL",
        "CREATE INDEX session_open ON session (device, last) WHERE NOT finished",
    ),
)

SCHEMA_VERSION = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """The schema version of a database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, rebuild: Callable[[sqlite3.Connection], None]) -> None:
    """Bring the database to `SCHEMA_VERSION`; the connection must be in autocommit mode.

    `rebuild` fills the derived tables of an older database from its log.
    """
    with transaction(connection):
        found = version(connection)  # another process may have been faster
        for statements in MIGRATIONS[found:]:
            for statement in statements:
                connection.execute(statement)
        if 0 < found < SCHEMA_VERSION:
            rebuild(connection)
        connection.execute(f"PRAGMA user_version = {max(found, SCHEMA_VERSION)}")
