"""Measures grading answers in one's own words, on answers as learners type them.

    python -m tests.eval explain [--set tune|held] [--language ja|en] [--failures]

`explain-ja.yaml` and `explain-en.yaml` hold the answers, each with the key points that a teacher
would see covered; the questions are those of the course, and some made up. Counted is each key
point that is ticked, and none that is asked about: F1 over all of them, and, of those of answers
that are wrong from end to end or beside the point, the share that was ticked.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from taiwa.course.loading import load_course
from taiwa.course.model import Explain
from taiwa.tutor.explaining import KeyPoint, grade_explanation

HERE = Path(__file__).parent
CONTENT = HERE.parent / "baseline" / "content"
"""The course that the answers were written on."""
LANGUAGES = ("ja", "en")
SETS = ("tune", "held")


@dataclass(frozen=True)
class Case:
    language: str
    set: str
    kind: str
    question: str
    points: tuple[KeyPoint, ...]
    answer: str
    expected: frozenset[int]


@dataclass(frozen=True)
class Result:
    case: Case
    covered: frozenset[int]
    seconds: float


def load(language: str) -> list[Case]:
    data = yaml.safe_load((HERE / f"explain-{language}.yaml").read_text(encoding="utf-8"))
    points = course_points(language) | {
        name: tuple(KeyPoint(point["text"], tuple(point["phrases"])) for point in listed)
        for name, listed in data["questions"].items()
    }
    return [
        Case(language, part, kind, question, points[question], answer, frozenset(expected))
        for question, rows in data["answers"].items()
        for part, kind, expected, answer in rows
    ]


def course_points(language: str) -> dict[str, tuple[KeyPoint, ...]]:
    """The key points of each `explain` question of the course, by question id."""
    return {
        question.id: tuple(KeyPoint(p.text[language], p.phrases[language]) for p in question.points)
        for question in load_course(CONTENT).all_questions()
        if isinstance(question, Explain)
    }


def grade(cases: Sequence[Case]) -> list[Result]:
    results = []
    for case in cases:
        started = time.perf_counter()
        covered = grade_explanation(case.answer, case.points, case.language)
        results.append(Result(case, frozenset(covered), time.perf_counter() - started))
    return results


def f1(results: Iterable[Result]) -> float:
    hits, told = 0, 0
    for result in results:
        hits += len(result.covered & result.case.expected)
        told += len(result.covered) + len(result.case.expected)
    return 2 * hits / told if told else 1.0


def false_coverage(results: Iterable[Result]) -> float:
    """The share of the key points of wrong answers that were marked covered."""
    wrong = [result for result in results if not result.case.expected]
    points = sum(len(result.case.points) for result in wrong)
    return sum(len(result.covered) for result in wrong) / points if points else 0.0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.eval explain")
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--failures", action="store_true", help="list what was graded wrongly")
    options = parser.parse_args(arguments)
    for language in options.language or LANGUAGES:
        cases = load(language)
        for name in options.set or SETS:
            _print_set(language, name, grade([case for case in cases if case.set == name]))
            if options.failures:
                _print_failures(grade([case for case in cases if case.set == name]))
    return 0


def _print_set(language: str, name: str, results: Sequence[Result]) -> None:
    hits = sum(len(result.covered & result.case.expected) for result in results)
    marked = sum(len(result.covered) for result in results)
    there = sum(len(result.case.expected) for result in results)
    mean = sum(result.seconds for result in results) / len(results)
    print(
        f"{language} {name}: {len(results):3} answers  F1 {f1(results):.3f}  "
        f"precision {hits / max(marked, 1):.3f}  recall {hits / max(there, 1):.3f}  "
        f"false coverage {false_coverage(results):.1%}  "
        f"mean {mean * 1e3:.1f} ms, slowest {max(r.seconds for r in results) * 1e3:.1f} ms"
    )
    kinds: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        kinds[result.case.kind].append(result)
    for kind, some in sorted(kinds.items()):
        wrong = not any(result.case.expected for result in some)
        figure = f"false {false_coverage(some):5.1%}" if wrong else f"F1 {f1(some):.3f}"
        print(f"    {kind:10} {len(some):3} answers  {figure}")


def _print_failures(results: Iterable[Result]) -> None:
    for result in results:
        case = result.case
        missed, invented = case.expected - result.covered, result.covered - case.expected
        if missed or invented:
            print(f"{case.language} {case.set} {case.kind} {case.question}: {case.answer!r}")
            for label, indices in (("missed", missed), ("invented", invented)):
                for index in sorted(indices):
                    print(f"    {label} {index}: {case.points[index].text}")
