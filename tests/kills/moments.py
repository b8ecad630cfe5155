"""A process that answers, backs up, imports and migrates is killed at random moments.

After each kill every acknowledged answer must be in the log and the database must open.
"""

import os
import random
import select
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from msgspec import json

from taiwa.record import doctor
from taiwa.record.backup import is_sound, keep_backups
from taiwa.record.log import Written
from taiwa.record.store import Store
from tests.test_store import answered, started


def work(db: Path, seed: int) -> None:
    """Answer, back up and import without end; a line for each answer that is acknowledged."""
    import fsrs  # noqa: F401  (loaded before the clock of the kill starts)

    chance = random.Random(seed)
    print("ready", flush=True)
    keep_backups(db, date(2026, 4, 1) + timedelta(days=seed))
    store = Store(db)
    session = f"s{seed}"
    store.append(started(session))
    number = 0
    while True:
        number += 1
        store.append(answered(number, chance.choice(["right", "wrong", "close"]), session))
        print(f"{session}-{number}", flush=True)
        if number % 25 == 0:
            other = f"i{seed}-{number}"
            store.merge([started(other), *(answered(n, "right", other) for n in range(1, 20))])


def first_version(db: Path, records: Iterable[Written] = ()) -> None:
    """A database as the first release left it, with these records."""
    script = Path(__file__).parents[1] / "baseline" / "databases" / "v1.sql"
    with closing(sqlite3.connect(db, isolation_level=None)) as old:
        old.executescript(script.read_text())
        for table in ("record", "session", "memory", "tally", "setting"):
            old.execute(f"DELETE FROM {table}")
        for record in records:
            row = {name: getattr(record, name) for name in record.__struct_fields__}
            del row["prev"]
            row["at"] = record.at.isoformat(timespec="microseconds")
            row["given"] = record.given and json.encode(record.given).decode()
            row["detail"] = json.encode(record.detail).decode()
            marks = ", ".join("?" * len(row))
            old.execute(f"INSERT INTO record VALUES ({marks})", tuple(row.values()))


def killed(db: Path, seed: int, after: float) -> list[str]:
    """Run `work` for a while, then kill it; what it acknowledged."""
    command = [sys.executable, "-m", "tests.kills.moments", str(db), str(seed)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    told, end = b"", time.monotonic() + after
    while (left := end - time.monotonic()) > 0:
        if select.select([child.stdout], [], [], left)[0]:
            told += os.read(child.stdout.fileno(), 65536)
    child.kill()
    told += child.stdout.read()
    child.wait()
    return told.decode().split("\n")[:-1]


def run(folder: Path, times: int) -> int:
    """Kill so many times; returns how many answers were acknowledged. Asserts that all are kept."""
    db, chance, acknowledged = folder / "progress.db", random.Random(5), set[str]()
    first_version(db)
    for seed in range(times):
        acknowledged |= set(killed(db, seed, chance.random() * 0.12))
        store = Store(db)
        missing = acknowledged - {record.id for record in store.log()}
        store.close()
        assert not missing, sorted(missing)[:3]
        assert is_sound(db)
        if seed % 50 == 49:
            db.replace(folder / f"full-{seed}.db")  # begin anew, from the first version
            (folder / "backups").rename(folder / f"backups-{seed}")
            acknowledged.clear()
            first_version(db)
    assert not any(finding.wrong for finding in doctor.examine(db))
    return len(acknowledged)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))
