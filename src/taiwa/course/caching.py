"""A course read before, kept as plain JSON in the user's cache folder.

Its name is the hash of the files it was made of; its sum and the model's types are checked when it
is read. It may be deleted at any time, and one that can't be read is made again.
"""

from pathlib import Path
from zlib import crc32

import msgspec

from taiwa.course.model import Course
from taiwa.paths import keep_cached


def read(file: Path) -> Course | None:
    """The course kept in `file`, or None where there is none that can be used."""
    try:
        kept, _, sum_ = file.read_bytes().rpartition(b"\n")
        return msgspec.json.decode(kept, type=Course) if sum_ == _sum(kept) else None
    except (OSError, msgspec.DecodeError):
        return None


def write(file: Path, course: Course) -> None:
    """Keep a course in `file`."""
    kept = msgspec.json.encode(course)
    keep_cached(file, kept + b"\n" + _sum(kept))


def _sum(kept: bytes) -> bytes:
    return b"%08x" % crc32(kept)
