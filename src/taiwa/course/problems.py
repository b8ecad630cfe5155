"""A problem in a course file, and the collector that lets one run report them all."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

from taiwa.errors import N_, ContentError

TOO_MANY = N_("{number} problems so far: fix these first")
DID_YOU_MEAN = N_("; did you mean '{near}'?")

Mark = tuple[int, int]
"""Line and column, from 1."""

START: Mark = (1, 1)

Place = tuple[str, Mark]
"""A file, and line and column in it."""

LIGHT = ".questions.md"
"""The end of the name of a file of questions in the light form."""

GLOSSARY_SHEET, TIMELINE_SHEET = "glossary.csv", "timeline.csv"
SHEETS = (GLOSSARY_SHEET, TIMELINE_SHEET)
"""Tables of terms and of events."""

OUTLINE = "course.yaml"
"""The file that makes a folder a course."""


MOST_PROBLEMS = 500
"""Problems that one run tells; a folder with more is no course, and reading it stops."""

HINTS, LONGEST_WORD, KNOWN = 30, 60, 1_000
"""The limits of "did you mean": so many misspelt words, so long in characters, of so many known."""

LONGEST_MESSAGE = 300
"""Characters of a message or file name; what is longer is cut in its middle."""


class Places:
    """The places of a course's ids and texts: file, line and column, both from 1.

    `made` are the ids that no file gives, each with the place of what has it.
    """

    def __init__(self) -> None:
        self.made: list[tuple[str, Mark, str]] = []
        self.ids: dict[str, Place] = {}
        self.texts: dict[str, list[Place]] = {}

    def of(self, name: str, text: str, otherwise: str = OUTLINE) -> Place:
        """The place of a text of an id: the first such text behind it; else the id's own.

        Where no file has the id, it is the beginning of the file `otherwise`.
        """
        file, mark = self.ids.get(name, (otherwise, START))
        behind = [place for place in self.texts.get(text, ()) if place >= (file, mark)]
        return min((place for place in behind if place[0] == file), default=(file, mark))


class LocatedFinding:
    """Something wrong with what has an id `name`: in one of its texts, if this is named.

    `message` is a catalog entry, `values` fill its fields.
    """

    def __init__(self, name: str, message: str, text: str = "", /, **values: object) -> None:
        self.name, self.message, self.text, self.values = name, message, text, values


class Problem(NamedTuple):
    """Something wrong at one place. Prints as `file:line:column: message`, or `id: message`."""

    file: str
    line: int
    column: int
    message: str  # a catalog entry
    values: tuple[tuple[str, object], ...] = ()  # for its fields, by name
    near: str = ""  # what may have been meant
    about: str = ""  # the id that it is about

    def __str__(self) -> str:
        return self.told(_in_english, Path())

    def told(self, say: Callable[..., str], folder: Path) -> str:
        """The same in the language of `say`, its file named as it lies in `folder`."""
        message = say(self.message, **dict(self.values))
        message += say(DID_YOU_MEAN, near=self.near) if self.near else ""
        message = f"{self.about}: {message}" if self.about else message
        place = _on_a_line(str(folder / self.file))
        return f"{place}:{self.line}:{self.column}: {_on_a_line(message)}"


def _in_english(message: str, **values: object) -> str:
    listed = {k: ", ".join(v) if isinstance(v, tuple) else v for k, v in values.items()}
    return message.format_map(listed) if values else message


def _on_a_line(text: str) -> str:
    """A name or message that a file has put together, made fit for a line of a terminal."""
    if len(text) > LONGEST_MESSAGE:
        text = f"{text[: LONGEST_MESSAGE // 2]} ... {text[-LONGEST_MESSAGE // 2 :]}"
    return "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in text)


class Problems:
    """Collects problems; `sorted()` puts them in file and line order.

    Where there are too many, `add` raises `ContentError` with those found so far.
    """

    def __init__(self) -> None:
        self.found: set[Problem] = set()
        self.hints = 0

    def add(
        self,
        file: str,
        mark: Mark,
        message: str,
        near: str = "",
        about: str = "",
        /,
        **values: object,
    ) -> None:
        """Note a problem: `message` is a catalog entry, `values` fill its fields."""
        file = _on_a_line(file)
        self.found.add(Problem(file, *mark, message, tuple(values.items()), near, about))
        if len(self.found) >= MOST_PROBLEMS:
            more = Problem(file, *mark, TOO_MANY, (("number", MOST_PROBLEMS),))
            raise ContentError([*self.sorted(), more])

    def sorted(self) -> list[Problem]:
        return sorted(self.found, key=lambda each: (each[:3], str(each)))

    def nearest(self, word: str, known: Collection[str], alike: float = 0.6) -> str:
        """The word that may have been meant by a misspelt one; '' where none is `alike`, or after
        many.

        0 has nothing in common, 1 is the same.
        """
        from difflib import get_close_matches

        if self.hints == HINTS or len(word) > LONGEST_WORD or len(known) > KNOWN:
            return ""
        self.hints += 1
        close = get_close_matches(word, sorted(known), n=1, cutoff=alike)
        return close[0] if close else ""
