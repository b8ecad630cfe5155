"""A course read before, kept as plain JSON in the user's cache folder.

Its name is the hash of the files it was made of; what it holds is checked against the model's types
when it is read. It may be deleted at any time, and one that can't be read is made again.
"""

from pathlib import Path

import msgspec

from taiwa.course.model import Course
from taiwa.paths import keep_cached


def read(file: Path) -> Course | None:
    """The course kept in `file`, or None where there is none that can be used."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Course)
    except (OSError, msgspec.DecodeError):
        return None


def write(file: Path, course: Course) -> None:
    """Keep a course in `file`."""
    keep_cached(file, msgspec.json.encode(course))
