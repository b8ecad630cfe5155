"""The dialogue of a section: what is said, what the learner says, and the reply, in both faces."""

import itertools
import random

import pytest

from taiwa.course.course import Course
from taiwa.course.exchanges import closing, scene
from taiwa.course.model import Section
from taiwa.dialogue.events import Finished, Judged, QuestionPosed
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.test_app import until
from tests.test_editions import desk, ferry, in_order, talk

__all__ = ["desk", "ferry"]

OPENING, FITTING, WRONG = "A boat will do.", "It stops in a flood", "It never stops"
PLAYED = """
Dialogue / you speak for Aoi
## Boat or bridge?
Two friends talk on the bank.

Ren
  A boat will do.

What can Aoi say?
  1. It stops in a flood
  2. It never stops
Answer with a number.

Aoi
  It never stops

Ren
  It did.

✗ Against the text
  of 2, one fits better
  /1 Read: The year of the water
(Enter: go on; another number: say that instead)

Aoi
  It stops in a flood

Ren
  True.

✓ It fits
  /1 Read: When the ferry stops
(Enter: go on)

Aoi
  Let's think of a bridge.

## The rest is for you to argue.
0 of 1 lines fitted at the first choice.
"""


def number(session: Session, place: int) -> str:
    """The number under which a line of the exchange at hand is shown, by its place in content."""
    question = session.question
    assert question is not None
    return str(session.arrangement(question.id).index(place) + 1)


def begun(desk: Study) -> Session:
    return desk.dialogue(desk.course.sections[0])


def numbered(desk: Study, *places: int) -> list[str]:
    """The numbers of lines of the dialogue that the next `begun` goes on with."""
    session = begun(desk)
    return [number(session, place) for place in places]


def test_line_mode_plays_it_as_it_should_read(desk: Study, words: Words) -> None:
    wrong, right = numbered(desk, 1, 0)
    told = talk(desk, words, "/dialogue 1", wrong, right, "", "/quit")
    if wrong == "1":
        told = told.replace(f"  1. {WRONG}\n  2. {FITTING}", f"  1. {FITTING}\n  2. {WRONG}")
    assert PLAYED in told


def test_enter_goes_on_from_a_line_that_does_not_fit(desk: Study, words: Words) -> None:
    (wrong,) = numbered(desk, 1)
    told = talk(desk, words, "/dialogue 1", wrong, "", "/quit")
    assert in_order(told, ["✗ Against the text", "Let's think of a bridge."])
    assert "It fits" not in told


def test_what_is_no_line_is_not_counted_and_a_question_is_answered(
    desk: Study, words: Words
) -> None:
    told = talk(desk, words, "/dialogue 1", "9", "?what is a ferry", "/hint", "/home", "/quit")
    assert in_order(told, ["There is no option 9", "takes people across", "When the ferry stops"])


def test_a_dialogue_left_goes_on_where_it_was_and_one_that_is_over_begins_anew(
    desk: Study,
) -> None:
    session = begun(desk)
    session.say(number(session, 1))
    again = begun(desk)
    assert (again.id, again.transcript) == (session.id, session.transcript)
    again.say(number(again, 0))
    again.say("")
    assert again.finished
    assert begun(desk).id != session.id


def test_taking_back_opens_the_exchange_again(desk: Study) -> None:
    session = begun(desk)
    session.say(number(session, 1))
    session.undo()
    assert isinstance(session.transcript[-1], QuestionPosed)
    session.say(number(session, 0))
    session.say("")
    finished = session.transcript[-1]
    assert isinstance(finished, Finished)
    assert (finished.right, finished.questions) == (1, 1)


def test_lines_are_no_answers_to_be_counted_or_reviewed(desk: Study) -> None:
    session = begun(desk)
    session.say(number(session, 1))
    session.say(number(session, 0))
    session.say("")
    assert not desk.store.memories()
    assert not desk.store.sessions()
    assert desk.store.records(session.id)[-1].outcome is None
    assert desk.unfinished() is None


def test_a_section_without_one_says_so(study: Study, words: Words) -> None:
    told = talk(study, words, "/dialogue 1", "/dialogue 9", "/dialogue", "/quit")
    assert in_order(told, ["“Rivers” has no dialogue", "no section '9'", "number of a section"])


def test_the_end_of_a_lesson_offers_it(desk: Study) -> None:
    session = desk.lesson(desk.course.sections[0])
    while not session.finished:
        if session.question:
            session.skip()
        else:
            session.proceed()
    response = session.take(0)
    assert response.command is not None
    assert (response.command.name, response.command.rest) == ("dialogue", "ferry")


@pytest.mark.parametrize("index", range(8))
def test_every_choice_in_every_section_is_replied_to_and_leads_to_the_end(
    course: Course, store: Store, words: Words, index: int
) -> None:
    desk = Study(course, store, Clock(), random.Random(7), words)
    section = course.sections[index]
    assert section.dialogue is not None
    assert 8 <= len(section.dialogue.turns) <= 12
    for choices in itertools.product(range(3), repeat=3):
        played(desk, section, choices)


def played(desk: Study, section: Section, choices: tuple[int, ...]) -> None:
    """Play a dialogue through, and see that each line leads to a passage of its section."""
    session = desk.dialogue(section)
    for place in choices:
        session.say(number(session, place))
        judged = session.transcript[-1]
        assert isinstance(judged, Judged)
        found = scene(desk.course, judged.item)
        assert found is not None
        assert found.choices[place].see in section.ids["step"]
        assert (found.choices[place].fit == "fits") == (judged.judgement.verdict == "correct")
        session.say("")
    assert session.finished
    assert section.dialogue is not None
    assert closing(section.dialogue)


@pytest.mark.slow
async def test_the_app_says_what_is_chosen_and_lets_another_line_be_said(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words, begun(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        told = await until(pilot, FITTING)
        assert in_order(told, ["exchange 1 of 1", "DIALOGUE   you speak for Aoi", OPENING])
        assert isinstance(app.screen, Conversation)
        session = app.screen.session
        wrong, right = number(session, 1), number(session, 0)
        await pilot.press(wrong)
        assert f"Enter  Say {wrong}" in await until(pilot, "Say")
        await pilot.press("enter")
        told = await until(pilot, "Against the text")
        assert in_order(told, [OPENING, WRONG, "It did.", "✗ Against the text", "Space  Go on"])
        assert "What can Aoi say?" not in told
        await pilot.press(right)
        assert "What can Aoi say?" not in await until(pilot, f"Enter  Say {right}")
        await pilot.press("f2")
        assert "水の日は止まるよ" in await until(pilot, f"Enter  {right}と言う")
        await pilot.press("f2", "enter")
        told = await until(pilot, "✓ It fits")
        assert in_order(told, [WRONG, "Against the text", FITTING, "True.", "✓ It fits"])
        await pilot.press("space")
        told = await until(pilot, "0 of 1 lines fitted")
        assert in_order(told, ["finished", "Let's think of a bridge.", "The rest is for you"])


@pytest.mark.slow
async def test_what_was_said_and_chosen_is_there_again_after_leaving(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words, begun(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, FITTING)
        assert isinstance(app.screen, Conversation)
        wrong, right = (number(app.screen.session, place) for place in (1, 0))
        await pilot.press(wrong, "enter")
        await until(pilot, "Against the text")
        await pilot.press(right, "escape")
        await until(pilot, "Go on: Dialogue")
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        told = await until(pilot, f"Enter  Say {right}")
        assert in_order(told, [WRONG, "Against the text", FITTING])
        await pilot.press("f7")
        await until(pilot, "exchange 1 of 1")


@pytest.mark.slow
async def test_the_menu_of_a_section_begins_it_and_ctrl_o_opens_the_step(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        await until(pilot, "Dialogue")
        await pilot.press("down", "enter")
        await until(pilot, OPENING)
        assert isinstance(app.screen, Conversation)
        await pilot.press(number(app.screen.session, 0), "enter")
        await until(pilot, "It fits")
        await pilot.press("ctrl+o")
        await until(pilot, "In a flood the ferry stops.")
        await pilot.press("escape")
        await until(pilot, "It fits")


@pytest.mark.slow
async def test_the_end_of_a_lesson_leads_to_its_dialogue_and_its_map(
    desk: Study, words: Words
) -> None:
    session = desk.lesson(desk.course.sections[0])
    while not session.finished:
        if session.question:
            session.skip()
        else:
            session.proceed()
    app = TaiwaApp(desk, words, session)
    async with app.run_test(size=(80, 40)) as pilot:
        told = await until(pilot, "Map of the argument")
        assert "d  Dialogue" in told
        await pilot.press("d")
        await until(pilot, OPENING)
        await pilot.press("escape")
        await until(pilot, "d  Dialogue")
        await pilot.press("m")
        await until(pilot, "once you have built it yourself")
