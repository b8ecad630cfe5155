"""The states of the screens, and the learner who comes to them."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from textual.pilot import Pilot

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from tests.conftest import spoken
from tests.test_course import typed_line

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
Reach = Callable[[Pilot[None]], Awaitable[None]]


@dataclass
class State:
    """The keys or deeds that lead to a state, by a learner of so many weeks; 0 is the first day."""

    reach: Reach
    weeks: int = 3


def learner(course: Course, store: Store, weeks: int) -> datetime:
    """A learner's evenings up to now, and half a lesson left open; a new learner has none."""
    if not weeks:
        return NOW
    chance, now = random.Random(4), NOW
    store.set("aim", "text")
    study = Study(course, store, lambda: now, chance, spoken())
    for day in range(weeks * 7, 0, -1):
        now = NOW - timedelta(days=day)
        study.spoken.language = chance.choice(["en", "en", "ja"])
        section = course.sections[min(6, (weeks * 7 - day) // 6)]
        session = study.quiz([section], chance.choice([6, 12, 18]))
        while not session.finished:
            now += timedelta(seconds=12)
            settle(session, study.spoken.language, chance.random() < 0.8)
    now = NOW
    session = study.lesson(course.sections[2])
    for _ in range(9):
        now += timedelta(seconds=30)
        settle(session, study.spoken.language, chance.random() < 0.8)
    return NOW + timedelta(minutes=6)


def settle(session: Session, language: str, right: bool) -> None:
    """Go on by one move: read, or answer right or wrong."""
    question = session.question
    if question is None:
        session.proceed()
    elif right:
        session.say(typed_line(question, session.arrangement(question.id), language))
    else:
        session.reveal()


def keys(*pressed: str) -> Reach:
    async def reach(pilot: Pilot[None]) -> None:
        for key in pressed:
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()

    return reach


def asked(*types: str, then: Reach | None = None) -> Reach:
    """A quiz of the first question of the first of some types there is."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        known = app.study.course.all_questions()
        question = next(q for q in known if q.type in types and "section-2" in q.id)
        app.converse(app.study.practice([question.id]))
        await pilot.pause()
        if then is not None:
            await then(pilot)

    return reach


def answering(right: bool) -> Reach:
    """The question at hand answered by what is typed."""

    async def reach(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, Conversation)
        question = screen.session.question
        assert question is not None
        shown, language = screen.session.arrangement(question.id), screen.words.language
        line = typed_line(question, shown, language) if right else wrong_line(question, shown)
        screen.say(line)
        await pilot.pause()

    return reach


def wrong_line(question: Question, shown: tuple[int, ...]) -> str:
    """A typed line that answers wrongly."""
    form = form_of(question)
    wrong = [place + 1 for place, index in enumerate(shown) if index not in form.right]
    match form.manner:
        case "year":
            return "1999"
        case "words" | "explanation":
            return "something else"
        case "pairs":
            return " ".join(
                f"{left}{'abcdefghi'[shown.index(right)]}"
                for left, right in enumerate(form.right[1::-1] + form.right[2:], 1)
            )
        case "order":
            first, second, *rest = (shown.index(index) + 1 for index in form.right)
            return " ".join(map(str, (second, first, *rest)))
        case "verdict":
            return str(1 + (form.right == (0,)))
        case _:
            return str(wrong[0])


TYPES = ("choice", "choices", "true_false", "year", "typed", "cloze", "match", "order", "explain")

STATES: dict[str, State] = {
    "welcome": State(keys(), 0),
    "home": State(keys()),
    "home-first-day": State(keys("enter", "escape"), 0),
    "home-cursor": State(keys("down", "down", "down")),
    "step": State(keys("c")),
    "first-step": State(keys("4", "enter")),
    "tutor": State(keys("t", *"Why did France object?", "enter")),
    "scores": State(keys("s")),
    "scores-sessions": State(keys("s", "2")),
    "scores-memory": State(keys("s", "3")),
    "scores-weak": State(keys("s", "4")),
    "glossary": State(keys("g", "down", "down")),
    "help": State(keys("f1")),
    "find": State(keys("ctrl+p", *"liaison")),
    "quiz": State(keys("m")),
    "parallel": State(asked("choice", then=keys("f9"))),
    "hint": State(asked("typed", then=keys("f3"))),
    **{f"ask-{kind}": State(asked(kind)) for kind in TYPES},
    **{f"right-{kind}": State(asked(kind, then=answering(right=True))) for kind in TYPES},
    **{f"wrong-{kind}": State(asked(kind, then=answering(right=False))) for kind in TYPES},
}
