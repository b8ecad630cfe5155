"""The costs of a course: the shipped one, and one of 100 sections and 10,000 questions."""

import math
import os
import resource
import subprocess
import time
from functools import partial
from pathlib import Path
from statistics import median

import yaml

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.tutor.asking import Asking
from tests.bench.app import SIZE, home
from tests.bench.grown import grow
from tests.bench.rows import Row, median_ms
from tests.bench.terminal import PYTHON, Terminal
from tests.learner import welcomed

SECTIONS, EACH = 100, 100
SIZES = ((4, 50), (10, 100), (30, 100), (100, 100))
"""Sections, and the questions in each, of the courses that are checked."""
OPENINGS = 9
QUESTIONS = Path(__file__).parents[1] / "eval"


def loading(folder: Path) -> list[Row]:
    """The shipped course from its files and from the cache, beside plain yaml."""
    shipped = paths.shipped("content")
    texts = [file.read_text(encoding="utf-8") for file in shipped.glob("*.yaml")]
    load_course(shipped, folder)
    plain = median_ms(lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts], 7)
    ours = median_ms(lambda: load_course(shipped), 7)
    return [
        Row("the course, yaml alone", plain),
        Row("the course, read and checked", ours),
        Row("  ratio", ours / plain, "x"),
        Row("the course, from the cache", median_ms(lambda: load_course(shipped, folder))),
    ]


def grown(folder: Path) -> list[Row]:
    """10,000 questions: first load, opening the app afterwards, and asking over 10,000 answers."""
    big = grow(folder / "course", SECTIONS, EACH, EACH)
    started = time.perf_counter()
    load_course(big, folder / "home" / "cache" / "courses")
    first = time.perf_counter() - started
    rows = [Row("10,000 questions, first load", first, "s"), *opened(folder / "home", big)]
    return [*rows, *asked(load_course(big, folder / "home" / "cache" / "courses"), folder / "kept")]


def checked(folder: Path) -> list[Row]:
    """`taiwa check` from start to end on courses of four sizes, and how its cost grows."""
    spent, rows = [], []
    for sections, each in SIZES:
        course = grow(folder / str(sections * each), sections, each, each)
        command = [PYTHON, "-m", "taiwa", "check", str(course)]
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        env = {**os.environ, **home(folder)}
        subprocess.run(command, check=False, env=env, stdout=subprocess.DEVNULL)
        taken, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        rows.append(Row(f"{sections * each:,} questions, checked", taken, "s"))
        rows.append(Row("  of the processor", spent[-1], "s"))
    sizes = [sections * each for sections, each in SIZES]
    grows = math.log(spent[-1] / spent[0]) / math.log(sizes[-1] / sizes[0])
    return [*rows, Row("  grows with the power", grows, "", "at most 1.1")]


def opened(folder: Path, big: Path) -> list[Row]:
    """Start to first frame, and peak memory, with either course in turn."""
    welcomed(folder, paths.shipped_id())
    times: dict[Path, list[float]] = {paths.shipped("content"): [], big: []}
    memory: dict[Path, list[float]] = {path: [] for path in times}
    for run in range(OPENINGS + 1):
        for path, spent in times.items():
            command = [PYTHON, "-m", "taiwa", "--lang", "en", "--content", str(path)]
            terminal = Terminal(command, home(folder), SIZE)
            taken = terminal.drawn("Japan's Diplomacy")
            peak, _ = terminal.close()
            if run:  # the first one fills the caches
                spent.append(taken)
                memory[path].append(peak)
    small, large = times.values()
    ratio = median(b / a for a, b in zip(small, large, strict=True))
    less, more = memory.values()
    return [
        Row("196 questions, start to first frame", median(small)),
        Row("10,000 questions, start to first frame", median(large)),
        Row("  ratio", ratio, "x", "at most 2"),
        Row("10,000 questions, more memory", median(more) - median(less), "MB", "under 60"),
    ]


def asked(course: Course, cache: Path) -> list[Row]:
    """Learners' questions to the tutor, as the evaluation has them, over all those answers."""
    started = time.process_time()
    asking = Asking(course, cache)
    made = time.process_time() - started
    ready = median_ms(lambda: Asking(course, cache), 7, time.process_time)
    rows = [Row("  of the processor: ready from the cache", ready, goal="under 150")]
    for language in ("ja", "en"):
        questions = yaml.safe_load((QUESTIONS / f"ask-{language}.yaml").read_text(encoding="utf-8"))
        found = [row[0] for rows in questions["answerable"].values() for row in rows]
        times = [median_ms(partial(asking.ask, q, language), 1, time.process_time) for q in found]
        rows.append(
            Row(f"  of the processor: a question, {language}", median(times), goal="under 10")
        )
    return [Row("10,000 answers: made ready, of the processor", made, "s"), *rows]
