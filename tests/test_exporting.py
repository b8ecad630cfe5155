"""What other programs get: tables, quizzes, cards, a notebook; nothing in them can act."""

import csv
import io
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest

from taiwa.course.model import Course
from taiwa.exporting.anki import write_anki
from taiwa.exporting.answers_csv import COLUMNS, answers_csv, harmless
from taiwa.exporting.gift import gift
from taiwa.exporting.notebook import conversation_markdown, mistakes_markdown
from taiwa.language.catalogs import Words
from taiwa.study import Study


def test_the_answers_are_a_table_that_spreadsheets_read(study: Study, words: Words) -> None:
    session = study.practice(["bridges.q01", "rivers.q01"])
    session.say('=HYPERLINK("http://a"), "quoted"\nnext')
    told = answers_csv(study, words)
    assert told.startswith("\ufeff")
    header, row = csv.reader(io.StringIO(told.removeprefix("\ufeff")))
    assert tuple(header) == COLUMNS
    found = dict(zip(header, row, strict=True))
    assert found["given"].startswith("'=HYPERLINK")
    assert (found["item"], found["outcome"], found["answer"]) == ("bridges.q01", "wrong", "banks")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_begins_as_a_formula_does(start: str) -> None:
    assert str(harmless(f"{start}1")).startswith("'")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_question_of_the_course_is_in_the_quiz_for_moodle(
    course: Course, language: str
) -> None:
    told = gift(course, language)
    assert told.count("\n$CATEGORY") == len(course.sections)
    for question in course.all_questions():
        assert f"::{question.id}::" in told
    bare = re.sub(r"\\.", "", told)
    assert bare.count("{") == bare.count("}") == len(list(course.all_questions()))
    assert re.search(r"[ぁ-ん]", told) or language == "en"


def test_special_signs_of_the_quiz_format_are_escaped(sample: Course) -> None:
    assert "a\\=b" in gift_of("a=b", sample)
    assert "\\{x\\} \\~ \\# \\:" in gift_of("{x} ~ # :", sample)


def gift_of(text: str, course: Course) -> str:
    from taiwa.exporting.gift import _escaped

    return _escaped(text)


def test_the_notebook_holds_what_was_missed_and_not_put_right(study: Study, words: Words) -> None:
    session = study.practice(["bridges.q01", "rivers.q02"])
    session.say("<script>alert(1)</script> **sky**")
    session.proceed()
    session.say("river")
    told = mistakes_markdown(study, words)
    assert "### Fill in the gap" in told
    assert "\\<script\\>" in told
    assert "\\*\\*sky" in told
    assert "What is 川 in English" not in told
    study.practice(["bridges.q01"]).say("banks")
    assert "No mistakes so far." in mistakes_markdown(study, words)


def test_a_conversation_is_told_in_either_language(study: Study, words: Words) -> None:
    session = study.practice(["bridges.q01"])
    session.say("banks")
    assert "> banks" in conversation_markdown(session, words)
    assert "✓ Right." in conversation_markdown(session, words)
    words.language = "ja"
    assert "✓ 正解です。" in conversation_markdown(session, words)


def test_the_anki_package_has_terms_and_questions_in_both_languages(
    course: Course, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "taiwa.apkg"
    count = write_anki(course, words, path)
    assert count == len(course.glossary) + len(list(course.all_questions()))
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as opened:
        rows = opened.execute("SELECT guid, flds FROM notes").fetchall()
        cards = opened.execute("SELECT count(*) FROM cards").fetchone()[0]
    fields = "\n".join(row[1] for row in rows)
    assert len({row[0] for row in rows}) == count
    assert cards == count + len(course.glossary)
    assert "ぜんかいいっち" in fields
    assert "unanimity" in fields
    write_anki(course, words, tmp_path / "again.apkg")
    with zipfile.ZipFile(tmp_path / "again.apkg") as package:
        package.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as opened:
        assert {row[0] for row in opened.execute("SELECT guid FROM notes")} == {r[0] for r in rows}
