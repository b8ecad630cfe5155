"""Measures asking on strangers' questions, whose writer had read the essay alone.

    python -m tests.eval strangers [--content DIR] [--failures] [--opened-for-good]

Prints each aim with its Wilson interval, for each language and both together, on the open half of
`strangers/`. `--opened-for-good` scores the half that was kept aside as well: once that is done its
figures are figures no more, so it is done at the very end, by whoever tells them.
"""

import argparse
import gzip
import hashlib
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from taiwa.course.loading import load_course
from taiwa.tutor.asking import Asking
from tests.eval.ask import COURSE_FOLDER, Case, Result, ask

HERE = Path(__file__).parent / "strangers"
KEPT = "df7b9569531c62b2b130db3fd9112d829cfe282361139581db48c11177d23cb4"
"""The SHA-256 of the kept half, as `strangers/README.md` tells it."""
Z = 1.96


def open_half() -> list[Case]:
    return _cases((HERE / "questions.open.jsonl").read_bytes())


def kept_half() -> list[Case]:
    """The half that stays unopened until a figure is told."""
    data = gzip.decompress((HERE / "questions.kept.jsonl.gz").read_bytes())
    assert hashlib.sha256(data).hexdigest() == KEPT
    return _cases(data)


def _cases(data: bytes) -> list[Case]:
    rows = map(json.loads, data.decode().splitlines())
    return [
        Case(
            "strangers",
            row["language"],
            "answerable" if row["answerable"] else "unanswerable",
            row["question"],
            tuple(row["sections"]),
        )
        for row in rows
    ]


def wilson(hits: int, of: int) -> str:
    """A share, and between which two it lies with 95% certainty."""
    if not of:
        return "none"
    share = hits / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    reach = Z / (1 + Z * Z / of) * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    return f"{hits:3}/{of:3} {share:6.1%} ({middle - reach:.1%} to {middle + reach:.1%})"


AIMS: tuple[tuple[str, bool, Callable[[Result], bool]], ...] = (
    ("right section among those shown, aim ≥ 95%", True, lambda r: r.shown),
    ("declined though answerable, aim ≤ 4%", True, lambda r: r.reply.certainty == "none"),
    ("nearest though answerable, aim ≤ 25%", True, lambda r: r.reply.certainty == "nearest"),
    ("two passages shown", True, lambda r: len(r.reply.passages) > 1),
    (
        "flat answer to what the text does not say, aim ≤ 10%",
        False,
        lambda r: r.reply.certainty == "sure",
    ),
    ("nearest to what the text does not say", False, lambda r: r.reply.certainty == "nearest"),
)


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; status 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval strangers")
    parser.add_argument("--content", type=Path, default=COURSE_FOLDER)
    parser.add_argument("--failures", action="store_true", help="list what was answered wrongly")
    parser.add_argument("--opened-for-good", action="store_true", help="score the kept half too")
    options = parser.parse_args(arguments)
    asking = Asking(load_course(options.content))
    halves = {"open half": open_half()}
    if options.opened_for_good:
        halves["kept half"] = kept_half()
    for name, cases in halves.items():
        results = ask(asking, cases)
        for languages in (("ja",), ("en",), ("ja", "en")):
            _print(f"{name}, {' and '.join(languages)}", results, languages)
        if options.failures and name == "open half":
            _print_failures(results)
    return 0


def _print(title: str, results: Sequence[Result], languages: Sequence[str]) -> None:
    print(title)
    for aim, answerable, met in AIMS:
        some = [
            met(r)
            for r in results
            if r.case.language in languages and bool(r.case.sections) == answerable
        ]
        print(f"    {aim:56}{wilson(sum(some), len(some))}")


def _print_failures(results: Sequence[Result]) -> None:
    for result in results:
        case, reply = result.case, result.reply
        flat = not case.sections and reply.certainty == "sure"
        if flat or (case.sections and (not result.shown or reply.certainty == "none")):
            print(
                f"    {case.part}: {case.question} -> {reply.certainty}",
                reply.passages or reply.sections,
            )
