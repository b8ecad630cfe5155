"""The command line: builds the objects, runs a front end or a command, tells errors in one line.

The only place that reads the clock, the environment and the system's random source, and the only
one that catches `TaiwaError`. The Textual app is imported only when it runs.
"""

import argparse
import gc
import os
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa import __version__, paths
from taiwa.errors import N_, ContentError, TaiwaError, UsageError
from taiwa.language import catalogs
from taiwa.language.catalogs import Words

if TYPE_CHECKING:
    from taiwa.course.model import Course
    from taiwa.session import Session, Study

NO_TERMINAL = N_("There is no terminal here to draw on: use taiwa --plain.")
NO_LANGUAGE = N_("There is no language '{name}'. The languages are: {known}.")
PROBLEMS = N_("The course in {path} can't be used:")
ALL_WELL = N_("{path}: no problems.")

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run taiwa; returns the exit status: 0 done, 1 an error told in one line, 2 wrong usage."""
    gc.disable()  # a start makes no garbage, and looking for it takes a tenth of the time
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _speak_utf8(stream)
    words = _words(os.environ)
    options = _parser(words).parse_args(arguments)
    try:
        if options.lang:
            words.language = _known(options.lang, _locales())
        run: Callable[[argparse.Namespace, Words], int] = options.run
        return run(options, words)
    except ContentError as error:
        print(words._(PROBLEMS, path=options.content), file=sys.stderr)
        print(error, file=sys.stderr)
        return FAILED
    except TaiwaError as error:
        print(f"taiwa: {words._(error.message, **error.values)}", file=sys.stderr)
        return WRONG_USAGE if isinstance(error, UsageError) else FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:  # the reader of a pipe has gone: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _speak_utf8(stream: object) -> None:
    """Japanese must get through whatever the locale says; what can't be read is replaced."""
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(encoding="utf-8", errors="replace")


def _locales() -> tuple[str, ...]:
    return catalogs.languages(paths.shipped("locales"))


def _words(environment: "os._Environ[str]") -> Words:
    """The interface's words in the language of the locale."""
    language = catalogs.preferred(environment, _locales())
    return Words(language, paths.shipped("locales"), paths.cache_folder(environment) / "locales")


def _known(name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise UsageError(NO_LANGUAGE, name=name, known=", ".join(known))
    return name


def _parser(words: Words) -> argparse.ArgumentParser:
    _ = words._
    parser = argparse.ArgumentParser(
        prog="taiwa", description=_("A tutor in the terminal, in Japanese and English.")
    )
    parser.set_defaults(run=_talk)
    parser.add_argument("--version", action="version", version=f"taiwa {__version__}")
    parser.add_argument("--plain", action="store_true", help=_("line mode, also for pipes"))
    parser.add_argument("--lang", metavar="ja|en", help=_("the language to begin in"))
    parser.add_argument(
        "--content",
        type=Path,
        metavar="DIR",
        default=paths.shipped("content"),
        help=_("a course of your own"),
    )
    parser.add_argument("--lesson", metavar="SECTION", help=_("begin with this lesson"))
    parser.add_argument("--quiz", metavar="SECTION", help=_("begin with this section's quiz"))
    commands = parser.add_subparsers(metavar="COMMAND")
    ask = commands.add_parser("ask", help=_("ask one question, or one a line from a pipe"))
    ask.add_argument("question", metavar="QUESTION", nargs="*")
    ask.add_argument("--lang", metavar="ja|en", default=argparse.SUPPRESS)
    ask.add_argument("--json", action="store_true", help=_("for programs"))
    ask.set_defaults(run=_ask)
    scores = commands.add_parser("scores", help=_("print your scores"))
    scores.add_argument("--json", action="store_true", help=_("for programs"))
    scores.set_defaults(run=_scores)
    check = commands.add_parser("check", help=_("check a course folder"))
    check.add_argument("path", metavar="DIR", type=Path, nargs="?")
    check.add_argument("--lock", action="store_true", help=_("release its ids and answer keys"))
    check.set_defaults(run=_check)
    return parser


def _course(options: argparse.Namespace) -> "Course":
    from taiwa.course.loading import load_course

    return load_course(options.content, paths.cache_folder(os.environ) / "courses")


def _open(options: argparse.Namespace, words: Words) -> "Study":
    """The learner's desk on the course asked for, in the language last used."""
    from taiwa.progress.store import Store
    from taiwa.session import Study

    course = _course(options)
    store = Store(paths.data_folder(os.environ) / paths.DATABASE)
    study = Study(course, store, _now, random.SystemRandom(), words.language)
    last = store.setting("language")
    if options.lang:
        study.switch_language(words.language)
    elif last in course.languages:
        study.language = words.language = str(last)
    return study


def _now() -> datetime:
    return datetime.now().astimezone()


def _begin(options: argparse.Namespace) -> "Callable[[Study], Session] | None":
    """The session that the command line asks for."""
    if options.lesson:
        return lambda study: study.lesson(study.section(options.lesson))
    if options.quiz:
        return lambda study: study.quiz([study.section(options.quiz)])
    return None


def _talk(options: argparse.Namespace, words: Words) -> int:
    if options.plain:
        return _talk_plain(options, words)
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise TaiwaError(NO_TERMINAL)
    study = _open(options, words)
    begin = _begin(options)
    from taiwa.terminal.app import TaiwaApp

    app = TaiwaApp(study, words, begin(study) if begin else None)
    app.run()
    return app.return_code or DONE


def _talk_plain(options: argparse.Namespace, words: Words) -> int:
    from taiwa.plain import Plain

    def read(prompt: str) -> str | None:
        try:
            return input(prompt if sys.stdin.isatty() else "")
        except EOFError:
            return None

    gc.enable()
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    Plain(_open(options, words), words, read, sys.stdout, width).run(_begin(options))
    return DONE


def _ask(options: argparse.Namespace, words: Words) -> int:
    from taiwa.answering import answers

    asked = [" ".join(options.question)] if options.question else sys.stdin
    course = _course(options)
    for line in answers(course, words, asked, as_json=options.json):
        print(line, flush=True)
    return DONE


def _scores(options: argparse.Namespace, words: Words) -> int:
    from taiwa.scoreboard import as_json, as_lines

    study = _open(options, words)
    print(as_json(study) if options.json else "\n".join(as_lines(study, words)))
    return DONE


def _check(options: argparse.Namespace, words: Words) -> int:
    from taiwa.course.checking import check_course
    from taiwa.course.loading import load_with_places
    from taiwa.course.locking import FILE, lock_lines
    from taiwa.tutor.explaining import KeyPoint, grade_explanation
    from taiwa.tutor.grading import grade_typed

    def grade(answer: str, accepted: Sequence[str], language: str) -> str:
        return grade_typed(answer, accepted, language).verdict

    def covers(answer: str, points: Sequence[Sequence[str]], language: str) -> tuple[int, ...]:
        return grade_explanation(answer, [KeyPoint(p[0], p) for p in points], language)

    path: Path = options.path or options.content
    try:
        course, places = load_with_places(path)
    except ContentError as error:
        print(error)
        return FAILED
    if options.lock:
        (path / FILE).write_text("\n".join(lock_lines(course)) + "\n", encoding="utf-8")
    problems = check_course(course, places, path, grade, covers)
    print("\n".join(map(str, problems)) or words._(ALL_WELL, path=path))
    return FAILED if problems else DONE
