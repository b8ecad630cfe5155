"""A problem in a course file, and the collector that lets one run report them all."""

from typing import NamedTuple

Mark = tuple[int, int]
"""Line and column, from 1."""

START: Mark = (1, 1)

Places = dict[str, tuple[str, Mark]]
"""Where each id of a course stands: its file, and line and column."""

OUTLINE = "course.yaml"
"""The file that makes a folder a course."""


class Problem(NamedTuple):
    """Something wrong at one place. Prints as `file:line:column: message`."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class Problems:
    """Collects problems; `sorted()` puts them in file and line order."""

    def __init__(self) -> None:
        self.found: set[Problem] = set()

    def add(self, file: str, mark: Mark, message: str) -> None:
        self.found.add(Problem(file, *mark, message))

    def sorted(self) -> list[Problem]:
        return sorted(self.found)


def nearest(word: str, known: list[str]) -> str:
    """A "did you mean" for a misspelt word, or nothing where none is near."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""
