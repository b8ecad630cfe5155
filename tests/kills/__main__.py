"""`python -m tests.kills`: see the package."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.kills import calls, moments


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.kills")
    parser.add_argument("kind", choices=("moments", "calls"))
    parser.add_argument("operation", nargs="*", help=", ".join(calls.OPERATIONS))
    parser.add_argument("--times", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        if options.kind == "moments":
            tried, failed = options.times or 500, 0
            moments.run(Path(scratch), tried)
        else:
            names = options.operation or list(calls.OPERATIONS)
            tried, failed = calls.run(Path(scratch), names, options.times, options.seed)
    print(f"{tried} kills, {failed} failed, {time.monotonic() - began:.0f} s, seed {options.seed}")
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main())
