"""A course as its author has it checked: with the tutor that will grade its answers."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from taiwa.course.advice import advise
from taiwa.course.check import check_course
from taiwa.course.course import Course
from taiwa.course.model import Explain
from taiwa.course.problems import Places
from taiwa.errors import Located
from taiwa.tutor.asking import Asking
from taiwa.tutor.explaining import KeyPoint, explanation_grader, read_explanation
from taiwa.tutor.grade.shortlist import Shortlist
from taiwa.tutor.grading import grade_by_rules


def find_all(
    course: Course, places: Places, folder: Path
) -> tuple[Sequence[Located], Sequence[Located]]:
    """The problems of a course and, where there are none, what could be better in it."""
    problems = find_problems(course, places, folder)
    return problems, () if problems else find_advice(course, places, folder)


def find_problems(course: Course, places: Places, folder: Path) -> Sequence[Located]:
    """The problems of a course that can be read. Raises `ContentError` where they are too many."""
    return check_course(course, places, folder, _grade, Shortlist, _covers)


def find_advice(course: Course, places: Places, folder: Path) -> Sequence[Located]:
    """The advice on a course without problems."""
    # a large course is not asked
    tutor = cache(lambda: Asking(_without_questions(course), shelves=[folder]))
    return advise(
        course, places, folder, lambda asked, said: tutor().ask(asked, said).answered, _takes, _read
    )


def _without_questions(course: Course) -> Course:
    """The course as it is before its questions, each of which would be found by itself."""
    sections = tuple(section.having(questions=()) for section in course.sections)
    return replace(course, sections=sections, comparisons=())


def _grade(answer: str, accepted: Sequence[str], language: str) -> str:
    return grade_by_rules(answer, accepted, language).verdict


def _takes(answer: str, accepted: Sequence[str], language: str) -> bool:
    return _grade(answer, accepted, language) in ("correct", "close")


def _read(answer: str, question: Explain, language: str) -> tuple[set[int], set[int]]:
    points = [KeyPoint(p.text[language], p.phrases[language]) for p in question.points]
    marks = read_explanation(answer, points, language)
    return {i + 1 for i in marks.credited}, {i + 1 for i in marks.asked}


def _covers(points: Sequence[Sequence[str]], language: str) -> Callable[[str], tuple[int, ...]]:
    return explanation_grader([KeyPoint(p[0], p) for p in points], language)
