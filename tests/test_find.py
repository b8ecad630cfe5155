"""Find, as a learner uses it: one line for everything, and the tutor last."""

import pytest

from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.find import ASK, QUESTION, STEP, Finder
from taiwa.tui.scores import Scores
from taiwa.words.catalogs import Words
from tests.test_app import into_first_question, seen


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


def rows(app: TaiwaApp) -> list[list[str]]:
    return [row.split() for row in seen(app).splitlines()]


@pytest.mark.thorough
async def test_every_find_says_what_it_is_and_the_tutor_is_the_last(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"river")
        await pilot.pause()
        kinds = [
            row[0] for row in rows(app) if row and row[0] in ("word", "step", "question", "ask")
        ]
        assert kinds[0] == "word"
        assert {"step", "question"} < set(kinds)
        assert kinds[-1] == "ask"
        assert "Ask the tutor: river" in seen(app)


@pytest.mark.thorough
async def test_the_last_find_asks_the_tutor_what_was_typed(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"bridges", "end", "pagedown", "pagedown", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Conversation)
        assert "bridges" in seen(app)
        assert app.screen.session.state.plan.mode == "talk"


@pytest.mark.thorough
async def test_asking_at_a_question_leaves_the_question_waiting(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        screen = app.screen
        assert isinstance(screen, Conversation)
        waiting = screen.session.question
        await pilot.press("ctrl+p", *"bridges", "pagedown", "pagedown", "enter")
        await pilot.pause()
        assert app.screen is screen
        assert screen.session.question is waiting
        assert "bridges" in seen(app)


@pytest.mark.thorough
@pytest.mark.parametrize(("language", "typed"), [("en", "scores"), ("ja", "成績")])
async def test_a_page_is_found_by_its_name(app: TaiwaApp, language: str, typed: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        if language == "ja":
            await pilot.press("f2")
        await pilot.press("ctrl+p", *typed, "enter")
        await pilot.pause()
        assert isinstance(app.screen, Scores)


@pytest.mark.thorough
async def test_letters_after_the_arrows_go_on_searching(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"ri", "down", "down", *"ver")
        await pilot.pause()
        assert "> river" in seen(app)
        assert "river  川" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "> river" not in seen(app)


@pytest.mark.thorough
async def test_another_course_is_found_and_gone_on_with(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words, None, lambda: {"cranes": {"ja": "鶴の話", "en": "On cranes"}})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert ["course", "On", "cranes"] in rows(app)
        await pilot.press(*"鶴", "enter")
        await pilot.pause()
    assert app.return_value == "cranes"


@pytest.mark.parametrize("typed", ["すいがい", "スイガイ"])
async def test_a_word_in_kanji_is_found_by_how_it_is_read_in_either_kana(
    app: TaiwaApp, typed: str
) -> None:
    async with app.run_test():
        found = [hit.kind for hit in Finder(app).hits(typed)]
    assert found == [STEP, QUESTION, ASK]
