"""What the command line may ask for, with help in the user's language."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from taiwa import __version__, paths
from taiwa.cli import checking, learning
from taiwa.errors import N_
from taiwa.words.catalogs import Words

FORMATS = ("json", "csv", "anki", "gift", "markdown")

OWN = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("expected at least one argument"),
    N_("expected at most one argument"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("not allowed with argument %s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
)
"""What argparse itself says: it looks its words up as gettext does, but in no language but ours."""

Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser(words: Words) -> argparse.ArgumentParser:
    """The command line's parser; what it reads names the command to run as `run`."""
    _ = words._
    argparse._ = _  # type: ignore[attr-defined]  # its own words, in the user's language
    made = argparse.ArgumentParser(
        prog="taiwa",
        description=_("A tutor in the terminal: one text, taught in Japanese and English."),
    )
    made.set_defaults(run=learning.talk)
    made.add_argument(
        "--version", action="version", version=f"taiwa {__version__}", help=_("show the version")
    )
    made.add_argument("--plain", action="store_true", help=_("line mode, also for pipes"))
    made.add_argument("--lang", metavar="ja|en", help=_("the language to begin in"))
    made.add_argument(
        "--content",
        type=Path,
        metavar="DIR",
        default=paths.shipped("content"),
        help=_("a course of your own"),
    )
    profile = _("the learner's profile, on a shared machine")
    made.add_argument("--profile", metavar="NAME", help=profile)
    made.add_argument("--lesson", metavar="SECTION", help=_("begin with this lesson"))
    made.add_argument("--quiz", metavar="SECTION", help=_("begin with the quiz on this section"))
    commands = made.add_subparsers(title=_("commands"), metavar="COMMAND")
    _learning(commands, words)
    _keeping(commands, words)
    _managing(commands, words)
    for command in commands.choices.values():
        command.add_argument("--profile", metavar="NAME", default=argparse.SUPPRESS, help=profile)
    return made


def _learning(commands: Subcommands, words: Words) -> None:
    """The commands that a learner or a teacher calls beside the app."""
    _ = words._
    ask = _command(commands, "ask", _("ask one question, or one a line from a pipe"))
    ask.add_argument("question", metavar="QUESTION", nargs="*", help=_("your question"))
    _add_language(ask, words)
    ask.add_argument("--json", action="store_true", help=_("for programs"))
    ask.set_defaults(run=learning.ask)
    scores = _command(commands, "scores", _("print your scores"))
    _add_language(scores, words)
    scores.add_argument("--json", action="store_true", help=_("for programs"))
    scores.set_defaults(run=learning.scores)
    check = _command(commands, "check", _("check a course folder"))
    check.add_argument("path", metavar="DIR", type=Path, nargs="?", help=_("the course's folder"))
    check.add_argument(
        "--lock", action="store_true", help=_("record its ids and answer keys as released")
    )
    check.set_defaults(run=checking.check)


def _keeping(commands: Subcommands, words: Words) -> None:
    """The commands that keep, move and mend the learner's record."""
    _ = words._
    export = _command(commands, "export", _("write your record, answers or cards to a file"))
    export.add_argument(
        "--format",
        choices=FORMATS,
        default="json",
        help=_("record: json; answers: csv; mistakes: markdown; cards: anki; questions: gift"),
    )
    export.add_argument("--out", type=Path, metavar="FILE", help=_("the file to write"))
    export.add_argument("--force", action="store_true", help=_("overwrite the file"))
    export.add_argument("--session", metavar="ID|last", help=_("markdown: one conversation"))
    _add_language(export, words)
    export.set_defaults(run=_later("export"))
    bring_in = _command(commands, "import", _("import a record from another machine"))
    bring_in.add_argument(
        "file", type=Path, metavar="FILE", help=_("a file from taiwa export, or -")
    )
    bring_in.set_defaults(run=_later("bring_in"))
    doctor = _command(commands, "doctor", _("check and repair your record"))
    doctor.add_argument("--rebuild", action="store_true", help=_("rebuild scores from your record"))
    doctor.add_argument(
        "--restore", metavar="BACKUP", help=_("restore a backup: latest, a date or a file")
    )
    doctor.set_defaults(run=_later("doctor"))


def _managing(commands: Subcommands, words: Words) -> None:
    """The commands for settings, profiles and the browser."""
    _ = words._
    change = _command(commands, "set", _("show or change your settings"))
    change.add_argument("name", metavar="NAME", nargs="?", help=_("a setting; none shows them all"))
    change.add_argument("value", metavar="VALUE", nargs="?", help=_("its new value"))
    change.set_defaults(run=_later("change_setting"))
    profiles = _command(commands, "profiles", _("list, rename or delete profiles"))
    profiles.add_argument(
        "words",
        metavar="rename OLD NEW | delete NAME",
        nargs="*",
        help=_("what to do; nothing lists them"),
    )
    profiles.set_defaults(run=_later("profiles"))
    serve = _command(commands, "serve", _("the app in a browser on this machine"))
    serve.add_argument(
        "--host", metavar="ADDRESS", default="127.0.0.1", help=_("the address to listen on")
    )
    serve.add_argument(
        "--port", metavar="N", type=int, default=8000, help=_("the port to listen on")
    )
    serve.add_argument("--public", action="store_true", help=_("let other machines in"))
    serve.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help=_("a name by which browsers find this machine, beside its own; may be repeated"),
    )
    serve.add_argument(
        "--visits",
        metavar="N",
        type=int,
        default=40,
        help=_("how many may learn at once (40 unless you choose)"),
    )
    serve.add_argument(
        "--no-token",
        dest="token",
        action="store_false",
        help=_("let in whoever reaches 127.0.0.1; otherwise the printed link is needed"),
    )
    serve.set_defaults(run=_later("serve"))
    optimize = _command(commands, "optimize", _("fit the memory model to your own reviews"))
    optimize.set_defaults(run=_later("optimize"))


def _command(commands: Subcommands, name: str, does: str) -> argparse.ArgumentParser:
    """A command that says what it does in the list of them, and in its own help."""
    return commands.add_parser(name, help=does, description=does)


def _add_language(command: argparse.ArgumentParser, words: Words) -> None:
    command.add_argument(
        "--lang", metavar="ja|en", default=argparse.SUPPRESS, help=words._("ja or en")
    )


def _later(name: str) -> Callable[[argparse.Namespace, Words], int]:
    """A command of `record`, imported when it runs: a lesson needs none of it."""

    def run(options: argparse.Namespace, words: Words) -> int:
        from taiwa.cli import record

        command: Callable[[argparse.Namespace, Words], int] = getattr(record, name)
        return command(options, words)

    return run
