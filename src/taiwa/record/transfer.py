"""The whole record as a file, and back: JSON with a record a line, merged by union.

Records have globally unique ids and never change, so merging two logs is adding what is new; a
second import adds nothing. Where two files tell the same record differently, or two records claim
the same place in a session, the one that is there stays and the other is counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from json import JSONDecodeError, loads
from typing import Any

from msgspec import DecodeError, ValidationError, convert, json, to_builtins

from taiwa.course.course import Course
from taiwa.course.release import edition
from taiwa.errors import N_, TaiwaError
from taiwa.record.log import Written, sound
from taiwa.text.cells import clean

FORMAT, FORMAT_VERSION = "taiwa-log", 1
_BEGINNING = b'{"format":"taiwa-log",'
NO_LOG = N_(
    "This is not a taiwa record; taiwa export --format json makes one. Nothing was imported."
)
NEWER_FILE = N_("The file was written by a newer taiwa: update taiwa first. Nothing was imported.")
CUT_OFF = N_(
    "The file is cut off: its end is missing. Export your record again and copy it whole. Nothing"
    " was imported."
)
RECODED = N_(
    "The text of the file is spoilt: a program has changed its encoding. Export your record again"
    " and copy it as it is. Nothing was imported."
)
DAMAGED_FILE = N_(
    "The file is damaged. Export your record again and copy it as it is. Nothing was imported."
)
OTHER_COURSE = N_(
    "This is a record of another course, {there}, and not of {here}: name that course with --course"
    " or --content. Nothing was imported."
)
UNKNOWN_COURSE = N_(
    "No question in this record is one of the course {here}: name the course that it is of with"
    " --course or --content. Nothing was imported."
)
BAD_RECORD = N_("Record {number} of the file is not valid. Nothing was imported.")


class TransferError(TaiwaError):
    """A file that can't be imported; nothing has changed."""


def record_lines(
    records: Iterable[Written], exported: datetime, course: Course | None = None
) -> Iterator[str]:
    """The log as a JSON document, a line at a time; `exported` is the time now.

    Its head tells the course that the log is of, by its id and edition.
    """
    head: dict[str, Any] = {"format": FORMAT, "version": FORMAT_VERSION}
    if course is not None:
        head["course"] = {"id": course.id, "edition": edition(course)}
    head["exported"] = exported.isoformat()
    yield json.encode(head).decode()[:-1] + ',"records":['
    line = None
    for record in records:
        if line is not None:
            yield line + ","
        line = json.encode(to_builtins(record)).decode()
    if line is not None:
        yield line
    yield "]}"


def read_record(text: bytes, course: Course | None = None) -> list[Written]:
    """The records of a document.

    Raises `TransferError` where it is none, or one of them is not, or they are of another course
    than `course`.
    """
    try:
        document = json.decode(text)
    except (DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise TransferError(_wrong(text)) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise TransferError(NO_LOG)
    if document.get("version") != FORMAT_VERSION:
        raise TransferError(NEWER_FILE)
    rows = document.get("records")
    if not isinstance(rows, list):
        raise TransferError(NO_LOG)
    records = [_record(row, number) for number, row in enumerate(rows, 1)]
    if course is not None:
        _refuse_another(course, document.get("course"), records)
    return records


def _refuse_another(course: Course, head: object, records: Sequence[Written]) -> None:
    """Raise for the record of another course; earlier versions did not tell which one it is."""
    there = head.get("id") if isinstance(head, dict) else None
    if isinstance(there, str) and there != course.id:
        raise TransferError(OTHER_COURSE, there=clean(there), here=course.id)
    asked = {record.item for record in records if record.outcome and record.item}
    if there is None and asked and not any(item in course.questions for item in asked):
        raise TransferError(UNKNOWN_COURSE, here=course.id)


def _wrong(text: bytes) -> str:
    """The message on a text that is no JSON."""
    begun = b"".join(text[:80].split())[: len(_BEGINNING)]
    if not begun or not _BEGINNING.startswith(begun):
        return NO_LOG
    text = text.rstrip()
    if text.rpartition(b"\n")[2].strip() not in (b"]}", b"}"):
        return CUT_OFF
    try:
        loads(text)
    except UnicodeDecodeError:
        return RECODED
    except JSONDecodeError as error:  # msgspec does not tell where
        return CUT_OFF if error.pos == len(error.doc) else DAMAGED_FILE
    except RecursionError:
        return DAMAGED_FILE
    return DAMAGED_FILE


def _record(row: object, number: int) -> Written:
    try:
        record = convert(row, Written)
        sound(record)
    except ValidationError as error:
        raise TransferError(BAD_RECORD, number=number) from error
    return record
