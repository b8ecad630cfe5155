"""Real processes killed with SIGKILL at random moments: no acknowledged answer is ever lost."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from taiwa.course.loading import load_course
from taiwa.dialogue.events import Judged
from taiwa.paths import record_of
from taiwa.record.store import Store
from taiwa.study.desk import Study
from tests.conftest import SAMPLE
from tests.kills import calls, moments
from tests.learner import spoken

pytestmark = pytest.mark.slow

KILLS = 8
VERDICT = re.compile(r"^(✓ Right|✗ Not right|~ Accepted)", re.MULTILINE)


def talk_until_killed(home: Path, after: float) -> str:
    """A learner who answers as fast as the tutor asks; killed `after` seconds. What was told."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "taiwa", "--plain", "--content", str(SAMPLE), "--lang", "en"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TAIWA_HOME": str(home)},
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def type_on() -> None:
        assert process.stdin is not None
        try:
            process.stdin.write("c\n")
            while True:
                process.stdin.write("1\n1947\nriver\n\n/hint\n1\n\n")
                process.stdin.flush()
                time.sleep(0.01)
        except (BrokenPipeError, ValueError):
            return

    typing = threading.Thread(target=type_on, daemon=True)
    typing.start()
    killer = threading.Timer(after, lambda: process.send_signal(signal.SIGKILL))
    killer.start()
    told = process.stdout.read()
    process.wait()
    killer.cancel()
    typing.join(5)
    return told


def logged(home: Path) -> tuple[int, int]:
    """Verdicts in the log, and those of the session that a next start goes on with."""
    if not (db := record_of(home, "sample")).exists():
        return 0, 0
    store = Store(db)
    assert store._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    study = Study(load_course(SAMPLE), store, lambda: datetime.now(UTC), random.Random(), spoken())
    counts = {
        row.id: sum(isinstance(event, Judged) for event in study.resume(row.id).transcript)
        for row in store.sessions()
    }
    left = study.unfinished()
    store.close()
    return sum(counts.values()), counts[left.id] if left else 0


@pytest.mark.parametrize("number", range(KILLS))
def test_what_was_acknowledged_is_in_the_log(number: int, tmp_path: Path) -> None:
    home, chance = tmp_path / "home", random.Random(number)
    first = len(VERDICT.findall(talk_until_killed(home, 0.15 + chance.random() * 0.5)))
    kept, retold = logged(home)
    assert first <= kept <= first + 1  # committed, and killed before it could be told

    second = len(VERDICT.findall(talk_until_killed(home, 0.3 + chance.random() * 0.3)))
    kept_now, _ = logged(home)
    assert kept_now >= kept
    assert kept_now >= kept + second - retold


def test_answering_backing_up_importing_and_migrating_survive_kills(tmp_path: Path) -> None:
    moments.run(tmp_path, 12)


OF_EACH_KIND = [
    *("delete", "restore", "restore-spoilt", "backup", "export", "import", "migration"),
    *("move-spoilt", "move-profile", "course-again", "sync", "sync-forget", "first-of-day"),
]
"""One or two operations of each kind; `python -m tests.kills calls` tries all of them."""


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_a_command_killed_before_a_call_that_changes_a_file_loses_nothing(
    name: str, tmp_path: Path
) -> None:
    if refusal := calls.refusal():
        pytest.skip(refusal)
    trial = calls.Trial(tmp_path, name)
    (call,) = calls.drawn(trial, 1, random.Random(name))
    trial.kill(call)


def test_two_processes_answering_at_once_lose_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from taiwa.record.store import Store\n"
        "from tests.test_store import answered, started\n"
        "store, name = Store(pathlib.Path(sys.argv[1])), sys.argv[2]\n"
        "store.wait_ms = 60_000\n"  # on a busy machine a turn may take long
        "store.append(started(name))\n"
        "for number in range(1, 101): store.append(answered(number, 'right', name))\n"
    )
    db = tmp_path / "progress.db"
    both = [subprocess.Popen([sys.executable, "-c", script, str(db), name]) for name in "ab"]
    assert [process.wait() for process in both] == [0, 0]
    store = Store(db)
    assert sum(record.kind == "answered" for record in store.log()) == 200
    assert store.memories()["rivers.q01"][1].reviews == 200
    store.close()
