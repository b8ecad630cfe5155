"""Runs one evaluation: `python -m tests.eval NAME`: see each module."""

import importlib
import sys

EVALUATIONS = (
    "ask",
    "strangers",
    "seconds",
    "fit",
    "typed",
    "fit_typed",
    "explain",
    "fit_explain",
    "form",
    "tried",
)


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in EVALUATIONS:
        print(f"usage: python -m tests.eval {{{'|'.join(EVALUATIONS)}}} …", file=sys.stderr)
        return 2
    status: int = importlib.import_module(f"tests.eval.{arguments[0]}").main(arguments[1:])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
