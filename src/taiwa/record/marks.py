"""Notes on what a meeting place of several machines holds.

Marks only save work: whatever they lack is read or written once more, and does no harm. They are
kept in the record itself, so that one that was copied or restored has those that belong to it. The
tables are made for the first meeting place; who has none has none of them.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path

from msgspec import Struct, convert

from taiwa.record import faults
from taiwa.record.log import Line, line
from taiwa.record.merging import Key, Merged, merge
from taiwa.record.rows import Rows
from taiwa.record.table import SELECT

# A line is known by its row or, where it is kept as it is, by its digest. A record that is told
# otherwise is another line in the same row: nobody is known to have that.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS segment (n INTEGER PRIMARY KEY, place TEXT NOT NULL, "
    "name TEXT NOT NULL, size INTEGER, UNIQUE (place, name)) STRICT",
    "CREATE TABLE IF NOT EXISTS carried (segment INTEGER NOT NULL, line ANY NOT NULL, "
    "PRIMARY KEY (segment, line)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS retold (line INTEGER PRIMARY KEY) STRICT",
    "CREATE TRIGGER IF NOT EXISTS record_retold AFTER UPDATE OF id ON record BEGIN "
    "DELETE FROM carried WHERE line = old.n; INSERT OR IGNORE INTO retold VALUES (old.n); END",
)
_SHOWN = "SELECT line FROM carried WHERE segment IN (SELECT n FROM segment WHERE place = ?)"


class Part(Struct, frozen=True):
    """Lines of one segment, which is whole if it has a name; its size in bytes with the last."""

    lines: Sequence[Line]
    name: str | None = None
    size: int | None = None


class Marks:
    """The notes on `place`, a name of its own among all meeting places of this record.

    Every method raises `StoreError` as those of `Store` do, from which this comes.
    """

    def __init__(
        self,
        rows: Rows,
        path: Path,
        saving: Callable[[], AbstractContextManager[None]],
        place: str,
    ) -> None:
        self._rows, self._path, self._saving, self.place = rows, path, saving, place
        with saving():
            for statement in _TABLES:
                rows.db.execute(statement)

    def whole(self) -> dict[str, int]:
        """The names and sizes of the segments that were read or written to their end."""
        with self._reading() as db:
            query = "SELECT name, size FROM segment WHERE place = ? AND size NOTNULL"
            return convert(dict(db.execute(query, (self.place,)).fetchall()), dict[str, int])

    def forget(self, names: Sequence[str] | None = None) -> None:
        """Forget segments that are there no more, with what they carried; or all there were."""
        with self._saving():
            db, mine = self._rows.db, "SELECT n FROM segment WHERE place = ?"
            found = [(n,) for (n,) in db.execute(mine, (self.place,))]
            if names is not None:
                one = f"{mine} AND name = ?"
                each = (db.execute(one, (self.place, name)).fetchone() for name in names)
                found = [row for row in each if row]
            db.executemany("DELETE FROM carried WHERE segment = ?", found)
            db.executemany("DELETE FROM segment WHERE n = ?", found)

    def take(self, parts: Sequence[Part]) -> Merged:
        """Add what is new of some lines, and note which segments carry them, all or nothing."""
        with self._saving():
            segments = [part.name and self._segment(part.name, part.size) for part in parts]
            each = chain.from_iterable(
                [segment] * len(part.lines) for segment, part in zip(segments, parts, strict=True)
            )

            def note(key: Key) -> None:
                if segment := next(each):
                    self._rows.db.execute(
                        "INSERT OR IGNORE INTO carried VALUES (?, ?)", (segment, key)
                    )

            return merge(self._rows, chain.from_iterable(part.lines for part in parts), note)

    def unseen(self, most: int, bytes_: int) -> list[tuple[Key, bytes]]:
        """The first lines that no segment is known to carry: so many, until they are so large."""
        with self._saving():
            self._rows.db.execute("DELETE FROM retold")
        found, size = list[tuple[Key, bytes]](), 0
        with self._reading():
            for key, text in self._unseen(most):
                if found and size + len(text) > bytes_:
                    break
                found.append((key, text))
                size += len(text)
        return found

    def _unseen(self, most: int) -> Iterator[tuple[Key, bytes]]:
        db, values = self._rows.db, (self.place, most)
        rows = f"SELECT n FROM record EXCEPT {_SHOWN} ORDER BY 1 LIMIT ?"
        for (n,) in db.execute(rows, values).fetchall():
            row = db.execute(f"{SELECT} WHERE r.n = ?", (n,)).fetchone()
            yield n, line(self._rows.read(row))
        kept = f"SELECT digest FROM kept EXCEPT {_SHOWN} ORDER BY 1 LIMIT ?"
        for (digest,) in db.execute(kept, values).fetchall():
            row = db.execute("SELECT line FROM kept WHERE digest = ?", (digest,)).fetchone()
            yield digest, convert(row[0], bytes)

    def note(self, name: str, size: int, keys: Sequence[Key]) -> None:
        """Note a segment that now carries lines, but for those told otherwise meanwhile."""
        with self._saving():
            segment = self._segment(name, size)
            self._rows.db.executemany(
                "INSERT OR IGNORE INTO carried SELECT ?1, ?2 "
                "WHERE NOT EXISTS (SELECT 1 FROM retold WHERE line = ?2)",
                [(segment, key) for key in keys],
            )

    def _segment(self, name: str, size: int | None) -> int:
        """The number of a segment, whose size is known once it was read to its end."""
        made = (
            "INSERT INTO segment (place, name, size) VALUES (?, ?, ?) ON CONFLICT (place, name) "
            "DO UPDATE SET size = coalesce(excluded.size, size) RETURNING n"
        )
        (n,) = self._rows.db.execute(made, (self.place, name, size)).fetchone()
        return int(n)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with faults.told(self._path):
            yield self._rows.db
