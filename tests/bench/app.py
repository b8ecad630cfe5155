"""The costs of the app: its start beside a bare Textual app, keys and language in a long talk."""

import random
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.bench.rows import Row
from tests.bench.terminal import PYTHON, Terminal
from tests.conftest import spoken, welcomed

RUNS = 15
SIZE = (100, 30)
F2 = "\x1bOQ"


def home(folder: Path) -> dict[str, str]:
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}  # as where it is installed
    return {"TAIWA_HOME": str(folder), "LANG": "C.UTF-8", **compiled}


def start_up(folder: Path) -> list[Row]:
    """Process start to the first frame with text, and peak memory, beside the bare app."""
    times: dict[str, list[float]] = {"taiwa": [], "bare": []}
    memory: dict[str, list[float]] = {"taiwa": [], "bare": []}
    title = load_course(paths.shipped("content")).title["en"]
    welcomed(folder, paths.shipped_id())
    commands = {
        "taiwa": ([PYTHON, "-m", "taiwa", "--lang", "en"], title),
        "bare": ([PYTHON, "-m", "tests.bench.bare"], "ready"),
    }
    for run in range(RUNS + 1):
        for name, (command, text) in commands.items():
            terminal = Terminal(command, home(folder), SIZE)
            taken = terminal.until(text)
            terminal.settle()
            peak = terminal.close()
            if run:  # the first one warms the caches
                times[name].append(taken)
                memory[name].append(peak)
    ratio = median(a / b for a, b in zip(times["taiwa"], times["bare"], strict=True))
    weight = median(a / b for a, b in zip(memory["taiwa"], memory["bare"], strict=True))
    return [
        Row("start to first frame, bare Textual", median(times["bare"])),
        Row("start to first frame, taiwa", median(times["taiwa"])),
        Row("  ratio", ratio, "x", "at most 1.3"),
        Row("peak memory, bare Textual", median(memory["bare"]), "MB"),
        Row("peak memory, taiwa", median(memory["taiwa"]), "MB"),
        Row("  ratio", weight, "x", "at most 1.6"),
    ]


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
        terminal.settle(0.05)
    switches = []
    for turn in range(20):
        switches.append(terminal.change(F2, "ヘルプ" if turn % 2 == 0 else "Help"))
        terminal.settle(0.3)
    peak = terminal.close()
    name = f"{count} messages: "
    return [
        Row(name + "key to frame", median(keys), goal="under 16"),
        Row(name + "language switch", median(switches), goal="under 50"),
        Row(name + "peak memory", peak, "MB"),
    ]
