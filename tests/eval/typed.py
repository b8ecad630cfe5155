"""Measures grading typed answers, on answers as learners type them.

    python -m tests.eval typed [--set tune|held] [--language ja|en] [--failures]

`typed-ja.tsv` and `typed-en.tsv` hold one answer a line: the set it belongs to, the verdict a
teacher would give, the kind of answer or mistake, the answer, and what is accepted (" | " between).
What counts is whether an answer is let in (correct or close) or not; to let in a wrong one is the
worst error, to ask the learner what was meant is none. The grader was tuned on "tune". Before any
row of "held" was looked at, it graded 96.9% of those in Japanese right, with one false accept, and
98.3% of those in English, with none. What those rows showed has been mended since (and two whose
verdict was doubtful are gone), so only new rows can tell how it does on answers it has not seen:
see `strangers`.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from taiwa.tutor.grading import Grade, grade_typed

HERE = Path(__file__).parent
LANGUAGES = ("ja", "en")
SETS = ("tune", "held")


@dataclass(frozen=True)
class Case:
    language: str
    set: str
    verdict: str
    kind: str
    answer: str
    accepted: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    case: Case
    grade: Grade
    seconds: float

    @property
    def right(self) -> bool:
        return self.grade.verdict == "unsure" or (
            (self.case.verdict == "wrong") == (self.grade.verdict == "wrong")
        )

    @property
    def false_accept(self) -> bool:
        return self.case.verdict == "wrong" and self.grade.verdict in ("correct", "close")


def load(language: str) -> list[Case]:
    lines = (HERE / f"typed-{language}.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
    rows = (line.split("\t") for line in lines)
    return [Case(language, *row[:4], tuple(row[4].split(" | "))) for row in rows]


def grade(cases: Sequence[Case]) -> list[Result]:
    results = []
    for case in cases:
        started = time.perf_counter()
        given = grade_typed(case.answer, case.accepted, case.language)
        results.append(Result(case, given, time.perf_counter() - started))
    return results


def summary(results: Sequence[Result]) -> str:
    total = len(results)
    right = sum(result.right for result in results)
    exact = sum(result.case.verdict == result.grade.verdict for result in results)
    false_accepts = sum(result.false_accept for result in results)
    refused = total - right - false_accepts
    asked = sum(result.grade.verdict == "unsure" for result in results)
    return (
        f"{total:4} answers  {right / total:6.1%} right  {false_accepts:2} false accepts  "
        f"{refused:2} wrongly refused  {asked:2} asked  {exact / total:6.1%} of verdicts exact"
    )


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; status 1 if a wrong answer was let in."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval typed")
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--failures", action="store_true", help="list what was graded wrongly")
    options = parser.parse_args(arguments)
    everything = []
    for language in options.language or LANGUAGES:
        cases = load(language)
        grade(cases[:1])  # what is loaded once is not the cost of an answer
        for name in options.set or SETS:
            results = grade([case for case in cases if case.set == name])
            everything += results
            slowest = max(result.seconds for result in results)
            mean = sum(result.seconds for result in results) / len(results)
            print(f"{language} {name}: {summary(results)}  ", end="")
            print(f"mean {mean * 1e3:.2f} ms, slowest {slowest * 1e3:.2f} ms")
            _print_kinds(results)
    if options.failures:
        _print_failures(everything)
    return int(any(result.false_accept for result in everything))


def _print_kinds(results: Sequence[Result]) -> None:
    kinds: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        group = "wrong" if result.case.verdict == "wrong" else "right"
        kinds[group, result.case.kind].append(result)
    for (group, kind), some in sorted(kinds.items()):
        right = sum(result.right for result in some)
        print(f"    {group}  {kind:14} {right:3} of {len(some):3}")


def _print_failures(results: Sequence[Result]) -> None:
    for result in results:
        case = result.case
        if not result.right:
            print(
                f"{case.language} {case.set}  {case.kind}: {case.answer!r} for {case.accepted[0]!r}"
                f" is {case.verdict}, graded {result.grade.verdict} {result.grade.forgave}"
            )
