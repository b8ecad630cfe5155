"""The command line: reads its words, runs what they ask for, tells errors in one line.

The only place that catches `TaiwaError`. Each family of commands has a file beside it, with the
arguments that they take and what they do.
"""

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from taiwa import __version__, paths
from taiwa.cli import (
    checking,
    courses,
    handing_in,
    learners,
    learning,
    previewing,
    record,
    serving,
    syncing,
)
from taiwa.cli.arguments import Parser, Run, speak
from taiwa.cli.language import language
from taiwa.cli.open import FAILED, content_of
from taiwa.errors import FULL, N_, NO_LANGUAGE, ContentError, TaiwaError, UsageError, is_full
from taiwa.words import catalogs
from taiwa.words.catalogs import Words

BEGINS_ALONE = N_("{option} begins a session: leave it out, or the command '{command}'.")
NO_FILE = N_("{path} can't be read or written: check that it is there, and that you may.")
NO_OUTPUT = N_("The output can't be written: check where it goes.")

WRONG_USAGE, INTERRUPTED = 2, 130

COMMANDS = (
    learning.add_ask,
    learning.add_map,
    learning.add_scores,
    checking.add_check,
    checking.add_format,
    previewing.add_preview,
    courses.add_courses,
    courses.add_new,
    courses.add_pack,
    record.add_export,
    record.add_import,
    syncing.add_sync,
    handing_in.add_hand_in,
    handing_in.add_class,
    record.add_doctor,
    learners.add_set,
    learners.add_profiles,
    serving.add_serve,
    record.add_optimize,
)
"""In the order of `taiwa --help`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run taiwa; returns the exit status.

    0 done, 1 an error told in one line, 2 wrong usage, 128 and its number after a signal.
    """
    gc.disable()  # a start makes no garbage, and looking for it takes a tenth of the time
    atexit.register(gc.freeze)  # nor need it be looked for at the end, where all is given back
    for name in ("stdin", "stdout", "stderr"):
        _make_ready(name)
    try:
        spoken, chosen = language(arguments, os.environ, _locales())
        words = _words(spoken)
        try:
            return _run(arguments, words, chosen)
        finally:
            sys.stdout.flush()  # as long as somebody can be told where that fails
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has gone: nobody is left to tell
        _discard_output()
    except OSError as error:
        _discard_output()
        message = FULL if is_full(error) else NO_FILE if error.filename else NO_OUTPUT
        print(f"taiwa: {words._(message, path=error.filename)}", file=sys.stderr)
    return FAILED


def _run(arguments: Sequence[str] | None, words: Words, chosen: bool) -> int:
    """Do what the command line asks for; what goes wrong is told in one line.

    `chosen` is whether somebody chose the language of `words`.
    """
    options = _parsed(_parser(words), arguments, words)
    options.chosen = chosen
    try:
        if options.lang not in (None, *_locales()):
            raise UsageError(NO_LANGUAGE, name=options.lang, known=_locales())
        run: Run = options.run
        for option in ("lesson", "quiz"):
            if options.command and getattr(options, option) is not None:
                raise UsageError(BEGINS_ALONE, option=f"--{option}", command=options.command)
        with ExitStack() as options.opened:
            return run(options, words)
    except ContentError as error:
        return checking.unusable(error.problems, content_of(options), words)
    except TaiwaError as error:
        print(f"taiwa: {words._(error.message, **error.values)}", file=sys.stderr)
        return WRONG_USAGE if isinstance(error, UsageError) else FAILED


def _parser(words: Words) -> argparse.ArgumentParser:
    """The command line's parser; what it reads names the command to run as `run`."""
    _ = words._
    speak(words)
    made = Parser(
        prog="taiwa",
        description=_("A tutor in the terminal: one text, taught in Japanese and English."),
    )
    made.set_defaults(run=learning.talk)
    made.add_argument(
        "--version", action="version", version=f"taiwa {__version__}", help=_("show the version")
    )
    made.add_argument("--plain", action="store_true", help=_("line mode, also for pipes"))
    made.add_argument("--lang", metavar="ja|en", help=_("the language to begin in"))
    content = _("a course of your own")
    made.add_argument("--content", type=Path, metavar="DIR", help=content)
    course = _("a course by its id, where several are here")
    made.add_argument("--course", metavar="ID", help=course)
    profile = _("the learner's profile, on a shared machine")
    made.add_argument("--profile", metavar="NAME", type=str.strip, help=profile)
    first = made.add_mutually_exclusive_group()
    first.add_argument("--lesson", metavar="SECTION", help=_("begin with this lesson"))
    first.add_argument("--quiz", metavar="SECTION", help=_("begin with the quiz on this section"))
    commands = made.add_subparsers(title=_("commands"), metavar="COMMAND", dest="command")
    for add in COMMANDS:
        add(commands, words)
    for command in commands.choices.values():
        command.add_argument(
            "--content", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=content
        )
        command.add_argument("--course", metavar="ID", default=argparse.SUPPRESS, help=course)
        command.add_argument(
            "--profile", metavar="NAME", type=str.strip, default=argparse.SUPPRESS, help=profile
        )
    return made


def _parsed(
    parser: argparse.ArgumentParser, arguments: Sequence[str] | None, words: Words
) -> argparse.Namespace:
    """The options of a command line; an item may follow options, which argparse lets none do before
    Python 3.12.7."""
    options, left = parser.parse_known_args(arguments)
    if getattr(options, "item", None) == "" and len(left) == 1 and not left[0].startswith("-"):
        options.item = left.pop()
    if left:
        parser.error(words._("unrecognized arguments: %s") % " ".join(left))
    return options


def _make_ready(name: str) -> None:
    """Let Japanese get through a stream whatever the locale says; one that is closed is empty."""
    if getattr(sys, name) is None:
        setattr(
            sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r" if name == "stdin" else "w")
        )
    if reconfigure := getattr(getattr(sys, name), "reconfigure", None):
        reconfigure(encoding="utf-8", errors="replace")


def _discard_output() -> None:
    """Drop what could not be printed, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _locales() -> tuple[str, ...]:
    return catalogs.languages(paths.shipped("locales"))


def _words(language: str) -> Words:
    """The interface's words in a language."""
    cache = paths.cache_folder(os.environ) / "locales"
    return Words(language, paths.shipped("locales"), cache)
