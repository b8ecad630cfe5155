"""Files known to be as they were when they were read, by what the system tells of them.

As make and git know them: a file whose size, times and place on the disk are those of then is taken
for the same, unless it was changed so shortly before it was noted that a further change might bear
the same time.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from taiwa.course.cache import cached, keep

COARSEST = 3_000_000_000
"""Nanoseconds within which two changes may bear the same time: FAT counts every second one."""


class Stamp(Struct, frozen=True, array_like=True):
    """A file by its name, its size and times, and its place on the disk."""

    name: str
    size: int
    changed: tuple[int, int]
    place: tuple[int, int]


class Seen(Struct, frozen=True):
    """Files as they were, and the name of what is kept of them."""

    stamps: tuple[Stamp, ...]
    name: str


def stamps_of(files: Iterable[Path]) -> tuple[Stamp, ...]:
    """The files as they are now. Raises `OSError` where one has gone."""
    told = ((file.name, file.stat()) for file in files)
    return tuple(
        Stamp(name, of.st_size, (of.st_mtime_ns, of.st_ctime_ns), (of.st_dev, of.st_ino))
        for name, of in told
    )


def name_of(stamps: tuple[Stamp, ...], note: Path) -> str | None:
    """The name that `note` has for files that are surely as they were, or None."""
    try:
        noted = note.stat().st_mtime_ns
    except OSError:
        return None
    settled = all(max(stamp.changed) + COARSEST < noted for stamp in stamps)
    seen = cached(note, Seen) if settled else None
    return seen.name if seen and seen.stamps == stamps else None


def remember(stamps: tuple[Stamp, ...], name: str, note: Path) -> None:
    """Note the name of what is kept of files; they were read after the stamps were taken."""
    keep(note, Seen(stamps, name))
