"""What a course file may leave out, and what then stands in its place."""

import re
from pathlib import Path

import pytest

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import Choice, Explain, TrueFalse, Typed
from taiwa.words.catalogs import Words
from taiwa.words.entries import step_title
from tests.test_places import Said, said

__all__ = ["said"]

OUTLINE = """format: 1
id: short
title: {ja: 短い教材, en: A short course}
author: {ja: 例です。, en: An example.}
languages: [ja, en]
sections: [one]
"""
SECTION = """format: 1
id: one
title: {ja: 川, en: The river}
why: {ja: なぜでしょうか。, en: Why?}
goals: [{ja: 説明できる, en: Explain it}]
recap: {ja: 川の話でした。, en: It was about a river.}
lesson:
  - text: {ja: 川が町を育てた。, en: The river raised the town.}
  - text: {ja: 橋は1868年にできた。, en: The bridge was built in 1868.}
questions:
  - type: true_false
    prompt: {ja: 川は町を育てた。, en: Did the river raise the town?}
    answer: true
    source: ¶1
  - type: choice
    prompt: {ja: 橋はどこにありますか。, en: Where is the bridge?}
    options:
      - {ja: 町, en: In town, correct: true}
      - {ja: 海, en: At sea}
    source: ¶2
  - type: explain
    prompt: {ja: 説明してください。, en: Explain the river.}
    points:
      - text: {ja: 一つ目, en: first}
        phrases: {ja: [川が町を育てた], en: [the river raised the town]}
      - text: {ja: 二つ目, en: second}
        phrases: {ja: [橋ができた], en: [a bridge was built]}
    source: [¶1, ¶2]
"""
GLOSSARY = """format: 1
id: glossary
terms:
  - term: {ja: 日本, en: Japan}
    reading: [にほん, にっぽん]
    definition: {ja: 国の名。, en: A country.}
    example: {ja: 日本に住む。, en: I live in Japan.}
  - term: {ja: コンピューター・ネットワーク, en: network}
    definition: {ja: 網。, en: A net.}
    example: {ja: 網を作る。, en: I make a net.}
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    files = {"course": OUTLINE, "one": SECTION, "glossary": GLOSSARY}
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_course(tmp_path)


def test_steps_ask_the_questions_on_their_paragraphs_once_all_were_read(course: Course) -> None:
    (section,) = course.sections
    assert section.paragraphs == 2
    assert [step.source for step in section.lesson] == [("one ¶1",), ("one ¶2",)]
    assert [step.then for step in section.lesson] == [
        ("one.river-raise-town",),
        ("one.bridge", "one.explain-river"),
    ]


def test_a_question_has_the_rest_of_its_step(course: Course) -> None:
    statement, choice, explain = course.sections[0].questions
    assert isinstance(statement, TrueFalse)
    assert statement.kind == "fact"
    assert statement.explanation == {"ja": "川が町を育てた。", "en": "The river raised the town."}
    assert isinstance(choice, Choice)
    assert choice.hints == ()
    assert choice.options[1].why is None
    assert isinstance(explain, Explain)
    assert explain.kind == "argument"
    assert [point.step for point in explain.points] == ["one.p2", "one.p2"]


def test_terms_are_drilled_without_prompts_of_the_course_s_own(course: Course) -> None:
    japan, network = course.glossary
    assert (japan.id, japan.sections, network.id) == ("japan", ("one",), "network")
    asked = course.questions["japan.reading"]
    assert isinstance(asked, Typed)
    assert asked.accepted == {"ja": ("にほん", "にっぽん")}
    assert asked.prompt["en"] == "How is 「日本」 read? Answer in hiragana."
    assert network.reading == "コンピューター・ネットワーク"
    assert "network.reading" not in course.questions


def test_what_would_open_empty_is_not_offered(course: Course) -> None:
    assert course.vocabulary_of(course.sections) != []
    assert course.chronology_of(course.sections) == []


def test_ids_that_were_made_are_written_out_when_they_are_locked(
    said: Said, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    said("new", str(folder))
    for name, ids in (
        ("section-1.questions.md", r"(?<=## )q0\d "),
        ("section-1.yaml", r"id: section-1.p1\n    "),
        ("glossary.yaml", r"id: claim\n    "),
        ("timeline.yaml", r"id: restoration\n    "),
    ):
        written = (folder / name).read_text(encoding="utf-8")
        text, count = re.subn(ids, "", re.sub(r"(?m)^# (?=  |terms:|events:)", "", written))
        assert count, name
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "section-1.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "questions:\n  - {type: true_false, prompt: {ja: はい。, en: Yes.}, answer: true}\n"
        )
        file.write("discussion:\n  - prompt: {ja: なぜ。, en: Why indeed?}\n")
        file.write("    for: [{ja: 甲。, en: One.}]\n    against: [{ja: 乙。, en: Two.}]\n")
    text = (folder / "section-1.yaml").read_text(encoding="utf-8")
    text = text.replace("answer: true}", "answer: true, source: ¶1, explanation: {ja: 丙, en: C}}")
    (folder / "section-1.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    before = load_course(folder)
    assert "14 ids were written into the files" in said("check", str(folder), "--lock")
    assert load_course(folder) == before
    light = folder / "section-1.questions.md"
    assert "## author-claim argument ¶1" in light.read_text(encoding="utf-8")
    text = light.read_text(encoding="utf-8").replace("What does the author claim?", "Guess why!")
    light.write_text(text, encoding="utf-8")
    assert "no problems" in said("check", str(folder))
    assert "ids were written" not in said("check", str(folder), "--lock")


def test_a_step_is_called_by_its_title_or_by_how_it_begins(tmp_path: Path, words: Words) -> None:
    titled = "  - title: {ja: 川の力, en: What a river does}\n    text: {ja: 川が"
    (tmp_path / "course.yaml").write_text(OUTLINE, encoding="utf-8")
    (tmp_path / "one.yaml").write_text(SECTION.replace("  - text: {ja: 川が", titled), "utf-8")
    course = load_course(tmp_path)
    called = [step_title(course, words, step) for step in course.sections[0].lesson]
    assert called == ["What a river does", "The bridge was built in 1868"]
