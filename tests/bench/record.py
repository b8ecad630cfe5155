"""What an answer costs the record: commits, time beside a bare commit, room on the disk."""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import (
    Choice,
    Choices,
    Explain,
    Match,
    Order,
    Question,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.dialogue.events import Given, Proceed
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.bench.rows import Row, median_ms
from tests.learner import spoken

START = datetime(2026, 1, 1, 8, tzinfo=UTC)


class Learner:
    """Answers what is asked, twenty questions a day, but for explanations; mostly right."""

    def __init__(self, course: Course, store: Store) -> None:
        self.now, self.chance = START, random.Random(1)
        self.items = [q.id for q in course.all_questions() if not isinstance(q, Explain)]
        self.study = Study(course, store, lambda: self.now, random.Random(2), spoken())

    def answers(self, count: int) -> Iterator[float]:
        """Give so many answers; the ms that each took, with going on to the next question."""
        while count:
            self.now += timedelta(days=1)
            session = self.study.practice(self.chance.sample(self.items, 20))
            while count and (question := session.question) is not None:
                self.now += timedelta(seconds=8)
                given, began = self._given(question), time.perf_counter()
                while not session.can(Proceed):  # a slip has a second try
                    session.give(given)
                session.proceed()
                yield (time.perf_counter() - began) * 1000
                count -= 1

    def _given(self, question: Question) -> Given:
        wrong = self.chance.random() < 0.2
        match question:
            case Typed():
                accepted = question.accepted.get("en") or next(iter(question.accepted.values()))
                return Given("no idea" if wrong else self.chance.choice(accepted))
            case Year():
                return Given(str(question.answer + wrong))
            case Match():
                return Given(chosen=tuple(range(len(question.pairs))))
            case Order():
                return Given(chosen=tuple(range(len(question.items))))
            case Choice() | Choices():
                right = (n for n, option in enumerate(question.options) if option.correct)
                return Given(chosen=(0,) if wrong else tuple(right))
        return Given(chosen=(int(wrong),))


def an_answer(folder: Path) -> list[Row]:
    """Each of 400 answers beside a commit of a row as large, in a database that is as durable."""
    course, bare, saved = load_course(paths.shipped("content")), [], []
    store = Store(folder / "400.db")
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA synchronous = FULL")
        other.execute("CREATE TABLE record (n INTEGER PRIMARY KEY, text TEXT)")
        commits = 0

        def seen(statement: str) -> None:
            nonlocal commits
            commits += statement == "COMMIT"

        store._db.set_trace_callback(seen)
        for spent in Learner(course, store).answers(400):
            saved.append(spent)
            began = time.perf_counter()
            other.execute("INSERT INTO record (text) VALUES (?)", ("x" * 300,))
            bare.append((time.perf_counter() - began) * 1000)
    store.close()
    return [
        Row("a bare durable commit", median(bare)),
        Row("an answer in all", median(saved)),
        Row("  ratio", median(saved) / median(bare), "x", "at most 2"),
        Row("commits an answer, with those of starts", commits / 400, "", "1"),
    ]


def room(folder: Path) -> list[Row]:
    """The size of records on the disk, closed."""
    course, rows = load_course(paths.shipped("content")), []
    for count in (400, 4_000):
        path = folder / f"{count}.db"
        with closing(Store(path)) as store:
            for _ in Learner(course, store).answers(count):
                pass
        rows.append(
            Row(f"bytes an answer, {count:,}", path.stat().st_size / count, "B", "at most 350")
        )
    return rows


def resume(folder: Path, answers: int = 5_000) -> list[Row]:
    """A session gone on with after so many answers, some of which come back."""
    store = Store(folder / "long.db")
    store._db.execute("PRAGMA synchronous = OFF")
    learner = Learner(load_course(paths.shipped("content")), store)
    items = [q.id for q in learner.study.course.all_questions() if isinstance(q, TrueFalse)]
    session = learner.study.practice(learner.chance.choices(items, k=answers))
    for _ in range(answers):
        session.give(Given(chosen=(learner.chance.randrange(2),)))
        session.proceed()
    store.flush()
    spent = median_ms(lambda: learner.study.resume(session.id), 5)
    store.close()
    return [Row(f"going on with a session after {answers:,} answers", spent, goal="under 150")]
