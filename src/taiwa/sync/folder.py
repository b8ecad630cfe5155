"""A folder as a meeting place, read and written so that no sync tool ever sees a conflict.

It is as little trusted as a file to import: links are not followed, pipes not waited for, and what
is no segment of this course and learner is left alone.
"""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from taiwa.paths import clear_away
from taiwa.record.incoming import LARGEST_IMPORT
from taiwa.sync import segments
from taiwa.sync.problems import GONE, LINKED, READ_ONLY, SPOILT, SyncError, told

LEARNER = re.compile("[0-9a-f]{32}")
_MADE = re.compile(rf"{segments.NAME.pattern}|~{segments.NAME.pattern}\.tmp")
"""The names that taiwa gives to files here."""
FORGOTTEN = "forgotten"
"""The file that says that a learner's record was deleted here."""
LARGEST = LARGEST_IMPORT + (1 << 20)
"""Bytes up to which a file is read: one with the largest line that can be imported fits in."""
NOT_OURS = 0
"""Instead of what is in a segment that may not be read."""
PLAIN = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""The flags to open a file that may be a link or a pipe."""


class File(Struct, frozen=True):
    """A file as it is listed; its size is in bytes."""

    name: str
    size: int


class Folder:
    """The part of the folder `target` that is for a course. Raises `SyncError` where it is gone."""

    def __init__(self, target: Path, course: str) -> None:
        self.where, self.course = target, course
        self.root = target / "taiwa" / course
        with told(target):
            if not target.is_dir():
                raise SyncError(GONE, place=target)
            for path in (self.root.parent, self.root):
                _refuse_link(path)

    def learners(self) -> list[str]:
        """The ids of those who have something here, be it that it was deleted."""
        with told(self.root):
            if not self.root.is_dir():
                return []
            return sorted(
                path.name
                for path in self.root.iterdir()
                if LEARNER.fullmatch(path.name) and path.is_dir() and not path.is_symlink()
            )

    def of(self, learner: str) -> "Place":
        return Place(self, learner)


class Place:
    """A learner's own folder for a course, made with the first segment."""

    def __init__(self, home: Folder, learner: str) -> None:
        self.home, self.learner = home, learner
        self.path = home.root / learner
        self.head = segments.head(home.course, learner)
        _refuse_link(self.path)

    @property
    def mark(self) -> str:
        """A name of its own among all meeting places."""
        return str(self.path.resolve())

    @property
    def is_there(self) -> bool:
        return self.path.is_dir()

    @property
    def is_forgotten(self) -> bool:
        """True once the record was deleted here."""
        return os.path.lexists(self.path / FORGOTTEN)

    def files(self) -> list[File]:
        """The regular files."""
        listed = []
        with told(self.home.where):
            if not self.path.is_dir():
                return []
            with os.scandir(self.path) as found:
                for entry in found:
                    with suppress(FileNotFoundError):  # a sync tool has been faster
                        if entry.is_file(follow_symlinks=False):
                            size = entry.stat(follow_symlinks=False).st_size
                            listed.append(File(entry.name, size))
        return sorted(listed, key=lambda file: file.name)

    def began(self, file: File) -> bytes:
        """The time of a segment's first line, as it is written; nothing where it can't be told."""
        with (
            suppress(OSError),
            open(os.open(self.path / file.name, os.O_RDONLY | PLAIN), "rb") as it,
        ):
            return segments.began(it.read(segments.HEAD)) if _is_plain(it.fileno()) else b""
        return b""

    def read(self, name: str) -> bytes | int:
        """A segment of this learner; or the format of one that a later version wrote.

        Nothing where it is something else, or gone by now; `NOT_OURS` where it may not be read.
        """
        with told(self.home.where):
            try:
                opened = os.open(self.path / name, os.O_RDONLY | PLAIN)
            except FileNotFoundError:
                return b""
            except PermissionError:
                return NOT_OURS if segments.NAME.fullmatch(name) else b""
            with open(opened, "rb") as file:
                if not _is_plain(opened):
                    return b""
                beginning = file.read(segments.HEAD)
                if newer := segments.newer(beginning):
                    return newer
                if not beginning.startswith(self.head):
                    return b""
                content = beginning + file.read(LARGEST)
        return content if len(content) <= LARGEST else b""

    def forget(self) -> None:
        """Say that the record was deleted here, then delete all segments that are there."""
        with told(self.home.where, READ_ONLY):
            with suppress(FileExistsError):
                _write_new(self.path / FORGOTTEN, b"")
            _fsync(self.path)
            for file in self.files():
                content = self.read(file.name)
                if isinstance(content, int) or content or _MADE.fullmatch(file.name):
                    (self.path / file.name).unlink(missing_ok=True)
            _fsync(self.path)

    def write(self, content: bytes) -> File:
        """Write a segment, of which there is either nothing or all, and on the disk."""
        with told(self.home.where, READ_ONLY):
            for path in (self.home.root.parent, self.home.root, self.path):
                path.mkdir(0o700, exist_ok=True)
            file = replace_whole(self.path / segments.name(content), content, 0o600)
            clear_away(self.path.glob("~*.taiwa.tmp"), file)
        if self.read(file.name) != content:
            raise SyncError(SPOILT, place=self.home.where)
        return File(file.name, len(content))


def _is_plain(opened: int) -> bool:
    return stat.S_ISREG(os.fstat(opened).st_mode)


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise SyncError(LINKED, place=path)


def replace_whole(file: Path, content: bytes, mode: int) -> Path:
    """Write a file whole or not at all, and onto the disk; what has its name, be it a link or a
    pipe, gives way. `mode` says who may read it, as far as the user's mask lets it."""
    made = file.with_name(f"~{file.name}.tmp")
    made.unlink(missing_ok=True)
    try:
        _write_new(made, content, mode)
        made.replace(file)
    except OSError:
        with suppress(OSError):
            made.unlink()
        raise
    _fsync(file.parent)
    return file


def _write_new(file: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file that is not there, onto the disk."""
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | PLAIN
    with open(os.open(file, how, mode), "wb") as fresh:
        fresh.write(content)
        fresh.flush()
        os.fsync(fresh.fileno())


def _fsync(folder: Path) -> None:
    """Put a folder's names on the disk, where a system can do that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
