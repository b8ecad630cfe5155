"""The costs of a long log."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.release import edition
from taiwa.dialogue.events import Given, Judgement, Proceed, Verdict
from taiwa.dialogue.state import Turn
from taiwa.record.log import AnswerDetail, Record, StartDetail, written
from taiwa.record.memory import Memory, Model
from taiwa.record.store import Store
from taiwa.record.transfer import record_lines
from taiwa.study.desk import Study
from taiwa.study.progress import Progress
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import overview_lines
from tests.bench.rows import Row, median_ms

WATCHED = """
import sys, time
from taiwa.cli import main
assert main(sys.argv[1:]) == 0
(peak,) = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.process_time(), peak)
"""
"""A command of taiwa's that tells its processor time in s and its peak memory in KiB at its end."""

ANSWERS, YEARS, SESSION = 1_000_000, 3, 50
START = datetime(2026, 1, 1, 8, tzinfo=UTC)


def named(session: int, number: int) -> str:
    """An id as random as those of a learner's own record."""
    return sha256(f"{session} {number}".encode()).hexdigest()[:32]


def records(course: Course, answers: int) -> Iterator[Record]:
    """A learner's answers over some years, in sessions of fifty."""
    chance, questions = random.Random(1), list(course.all_questions())
    names = [question.id for question in questions]
    sessions = answers // SESSION
    step = timedelta(days=365 * YEARS) / max(1, sessions)
    for session in range(sessions):
        at = START + session * step
        turns = tuple(Turn(name, True, 1) for name in names[:SESSION])
        common: dict[str, Any] = {
            "device": named(-1, -1),
            "session": named(session, -1),
            "day": at.date().isoformat(),
        }
        detail = StartDetail("quiz", ("section-1",), turns, finished=True)
        yield Record(id=named(session, 0), at=at, number=0, kind="started", detail=detail, **common)
        for number in range(1, SESSION + 1):
            question = chance.choice(questions)
            right = chance.random() < 0.8
            verdict: Verdict = "correct" if right else "wrong"
            yield Record(
                id=named(session, number),
                prev=named(session, number - 1),
                at=at + timedelta(seconds=9 * number),
                number=number,
                kind="answered",
                item=question.id,
                revision=1,
                section=question.sections[0],
                question_kind=question.kind,
                language=chance.choice(["ja", "en"]),
                given=Given(chosen=(1,)),
                verdict=verdict,
                outcome="right" if right else "wrong",
                detail=AnswerDetail(Judgement(verdict), typed=False),
                elapsed=8_000,
                **common,
            )


def fill(store: Store, course: Course, answers: int) -> None:
    store.merge(written(each) for each in records(course, answers))


def a_long_log(folder: Path, answers: int = ANSWERS) -> list[Row]:
    """A million answers beside an empty record; then the queue of 10,000 items."""
    course = load_course(paths.shipped("content"))
    now = START + timedelta(days=365 * YEARS)
    words = Words("en", paths.shipped("locales"), folder / "cache")
    rows = []
    for name, count in (("an empty log", 0), (f"{answers:,} answers", answers)):
        store = Store(folder / f"{count}.db")
        fill(store, course, count)
        desk = Study(course, store, lambda: now, random.Random(2), words)
        rows += [Row(f"{name}: {what}", time) for what, time in costs(desk, words).items()]
    return [*rows, Row("a queue of 10,000 items", queue(course, now), goal="20")]


def whole(folder: Path, answers: int = ANSWERS) -> list[Row]:
    """The commands that go through a whole record, each in a program of its own."""
    course, file = load_course(paths.shipped("content")), folder / "export.json"
    with file.open("w", encoding="utf-8") as written:
        document = record_lines(records(course, answers), course.id, edition(course))
        written.writelines(f"{each}\n" for each in document)
    commands = {
        "import": (["import", str(file)], "under 60"),
        "export": (["export", "--format", "json", "--out", str(folder / "again.json")], ""),
        "doctor": (["doctor"], "under 15"),
    }
    rows = []
    for name, (words, goal) in commands.items():
        wall, processor, memory = spent(words, folder)
        rows += [
            Row(f"{answers:,} answers: {name}", wall, "s", goal),
            Row("  of the processor", processor, "s"),
            Row("  peak memory", memory, "MB", "under 150"),
        ]
    assert file.stat().st_size == (folder / "again.json").stat().st_size
    return rows


def spent(words: Sequence[str], home: Path) -> tuple[float, float, float]:
    """Wall and processor seconds of a command, and its peak memory in MB."""
    began, environment = time.perf_counter(), {"TAIWA_HOME": str(home), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *words],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    wall = time.perf_counter() - began
    processor, peak = done.stdout.split()[-2:]
    return wall, float(processor), int(peak) / 1024


def costs(desk: Study, words: Words) -> dict[str, float]:
    """A learner's waits, in ms."""
    session = desk.quiz(desk.course.sections)

    def answer() -> None:
        while not session.can(Proceed):  # an explanation is asked for twice
            session.give(Given(text="x", chosen=(0,)))
        session.proceed()

    return {
        "first screen": median_ms(
            lambda: (desk.progress.standings(), desk.progress.due(), desk.unfinished())
        ),
        "scores of all time": median_ms(lambda: list(overview_lines(desk, words, 80))),
        "an answer and the next question": median_ms(answer, 40),
    }


def queue(course: Course, now: datetime) -> float:
    """The time that sorting a long queue takes, in ms."""
    memory = {f"i{n}": Memory(5.0 + n % 40, 5.0, START, 3, 0, "2026-01-01") for n in range(10_000)}
    memories = {item: ("section-1", each) for item, each in memory.items()}
    known = replace(course)
    known.__dict__["questions"] = dict.fromkeys(memories, course.questions["section-1.q01"])
    store = SimpleNamespace(memories=lambda: memories, model=Model, setting=lambda name: None)
    return median_ms(Progress(known, store, lambda: now).due)
