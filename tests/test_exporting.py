"""Files for other programs: tables, quizzes, cards, a notebook; nothing in them can act.

`python -m tests.readers` opens the same files with those programs.
"""

import csv
import html
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec import structs

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import Question
from taiwa.errors import TaiwaError
from taiwa.export.anki import anki_package
from taiwa.export.csv import BYTE_ORDER_MARK, HEADINGS, answers_csv, harmless
from taiwa.export.gift import gift
from taiwa.study.desk import Study
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.notebook import conversation_markdown, mistakes_markdown, save_conversation
from taiwa.words.question_wording import named
from tests.conftest import START


def test_the_answers_are_a_table_that_spreadsheets_read(study: Study, words: Words) -> None:
    session = study.practice(["bridges.q01", "rivers.q01"])
    session.say('=HYPERLINK("http://a"), "quoted"\nnext')
    told = answers_csv(study, words)
    assert told.startswith("\ufeff")
    header, row = csv.reader(io.StringIO(told.removeprefix("\ufeff")))
    assert tuple(header) == HEADINGS
    found = dict(zip(header, row, strict=True))
    assert found["given"].startswith("'=HYPERLINK")
    assert (found["item"], found["outcome"], found["answer"]) == ("bridges.q01", "wrong", "banks")


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠\t\r\n"])
def test_no_cell_begins_as_a_formula_does(start: str) -> None:
    assert str(harmless(f"{start}1")).startswith("'")


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_question_of_the_course_is_in_the_quiz_for_moodle(
    course: Course, words: Words, language: str
) -> None:
    told = gift(course, words.speaking(language))
    assert told.count("\n$CATEGORY") == len(course.sections)
    entries = [entry for entry in told.split("\n\n") if not entry.startswith("$")]
    questions = list(course.all_questions())
    for question, entry in zip(questions, entries, strict=True):  # no empty line within one
        assert entry.startswith(f"::{question.id} ")
        bare = re.sub(r"\\.", "", entry)
        assert (bare.count("{"), bare.count("}"), bare.rstrip()[-1]) == (1, 1, "}")
    assert re.search(r"[ぁ-ん]", told) or language == "en"


def entry(question: Question, course: Course, words: Words) -> str:
    """A question in English, in the place of all the comparisons, as the quiz has it."""
    return gift(structs.replace(course, comparisons=(question,)), words).rpartition("\n\n")[2]


QUIZ = """\
::bridges.q01 Fill in the gap. A bridge joins two ＿＿＿＿.::[plain]Fill in the gap.\\n\
A bridge joins two ＿＿＿＿. {
\t=banks
\t=[plain][html]<b>
\t=[plain]%50%half
\t=a → b
\t=\\\\* \\{0\\} \\# \\= \\~ \\: \\\\
\t####[plain]Banks are the edges of a river.
}
"""


def test_nothing_in_the_quiz_acts_on_moodle(sample: Course, words: Words) -> None:
    question = sample.questions["bridges.q01"]
    accepted = {"en": ("banks", "[html]<b>", "%50%half", "a -> b", "* {0} # = ~ : \\")}
    assert entry(structs.replace(question, accepted=accepted), sample, words) == QUIZ


def test_the_right_sides_of_a_matching_are_html_to_moodle(sample: Course, words: Words) -> None:
    order = structs.replace(
        sample.questions["bridges.q03"],
        items=tuple({"ja": text, "en": text} for text in ("R&D", "<b>")),
    )
    assert "\t=1 -> R&amp;D\n\t=2 -> &lt;b&gt;\n" in entry(order, sample, words)


def test_an_essay_shows_its_key_points_afterwards(sample: Course, words: Words) -> None:
    told = entry(sample.questions["bridges.q04"], sample, words)
    points = r"- It joins the banks\n- It lets people cross\nJoining and letting across."
    assert told.endswith(f" {{\n\t####[plain]{points}\n}}\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("bridges.q01", "Fill in the gap. A bridge joins two ＿＿＿＿."),
        ("bridges.q02", "Match them. (river …)"),
        ("bridges.q03", "Put them in order, the oldest first. (the ferry …)"),
        ("rivers.q03", "In which year was the great flood?"),
    ],
)
def test_a_question_is_named_so_that_it_can_be_told_from_others(
    sample: Course, name: str, line: str
) -> None:
    assert named(sample.questions[name])["en"] == line


def test_a_japanese_question_is_named_without_spaces(sample: Course) -> None:
    assert named(sample.questions["bridges.q01"])["ja"] == (
        "空欄を埋めてください。橋は二つの＿＿＿＿を結びます。"
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_missed_cloze_has_its_sentence_wherever_it_is_named(
    study: Study, words: Words, language: str
) -> None:
    words.language = language
    session = study.practice(["bridges.q01"])
    session.say("sky")
    line = named(study.course.questions["bridges.q01"])[language]
    (row,) = csv.DictReader(io.StringIO(answers_csv(study, words).removeprefix(BYTE_ORDER_MARK)))
    assert row["prompt"] == line
    assert f"### {line}\n" in mistakes_markdown(study, words)
    session.ask("what did I get wrong today?")
    assert f"- {line}\n" in shown_as(conversation_markdown(session, words))
    session.ask("why was my last answer wrong?")
    assert conversation_markdown(session, words).count("＿＿＿＿") == 3


def test_answers_stand_in_order_of_time_each_in_the_language_it_was_given_in(
    study: Study, words: Words
) -> None:
    given = {"en": "sky", "ja": "空", "": "river"}
    for language, text in given.items():
        study.spoken.language = language or "en"
        study.practice(["rivers.q02" if not language else "bridges.q01"]).say(text)
    told = answers_csv(study, words).removeprefix(BYTE_ORDER_MARK)
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["given"] for row in rows] == [*given.values()]
    assert [row["time"] for row in rows] == sorted(row["time"] for row in rows)
    for row in rows:
        question = study.course.questions[row["item"]]
        assert row["prompt"] == plain(named(question)[row["language"]])


def test_a_conversation_is_saved_by_a_name_that_is_free(study: Study, words: Words) -> None:
    session = study.practice(["bridges.q01"])
    path = save_conversation(session, words, "notes on 橋.md")
    assert (path.name, path.parent.name) == ("notes on 橋.md", "conversations")
    assert "Fill in the gap" in path.read_text(encoding="utf-8")
    with pytest.raises(TaiwaError, match="there already"):
        save_conversation(session, words, "notes on 橋")
    for elsewhere in ("../notes", "/tmp/notes", "~/notes", "a\\b", ".notes", "x" * 90):
        with pytest.raises(TaiwaError, match="Give it a name"):
            save_conversation(session, words, elsewhere)
    assert save_conversation(session, words) == save_conversation(session, words)


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


@pytest.mark.parametrize(
    "text",
    [
        *("<b>R&amp;D</b> & &lt;", "[a](http://b)", "![a](b)", "*a* _b_ `c` ~~d~~ ==e== $f$ ^g^"),
        *("# a", "- a", "+ a", "1. a", "12) a", ": a", "> a", "---", "===", "| a | b |", "a\\"),
        *("http://a.b", "see //a.b", "www.a.b", "a.com", "a@b.c", ":smile:", "%%a%%", "@a #1"),
        *("[^1] [ ] [[a]]", "{.a}", "<!-- a -->", "a  b\nc", "Euro-Atlantic: 3.5!"),
    ],
)
def test_markdown_shows_a_text_as_it_was_typed(study: Study, words: Words, text: str) -> None:
    session = study.practice(["rivers.q02"])
    session.say(text)
    told = conversation_markdown(session, words)
    assert f"<p>{html.escape(' '.join(text.split()))}</p>" in rendered(told)
    session = study.practice(["rivers.q02"])
    session.say(text)
    item = rendered(mistakes_markdown(study, words)).partition("<li>")[2].partition("</li>")[0]
    assert item == html.escape(f"You: {' '.join(text.split())}")


def rendered(told: str) -> str:
    """HTML by a reader of Markdown that does all it can."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": True}).render(told)


def shown_as(told: str) -> str:
    """The text that is seen."""
    return html.unescape(re.sub(r"<[^>]*>", "", rendered(told)))


@pytest.mark.thorough
def test_the_anki_package_has_terms_and_questions_in_both_languages(
    course: Course, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "taiwa.apkg"
    package, count = anki_package(course, words, START)
    path.write_bytes(package)
    assert count == len(course.glossary) + len(list(course.all_questions()))
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as opened:
        rows = opened.execute("SELECT guid, flds FROM notes").fetchall()
        cards = opened.execute("SELECT count(*) FROM cards").fetchone()[0]
    fields = "\n".join(row[1] for row in rows)
    assert len({row[0] for row in rows}) == count
    same = [term.id for term in course.glossary if term.term["ja"] == term.term["en"]]
    assert cards == count + len(course.glossary) - len(same)  # AUKUS is AUKUS in either language
    assert "ぜんかいいっち" in fields
    assert "unanimity" in fields
    (tmp_path / "again.apkg").write_bytes(anki_package(course, words, START)[0])
    with zipfile.ZipFile(tmp_path / "again.apkg") as package:
        package.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as opened:
        assert {row[0] for row in opened.execute("SELECT guid FROM notes")} == {r[0] for r in rows}


def fields_of(course: Course, words: Words, folder: Path) -> dict[str, list[str]]:
    """The fields of the notes in a package, by the first of them as it is read."""
    (folder / "cards.apkg").write_bytes(anki_package(course, words, START)[0])
    with zipfile.ZipFile(folder / "cards.apkg") as package:
        package.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as opened:
        rows = opened.execute("SELECT flds FROM notes").fetchall()
    notes = [row[0].split("\x1f") for row in rows]
    return {re.sub(r"<rp>.*?</rp>|<rt>.*?</rt>|<[^>]*>", "", note[0]): note for note in notes}


def test_a_cloze_card_has_its_sentence_in_both_languages(
    sample: Course, words: Words, tmp_path: Path
) -> None:
    notes = fields_of(sample, words, tmp_path)
    (cloze,) = (note for front, note in notes.items() if front.startswith("空欄"))
    assert '<div lang="en">Fill in the gap.<br>A bridge joins two ＿＿＿＿.</div>' in cloze[0]


@pytest.mark.parametrize(
    ("start", "things"),
    [
        ("古い順", ("the ferry", "the wooden", "the iron")),
        ("組み合わせ", ("water", "cars", "birds")),
    ],
)
def test_what_is_put_in_order_or_together_is_shuffled_on_the_front_only(
    sample: Course, words: Words, tmp_path: Path, start: str, things: tuple[str, ...]
) -> None:
    notes = fields_of(sample, words, tmp_path)
    (note,) = (note for front, note in notes.items() if front.startswith(start))
    for field, straight in ((note[1], False), (note[2], True)):
        places = [field.index(thing) for thing in things]
        assert (places == sorted(places)) == straight
    assert notes == fields_of(sample, words, tmp_path)


def test_a_reading_stands_above_its_word_unless_it_is_what_is_asked(
    edited: Callable[..., Path], words: Words, tmp_path: Path
) -> None:
    old = "accepted: {en: [river]}\n    answer_in: en"
    folder = edited("rivers.yaml", old, "accepted: {ja: [かわ]}\n    answer_in: ja")
    notes = fields_of(load_course(folder), words, tmp_path)
    river = "<ruby>川<rp>(</rp><rt>かわ</rt><rp>)</rp></ruby>"
    (shown,) = (note for front, note in notes.items() if front.startswith("川は町を脅かす"))
    (asked,) = (note for front, note in notes.items() if "「川」を英語で" in front)
    assert river in shown[0]
    assert "<rt>" not in asked[0]
    assert notes["川"][:3] == ["川", "かわ", "river"]


def test_decks_have_the_names_of_ids_and_tell_their_titles(
    sample: Course, words: Words, tmp_path: Path
) -> None:
    fields_of(sample, words, tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as opened:
        decks = json.loads(opened.execute("SELECT decks FROM col").fetchone()[0]).values()
    told = {deck["name"]: deck["desc"] for deck in decks if deck["name"] != "Default"}
    assert told == {
        "taiwa::sample": "川と橋 / Rivers and Bridges",
        "taiwa::sample::rivers": "川 / Rivers",
        "taiwa::sample::bridges": "橋 / Bridges",
        "taiwa::sample::glossary": "用語集 / Glossary",
    }
