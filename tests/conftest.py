"""Shared by the tests: a small course, a clock that goes on by itself, a fresh home folder."""

import asyncio
import contextlib
import functools
import gc
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from textual.pilot import Pilot

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tutor.asking import Asking
from taiwa.words.catalogs import Words
from tests.learner import SAMPLE, welcomed

OF_ONES_OWN = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "COLORTERM", "COLUMNS", "LINES")
"""Variables of the developer's own that change what is drawn; readline sets the last two."""
settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("patient")  # a busy machine is no finding
settings.register_profile("quick", max_examples=20)
START = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def examples(times: float) -> settings:
    """So many times the examples of the profile that the command line names."""
    return settings(max_examples=int(times * settings().max_examples))


class Clock:
    """A clock that goes on by `tick` at each reading."""

    def __init__(self, tick: timedelta = timedelta(seconds=5)) -> None:
        self.now, self.tick = START, tick

    def __call__(self) -> datetime:
        self.now += self.tick
        return self.now


def pytest_collection_finish() -> None:
    """What was imported stays until the end: no look for garbage goes through it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the developer's own progress, locale, colours or size of window."""
    monkeypatch.setenv("TAIWA_HOME", str(tmp_path / "home"))
    for name in OF_ONES_OWN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(scope="session")
def sample() -> Course:
    """Two short sections with every type of question."""
    return load_course(SAMPLE, Path(_KEPT.name) / "courses")


_KEPT = TemporaryDirectory(prefix="taiwa-cache-")  # until this process ends


@functools.cache
def shipped_course() -> Course:
    """The shipped course, loaded once by each process."""
    return load_course(paths.shipped("content"), Path(_KEPT.name) / "courses")


@functools.cache
def asking() -> Asking:
    """Answers to questions on the shipped course, whose index is made once."""
    return Asking(shipped_course())


@pytest.fixture(scope="session")
def cache(course: Course) -> Path:
    """A cache with the shipped course and the catalogs that were compiled."""
    return Path(_KEPT.name)


@pytest.fixture(scope="session")
def course() -> Course:
    return shipped_course()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "progress.db")
    yield opened
    opened.close()


@pytest.fixture
def db(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The database of a learner who has seen the welcome, in a home with a short name."""
    with TemporaryDirectory(prefix="taiwa-", ignore_cleanup_errors=True) as folder:
        monkeypatch.setenv("TAIWA_HOME", f"{folder}/home")
        yield welcomed(Path(folder) / "home")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def study(sample: Course, store: Store, clock: Clock, words: Words) -> Study:
    """A learner at the sample course, in English, with a fixed seed, who has seen the welcome."""
    store.set("aim", "text")
    return Study(sample, store, clock, random.Random(7), words)


@pytest.fixture
def words() -> Words:
    return Words("en", paths.shipped("locales"), Path(_KEPT.name))


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the sample course with one text of one file replaced by another."""

    def edit(file: str, old: str, new: str, count: int = 1) -> Path:
        folder = tmp_path / "edited"
        folder.mkdir(exist_ok=True)
        for source in SAMPLE.glob("*.yaml"):
            (folder / source.name).write_bytes(source.read_bytes())
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, count), encoding="utf-8")
        return folder

    return edit


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot presses as a learner does: the next key once what stands there has been seen."""
    press = Pilot.press

    async def press_and_see(self: Pilot[object], *keys: str) -> None:
        for key in keys:
            await press(self, key)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(5):
                    while self.app.is_running and not getattr(self.app, "settled", True):
                        await asyncio.sleep(0.005)

    monkeypatch.setattr(Pilot, "press", press_and_see)
