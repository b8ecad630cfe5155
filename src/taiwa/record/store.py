"""The learner's database: an append-only log in SQLite, with what derives from it kept beside it.

One move is one transaction, durable before it is acknowledged (WAL, synchronous FULL). Nothing here
reads a clock or makes an id: records come complete.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, convert
from msgspec.json import encode

from taiwa.errors import N_, StoreError
from taiwa.record import derived, migrations, sessions, statistics
from taiwa.record.faults import (
    CLOSED,
    DAMAGED_DATABASE,
    DATABASE_GONE,
    NEWER_DATABASE,
    READ_ONLY,
    told,
)
from taiwa.record.log import COLUMNS, Record, Written, amends, from_row, sound, to_row, written
from taiwa.record.memory import Memory, Model
from taiwa.record.opening import identity, open_at_this_version, open_to_write
from taiwa.record.sessions import SessionRow
from taiwa.record.statistics import Day, Share, Tally
from taiwa.record.transaction import BUSY_MS, transaction

INCOMPLETE = N_("The file is incomplete: records it refers to are missing. Nothing was imported.")

_INSERT = f"INSERT INTO record ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM record"
T = TypeVar("T")


class Overtaken(Exception):
    """Another window has moved on in this session: replay its log and look again."""


class Merged(Struct, frozen=True):
    """The numbers of another log's records that were new, known, or told otherwise here."""

    new: int
    known: int
    conflicting: int


class Store:
    """The database at `path`, made if it is not there.

    Every method raises `StoreError` where the database can't be read or written; nothing is
    overwritten then, and a record that was not acknowledged is not in the log.

    `wait_ms` is how long to wait for another program that is saving, before `Busy` is raised.
    With `to_read`, a database that can't be written to is opened all the same, as `read_only`.
    """

    def __init__(self, path: Path, *, to_read: bool = False) -> None:
        self.path, self.wait_ms, self.read_only = path, BUSY_MS, False
        try:
            with told(path):
                self._db, self._file = open_to_write(path)
        except StoreError as error:
            closed = error.message in (CLOSED, READ_ONLY)
            if not (to_read and closed and os.access(path, os.R_OK)):
                raise
            self.read_only = True
            with told(path):
                self._db, self._file = open_at_this_version(path), identity(path)
        self._steps: derived.Steps = {}

    def close(self) -> None:
        self._db.close()

    def append(self, record: Record) -> None:
        """Commit one record. Raises `Overtaken` where its place in the session is taken.

        Raises `ValidationError`, for which there is no excuse, where it would be read as damaged.
        """
        row = to_row(record)
        from_row(row)
        with self._saving():
            try:
                self._db.execute(_INSERT, row)
            except sqlite3.IntegrityError as error:
                raise Overtaken(record.session) from error
            derived.note(self._db, record, self._steps)

    def records(self, session: str) -> list[Record]:
        """The records of a session in order."""
        return self._read(f"{_SELECT} WHERE session = ? ORDER BY number", (session,))

    def history(self, item: str) -> list[Record]:
        """The records on an item, oldest first."""
        return self._read(f"{_SELECT} WHERE item = ? ORDER BY at, session, number", (item,))

    def sessions(self, limit: int = 200) -> list[SessionRow]:
        """Past and open sessions with questions in them, the latest first."""
        return self._sessions("WHERE questions > 0 ORDER BY started DESC, id LIMIT ?", (limit,))

    def lessons(self) -> frozenset[str]:
        """The sections whose lesson was begun."""
        query = "SELECT DISTINCT sections FROM session WHERE mode = 'lesson'"
        return frozenset(section for (section,) in self._rows(tuple[str], query))

    def unfinished(self, device: str, now: datetime) -> SessionRow | None:
        """The latest session of this device that was left before its end.

        One that lies in the future, as after a clock was set right, comes after those that do not.
        """
        where = "WHERE device = ? AND NOT finished ORDER BY last > ?, last DESC LIMIT 1"
        moment = now.isoformat(timespec="microseconds")
        return next(iter(self._sessions(where, (device, moment))), None)

    def last_day(self) -> date | None:
        """The latest date of any record."""
        ((day,),) = self._rows(tuple[date | None], "SELECT max(day) FROM record")
        return day

    def _sessions(self, where: str, values: tuple[object, ...]) -> list[SessionRow]:
        with self._told():
            found = self._db.execute(
                f"SELECT {sessions.SESSION_COLUMNS} FROM session {where}", values
            )
            return [sessions.from_row(row) for row in found]

    def talk_on(self, day: str, device: str) -> str | None:
        """The conversation without questions that was held on a day."""
        where = "WHERE mode = 'talk' AND day = ? AND device = ? ORDER BY last DESC LIMIT 1"
        return next((row.id for row in self._sessions(where, (day, device))), None)

    def settled_on(self, day: str) -> list[Record]:
        """The records of a day that settled a question or amended how it was settled."""
        return self._read(
            f"{_SELECT} WHERE day = ? AND (outcome NOTNULL OR kind = 'undone') "
            "ORDER BY at, session, number",
            (day,),
        )

    def last_settled(self) -> Record | None:
        """The latest record that settled a question."""
        query = f"{_SELECT} WHERE outcome NOTNULL ORDER BY day DESC, at DESC, number DESC LIMIT 1"
        return next(iter(self._read(query, ())), None)

    def begun_on(self, day: str) -> int:
        """The number of items answered for the first time on a day."""
        ((count,),) = self._rows(tuple[int], "SELECT count(*) FROM memory WHERE first = ?", (day,))
        return count

    def pace(self) -> int | None:
        """The mean time of an answer in ms over the last 30 days with answers; None without any."""
        query = (
            "SELECT total(count), total(elapsed) FROM tally WHERE outcome IN "
            "('right', 'close', 'confirmed', 'wrong') AND day >= (SELECT min(day) FROM "
            "(SELECT DISTINCT day FROM tally ORDER BY day DESC LIMIT 30))"
        )
        ((count, elapsed),) = self._rows(tuple[float, float], query)
        return round(elapsed / count) if count else None

    def tallies(self) -> list[Tally]:
        """The answers of all time by section, kind of question, language and outcome."""
        query = (
            "SELECT section, question_kind, language, outcome, sum(count) FROM tally "
            "GROUP BY section, question_kind, language, outcome"
        )
        return [Tally(*row) for row in self._rows(tuple[str, str, str, str, int], query)]

    def days(self) -> dict[str, Day]:
        """The days with answers, the earliest first."""
        answers = f"total(count) FILTER (WHERE {statistics.ANSWERED})"
        query = f"SELECT day, CAST({answers} AS INTEGER), sum(elapsed) FROM tally GROUP BY day"
        rows = self._rows(tuple[str, int, int], query)
        return {day: Day(count, elapsed) for day, count, elapsed in rows if count}

    def confidence(self) -> dict[bool, Share]:
        """The share right of the answers that the learner was sure of, and of those not."""
        query = (
            "SELECT json_extract(detail, '$.sure'), "
            "sum(outcome IN ('right', 'close', 'confirmed')), count(*) FROM record "
            "WHERE json_extract(detail, '$.sure') NOTNULL AND outcome NOTNULL "
            "GROUP BY json_extract(detail, '$.sure')"
        )
        rows = self._rows(tuple[int, int, int], query)
        return {bool(sure): Share(kept, of) for sure, kept, of in rows}

    def recalls(self) -> dict[tuple[str, bool], int]:
        """The answers that put a memory to a test, by day and by whether it was kept."""
        rows = self._rows(tuple[str, int, int], "SELECT day, kept, count FROM recall")
        return {(day, bool(kept)): count for day, kept, count in rows}

    def model(self) -> Model:
        """The memory model, with the learner's own weights where they were fitted."""
        with self._told():
            return derived.current_model(self._db)

    def log(self) -> Iterator[Written]:
        """Every record as it is written, session by session."""
        with self._told():
            for row in self._db.execute(f"{_SELECT} ORDER BY session, number"):
                sound(record := written(row))
                yield record

    def merge(self, records: Sequence[Written]) -> Merged:
        """Add what is new of another log, all or nothing.

        Raises `StoreError` where they refer to records that are in neither log.
        """
        counts = {"new": 0, "known": 0, "conflicting": 0}
        with self._saving():
            for record in records:
                counts[self._take_over(record)] += 1
            if counts["new"]:
                self._refuse_orphans(records)
                derived.rebuild(self._db)
        return Merged(**counts)

    def _refuse_orphans(self, records: Sequence[Written]) -> None:
        """No record without its session's start, no amendment without what it amends."""
        needed = {judged for record in records if (judged := amends(sound(record)))}
        found = {row[0] for row in self._db.execute("SELECT id FROM record")}
        begun = {row[0] for row in self._db.execute("SELECT session FROM record WHERE number = 0")}
        if needed - found or {record.session for record in records} - begun:
            raise StoreError(INCOMPLETE)

    def _take_over(self, record: Written) -> str:
        row = self._db.execute(f"{_SELECT} WHERE id = ?", (record.id,)).fetchone()
        if row is not None:
            return "known" if to_row(written(row)) == to_row(record) else "conflicting"
        try:
            self._db.execute(_INSERT, to_row(record))
        except sqlite3.IntegrityError:
            return "conflicting"
        return "new"

    def rebuild(self) -> None:
        """Make what derives from the log anew."""
        with self._saving():
            derived.rebuild(self._db)

    def reviews(self) -> list[tuple[str, int, datetime]]:
        """Every answer that says something of a memory: its item, rating and time."""
        with self._told():
            return list(derived.reviews(self._db))

    def refit(self, weights: tuple[float, ...]) -> tuple[float, float]:
        """Take other weights for the memory; the mean stability in days before and after."""
        with self._saving():
            mean = "SELECT coalesce(avg(stability), 0) FROM memory"
            before = float(self._db.execute(mean).fetchone()[0])
            self._db.execute(
                "INSERT OR REPLACE INTO setting VALUES (?, ?)",
                (derived.WEIGHTS, encode(weights).decode()),
            )
            derived.rebuild(self._db)
            return before, float(self._db.execute(mean).fetchone()[0])

    def memories(self) -> dict[str, tuple[str, Memory]]:
        """Section and memory of every item answered so far, by item id."""
        with self._told():
            return dict(derived.memories(self._db))

    def missed(self) -> frozenset[str]:
        """The items that were missed when they were answered last."""
        query = (
            "SELECT item FROM memory WHERE (SELECT outcome FROM record WHERE item = memory.item "
            f"AND ({statistics.ANSWERED} OR kind = 'undone') "
            f"ORDER BY at DESC, session DESC, number DESC LIMIT 1) IN {statistics.MISSED}"
        )
        return frozenset(item for (item,) in self._rows(tuple[str], query))

    def setting(self, name: str) -> str | None:
        rows = self._rows(tuple[str], "SELECT value FROM setting WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def set(self, name: str, value: str) -> None:
        with self._saving():
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def setting_or(self, name: str, make: Callable[[], str]) -> str:
        """A setting, made at first use; all windows see the same one."""
        if (known := self.setting(name)) is not None:
            return known
        with self._saving():
            row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
            value = row[0] if row else make()
            self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
        return str(value)

    def _rows(self, kind: type[T], query: str, values: tuple[object, ...] = ()) -> list[T]:
        """The rows that a query finds, each of the types that `kind` names."""
        with self._told():
            return convert(self._db.execute(query, values).fetchall(), list[kind])  # type: ignore[valid-type]

    def _read(self, query: str, values: tuple[object, ...]) -> list[Record]:
        with self._told():
            return [from_row(row) for row in self._db.execute(query, values)]

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """One transaction, in the file that will be opened again, and in its present form."""
        with self._told(), transaction(self._db, self.wait_ms):
            if identity(self.path) != self._file:
                raise StoreError(DATABASE_GONE, path=self.path)
            if migrations.version(self._db) > migrations.SCHEMA_VERSION:
                raise StoreError(NEWER_DATABASE, path=self.path)
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what is wrong with the file as what the learner can do about it."""
        try:
            with told(self.path):
                yield
        except StoreError as error:
            if error.message == DAMAGED_DATABASE and self._is_newer():
                raise StoreError(NEWER_DATABASE, path=self.path) from error
            raise

    def _is_newer(self) -> bool:
        """True if a newer taiwa has changed the tables since they were opened."""
        try:
            return migrations.version(self._db) > migrations.SCHEMA_VERSION
        except sqlite3.DatabaseError:
            return False
