"""A line takes keys in the order in which they came, whatever each of them is."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.widgets.line import Line
from taiwa.words.catalogs import Words
from tests.test_app import conversation, until


class OneLine(App[None]):
    """A line alone, and what was entered."""

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[str] = []

    def compose(self) -> ComposeResult:
        yield Line()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.entered.append(event.value)


def keys(*names: str) -> list[events.Key]:
    """Keys, those of one letter with their letter."""
    return [events.Key(name, name if len(name) == 1 else None) for name in names]


AT_ONCE = {
    "letters after Enter": (keys(*"river", "enter", "x"), ["river"], "riverx"),
    "letters deleted before Enter": (keys(*"rivex", "backspace", "r", "enter"), ["river"], "river"),
    "a letter put in before Enter": (keys(*"iver", "home", "r", "enter"), ["river"], "river"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", AT_ONCE)
async def test_keys_that_come_together_act_in_their_order(what: str) -> None:
    pressed, entered, left = AT_ONCE[what]
    app = OneLine()
    async with app.run_test() as pilot:
        for key in pressed:
            app.post_message(key)
        await pilot.pause()
        assert app.entered == entered
        assert app.query_one(Line).value == left


@pytest.mark.slow
async def test_all_lines_of_a_paste_and_the_full_width_space_stay() -> None:
    app = OneLine()
    async with app.run_test() as pilot:
        app.post_message(events.Paste("one\ntwo\nthree"))
        app.post_message(events.Key("ideographic_space", "\u3000"))
        await pilot.pause()
        assert app.query_one(Line).value == "one two three\u3000"


@pytest.mark.slow
async def test_what_was_typed_leaves_the_line_with_its_question_and_space_goes_on(
    study: Study, words: Words
) -> None:
    """F7 opens the question again with what was typed at it."""
    app = TaiwaApp(study, words, study.practice(["rivers.q02", "rivers.q01"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"riv", "f5")
        await until(pilot, "Space Next")
        assert conversation(app).writing.value == ""
        await pilot.press("f7")
        await until(pilot, "Enter Answer")
        assert conversation(app).writing.value == "riv"
        await pilot.press("f5", "space")
        await until(pilot, "question 2 of 2")


@pytest.mark.slow
async def test_the_keys_tell_what_they_do_while_a_line_holds_text(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice(["rivers.q02"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*"?why", "f5")
        shown = await until(pilot, "Enter Ask")
        assert conversation(app).writing.value == "?why"
        assert "Space" not in shown
        await pilot.press("ctrl+u")
        await until(pilot, "Space Next")


@pytest.mark.slow
async def test_a_blank_begins_no_line_and_a_line_of_blanks_is_as_good_as_empty(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice(["rivers.q02", "rivers.q01"]))
    async with app.run_test(size=(100, 30)) as pilot:
        writing = conversation(app).writing
        placeholder = writing.placeholder
        assert placeholder
        app.post_message(events.Key("ideographic_space", "\u3000"))
        await pilot.press("space", "space")
        assert writing.value == ""
        app.post_message(events.Paste(" \u3000 "))
        await pilot.press("f5")
        await until(pilot, "Space Next")
        await pilot.press("space")
        await until(pilot, "question 2 of 2")
        app.post_message(events.Paste("  "))
        await pilot.press("1")
        await until(pilot, "Enter  Answer 1")
        assert conversation(app).writing.value == ""


@pytest.mark.slow
async def test_a_line_that_nothing_waits_for_leaves_the_keys_free_and_comes_back_by_up(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice(["rivers.q02", "rivers.q01"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f5", "3", "enter")
        told = await until(pilot, "No question is waiting")
        assert "Space Next" in told
        assert conversation(app).writing.value == ""
        await pilot.press("up")
        assert conversation(app).writing.value == "3"
        await pilot.press("ctrl+u", "space")
        await until(pilot, "question 2 of 2")


@pytest.mark.slow
async def test_at_an_end_space_and_what_was_typed_leave_its_keys_free(
    study: Study, words: Words
) -> None:
    session = study.practice(["rivers.q02"])
    session.say("river")
    session.proceed()
    app = TaiwaApp(study, words, session)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, "w Read the answers")
        await pilot.press("space", "4", "enter")
        await until(pilot, "This is the end")
        await pilot.press("space", "space")
        assert conversation(app).writing.value == ""
        await pilot.press("w")
        assert not isinstance(app.screen, Conversation)


@pytest.mark.slow
async def test_an_empty_line_says_what_can_be_typed_whatever_the_window(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        for key, told in ("g", "Search in either"), ("ctrl+p", "Words, steps"):
            await pilot.press(key)
            for size in ((80, 24), (60, 20), (100, 30)):
                await pilot.resize_terminal(*size)
                await until(pilot, told)
            await pilot.press("escape")
