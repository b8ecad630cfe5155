"""The parts of which every command's arguments are made, with help in the user's language."""

import argparse
import shutil
from collections.abc import Callable, Sequence
from typing import TypeAlias

from taiwa.cli.about import ABOUT
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

WIDEST = 100
"""Cells that a line of help takes at most: longer ones are hard to read."""

# Argparse's private parts are used here alone: `tests/test_parts.py` tells when to look at them.


def speak(words: Words) -> None:
    """Let argparse say its own words in the user's language."""
    argparse._ = words._  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """A parser whose help ends with paragraphs `more`: what is worth knowing beside its options."""

    more: Sequence[str] = ()

    def format_help(self) -> str:
        from taiwa.text.typesetting import typeset

        width = min(shutil.get_terminal_size().columns - 2, WIDEST)
        paragraphs = ([line.text for line in typeset(each, width)] for each in self.more)
        return super().format_help() + "".join("\n".join(["", *each, ""]) for each in paragraphs)


Subcommands: TypeAlias = "argparse._SubParsersAction[Parser]"
Run: TypeAlias = Callable[[argparse.Namespace, Words], int]
"""Does what a command line asks for; returns the exit status."""


def command(commands: Subcommands, words: Words, name: str, does: str, run: Run) -> Parser:
    """A command that says the same in the list of them and in its own help, and takes --lang."""
    made = commands.add_parser(name, help=does, description=does)
    made.more = [words._(each) for each in ABOUT.get(name, ())]
    made.set_defaults(run=run)
    made.add_argument(
        "--lang", metavar="ja|en", default=argparse.SUPPRESS, help=words._("the language, ja or en")
    )
    return made
