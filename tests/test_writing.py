"""An explanation is written in an editor of several lines, which keeps it until it is given."""

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from taiwa.dialogue.events import Asked, Given
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.widgets.editor import Editor
from taiwa.words.catalogs import Words
from tests.test_app import conversation, seen

EXPLAINED = "bridges.q04"
WRITTEN = "It joins\nboth banks"

pytestmark = pytest.mark.slow


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words, study.practice([EXPLAINED]))


def editor(app: TaiwaApp) -> Editor:
    return app.screen.query_one(Editor)


async def write(pilot: Pilot[None]) -> None:
    await pilot.press(*"It joins", "ctrl+j", *"both banks")


async def test_an_explanation_is_written_over_lines_and_enter_gives_it(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.screen.query_one("#say").display
        assert "2 points are looked for" in seen(app)
        assert "Enter  Answer" not in seen(app)
        await write(pilot)
        assert "Enter  Answer" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        records = conversation(app).session.journal.store.records(conversation(app).session.id)
        assert records[-1].given == Given(text=WRITTEN)
        assert editor(app).text == ""


async def test_enter_and_space_do_nothing_to_an_empty_editor_but_a_space(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        before = conversation(app).session.state
        await pilot.press("enter", "space", "enter", "enter")
        assert conversation(app).session.state is before
        assert editor(app).text == " "


async def test_what_is_written_stays_over_every_key_that_gives_no_answer(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await write(pilot)
        written = WRITTEN
        for key in ("f1", "f2", "f3", "f8", "f9", "f10", "ctrl+p", "pageup"):
            await pilot.press(key)
            await pilot.pause()
            if not isinstance(app.screen, Conversation):
                await pilot.press("escape")
            await pilot.press("x")
            written += "x"
            assert editor(app).text == written, key
            assert app.focused is editor(app), key


async def test_what_is_written_stays_over_another_size_and_over_leaving(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await write(pilot)
        await pilot.resize_terminal(60, 20)
        await pilot.resize_terminal(120, 40)
        await pilot.press("escape", "c")
        await pilot.pause()
        assert editor(app).text == WRITTEN
        await pilot.press("!", "pagedown", "!")
        assert editor(app).text == f"{WRITTEN}!!"


async def test_a_question_in_the_middle_brings_back_what_was_put_aside(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await write(pilot)
        await pilot.press("ctrl+u", *"?what is a river", "enter")
        await pilot.pause()
        assert isinstance(conversation(app).session.transcript[-1], Asked)
        assert editor(app).text == WRITTEN


async def test_up_brings_back_what_was_put_aside(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await write(pilot)
        await pilot.press("ctrl+u")
        assert editor(app).text == ""
        await pilot.press("up")
        assert editor(app).text == WRITTEN


async def test_what_is_put_aside_and_written_is_there_in_the_next_process(
    app: TaiwaApp, study: Study, words: Words
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await write(pilot)
        await pilot.press("ctrl+u", "?")
        id_ = conversation(app).session.id
    again = TaiwaApp(study, words, study.resume(id_))
    async with again.run_test(size=(80, 24)) as pilot:
        assert editor(again).text == "?"
        await pilot.press("backspace", "up")
        assert editor(again).text == WRITTEN


async def test_full_width_spaces_and_pasted_lines_reach_the_editor(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(events.Paste("岸を\n結ぶ"))
        app.post_message(events.Key("ideographic_space", "\u3000"))
        await pilot.pause()
        assert editor(app).text == "岸を\n結ぶ\u3000"


async def test_the_line_is_there_again_once_the_answer_is_told(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press(*"It joins the banks, and people can cross.", "enter")
        await pilot.pause()
        assert not editor(app).display
        assert app.focused is app.screen.query_one("#say", Input)
        await pilot.press("space")
        await pilot.pause()
        assert conversation(app).session.finished
