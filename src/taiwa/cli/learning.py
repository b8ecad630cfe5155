"""The commands that a learner calls to learn: the app, line mode, a question, the scores.

The Textual app is imported only when it runs.
"""

import argparse
import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, nullcontext, suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import (
    DONE,
    asking_cache,
    learner_folder,
    open_course,
    open_study,
    read_course,
    shelves_of,
)
from taiwa.cli.syncing import Sitting, unsynced_line
from taiwa.errors import N_, ContentError, TaiwaError, UsageError
from taiwa.words.catalogs import Words, preferred

if TYPE_CHECKING:
    from taiwa.course.model import Text
    from taiwa.study.desk import Study
    from taiwa.study.session import Session

    Begin = Callable[[Study], Session]

NO_QUESTION = N_("Put your question into words: taiwa ask 'why is …?'")
NO_TERMINAL = N_("This is not a terminal: use taiwa --plain.")
DUMB = N_("This terminal (TERM={name}) can't be drawn on: use taiwa --plain.")

PATIENCE_MS = 200
"""Milliseconds that a learner waits for another program that is saving, before a word is said."""


def _begin(options: argparse.Namespace) -> "Begin | None":
    """The session that the command line asks for."""
    if options.lesson:
        return lambda study: study.lesson(study.section(options.lesson))
    if options.quiz:
        return lambda study: study.quiz([study.section(options.quiz)])
    return None


def _desk(options: argparse.Namespace, words: Words) -> "Study":
    """The desk to sit down at: the language that is asked for is kept for the next start.

    Who has not chosen reads Japanese with readings, but in a Japanese locale, on whatever way in.
    """
    from taiwa.record.settings import FURIGANA

    sitting = Sitting(options)
    study = open_study(options, words, begins=True)
    sitting.begin(study.store)
    if options.lang:
        study.switch_language(words.language)
    chosen = study.store.setting(FURIGANA.name) is not None
    if not chosen and preferred(os.environ, words.languages) == "ja":
        FURIGANA.write(study.store, "off")
    return study


def talk(options: argparse.Namespace, words: Words) -> int:
    if options.plain:
        return _talk_plain(options, words)
    need_terminal()
    begin = _begin(options)
    while True:
        study = _desk(options, words)
        study.store.wait_ms = PATIENCE_MS  # nothing is drawn meanwhile
        from taiwa.tui.app import TaiwaApp

        others = partial(_other_courses, options, study.course.id)
        app = TaiwaApp(study, words, begin(study) if begin else None, others)
        other = app.run()
        if other is None:
            return app.return_code or DONE
        options.opened.close()
        paths.choose(paths.data_folder(os.environ), other)
        options.course, options.lang, begin = other, words.language, None


def need_terminal(otherwise: str = NO_TERMINAL) -> None:
    """Raise `TaiwaError` where the app can't be drawn."""
    if "TEXTUAL_DRIVER" not in os.environ:  # which names a browser's, see `web`
        if not all(stream.isatty() for stream in (sys.stdin, sys.stdout)):
            raise TaiwaError(otherwise)
        if (name := os.environ.get("TERM")) in ("dumb", "unknown"):
            raise TaiwaError(DUMB, name=name)
    _spare_input_method(os.environ)


def _other_courses(options: argparse.Namespace, open_now: str) -> "dict[str, Text]":
    """The titles of the courses to go on with instead, by id; none beside one in a folder."""
    if options.content is not None:
        return {}
    titles = {}
    for id, folder in paths.courses(paths.data_folder(os.environ)).items():
        if id != open_now:
            with suppress(ContentError):  # which `taiwa courses` tells
                titles[id] = read_course(folder).title
    return titles


def _spare_input_method(environment: MutableMapping[str, str]) -> None:
    """In iTerm2, outside tmux, text of an input method vanishes under the Kitty protocol.

    Textual reads the variable when it is imported; what the user has set stays.
    """
    terminals = (environment.get("TERM_PROGRAM"), environment.get("LC_TERMINAL"))
    if {"iTerm.app", "iTerm2"}.intersection(terminals) and "TMUX" not in environment:
        environment.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def _talk_plain(options: argparse.Namespace, words: Words) -> int:
    from taiwa.cli.plain import Plain

    here = sys.stdin.isatty()  # a learner, who can do something about what goes wrong

    def read(prompt: str) -> str | None:
        try:
            with _shown_again(prompt) if here else nullcontext():
                return input(prompt if here else "")
        except EOFError:
            print(end="\n" if here else "")
            return None

    gc.enable()
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    study = _desk(options, words)
    if here:
        study.store.wait_ms = PATIENCE_MS
    drop_typed = _drop_typed if here else lambda: None
    plain = Plain(study, words, read, sys.stdout, width, here, drop_typed)
    try:
        plain.run(_begin(options))
    except KeyboardInterrupt:
        plain.line("")
        plain.leave()
        raise
    finally:
        if line := unsynced_line(study.store.path, words):
            plain.line(line)
    return DONE


@contextmanager
def _shown_again(prompt: str) -> Iterator[None]:
    """Show a prompt once more when taiwa goes on after it was stopped, as by Ctrl+Z and `fg`."""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGCONT, lambda *_: print(prompt, end="", flush=True))
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, before)


def _drop_typed() -> None:
    """Forget what was typed at the terminal and not read yet."""
    if sys.platform != "win32":
        import termios

        with suppress(termios.error):  # the terminal has gone, which reading from it tells
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def add_ask(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "ask", _("ask one question, or one a line from a pipe"), ask)
    made.add_argument("question", metavar="QUESTION", nargs="*", help=_("your question"))
    made.add_argument("--json", action="store_true", help=_("print JSON, for programs"))


def ask(options: argparse.Namespace, words: Words) -> int:
    from taiwa.words.answers import answers

    question = " ".join(options.question)
    if options.question and not (question.strip() or options.json):
        raise UsageError(NO_QUESTION)
    asked = [question] if options.question else sys.stdin
    piped = not (options.question or sys.stdin.isatty())
    if not (options.question or piped):  # it'd seem to hang
        print(words._("Type a question and press Enter. Ctrl+D ends."), file=sys.stderr)
    learner = learner_folder(options, begins=False)  # even if no question needs it
    course = open_course(options, words)
    desk = cache(lambda: open_study(options, words, to_read=True))
    how = {"chosen": options.chosen, "as_json": options.json, "repeat": piped}
    how |= {"cache": asking_cache(), "shelves": shelves_of(options, learner, course)}
    how |= {"begun": paths.record_of(learner, course.id).exists()}
    for line in answers(course, words, asked, desk, **how):
        print(line, flush=True)
    return DONE


def add_scores(commands: Subcommands, words: Words) -> None:
    made = command(commands, words, "scores", words._("print your scores"), scores)
    made.add_argument("--json", action="store_true", help=words._("print JSON, for programs"))


def scores(options: argparse.Namespace, words: Words) -> int:
    from taiwa.words.scoreboard import score_lines, scores_json

    study = open_study(options, words, to_read=True)
    print(scores_json(study) if options.json else "\n".join(score_lines(study, words)))
    return DONE


def add_map(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "map", _("print the map of the argument as a tree"), print_map)
    made.add_argument(
        "section",
        metavar="SECTION",
        nargs="?",
        help=_("a section, such as 2; without one, the whole text"),
    )


def print_map(options: argparse.Namespace, words: Words) -> int:
    from taiwa.course.charts import chart_of
    from taiwa.words.argument_map import STILL_TO_BUILD, map_lines, no_map

    study = open_study(options, words, to_read=True)
    course, width = study.course, shutil.get_terminal_size().columns
    section = study.section(options.section) if options.section else None
    chart = chart_of(course, section)
    if chart is None:
        raise no_map(course)
    if study.unbuilt(chart.argument):
        wish = f"/map {options.section}" if section else "/map"
        raise TaiwaError(STILL_TO_BUILD, taiwa=paths.command(study.store.path), map=wish)
    told = map_lines(chart, course.relations, words, width)
    print("\n".join([words.plain(chart.title), "", *told]))
    return DONE
