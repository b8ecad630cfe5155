"""Compares, renews or writes the baseline; see the package."""

import argparse
import shutil
import sys
import time
from pathlib import Path

from tests.baseline.acts import ACTS, CONTENT, DATABASES, SAMPLE, dump_database, play
from tests.baseline.kept import EXPECTED, differences, keep

ROOT = Path(__file__).parents[2]


def main(arguments: list[str]) -> int:
    """Prints what differs; status 1 if anything does."""
    parser = argparse.ArgumentParser(prog="python -m tests.baseline", description=__doc__)
    parser.add_argument("acts", nargs="*", metavar="ACT", help=", ".join(ACTS))
    parser.add_argument("--renew", action="store_true", help="take what is said now")
    parser.add_argument("--freeze", action="store_true", help="and first the courses of today")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write what is said now there")
    options = parser.parse_args(arguments)
    if options.freeze:
        freeze()
    if options.freeze or options.renew:
        add_database()
    different = 0
    for name in options.acts or ACTS:
        started = time.perf_counter()
        texts = play(name)
        if options.write:
            keep(options.write / name, texts)
        elif options.freeze or options.renew:
            keep(EXPECTED / name, texts)
        else:
            found = differences(name, texts)
            different += bool(found)
            print("\n".join(found), end="\n" if found else "")
        print(f"{name}: {len(texts)} files, {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return int(different > 0)


def freeze() -> None:
    """Take the shipped course and the tests' sample as they are."""
    for source, goal in ((ROOT / "content", CONTENT), (ROOT / "tests" / "sample", SAMPLE)):
        shutil.rmtree(goal, ignore_errors=True)
        shutil.copytree(source, goal)


def add_database() -> None:
    """A database of this schema, unless there is one: those of earlier ones stay as they are."""
    version, dump = dump_database()
    file = DATABASES / f"v{version}.sql"
    if not file.exists():
        file.write_text(dump, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
