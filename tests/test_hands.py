"""Rude hands: keys and clicks that come together, early or late, answer what was read and no more.

`write` gives the app what a terminal's driver makes of the bytes of one write.
"""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest
from msgspec import json
from textual.app import App
from textual.geometry import NULL_REGION, Region
from textual.pilot import Pilot
from textual.widgets import Input

from taiwa.course.model import Choice
from taiwa.dialogue.events import Given, Mode
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.plan import asked
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.textual_parts import PasteParser
from taiwa.tui.widgets.options import Answering
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.catalogs import Words
from tests.fuzz.bursts import Lives
from tests.terminal import (
    ENTER,
    F2,
    LINES,
    click,
    enter,
    move,
    press,
    release,
    to_typed_line,
    to_typed_question,
    window,
)
from tests.test_app import seen

pytestmark = pytest.mark.slow

DOWN, HELP, MIDDLE, RIGHT = "\x1b[B", "\x1bOP", 1, 2
needs_proc = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")


def write(app: TaiwaApp, keys: str) -> None:
    assert app._driver is not None
    for message in PasteParser().feed(keys):
        app._driver.process_message(message)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what stands there has been drawn, where it will stay."""
    await pilot.pause()
    place, before = place_of_options(pilot.app), None
    async with asyncio.timeout(30):
        while pilot.app.is_running and not (pilot.app.settled and place == before):
            await pilot.pause()
            place, before = place_of_options(pilot.app), place


def place_of_options(app: App[None]) -> Region:
    found = app.screen.query(Answering)
    return found.first().region if found else NULL_REGION


def begun(study: Study, words: Words, mode: Mode, *names: str) -> tuple[TaiwaApp, Session]:
    """The app at a session of these questions."""
    turns = [asked(study.course.questions[name]) for name in names]
    session = study._begin(mode, study.course.sections, turns)
    return TaiwaApp(study, words, session), session


@pytest.fixture
def exam(study: Study, words: Words) -> tuple[TaiwaApp, Session]:
    """An exam, where the next question stands there as soon as one is answered."""
    return begun(study, words, "exam", "rivers.q01", "rivers.q04", "comparisons.q01")


def answers(session: Session) -> list[Given]:
    records = session.journal.store.records(session.id)
    return [record.given for record in records if record.kind == "answered" and record.given]


def progress(session: Session) -> tuple[int, int]:
    """Turns of the plan that are done, of how many."""
    planned = frozenset(session.state.plan.turns)
    return len(planned.difference(session.state.queue)), len(planned)


def chosen(session: Session, *places: int) -> list[Given]:
    """The outcome of choosing by these places, from 1, of the exam's questions in turn."""
    items = [turn.item for turn in session.state.plan.turns]
    return [
        Given(chosen=(session.arrangement(item)[place - 1],))
        for item, place in zip(items, places, strict=False)
    ]


def option(app: TaiwaApp, number: int) -> tuple[int, int]:
    """The place of an option, counted from 1."""
    region = app.screen.query_one(Answering).region
    return region.x + 8, region.y + number - 1


AT_ONCE = {
    "a digit twice": "11" + ENTER,
    "a digit after others": "231" + ENTER,
    "a digit and Enter held": "1" + ENTER * 30,
    "Enter held": DOWN + ENTER * 30,
    "Enter and Space held": "1" + (ENTER + " ") * 30,
    "lines pasted without the marks of a paste": "1\r2\r1\r2\r",
    "a digit, Enter and all that skips": "1\r\x1bOS\x1bOS\x1b[15~",
}


@pytest.mark.parametrize("what", AT_ONCE)
async def test_what_is_typed_at_once_answers_one_question(
    what: str, exam: tuple[TaiwaApp, Session]
) -> None:
    app, session = exam
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, AT_ONCE[what])
        await settle(pilot)
        assert answers(session) == chosen(session, 1)
        assert progress(session) == (1, 3)


async def test_a_click_chooses_and_a_second_one_does_not_answer(
    exam: tuple[TaiwaApp, Session],
) -> None:
    app, session = exam
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, click(*option(app, 2)) * 2)
        await settle(pilot)
        assert answers(session) == []
        write(app, ENTER + click(*option(app, 1)) * 2)
        await settle(pilot)
        assert answers(session) == chosen(session, 2)
        write(app, click(*option(app, 1)) + ENTER)
        await settle(pilot)
        assert answers(session) == chosen(session, 2, 1)


async def test_words_with_spaces_at_a_choice_land_in_the_line(
    exam: tuple[TaiwaApp, Session],
) -> None:
    app, session = exam
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, "I think 2 or 3")
        await settle(pilot)
        assert app.screen.query_one("#say", Input).value == "I think 2 or 3"
        assert answers(session) == []


QUESTIONS = ["?2 or 3", "?2 or 3" + ENTER, "？2", "?" + ENTER * 5 + "?2" + ENTER]


@pytest.mark.parametrize("keys", QUESTIONS)
async def test_what_is_typed_on_after_a_question_mark_is_the_question(
    keys: str, exam: tuple[TaiwaApp, Session]
) -> None:
    app, session = exam
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, keys)
        await settle(pilot)
        assert answers(session) == []
        assert progress(session) == (0, 3)
        assert app.screen.query_one("#say", Input).value == ("" if ENTER in keys else keys)


PASTES = {
    "pasted": ("\x1b[200~one\ntwo\r\nthree\x1b[201~" + ENTER, "one two three"),
    "pasted with keys in it": (
        "\x1b[200~one\x1b[A " + "\x1b" * 5_000 + "\x03\rtwo\x1b[201~" + ENTER,
        "one[A  two",
    ),
    "pasted without the marks of a paste": ("one\rtwo\rthree\r", "one"),
}


@pytest.mark.parametrize("how", PASTES)
async def test_several_lines_are_one_answer_at_most(how: str, study: Study, words: Words) -> None:
    app, session = begun(study, words, "exam", "rivers.q02", "rivers.q03")
    keys, taken = PASTES[how]
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, keys)
        await settle(pilot)
        assert answers(session) == [Given(text=taken)]
        assert progress(session) == (1, 2)


async def test_spaces_at_a_lesson_turn_one_page_and_enter_none(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words, study.lesson(study.course.sections[0]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, ENTER * 30)
        await settle(pilot)
        assert isinstance(app.screen, Conversation)
        assert app.screen.session.state.pending is None
        write(app, " " * 30)
        await settle(pilot)
        assert app.screen.session.state.pending == "rivers.q01"
        assert answers(app.screen.session) == []


@pytest.mark.parametrize("times", [1, 2])
async def test_a_click_on_what_was_said_leaves_the_keyboard_alive(
    times: int, exam: tuple[TaiwaApp, Session]
) -> None:
    app, session = exam
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        region = app.screen.query_one(Transcript).region
        write(app, click(region.right - 10, region.y + 1) * times)  # beside any term
        await settle(pilot)
        assert answers(session) == []
        write(app, "2" + ENTER)
        await settle(pilot)
        assert answers(session) == chosen(session, 2)


DRAGS = {"along an option": (20, 0), "to another option": (0, 1), "into what was said": (3, -4)}


@pytest.mark.parametrize("where", DRAGS)
async def test_a_drag_selects_and_does_not_answer(
    where: str, exam: tuple[TaiwaApp, Session]
) -> None:
    app, session = exam
    right, down = DRAGS[where]
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        x, y = option(app, 1)
        half = move(x + right // 2, y + down // 2)
        write(app, press(x, y) + half + move(x + right, y + down) + release(x + right, y + down))
        await settle(pilot)
        assert answers(session) == []
        assert app.screen.selections
        write(app, "2" + ENTER)
        await settle(pilot)
        assert answers(session) == chosen(session, 2)


@pytest.mark.parametrize("button", [MIDDLE, RIGHT])
async def test_no_button_but_the_left_one_answers(
    button: int, exam: tuple[TaiwaApp, Session]
) -> None:
    app, session = exam
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        write(app, click(*option(app, 1), button) * 2)
        await settle(pilot)
        assert answers(session) == []
        write(app, "2" + ENTER)
        await settle(pilot)
        assert answers(session) == chosen(session, 2)


async def test_a_digit_right_after_the_language_key_names_the_option_that_was_seen(
    exam: tuple[TaiwaApp, Session],
) -> None:
    """The question stays, and its options stand in the same order in every language."""
    app, session = exam
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(session.question, Choice)
        row = seen(app).splitlines()[option(app, 2)[1]]
        (read,) = (i for i, each in enumerate(session.question.options) if each.text["en"] in row)
        write(app, F2 + "2" + ENTER)
        await settle(pilot)
        assert app.words.language == "ja"
        assert answers(session) == [Given(chosen=(read,))]


BESIDE = click(1, 1)
FIND = click(20, 9)
HASTY = {
    "the search closed twice": (["g", "ctrl+p"], BESIDE * 2, ["Home", "Glossary"]),
    "an entry closed twice": (["t", *"/term river", "enter"], BESIDE * 2, ["Home", "Conversation"]),
    "a find clicked twice": (["ctrl+p"], FIND * 2, None),
    "a search typed on as it closes": (["ctrl+p"], "nothing" + BESIDE + "more", ["Home"]),
    "a search entered as it is typed": (["ctrl+p"], "river\rone\rtwo\rthree", None),
    "a search typed on as a find opens": (["ctrl+p"], FIND + "zzz", None),
    "a search closed as it opens": ([], "\x10zz" + BESIDE * 2, None),
    "a search closed as it finds": (["ctrl+p"], "zz" + BESIDE * 2, None),
    "a search with nothing to find, entered": (["ctrl+p"], "zz\rzz" + DOWN + "\rzz\r", None),
    "a letter to a conversation that opens": ([], "tb\r\r", ["Home", "Conversation"]),
    "a key to a glossary that opens": (["t"], "/term zzz\r" + DOWN * 3, None),
}


@pytest.mark.parametrize("what", HASTY)
async def test_hands_that_meet_what_opens_or_closes_do_not_end_the_app(
    what: str, study: Study, words: Words
) -> None:
    app, (before, keys, screens) = TaiwaApp(study, words), HASTY[what]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*before)
        await settle(pilot)
        write(app, keys)
        await settle(pilot)
        await pilot.pause(0.3)
        if screens is not None:
            assert [type(screen).__name__ for screen in app.screen_stack] == screens
        language = words.language
        write(app, F2)
        await settle(pilot)
        assert words.language != language


def given(db: Path) -> list[object]:
    """All answers on the record, as typed or chosen, in the order given."""
    store = Store(db)
    try:
        records = [record for record in store.log() if record.kind == "answered"]
    finally:
        store.close()
    answers = [json.decode(record.given) if record.given else {} for record in records]
    return [answer.get("text") or answer["chosen"] for answer in answers]


def test_keys_sent_to_a_stopped_app_answer_one_question_at_most(db: Path) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        taiwa.type("")
        os.kill(taiwa.process, signal.SIGSTOP)
        os.write(taiwa.fd, b"river\r 1947\r 1\r1\r")
        time.sleep(0.7)
        os.kill(taiwa.process, signal.SIGCONT)
        taiwa.press(HELP, "Esc closes")
    assert given(db) in ([], ["river"])


def test_enter_in_the_first_moment_of_a_start_is_not_lost(db: Path) -> None:
    """The terminal still reads lines then, and makes a line feed of it."""
    with window() as taiwa:
        os.write(taiwa.fd, ENTER.encode())
        taiwa.until("press Space to go on")
        taiwa.press(" ", "what raised the town?")
    assert given(db) == []


AHEAD = {
    "Enter held": "\r" * 20,
    "an answer and Enter held": "1" + "\r" * 20,
    "an answer and others for what follows": "1\r\r2\r\r1\r",
}


@pytest.mark.parametrize("what", AHEAD)
def test_in_line_mode_what_is_typed_ahead_answers_no_question_that_was_not_there(
    what: str, db: Path
) -> None:
    with window(*LINES) as taiwa:
        enter(taiwa, "1", AHEAD[what])
        taiwa.until("what raised the town?")
        taiwa.until("> ")
        taiwa.type("/help\r")
        taiwa.until("/undo")
        assert given(db) == []
        taiwa.type(AHEAD["an answer and others for what follows"])
        taiwa.until("(Enter: go on)")
        taiwa.until("> ")
        taiwa.type("/quit\r")
        assert taiwa.ended() == 0
    assert len(given(db)) == 1


def test_in_line_mode_lines_for_one_question_may_come_together(db: Path) -> None:
    with window(*LINES) as taiwa:
        to_typed_line(taiwa)
        taiwa.type("/hint\rriver\r")
        taiwa.until("✓ Right")
    assert given(db) == ["river"]


@needs_proc
@pytest.mark.parametrize("numbers", [range(1, 26, 6), range(4, 26, 6)], ids=str)
def test_bursts_of_keys_and_clicks_leave_the_app_running(numbers: range) -> None:
    lives = Lives(seed=7)
    for number in numbers:
        lives.live(number)
    assert not lives.failures, lives
