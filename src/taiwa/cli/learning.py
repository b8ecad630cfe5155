"""The commands that a learner calls to learn: the app, line mode, a question, the scores.

The Textual app is imported only when it runs.
"""

import argparse
import gc
import os
import shutil
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from taiwa.cli.arguments import Subcommands, add_language, command
from taiwa.cli.open import DONE, learner_folder, open_course, open_study
from taiwa.errors import N_, TaiwaError, UsageError
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.study.desk import Study
    from taiwa.study.session import Session

NO_QUESTION = N_("Put your question into words: taiwa ask 'why is …?'")
NO_TERMINAL = N_("This is not a terminal: use taiwa --plain.")
DUMB = N_("This terminal (TERM={name}) can't be drawn on: use taiwa --plain.")

PATIENCE_MS = 200
"""Milliseconds that a learner waits for another program that is saving, before a word is said."""


def _begin(options: argparse.Namespace) -> "Callable[[Study], Session] | None":
    """The session that the command line asks for."""
    if options.lesson:
        return lambda study: study.lesson(study.section(options.lesson))
    if options.quiz:
        return lambda study: study.quiz([study.section(options.quiz)])
    return None


def _desk(options: argparse.Namespace, words: Words) -> "Study":
    """The desk to sit down at: the language that is asked for is kept for the next start."""
    study = open_study(options, words, begins=True)
    if options.lang:
        study.switch_language(words.language)
    return study


def talk(options: argparse.Namespace, words: Words) -> int:
    if options.plain:
        return _talk_plain(options, words)
    if "TEXTUAL_DRIVER" not in os.environ:  # which names a browser's, see `web`
        if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
            raise TaiwaError(NO_TERMINAL)
        if (name := os.environ.get("TERM")) in ("dumb", "unknown"):
            raise TaiwaError(DUMB, name=name)
    study = _desk(options, words)
    study.store.wait_ms = PATIENCE_MS  # nothing is drawn meanwhile
    begin = _begin(options)
    _spare_input_method(os.environ)
    from taiwa.tui.app import TaiwaApp

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
    return DONE


def _drop_typed() -> None:
    """Forget what was typed at the terminal and not read yet."""
    if sys.platform != "win32":
        import termios

        with suppress(termios.error):  # the terminal has gone, which reading from it tells
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def add_ask(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, "ask", _("ask one question, or one a line from a pipe"), ask)
    made.add_argument("question", metavar="QUESTION", nargs="*", help=_("your question"))
    add_language(made, words)
    made.add_argument("--json", action="store_true", help=_("for programs"))


def ask(options: argparse.Namespace, words: Words) -> int:
    from taiwa.words.answers import answers

    question = " ".join(options.question)
    if options.question and not (question.strip() or options.json):
        raise UsageError(NO_QUESTION)
    asked = [question] if options.question else sys.stdin
    if options.profile is not None:
        learner_folder(options, begins=False)  # even if no question needs it, it is to be there
    course = open_course(options, words)
    desk = cache(lambda: open_study(options, words, to_read=True))
    how = {"chosen": options.chosen, "as_json": options.json, "repeat": not options.question}
    for line in answers(course, words, asked, desk, **how):
        print(line, flush=True)
    return DONE


def add_scores(commands: Subcommands, words: Words) -> None:
    made = command(commands, "scores", words._("print your scores"), scores)
    add_language(made, words)
    made.add_argument("--json", action="store_true", help=words._("for programs"))


def scores(options: argparse.Namespace, words: Words) -> int:
    from taiwa.words.scoreboard import score_lines, scores_json

    study = open_study(options, words, to_read=True)
    print(scores_json(study) if options.json else "\n".join(score_lines(study, words)))
    return DONE


def add_argue(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, "argue", _("draw the argument as a tree"), argue)
    made.add_argument("section", metavar="SECTION", nargs="?", help=_("a section; none: the text"))
    add_language(made, words)


def argue(options: argparse.Namespace, words: Words) -> int:
    from taiwa.words.argument_map import NO_ARGUMENT, section_map, text_map

    study = open_study(options, words, to_read=True)
    width = shutil.get_terminal_size().columns
    if options.section is None:
        title, lines = study.course.title, list(text_map(study.course, words, width))
    else:
        section = study.section(options.section)
        title, lines = section.title, list(section_map(section, words, width))
    if not lines:
        raise TaiwaError(NO_ARGUMENT)
    print("\n".join([plain(title[words.language]), "", *lines]))
    return DONE
