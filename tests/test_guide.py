"""The help as a learner sees it: every key and what to type instead, on one page."""

import re

import pytest

from taiwa.dialogue.commands import Command, understand
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.guide import Guide
from taiwa.words.catalogs import Words
from tests.test_app import conversation, into_first_question, seen


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["en", "ja"])
async def test_the_whole_help_is_one_page_of_an_ordinary_terminal(
    app: TaiwaApp, language: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.words.language = language
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, Guide)
        assert app.screen.query_one("#keys").max_scroll_y == 0
        for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12):
            assert f" F{number} " in seen(app)


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["en", "ja"])
async def test_each_function_key_has_a_word_to_type_that_is_understood(
    app: TaiwaApp, language: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.words.language = language
        await pilot.press("f1")
        await pilot.pause()
        beside = re.findall(r" (F\d+) .*?(/\S+)", seen(app))
        assert len(beside) == 10
        for _key, word in beside:
            assert isinstance(understand(word), Command), word


@pytest.mark.thorough
async def test_the_theme_turns_by_a_word(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        before = app.theme
        conversation(app).say("/theme")
        await pilot.pause()
        assert app.theme != before


@pytest.mark.thorough
async def test_a_small_window_has_one_column_that_scrolls(app: TaiwaApp) -> None:
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "Answering" in seen(app)
        await pilot.press("end")
        await pilot.pause()
        assert "right when last asked" in seen(app)
