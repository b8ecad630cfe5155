"""Records: read typed, written byte for byte as they were, and refused where no move made them."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import ValidationError, convert, json, to_builtins
from msgspec.structs import replace

from taiwa.dialogue.events import Given
from taiwa.record.log import COLUMNS, OverrideDetail, Written, from_row, sound, to_row, written
from taiwa.record.store import Store
from taiwa.record.transfer import read_record, record_lines
from taiwa.study.desk import Study
from tests.conftest import START
from tests.test_store import answered, started

BASELINE = Path(__file__).parent / "baseline"
DATABASES = sorted((BASELINE / "databases").glob("*.sql"))
RECORDED = json.decode((BASELINE / "expected/recorded/export.json").read_bytes())["records"]


def rows(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return db.execute(f"SELECT {', '.join(COLUMNS)} FROM record").fetchall()


@pytest.mark.parametrize("script", DATABASES, ids=lambda path: path.stem)
def test_each_record_of_each_schema_is_written_as_it_was_read(script: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(script.read_text())
        found = rows(db)
    assert len(found) > 40
    assert [to_row(written(row)) for row in found] == found
    read = [from_row(row) for row in found]
    assert [from_row(to_row(record)) for record in read] == read  # today without what is usual


def test_each_record_of_a_recorded_home_is_written_as_it_was_read() -> None:
    assert len({record["kind"] for record in RECORDED}) > 8
    for record in RECORDED:
        read = sound(convert(record, Written))
        assert json.encode(to_builtins(read)) == json.encode(record)


def test_every_kind_of_move_is_written_as_it_was_read(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    session.proceed()
    for line in ("/hint", "/sure", "a", "/undo", "b", "/right", "", "?what is a river?", "/reveal"):
        session.say(line)
    study.exam(study.course.sections, 2, minutes=1).skip()
    study.talk().ask("what did I get wrong today?")
    found = rows(study.store._db)
    assert len({row[COLUMNS.index("kind")] for row in found}) > 7
    assert [to_row(from_row(row)) for row in found] == found


def test_what_a_later_version_wrote_beside_a_record_goes_through_import_and_export(
    store: Store,
) -> None:
    store.append(started())
    store.append(answered(1, "wrong"))
    text = "\n".join(record_lines(store.log(), START)).encode()
    text = text.replace(b'"typed":false', b'"typed":false,"mood":["calm"]')
    text = text.replace(b'"s1', b'"s2').replace(b'"chosen":[1]', b'"chosen":[1],"spoken":true')
    assert store.merge(read_record(text)).new == 2
    lines = [line for line in record_lines(store.log(), START) if '"s2"' in line]
    assert "\n".join(lines).removesuffix(",") in text.decode()
    assert '"mood":["calm"]' in lines[1]
    assert '"spoken":true' in lines[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "rihgt"},
        {"verdict": "right"},
        {"kind": "answred"},
        {"kind": "started"},
        {"kind": "undone"},
        {"number": 0},
        {"number": -1},
        {"given": None},
        {"given": Given(chosen=(-1,))},
        {"id": ""},
        {"day": "2026-02-30"},
        {"at": datetime(2026, 4, 1)},
        {"at": START.replace(year=9000)},
        {"kind": "overridden", "detail": OverrideDetail(judged="")},
        {"kind": "overridden", "detail": OverrideDetail(judged="s1-1"), "outcome": None},
        {"detail": OverrideDetail(judged="s1-1")},
    ],
)
def test_what_would_be_read_as_damaged_is_never_written(
    store: Store, wrong: dict[str, Any]
) -> None:
    store.append(started())
    with pytest.raises(ValidationError):
        store.append(replace(answered(1, "right"), **wrong))
    assert store.records("s1") == [started()]
    store.append(answered(1, "right"))
