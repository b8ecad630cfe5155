"""The smallest window, and long titles: what is asked, chosen and told stays in view."""

import random
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.course.course import Course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.text.cells import cells
from taiwa.tui.app import TaiwaApp
from taiwa.tui.scores import PAGES
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.looks.states import learner
from tests.test_app import conversation, seen, until

SMALLEST = 40, 10
LANGUAGES = "en", "ja"


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> Study:
    """A learner at the shipped course."""
    return Study(course, store, clock, random.Random(3), words)


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest, words: Words) -> str:
    words.language = request.param
    return words.language


@pytest.mark.slow
async def test_an_option_that_is_chosen_comes_into_view_with_the_key_that_answers(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words, desk.practice(["section-2.a03"]))
    async with app.run_test(size=SMALLEST) as pilot:
        assert "supports" not in await until(pilot, "name the relation")
        for key, option in ("2", "drawn from"), ("1", "supports"), ("4", "answers"):
            await pilot.press(key)
            await until(pilot, option)
        assert "Enter Answer" in seen(app)


@pytest.mark.slow
async def test_a_notice_takes_the_place_of_the_head_and_no_rows_of_what_is_read(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words, desk.exam(desk.course.sections, 5))
    async with app.run_test(size=SMALLEST) as pilot:
        await until(pilot, "question 1 of 5")
        rows = app.screen.query_one(Transcript).size.height
        await pilot.press("f3")
        assert "question 1 of 5" not in await until(pilot, "An exam gives no hint")
        assert app.screen.query_one(Transcript).size.height >= rows - 2  # of a notice of four
        await pilot.press("f4")
        assert "An exam" not in await until(pilot, "question 2 of 5")
        assert app.screen.query_one(Transcript).size.height == rows


@pytest.mark.slow
async def test_a_larger_window_sets_anew_what_was_set_for_a_small_one(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words, desk.practice(["section-2.q01"]))
    async with app.run_test(size=SMALLEST) as pilot:
        await until(pilot, "QUESTION 1")
        await pilot.press("f5")
        await until(pilot, "Ask about this")
        await pilot.press("f6")
        await until(pilot, "That can't be done")
        assert conversation(app).writing.placeholder.endswith("..")
        await pilot.resize_terminal(80, 24)
        shown = await until(pilot, "Ask about this, or press Space to go on")
        assert "That can't be done at this point." in shown
        assert "Working with NATO: progress and its limits" in shown


@pytest.mark.slow
async def test_the_scores_name_the_open_page_and_keep_to_the_width(
    course: Course, tmp_path: Path, spoken: str
) -> None:
    words = Words(spoken, paths.shipped("locales"), tmp_path / "cache")
    store = Store(tmp_path / "scores.db")
    now = learner(course, store, 3)
    study = Study(course, store, lambda: now, random.Random(3), words)
    app = TaiwaApp(study, words)
    async with app.run_test(size=SMALLEST) as pilot:
        await pilot.press("s")
        for page, name in PAGES.items():
            await pilot.press(str(page))
            await until(pilot, f"{page} {words._(name)}")
            screen = app.screen
            for part in map(screen.query_one, ("#shown", "#list", "#lead")):
                rows = str(part.render()).split("\n") if part.size.width else []
                cut = [row for row in rows if cells(row.rstrip()) > part.size.width]
                assert not cut, page
    store.close()


@pytest.mark.slow
async def test_a_bar_of_the_lesson_stands_beside_every_whole_title(
    desk: Study, words: Words, spoken: str
) -> None:
    for section in desk.course.sections:
        app = TaiwaApp(desk, words, desk.lesson(section))
        async with app.run_test(size=(80, 24)) as pilot:
            first = (await until(pilot, section.title[spoken])).split("\n")[0]
            assert "▬" * 6 in first.replace(" ", ""), section.id
            assert "1 of 1" in first or "1／1" in first


@pytest.mark.slow
async def test_an_exams_sections_and_the_way_on_are_seen_at_once(
    desk: Study, words: Words, spoken: str
) -> None:
    app = TaiwaApp(desk, words, desk.exam(desk.course.sections, 20))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "20")
        await pilot.press(*"/end", "enter", "y")
        shown = await until(pilot, words._("Read the answers"))
        for section in desk.course.sections:
            begins = section.title[spoken][:12]
            assert [row for row in shown.split("\n") if begins in row and "▬" in row]
        assert f" Enter  {words._('Read the answers')}" in shown
