"""What stands where while one answers: nothing is cut, said twice or lost, and no end is one."""

import random

import pytest
from textual.content import Content

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.text.typesetting import plain
from taiwa.tui.app import TaiwaApp
from taiwa.tui.commands import SAID
from taiwa.tui.widgets.cards import whole_from
from taiwa.tui.windows import EntryWindow
from taiwa.words.catalogs import Words
from taiwa.words.help import KEYS_HELP
from tests.conftest import Clock
from tests.looks.states import wrong_line
from tests.test_app import conversation, seen, until
from tests.test_editions import talk

MATCH = "introduction.q13"


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> Study:
    """A learner at the shipped course."""
    return Study(course, store, clock, random.Random(3), words)


def at(desk: Study, words: Words, item: str) -> TaiwaApp:
    """The app at one question."""
    return TaiwaApp(desk, words, desk.practice([item]))


@pytest.mark.slow
async def test_after_a_wrong_answer_the_text_stands_below_where_there_is_room_else_behind_a_key(
    desk: Study, words: Words
) -> None:
    app = at(desk, words, "section-2.q01")
    async with app.run_test(size=(120, 50)) as pilot:
        await until(pilot, "QUESTION 1")
        await pilot.press("f5")
        await until(pilot, "THE TEXT AGAIN")
        await pilot.resize_terminal(80, 20)
        await until(pilot, "The text again")
        await pilot.pause(0.1)
        assert "THE TEXT AGAIN" not in seen(app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, EntryWindow)


@pytest.mark.slow
async def test_a_pair_answered_stands_on_one_row(desk: Study, words: Words) -> None:
    app, form = at(desk, words, MATCH), form_of(desk.course.questions[MATCH])
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "QUESTION 1")
        await pilot.press("f5")
        rows = (await until(pilot, "✓")).splitlines()
        for left, right in zip(form.lefts, form.right, strict=True):
            first = plain(left["en"]).split()[0]
            beside = plain(form.things[right]["en"]).split()[0]
            assert any("✓" in row and first in row and beside in row for row in rows)


@pytest.mark.slow
async def test_both_languages_open_where_one_was_looking(desk: Study, words: Words) -> None:
    app = at(desk, words, MATCH)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "QUESTION 1" in await until(pilot, "QUESTION 1")
        await pilot.press("f9")
        await pilot.pause(0.1)
        assert "QUESTION 1" in seen(app)
        assert "第1問" in seen(app)


@pytest.mark.slow
async def test_the_way_has_a_column_of_its_own_in_a_broad_window(desk: Study, words: Words) -> None:
    session = desk.lesson(desk.course.sections[2])
    app = TaiwaApp(desk, words, session)
    async with app.run_test(size=(200, 50)) as pilot:
        rows = (await until(pilot, "THIS LESSON")).splitlines()
        assert [row.index("THIS LESSON") for row in rows if "  THIS LESSON" in row] == [6]
        await pilot.press("f9")
        rows = (await until(pilot, "日NATO協力")).splitlines()
        (place,) = (row.index("THIS LESSON") for row in rows if "  THIS LESSON" in row)
        assert place > 100


@pytest.mark.slow
async def test_find_knows_every_command_by_its_key_and_its_word(desk: Study, words: Words) -> None:
    app = at(desk, words, MATCH)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, "QUESTION 1")
        await pilot.press("ctrl+p")
        for _, keys in KEYS_HELP:
            for key in keys:
                if key.word:
                    await pilot.press("ctrl+u", *key.word)
                    assert key.key in await until(pilot, f"{key.key}  {key.word}")
        for _, _, word in SAID:
            await pilot.press("ctrl+u", *word)
            rows = (await until(pilot, f"> {word}")).splitlines()
            assert sum(word in row for row in rows) > 2, word
        await pilot.press("ctrl+u", *"/skip", "enter")
        await until(pilot, "ONCE MORE")


@pytest.mark.slow
async def test_a_dialogue_ends_with_a_way_on(desk: Study, words: Words) -> None:
    session = desk.dialogue(desk.section("2"))
    while not session.finished:
        session.reveal() if session.question else session.proceed()
    app = TaiwaApp(desk, words, session)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await until(pilot, "lines fitted")
        assert "Begin the lesson" in shown
        await pilot.press("enter")
        await until(pilot, "step 1 of")


@pytest.mark.slow
async def test_no_question_stands_above_a_result_and_what_is_asked_stands_with_its_question(
    desk: Study, words: Words
) -> None:
    exam = desk.exam(desk.course.sections[2:3], 6)
    while (question := exam.question) is not None:
        exam.say(wrong_line(question, exam.arrangement(question.id)))
    app = TaiwaApp(desk, words, exam)
    async with app.run_test(size=(80, 24)) as pilot:
        rows = (await until(pilot, "right: ")).splitlines()
        assert not rows[1].strip()


@pytest.mark.slow
async def test_a_near_miss_is_told_once(desk: Study, words: Words) -> None:
    app = at(desk, words, "section-2.v10")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "QUESTION 1")
        await pilot.press(*"missio", "enter")
        shown = await until(pilot, "look here")
        assert "Type it once more." in shown
        assert "Noticed" not in shown
        assert "Check the spelling" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ja"])
async def test_things_in_order_have_their_dates_once_answered_and_nothing_stands_at_the_margin(
    desk: Study, words: Words, language: str
) -> None:
    words.language = language
    app = at(desk, words, "section-2.q22")
    async with app.run_test(size=(80, 24)) as pilot:
        waiting = await until(pilot, "F3")
        assert "2018" not in waiting
        question = desk.course.questions["section-2.q22"]
        line = wrong_line(question, conversation(app).session.arrangement(question.id))
        conversation(app).say(line)
        rows = (await until(pilot, "✗")).splitlines()
        for number, year in enumerate((2010, 2018, 2022, 2025), 1):
            assert any(f" {number}  {year}  " in row for row in rows)
        assert all(row.startswith("    ") for row in rows[1:21] if row.strip())


def test_a_question_with_nothing_below_its_prompt_is_left_out_whole_or_not_cut() -> None:
    prompt = Content("Question 1\nWhy did the plan fail?\nName who objected,\nand what followed.")
    assert [whole_from(prompt, hidden) for hidden in range(5)] == [0, 1, 2, 4, 4]


def test_line_mode_tells_the_dates_with_the_right_order(desk: Study, words: Words) -> None:
    session = desk.practice(["section-2.q22"])
    told = talk(desk, words, "c", "/reveal", "/quit")
    assert "(2010)" in told.split("/reveal")[-1]
    assert not session.finished
