"""Questions that build an argument, as they stand on the page: cards under claims, a chain."""

import random

import pytest

from taiwa.course.course import Course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.test_app import conversation, seen

pytestmark = pytest.mark.thorough


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> TaiwaApp:
    store.set("aim", "text")
    return TaiwaApp(Study(course, store, clock, random.Random(7), words), words)


def place(app: TaiwaApp, text: str) -> int:
    """The row on screen that has a text."""
    return next(n for n, line in enumerate(seen(app).split("\n")) if text in line)


async def test_a_letter_puts_the_card_at_hand_under_its_claim(desk: TaiwaApp) -> None:
    async with desk.run_test(size=(80, 30)) as pilot:
        desk.converse(desk.study.practice(["section-2.a01"]))
        await pilot.pause()
        question = conversation(desk).session.question
        assert question is not None
        lefts = [left["en"] for left, _right in question.pairs]  # type: ignore[union-attr]
        shown = conversation(desk).session.arrangement(question.id)
        claims = list(dict.fromkeys(right["en"] for _left, right in question.pairs))  # type: ignore[union-attr]
        first, second = (claims[index][:40] for index in shown)
        assert place(desk, second) < place(desk, lefts[0][:40])
        await pilot.press("3", "a")
        await pilot.pause()
        assert place(desk, first) < place(desk, lefts[2][:40]) < place(desk, second)
        assert "put card 4 under a claim" in seen(desk)
        await pilot.press("backspace")
        await pilot.pause()
        assert place(desk, second) < place(desk, lefts[2][:40])
        assert "Answer" not in seen(desk)
        await pilot.press(*"1a2a3a4a", "enter")
        await pilot.pause()
        assert "✗ you: a" in seen(desk)
        assert "✗ Not right" in seen(desk)


async def test_what_is_chosen_stands_in_the_chain_and_then_what_belongs_there(
    desk: TaiwaApp,
) -> None:
    async with desk.run_test(size=(80, 40)) as pilot:
        desk.converse(desk.study.practice(["section-2.a02"]))
        await pilot.pause()
        session = conversation(desk).session
        question = session.question
        assert question is not None
        options = [option.text["en"] for option in question.options]  # type: ignore[union-attr]
        right = next(n for n, o in enumerate(question.options) if o.correct)  # type: ignore[union-attr]
        shown = session.arrangement(question.id)
        wrong = next(n for n, index in enumerate(shown) if index != right)
        await pilot.press(str(wrong + 1))
        await pilot.pause()
        assert seen(desk).count(options[shown[wrong]]) == 2
        await pilot.press("enter")
        await pilot.pause()
        assert place(desk, f"✓ {options[right]}") == place(desk, "case    ") + 1


async def test_relations_are_named_in_one_order(desk: TaiwaApp) -> None:
    study = desk.study
    orders = {study.practice(["section-2.a03"]).arrangement("section-2.a03") for _ in range(8)}
    assert orders == {(0, 1, 2, 3)}
