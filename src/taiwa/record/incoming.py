"""A file to be imported: read within bounds, unpacked and decoded, or told for what it is instead.

However an export was carried here, it is still one: with a byte order mark, in UTF-16 as Windows
PowerShell writes it, packed by gzip, through a pipe. What can't be one is told at its first bytes,
so that nothing endless is read on.
"""

import codecs
import gzip
import io
import json
import os
import re
import select
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from taiwa.errors import N_, UsageError
from taiwa.record.transfer import CUT_OFF, DAMAGED_FILE, NO_LOG, RECODED, TransferError

UNREADABLE_FILE = N_("{path} can't be read: check that it is there, and its permissions.")
IS_FOLDER = N_(
    "{path} is a folder: name a file that taiwa export wrote. A course is opened with --content."
)
NOBODY = N_(
    "Nobody writes to the pipe {path}: start the program that does, and import again. Nothing was"
    " imported."
)
TOO_LARGE = N_(
    "The file has a line of more than {limit} MB, as no record has: import a file that taiwa"
    " export wrote. Nothing was imported."
)
EMPTY = N_("The file is empty: export your record again. Nothing was imported.")
DATABASE = N_(
    "This is a database: let taiwa export write the record in it to a file, on its own machine, or"
    " put it in the place of yours with taiwa doctor --restore. Nothing was imported."
)
ANKI = N_(
    "These are Anki cards: taiwa writes them, but can't read them. A record comes from taiwa export"
    " --format json. Nothing was imported."
)
GIFT = N_(
    "This is a quiz for Moodle (GIFT): taiwa writes such files, but can't read them. A record comes"
    " from taiwa export --format json. Nothing was imported."
)
ARCHIVE = N_(
    "This is an archive: unpack it, and import the file in it that taiwa export wrote. Nothing was"
    " imported."
)
DOCUMENT = N_(
    "This is an image or a document: import a file that taiwa export wrote. Nothing was imported."
)
WEB_PAGE = N_(
    "This is a web page: the download may have failed. Import a file that taiwa export wrote."
    " Nothing was imported."
)
COURSE = N_(
    "This looks like a file of a course: open its folder with taiwa --content, or look it over with"
    " taiwa check. Nothing was imported."
)
FOR_READING = N_(
    "This is a table or a notebook, for reading: a record comes from taiwa export --format json."
    " Nothing was imported."
)

LARGEST_IMPORT, HEAD, AT_ONCE = 200_000_000, 4096, 1 << 20
"""Bytes that a line may have, by which a file is told for what it is, and that are read at once."""

PIPE_PATIENCE = 5.0
"""Seconds within which somebody must begin to write to a named pipe."""

GZIP = b"\x1f\x8b"
BINARY = {
    rb"SQLite format 3\0": DATABASE,
    rb"(?s)PK\x03\x04.*collection\.anki": ANKI,
    rb"(?s)PK\x03\x04.*\[Content_Types\]\.xml": DOCUMENT,
    rb"PK\x03\x04|7z\xbc\xaf|Rar!|\xfd7zXZ|BZh|\x28\xb5\x2f\xfd|(?s:.{257}ustar)": ARCHIVE,
    rb"\x89PNG|\xff\xd8\xff|GIF8|(?s:RIFF....WEBP)|%PDF|\xd0\xcf\x11\xe0": DOCUMENT,
}
TEXTS = {
    r"(//[^\n]*\n\s*)*(\$CATEGORY:|::)": GIFT,
    r"(?i)<(!doctype|html|\?xml)": WEB_PAGE,
    r"#separator:|#deck": ANKI,
    r"# [^\n]*\n\s*\n": FOR_READING,
    r"((---|#[^\n]*)\r?\n\s*)*(- )?[\w-]+:(\s|$)": COURSE,
    r"[^\n,;\t]*([,;\t])[^\n]*\n[^\n]*\1": FOR_READING,
}
"""The beginnings of files that are no records, and the message for each."""
CONTROLS, CONTROLLED = re.compile(r"[\x00-\x08\x0e-\x1f]"), 0.01
"""Characters that no text has, and the share of them that a damaged one may; of bytes by chance,
which may begin as a record does, they are one in nine."""


def read_document(path: Path, patience: float = PIPE_PATIENCE) -> Iterator[bytes]:
    """The lines, in UTF-8, of an exported record; `-` stands for standard input.

    Raises `TransferError` that tells what else it is, and `UsageError` where there is no file; what
    is found out only further on is raised there.
    """
    with _told(path):
        source = _opened(path, patience)
        if source.peek(len(GZIP))[: len(GZIP)] == GZIP:
            source = io.BufferedReader(gzip.GzipFile(fileobj=source))
        head = source.read(HEAD)
        _refuse_foreign(head)
    return _lines(path, source, head)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except EOFError as error:
        raise TransferError(CUT_OFF) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise TransferError(DAMAGED_FILE) from error
    except IsADirectoryError as error:
        raise UsageError(IS_FOLDER, path=path) from error
    except OSError as error:
        raise UsageError(UNREADABLE_FILE, path=path) from error


def _lines(path: Path, source: io.BufferedReader, head: bytes) -> Iterator[bytes]:
    """The lines of a file that begins with `head`; none may be larger than `LARGEST_IMPORT`."""
    begun: list[bytes] = []
    with _told(path), source:
        for part in _in_utf8(chain([head], iter(lambda: source.read(AT_ONCE), b""))):
            *lines, rest = part.split(b"\n")
            if lines:
                yield b"".join([*begun, lines[0], b"\n"])
                yield from (each + b"\n" for each in lines[1:])
                begun = []
            begun.append(rest)
            if sum(map(len, begun)) > LARGEST_IMPORT:
                raise TransferError(TOO_LARGE, limit=LARGEST_IMPORT // 1_000_000)
        yield b"".join(begun)


def _opened(path: Path, patience: float) -> io.BufferedReader:
    if str(path) == "-":
        return open(sys.stdin.fileno(), "rb", closefd=False)
    if stat.S_ISFIFO(path.stat().st_mode):
        return io.BufferedReader(_Pipe(path, patience))
    return path.open("rb")


class _Pipe(io.RawIOBase):
    """A named pipe to which somebody must begin to write within `patience` seconds."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path, self.patience, self.begun = path, patience, False
        self.fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        end = time.monotonic() + self.patience
        while True:
            try:
                part = os.read(self.fd, len(buffer))
            except BlockingIOError:  # somebody holds the other end
                select.select([self.fd], [], [])
                continue
            if part or self.begun:
                self.begun = True
                buffer[: len(part)] = part
                return len(part)
            if time.monotonic() > end:
                raise TransferError(NOBODY, path=self.path)
            time.sleep(0.02)

    def close(self) -> None:
        if not self.closed:
            os.close(self.fd)
        super().close()


def _refuse_foreign(head: bytes) -> None:
    """Raise for a beginning that no record has: a record is an object in JSON."""
    text = head.decode(json.detect_encoding(head), "ignore").lstrip()
    if text.startswith("{") and len(CONTROLS.findall(text)) <= len(text) * CONTROLLED:
        return
    if not head.strip(b"\xef\xbb\xbf\xfe\xff \t\r\n"):
        raise TransferError(EMPTY)
    told = [said for beginning, said in BINARY.items() if re.match(beginning, head)]
    if not CONTROLS.search(text):
        told += [said for beginning, said in TEXTS.items() if re.match(beginning, text)]
    raise TransferError(told[0] if told else NO_LOG)


def _in_utf8(parts: Iterator[bytes]) -> Iterator[bytes]:
    head = next(parts)
    encoding = json.detect_encoding(head)
    if encoding == "utf-8":
        yield from chain([head], parts)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for part in chain([head], parts):
            yield decoder.decode(part).encode()
    except UnicodeError as error:
        raise TransferError(RECODED) from error
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise TransferError(CUT_OFF) from error
