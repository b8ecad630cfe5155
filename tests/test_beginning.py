"""A course of one's own, from nothing or from a text in both languages."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taiwa.course.beginning import begin
from taiwa.course.loading import load_course
from taiwa.course.model import Question
from taiwa.errors import TaiwaError
from tests.conftest import SAMPLE
from tests.test_places import Said, said

__all__ = ["said"]

JA = """# 川の話

## 一　はじめに

一つ目の段落は
二行に分かれています。

二つ目の段落です。

## 2. おわりに

三つ目の段落：「引用」と{漢字|かんじ}があります。
"""
EN = """# On rivers

## 1. To begin with

The first paragraph
is on two lines.

The second one.

## To end with ##

The third: "quoted", and a \\ too.
"""


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    return written(tmp_path, JA, EN)


def written(folder: Path, ja: str, en: str) -> tuple[Path, Path]:
    paths = folder / "text.ja.md", folder / "text.en.md"
    for path, text in zip(paths, (ja, en), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.mark.parametrize("from_text", [False, True])
def test_a_new_course_can_be_opened_and_has_no_problem(
    said: Said, tmp_path: Path, texts: tuple[Path, Path], from_text: bool
) -> None:
    folder = tmp_path / "Our Rivers"
    more = ["--from", *map(str, texts)] if from_text else []
    assert "make it your own" in said("new", str(folder), *more)
    assert "no problems" in said("check", str(folder))
    course = load_course(folder)
    assert course.id == ("on-rivers" if from_text else "our-rivers")
    kinds = {type(question) for question in course.sections[0].questions}
    assert {kind.__name__ for kind in kinds} == {kind.__name__ for kind in Question.__args__}
    assert "# mastered" in said("--content", str(folder), "scores")


def test_what_is_still_as_it_was_written_is_told_in_a_line_for_each_file(
    said: Said, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    begin(folder, {})
    section = folder / "section-1.yaml"
    why = "Say as a question what this section answers."
    line = next(n for n, x in enumerate(section.read_text("utf-8").splitlines(), 1) if why in x)
    told = said("check", str(folder))
    (only,) = (
        each for each in told.splitlines() if "section-1.yaml" in each and "still as" in each
    )
    assert f"section-1.yaml:{line - 1}:3: section-1: 4 texts are still as taiwa new wrote" in only
    assert only.endswith(why)
    assert "course: 2 texts are still as taiwa new wrote them" in told
    assert told.count("section-1.questions.md:13:1: section-1.q01: 21 texts are still as") == 1
    assert "the id 'course' is one that another course may have, too" in told
    text = section.read_text("utf-8").replace(why, "What do rivers do?")
    section.write_text(
        text.replace("この節が何に答えるのかを、問いの形で書きます。", "川は何をしますか。"),
        encoding="utf-8",
    )
    told = said("check", str(folder))
    assert "section-1: 3 texts are still as" in told
    assert why not in told
    assert not any("still as" in each for each in said("check", str(SAMPLE)).splitlines())


def test_a_step_that_is_still_the_texts_own_words_is_told(
    said: Said, tmp_path: Path, texts: tuple[Path, Path]
) -> None:
    folder = tmp_path / "course"
    begin(folder, dict(zip(("ja", "en"), texts, strict=True)))
    told = said("check", str(folder))
    assert "section-1.p1: 2 of 2 steps are the text's own words: say in yours" in told
    section = folder / "section-1.yaml"
    for own in ("The second one.", "二つ目の段落です。"):
        section.write_text(section.read_text("utf-8").replace(own, "短く。 Short."), "utf-8")
    assert "section-1.p1: 1 of 2 steps are the text's own words" in said("check", str(folder))


def test_paragraphs_are_numbered_and_paired(tmp_path: Path, texts: tuple[Path, Path]) -> None:
    begin(tmp_path / "course", dict(zip(("ja", "en"), texts, strict=True)))
    course = load_course(tmp_path / "course")
    assert course.title == {"ja": "川の話", "en": "On rivers"}
    first, last = course.sections
    assert first.title == {"ja": "はじめに", "en": "To begin with"}
    assert last.title == {"ja": "おわりに", "en": "To end with"}
    assert (first.paragraphs, last.paragraphs) == (2, 1)
    assert first.lesson[0].text == {
        "ja": "一つ目の段落は二行に分かれています。",
        "en": "The first paragraph is on two lines.",
    }
    assert first.lesson[1].source == ("section-1 ¶2",)
    assert last.lesson[0].text["en"] == 'The third: "quoted", and a \\ too.'
    assert all(step.then for section in course.sections for step in section.lesson)
    kept = tmp_path / "course" / "essay.ja.md"
    assert kept.read_text(encoding="utf-8") == texts[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("ja", "en", "why"),
    [
        (JA, EN.replace("\n\nThe second one.", ""), "section 1 in Japanese: 2, in English: 1"),
        (JA, EN.replace("## To end with ##", ""), "sections in Japanese: 2, in English: 1"),
        (JA, "\n\n", "text.en.md:1:1: there is no paragraph in it"),
        (JA, "# A title alone", "text.en.md:1:1: there is no paragraph in it"),
    ],
)
def test_texts_that_don_t_pair_are_told_and_nothing_is_made(
    said: Said, tmp_path: Path, ja: str, en: str, why: str
) -> None:
    paths = written(tmp_path, ja, en)
    told = said("new", str(tmp_path / "course"), "--from", *map(str, paths), status=1)
    assert why in told
    assert not (tmp_path / "course").exists()


def test_texts_the_wrong_way_round_are_changed_over_and_two_of_one_language_told(
    said: Said, tmp_path: Path, texts: tuple[Path, Path]
) -> None:
    said("new", str(tmp_path / "course"), "--from", *map(str, reversed(texts)))
    assert load_course(tmp_path / "course").title == {"ja": "川の話", "en": "On rivers"}
    assert (tmp_path / "course" / "essay.ja.md").read_text("utf-8") == texts[0].read_text("utf-8")
    for text, language in zip(texts, ("Japanese", "English"), strict=True):
        told = said("new", str(tmp_path / "other"), "--from", str(text), str(text), status=1)
        assert f"Both texts are in {language}" in told


def test_a_folder_in_use_is_left_alone(said: Said, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    assert "There is something in" in said("new", str(tmp_path), status=1)
    assert "There is something in" in said("new", str(tmp_path / "notes"), status=1)
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_a_text_in_another_encoding_is_told(said: Said, tmp_path: Path) -> None:
    paths = written(tmp_path, JA, EN)
    paths[0].write_bytes(JA.encode("shift_jis"))
    told = said("new", str(tmp_path / "course"), "--from", *map(str, paths), status=1)
    assert "text.ja.md:1:1: not UTF-8 text but Shift_JIS: save it as UTF-8" in told


PARAGRAPHS = st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=1, max_size=4)


@given(ja=PARAGRAPHS, en=PARAGRAPHS)
@settings(max_examples=30)
def test_any_text_is_a_course_or_told(
    ja: Sequence[str], en: Sequence[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    paths = written(folder, "\n\n".join(ja), "\n\n".join(en))
    try:
        begin(folder / "course", dict(zip(("ja", "en"), paths, strict=True)))
        load_course(folder / "course")
    except TaiwaError:
        return
