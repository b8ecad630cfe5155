"""A line takes keys in the order in which they came, whatever each of them is."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
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
