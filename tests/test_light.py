"""Questions in the light form: every type, and what is told of a slip."""

from pathlib import Path

import pytest

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import Choice, Choices, Cloze, Explain, Match, Order, TrueFalse, Typed, Year
from taiwa.errors import ContentError
from tests.test_defaults import OUTLINE, SECTION
from tests.test_places import Said, said

__all__ = ["said"]

LIGHT = r"""# a remark

## q01 reason ¶1
橋はどこにありますか。
Where is the bridge?
- [x] 町の／川の上 / In town and \/ or on the river
- [ ] 海 \— の上 / At sea — 海はありません。 / There is no sea.
? 町を見ましょう。 / Look at the town.
! 川の上です。
! It is on the river.

## ¶1
どれですか。 / Which two?
- [x] 甲 / A
- [x] 乙 / B
- [ ] 丙 / C

## ¶2
橋は1868年にできた。 / The bridge dates from 1868.
= 正

## ¶2
いつですか。 / When was that?
= 1868
~ 1878 — 十年後です。 / That is ten years later.

## revision=3 ¶2
誰ですか。 / Who built it?
= 岩倉具視、岩倉, いわくら / Iwakura Tomomi, Iwakura

## ¶2
町は____に育てられた。 / The town was raised by a ____.
= 川, かわ / river

## ¶2
組み合わせてください。 / Match them.
- 川 / River => 水 / Water
- 橋 / Bridge => 石 / Stone

## ¶2
＃並べてください。 / Put them in order.
1. 川 / River
2. 橋 / Bridge

## ¶2
説明してください。 / Say it in your own words.
* 川が町を育てた / The river raised the town @p1
  川のおかげだ; 川が町をつくった
  thanks to the river; the river made the town
* 橋ができた / A bridge was built
  橋がかかった / they built a bridge
"""


def course_with(folder: Path, light: str) -> Course:
    (folder / "course.yaml").write_text(OUTLINE, encoding="utf-8")
    lesson = SECTION.partition("questions:")[0]
    (folder / "one.yaml").write_text(lesson, encoding="utf-8")
    (folder / "one.questions.md").write_text(light, encoding="utf-8")
    return load_course(folder)


def test_each_type_is_told_by_its_lines(tmp_path: Path) -> None:
    questions = course_with(tmp_path, LIGHT.replace("＃並べ", "並べ")).sections[0].questions
    wanted = [Choice, Choices, TrueFalse, Year, Typed, Cloze, Match, Order, Explain]
    assert [type(question) for question in questions] == wanted
    choice, _, statement, year, typed, cloze, match, order, explain = questions
    assert isinstance(choice, Choice)
    assert (choice.id, choice.kind, choice.source) == ("one.q01", "reason", ("one ¶1",))
    assert choice.options[0].text == {
        "ja": "町の／川の上",
        "en": "In town and / or on the river",
    }
    assert choice.options[1].text["ja"] == "海 — の上"
    assert choice.options[1].why == {"ja": "海はありません。", "en": "There is no sea."}
    assert choice.explanation == {"ja": "川の上です。", "en": "It is on the river."}
    assert isinstance(statement, TrueFalse)
    assert statement.answer
    assert isinstance(year, Year)
    assert (year.answer, year.confusions[0].answers["ja"]) == (1868, ("1878",))
    assert isinstance(typed, Typed)
    assert typed.revision == 3
    assert typed.accepted["ja"] == ("岩倉具視", "岩倉", "いわくら")
    assert isinstance(cloze, Cloze)
    assert cloze.prompt["en"] == "Type the word that fills the gap."
    assert isinstance(match, Match)
    assert match.pairs[1][1]["en"] == "Stone"
    assert isinstance(order, Order)
    assert [item["ja"] for item in order.items] == ["川", "橋"]
    assert isinstance(explain, Explain)
    assert [point.step for point in explain.points] == ["one.p1", "one.p2"]
    assert explain.points[0].phrases["en"] == ("thanks to the river", "the river made the town")


@pytest.mark.parametrize(
    ("light", "told"),
    [
        ("何ですか。 / What?", "1:1: no question has begun here"),
        ("## ¶1\n何ですか。\n= 正", "2:1: a text needs both languages"),
        ("## ¶1\n何ですか。/What?\n= 正", "2:1: a text needs both languages"),
        ("## ¶1\n何 / What / Which\n= 正", "2:1: '/' is here more than once"),
        ("## ¶1\n何 / What\nもう / More\n= 正", "3:1: a question has one line that asks"),
        (
            "## ¶1\n何 / What\n- 川 / River\n- 海 / Sea => 山 / Hill",
            "3:1: a pair needs => between",
        ),
        ("## ¶1\n何 / What\n- [x] 川 / River\n- [ ] 海\n", "4:1: a text needs both languages"),
        ("## ¶1\n何 / What\n- [x] 川 / River", "3:1: '- [x]' needs 2 to 9 entries"),
        ("## ¶1 colour=red\n何 / What\n= 正", "1:1: question: unknown key 'colour'"),
        ("## ¶9x\n何 / What\n= 正\n! はい / Yes", "1:1: 'one ¶9x' names no paragraph"),
        ("## true_false ¶1\n何 / What\n= maybe", "3:1: '=' must be true or false"),
        ("## chioce ¶1\n何 / What\n= 正", "1:1: 'chioce' is read as the question's id"),
        ("## one other ¶1\n何 / What\n= 正", "1:1: 'one' and 'other': a question has one id"),
        ("# q1 ¶1\n何 / What\n= 正", "1:1: this is a comment: ## begins a question"),
        ("## ¶1\n何 / What\n= maybe", "3:1: no answer: write true or false, a year in figures"),
        ("## ¶2-1\n何 / What\n= 正\n! はい / Yes", "1:1: 'one ¶2-1' names no paragraph"),
        ("## ¶1\n= 正", "1:1: question: the line that asks is missing"),
        ("## ¶1\n何 / What", "1:1: question: = is missing"),
        ("## ¶1\n何 / What\n= 川 / River\n~ 海 / Sea", "4:1: confusion: — is missing"),
        ("## ¶1 answer_in=fr\n何 / What\n= 川 / River", "1:1: 'answer_in' can't be 'fr'"),
    ],
)
def test_a_slip_is_told_once_with_its_line_in_the_forms_own_terms(
    tmp_path: Path, light: str, told: str
) -> None:
    with pytest.raises(ContentError) as raised:
        course_with(tmp_path, light)
    (only,) = map(str, raised.value.problems)
    assert only.startswith(f"one.questions.md:{told}")


def test_a_question_without_a_place_in_the_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        course_with(tmp_path, "## \n何 / What\n= 正")
    assert [str(each) for each in raised.value.problems] == [
        "one.questions.md:1:1: question: ! is missing",
        "one.questions.md:1:1: question: ¶1 is missing",
    ]


@pytest.mark.parametrize(
    "light",
    [
        "## ¶1\n何 / What\n* [X] 川 / River\n* [ ] 海 / Sea",
        "## ¶1\n何 / What\n- [✓] 川 / River\n- [] 海 / Sea",
        "##¶1\n何 / What\n=正\n！はい / Yes",
    ],
)
def test_signs_are_read_as_others_write_them(tmp_path: Path, light: str) -> None:
    assert course_with(tmp_path, light).sections[0].questions


def test_a_slip_is_told_in_japanese(said: Said, tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        course_with(tmp_path, "## ¶1\n何ですか。\n= 正")
    told = said("--lang", "ja", "check", str(tmp_path), status=1)
    assert "one.questions.md:2:1: 文には両方の言語が要ります" in told


@pytest.mark.parametrize(
    "cited", ["¶1-2", "¶1–2", "¶1 - ¶2", "¶1, ¶2", "¶1、¶2", "¶1,2", "¶1 ¶2", "¶¶1-2", "¶１〜２"]
)
def test_two_paragraphs_are_cited_as_people_write_them(tmp_path: Path, cited: str) -> None:
    course = course_with(tmp_path, f"## {cited} reason\n何 / What\n= 正\n! はい / Yes")
    (question,) = course.sections[0].questions
    assert (question.source, question.kind) == (("one ¶1", "one ¶2"), "reason")
