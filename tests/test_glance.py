"""The app at a glance: as much of it as the fast tests see; `test_app.py` has the rest."""

import random
from unittest.mock import patch

import pytest
from textual.widgets import Input

from taiwa.course.course import Course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.home import Home
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.test_app import conversation, into_first_question, seen


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


@pytest.mark.thorough
async def test_home_shows_the_sections_and_begins_with_enter(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Home)
        assert "Begin the lesson" in seen(app)
        assert " 2   Bridges" in seen(app)
        await pilot.press("enter")
        assert "CLAIM   the author's view" in seen(app)


@pytest.mark.thorough
async def test_a_digit_chooses_enter_answers_and_the_verdict_says_why(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        session = conversation(app).session
        wrong = session.arrangement("rivers.q01").index(1) + 1
        await pilot.press(str(wrong), "enter")
        await pilot.pause()
        assert "✗ Not right" in seen(app)
        assert "The road came later." in seen(app)
        assert "Section 1, paragraph 1" in seen(app)


@pytest.mark.thorough
async def test_a_language_switch_in_a_question_loses_nothing(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        await pilot.press("f3", "tab", "h", "a", "l", "f")
        await pilot.pause()
        screen = conversation(app)
        state, scroll = screen.session.state, screen.query_one(Transcript).scroll_y
        await pilot.press("f2")
        await pilot.pause()
        assert "水が流れます。" in seen(app)
        assert screen.query_one("#say", Input).value == "half"
        assert screen.session.state is state
        await pilot.press("f2")
        await pilot.pause()
        assert "Water flows in it." in seen(app)
        assert screen.query_one(Transcript).scroll_y == scroll


@pytest.mark.thorough
async def test_an_exam_that_was_left_has_room_beside_its_action(
    course: Course, store: Store, clock: Clock, words: Words
) -> None:
    store.set("aim", "text")
    study = Study(course, store, clock, random.Random(7), words)
    study.exam(course.sections, 30).skip()
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = seen(app).splitlines()
        row = next(place for place, line in enumerate(shown) if "Go on: Exam" in line)
        assert "▬" in shown[row]
        assert "▬" not in shown[row + 1]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 50)])
async def test_home_is_set_for_its_room_before_its_first_frame(
    app: TaiwaApp, size: tuple[int, int]
) -> None:
    """Else each start draws it two or three times."""
    with patch.object(Home, "_show", autospec=True, side_effect=Home._show) as shown:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
    assert shown.call_count == 1
