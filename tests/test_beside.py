"""What stands beside a conversation: notices, the question that has scrolled away, the keys."""

import random

import pytest
from textual.widgets._toast import Toast

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.notices import NO_TERM
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.test_app import seen, until
from tests.test_editions import desk, ferry

__all__ = ["desk", "ferry"]


def open_at(study: Study, words: Words, *items: str) -> TaiwaApp:
    return TaiwaApp(study, words, study.practice(items))


def keys(app: TaiwaApp) -> list[str]:
    assert isinstance(app.screen, Conversation)
    return [said.label for said in app.screen.key_words()]


@pytest.mark.thorough
async def test_a_refused_command_leaves_the_line_and_its_notice_turns_with_the_language(
    study: Study, words: Words
) -> None:
    app = open_at(study, words, "rivers.q01")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "QUESTION 1")
        await pilot.press(*"/covered 9", "enter")
        await until(pilot, "That can't be done at this point.")
        assert isinstance(app.screen, Conversation)
        assert app.screen.writing.value == ""
        await pilot.press("f2")
        shown = await until(pilot, "いまはその操作はできません")
        assert "That can't" not in shown


@pytest.mark.thorough
async def test_what_is_told_in_the_corner_turns_with_the_language(
    study: Study, words: Words
) -> None:
    app = open_at(study, words, "rivers.q01")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "m")  # a window has no place kept for it
        app.tell(NO_TERM)
        await pilot.pause()
        told = [each.message for each in app._notifications]
        await pilot.press("f2")
        told += [each.message for each in app._notifications]
    assert told == ["No matching term.", "該当する用語がありません。"]


@pytest.mark.thorough
async def test_the_question_stands_on_top_where_it_has_scrolled_away(
    study: Study, words: Words
) -> None:
    app = open_at(study, words, "rivers.q01")
    async with app.run_test(size=(80, 14)) as pilot:
        await until(pilot, "QUESTION 1")
        await pilot.press("f5")
        shown = await until(pilot, "Space")
        assert "According to the author, what raised the town?" in shown.splitlines()[1]
        app.screen.query_one(Transcript).scroll_home(animate=False)
        await pilot.pause()
        assert not seen(app).splitlines()[1].strip()


@pytest.mark.thorough
async def test_the_keys_name_cards_and_places_and_other_lines(desk: Study, words: Words) -> None:
    known = desk.course.questions.values()
    place = next(each for each in known if form_of(each).places)
    app = open_at(desk, words, place.id)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, "F9")
        assert keys(app)[0].startswith("1-")
        assert keys(app)[1].startswith("a b")
        assert "F9" in keys(app)


@pytest.mark.thorough
async def test_a_near_miss_tells_where_to_look_and_not_what_is_right(
    course: Course, store: Store, clock: Clock, words: Words
) -> None:
    store.set("aim", "text")
    study = Study(course, store, clock, random.Random(7), words)
    app = open_at(study, words, "section-2.v10")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"missio", "enter")
        shown = await until(pilot, "look here")
        assert "something is missing after “missio”" in shown
        assert "mission" not in shown


@pytest.mark.slow
async def test_what_is_told_stands_over_no_input_and_over_nothing_said(
    study: Study, words: Words
) -> None:
    study.exam(study.course.sections)
    app = open_at(study, words, "rivers.q01")
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, "question 1")
        await pilot.press(*"/term river", "enter")
        await until(pilot, "that opens after the exam")
        await pilot.press(*"/save", "enter")
        shown = await until(pilot, "This conversation is saved in")
        assert "that opens after the exam" not in shown
        assert not app.screen.query(Toast)
        await pilot.press("escape", "r")
        shown = await until(pilot, "Nothing is due for review now")
        assert "Nothing is due" in shown.splitlines()[0]
        assert not app.screen.query(Toast)
