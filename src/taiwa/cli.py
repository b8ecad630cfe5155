"""The command line: reads its words, runs what they ask for, tells errors in one line.

The only place that catches `TaiwaError`. What the commands do is in `running`.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from taiwa import __version__, paths, running
from taiwa.errors import FULL, N_, ContentError, TaiwaError, UsageError, is_full
from taiwa.language import catalogs
from taiwa.language.catalogs import Words

NO_LANGUAGE = N_("There is no language '{name}'. The languages are: {known}.")
PROBLEMS = N_("The course in {path} can't be used:")
NO_FILE = N_("{path} can't be read or written: check that it is there, and that you may.")
NO_OUTPUT = N_("What was to be printed can't be written.")

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130
FORMATS = ("json", "csv", "anki", "gift", "markdown")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run taiwa; returns the exit status.

    0 done, 1 an error told in one line, 2 wrong usage, 128 and its number after a signal.
    """
    gc.disable()  # a start makes no garbage, and looking for it takes a tenth of the time
    for name in ("stdin", "stdout", "stderr"):
        _make_ready(name)
    try:
        words = _words(os.environ)
        try:
            return _run(arguments, words)
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


def _run(arguments: Sequence[str] | None, words: Words) -> int:
    """Do what the command line asks for; what goes wrong is told in one line."""
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
    parser.set_defaults(run=running.talk)
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
    parser.add_argument("--profile", metavar="NAME", help=_("whose progress, on a shared machine"))
    parser.add_argument("--lesson", metavar="SECTION", help=_("begin with this lesson"))
    parser.add_argument("--quiz", metavar="SECTION", help=_("begin with this section's quiz"))
    commands = parser.add_subparsers(metavar="COMMAND")
    ask = commands.add_parser("ask", help=_("ask one question, or one a line from a pipe"))
    ask.add_argument("question", metavar="QUESTION", nargs="*")
    ask.add_argument("--lang", metavar="ja|en", default=argparse.SUPPRESS)
    ask.add_argument("--json", action="store_true", help=_("for programs"))
    ask.set_defaults(run=running.ask)
    scores = commands.add_parser("scores", help=_("print your scores"))
    scores.add_argument("--lang", metavar="ja|en", default=argparse.SUPPRESS)
    scores.add_argument("--json", action="store_true", help=_("for programs"))
    scores.set_defaults(run=running.scores)
    check = commands.add_parser("check", help=_("check a course folder"))
    check.add_argument("path", metavar="DIR", type=Path, nargs="?")
    check.add_argument("--lock", action="store_true", help=_("release its ids and answer keys"))
    check.set_defaults(run=running.check)
    _keeping(commands, words)
    for command in commands.choices.values():
        command.add_argument("--profile", metavar="NAME", default=argparse.SUPPRESS)
    return parser


def _keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", words: Words) -> None:
    """The commands that keep, move and mend the learner's record."""
    _ = words._
    export = commands.add_parser("export", help=_("write your record, answers or cards to a file"))
    export.add_argument("--format", choices=FORMATS, default="json")
    export.add_argument("--out", type=Path, metavar="FILE")
    export.add_argument("--force", action="store_true", help=_("overwrite the file"))
    export.add_argument("--session", metavar="ID|last", help=_("markdown: one conversation"))
    export.add_argument("--lang", metavar="ja|en", default=argparse.SUPPRESS)
    export.set_defaults(run=_later("export"))
    bring_in = commands.add_parser("import", help=_("merge the record of another machine"))
    bring_in.add_argument("file", type=Path, metavar="FILE")
    bring_in.set_defaults(run=_later("bring_in"))
    doctor = commands.add_parser("doctor", help=_("examine and mend your record"))
    doctor.add_argument("--rebuild", action="store_true", help=_("make scores anew from the log"))
    doctor.add_argument("--restore", metavar="BACKUP", help=_("put a backup in place, or latest"))
    doctor.set_defaults(run=_later("doctor"))
    change = commands.add_parser("set", help=_("show or change a setting of the memory"))
    change.add_argument("name", metavar="NAME", nargs="?")
    change.add_argument("value", metavar="VALUE", nargs="?")
    change.set_defaults(run=_later("change_setting"))
    profiles = commands.add_parser("profiles", help=_("list, rename or delete profiles"))
    profiles.add_argument("words", metavar="rename OLD NEW | delete NAME", nargs="*")
    profiles.set_defaults(run=_later("profiles"))
    serve = commands.add_parser("serve", help=_("the app in a browser on this machine"))
    serve.add_argument("--host", metavar="ADDRESS", default="127.0.0.1")
    serve.add_argument("--port", metavar="N", type=int, default=8000)
    serve.add_argument("--public", action="store_true", help=_("let other machines in"))
    serve.set_defaults(run=_later("serve"))
    optimize = commands.add_parser("optimize", help=_("fit the memory to your own reviews"))
    optimize.set_defaults(run=_later("optimize"))


def _later(name: str) -> Callable[[argparse.Namespace, Words], int]:
    """A command of `keeping`, imported when it runs: a lesson needs none of it."""

    def run(options: argparse.Namespace, words: Words) -> int:
        from taiwa import keeping

        command: Callable[[argparse.Namespace, Words], int] = getattr(keeping, name)
        return command(options, words)

    return run
