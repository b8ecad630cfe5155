"""`taiwa check`: the problems of a course folder; `taiwa format`: what its files may hold."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, FAILED, content_of
from taiwa.cli.progress_bar import waiting
from taiwa.errors import N_, ContentError, Located, UsageError
from taiwa.words.catalogs import Words

PROBLEMS = N_("The course in {path} can't be used:")
BETTER = N_("What could be better:")
NO_LOCK = N_("{path} is a pack: lock the ids in the folder that it is made of.")
ALL_WELL = N_("{path}: no problems.")


def add_check(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "check", _("check a course"), check)
    made.add_argument(
        "path", metavar="DIR", type=Path, nargs="?", help=_("the course's folder, or a pack")
    )
    made.add_argument(
        "--lock", action="store_true", help=_("record its ids and answer keys as released")
    )


def add_format(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "format", _("show every key of a course's files"), tell_format)
    made.add_argument("--schema", action="store_true", help=_("print a JSON Schema, for editors"))


def tell_format(options: argparse.Namespace, words: Words) -> int:
    """Print what the files of a course may hold."""
    from taiwa.course.format import reference, schema

    print(schema(words._).rstrip() if options.schema else reference(words._))
    return DONE


def check(options: argparse.Namespace, words: Words) -> int:
    from taiwa.course.packs import opened

    path: Path = options.path or content_of(options)
    if options.lock and path.is_file():
        raise UsageError(NO_LOCK, path=path)
    advice: Sequence[Located] = ()
    with opened(path) as folder:
        try:
            problems, advice = _checked(folder, options.lock, words)
        except ContentError as error:
            problems = error.problems
    print(told(problems, path, words) or words._(ALL_WELL, path=path))
    if advice:
        print(words._(BETTER), told(advice, path, words), sep="\n")
    return FAILED if problems else DONE


def _checked(folder: Path, lock: bool, words: Words) -> tuple[Sequence[Located], Sequence[Located]]:
    """The problems of the course in a folder and, if there are none, the advice on it.

    Its ids are locked at first if that is asked for.
    """
    from taiwa.course.loading import load_with_places
    from taiwa.course.pinning import pin
    from taiwa.course.release import LOCK, lock_lines
    from taiwa.study.checking import find_all

    with waiting(words._("Reading the course")):
        course, places = load_with_places(folder)
    if lock:
        if written := pin(folder, course, places):
            course, places = load_with_places(folder)
            told = words.ngettext(
                "One id was written into its file: an edit of the text does not change it.",
                "{number} ids were written into the files: an edit of a text changes none of them.",
                written,
            )
            print(told)
        lines = [f"{line}\n" for line in lock_lines(course)]
        paths.write_whole(folder / LOCK, "".join(lines).encode())
        told = words.ngettext(
            "{number} id is locked in {file}.",
            "{number} ids are locked in {file}.",
            len(lines),
            file=folder / LOCK,
        )
        print(told)
    with waiting(words._("Checking")):
        return find_all(course, places, folder)


def told(problems: Sequence[Located], folder: Path, words: Words) -> str:
    """A line for each problem, each file named by the folder as the user gave it."""
    return "\n".join(problem.told(words._, folder) for problem in problems)


def unreadable(error: ContentError, words: Words) -> int:
    """Tell what is wrong with a file by itself."""
    print(told(error.problems, Path(), words), file=sys.stderr)
    return FAILED


def unusable(problems: Sequence[Located], folder: Path, words: Words) -> int:
    """Tell why a course can't be taught from."""
    print(words._(PROBLEMS, path=folder), file=sys.stderr)
    print(told(problems, folder, words), file=sys.stderr)
    return FAILED
