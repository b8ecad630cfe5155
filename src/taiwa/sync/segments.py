"""Segments: files of lines of the log that are written once, named by what they hold.

    taiwa-segment 1 <course> <learner>
    <digest> <line>
    …

Each line is good by its own digest, whatever became of the file around it. A file is whole if its
name is that of its bytes.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from msgspec import DecodeError

from taiwa.record.log import Line, digest, understood

FORMAT, FORMAT_VERSION = b"taiwa-segment", 1
NAME = re.compile(r"[0-9a-f]{32}\.taiwa")
HEAD = 256
"""Bytes that hold the first line of any segment, and the time of the line after it."""
_TIME = re.compile(rb'\n[0-9a-f]{32} \{"at":"([^"]{1,40})"')
_FIRST = re.compile(FORMAT + rb" ([0-9]{1,9})[ \n]")


def head(course: str, learner: str) -> bytes:
    """The first line of a segment, with its end."""
    return b"%s %d %s %s\n" % (FORMAT, FORMAT_VERSION, course.encode(), learner.encode())


def newer(beginning: bytes) -> int | None:
    """The format of a segment by its first bytes, if a later version wrote it."""
    found = _FIRST.match(beginning)
    return int(found[1]) if found and int(found[1]) > FORMAT_VERSION else None


def began(beginning: bytes) -> bytes:
    """The time of a segment's first record by its first bytes, as it is written there, if any."""
    found = _TIME.search(beginning)
    return found[1] if found else b""


def segment(first: bytes, lines: Iterable[bytes]) -> bytes:
    """A segment of such a head and such lines."""
    told = (b"%s %s\n" % (digest(line).hex().encode(), line) for line in lines)
    return b"".join([first, *told])


def name(content: bytes) -> str:
    """The name of a file with this content."""
    return f"{sha256(content).hexdigest()[:32]}.taiwa"


def texts(content: bytes) -> Iterator[bytes]:
    """The lines behind the head of a segment that are as they were written."""
    for row in content.split(b"\n")[1:]:
        told, _, text = row.partition(b" ")
        if digest(text).hex().encode() == told:
            yield text


def sound(content: bytes) -> bool:
    """False if a line of these is not as it was written, or the last has no end."""
    return content.endswith(b"\n") and sum(1 for _ in texts(content)) == content.count(b"\n") - 1


def lines(content: bytes) -> Iterator[Line]:
    """The records that these lines tell; what no version can have written is left out."""
    for text in texts(content):
        try:
            yield understood(text)
        except (DecodeError, RecursionError, UnicodeDecodeError):  # a validation's error, too
            continue
