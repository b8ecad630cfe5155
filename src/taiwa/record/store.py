"""The learner's database: an append-only log in SQLite, with what derives from it kept beside it.

One commit is durable before it is acknowledged (WAL, synchronous FULL). Nothing here reads a clock
or makes an id: records come complete.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from msgspec import convert, json

from taiwa.errors import StoreError
from taiwa.paths import command
from taiwa.record import derived, faults, known, migrations, rollups, sessions
from taiwa.record.branches import branches, leading_on
from taiwa.record.columns import day_number, day_of, microseconds, packed
from taiwa.record.log import Line, Record, sound, written
from taiwa.record.marks import Marks
from taiwa.record.memory import Memory, Model
from taiwa.record.merging import Merged, Overtaken, append, lines_of, merge
from taiwa.record.opening import fingerprint, identity, open_at_this_version, open_to_write, told
from taiwa.record.rows import Rows
from taiwa.record.sessions import SessionRow, Tried
from taiwa.record.statistics import Day, Share, Tally
from taiwa.record.table import SELECT, SELECT_RUNS
from taiwa.record.transaction import BUSY_MS, transaction

T = TypeVar("T")


class Store:
    """The database at `path`, made if it is not there.

    Every method raises `StoreError` where the database can't be read or written; nothing is
    overwritten then, and a record that was not acknowledged is not in the log.

    What memories, tries and sums tell is as if the answers of an open exam were not there: how they
    went is told once it is over.

    `wait_ms` is how long to wait for another program that is saving, before `Busy` is raised.
    With `to_read`, a database that can't be written to is opened all the same, as `read_only`.
    """

    def __init__(self, path: Path, *, to_read: bool = False) -> None:
        self.path, self.wait_ms, self.read_only = path, BUSY_MS, False
        try:
            with faults.told(path):
                self._db, self._file = open_to_write(path)
        except StoreError as error:
            closed = error.message in (faults.CLOSED, faults.READ_ONLY)
            if not (to_read and closed and os.access(path, os.R_OK)):
                raise
            self.read_only = True
            with faults.told(path):
                self._db, self._file = open_at_this_version(path), identity(path)
        self._log = Rows(self._db)
        self._steps: derived.Steps = {}
        self._waiting: list[Record] = []  # for the next commit

    @property
    def command(self) -> str:
        """The words that start taiwa on this record."""
        return command(self.path)

    def close(self) -> None:
        """Close the database, with what waits for a commit in it."""
        try:
            self.flush()
        finally:
            self._db.close()

    def append(self, record: Record, *, later: bool = False) -> None:
        """Commit one record, or let it travel `later`, with the next one that is committed.

        Raises `Overtaken` where this device has gone on from where it stands, or it stands nowhere.
        Raises `ValidationError`, for which there is no excuse, where it would be read as damaged.
        """
        sound(written(record))
        if later:
            if any(each.prev == record.prev for each in self._waiting):
                raise Overtaken(record.session)
            self._waiting.append(record)
            return
        try:
            with self._saving():
                append(self._log, record, self._steps)
        except Overtaken:
            self._waiting = [each for each in self._waiting if each.session != record.session]
            raise

    def flush(self) -> None:
        """Commit what waits."""
        if self._waiting:
            with self._saving():
                pass

    def records(self, name: str) -> list[Record]:
        """The records of a session, or of a branch of one, from its start to its end."""
        self.flush()
        with self._told():
            query = "SELECT text FROM session s JOIN word ON n = s.session WHERE s.id = ?"
            row = self._db.execute(query, (packed(name),)).fetchone()
            return branches(row[0], self._log.of_session(row[0])).get(name, []) if row else []

    def ahead(self, session: str, way: Sequence[str], device: str) -> list[Record]:
        """The records of a session on the way that leads on from the records `way`."""
        self.flush()
        with self._told():
            return leading_on(session, self._log.of_session(session), way, device)

    def sessions(self, limit: int = 200) -> list[SessionRow]:
        """Past and open sessions whose answers count, the latest first; a row a branch."""
        where = "WHERE questions > 0 AND mode IS NOT ? ORDER BY started DESC, id LIMIT ?"
        return self._sessions(where, (self._word("dialogue"), limit))

    def lessons(self) -> frozenset[str]:
        """The sections whose lesson was begun."""
        query = "SELECT text FROM word WHERE n IN (SELECT sections FROM session WHERE mode = ?)"
        return frozenset(text for (text,) in self._rows(tuple[str], query, (self._word("lesson"),)))

    def unfinished(self, devices: Sequence[str], now: datetime, on: str = "") -> SessionRow | None:
        """The latest session, or dialogue on a section, left before its end on a device's ids.

        One that lies in the future, as after a clock was set right, comes after those that do not.
        """
        where = (
            "WHERE device IN (SELECT value FROM json_each(?)) AND NOT finished AND "
            "(? = '' OR mode = ? AND sections = ?) ORDER BY last > ?, last DESC LIMIT 1"
        )
        mine = json.encode([*map(self._word, devices)]).decode()
        values = mine, on, self._word("dialogue"), self._word(on), microseconds(now)
        return next(iter(self._sessions(where, values)), None)

    def sitting(self) -> list[SessionRow]:
        """The exams that are open, the latest first."""
        where = "WHERE mode = ? AND NOT finished ORDER BY last DESC"
        return self._sessions(where, (self._word("exam"),))

    def last_day(self) -> date | None:
        """The date of the latest record."""
        self.flush()
        query = "SELECT r.day FROM session JOIN record r ON n = tip ORDER BY last DESC LIMIT 1"
        with self._told():
            row = self._db.execute(query).fetchone()
            return convert(day_of(row[0]), date) if row else None

    def _sessions(self, where: str, values: tuple[object, ...]) -> list[SessionRow]:
        self.flush()
        with self._told():
            found = self._db.execute(
                f"SELECT {sessions.SESSION_COLUMNS} FROM session {where}", values
            )
            return [sessions.from_row(self._log, row) for row in found]

    def talk_on(self, day: str, device: str) -> str | None:
        """The conversation without questions that was held on a day."""
        where = "WHERE mode = ? AND day = ? AND device = ? ORDER BY last DESC LIMIT 1"
        values = self._word("talk"), day_number(day), self._word(device)
        return next((row.id for row in self._sessions(where, values)), None)

    def settled_on(self, day: str, until: str | None = None) -> list[Record]:
        """The records of a day, or of days up to another, that settled a question or amended how
        it was settled."""
        until = until or day
        first, last = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (day, until))
        around = first - timedelta(1), last + timedelta(2)  # sessions have their times in UTC
        where = (
            "WHERE h.session IN (SELECT session FROM session WHERE last >= ? AND started < ?) "
            "AND r.day BETWEEN ? AND ? AND (r.outcome NOTNULL OR r.judged NOTNULL)"
        )
        found = self._read(
            SELECT_RUNS, where, *map(microseconds, around), *map(day_number, (day, until))
        )
        return sorted(found, key=lambda record: (record.at, record.session, record.number))

    def answers_to(self, item: str) -> list[Record]:
        """The records that settled a question, and all that amend an answer in their sessions."""
        where = (
            "WHERE r.item = ?1 AND r.outcome NOTNULL OR r.judged NOTNULL AND r.session IN "
            "(SELECT session FROM record WHERE item = ?1 AND outcome NOTNULL)"
        )
        found = self._read(SELECT, where, self._word(item))
        return sorted(found, key=lambda record: (record.at, record.session, record.number))

    def last_settled(self) -> Record | None:
        """The latest record that settled a question."""
        where = (
            "WHERE h.session = (SELECT session FROM session WHERE answered > 0 ORDER BY last DESC "
            "LIMIT 1) AND r.outcome NOTNULL ORDER BY r.day DESC, r.at DESC, r.number DESC LIMIT 1"
        )
        return next(iter(self._read(SELECT_RUNS, where)), None)

    def pace(self) -> tuple[int, int]:
        """The number of answers over the last 30 days with answers, and the ms that they took."""
        with self._told():
            return rollups.pace(self._log)

    def tallies(self) -> list[Tally]:
        """The answers of all time by section, kind of question, language and outcome."""
        with self._told():
            return rollups.tallies(self._log, self._held())

    def days(self, section: str | None = None) -> dict[str, Day]:
        """The days with answers, of one section or of all, the earliest first."""
        with self._told():
            return rollups.days(self._log, section, self._held())

    def confidence(self, section: str | None = None) -> dict[bool, Share]:
        """The share right of the answers that the learner was sure of, and of those not."""
        with self._told():
            return rollups.confidence(self._log, section, self._held())

    def model(self) -> Model:
        """The memory model, with the learner's own weights where they were fitted."""
        with self._told():
            return derived.current_model(self._db)

    def log(self) -> Iterator[Line]:
        """Every line of the log, session by session; then those that are kept as they are."""
        self.flush()
        with self._told():
            yield from lines_of(self._log)

    def merge(self, lines: Iterable[Line]) -> Merged:
        """Add what is new of another log, in whatever order, all or nothing."""
        with self._saving():
            self._steps.clear()
            return merge(self._log, lines)

    def marks(self, place: str) -> Marks:
        """The notes on a meeting place with other machines, by a name of its own."""
        return Marks(self._log, self.path, self._saving, place)

    def rebuild(self) -> None:
        """Make what derives from the log anew."""
        with self._saving():
            derived.rebuild(self._log)

    def reviews(self) -> list[tuple[str, int, datetime]]:
        """Every answer that says something of a memory: its item, rating and time."""
        with self._told():
            return list(derived.reviews(self._log))

    def refit(self, weights: tuple[float, ...]) -> tuple[float, float]:
        """Take other weights for the memory; the mean stability in days before and after."""
        with self._saving():
            mean = "SELECT coalesce(avg(stability), 0) FROM memory"
            before = float(self._db.execute(mean).fetchone()[0])
            self._set(derived.WEIGHTS, json.encode(weights).decode())
            derived.rebuild(self._log)
            return before, float(self._db.execute(mean).fetchone()[0])

    def memories(self) -> dict[str, tuple[str, Memory]]:
        """Section and memory of every item answered so far, by item id."""
        with self._told():
            return dict(known.memories(self._log, self._held()))

    def tried(self) -> dict[str, tuple[Tried, ...]]:
        """The latest first try at each item in each language it was asked in, the last one last."""
        with self._told():
            return known.tried(self._db, self._held())

    def _held(self) -> known.Held:
        """The answers of which nothing is told yet; no answer is among what waits for a commit."""
        with self._told():
            return known.held(self._log)

    def setting(self, name: str) -> str | None:
        rows = self._rows(tuple[str], "SELECT value FROM setting WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def set(self, name: str, value: str) -> None:
        with self._saving():
            self._set(name, value)

    def devices(self, make: Callable[[], str]) -> tuple[str, ...]:
        """The ids under which this device writes, the one for what is new first.

        One is made at first use, and where the database is a copy: of another machine, or of
        another place on this one. So two copies don't take each other's moves for their own.
        """
        here = fingerprint(self.path)
        if self.setting("place") != here and not (self.read_only and self.setting("device")):
            try:
                self._place(here, make)
            except StoreError:
                if self.setting("place") or not self.setting("device"):
                    raise
                # it was never a copy: the place is noted at the next start
        return self._devices()

    def _place(self, here: str, make: Callable[[], str]) -> None:
        with self._saving():
            placed, known = self.setting("place"), self._devices()
            if not known or placed not in (None, here):
                self._set("device", make())
                self._set("devices", " ".join(known))
            self._set("place", here)

    def _devices(self) -> tuple[str, ...]:
        return tuple(f"{self.setting('device') or ''} {self.setting('devices') or ''}".split())

    def _set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def _rows(self, kind: type[T], query: str, values: tuple[object, ...] = ()) -> list[T]:
        """The rows that a query finds, each of the types that `kind` names."""
        with self._told():
            return convert(self._db.execute(query, values).fetchall(), list[kind])  # type: ignore[valid-type]

    def _read(self, select: str, where: str, *values: object) -> list[Record]:
        with self._told():
            return [self._log.sound(row) for row in self._db.execute(f"{select} {where}", values)]

    def _word(self, text: str) -> int | None:
        """The number of a word, which no row has if it is not there."""
        with self._told():
            return self._log.number(text)

    @contextmanager
    def _saving(self) -> Iterator[None]:
        """One transaction, in the file that will be opened again, and in its present form.

        What waits goes first. Where another window has gone on meanwhile, its place is lost.
        """
        try:
            with self._told(), transaction(self._db, self.wait_ms):
                if identity(self.path) != self._file:
                    raise StoreError(faults.DATABASE_GONE, path=self.path)
                if migrations.is_newer(self._db):
                    raise StoreError(faults.NEWER_DATABASE, path=self.path)
                for record in self._waiting:
                    with suppress(Overtaken):
                        append(self._log, record, self._steps)
                yield
        except BaseException:
            self._log.forget()
            self._steps.clear()
            raise
        self._waiting.clear()

    def _told(self) -> AbstractContextManager[None]:
        """Tell what is wrong with the file as what the learner can do about it."""
        return told(self._db, self.path)
