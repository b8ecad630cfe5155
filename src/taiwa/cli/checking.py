"""`taiwa check`: the problems of a course folder."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, FAILED, content_of
from taiwa.cli.progress_bar import waiting
from taiwa.errors import N_, ContentError, Located
from taiwa.words.catalogs import Words

ALL_WELL = N_("{path}: no problems.")


def add_check(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, "check", _("check a course folder"), check)
    made.add_argument("path", metavar="DIR", type=Path, nargs="?", help=_("the course's folder"))
    made.add_argument(
        "--lock", action="store_true", help=_("record its ids and answer keys as released")
    )


def check(options: argparse.Namespace, words: Words) -> int:
    from taiwa.course.check import check_course
    from taiwa.course.loading import load_with_places
    from taiwa.course.release import LOCK, lock_lines
    from taiwa.tutor.explaining import KeyPoint, likely_points
    from taiwa.tutor.grade.shortlist import Shortlist
    from taiwa.tutor.grading import grade_by_rules

    def grade(answer: str, accepted: Sequence[str], language: str) -> str:
        return grade_by_rules(answer, accepted, language).verdict

    def covers(answer: str, points: Sequence[Sequence[str]], language: str) -> tuple[int, ...]:
        return likely_points(answer, [KeyPoint(p[0], p) for p in points], language)

    path: Path = options.path or content_of(options)
    try:
        with waiting(words._("Reading the course")):
            course, places = load_with_places(path)
        if options.lock:
            lines = "".join(f"{line}\n" for line in lock_lines(course))
            paths.write_whole(path / LOCK, lines.encode())
        with waiting(words._("Checking")):
            problems = check_course(course, places, path, grade, Shortlist, covers)
    except ContentError as error:
        print(told(error.problems, path, words))
        return FAILED
    print(told(problems, path, words) or words._(ALL_WELL, path=path))
    return FAILED if problems else DONE


def told(problems: Sequence[Located], folder: Path, words: Words) -> str:
    """A line for each problem, each file named by the folder as the user gave it."""
    return "\n".join(problem.told(words._, folder) for problem in problems)
