"""Files to import: an export however it was carried, and what is said of anything else."""

import gzip
import io
import json
import os
import random
import sqlite3
import tarfile
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from taiwa.errors import TaiwaError
from taiwa.export.anki import anki_package
from taiwa.export.csv import answers_csv
from taiwa.export.gift import gift
from taiwa.record import incoming
from taiwa.record.incoming import read_document
from taiwa.record.transfer import CUT_OFF, DAMAGED_FILE, NO_LOG, RECODED, read_record
from taiwa.study.desk import Study
from taiwa.words.catalogs import Words
from taiwa.words.notebook import mistakes_markdown
from tests.conftest import SAMPLE
from tests.terminal import COURSE, run
from tests.test_transfer import exported, played

Carry = Callable[[bytes], bytes]


@pytest.fixture
def document(study: Study) -> bytes:
    """An export with Japanese in it, which is long enough to be cut anywhere."""
    played(study)
    study.practice(["rivers.q02"]).say("川")
    return exported(study.store)


def imported(raw: bytes, folder: Path) -> list[str]:
    """The ids of the records that a file of these bytes brings."""
    (folder / "record.json").write_bytes(raw)
    return [record.id for record in read_record(read_document(folder / "record.json"))]


def told(raw: bytes, folder: Path) -> str:
    with pytest.raises(TaiwaError) as caught:
        imported(raw, folder)
    return caught.value.message


CARRIED: dict[str, Carry] = {
    "as it is": bytes,
    "with a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "by PowerShell": lambda raw: raw.replace(b"\n", b"\r\n").decode().encode("utf-16"),
    "in UTF-16 without a mark": lambda raw: raw.decode().encode("utf-16-be"),
    "in UTF-32": lambda raw: raw.decode().encode("utf-32"),
    "with line ends of Windows": lambda raw: raw.replace(b"\n", b"\r\n"),
    "packed": gzip.compress,
    "packed twice over": lambda raw: gzip.compress(raw[:2_000]) + gzip.compress(raw[2_000:]),
    "on one line": lambda raw: json.dumps(json.loads(raw), ensure_ascii=False).encode(),
    "indented": lambda raw: json.dumps(json.loads(raw), indent=2).encode(),
}


@pytest.mark.parametrize("how", CARRIED)
def test_an_export_comes_in_however_it_was_carried(
    how: str, document: bytes, tmp_path: Path
) -> None:
    assert imported(CARRIED[how](document), tmp_path) == imported(document, tmp_path)


@pytest.mark.parametrize("how", CARRIED)
def test_an_export_that_is_cut_off_is_told_wherever_it_is_cut(
    how: str, document: bytes, tmp_path: Path
) -> None:
    raw = CARRIED[how](document).rstrip()
    for end in (*range(10, len(raw), len(raw) // 50), len(raw) - 1):
        assert told(raw[:end], tmp_path) == CUT_OFF, raw[max(0, end - 40) : end]


def test_a_damaged_export_is_told_from_one_that_is_cut_off(document: bytes, tmp_path: Path) -> None:
    assert told(document.replace(b'"kind"', b'"ki"nd"', 1), tmp_path) == DAMAGED_FILE
    packed = bytearray(gzip.compress(document))
    packed[len(packed) // 2] ^= 0xFF
    assert told(bytes(packed), tmp_path) == DAMAGED_FILE
    assert told(document.decode().encode("cp932"), tmp_path) == RECODED


def packed(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "{}")
    return made.getvalue()


def archived() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("record.json"))
    return made.getvalue()


FOREIGN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", incoming.EMPTY),
    "a byte order mark": (b"\xff\xfe", incoming.EMPTY),
    "blank lines": (b"\r\n\r\n", incoming.EMPTY),
    "a zip": (packed("record.json"), incoming.ARCHIVE),
    "a tar": (archived(), incoming.ARCHIVE),
    "a text document": (packed("[Content_Types].xml"), incoming.DOCUMENT),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), incoming.DOCUMENT),
    "a photograph": (b"\xff\xd8\xff\xe0" + bytes(100), incoming.DOCUMENT),
    "a page to print": (b"%PDF-1.7\n", incoming.DOCUMENT),
    "a web page": (b"<!DOCTYPE html><title>Sign in</title>", incoming.WEB_PAGE),
    "notes of Anki": (b"#separator:tab\n#html:true\n\xe5\xb7\x9d\triver\n", incoming.ANKI),
    "a word list": ('丘,おか,"hill, rise"\n城,しろ,castle\n'.encode(), incoming.FOR_READING),
    "a word list of Excel": ("川;かわ\r\n橋;はし\r\n".encode("utf-16"), incoming.FOR_READING),
    "a course of LibreLingo": (b"Module:\n  Name: Basics\n", incoming.COURSE),
    "zeros": (bytes(10_000), NO_LOG),
    "noise": (os.urandom(10_000).replace(b"{", b"").replace(b"PK", b""), NO_LOG),
    "a letter": ("拝啓\nお元気ですか。\n".encode(), NO_LOG),
    "other JSON": (b'{"streak": 0}', NO_LOG),
    "a list": (b"[1, 2]", NO_LOG),
    "many brackets": (b"[" * 100_000, NO_LOG),
    "many braces": (b'{"a":' * 100_000, NO_LOG),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_foreign_file_is_told_for_what_it_is(what: str, tmp_path: Path) -> None:
    raw, expected = FOREIGN[what]
    assert told(raw, tmp_path) == expected


def test_what_taiwa_writes_for_others_is_told_for_what_it_is(
    study: Study, words: Words, tmp_path: Path
) -> None:
    played(study)
    quiz = gift(study.course, words.speaking("ja"))
    assert told(quiz.encode(), tmp_path) == incoming.GIFT
    assert told(f"// A quiz\n{quiz}".encode(), tmp_path) == incoming.GIFT
    assert told(answers_csv(study, words).encode(), tmp_path) == incoming.FOR_READING
    assert told(mistakes_markdown(study, words).encode(), tmp_path) == incoming.FOR_READING
    package, _ = anki_package(study.course, words, study.progress.now())
    (tmp_path / "cards.apkg").write_bytes(package)
    assert told((tmp_path / "cards.apkg").read_bytes(), tmp_path) == incoming.ANKI
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        study.store._db.backup(copy)
    assert told((tmp_path / "copy.db").read_bytes(), tmp_path) == incoming.DATABASE
    for file in SAMPLE.glob("*.yaml"):
        assert told(file.read_bytes(), tmp_path) == incoming.COURSE, file


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(TaiwaError) as caught:
        read_document(tmp_path)
    assert caught.value.message == incoming.IS_FOLDER


@pytest.mark.thorough
def test_a_file_that_unpacks_to_more_than_can_be_a_record_is_not_unpacked_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "LARGEST_IMPORT", 5_000_000)
    assert told(gzip.compress(b"{" + b" " * 50_000_000), tmp_path) == incoming.TOO_LARGE


def test_a_pipe_that_nobody_writes_to_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TaiwaError) as caught:
        read_document(tmp_path / "pipe", patience=0.05)
    assert caught.value.message == incoming.NOBODY


def test_a_pipe_is_read_to_its_end(document: bytes, tmp_path: Path) -> None:
    """However late and however slowly, once somebody has begun to write."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("wb", buffering=0) as end:
            threading.Event().wait(0.2)
            for start in range(0, len(document), 1_000):
                end.write(document[start : start + 1_000])
                threading.Event().wait(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert b"".join(read_document(pipe, patience=20)) == document
    finally:
        writer.join()


@pytest.mark.thorough
def test_what_is_exported_is_imported_through_a_pipe(document: bytes, db: Path) -> None:
    """As `-`, and as the shell names a pipe."""
    count = len(list(read_record(document.splitlines())))
    for file, fresh in (("-", count), ("/dev/stdin", 0)):
        done = run(*COURSE, "import", file, typed=document.decode())
        assert done.stderr == ""
        assert done.stdout == f"New records: {fresh}. Already here: {count - fresh}.\n"


@pytest.mark.thorough
@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_bytes_by_chance_that_begin_as_a_record_does_are_told_at_their_beginning(
    tmp_path: Path,
) -> None:
    file = tmp_path / "chance"
    file.write_bytes(b"{" + random.Random(1).randbytes(10_000))
    with pytest.raises(TaiwaError) as told:
        read_document(file)
    assert told.value.message == NO_LOG


def test_what_never_ends_is_told_at_its_beginning(db: Path) -> None:
    for file, status in (("/dev/zero", 1), ("/dev/urandom", 1), ("/dev/null", 1)):
        done = run("--lang", "ja", "import", file)
        assert done.returncode == status
        assert "何も取り込んでいません" in done.stderr
        assert len(done.stderr.splitlines()) == 1
