"""`python -m tests.bench.memory [ANSWERS]`: what a long log costs, by default a million answers."""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from taiwa import paths, planning
from taiwa.course.loading import load_course
from taiwa.course.model import Course
from taiwa.language.catalogs import Words
from taiwa.overview import overview_lines
from taiwa.progress import derived
from taiwa.progress.log import COLUMNS, Record, to_row
from taiwa.progress.schedule import Memory, Model
from taiwa.progress.store import Store
from taiwa.study import Study
from taiwa.tutor.events import Given

YEARS, SESSION = 3, 50
START = datetime(2026, 1, 1, 8, tzinfo=UTC)


def records(course: Course, answers: int, chance: random.Random) -> Iterator[Record]:
    """A learner's answers over some years, in sessions of fifty."""
    questions = list(course.all_questions())
    names = [question.id for question in questions]
    step = timedelta(days=365 * YEARS) / (answers // SESSION)
    for session in range(answers // SESSION):
        at = START + session * step
        turns = [[name, True, 1, 0] for name in names[:SESSION]]
        common: dict[str, Any] = {
            "device": "d",
            "session": f"s{session}",
            "day": at.date().isoformat(),
        }
        detail = {"mode": "quiz", "sections": ["section-1"], "turns": turns, "finished": True}
        yield Record(id=f"{session}-0", at=at, number=0, kind="started", detail=detail, **common)
        for number in range(1, SESSION + 1):
            question = chance.choice(questions)
            outcome = "right" if chance.random() < 0.8 else "wrong"
            yield Record(
                id=f"{session}-{number}",
                at=at + timedelta(seconds=9 * number),
                number=number,
                kind="answered",
                item=question.id,
                revision=1,
                section=question.sections[0],
                question_kind=question.kind,
                language=chance.choice(["ja", "en"]),
                given={"text": None, "chosen": [1]},
                verdict="correct" if outcome == "right" else "wrong",
                outcome=outcome,
                elapsed=8_000,
                **common,
            )


def fill(store: Store, course: Course, answers: int) -> None:
    rows = map(to_row, records(course, answers, random.Random(1)))
    insert = f"INSERT INTO record VALUES ({', '.join('?' * len(COLUMNS))})"
    store._db.execute("BEGIN")
    store._db.executemany(insert, rows)
    derived.rebuild(store._db)
    store._db.execute("COMMIT")


def median_ms(run: Callable[[], object], times: int = 15) -> float:
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def main(answers: int) -> int:
    course = load_course(paths.shipped("content"))
    course.questions  # noqa: B018  (made once; not what is measured)
    now = START + timedelta(days=365 * YEARS)
    with tempfile.TemporaryDirectory() as folder:
        empty, full = (Store(Path(folder) / f"{name}.db") for name in ("empty", "full"))
        started = time.perf_counter()
        fill(full, course, answers)
        print(f"{answers:,} answers filled in and rebuilt: {time.perf_counter() - started:.0f} s")
        words = Words("en", paths.shipped("locales"), Path(folder) / "cache")
        desks = [Study(course, s, lambda: now, random.Random(2), "en") for s in (empty, full)]
        for name, desk in zip(("none", f"{answers:,}"), desks, strict=True):
            home = median_ms(lambda d=desk: (d.standings(), d.due(), d.unfinished()))
            scores = median_ms(lambda d=desk: list(overview_lines(d, words, 80)))
            session = desk.quiz(course.sections)

            def answer(s: Any = session) -> None:
                s.give(Given(text="x", chosen=(0,)))
                s.proceed()

            print(
                f"with {name}: home {home:.1f} ms, scores {scores:.1f} ms, "
                f"an answer and going on {median_ms(answer, 40):.2f} ms"
            )
        memories = {
            f"i{n}": ("section-1", Memory(2, None, 5.0 + n % 40, 5.0, START, 3, 0, "2026-01-01"))
            for n in range(10_000)
        }
        known = replace(course)
        known.__dict__["questions"] = dict.fromkeys(memories, course.questions["section-1.q01"])
        queue = median_ms(lambda: planning.due_items(known, memories, Model(), now, 0.9))
        print(f"the queue of 10,000 items: {queue:.1f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
