"""The cost of records that travel between machines: a key meanwhile, and catching up."""

import os
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.sync.folder import Folder
from taiwa.sync.meeting import LEARNER
from taiwa.sync.syncing import sync
from tests.bench.log import fill
from tests.bench.record import Learner
from tests.bench.rows import Row, median_ms

ID = "ab" * 16


def machine(folder: Path, name: str) -> Store:
    """The record of one of the learner's machines."""
    store = Store(paths.record_of(folder / name, paths.shipped_id()))
    store.set(LEARNER, ID)
    return store


def meet(store: Store, meeting: Path) -> float:
    """The seconds that a sync takes."""
    began = time.perf_counter()
    sync(store, Folder(meeting, paths.shipped_id()), lambda: ID, lambda note: None)
    return time.perf_counter() - began


def a_key(folder: Path, answers: int = 5_000) -> list[Row]:
    """Answers and goings-on at one machine, some in a second, while as many records come to it."""
    course, meeting = load_course(paths.shipped("content")), folder / "meeting"
    meeting.mkdir()
    with closing(machine(folder, "other")) as other:
        fill(other, course, answers)
        meet(other, meeting)
    spent, alone = [], []
    with closing(machine(folder, "home")) as store:
        learner = Learner(course, store).answers(1_000_000)
        alone = [next(learner) for _ in range(60)]
        words = [sys.executable, "-m", "taiwa", "sync", str(meeting), "--background"]
        began = time.perf_counter()
        going = subprocess.Popen(words, env=os.environ | {"TAIWA_HOME": str(folder / "home")})
        while going.poll() is None:
            spent.append(next(learner))
            time.sleep(0.05)
        took = time.perf_counter() - began
        assert going.returncode == 0
    return [
        Row("an answer with nothing else going on", median(alone)),
        Row(f"an answer while {answers:,} records come in", median(spent), goal="under 20"),
        Row("  the slowest of them", max(spent)),
        Row("  how many there were", len(spent), ""),
        Row("  the whole sync", took, "s"),
    ]


def catching_up(folder: Path) -> list[Row]:
    """A new machine takes over a record, with its memories; then nothing new."""
    course, rows = load_course(paths.shipped("content")), []
    for answers in (5_000, 50_000):
        meeting = folder / f"meeting {answers}"
        meeting.mkdir()
        with closing(machine(folder, f"old {answers}")) as old:
            fill(old, course, answers)
            count = sum(1 for _ in old.log())
            sending = meet(old, meeting)
            size = sum(file.stat().st_size for file in meeting.rglob("*.taiwa"))
        with closing(machine(folder, f"new {answers}")) as new:
            taking = meet(new, meeting)
            nothing = median_ms(partial(meet, new, meeting), 5)
        rows += [
            Row(f"{count:,} records sent, a second", count / sending, ""),
            Row("  taken over with memories, a second", count / taking, ""),
            Row("  taken over in all", taking, "s"),
            Row("  bytes a record in the folder", size / count, "B"),
            Row("  a sync with nothing new", nothing),
        ]
    return rows
