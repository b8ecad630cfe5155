"""Terms and events from tables, as spreadsheets save them."""

from pathlib import Path

import pytest

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.problems import SHEETS
from taiwa.course.release import LOCK
from taiwa.errors import ContentError
from taiwa.words.entries import quotation
from tests.test_defaults import OUTLINE, SECTION
from tests.test_places import Said, said

__all__ = ["said"]

TERMS = """ja,en,reading,definition_ja,definition_en,example_ja,example_en,also_en
日本,Japan,にほん;にっぽん,国の名。,A country.,日本に住む。,I live in Japan.,Nippon
橋,bridge,はし,"川を
渡るもの。","What crosses, say, a
river.",橋を渡る。,I cross a bridge.,
"""
EVENTS = """date;ja;en;place_ja;place_en;disputed
1868-01-03;町ができる;The town is founded;川;The river;FALSE
1878;橋ができる;The bridge is built;;;TRUE
"""


def course_with(folder: Path, terms: str, events: str, codec: str = "utf-8") -> Course:
    (folder / "course.yaml").write_text(OUTLINE, encoding="utf-8")
    (folder / "one.yaml").write_text(SECTION, encoding="utf-8")
    for name, text in (("glossary.csv", terms), ("timeline.csv", events)):
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode(codec))
    return load_course(folder)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path: Path, codec: str, sign: str) -> None:
    events = EVENTS.replace(";", sign)
    course = course_with(tmp_path, TERMS, events, codec)
    japan, bridge = course.glossary
    assert (japan.id, japan.readings, japan.also["en"]) == (
        "japan",
        ("にほん", "にっぽん"),
        ("Nippon",),
    )
    assert bridge.definition == {"ja": "川を渡るもの。", "en": "What crosses, say, a river."}
    founded, built = course.timeline
    assert (founded.id, founded.date, founded.disputed) == (
        "1868-town-founded",
        "1868-01-03",
        False,
    )
    assert founded.place == {"ja": "川", "en": "The river"}
    assert built.place is None
    assert built.disputed


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_a_lock_writes_ids_into_tables_and_rows_may_come_and_change(
    tmp_path: Path, said: Said, codec: str
) -> None:
    before = course_with(tmp_path, TERMS, EVENTS, codec)
    told = said("check", str(tmp_path), "--lock")
    assert "ids were written" in told
    count = len((tmp_path / LOCK).read_text(encoding="utf-8").splitlines())
    assert f"{count} ids are locked in {tmp_path / LOCK}." in told
    locked = [(tmp_path / name).read_bytes().decode(codec) for name in SHEETS]
    assert locked[0].startswith("ja,en,reading,")
    assert ",also_en,id\r\n" in locked[0]
    assert 'What crosses, say, a\r\nriver.",橋を渡る。,I cross a bridge.,,bridge\r\n' in locked[0]
    assert load_course(tmp_path) == before
    assert "ids were written" not in said("check", str(tmp_path), "--lock")
    terms, events = (text.replace("\r\n", "\n") for text in locked)
    head, row = terms.split("\n", 1)
    terms = f"{head}\n川,river,かわ,水。,Water.,川だ。,A river.\n" + row.replace(
        "bridge,はし", "span,はし"
    )
    after = course_with(tmp_path, terms, events.replace("bridge is", "span is"), codec)
    assert [term.id for term in after.glossary] == ["river", "japan", "bridge"]
    assert [event.id for event in after.timeline] == [event.id for event in before.timeline]
    assert "no problems" in said("check", str(tmp_path))


def test_a_term_whose_english_was_changed_keeps_its_id_by_a_column(
    tmp_path: Path, said: Said
) -> None:
    course_with(tmp_path, TERMS, EVENTS)
    said("check", str(tmp_path), "--lock")
    terms = TERMS.replace("橋,bridge,", "橋,span,")
    course_with(tmp_path, terms, EVENTS)
    told = said("check", str(tmp_path), status=1)
    assert "glossary.csv:1:1: bridge: a term released under this id is gone from glossary" in told
    kept = (
        terms.replace("ja,en", "id,ja,en")
        .replace("日本,J", ",日本,J")
        .replace("橋,s", "bridge,橋,s")
    )
    course_with(tmp_path, kept, EVENTS)
    assert "no problems" in said("check", str(tmp_path))
    said("check", str(tmp_path), "--lock")
    assert "\njapan,日本,Japan," in (tmp_path / "glossary.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (TERMS.replace("reading", "raeding"), "glossary.csv:1:3: there is no column 'raeding'"),
        (TERMS.replace("Japan,", ",", 1), "glossary.csv:2:1: term: the key 'en' is missing"),
        (TERMS.replace("はし,", ","), "glossary.csv:3:1: term: the key 'reading' is missing"),
        (TERMS + "川,river,かわ,a,b,c,d,e,f\n", "glossary.csv:4:9: row 4 has more cells"),
        (TERMS + '川,"river\n', "glossary.csv:4:1: not a table in CSV"),
    ],
)
def test_a_slip_is_told_with_its_row(tmp_path: Path, terms: str, told: str) -> None:
    with pytest.raises(ContentError) as raised:
        course_with(tmp_path, terms, EVENTS)
    assert any(told in str(each) for each in raised.value.problems), raised.value.problems


@pytest.mark.parametrize(
    ("cell", "own"), [("yes", True), ("1", True), ("はい", True), ("No", False), ("0", False)]
)
def test_a_cell_says_yes_or_no_as_people_do(tmp_path: Path, cell: str, own: bool) -> None:
    terms = TERMS.replace("ja,en", "own,ja,en").replace("日本,J", f"{cell},日本,J")
    course = course_with(tmp_path, terms.replace("橋,b", ",橋,b"), EVENTS)
    assert course.glossary[0].own is own


@pytest.mark.parametrize("written", ["879", "0879"])
def test_a_year_of_three_figures_is_taken_and_shown_without_zeros(
    tmp_path: Path, written: str
) -> None:
    course = course_with(tmp_path, TERMS, EVENTS.replace("1868-01-03", written))
    event = course.timeline[0]
    assert event.id == "0879-town-founded"
    told = quotation(course, event.id)
    assert told is not None
    assert told.text["en"] == "879: The town is founded"


def test_an_event_that_the_text_names_is_not_of_the_public_record(tmp_path: Path) -> None:
    events = EVENTS.replace("disputed", "essay").replace("FALSE", "TRUE")
    course = course_with(tmp_path, TERMS, events)
    told = quotation(course, course.timeline[0].id)
    assert told is not None
    assert told.source != ("record",)
    assert not course.has_record
    assert course_with(tmp_path, TERMS, EVENTS).has_record
