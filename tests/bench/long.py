"""Memory over a long use: one conversation of many messages, many sessions one after another."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from gc import collect
from pathlib import Path

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.dialogue.events import Proceed
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.bench.record import Learner
from tests.bench.rows import Row
from tests.learner import spoken

START = datetime(2026, 1, 1, 8, tzinfo=UTC)
MESSAGES, SESSIONS, ANSWERS = 20_000, 3_000, 900
"""Of one conversation, of one program, and of two hours with eight seconds for each."""


def used() -> float:
    """The memory in use, in MB."""
    collect()
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def grown(times: int, act: Callable[[int], object]) -> float:
    """MB that were added between a quarter of so many acts and all of them."""
    before = 0.0
    for number in range(times):
        if number == times // 4:
            before = used()
        act(number)
    return used() - before


def long_use(folder: Path) -> list[Row]:
    """What a conversation, sessions and answers add to the memory, once they have gone on."""
    course = load_course(paths.shipped("content"))
    store = Store(folder / "progress.db")
    store._db.execute("PRAGMA synchronous = OFF")
    learner = Learner(course, store)
    learner.now = START
    study = Study(course, store, lambda: learner.now, random.Random(1), spoken())
    talk = study.talk()

    def session(number: int) -> None:
        learner.now += timedelta(minutes=9)
        made = study.lesson(course.sections[number % len(course.sections)])
        if made.can(Proceed):
            made.proceed()

    answers = learner.answers(ANSWERS)
    rows = [
        Row("two hours of answers, after a quarter", grown(ANSWERS, lambda _: next(answers))),
        Row(f"{SESSIONS:,} sessions, likewise", grown(SESSIONS, session)),
        Row(
            f"a conversation of {MESSAGES:,} messages, likewise",
            grown(MESSAGES // 2, lambda n: talk.ask(f"What did France want, number {n}?")),
        ),
    ]
    store.close()
    return [row._replace(unit="MB", goal="under 10") for row in rows]
