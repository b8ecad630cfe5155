"""Choosing: numbers, letters, arrows and clicks choose, Enter answers, Space goes on."""

import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.dialogue.events import Given
from taiwa.dialogue.marking import EMPTY, is_answer, next_row, with_mark, without_last
from taiwa.dialogue.questions import read_answer
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.widgets.options import AT_ONCE, Answering
from taiwa.words.catalogs import Words
from tests.terminal import ENTER, LINES, enter, window
from tests.test_app import seen, until
from tests.test_hands import answers, begun, settle, write

ONE, SEVERAL, VERDICT, ORDER, PAIRS, TYPED = (
    *("rivers.q01", "rivers.q05", "rivers.q04", "bridges.q03", "bridges.q02", "rivers.q02"),
)
DOWN, UP, BACKSPACE, PASTED = "\x1b[B", "\x1b[A", "\x7f", "\x1b[200~{}\x1b[201~"

KEYS = {
    "a number": (ONE, "2", (1,)),
    "another number after it": (ONE, "23", (2,)),
    "down to the first": (ONE, DOWN, (0,)),
    "up to the last": (ONE, UP, (2,)),
    "down from a number": (ONE, "1" + DOWN, (1,)),
    "a number taken back": (ONE, "2" + BACKSPACE, ()),
    "Space, which chooses nothing": (ONE, " ", ()),
    "Space after an arrow, which answers nothing": (ONE, DOWN + " ", (0,)),
    "true": (VERDICT, "1", (0,)),
    "numbers": (SEVERAL, "13", (0, 2)),
    "numbers with a space, as the prompt shows them": (SEVERAL, "1 3", (0, 2)),
    "a number twice": (SEVERAL, "131", (2,)),
    "arrows and Space": (SEVERAL, DOWN + " " + DOWN + DOWN + " ", (0, 2)),
    "Space twice on a row": (SEVERAL, DOWN + "  ", ()),
    "the last of several taken back": (SEVERAL, "13" + BACKSPACE, (0,)),
    "full-width numbers": (SEVERAL, "１３", (0, 2)),
    "an order": (ORDER, "312", (2, 0, 1)),
    "an order that is not whole": (ORDER, "31", (2, 0)),
    "letters": (PAIRS, "bac", (1, 0, 2)),
    "a letter moved to the next row": (PAIRS, "bb", (EMPTY, 1, EMPTY)),
    "rows by number": (PAIRS, "3a1b", (1, EMPTY, 0)),
    "as the prompt shows it": (PAIRS, "1b 2a 3c", (1, 0, 2)),
    "rows by arrow": (PAIRS, DOWN + DOWN + "a", (EMPTY, EMPTY, 0)),
    "letters taken back": (PAIRS, "bac" + BACKSPACE * 2, (1, EMPTY, EMPTY)),
}


@pytest.mark.thorough
@pytest.mark.parametrize("what", KEYS)
async def test_keys_choose_and_nothing_but_enter_answers(
    what: str, study: Study, words: Words
) -> None:
    item, keys, places = KEYS[what]
    app, session = begun(study, words, "practice", item)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, keys)
        await settle(pilot)
        shown = session.arrangement(item)
        marks = tuple(place if place == EMPTY else shown[place] for place in places)
        assert session.draft.marks == marks
        assert answers(session) == []
        write(app, ENTER * 5)
        await settle(pilot)
        if is_answer(form_of(study.course.questions[item]), marks):
            given = tuple(sorted(marks)) if item == SEVERAL else marks
            assert answers(session) == [Given(chosen=given)]
        else:
            assert answers(session) == []
            some = any(mark != EMPTY for mark in marks)
            assert ("still to be chosen" if some else "Nothing is chosen yet") in seen(app)


async def test_what_is_told_of_choosing_once_words_are_wanted_is_left_alone(
    study: Study, words: Words
) -> None:
    app, session = begun(study, words, "practice", TYPED)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.query_one(Answering).post_message(Answering.NotChosen())
        await settle(pilot)
        assert session.state.pending == TYPED
        assert "chosen" not in seen(app)


@pytest.mark.thorough
async def test_enter_does_not_go_past_the_feedback_and_space_does(
    study: Study, words: Words
) -> None:
    app, session = begun(study, words, "practice", ONE, VERDICT)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("2", "enter", "enter", "enter")
        assert session.question is None
        assert "Space goes on." in seen(app)
        assert len(answers(session)) == 1
        await pilot.press("space", "space")
        assert session.state.pending == VERDICT
        assert session.draft.marks == ()


NUMBERS = {"10": (ONE, "10"), "7": (SEVERAL, "7"), "0": (VERDICT, "0")}


@pytest.mark.thorough
@pytest.mark.parametrize("number", NUMBERS)
async def test_a_number_that_no_option_has_is_told_and_chooses_nothing(
    number: str, study: Study, words: Words
) -> None:
    item, keys = NUMBERS[number]
    app, session = begun(study, words, "practice", item)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, keys)
        await settle(pilot)
        assert f"There is no option {number}" in seen(app)
        assert session.draft.marks == ()
        await pilot.press("?")
        line = app.screen.query_one("#say", Input)
        line.value = number
        await pilot.press("enter")
        assert f"There is no option {number}" in seen(app)
        assert answers(session) == []


@pytest.mark.thorough
def test_in_line_mode_a_number_that_no_option_has_is_told(db: Path) -> None:
    with window(*LINES) as taiwa:
        enter(taiwa, "1", "", "10")
        taiwa.until("There is no option 10")


def test_ten_is_not_found_within_another_number(sample: Course) -> None:
    question = sample.questions[ONE]
    options = tuple(
        type(option)({"en": text, "ja": text}, option.correct, option.why)
        for option, text in zip(
            question.options,  # type: ignore[union-attr]
            ("in 2010", "in 1986", "in 10 days"),
            strict=True,
        )
    )
    changed = type(question)(**{**_fields(question), "options": options})
    assert read_answer(changed, (0, 1, 2), "10", "en") == Given(chosen=(2,))
    assert read_answer(changed, (0, 1, 2), "2010", "en") == Given(chosen=(0,))
    assert read_answer(changed, (0, 1, 2), "98", "en") is None


def _fields(question: object) -> dict[str, object]:
    return {name: getattr(question, name) for name in question.__struct_fields__}  # type: ignore[attr-defined]


@pytest.mark.thorough
async def test_letters_that_go_on_to_another_are_a_word(study: Study, words: Words) -> None:
    app, session = begun(study, words, "practice", PAIRS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, "a")
        await settle(pilot)
        marks = session.draft.marks
        for name in "badly":  # a moment later
            key = events.Key(name, name)
            key.time += 2 * AT_ONCE
            app.post_message(key)
        await settle(pilot)
        assert app.screen.query_one("#say", Input).value == "badly"
        assert session.draft.marks == marks


@pytest.mark.thorough
async def test_a_paste_at_the_options_lands_in_the_line(study: Study, words: Words) -> None:
    app, session = begun(study, words, "practice", ONE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, "2" + PASTED.format("? why\nthe river"))
        await settle(pilot)
        assert app.screen.query_one("#say", Input).value == "? why the river"
        assert session.draft.marks == session.arrangement(ONE)[1:2]


@pytest.mark.thorough
async def test_a_click_picks_a_row_of_a_match_and_fills_it(study: Study, words: Words) -> None:
    app, session = begun(study, words, "practice", PAIRS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows = seen(app).splitlines()
        third = next(n for n, row in enumerate(rows) if row.startswith("     3 "))
        first = next(n for n, row in enumerate(rows) if " a  " in row)
        await pilot.click(offset=(8, third))
        await pilot.click(offset=(rows[first].index(" a  ") + 6, first))
        shown = session.arrangement(PAIRS)
        assert session.draft.marks == (EMPTY, EMPTY, shown[0])


@pytest.mark.thorough
@pytest.mark.parametrize("item", [ONE, SEVERAL, ORDER, PAIRS])
async def test_what_is_chosen_and_typed_survives_all_that_is_no_answer(
    item: str, study: Study, words: Words
) -> None:
    app, session = begun(study, words, "practice", item)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(*("b" if item == PAIRS else "2"))
        marks = session.draft.marks
        assert marks
        for keys in (
            ["f2"],
            ["f3"],
            ["f8"],
            ["f9"],
            ["f9"],
            ["f10"],
            [*"?why", "enter"],
            ["f1", "escape"],
        ):
            await pilot.press(*keys)
            assert session.draft.marks == marks, keys
        await pilot.resize_terminal(120, 40)
        await pilot.press("?", "h", "f2", "escape")
        app.converse(study.resume(session.id))
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, Conversation)
        assert screen.session.draft.marks == marks
        assert screen.query_one("#say", Input).value == "?h"
        signs = {ONE: "Enter  Answer", SEVERAL: "[x]", ORDER: "1st", PAIRS: "b"}
        assert signs[item] in seen(app)


@pytest.mark.slow
@pytest.mark.parametrize("typed", [False, True])
def test_what_is_chosen_or_typed_is_there_again_after_a_kill(db: Path, typed: bool) -> None:
    with window() as taiwa:
        taiwa.until("Begin the lesson")
        taiwa.press(ENTER, "press Space to go on")
        taiwa.press(" ", "what raised the town?")
        taiwa.press("?half a word" if typed else DOWN, "half a word" if typed else "Answer")
        deadline = time.monotonic() + 30
        while not kept(db) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(taiwa.process, signal.SIGKILL)
        taiwa.ended()
    with window() as taiwa:
        taiwa.until("Go on:")
        taiwa.press("c", "?half a word" if typed else "Answer")


def kept(db: Path) -> bool:
    with sqlite3.connect(db) as opened:
        row = opened.execute("SELECT value FROM setting WHERE name = 'draft'").fetchone()
    return bool(row) and "{}" not in row[0]


def test_marks_are_made_and_taken_back_in_turn(sample: Course) -> None:
    form = form_of(sample.questions[PAIRS])
    marks, row = (), 0
    for index in (2, 0, 1):
        marks = with_mark(form, marks, index, row)
        row = next_row(marks, row)
    assert (marks, row) == ((2, 0, 1), 2)
    for left in ((2, 0, EMPTY), (2, EMPTY, EMPTY), (EMPTY, EMPTY, EMPTY)):
        marks, row = without_last(form, marks, row)
        assert marks == left
    assert without_last(form, marks, row) == ((), 0)


async def test_space_shows_the_options_below_before_it_asks_for_a_choice(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(60, 14)) as pilot:
        app.converse(study.practice(["rivers.q01"]))
        await until(pilot, "More below")
        while "More below" in seen(app):
            await pilot.press("space")
            await pilot.pause()
            assert "Nothing is chosen" not in seen(app) or "More below" not in seen(app)
        await pilot.press("space")
        await until(pilot, "Nothing is chosen yet")
        await pilot.press("down", "space")
        await until(pilot, "Enter answers with what is chosen")
