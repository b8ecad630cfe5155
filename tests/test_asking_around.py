"""A passage is found by all that a course says of its paragraph: by its questions and, where the
course lets it be searched, by the text itself."""

import shutil
from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.dialogue.events import Asked
from taiwa.study.reply import consult
from taiwa.tutor.ask import ready
from taiwa.tutor.asking import Asking
from taiwa.words.entries import quotation
from tests.eval.halves import TEA
from tests.eval.strangers import with_answers

TEXT = TEA / "course"


@pytest.fixture(scope="module")
def lessons() -> Course:
    """The course on tea without its answers."""
    return with_answers(load_course(TEXT), 0)


def shown(course: Course, question: str, language: str, *shelves: Path) -> set[str]:
    """The paragraphs that a reply shows."""
    reply = Asking(course, shelves=shelves).ask(question, language)
    found = (quotation(course, name) for name in reply.passages)
    return {place for quoted in found if quoted for place in quoted.source}


@pytest.mark.parametrize(
    ("question", "language", "place"),
    [
        ("why do epigrams matter?", "en", "section-2 ¶6"),
        ("why all this about lotus and cockroaches?", "en", "section-2 ¶2"),
        ("油虫を食べると思われていたのですか", "ja", "section-2 ¶2"),
    ],
)
def test_a_word_of_the_text_alone_finds_its_paragraph(
    lessons: Course, question: str, language: str, place: str
) -> None:
    assert place in shown(lessons, question, language, TEXT)


def test_the_text_is_searched_only_if_the_course_says_so(lessons: Course) -> None:
    question = "Why are mice mentioned?"
    untold = replace(lessons, search_essay=False)
    assert "section-2 ¶2" in shown(lessons, question, "en", TEXT)
    assert "section-2 ¶2" not in shown(untold, question, "en", TEXT)
    assert "section-2 ¶2" not in shown(lessons, question, "en")


def test_a_text_that_is_not_the_courses_is_not_searched(lessons: Course, tmp_path: Path) -> None:
    (tmp_path / "essay.en.md").write_text("Of mice alone.", encoding="utf-8")
    assert shown(lessons, "Why are mice mentioned?", "en", tmp_path) == shown(
        lessons, "Why are mice mentioned?", "en"
    )


def test_a_step_found_by_its_paragraph_alone_is_told_whole(lessons: Course) -> None:
    reply = Asking(lessons, shelves=[TEXT]).ask("Why are mice mentioned?", "en")
    assert reply.certainty == "nearest"
    assert "section-2.p2" in reply.passages


def test_after_a_whole_step_the_tutor_can_be_asked_on(lessons: Course) -> None:
    asking, step = Asking(lessons, shelves=[TEXT]), Asked("", replies=("section-2.p2",))
    again = consult(asking, lessons, "en", "in Japanese please", None, [step])
    assert (again.replies, again.language) == (("section-2.p2",), "ja")
    assert asking.ask("why?", "en", step.replies).certainty != "none"


def test_kana_find_what_the_course_writes_in_katakana(lessons: Course) -> None:
    assert "section-3 ¶3" in shown(lessons, "おらんだの ふねは なにを", "ja", TEXT)


def test_a_change_in_the_text_is_seen(tmp_path: Path) -> None:
    folder, cache = tmp_path / "course", tmp_path / "asking"
    shutil.copytree(TEXT, folder)
    course = load_course(folder, tmp_path / "courses")
    Asking(course, cache, [folder])
    with patch.object(ready, "_made", side_effect=AssertionError("it was kept")):
        assert "walrus" not in Asking(course, cache, [folder]).search.around.index
    essay = folder / "essay.en.md"
    essay.write_text(essay.read_text(encoding="utf-8").rstrip() + " Walrus.\n", encoding="utf-8")
    assert "walrus" in Asking(course, cache, [folder]).search.around.index
