"""The states of the screens, and the learner who comes to them."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from taiwa.course.charts import chart_of
from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.course.problems import Problem
from taiwa.dialogue.events import Proceed, StepShown
from taiwa.errors import N_
from taiwa.record.settings import SYNC
from taiwa.record.store import Store
from taiwa.record.synced import Trouble, note
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from tests.learner import spoken
from tests.test_course import typed_line

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
Reach = Callable[[Pilot[None]], Awaitable[None]]


@dataclass
class State:
    """The keys or deeds that lead to a state, by a learner of so many weeks; 0 is the first day.

    `text` is a folder with the text of the sample course, which is then learnt instead; `previewed`
    is an item of it, seen by its author.
    """

    reach: Reach
    weeks: int = 3
    text: Path | None = None
    previewed: str = ""
    problems: tuple[Problem, ...] = ()


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


def posed(item: str, *lines: str) -> Reach:
    """A question by its name, and what is said to it."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        app.converse(app.study.practice([item]))
        await pilot.pause()
        await saying(*lines)(pilot)

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


def drilled(then: Reach) -> Reach:
    """A few words of the glossary drilled before, some right and some wrong, an evening ago."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        chance, session = random.Random(5), app.study.vocabulary(app.study.course.sections, 90)
        while not session.finished:
            settle(session, app.words.language, chance.random() < 0.7)
        await then(pilot)

    return reach


def talking(*pressed: str) -> Reach:
    """The dialogue of section 2, its lines in the order of the course."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        app.converse(app.study.dialogue(app.study.section("2")))
        await pilot.pause()
        await keys(*pressed)(pilot)

    return reach


def steps(*ways: Reach) -> Reach:
    """One way after the other."""

    async def reach(pilot: Pilot[None]) -> None:
        for way in ways:
            await way(pilot)

    return reach


def mapped(section: str, *pressed: str, built: bool = True) -> Reach:
    """The map of a section, or of the whole text, by a learner who has built it."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        if built:
            chart = chart_of(app.study.course, app.study.section(section) if section else None)
            assert chart is not None
            session = app.study.practice(chart.argument.build)
            while not session.finished:
                settle(session, app.study.spoken.language, True)
        app.action_map(section)
        await pilot.pause()
        await keys(*pressed)(pilot)

    return reach


def put(item: str, then: Reach | None = None) -> Reach:
    """One question of the course, by its id."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        app.converse(app.study.practice([item]))
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


def ended(mode: str, misses: float) -> Reach:
    """A session of section 2 to its end, a part of it missed; an exam is of the whole course."""

    async def reach(pilot: Pilot[None]) -> None:
        app, chance = pilot.app, random.Random(5)
        assert isinstance(app, TaiwaApp)
        study, section = app.study, app.study.course.sections[2]
        begin = {
            "lesson": lambda: study.lesson(section),
            "quiz": lambda: study.quiz([section], 8),
            "exam": lambda: study.exam(study.course.sections, 20),
        }
        session = begin[mode]()
        while session.question is not None or session.can(Proceed):
            question = session.question
            if question is None:
                session.proceed()
            elif mode == "exam" or chance.random() >= misses:
                wrong = chance.random() < misses
                shown, language = session.arrangement(question.id), study.spoken.language
                right = typed_line(question, shown, language)
                session.say(wrong_line(question, shown) if wrong else right)
            else:
                session.say(wrong_line(question, session.arrangement(question.id)))
        app.converse(session)
        await pilot.pause()

    return reach


def sitting(*lines: str, minutes: int | None = 20) -> Reach:
    """An open exam of section 2, and what is said in it."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        app.converse(app.study.exam([app.study.section("2")], 6, minutes))
        await pilot.pause()
        await saying(*lines)(pilot)

    return reach


def saying(*lines: str) -> Reach:
    """Lines typed and entered one after the other."""

    async def reach(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, Conversation)
        for line in lines:
            screen.say(line)
            await pilot.pause()

    return reach


SAID = {
    "en": (
        "France was against it: Europe would lose its freedom to act if NATO went so far from home."
        " A single no is all it takes. Nobody talks about the plan now."
    ),
    "ja": (
        "フランスが、NATOが遠くまで手を広げると欧州が自分で動けなくなると考えて反対しました。"
        "一国の反対で十分です。今は誰も案の話をしません。"
    ),
}


def explaining(*lines: str) -> Reach:
    """An explanation in the language that is on, then further lines."""

    async def reach(pilot: Pilot[None]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, Conversation)
        await saying(SAID[screen.words.language], *lines)(pilot)

    return reach


NEAREST = {
    "en": "How do other countries in Asia see this?",
    "ja": "東南アジアの国々はどう見ていますか",
}
UNSAID = {
    "en": "How much does a fighter jet cost?",
    "ja": "戦闘機の値段はいくらですか",
}
BETWEEN = {"en": "What is the ITPP?", "ja": "ITPPとは何ですか"}


def inquiring(*questions: dict[str, str] | str) -> Reach:
    """Questions to the tutor in the language that is on; in a conversation with it, if none is."""

    async def reach(pilot: Pilot[None]) -> None:
        if not isinstance(pilot.app.screen, Conversation):
            await keys("t")(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Conversation)
        for each in questions:
            line = each if isinstance(each, str) else f"?{each[screen.words.language]}"
            await saying(line)(pilot)

    return reach


THOUGHT = {
    "en": "A small office costs little, and talking early prevents mistakes.",
    "ja": "小さな事務所なら費用は少なく、早く話せば誤解も防げます。",
}


def weighing(thought: dict[str, str], *pressed: str) -> Reach:
    """The open question of section 2, a thought on it typed, and further keys."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        session = app.study.lesson(app.study.section("2"))
        while not session.discussing:
            settle(session, app.words.language, True)
        app.converse(session)
        await pilot.pause()
        await keys(*thought[app.words.language], *pressed)(pilot)

    return reach


def reading(number: int) -> Reach:
    """A later step of section 4, all before it read and answered."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        session = app.study.lesson(app.study.section("4"))
        while sum(isinstance(event, StepShown) for event in session.transcript) < number:
            settle(session, app.words.language, True)
        app.converse(session)
        await pilot.pause()

    return reach


def written(*pressed: str) -> State:
    """The text itself, of a course that has it."""
    return State(keys(*pressed), 0, RIVERS)


NO_PARAGRAPH = N_(
    "'{source}' is not a paragraph of the text: 'paragraphs' tells how many a section has"
)
MISSING = N_("{what}: the key '{key}' is missing")
FOUND = (
    Problem("bridges.yaml", 31, 5, MISSING, (("what", "question"), ("key", "hints")), "", ""),
    Problem(
        "rivers.yaml",
        12,
        13,
        N_("'{source}' is not a paragraph of the text: 'paragraphs' tells how many a section has"),
        (("source", "rivers ¶9"),),
    ),
)


def previewed(item: str, *pressed: str, problems: tuple[Problem, ...] = ()) -> State:
    return State(keys(*pressed), 0, RIVERS, item, problems)


RIVERS = Path(__file__).parent.parent / "rivers"
LESSON = ("enter", "escape", "1", "enter")
"""The keys from the welcome to the first lesson."""

TYPES = ("choice", "choices", "true_false", "year", "typed", "cloze", "match", "order", "explain")


def unsynced() -> Reach:
    """Home after syncs that have failed for some days."""

    async def reach(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TaiwaApp)
        app.study.store.set(SYNC.name, "/media/stick")
        for problem in (None, Trouble.GONE):
            note(app.study.store, "/media/stick", NOW - timedelta(days=4), problem)
        app.speak()
        await pilot.pause()

    return reach


STATES: dict[str, State] = {
    "welcome": State(keys(), 0),
    "home": State(keys()),
    "home-unsynced": State(unsynced()),
    "home-first-day": State(keys("enter", "escape"), 0),
    "home-cursor": State(keys("down", "down", "down")),
    "step": State(keys("c")),
    "step-plain": State(keys("4", "enter", "f12")),
    "first-step": State(keys("4", "enter")),
    "later-step": State(reading(3)),
    "tutor": State(keys("t", *"Why did France object?", "enter")),
    "tutor-nearest": State(inquiring(NEAREST)),
    "tutor-none": State(inquiring(NEAREST, UNSAID)),
    "tutor-opened": State(inquiring(NEAREST, "/1")),
    "ask-between": State(asked("choice", then=inquiring(BETWEEN))),
    "ask-between-answered": State(
        asked("choice", then=steps(inquiring(BETWEEN), answering(right=False)))
    ),
    "scores": State(keys("s")),
    "scores-sessions": State(keys("s", "2")),
    "scores-memory": State(keys("s", "3")),
    "scores-weak": State(keys("s", "4")),
    "scores-answers": State(keys("s", "2", "down", "enter", "down")),
    "scores-section": State(keys("s", "n", "n", "n")),
    "end": State(ended("lesson", 0.2)),
    "end-quiz": State(ended("quiz", 0.0)),
    "exam": State(sitting("/skip")),
    "exam-question": State(sitting("/skip", "/skip", "?why")),
    "exam-menu": State(steps(sitting("/skip"), keys("escape", "4"))),
    "exam-home": State(steps(sitting("/skip"), keys("escape"))),
    "exam-result": State(ended("exam", 0.3)),
    "glossary": State(drilled(keys("g", *["down"] * 12))),
    "glossary-none": State(keys("g", *"zzz")),
    "help": State(keys("f1")),
    "find": State(keys("ctrl+p", *"liaison")),
    "quiz": State(keys("m")),
    "parallel": State(asked("choice", then=keys("f9"))),
    "map": State(mapped("2", "4")),
    "map-not-built": State(mapped("7", built=False)),
    "map-of-text": State(mapped("", "down", "down")),
    "place": State(put("section-2.a01")),
    "place-half": State(put("section-2.a01", keys("2", "a", "1", "b"))),
    "place-full": State(put("section-2.a01", keys("a", "b", "a", "b"))),
    "place-right": State(put("section-2.a01", answering(right=True))),
    "place-wrong": State(put("section-2.a01", keys(*"aaaa", "enter"))),
    "missing": State(put("section-2.a02")),
    "missing-chosen": State(put("section-2.a02", keys("4"))),
    "missing-wrong": State(put("section-2.a02", answering(right=False))),
    "relation": State(put("section-2.a03", keys("2"))),
    "relation-wrong": State(put("section-2.a03", answering(right=False))),
    "wording": State(put("section-2.w02", keys("2"))),
    "wording-answered": State(put("section-2.w02", answering(right=False))),
    "word-in-use": State(put("section-2.v04")),
    "word-in-use-answered": State(put("section-2.v04", answering(right=False))),
    "word-in-use-gap": State(put("section-2.v01")),
    "dialogue": State(talking("2")),
    "dialogue-parallel": State(talking("2", "enter", "f9")),
    "dialogue-replied": State(talking("2", "enter")),
    "dialogue-fits": State(talking("1", "enter")),
    "dialogue-instead": State(talking("2", "enter", "3")),
    "dialogue-second": State(talking("1", "enter", "space")),
    "dialogue-end": State(talking(*["1", "enter", "space"] * 3)),
    "essay": written(*LESSON, "space", "f5", "ctrl+o"),
    "essay-second": written(*LESSON, "ctrl+o", "2", "down"),
    "essay-parallel": written(*LESSON, "ctrl+o", "f9"),
    "essay-alone": written("enter", "escape", "ctrl+p", "enter"),
    "preview": previewed("rivers.q01", "2", "enter"),
    "preview-found": previewed("rivers.source", problems=FOUND),
    "preview-problems": previewed("rivers.source", "escape", problems=FOUND),
    "parallel-step": State(keys("c", "f9")),
    "parallel-first-step": State(keys("4", "enter", "f9")),
    "parallel-wrong": State(asked("choice", then=steps(keys("f9"), answering(right=False)))),
    "parallel-order": State(asked("order", then=steps(keys("f9"), answering(right=False)))),
    "hint": State(asked("typed", then=keys("f3"))),
    "explain-once": State(asked("explain", then=explaining())),
    "explain-asked": State(asked("explain", then=explaining("nothing more"))),
    "explain-yes": State(asked("explain", then=explaining("nothing more", "1"))),
    "explain-no": State(asked("explain", then=explaining("nothing more", "1", "2"))),
    "discussion": State(weighing(THOUGHT)),
    "discussion-sides": State(weighing(THOUGHT, "enter")),
    "discussion-again": State(weighing(THOUGHT, "enter", "f7")),
    "discussion-no-words": State(weighing({"en": "", "ja": ""}, "enter")),
    "cloze-typed": State(asked("cloze", then=keys(*"China"))),
    "near-typed": State(posed("section-2.v10", "missio")),
    "unsure-typed": State(posed("section-2.v10", "the mission thing")),
    "unsure-yes": State(posed("section-2.v10", "the mission thing", "y")),
    "unsure-no": State(posed("section-2.v10", "the mission thing", "n")),
    **{f"ask-{kind}": State(asked(kind)) for kind in TYPES},
    **{f"right-{kind}": State(asked(kind, then=answering(right=True))) for kind in TYPES},
    **{f"wrong-{kind}": State(asked(kind, then=answering(right=False))) for kind in TYPES},
}
