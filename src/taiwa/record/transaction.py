"""One change to a database: all of it or nothing, in turns with other programs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from taiwa.record import faults

BUSY_MS, TRY_MS = 5_000, 5
"""Milliseconds to wait for another program that is saving: in all, and in one go."""


@contextmanager
def transaction(connection: sqlite3.Connection, wait_ms: int = BUSY_MS) -> Iterator[None]:
    """Commit what is done within, or take it all back where that fails.

    The connection must be in autocommit mode. Raises SQLite's error where another program keeps the
    lock for `wait_ms`.
    """
    execute_in_turn(connection, "BEGIN IMMEDIATE", wait_ms)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def execute_in_turn(connection: sqlite3.Connection, statement: str, wait_ms: int = BUSY_MS) -> None:
    """Execute a statement that needs a lock.

    SQLite's own waits grow to 100 ms each, so that a program which saves without a pause can keep
    another one out for seconds; many short waits let both save in turns.
    """
    connection.execute(f"PRAGMA busy_timeout = {TRY_MS}")
    for left in reversed(range(wait_ms // TRY_MS)):
        try:
            connection.execute(statement)
            return
        except sqlite3.OperationalError as error:
            if not left or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise


@contextmanager
def in_turn(file: Path, wait_ms: int) -> Iterator[None]:
    """Hold a file that one process at a time can hold, until its end, be it killed.

    Raises `Busy` where another one holds it for `wait_ms`.
    """
    with faults.told(file), closing(sqlite3.connect(file, isolation_level=None)) as opened:
        execute_in_turn(opened, "BEGIN EXCLUSIVE", wait_ms)
        yield
