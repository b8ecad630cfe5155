"""The scores' four pages and the end of a session, as a learner goes through them."""

import re
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from taiwa.dialogue.events import Given
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.home import Home
from taiwa.tui.marks import width_of
from taiwa.tui.scores import Scores
from taiwa.tui.sessions import MODE
from taiwa.words.catalogs import Words
from taiwa.words.labels import MODE_NAMES
from tests.conftest import Clock
from tests.test_app import seen, until

RIGHT = {
    "rivers.q01": Given(chosen=(0,)),
    "rivers.q02": Given("river"),
    "bridges.q01": Given("banks"),
}
WRONG = {"rivers.q01": Given(chosen=(1,)), "rivers.q02": Given("lake"), "bridges.q01": Given("sky")}


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


def answer(study: Study, *answers: tuple[str, bool]) -> Session:
    """A practice of some questions, each right or wrong; what returns is left."""
    session = study.practice([item for item, _ in answers])
    for item, right in answers:
        session.give((RIGHT if right else WRONG)[item])
        session.proceed()
    return session


def asked(app: TaiwaApp) -> list[str]:
    """The questions of the session that has been begun."""
    assert isinstance(app.screen, Conversation)
    return [turn.item for turn in app.screen.session.state.plan.turns if turn.question]


async def pages(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press("s", *keys)
    await pilot.pause()
    assert isinstance(pilot.app.screen, Scores)
    return seen(pilot.app)


@pytest.mark.thorough
async def test_a_session_tells_what_was_answered_what_is_right_and_why(app: TaiwaApp) -> None:
    answer(app.study, ("rivers.q02", True), ("bridges.q01", False))
    async with app.run_test(size=(120, 40)) as pilot:
        told = await pages(pilot, "2")
        assert re.search(r"Practice +Whole course +1/2", told)
        assert told.index("you     sky") < told.index("answer  banks") < told.index("you     river")
        assert "1 MISSED" in told


@pytest.mark.thorough
async def test_the_section_and_the_filter_hold_for_what_is_shown_and_for_what_is_practised(
    app: TaiwaApp,
) -> None:
    answer(app.study, ("rivers.q01", False), ("bridges.q01", False), ("rivers.q02", False))
    async with app.run_test(size=(120, 40)) as pilot:
        assert "all sections" in await pages(pilot)
        await pilot.press("n")
        assert "section 1" in seen(app)
        assert "Bridges" not in seen(app)
        await pilot.press("x")
        assert sorted(asked(app)) == ["rivers.q01", "rivers.q02"]
        await pilot.press("escape", "2", "n", "down")
        assert "section 2" in seen(app)
        assert "sky" in seen(app)
        assert "lake" not in seen(app)
        await pilot.press("x")
        assert asked(app) == ["bridges.q01"]


@pytest.mark.thorough
async def test_weak_spots_are_those_missed_twice_and_enter_practises_just_them(
    app: TaiwaApp, clock: Clock
) -> None:
    for right in (False, False, True):
        answer(app.study, ("bridges.q01", right))
        clock.now += timedelta(days=1)
    answer(app.study, ("rivers.q01", False))
    async with app.run_test(size=(120, 40)) as pilot:
        told = await pages(pilot, "4")
        assert "1 question not mastered since" in told
        assert " ✗  ✗  ✓ " in told
        assert "asked 3 times" in told
        await pilot.press("enter")
        assert asked(app) == ["bridges.q01"]


@pytest.mark.thorough
async def test_memory_counts_what_was_asked_again_on_a_later_day(
    app: TaiwaApp, clock: Clock
) -> None:
    for day in range(3):
        answer(app.study, ("rivers.q01", day != 1), ("rivers.q02", True))
        clock.now += timedelta(days=2)
    async with app.run_test(size=(120, 40)) as pilot:
        told = await pages(pilot, "3")
        assert re.search(r"English .* -  4 answers", told)  # too few to say anything
        due = len(app.study.progress.waiting().items)
        assert f"Review {due} question" in told
        await pilot.press("enter")
        assert len(asked(app)) == due


@pytest.mark.slow
@pytest.mark.parametrize("page", "1234")
async def test_every_page_stands_at_every_size_with_and_without_a_record(
    app: TaiwaApp, page: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert await pages(pilot, page)
        await pilot.press("escape")
        answer(app.study, ("rivers.q01", False), ("bridges.q01", False))
        answer(app.study, ("rivers.q01", False))
        await pages(pilot, page)
        for size in ((40, 10), (200, 50), (60, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("n", "f", "down", "right", "f2", "left", "up", "f2")
        await pilot.press("escape")
        assert isinstance(app.screen, Home)


@pytest.mark.thorough
async def test_a_quiz_ends_on_its_result_and_enter_practises_what_was_missed(app: TaiwaApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        session = app.study.practice(["bridges.q01", "rivers.q02"])
        app.converse(session)
        await pilot.pause()
        await pilot.press(*"sky", "enter", "space", *"river", "enter", "space")
        await pilot.press(*"banks", "enter", "space")
        told = await until(pilot, "1 of 2 right at the first try")
        assert " ✗  ✓ " in told
        assert "you     sky   answer  banks" in told
        assert "2 answers" not in told  # three were given: what came back is one, too
        assert "3 answers, the goal is 20" in told
        await pilot.press("w")
        assert "you     sky" in await until(pilot, "Sessions")
        await pilot.press("escape", "escape", "enter")
        assert asked(app) == ["bridges.q01"]


@pytest.mark.thorough
async def test_an_exam_ends_on_its_result_by_section(app: TaiwaApp) -> None:
    study = app.study
    session = study.exam(study.course.sections[:1], 2)
    async with app.run_test(size=(120, 40)) as pilot:
        app.converse(session)
        await pilot.pause()
        await pilot.press("f4")
        await pilot.press("f4")
        await until(pilot, "left open: question 1 of 2")
        session.end_exam()
        app.converse(session)
        told = await until(pilot, "0 of 2 right: not passed")
        assert "0%, the pass mark is 70%" in told
        assert re.search(r"1 +Rivers .*✗ 0/2", told)
        await pilot.press("x")
        assert len(asked(app)) == 2


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_name_of_no_session_runs_into_its_title(words: Words, language: str) -> None:
    words.language = language
    assert all(
        width_of(words._(name)) + 2 <= MODE for mode, name in MODE_NAMES.items() if mode != "talk"
    )


async def test_a_page_without_weak_spots_keeps_its_margin(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("s", "4")
        await pilot.pause()
        assert app.screen.query_one("#shown").content_region.x >= 4
