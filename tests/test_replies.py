"""What the tutor replies, as it stands on the page: passages a key away, the question again below.

On the shipped course, where the questions have replies of each certainty.
"""

import random

import pytest

from taiwa.course.course import Course
from taiwa.course.passages import step_of
from taiwa.dialogue.events import Asked
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words
from taiwa.words.messages import learner
from tests.conftest import Clock
from tests.looks.states import BETWEEN, NEAREST, UNSAID
from tests.test_app import conversation, seen, until


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> TaiwaApp:
    store.set("aim", "text")
    return TaiwaApp(Study(course, store, clock, random.Random(7), words), words)


def test_each_passage_has_a_step_to_read_on_in(course: Course) -> None:
    passages = [*course.answers, *course.terms, *course.events, *course.steps, *course.by_id]
    assert [name for name in passages if step_of(course, name) not in course.steps] == []
    assert step_of(course, "section-1.concept-2022#1") == "section-1.concept-2022"


def test_of_a_long_paste_only_the_start_is_said_again() -> None:
    (said,) = learner("word " * 400).paras
    assert len(said.text) < 650
    assert said.text.endswith("word …")
    assert learner("word").paras[0].text == "word"


@pytest.mark.thorough
async def test_a_digit_opens_the_step_of_a_nearest_passage(desk: TaiwaApp) -> None:
    async with desk.run_test(size=(80, 30)) as pilot:
        desk.converse(desk.study.talk())
        await pilot.pause()
        conversation(desk).say(NEAREST["en"])
        shown = await until(pilot, "Nearest:")
        session = conversation(desk).session
        reply = session.transcript[-1]
        assert isinstance(reply, Asked)
        steps = [step_of(desk.study.course, name) for name in reply.replies]
        assert [offer.items for offer in reply.offers] == [(step,) for step in steps]
        title = desk.study.course.steps[steps[1] or ""].title
        assert title
        assert f" 2  {title['en']}" in shown
        assert "1 2 Open a passage" in shown
        await pilot.press("2")
        await pilot.pause()
        opened = session.transcript[-1]
        assert isinstance(opened, Asked)
        assert opened.replies == (steps[1],)
        conversation(desk).say(UNSAID["en"])
        await pilot.pause()
        await pilot.press("pageup")
        assert f" 2  {title['en']}" not in seen(desk)  # its key is the later reply's


@pytest.mark.thorough
async def test_a_question_asked_in_between_is_followed_by_the_one_that_waits(
    desk: TaiwaApp,
) -> None:
    async with desk.run_test(size=(80, 60)) as pilot:
        desk.converse(desk.study.practice(["section-2.q01"]))
        await pilot.pause()
        page, question = conversation(desk), desk.study.course.questions["section-2.q01"]
        prompt = question.prompt["en"].split(".")[0]
        await pilot.press("2")
        page.say(f"?{BETWEEN['en']}")
        await pilot.pause()
        lines = seen(desk).split("\n")
        places = [place for place, line in enumerate(lines) if prompt[:40] in line]
        (asked,) = (place for place, line in enumerate(lines) if BETWEEN["en"] in line)
        assert len(places) == 2
        assert places[0] < asked < places[1]
        assert page.session.draft.marks  # what was chosen is kept
        assert any("Enter  Answer" in line for line in lines[places[1] :])
        await pilot.press("enter")
        await pilot.pause()
        below = seen(desk).split(prompt[:40])[-1]
        assert "your answer" in below  # on the rows of the question that stands below
