"""The text itself as a page, and as lines: where it opens, how one goes about in it and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.essay import EssayPage
from taiwa.words.catalogs import Words
from tests.test_app import conversation, seen, until
from tests.test_editions import in_order, talk

pytestmark = pytest.mark.thorough
RIVERS = Path(__file__).parent / "rivers"
FIRST, SECOND, LAST = "Towns are born", "But such a road", "That bridges stayed"
WIDE = (120, 40)


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    study.shelves = (RIVERS,)
    study.store.set("furigana", "off")
    return TaiwaApp(study, words)


def at(app: TaiwaApp) -> str:
    """The paragraph at hand."""
    assert isinstance(app.screen, EssayPage)
    return app.screen.place


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.mark.parametrize("size", [WIDE, (200, 50)])
async def test_a_step_opens_its_paragraph_and_escape_leads_back_to_it(
    app: TaiwaApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "enter", "ctrl+o")
        told = await until(pilot, "source of step 1")
        assert "Back to step 1" in told
        assert in_order(told, ["Rivers and bridges: on living", "1. Rivers", FIRST, SECOND])
        assert "ON THIS PARAGRAPH" in told
        assert "section 1 of 2, paragraph 1" in told
        assert "1 step, 3 questions" in told
        assert at(app) == "rivers ¶1"
        await press(pilot, "escape")
        assert conversation(app).session.question is None


async def test_an_answer_opens_its_source_and_the_choice_on_the_next_one_is_kept(
    app: TaiwaApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "space", "1", "ctrl+o")
        assert "A source comes with" in seen(app)  # nothing is told while the question waits
        assert not isinstance(app.screen, EssayPage)
        await press(pilot, "f5", "ctrl+o")
        assert "Back to question 1" in await until(pilot, "source of question 1")
        await press(pilot, "escape", "space", "r", "ctrl+p", *"the essay", "enter")
        assert "Back to" not in await until(pilot, FIRST)
        await press(pilot, "escape")
        assert conversation(app).session.draft.text == "r"


async def test_arrows_go_over_paragraphs_and_sections_and_digits_to_a_section(
    app: TaiwaApp,
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.action_essay()
        await until(pilot, FIRST)
        found = []
        for key in ("up", "down", "down", "down", "down", "up", "up", "2", "１", "7"):
            await press(pilot, key)
            found.append(at(app).replace(" ¶", ""))
        rivers, bridges = ["rivers1", "rivers2"], ["bridges1", "bridges2"]
        assert found == [
            *["rivers1", "rivers2", *bridges, "bridges2", "bridges1", "rivers2"],
            *[bridges[0], rivers[0], rivers[0]],
        ]
        await press(pilot, "escape")
        assert not isinstance(app.screen, EssayPage)


async def test_the_step_of_a_paragraph_opens_and_its_source_leads_back(app: TaiwaApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.action_essay()
        await press(pilot, "down", "ctrl+o")
        assert not isinstance(app.screen, EssayPage)
        await press(pilot, "ctrl+o")
        assert at(app) == "rivers ¶2"
        assert sum(isinstance(screen, EssayPage) for screen in app.screen_stack) == 1


@pytest.mark.parametrize(("width", "beside"), [(120, True), (80, False)])
async def test_both_languages_stand_beside_each_other_where_there_is_room(
    app: TaiwaApp, width: int, beside: bool
) -> None:
    async with app.run_test(size=(width, 40)) as pilot:
        app.action_essay()
        await press(pilot, "f9")
        told = await until(pilot, "町は")
        (row,) = [line for line in told.splitlines() if FIRST in line]
        assert ("町は" in row) is beside
        await press(pilot, "f2", "f9")
        assert "Towns" not in await until(pilot, "町は")


async def test_a_text_in_one_language_is_shown_in_it_and_said_so(
    app: TaiwaApp, tmp_path: Path
) -> None:
    (tmp_path / "essay.ja.md").write_bytes((RIVERS / "essay.ja.md").read_bytes())
    app.study.shelves = (tmp_path,)
    async with app.run_test(size=WIDE) as pilot:
        app.action_essay()
        told = await until(pilot, "町は")
        assert "The text is here in Japanese only." in told
        assert "F9" not in told


async def test_what_is_typed_asks_where_the_text_was_opened(app: TaiwaApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "space", "ctrl+p", *"the essay", "enter")
        await until(pilot, FIRST)
        await press(pilot, *"zzz?", "enter")
        await pilot.pause()
        assert conversation(app).session.question is not None  # which waits as before
        assert "zzz?" in seen(app)


async def test_a_source_is_pressed_in_a_message(app: TaiwaApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter")
        named = "Section 1, paragraph 1"
        told = (await until(pilot, named)).splitlines()
        row = next(place for place, line in enumerate(told) if named in line)
        await pilot.click(offset=(told[row].index(named) + 3, row))
        await pilot.pause()
        assert at(app) == "rivers ¶1"
        assert "Back to step 1" in await until(pilot, FIRST)


async def test_without_the_text_a_source_says_how_to_bring_it(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "enter", "ctrl+o")
        told = await until(pilot, "The text itself is not here")
        assert "set essay FILE" in told
        await press(pilot, "ctrl+p", *"the essay")
        assert "The text itself" not in seen(app).replace("The text itself is not here", "")


async def test_a_text_that_does_not_fit_is_told_where_it_opens(
    app: TaiwaApp, tmp_path: Path
) -> None:
    (tmp_path / "essay.en.md").write_text("# A\n\n## B\n\nOne.\n", encoding="utf-8")
    app.study.shelves = (tmp_path,)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        app.action_essay()
        assert "sections: 1 here" in await until(pilot, "essay.en.md:1:1")
        app.action_switch_language()
        app.action_essay()
        await until(pilot, "このファイルは1節")


@pytest.mark.parametrize("searched", [True, False])
async def test_a_search_looks_through_the_text_if_the_course_says_so(
    edited: Callable[..., Path], study: Study, words: Words, searched: bool
) -> None:
    course: Course = load_course(
        edited("course.yaml", "format: 1", "format: 1\nsearch_essay: true")
    )
    study.course = course if searched else study.course
    study.shelves = (RIVERS,)
    app = TaiwaApp(study, words)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "ctrl+p", *"quarrelled")
        assert ("the two banks quarrelled" in seen(app)) is searched
        if searched:
            await press(pilot, "enter")
            assert at(app) == "bridges ¶1"


@pytest.mark.parametrize("size", [(40, 10), (60, 24), (80, 24), (200, 50)])
async def test_every_paragraph_can_be_read_to_its_end(app: TaiwaApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        app.action_essay()
        await pilot.pause()
        told = seen(app)
        for _ in range(40):
            await press(pilot, "down")
            told += seen(app)
        for end in ("people together.", "same", "nobody pays.", "on the other side."):
            assert end.split()[-1] in told
        assert at(app) == "bridges ¶2"


def test_line_mode_prints_a_section_and_the_source_of_what_is_told(
    study: Study, words: Words
) -> None:
    study.shelves = (RIVERS,)
    lines = ("/essay 2", "1", "/source", "", "/source", "/reveal", "/出典", "/essay", "/quit")
    told = talk(study, words, *lines)
    assert in_order(told, ["## 2. Bridges", "1. Bridges were built", f"2. {LAST}"])
    parts = told[told.index(LAST) :].split("(Enter: go on)")
    assert [f"1. {FIRST}" in part for part in parts[:5]] == [False, True, False, True, True]
    assert [SECOND in part for part in parts[:5]] == [False, False, False, False, True]
    assert "A source comes with a lesson step" in parts[2]
    told = talk(study, words, "/parallel on", "/essay 1", "/essay", "/quit")
    assert in_order(told, ["1. Rivers", "一　川", FIRST, "町は", SECOND])
    assert "/essay 2" in told


def test_line_mode_says_how_to_bring_the_text(study: Study, words: Words) -> None:
    assert "A source comes with a lesson step" in talk(study, words, "/source", "/quit")
    assert "set essay FILE" in talk(study, words, "/essay 1", "/quit")


async def test_a_section_in_the_margin_and_a_paragraph_are_pressed(app: TaiwaApp) -> None:
    async with app.run_test(size=WIDE) as pilot:
        app.action_essay()
        for text, place in (("Bridges", "bridges ¶1"), (LAST, "bridges ¶2")):
            told = (await until(pilot, text)).splitlines()
            row = max(place for place, line in enumerate(told) if text in line)
            await pilot.click(offset=(told[row].index(text) + 2, row))
            await pilot.pause()
            await pilot.pause()
            assert at(app) == place
