"""The whole record as a file, and back: JSON with a record a line, merged by union.

Records have globally unique ids and never change, so merging two logs is adding what is new; a
second import adds nothing. Where two files tell the same record differently, or two records claim
the same place in a session, the one that is there stays and the other is counted.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from json import JSONDecodeError, loads

from msgspec import DecodeError, ValidationError, convert, json, to_builtins

from taiwa.errors import N_, TaiwaError
from taiwa.record.log import Written, sound

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
BAD_RECORD = N_("Record {number} of the file is not valid. Nothing was imported.")


class TransferError(TaiwaError):
    """A file that can't be imported; nothing has changed."""


def record_lines(records: Iterable[Written], exported: datetime) -> Iterator[str]:
    """The log as a JSON document, a line at a time; `exported` is the time now."""
    head = {"format": FORMAT, "version": FORMAT_VERSION, "exported": exported.isoformat()}
    yield json.encode(head).decode()[:-1] + ',"records":['
    line = None
    for record in records:
        if line is not None:
            yield line + ","
        line = json.encode(to_builtins(record)).decode()
    if line is not None:
        yield line
    yield "]}"


def read_record(text: bytes) -> list[Written]:
    """The records of a document. Raises `TransferError` where it is none, or one of them is not."""
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
    return [_record(row, number) for number, row in enumerate(rows, 1)]


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
