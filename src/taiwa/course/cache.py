"""A course read before, kept as plain JSON in the user's cache folder.

Its name is the hash of the files it was made of; its sum and the model's types are checked when it
is read. It may be deleted at any time, and one that can't be read is made again.
"""

from pathlib import Path
from zlib import crc32

import msgspec

from taiwa.course.course import Course
from taiwa.paths import keep_cached

END = 9
"""Bytes of the last line, see `_end`."""


def cached_course(file: Path) -> Course | None:
    """The course kept in `file`, or None where there is none that can be used."""
    try:
        whole = memoryview(file.read_bytes())  # a part of it is no copy
        kept, end = whole[:-END], bytes(whole[-END:])
        return msgspec.json.decode(kept, type=Course) if end == _end(kept) else None
    except (OSError, msgspec.DecodeError):
        return None


def cache_course(file: Path, course: Course) -> None:
    """Keep a course in `file`."""
    kept = msgspec.json.encode(course)
    keep_cached(file, kept + _end(kept))


def _end(kept: bytes | memoryview) -> bytes:
    """The last line of the file, its sum."""
    return b"\n%08x" % crc32(kept)
