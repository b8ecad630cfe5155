"""Tries explanations that should earn nothing, and the reverse, on answers that a course keeps.

    python -m tests.eval tried [DIR] [--failures]

Each explanation of a course in format 2 keeps, in each language, answers that earn nothing
(`wrong`: terms pasted, roles swapped, claims turned round …) and answers in free wording with the
points that they earn (`right`). Besides, its prompt, its hints and each term of the glossary must
earn nothing.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import Explain
from taiwa.tutor.explaining import KeyPoint, grade_explanation

Row = tuple[str, str, Explain, str, tuple[int, ...]]
"""The kind of answer, its language, the question, the answer, and the points it should earn."""


def rows(course: Course) -> Iterator[Row]:
    """Every answer that is tried."""
    for question in course.all_questions():
        if not isinstance(question, Explain) or not question.tried:
            continue
        for language, tried in question.tried.items():
            for each in tried:
                kind = "right" if each.points else "wrong"
                yield kind, language, question, each.answer, tuple(sorted(each.points))
            for text in (question.prompt, *question.hints):
                yield "prompt and hints", language, question, text[language], ()
            for term in course.glossary:
                yield "terms", language, question, term.term[language], ()


def main(arguments: Sequence[str]) -> int:
    named = [Path(name) for name in arguments if not name.startswith("-")]
    course = load_course(named[0] if named else paths.shipped("content"))
    tried: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    for kind, language, question, answer, wanted in rows(course):
        points = [KeyPoint(p.text[language], p.phrases[language]) for p in question.points]
        earned = tuple(place + 1 for place in grade_explanation(answer, points, language))
        tried[kind, language] += 1
        if earned != wanted:
            failed[kind, language] += 1
            if "--failures" in arguments:
                print(f"{question.id} {language} earns {earned}, should {wanted}: {answer}")
    for key, count in tried.items():
        print(f"{key[0]:18} {key[1]}: {failed[key]:3} of {count} not as they should be")
    if not tried:
        print("no explanation of this course keeps answers to try", file=sys.stderr)
    return 0
