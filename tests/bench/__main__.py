"""Measures what the README claims: `python -m tests.bench [PART...] [--json]`.

What has a reference is paired with it run by run, so that a machine that drifts does not matter.
Medians are printed; goals stand beside them, and nothing fails. The parts are named in `PARTS`;
all of them take some minutes.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench import app, courses, frames, log, long, record, syncs
from tests.bench.rows import Row


def _browsers(folder: Path) -> list[Row]:
    from tests.bench import browsers  # which alone needs `taiwa[serve]`

    return browsers.many(folder)


PARTS: dict[str, list[Callable[[Path], list[Row]]]] = {
    "start": [app.start_up, app.first_question],
    "talk": [partial(app.conversation, count=count) for count in (100, 1_000, 5_000)],
    "frames": [frames.keys, frames.slow_line],
    "course": [courses.loading],
    "check": [courses.checked],
    "grown": [courses.grown],
    "record": [record.an_answer, record.room, record.resume],
    "long": [long.long_use],
    "log": [log.a_long_log, log.whole],
    "sync": [syncs.a_key, syncs.catching_up],
    "browsers": [_browsers],
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("part", nargs="*", help=", ".join(PARTS))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows: list[Row] = []
    for name in options.part or PARTS:
        for measure in PARTS[name]:
            with tempfile.TemporaryDirectory() as scratch:
                found = measure(Path(scratch))
            rows += found
            if not options.json:
                print("\n".join(map(as_line, found)), flush=True)
    if options.json:
        print(json.dumps([row._asdict() for row in rows]))


def as_line(row: Row) -> str:
    return f"{row.what:<48} {row.value:>9.2f} {row.unit:<3} {row.goal}".rstrip()


if __name__ == "__main__":
    main()
