"""Things made of a course's files, kept as plain JSON in the user's cache folder.

Its name is the hash of what it was made of; its sum and its types are checked when it is read. It
may be deleted at any time, and one that can't be read is made again.
"""

from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

from taiwa.paths import keep_cached

T = TypeVar("T")

END = 9
"""Bytes of the last line, see `_end`."""


def cached(file: Path, kind: type[T]) -> T | None:
    """The thing kept in `file`, or None where there is nothing of the `kind` that can be used."""
    try:
        whole = memoryview(file.read_bytes())  # a part of it is no copy
        kept, end = whole[:-END], bytes(whole[-END:])
        return msgspec.json.decode(kept, type=kind) if end == _end(kept) else None
    except (OSError, msgspec.DecodeError):
        return None


def keep(file: Path, made: object) -> None:
    """Keep something in `file`, if its folder lets be written."""
    kept = msgspec.json.encode(made)
    keep_cached(file, kept + _end(kept))


def _end(kept: bytes | memoryview) -> bytes:
    """The last line of the file, its sum."""
    return b"\n%08x" % crc32(kept)
