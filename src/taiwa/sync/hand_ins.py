"""The places where learners hand in, one document each: a folder that others write to as well, or a
database.

What stands in the documents makes no difference here. A folder is as little trusted as one to sync
with: links are not followed, pipes not waited for, and no more is read than a class can need.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import Struct, convert

from taiwa.errors import N_, UsageError
from taiwa.record.incoming import UNREADABLE_FILE
from taiwa.record.settings import ADDRESS
from taiwa.sync.database import MINE, Database
from taiwa.sync.folder import PLAIN, replace_whole
from taiwa.sync.meeting import SHORT
from taiwa.sync.problems import GONE, SyncError, told

NOT_CHANGED = N_("Nothing can be written to the folder {place}: check its permissions.")

LARGEST, IN_ALL, MOST = 4_000_000, 200_000_000, 5_000
"""Bytes of a document and of all of a class, and how many there may be: no more is read."""
LONGEST = 40
"""Characters of a learner's name in that of a file."""
_DEEPEST = 3
"""Folders within a folder: an archive of what was uploaded has one for each learner."""
_UNFIT = re.compile(r"[^\w '.-]")


class Document(Struct, frozen=True):
    """A document that somebody handed in, its place and the way to delete it. It is empty if
    unreadable."""

    place: str
    content: bytes
    delete: Callable[[], object]


class Box:
    """A folder to which learners hand in. Every method raises `SyncError`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with told(folder):
            if not folder.is_dir():
                raise SyncError(GONE, place=folder)

    def put(self, learner: str, name: str, content: bytes) -> str:
        """Hand in: what this learner has here is replaced whole. Returns where it lies."""
        before = self._files(learner)
        with told(self.folder, NOT_CHANGED):
            wanted = f"taiwa-{_UNFIT.sub('_', name[:LONGEST])}-{learner[:SHORT]}.json"
            file = replace_whole(self.folder / wanted, content, 0o666)
        for other in before:
            if other != file:
                _delete(other)
        return str(file)

    def take_back(self, learner: str) -> list[str]:
        """Delete what this learner has handed in; returns where it lay."""
        found = self._files(learner)
        for file in found:
            _delete(file)
        return [str(file) for file in found]

    def documents(self) -> Iterator[Document]:
        """All that lies here and in folders within."""
        left = IN_ALL
        for _, file in zip(range(MOST), _found(self.folder), strict=False):
            content = b""
            with suppress(OSError):
                content = _read(file) if left > 0 else b""
            left -= len(content)
            yield _in_file(file, content)

    def _files(self, learner: str) -> list[Path]:
        with told(self.folder):
            return sorted(self.folder.glob(f"taiwa-*-{learner[:SHORT]}.json"))


class Inbox(Database):
    """The table of a database into which learners hand in, and which a teacher reads."""

    def put(self, learner: str, name: str, content: bytes) -> str:
        """Hand in: what this learner has here is replaced whole. Returns where it lies."""
        self.run("START TRANSACTION")
        self.take_back(learner)
        values = {"learner": learner, "content": content}
        query = "INSERT INTO taiwa.hand_in (course, learner, content) VALUES"
        self.run(f"{query} (:course, :learner, :content)", **values)
        self.run("COMMIT")
        return self.where

    def take_back(self, learner: str) -> list[str]:
        """Delete what this learner has handed in; returns where it lay."""
        found = self.run(f"DELETE FROM taiwa.hand_in {MINE} RETURNING learner", learner=learner)
        return [self.where for _ in found]

    def documents(self) -> Iterator[Document]:
        """All that this login may read."""
        query = "SELECT learner FROM taiwa.hand_in WHERE course = :course ORDER BY 1 LIMIT :most"
        for (learner,) in convert(self.run(query, most=MOST), list[tuple[str]]):
            found = self.run(f"SELECT content FROM taiwa.hand_in {MINE}", learner=learner)
            for (content,) in convert(found, list[tuple[bytes]]):
                yield Document(self.where, content, partial(self.take_back, learner))


def opened(target: str, course: str) -> Box | Inbox:
    """A folder, or the database at an address. Raises `SyncError`, `UsageError`."""
    return Inbox(target, course) if ADDRESS.match(target) else Box(Path(target))


def documents(places: Iterable[str], course: str) -> Iterator[Document]:
    """The documents in files, folders and databases. Raises `UsageError` for what can't be read."""
    for place in places:
        path = Path(place)
        if ADDRESS.match(place) or path.is_dir():
            yield from opened(place, course).documents()
            continue
        try:
            yield _in_file(path, _read(path.resolve()))
        except OSError as error:
            raise UsageError(UNREADABLE_FILE, path=path) from error


def _in_file(file: Path, content: bytes) -> Document:
    return Document(str(file), content, partial(_delete, file))


def _delete(file: Path) -> None:
    with told(file.parent, NOT_CHANGED):
        file.unlink(missing_ok=True)


def _found(folder: Path) -> Iterator[Path]:
    """The JSON files in a folder and in those within it, by name."""
    for path, folders, names in os.walk(folder):
        deep = len(Path(path).relative_to(folder).parts) >= _DEEPEST
        folders[:] = [] if deep else sorted(folders)
        yield from (Path(path, name) for name in sorted(names) if name.endswith(".json"))


def _read(file: Path) -> bytes:
    """A regular file of that size at most; nothing where it is something else."""
    there = os.open(file, os.O_RDONLY | PLAIN)
    with open(there, "rb") as source:
        if not stat.S_ISREG(os.fstat(there).st_mode):
            return b""
        content = source.read(LARGEST + 1)
    return content if len(content) <= LARGEST else b""
