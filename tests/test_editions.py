"""The plain edition of a lesson step beside the full one, in both faces and over the next start."""

import io
import random
from collections.abc import Iterable

import pytest

from taiwa.cli.plain import Plain
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE, Clock
from tests.test_app import seen, until

FULL, PLAIN = "The author holds that a ferry is enough.", "A boat takes you over."
FULL_NOTE, PLAIN_NOTE = "記録では二隻です。", "船は二つありました。"


@pytest.fixture(scope="session")
def ferry() -> Course:
    """A section in format 2, with all that this brings."""
    return load_course(SAMPLE.parent / "sample2")


@pytest.fixture
def desk(ferry: Course, store: Store, words: Words) -> Study:
    store.set("aim", "text")
    return Study(ferry, store, Clock(), random.Random(7), words)


def talk(desk: Study, words: Words, *lines: str) -> str:
    """What line mode says to these lines."""
    out, typed = io.StringIO(), iter(lines)
    Plain(desk, words, lambda _: next(typed, None), out, 76).run()
    return out.getvalue()


def in_order(text: str, parts: Iterable[str]) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


@pytest.mark.slow
async def test_f12_changes_the_text_where_it_stands_and_the_next_start_knows(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        told = await until(pilot, FULL)
        assert PLAIN not in told
        assert "F12  in plain English" in told
        assert "F12 Plain" in told
        await pilot.press("f12")
        told = await until(pilot, PLAIN)
        assert FULL not in told
        assert "the author's view   in plain English" in told
        assert "F12  the full text" in told
        assert "F12 Full text" in told
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert FULL not in await until(pilot, PLAIN)


@pytest.mark.slow
async def test_the_note_in_the_margin_and_the_other_language_are_plain_too(
    desk: Study, words: Words
) -> None:
    desk.switch_language("ja")
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await until(pilot, FULL_NOTE)
        await pilot.press("f12", "f2")
        told = await until(pilot, PLAIN)
        assert FULL_NOTE not in told
        await pilot.press("f9")
        await until(pilot, "船があれば")
        await pilot.press("f2")
        told = await until(pilot, PLAIN_NOTE)
        assert "やさしい日本語" in told


@pytest.mark.slow
async def test_a_question_is_the_same_and_keeps_what_is_chosen(desk: Study, words: Words) -> None:
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "space")
        await until(pilot, "QUESTION 1")
        await pilot.press("2")
        before = seen(app).splitlines()[2:12]
        await pilot.press("f12")
        assert desk.store.setting("edition") == "plain"
        assert seen(app).splitlines()[2:12] == before


def test_line_mode_says_the_step_again_in_the_edition_asked_for(desk: Study, words: Words) -> None:
    told = talk(desk, words, "1", "/plain", "/plain", "/quit")
    assert in_order(told, [FULL, "/plain: in plain English", PLAIN, "/plain: the full text"])
    assert told.count(FULL) == 2
    assert told.count(PLAIN) == 1
    talk(desk, words, "c", "/plain plain", "/quit")
    words.language = "ja"
    told = talk(desk, words, "c", "/quit")
    assert "主張 / 筆者の見方 / やさしい日本語" in told
    assert PLAIN_NOTE in told


def test_a_course_without_plain_editions_has_no_key_for_them(study: Study, words: Words) -> None:
    assert "/plain" not in talk(study, words, "1", "/quit").split("After this lesson")[1]
