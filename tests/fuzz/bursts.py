"""Keys and clicks that come at once, at the real app in a terminal: `python -m tests.fuzz.bursts`.

A life of the app begins at one screen or type of question. Then bursts of 2 to 6 keys and clicks
are written, each in one write; some while the app is stopped, some before it has drawn what came of
the one before. The same seed makes the same bursts; `--life N` makes one life alone, as a failure
names it.
"""

import argparse
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import (
    Choice,
    Choices,
    Cloze,
    Explain,
    Match,
    Order,
    Question,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.record.doctor import examine
from taiwa.record.log import UndoDetail, Written, amends
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.conftest import SAMPLE, Clock
from tests.fuzz.keys import COLUMNS, CTRL_P, LINES, burst
from tests.learner import spoken, welcomed
from tests.terminal import APP, ENTER, F2, Window, plain_text, window

A_LIFE = 12
"""Bursts until the app is begun anew."""

QUIET, PATIENCE = 0.22, 60.0
"""Seconds without a byte, longer than an Esc takes to be one; seconds until something is missed."""

TURNS = ("answered", "revealed", "skipped", "overridden", "claimed", "proceeded", "undone")
"""Records of moves that end a turn."""

CTRL_Q = "\x11"


@dataclass
class Start:
    """One place to begin a life at: what is on the record, and the keys that go there from home."""

    keys: tuple[str, ...] = ()
    record: Callable[[Study], object] = lambda study: None
    welcomed: bool = True


def asking(kind: type[Question]) -> Start:
    """A session of one type of question."""

    def record(study: Study) -> None:
        found = [each.id for each in study.course.questions.values() if isinstance(each, kind)]
        study.practice(study.chance.sample(found, min(6, len(found))))

    return Start(("c",), record)


def reviewed(study: Study) -> None:
    """A lesson long ago, in which every answer was shown."""
    past = Study(study.course, study.store, Clock(), study.chance, study.spoken)
    session = past.quiz(study.course.sections, 8)
    while session.question is not None:
        session.reveal()
        session.proceed()


def talked(study: Study) -> None:
    """The dialogue of a section, or a lesson where the course has none."""
    sections = study.course.sections
    found = next((section for section in sections if section.dialogue), None)
    study.dialogue(found) if found else study.lesson(sections[0])


STARTS: Mapping[str, Start] = {
    "welcome": Start(welcomed=False),
    "home": Start(),
    "menu": Start(("m",)),
    "scores": Start(("s",), reviewed),
    "sessions": Start(("s", "2"), reviewed),
    "answers": Start(("s", "2", ENTER), reviewed),
    "memory": Start(("s", "3"), reviewed),
    "weak spots": Start(("s", "4"), reviewed),
    "map": Start(("t", "/map\r")),
    "glossary": Start(("g",)),
    "term": Start(("t", "/term river\r")),
    "help": Start(("\x1bOP",)),
    "find": Start((CTRL_P,)),
    "finds": Start((CTRL_P, "riv")),
    "tutor": Start(("t",)),
    "review": Start(("r",), reviewed),
    "lesson": Start(("c",), lambda study: study.lesson(study.course.sections[0])),
    "dialogue": Start(("c",), talked),
    "quiz": Start(("c",), lambda study: study.quiz(study.course.sections, 10)),
    "exam": Start(("c",), lambda study: study.exam(study.course.sections, 10)),
    "timed exam": Start(("c",), lambda study: study.exam(study.course.sections, 10, 20)),
    "vocabulary": Start(("c",), lambda study: study.vocabulary(study.course.sections, 10)),
    "dates": Start(("c",), lambda study: study.dates(study.course.sections, 10)),
    **{
        kind.__name__: asking(kind)
        for kind in (Choice, Choices, TrueFalse, Year, Typed, Cloze, Match, Order, Explain)
    },
    "written lines": Start(("c", "it floods\nin spring"), asking(Explain).record),
}


@dataclass
class Life:
    """The app, from one start to its end; raises `AssertionError` at what must not be."""

    app: Window
    db: Path
    store: Store
    course: Course
    chance: random.Random
    written: list[str] = field(default_factory=list)
    left: bool = False  # by a key that leaves
    _opened: tuple[str, ...] = ()  # the keys that led to where it begins
    _known: set[str] = field(default_factory=set)
    _moved: int = 0  # how much was drawn when the keys were written that ended the last turn
    _last: str | None = None  # the question of the last turn that was ended

    def run(self, keys: tuple[str, ...]) -> None:
        while b"\x1b[?1049h" not in self.app.seen:
            assert self.app.read(), "it does not begin"
        assert self._settled()
        self._opened = keys
        for key in keys:
            os.write(self.app.fd, key.encode())
            assert self._settled()
        self._fresh()
        while len(self.written) < A_LIFE and not self.left:
            self._burst()
        if not self.left:
            os.write(self.app.fd, CTRL_Q.encode())
            assert self.app.ended() == 0, "Ctrl+Q does not end it well"
        self._look_through()

    def _burst(self) -> None:
        """Write a burst, or two; the app must take keys after it, but for one that left it."""
        began, marks = datetime.now().astimezone(), [self._write()]
        if self.chance.random() < 0.25:
            self._read_for(self.chance.choice((0, 0.01, 0.03, 0.1)))
            marks.append(self._write())
        if self._settled():
            self._check([record for record in self._fresh() if record.at >= began], marks)
            self._switch_language()
        else:
            assert self.app.ended() == 0, "it has ended with an error"
            assert any(CTRL_P in each for each in (*self._opened, *self.written)), "it has ended"
            self.left = True

    def _switch_language(self) -> None:
        before = self.store.setting("language")
        os.write(self.app.fd, F2.encode())
        end = time.monotonic() + PATIENCE
        while self.store.setting("language") == before:
            assert self.app.read(0.01), "F2 ends it"
            told = "asleep" if asleep(self.app.process) else "at work"
            assert time.monotonic() < end, f"it takes no keys any more, {told}"

    def _write(self) -> int:
        """Write a burst, sometimes to a stopped app; how much had been drawn before."""
        keys, mark, process = burst(self.chance), len(self.app.seen), self.app.process
        self.written.append(keys)
        if stopped := self.chance.random() < 0.1:
            os.kill(process, signal.SIGSTOP)
        os.write(self.app.fd, keys.encode())
        if stopped:
            time.sleep(self.chance.choice((0.05, 0.3)))
            os.kill(process, signal.SIGCONT)
        return mark

    def _read_for(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.app.read(left):
            pass

    def _settled(self) -> bool:
        """Read on until the app sleeps and draws no more; False where it has ended."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            drawn = len(self.app.seen)
            if not self.app.read(QUIET):
                return False
            if len(self.app.seen) == drawn and asleep(self.app.process):
                return True
        raise AssertionError("it never comes to rest")

    def _fresh(self) -> list[Written]:
        """The records since the last look that end a turn, in their order.

        To have gone on is saved with the next record, bursts later, or when the app is left.
        """
        fresh = [record for record in self.store.log() if record.id not in self._known]
        self._known |= {record.id for record in fresh}
        return sorted((r for r in fresh if r.kind in TURNS), key=lambda record: record.at)

    def _check(self, ended: list[Written], marks: list[int]) -> None:
        """A burst ends the turn that was seen when it was written, and no other."""
        told = [(record.kind, record.item) for record in ended]
        assert len(ended) <= len(marks), f"{told} by {len(marks)} writes"
        since = self._moved
        for record, mark in zip(ended, marks[len(marks) - len(ended) :], strict=True):
            if record.kind == "answered" and record.item not in (None, self._last):
                assert self._saw(record.item, since, mark), f"{record.item} was answered unseen"
            since, self._moved, self._last = mark, marks[0], record.item

    def _saw(self, item: str, since: int, until: int) -> bool:
        """True if something of a question was drawn then that the one before does not say.

        What both say may stand where it stood, and is not drawn again.
        """
        drawn = squeezed(plain_text(self.app.seen[since:until]))
        new = pieces(self.course, item) - (pieces(self.course, self._last) if self._last else set())
        return not new or any(piece in drawn for piece in new)

    def _look_through(self) -> None:
        """The record is sound, each session can be gone on with, no turn was settled twice."""
        assert not [finding for finding in examine(self.db) if finding.wrong]
        study = Study(self.course, self.store, Clock(), self.chance, spoken())
        for session in {record.session for record in self.store.log()}:
            study.resume(session)
            settled = Counter[tuple[str | None, object]]()
            for record in self.store.records(session):
                turn = (record.item, record.detail.round)
                if isinstance(record.detail, UndoDetail) and not record.outcome:
                    settled[turn] -= 1
                elif record.outcome and not amends(record):
                    settled[turn] += 1
            assert all(count <= 1 for count in settled.values()), settled


def pieces(course: Course, item: str) -> set[str]:
    """Six characters each of what a question asks, in every language; a step asks nothing."""
    question = course.questions.get(item)
    prompts = question.prompt.values() if question else ()
    texts = [squeezed(re.sub(r"{(.+?)\|.+?}", r"\1", prompt)) for prompt in prompts]
    return {text[at : at + 6] for text in texts for at in range(len(text) - 5)}


def squeezed(text: str) -> str:
    """A text without spaces and edges, however it was set in lines."""
    return re.sub(r"[\s▌]", "", text)


def asleep(process: int) -> bool:
    """True if no thread of a process has anything to do."""
    try:
        tasks = Path(f"/proc/{process}/task").iterdir()
        stats = [task.joinpath("stat").read_text() for task in tasks]
    except FileNotFoundError:  # one has just ended
        return False
    return all(stat.rpartition(")")[2].split()[0] == "S" for stat in stats)


@dataclass
class Lives:
    """Lives of the app, one after the other, and what came of them."""

    seed: int
    bursts: int = 0
    lives: int = 0
    left: int = 0
    failures: list[str] = field(default_factory=list)

    def run(self, most: int) -> None:
        """Live until so many bursts were written."""
        while self.bursts < most:
            self.live(self.lives)

    def live(self, number: int) -> None:
        name = list(STARTS)[number % len(STARTS)]
        chance = random.Random(f"bursts:{self.seed}:{number}")
        content = SAMPLE if chance.random() < 0.5 else paths.shipped("content")
        with life(content, STARTS[name], chance) as (begun, keys):
            try:
                begun.run(keys)
            except Exception as error:
                told = [f"--seed {self.seed} --life {number}, from {name}: {error!r}"]
                told += [*map(repr, begun.written), f"drawn last: {begun.app.drawn[-8_000:]}"]
                self.failures.append("\n".join(told))
        self.left += begun.left
        self.bursts += len(begun.written)
        self.lives += 1

    def __str__(self) -> str:
        told = f"{self.bursts:,} bursts in {self.lives:,} lives of the app, seed {self.seed}: "
        told += f"{len(self.failures)} failed, {self.left} left by a key that leaves"
        return "\n\n".join([told, *(f"FAILED {failure}" for failure in self.failures)])


@contextmanager
def life(
    content: Path, start: Start, chance: random.Random
) -> Iterator[tuple[Life, tuple[str, ...]]]:
    """The app on a record of its own, and the keys to type at home."""
    course = load_course(content)
    with tempfile.TemporaryDirectory(prefix="taiwa-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        if start.welcomed:
            welcomed(home, course.id)
        db = paths.record_of(home, course.id)
        store = Store(db)
        study = Study(course, store, lambda: datetime.now().astimezone(), chance, spoken())
        start.record(study)
        store.set("language", "en")
        command = (*APP, "--content", str(content))
        with window(*command, size=(COLUMNS, LINES), TAIWA_HOME=folder) as app:
            yield Life(app, db, store, course, chance), start.keys
        store.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.bursts", description=__doc__)
    parser.add_argument("--bursts", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--life", type=int, help="this one alone")
    options = parser.parse_args()
    lives = Lives(options.seed)
    if options.life is None:
        lives.run(options.bursts)
    else:
        lives.live(options.life)
    print(lives)
    return int(bool(lives.failures))


if __name__ == "__main__":
    sys.exit(main())
