"""Errors that a user can mend, told in one sentence at the edge (`cli.main`).

    TaiwaError                  message id + values; translated where it is shown
    ├── ContentError            the course folder has problems (lists every one)
    ├── StoreError              the learner's database can't be used as it is
    │   └── Busy                another program is saving; what was not saved may be tried again
    └── UsageError              wrong words on the command line (exit status 2)

A `TaiwaError` carries an untranslated message and its values, never a finished sentence: language
is a view. Bugs are no `TaiwaError`: they crash loudly.
"""

import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol


def N_(message: str) -> str:
    """Marks a catalog entry where it is defined; it is translated where it is shown."""
    return message


class Entry(str):
    """A word that fills a field of a message, and is a catalog entry itself."""

    __slots__ = ()


FULL = N_("The disk is full: free some room and try again. Nothing saved so far is lost.")

NO_LANGUAGE = N_("There is no language '{name}'. The languages are: {known}.")


def is_full(error: OSError) -> bool:
    """True if there is no room left: on the disk, in one's share of it, in a file's size."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class TaiwaError(Exception):
    """An error to be told to the user: `message` is a catalog entry, `values` fill its fields."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values

    def told(self, say: Callable[..., str]) -> str:
        """The error in the language of `say`."""
        return say(self.message, **self.values)


class StoreError(TaiwaError):
    """The learner's database is newer, damaged, locked, read-only, gone or out of room."""


class Busy(StoreError):
    """Another program has been saving for long; it goes by."""


class UsageError(TaiwaError):
    """The command line asks for something that does not exist."""


class Located(Protocol):
    """Anything that prints as `file:line:column: message`."""

    def __str__(self) -> str: ...

    def told(self, say: Callable[..., str], folder: Path) -> str:
        """The same in the language of `say`, its file named as it lies in `folder`."""
        ...


class ContentError(TaiwaError):
    """A course folder that can't be taught from; `problems` holds all of them, in file order."""

    def __init__(self, problems: Sequence[Located]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.values = {}
        self.problems = tuple(problems)

    def told(self, say: Callable[..., str]) -> str:
        """The first problem, in the language of `say`."""
        return self.problems[0].told(say, Path())
