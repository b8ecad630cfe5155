"""Screens as they are drawn: things beside each other, air, and what is said for a moment."""

import re

import pytest
from textual.widgets._toast import Toast

from taiwa.dialogue.commands import Command, understand
from taiwa.record.settings import DAY
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words
from tests.test_app import into_first_question, seen
from tests.test_choosing import ONE, ORDER, PAIRS, SEVERAL, VERDICT
from tests.test_hands import begun, settle

pytestmark = pytest.mark.thorough


def rows(app: TaiwaApp, *parts: str) -> list[str]:
    return [row for row in seen(app).splitlines() if all(part in row for part in parts)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_to_be_matched_stands_beside_what_it_goes_with(
    study: Study, words: Words, size: tuple[int, int]
) -> None:
    app, session = begun(study, words, "practice", PAIRS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        pattern = re.compile(r"^ +([123])  .+ +([abc]) +\S")
        beside = [found.groups() for row in seen(app).splitlines() if (found := pattern.match(row))]
        assert beside == [("1", "a"), ("2", "b"), ("3", "c")]
        await pilot.press("2", "c")
        assert rows(app, " 2  ", " c ", " b  ")
        shown = session.arrangement(PAIRS)
        assert session.draft.marks[1] == shown[2]


@pytest.mark.parametrize(("height", "air"), [(24, False), (40, True)])
async def test_answered_options_have_air_where_there_is_room(
    study: Study, words: Words, height: int, air: bool
) -> None:
    app, _session = begun(study, words, "practice", ONE)
    async with app.run_test(size=(120, height)) as pilot:
        await settle(pilot)
        await pilot.press("1", "enter")
        await pilot.pause()
        shown = seen(app).splitlines()
        last = next(n for n, row in enumerate(shown) if row.startswith("     3   "))
        assert (not shown[last - 1].strip()) == air


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_a_verdict_in_words_is_told_in_both_languages(
    study: Study, words: Words, size: tuple[int, int]
) -> None:
    app, session = begun(study, words, "practice", ONE)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("f9")
        await pilot.press(str(session.arrangement(ONE).index(1) + 1), "enter")
        await pilot.pause()
        assert rows(app, "✗ Not right", "asked again before the end")
        assert rows(app, "✗ 不正解です", "終わる前にもう一度出題します")
        assert len(rows(app, "✗ あなたの答え")) == 1


async def test_a_key_that_changes_the_look_says_so_in_the_first_row_and_leaves_no_pile(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await into_first_question(pilot)
        for key in ("f8", "f8", "f9", "f12", "f8"):
            await pilot.press(key)
        await pilot.pause()
        assert "Readings" in seen(app).splitlines()[0]
        assert not app.screen.query(Toast)
        await pilot.press("f2")
        await pilot.pause()
        assert "Readings" not in seen(app)


@pytest.mark.parametrize("width", [48, 56, 64])
async def test_a_key_and_its_word_stand_on_one_row(study: Study, words: Words, width: int) -> None:
    app, session = begun(study, words, "practice", ONE)
    async with app.run_test(size=(width, 40)) as pilot:
        await settle(pilot)
        await pilot.press(str(session.arrangement(ONE).index(1) + 1), "enter")
        await pilot.pause()
        for each in ("Space  Next", "F6  I was right"):
            assert rows(app, each), (width, each)


async def test_home_tells_what_an_exams_clock_leaves(study: Study, words: Words) -> None:
    study.exam(study.course.sections, 4, 20).skip()
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert re.search(r"  (19|20) minutes left", seen(app))


async def test_home_tells_how_long_the_first_lesson_takes(study: Study, words: Words) -> None:
    study.store.set("aim", "text")
    app = TaiwaApp(study, words)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert rows(app, "Step 1 of", "about")


async def test_home_tells_that_the_days_goal_is_met(study: Study, words: Words) -> None:
    DAY.write(study.store, "5")
    for item in (ONE, SEVERAL, VERDICT, ORDER, PAIRS):
        study.practice([item]).reveal()
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert rows(app, "Goal met  5 answers, the goal is 5")
        await pilot.press("f2")
        await pilot.pause()
        assert rows(app, "目標達成  5問、目標は5問")


async def test_a_lesson_is_read_from_its_top(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(60, 12)) as pilot:
        app.converse(study.lesson(study.course.sections[0]))
        await settle(pilot)
        await pilot.pause()
        assert rows(app, study.course.sections[0].why["en"][:12])
        assert rows(app, "Space Read on")
        await pilot.press("space")
        await pilot.pause()
        assert not rows(app, study.course.sections[0].why["en"][:12])


async def test_help_stays_in_its_columns_in_any_window(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        for width in (80, 120, 200):
            await pilot.resize_terminal(width, 40)
            await pilot.pause(0.1)
            assert rows(app, "F5", "show the answer", "/show"), width
            assert not [row for row in seen(app).splitlines() if row.lstrip().startswith("/hint")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/show", "reveal"), ("/reveal", "reveal"), ("/argue 1", "map"), ("/map 1", "map")],
)
def test_a_command_has_its_other_name(typed: str, meant: str) -> None:
    found = understand(typed)
    assert isinstance(found, Command)
    assert found.name == meant
