"""The argument as a map: closed until it was built, then a page of cards, in lines or drawn."""

import pytest
from textual.pilot import Pilot

from taiwa.course.charts import Chart, chart_of
from taiwa.course.course import Course
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.argument import ArgumentMap, in_blocks
from taiwa.words.argument_map import argument_tree
from taiwa.words.catalogs import Words
from tests.looks.states import settle
from tests.test_app import seen, until
from tests.test_editions import desk, ferry, in_order, talk

__all__ = ["desk", "ferry"]

CLOSED = "once you have built it yourself"
MAP = """
1 A ferry is enough
    concedes: 3 When the ferry stops
        supports: 2 The year of the water
        supports: 4 A boat adrift
5 A bridge after all
    drawn from: 3 When the ferry stops (see above)
"""


def chart(desk: Study, section: bool = True) -> Chart:
    found = chart_of(desk.course, desk.course.sections[0] if section else None)
    assert found is not None
    return found


def build(desk: Study, section: bool = True) -> None:
    """Answer the questions on a map, which opens it."""
    session = desk.practice(chart(desk, section).argument.build)
    while not session.finished:
        settle(session, "en", True)


def test_an_answer_that_was_only_shown_does_not_open_the_map(desk: Study, words: Words) -> None:
    session = desk.practice(chart(desk).argument.build)
    while not session.finished:
        settle(session, "en", False)
    assert in_order(talk(desk, words, "/map 1", "/home", "/quit"), [CLOSED, "Question 1"])


def test_line_mode_lets_the_map_be_built_before_it_is_read(desk: Study, words: Words) -> None:
    told = talk(desk, words, "/map 1", "/home", "/quit")
    assert in_order(told, [CLOSED, "Question 1"])
    assert "A ferry is enough\n    concedes" not in told
    build(desk)
    told = talk(desk, words, "/map 1", "/quit")
    assert MAP in told
    for link in chart(desk).argument.links:
        assert link.why["en"] in " ".join(told.split())


def test_a_lesson_that_still_asks_about_the_map_does_not_show_it(desk: Study, words: Words) -> None:
    build(desk)
    told = talk(desk, words, "1", "/map", "/home", "/map", "/map 9", "/quit")
    assert in_order(told, ["still asks about the map", CLOSED])
    assert "concedes: 3" not in told


def test_no_map_is_no_fault(study: Study, words: Words) -> None:
    assert "no map of that argument" in talk(study, words, "/map 1", "/map", "/quit")


def test_every_card_of_every_map_stands_once_in_full_ink(course: Course) -> None:
    for section in (None, *course.sections):
        found = chart_of(course, section)
        assert found is not None
        rows = in_blocks(argument_tree(found.argument, list(found.spots)))
        whole = [row.branch.card for row in rows if not row.branch.again]
        assert set(whole) == set(found.spots)
        assert sum(row.last for row in rows) == sum(not row.depth for row in rows)


async def opened(pilot: Pilot[None], wish: str) -> str:
    app = pilot.app
    assert isinstance(app, TaiwaApp)
    app.action_map(wish)
    return await until(pilot, "what each card does")


@pytest.mark.slow
async def test_the_page_is_closed_until_it_was_built_and_open_afterwards(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24)) as pilot:
        told = await opened(pilot, "1")
        assert in_order(told, [CLOSED, "b  Build it yourself: 3 questions"])
        assert "supports" not in told
        await pilot.press("3", "b")
        await until(pilot, "question 1 of 3")
        await pilot.press("escape")
        await until(pilot, CLOSED)
        build(desk)
        await pilot.press("b", "escape")
        told = await until(pilot, "A ferry is all that is needed")
        assert in_order(told, ["5 cards, 4 links", "concedes", "supports", "drawn from"])


@pytest.mark.slow
async def test_digits_move_over_the_cards_and_enter_reads_the_step(
    desk: Study, words: Words
) -> None:
    build(desk)
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, "1")
        await pilot.press("3")
        told = await until(pilot, "CARD 3")
        assert in_order(told, ["CARD 3   concession", "granted against card 1"])
        for line in ("supported by card 2", "supported by card 4", "leads to card 5", "RELATIONS"):
            assert line in told
        await pilot.press("enter")
        await until(pilot, "In a flood the ferry stops.")
        await pilot.press("escape", "f2")
        told = await until(pilot, "札3")
        assert in_order(told, ["札5枚、つながり4本", "大水の日に船は出ない"])
        assert isinstance(app.screen, ArgumentMap)
        await pilot.press("escape")
        await until(pilot, "taiwa")
        assert not isinstance(app.screen, ArgumentMap)


@pytest.mark.slow
async def test_a_narrow_window_tells_the_first_link_below(desk: Study, words: Words) -> None:
    build(desk)
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "1")
        await pilot.press("down")
        told = await until(pilot, "Read step 3")
        assert in_order(told, ["Card 3, granted against card 1", "Enter  Read step 3", "1-5 Card"])
        await pilot.press("f9")
        await until(pilot, "大水の日に船は出ない")


@pytest.mark.slow
async def test_a_conversation_opens_its_own_map_unless_it_asks_about_it(
    desk: Study, words: Words
) -> None:
    build(desk)
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("enter", *"/map", "enter")
        await until(pilot, "still asks about the map")
        assert "supports" not in seen(app)
        app.pop_screen()
        app.begin(lambda: desk.dialogue(desk.course.sections[0]))
        await until(pilot, "A boat will do.")
        await pilot.press(*"/map", "enter")
        await until(pilot, "what each card does")
