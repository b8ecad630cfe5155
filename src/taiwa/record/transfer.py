"""The whole record as a file, and back: JSON with a line of the log on each line.

Equal logs of one course give equal files, byte for byte: nothing in a file tells when or where it
was written. Records have globally unique ids and never change, so merging two logs is their union.
"""

from collections.abc import Container, Iterable, Iterator
from itertools import chain
from json import JSONDecodeError, loads
from typing import Any

from msgspec import DecodeError, ValidationError, json

from taiwa.errors import N_, TaiwaError
from taiwa.record.log import Line, Written, line, sound, understood
from taiwa.record.migrations import followed

FORMAT, FORMAT_VERSION = "taiwa-log", 2
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
    "The text in the file is garbled: a program has changed its encoding. Export your record"
    " again and copy it as it is. Nothing was imported."
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
BAD_RECORD = N_(
    "Record {number} of the file is not valid. Export your record again and copy it as it is."
    " Nothing was imported."
)


class TransferError(TaiwaError):
    """A file that can't be imported; nothing has changed."""


def record_lines(lines: Iterable[Line], course: str = "", edition: str = "") -> Iterator[str]:
    """The log as a JSON document, a line at a time.

    Its head tells the course that the log is of, by its id and edition.
    """
    head: dict[str, Any] = {"format": FORMAT, "version": FORMAT_VERSION}
    if course:
        head["course"] = {"id": course, "edition": edition}
    yield json.encode(head).decode()[:-1] + ',"records":['
    text = None
    for each in lines:
        if text is not None:
            yield text + ","
        text = (each if isinstance(each, bytes) else line(each)).decode()
    if text is not None:
        yield text
    yield "]}"


def read_record(
    text: Iterable[bytes], course: str = "", questions: Container[str] = ()
) -> Iterator[Line]:
    """The log in the lines of a document.

    Raises `TransferError` where it is none, or damaged, or of another course than the one with the
    id `course` and these questions; what is found out only further on is raised there.

    What taiwa has written is read line by line; what has been laid out otherwise, as a whole.
    """
    lines = iter(text)
    first = next(lines, b"")
    try:
        head = json.decode(first.rstrip() + b"]}")
    except (DecodeError, RecursionError, UnicodeDecodeError):
        head = None
    if isinstance(head, dict) and first.rstrip().endswith(b"["):
        version, rows = _version(head), _rows(lines)
    else:
        head = _whole(b"".join(chain([first], lines)))
        version = _version(head)
        rows = ((json.encode(row, order="sorted"), iter(())) for row in head["records"])
    return _of(course, questions, head.get("course"), _records(rows, version))


def _of(
    course: str, questions: Container[str], head: object, lines: Iterator[Line]
) -> Iterator[Line]:
    """The lines of a document with this course in its head, if they are of `course`.

    Earlier versions did not tell which one it is: then an answer must be to a question of it.
    """
    there = head.get("id") if isinstance(head, dict) else None
    if course and isinstance(there, str) and there != course:
        raise TransferError(OTHER_COURSE, there=there, here=course)
    if not course or there is not None:
        return lines
    return _known(course, questions, lines)


def _known(course: str, questions: Container[str], lines: Iterator[Line]) -> Iterator[Line]:
    asked = known = False
    for each in lines:
        if not isinstance(each, bytes) and each.outcome and each.item:
            asked, known = True, known or each.item in questions
        yield each
    if asked and not known:
        raise TransferError(UNKNOWN_COURSE, here=course)


def _version(document: object) -> int:
    """The version of a document's format. Raises `TransferError` where it has none of ours."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise TransferError(NO_LOG)
    found = document.get("version")
    if not isinstance(found, int) or not 1 <= found <= FORMAT_VERSION:
        raise TransferError(NEWER_FILE)
    if not isinstance(document.get("records"), list):
        raise TransferError(NO_LOG)
    return found


def _rows(lines: Iterator[bytes]) -> Iterator[tuple[bytes, Iterator[bytes]]]:
    """The rows behind the head, up to a line of brackets, each with the lines after it."""
    for each in lines:
        row = each.strip()
        if row == b"]}":
            if any(rest.strip() for rest in lines):
                raise TransferError(DAMAGED_FILE)
            return
        yield row, lines
    raise TransferError(CUT_OFF)


def _whole(text: bytes) -> Any:
    try:
        return json.decode(text)
    except (DecodeError, RecursionError, UnicodeDecodeError) as error:
        begun = b"".join(text[:80].split())[: len(_BEGINNING)]
        ours = begun and _BEGINNING.startswith(begun)
        raise TransferError(_wrong(text) if ours else NO_LOG) from error


def _wrong(text: bytes) -> str:
    """The message on the rest of a document, or all of it, that is no JSON."""
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


def _records(rows: Iterator[tuple[bytes, Iterator[bytes]]], version: int) -> Iterator[Line]:
    """The lines that a document's rows tell."""
    read = _canonical if version > 1 else _Earlier()
    for number, (row, rest) in enumerate(rows, 1):
        try:
            yield read(row.removesuffix(b","))
        except ValidationError as error:
            raise TransferError(BAD_RECORD, number=number) from error
        except (DecodeError, RecursionError, UnicodeDecodeError) as error:
            further = b"".join(chain([b"[", row], rest))
            raise TransferError(_wrong(further)) from error


def _canonical(row: bytes) -> Line:
    """The line that a row tells, though another program may have laid it out anew."""
    read = understood(row)
    if not isinstance(read, bytes):
        return read
    return understood(json.encode(json.decode(row), order="sorted"))


class _Earlier:
    """Rows of version 1, each of which follows the one before it in its session."""

    def __init__(self) -> None:
        self.before: Written | None = None

    def __call__(self, row: bytes) -> Line:
        row = json.encode(json.decode(row), order="sorted")
        self.before = followed(json.decode(row, type=Written), self.before)
        sound(self.before)
        return self.before
