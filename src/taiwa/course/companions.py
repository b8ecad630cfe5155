"""The nouns that stand beside a section's steps and questions, of courses in format 2.

An argument is the section's steps, linked; words are terms at work; a contrast sets an official
wording beside the text's; a dialogue is two learners who disagree.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

Text = Mapping[str, str]
"""One text in every language of the course, by language code; Japanese may hold `{漢字|かんじ}`."""

LANGUAGES = ("ja", "en")
"""The languages of every course; which of them its text was written in first, it says itself."""

Source = str
"""A place in the taught text, `section-2 ¶1`, or `RECORD`."""

RECORD = "record"
"""The source that is the public record."""


def place_at(section: str, paragraph: int) -> Source:
    """A paragraph, from 1, of the section of this id, as sources name it."""
    return f"{section} ¶{paragraph}"


def place_of(source: Source) -> tuple[str, int]:
    """The section of a place in the text, and its paragraph from 1."""
    section, _, number = source.partition(" ¶")
    return section, int(number)


def places_in(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Those that are in the text, and not of the public record."""
    return tuple(source for source in sources if source != RECORD)


RELATIONS = ("supports", "follows", "concedes", "answers")
"""A step supports a claim, follows from its cases, concedes something against a claim, or answers
a concession."""
FITS = ("fits", "weak", "beyond", "against")
"""A line said in a dialogue fits the text, is true but weak there, goes beyond it or against it."""


class Link(Struct, frozen=True):
    """The step `from_` does something, one of `RELATIONS`, to the step `to`; `why` says how."""

    from_: str
    relation: str
    to: str
    why: Text


class Argument(Struct, frozen=True):
    """Links between steps, or between the nodes of a map, and the questions made of them, by id."""

    links: tuple[Link, ...]
    build: tuple[str, ...]


class Node(Struct, frozen=True):
    """A card of the whole text's map: a section, or half of one, and the step to show with it."""

    id: str
    section: str
    step: str
    role: str
    card: Text


class TextMap(Struct, frozen=True):
    """The sections of the whole text, and the way they carry its conclusion."""

    title: Text
    nodes: tuple[Node, ...]
    argument: Argument


class WordInUse(Struct, frozen=True):
    """A glossary term at work, each language apart, and the questions that drill it, by id."""

    term: str
    sentences: Mapping[str, tuple[str, ...]]
    collocations: Mapping[str, tuple[str, ...]]
    drills: tuple[str, ...]


class Official(Struct, frozen=True):
    """A short quotation of a public document, word for word; `gloss` in the other languages.

    `date` is `2019`, `2019-12` or `2019-12-04`; `record` names the row of the public record.
    """

    text: str
    language: str
    gloss: Mapping[str, str]
    speaker: Text
    date: str
    place: Text | None
    as_reported: bool
    record: str


class Worded(Struct, frozen=True):
    """The taught text's own term."""

    term: str
    source: Source
    gloss: Text


class Contrast(Struct, frozen=True):
    """An official wording beside the text's."""

    official: Official
    essay: Worded


class Line(Struct, frozen=True):
    """Something said by one of a dialogue's speakers."""

    speaker: str
    text: Text


class Reaction(Struct, frozen=True):
    """A line that the learner may choose, whether it fits, the reply, and the step settling it."""

    id: str
    fit: str
    text: Text
    reply: Line
    see: str


class Exchange(Struct, frozen=True):
    """A turn of a dialogue; where it has choices, `ask` says what the learner is to choose."""

    id: str
    line: Line
    ask: Text | None
    choices: tuple[Reaction, ...]


class Dialogue(Struct, frozen=True):
    """Two learners who disagree on a section; `speakers` by the keys that lines name."""

    id: str
    title: Text
    setting: Text
    speakers: Mapping[str, Text]
    turns: tuple[Exchange, ...]
