"""The open question of a lesson: written on, both sides read, written on again, in both faces."""

import random

import pytest

from taiwa.course.course import Course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.widgets.editor import Editor
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.looks.states import settle
from tests.test_app import conversation, seen

pytestmark = pytest.mark.thorough


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> Study:
    store.set("aim", "text")
    return Study(course, store, clock, random.Random(7), words)


def at_the_open_question(desk: Study) -> Session:
    session = desk.lesson(desk.section("2"))
    while not session.discussing:
        settle(session, "en", True)
    return session


async def test_f7_goes_back_to_what_was_written_and_both_sides_tell_it_once(desk: Study) -> None:
    session = at_the_open_question(desk)
    app = TaiwaApp(desk, desk.spoken, session)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        assert "no right answer, nothing is judged" in seen(app)
        await pilot.press(*"A small office.", "enter")
        await pilot.pause()
        sides = next(line for line in seen(app).split("\n") if "FOR" in line)
        assert "AGAINST" in sides
        assert "I have kept" not in seen(app)
        assert "F7 Write on" in seen(app)
        await pilot.press("f7")
        await pilot.pause()
        assert conversation(app).query_one(Editor).text == "A small office."
        assert "AGAINST" not in seen(app)
        await pilot.press(*" Or two.", "enter")
        await pilot.pause()
        assert "AGAINST" in seen(app)
        assert seen(app).count("A small office. Or two.") == 1
        await pilot.press("f7", "ctrl+u", "enter")
        await pilot.pause()
        assert "A small office. Or two." in seen(app)
        await pilot.press("space")
        await pilot.pause()
        assert session.state.turn is None or session.discussing  # the next open question
    assert [record.kind for record in desk.store.records(session.id)[-4:-1]] == [
        "asked",
        "proceeded",
        "asked",
    ]


async def test_with_nothing_written_enter_shows_both_sides(desk: Study) -> None:
    app = TaiwaApp(desk, desk.spoken, at_the_open_question(desk))
    async with app.run_test(size=(60, 60)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "YOU WROTE" not in seen(app)
        lines = seen(app).split("\n")
        first = next(n for n, line in enumerate(lines) if "FOR" in line)
        assert "AGAINST" not in lines[first]  # below each other where the window is narrow
        assert any("AGAINST" in line for line in lines[first:])


def test_line_mode_writes_on_too(desk: Study) -> None:
    session = at_the_open_question(desk)
    assert session.say("A small office.").events
    assert "Write on" in session.say("/undo").notice
    assert session.discussing
    assert session.say("Or none.").events
    assert session.thought == "Or none."
    assert session.weighed
    session.say("/undo")
    assert not session.say("").events
    assert session.weighed
