"""What each command of the command line does, once its words are read.

The only place that reads the clock and the system's random source. The Textual app is imported only
when it runs.
"""

import argparse
import gc
import os
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.errors import N_, ContentError, StoreError, TaiwaError
from taiwa.language.catalogs import Words
from taiwa.waiting import waiting

if TYPE_CHECKING:
    from taiwa.course.model import Course
    from taiwa.session import Session
    from taiwa.study import Study

NO_TERMINAL = N_("This is not a terminal: use taiwa --plain.")
DUMB = N_("This terminal (TERM={name}) can't be drawn on: use taiwa --plain.")
ALL_WELL = N_("{path}: no problems.")

NO_COPY = N_("Today's backup could not be made in {path}; taiwa doctor says more.")

DONE, FAILED = 0, 1

PATIENCE_MS = 200
"""How long a learner waits for another program that is saving, before a word is said."""


def _course(options: argparse.Namespace, words: Words) -> "Course":
    from taiwa.course.loading import load_course

    with waiting(words._("Reading the course")):
        return load_course(options.content, paths.cache_folder(os.environ) / "courses")


def open_study(options: argparse.Namespace, words: Words, *, to_read: bool = False) -> "Study":
    """The learner's desk on the course asked for, in the language asked for or last used.

    With `to_read`, progress that can't be written to will do, and the language is not kept.
    """
    from taiwa.progress.backup import missing
    from taiwa.progress.store import Store
    from taiwa.study import Study

    course = _course(options, words)
    db = database(options)
    with waiting(words._("Opening your progress")):
        gone = missing(db)
        copied = _back_up(db)
        store = Store(db, to_read=to_read)
    options.opened.callback(store.close)
    study = Study(course, store, now, random.SystemRandom(), words.language)
    study.warnings += _warnings(study, db, gone, copied)
    last = store.setting("language")
    if options.lang and not to_read:
        study.switch_language(words.language)
    elif not options.lang and last in course.languages:
        study.language = words.language = str(last)
    for warning in study.warnings:
        print(words._(warning.message, **warning.values), file=sys.stderr)
    return study


def _warnings(
    study: "Study", db: Path, gone: dict[str, object] | None, copied: bool
) -> Iterator[StoreError]:
    """What is wrong with the record or the clock, though work goes on."""
    from taiwa.progress.backup import LOST

    if gone is not None:
        yield StoreError(LOST, **gone)
    if not copied and not study.store.read_only:
        yield StoreError(NO_COPY, path=db.parent)
    try:
        study.moment()
    except StoreError as wrong:
        yield wrong


def database(options: argparse.Namespace) -> Path:
    """Where the learner's progress is kept: the profile named, or the one without a name."""
    folder = paths.data_folder(os.environ)
    if options.profile is not None:
        from taiwa.profiles import folder_of

        folder = folder_of(folder, options.profile)
    return folder / paths.DATABASE


def _back_up(db: Path) -> bool:
    """Keep the day's copy; where that can't be done, work goes on."""
    from taiwa.progress.backup import keep_backups

    try:
        keep_backups(db, now().date())
    except (sqlite3.Error, OSError):
        return False
    return True


def now() -> datetime:
    """The time, in the time zone that the machine is in now; UTC where TZ names none there is."""
    if hasattr(time, "tzset"):
        time.tzset()  # else one that was changed meanwhile would not be noticed
    try:
        return datetime.now().astimezone()
    except ValueError:  # more than a day off, as C lets TZ say
        return datetime.now(UTC)


def _begin(options: argparse.Namespace) -> "Callable[[Study], Session] | None":
    """The session that the command line asks for."""
    if options.lesson:
        return lambda study: study.lesson(study.section(options.lesson))
    if options.quiz:
        return lambda study: study.quiz([study.section(options.quiz)])
    return None


def talk(options: argparse.Namespace, words: Words) -> int:
    if options.plain:
        return _talk_plain(options, words)
    if "TEXTUAL_DRIVER" not in os.environ:  # which names a browser's, see `serving`
        if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
            raise TaiwaError(NO_TERMINAL)
        if (name := os.environ.get("TERM")) in ("dumb", "unknown"):
            raise TaiwaError(DUMB, name=name)
    study = open_study(options, words)
    study.store.wait_ms = PATIENCE_MS  # nothing is drawn meanwhile
    begin = _begin(options)
    _spare_input_method(os.environ)
    from taiwa.terminal.app import TaiwaApp

    app = TaiwaApp(study, words, begin(study) if begin else None)
    app.run()
    return app.return_code or DONE


def _spare_input_method(environment: MutableMapping[str, str]) -> None:
    """In iTerm2, outside tmux, text of an input method vanishes under the Kitty protocol.

    Textual reads the variable when it is imported; what the user has set stays.
    """
    terminals = (environment.get("TERM_PROGRAM"), environment.get("LC_TERMINAL"))
    if {"iTerm.app", "iTerm2"}.intersection(terminals) and "TMUX" not in environment:
        environment.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def _talk_plain(options: argparse.Namespace, words: Words) -> int:
    from taiwa.plain import Plain

    here = sys.stdin.isatty()  # a learner, who can do something about what goes wrong

    def read(prompt: str) -> str | None:
        try:
            return input(prompt if here else "")
        except EOFError:
            print(end="\n" if here else "")
            return None

    gc.enable()
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    study = open_study(options, words)
    if here:
        study.store.wait_ms = PATIENCE_MS
    plain = Plain(study, words, read, sys.stdout, width, retry=here)
    try:
        plain.run(_begin(options))
    except KeyboardInterrupt:
        plain.line("")
        plain.leave()
        raise
    return DONE


def ask(options: argparse.Namespace, words: Words) -> int:
    from taiwa.answering import answers

    asked = [" ".join(options.question)] if options.question else sys.stdin
    course = _course(options, words)
    desk = cache(lambda: open_study(options, words, to_read=True))
    for line in answers(course, words, asked, desk, as_json=options.json):
        print(line, flush=True)
    return DONE


def scores(options: argparse.Namespace, words: Words) -> int:
    from taiwa.scoreboard import as_json, as_lines

    study = open_study(options, words, to_read=True)
    print(as_json(study) if options.json else "\n".join(as_lines(study, words)))
    return DONE


def check(options: argparse.Namespace, words: Words) -> int:
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
        with waiting(words._("Reading the course")):
            course, places = load_with_places(path)
        if options.lock:
            lines = "".join(f"{line}\n" for line in lock_lines(course))
            paths.write_whole(path / FILE, lines.encode())
        with waiting(words._("Checking")):
            problems = check_course(course, places, path, grade, covers)
    except ContentError as error:
        print(error)
        return FAILED
    print("\n".join(map(str, problems)) or words._(ALL_WELL, path=path))
    return FAILED if problems else DONE
