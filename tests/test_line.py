"""A line takes keys in the order in which they came, whatever each of them is."""

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from taiwa.tui.widgets.line import Line


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
