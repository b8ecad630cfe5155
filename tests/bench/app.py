"""The costs of the app: its start beside a bare Textual app, keys and language in a long talk."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.bench.rows import Row
from tests.bench.terminal import PYTHON, Terminal
from tests.learner import spoken, welcomed

RUNS = 15
SIZE = (100, 30)
F2 = "\x1bOQ"


def home(folder: Path) -> dict[str, str]:
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}  # as where it is installed
    return {"TAIWA_HOME": str(folder), "LANG": "C.UTF-8", **compiled}


def start_up(folder: Path) -> list[Row]:
    """Process start to the last byte of the first whole frame, the processor's time and peak
    memory, beside the bare app and Python alone, run by run."""
    welcomed(folder, paths.shipped_id())
    title = load_course(paths.shipped("content")).title["en"]
    commands = {
        "python": ([PYTHON, "-c", "print('ready'); input()"], "ready"),
        "bare": ([PYTHON, "-m", "tests.bench.bare"], "ready"),
        "taiwa": ([PYTHON, "-m", "taiwa", "--lang", "en"], title),
    }
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for run in range(RUNS + 1):
        for name, (command, text) in commands.items():
            terminal = Terminal(command, home(folder), SIZE)
            taken = terminal.drawn(text)
            memory, spent = terminal.close()
            if run:  # the first one warms the caches
                found[name].append((taken, spent, memory))
    return [
        *_beside("start to the whole frame", [[one[0] for one in runs] for runs in found.values()]),
        *_beside("  of the processor", [[one[1] for one in runs] for runs in found.values()]),
        *_beside("peak memory", [[one[2] for one in runs] for runs in found.values()], "MB"),
    ]


def first_question(folder: Path) -> list[Row]:
    """All that the processor spends from the start to the first question of a quiz, beside the
    start of the bare app, run by run."""
    welcomed(folder, paths.shipped_id())
    ratios = []
    for run in range(RUNS + 1):
        bare = Terminal([PYTHON, "-m", "tests.bench.bare"], home(folder), SIZE)
        bare.drawn("ready")
        _, least = bare.close()
        taiwa = Terminal([PYTHON, "-m", "taiwa", "--lang", "en"], home(folder), SIZE)
        taiwa.drawn("Glossary")
        for key in "m\r":
            taiwa.press(key)
            taiwa.settle(0.5)
        _, spent = taiwa.close()
        if run:  # the first one warms the caches
            ratios.append(spent / least)
    name = "start and the first question, of the processor, beside bare"
    return [Row(name, median(ratios), "x", "at most 1.5")]


GOALS = {"ms": "at most 1.3", "MB": "at most 1.6"}


def _beside(what: str, runs: Sequence[Sequence[float]], unit: str = "ms") -> list[Row]:
    """The medians of Python, bare Textual and taiwa, and the median ratio of the last two."""
    names = ("Python alone", "bare Textual", "taiwa")
    ratio = median(a / b for a, b in zip(runs[2], runs[1], strict=True))
    rows = [Row(f"{what}, {n}", median(one), unit) for n, one in zip(names, runs, strict=True)]
    return [*rows, Row("  ratio", ratio, "x", GOALS[unit])]


def with_messages(folder: Path, count: int) -> None:
    """A lesson left after `count` messages."""
    store = Store(paths.record_of(folder, paths.shipped_id()))
    course = load_course(paths.shipped("content"))
    study = Study(course, store, lambda: datetime.now(UTC), random.Random(1), spoken())
    session = study.lesson(course.sections[0])
    session.proceed()
    while len(session.transcript) < count:
        session.ask(f"question number {len(session.transcript)}")
    store.close()


def conversation(folder: Path, count: int) -> list[Row]:
    """Key to frame and language switch with `count` messages in the conversation."""
    with_messages(folder, count)
    terminal = Terminal([PYTHON, "-m", "taiwa", "--lang", "en"], home(folder), SIZE)
    terminal.until("Go on")
    terminal.settle()
    terminal.press("c")
    terminal.settle(1.0)
    terminal.press("\t")
    terminal.settle()
    keys = []
    for letter in "the quick brown fox jumps over the lazy dog" * 2:
        keys.append(terminal.press(letter))
    switches = []
    for turn in range(20):
        switches.append(terminal.change(F2, "ヘルプ" if turn % 2 == 0 else "Help"))
    peak, _ = terminal.close()
    name = f"{count} messages: "
    return [
        Row(name + "key to frame", median(keys), goal="under 16"),
        Row(name + "language switch", median(switches), goal="under 50"),
        Row(name + "peak memory", peak, "MB"),
    ]
