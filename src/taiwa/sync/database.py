"""A PostgreSQL database as a meeting place: the segments of a folder, in a table (`schema.sql`).

Each is named by its content and written once, so that a batch that is sent a second time, after its
acknowledgement was lost, changes nothing. A learner sees the rows of her own login alone.
"""

from pathlib import Path
from typing import Any

from msgspec import convert

from taiwa.sync import segments
from taiwa.sync.connection import connect, told
from taiwa.sync.folder import FORGOTTEN, File

SCHEMA = Path(__file__).with_name("schema.sql")

MINE = "WHERE course = :course AND learner = :learner"
"""The rows of a learner in a table of a course."""
_SEND = (
    "INSERT INTO taiwa.segment (course, learner, name, content) "
    "VALUES (:course, :learner, :name, :content) ON CONFLICT DO NOTHING"
)


class Database:
    """The part of the database at an address that is for a course. Every method raises
    `SyncError`."""

    def __init__(self, target: str, course: str) -> None:
        self.where, self.course = target, course
        self._connection = connect(target)

    def run(self, query: str, **values: object) -> list[Any]:
        """The rows that a query finds, `:course` in it being this one."""
        with told(self.where):
            if ":course" in query:
                values["course"] = self.course
            return list(self._connection.run(query, **values) or ())

    def learners(self) -> list[str]:
        """The ids of those who have something here, be it that it was deleted."""
        found = self.run("SELECT DISTINCT learner FROM taiwa.segment WHERE course = :course")
        return sorted(learner for (learner,) in convert(found, list[tuple[str]]))

    def of(self, learner: str) -> "Table":
        return Table(self, learner)


class Table:
    """A learner's own rows for a course."""

    def __init__(self, home: Database, learner: str) -> None:
        self.home, self.learner = home, learner
        self.head = segments.head(home.course, learner)

    @property
    def mark(self) -> str:
        """A name of its own among all meeting places."""
        return f"{self.home.where} {self.home.course} {self.learner}"

    @property
    def is_there(self) -> bool:
        return bool(self._run("SELECT FROM taiwa.segment {mine} LIMIT 1"))

    @property
    def is_forgotten(self) -> bool:
        """True once the record was deleted here."""
        return bool(self._run("SELECT FROM taiwa.segment {mine} AND name = :name", name=FORGOTTEN))

    def files(self) -> list[File]:
        """The segments, in the order in which they came."""
        query = "SELECT name, octet_length(content) FROM taiwa.segment {mine} ORDER BY received"
        return [File(name, size) for name, size in self._run(query) if name != FORGOTTEN]

    def began(self, file: File) -> bytes:
        """Nothing: the rows are in the order in which they came already."""
        return b""

    def read(self, name: str) -> bytes | int:
        """A segment; or the format of one that a later version wrote. Nothing where it is gone."""
        found = self._run("SELECT content FROM taiwa.segment {mine} AND name = :name", name=name)
        content = convert(found[0][0], bytes) if found else b""
        own = content if content.startswith(self.head) else b""
        return segments.newer(content[: segments.HEAD]) or own

    def write(self, content: bytes) -> File:
        """Write a segment, of which there is then all, and on the server's disk."""
        name = segments.name(content)
        self._run(_SEND, name=name, content=content)
        return File(name, len(content))

    def forget(self) -> None:
        """Say that the record was deleted here, then delete all segments that are there."""
        self._run(_SEND, name=FORGOTTEN, content=b"")
        self._run("DELETE FROM taiwa.segment {mine} AND name <> :name", name=FORGOTTEN)

    def _run(self, query: str, **values: object) -> list[Any]:
        return self.home.run(query.format(mine=MINE), learner=self.learner, **values)
