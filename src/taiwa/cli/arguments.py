"""The parts of which every command's arguments are made, with help in the user's language."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from taiwa.errors import N_
from taiwa.words.catalogs import Words

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
"""Argparse's own words: it looks them up as gettext does, but in no language but ours."""

# Argparse's private parts are used here alone: `tests/test_parts.py` tells when to look at them.


def speak(words: Words) -> None:
    """Let argparse say its own words in the user's language."""
    argparse._ = words._  # type: ignore[attr-defined]


Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace, Words], int]
"""Does what a command line asks for; returns the exit status."""


def command(
    commands: Subcommands, words: Words, name: str, does: str, run: Run
) -> argparse.ArgumentParser:
    """A command that says the same in the list of them and in its own help, and takes --lang."""
    made = commands.add_parser(name, help=does, description=does)
    made.set_defaults(run=run)
    made.add_argument(
        "--lang", metavar="ja|en", default=argparse.SUPPRESS, help=words._("ja or en")
    )
    return made
