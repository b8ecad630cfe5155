"""Records: read typed, written byte for byte as they were, and refused where no move made them."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import ValidationError, json, to_builtins
from msgspec.structs import replace

from taiwa.dialogue.events import Given
from taiwa.record.log import OverrideDetail, digest, line, sound, understood
from taiwa.record.store import Store
from taiwa.record.transfer import read_record, record_lines
from taiwa.study.desk import Study
from tests.conftest import START
from tests.test_store import answered, started, tables

BASELINE = Path(__file__).parent / "baseline"
DATABASES = [BASELINE / "databases" / f"v{version}.sql" for version in (1, 2)]
RECORDED = json.decode((BASELINE / "expected/recorded/export.json").read_bytes())["records"]


@pytest.mark.parametrize("script", DATABASES, ids=lambda path: path.stem)
def test_the_records_of_each_schema_come_up_to_date_unchanged(script: Path, tmp_path: Path) -> None:
    """Each says what it said, and follows the one before it in its session."""
    path = tmp_path / "progress.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script.read_text())
        names = [row[1] for row in db.execute("PRAGMA table_info(record)")]
        found = db.execute(f"SELECT {', '.join(names)} FROM record ORDER BY session, number")
        before = [dict(zip(names, row, strict=True)) for row in found]
    with closing(Store(path)) as store:
        after = [json.decode(line(record)) for record in store.log()]
    assert len(after) > 40
    last = None
    for known, old in zip(after, before, strict=True):
        assert known.pop("prev", None) == (last if known["number"] else None)
        last = known["id"]
        for name in ("given", "detail"):
            old[name] = old[name] and json.decode(old[name])
        old["at"] = old["at"].replace("+00:00", "Z").replace(".000000", "")
        assert known == {name: value for name, value in old.items() if value is not None}


def test_a_merged_record_of_schema_3_is_what_it_was(tmp_path: Path) -> None:
    """With forks, records told twice, some that wait, lines of a later version, and a folder that
    it has met: its export and these marks were written by version 3."""
    script = BASELINE / "databases" / "merged" / "v3.sql"
    said = script.with_suffix(".json").read_bytes()
    for name in ("met", "new"):
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as db:
            db.executescript(script.read_text() if name == "met" else "")
    with closing(Store(tmp_path / "met.db")) as met, closing(Store(tmp_path / "new.db")) as new:
        assert "\n".join(record_lines(met.log())).encode() + b"\n" == said
        new.merge(read_record(said.splitlines(keepends=True)))
        assert tables(met) == tables(new)
        assert met.setting("language") == "en"
        marks = met.marks("folder")
        assert marks.whole() == {f"{'0' * 32}.taiwa": 1234}
        assert len(marks.unseen(99, 1 << 20)) == 5


def test_a_number_for_an_id_names_no_row(store: Store) -> None:
    store.append(started())
    waits = replace(answered(2, "right"), prev="1")
    store.merge([waits])
    assert [line(each) for each in store.log()] == [line(started()), line(waits)]
    assert len(store.records("s1")) == 1


def test_each_record_of_a_recorded_home_is_written_as_it_was_read() -> None:
    assert len({record["kind"] for record in RECORDED}) > 8
    for record in RECORDED:
        text = json.encode(record, order="sorted")
        read = understood(text)
        assert not isinstance(read, bytes)
        assert line(read) == line(sound(read)) == text


def test_every_kind_of_move_is_written_as_it_was_read(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    session.proceed()
    for typed in (
        "/hint",
        "/sure",
        "a",
        "/undo",
        "b",
        "/right",
        "",
        "?what is a river?",
        "/reveal",
    ):
        session.say(typed)
    study.exam(study.course.sections, 2, minutes=1).skip()
    study.talk().ask("what did I get wrong today?")
    found = list(study.store.log())
    assert len({record.kind for record in found}) > 7
    texts = [line(record) for record in found]
    assert [line(sound(understood(text))) for text in texts] == texts


def test_the_bytes_of_a_line_are_what_they_were() -> None:
    """No library's update may change them: every record would be told twice."""
    lines = [line(started()), line(answered(1, "wrong"))]
    assert lines[0] == (
        b'{"at":"2026-04-01T09:00:00Z","day":"2026-04-01","detail":{"mode":"quiz","sections":'
        b'["rivers"],"turns":[["rivers.q01",true,1,0]]},"device":"d1","id":"s1-0","kind":"started",'
        b'"language":"en","number":0,"session":"s1"}'
    )
    assert [digest(each).hex() for each in lines] == [
        "dee5a9498816e3a14eff9938536dfe89",
        "153f88a2ff0d634b953b1e2ee0631e86",
    ]


def test_what_a_later_version_wrote_beside_a_record_goes_through_import_and_export(
    store: Store,
) -> None:
    store.append(started())
    store.append(answered(1, "wrong"))
    text = "\n".join(record_lines(store.log())).encode()
    text = text.replace(b'"typed":false', b'"mood":["calm"],"typed":false')
    text = text.replace(b'"s1', b'"s2').replace(b'"chosen":[1]', b'"chosen":[1],"spoken":true')
    assert store.merge(read_record(text.splitlines())).new == 2
    lines = [each for each in record_lines(store.log()) if '"s2"' in each]
    assert "\n".join(lines).removesuffix(",") in text.decode()
    assert '"mood":["calm"]' in lines[1]
    assert '"spoken":true' in lines[1]


@pytest.mark.parametrize(
    "newer",
    [{"kind": "danced"}, {"mood": "calm"}, {"detail": {"typed": 0.5}}, {"verdict": "right"}],
)
def test_a_line_that_is_not_understood_is_kept_and_passed_on_as_it_is(
    store: Store, newer: dict[str, Any]
) -> None:
    store.append(started())
    row = to_builtins(answered(1, "wrong")) | newer
    text = json.encode(row, order="sorted")
    document = [b'{"format":"taiwa-log","version":2,"records":[', text, b"]}"]
    assert store.merge(read_record(document)).new == 1
    assert store.merge(read_record(document)).new == 0
    assert [*store.log()][1] == text
    assert text.decode() in [*record_lines(store.log())]
    assert store.records("s1") == [started()]


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
