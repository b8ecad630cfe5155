"""Things made of a course's files, kept as MessagePack in the user's cache folder.

Its name is the hash of what it was made of; its sum and its types are checked when it is opened. It
may be deleted at any time, and one that can't be used is made again. A file is mapped, and what the
kind of thing has as `Raw` or as a `memoryview` is read from it only where it is looked at.
"""

from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from msgspec import DecodeError, msgpack

from taiwa.paths import keep_cached

T = TypeVar("T")

KEPT = ".kept"
"""The end of the names of such files."""
SUM = 4
"""The last bytes of a file, the sum of those before."""


def cached(file: Path, kind: type[T]) -> T | None:
    """The thing kept in `file`, or None where there is nothing of the `kind` that can be used."""
    try:
        with file.open("rb") as opened:
            whole = memoryview(mmap(opened.fileno(), 0, access=ACCESS_READ))
        kept, end = whole[:-SUM], whole[-SUM:]
        return msgpack.decode(kept, type=kind) if end == _sum(kept) else None
    except (OSError, ValueError, DecodeError):  # an empty file can't be mapped
        return None


def keep(file: Path, made: object) -> None:
    """Keep something in `file`, if its folder lets be written."""
    kept = msgpack.encode(made)
    keep_cached(file, kept + _sum(kept))


def _sum(kept: bytes | memoryview) -> bytes:
    return crc32(kept).to_bytes(SUM)
