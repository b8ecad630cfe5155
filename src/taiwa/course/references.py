"""Ids that a course gives and refers to, so that every reference is checked once all is read."""

import re
from collections.abc import Mapping

from taiwa.course.companions import RECORD
from taiwa.course.fields import Fields, File
from taiwa.course.problems import Mark, Place, Problems
from taiwa.errors import N_, Entry

_ID = re.compile(r"[\w.-]+")
PARAGRAPH = re.compile(r"[0-9]{1,6}")
_SPACE, _TO = "[ \u3000]*", "-‐–—~～〜"
CITED = re.compile(
    rf"¶+{_SPACE}\d{{1,6}}(?:{_SPACE}[{_TO},，、]{_SPACE}¶*{_SPACE}\d{{1,6}})*(?!\w)"
)
"""Paragraphs as people write them: `¶4`, `¶4-5`, `¶4, ¶6`."""
MOST_CITED = 100
"""Paragraphs from one to another: more is no place in a text."""
_PIECES = re.compile(rf"(\d+)(?:{_SPACE}[{_TO}]{_SPACE}¶*{_SPACE}(\d+))?")

NONE, NEITHER = N_("no {what} has the id '{name}'"), N_("no {what} or {other} has the id '{name}'")
_KINDS: Mapping[str, Entry] = {
    each: each for each in (Entry("step"), Entry("question"), Entry("term"), Entry("section"))
}


class Ids:
    """Ids given and ids referred to, so that references are checked once all is read."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.given: dict[str, set[str]] = {"step": set(), "question": set(), "term": set()}
        self.sections: tuple[str, ...] = ()
        self.places: dict[str, Place] = {}
        self.made: list[tuple[str, Mark, str]] = []
        self.wanted: list[tuple[str, Mark, tuple[str, ...], str]] = []

    def give(self, kind: str, fields: Fields, default: str = "") -> str:
        """The id of what is read; `default` where it has none of its own."""
        name = read_id(fields, default)
        if name and fields.peek("id") is None:
            self.made.append((fields.file.name, fields.mark, name))
        if name and self.claim(name, fields.file, fields.at("id")):
            self.given.setdefault(kind, set()).add(name)
        return name

    def claim(self, name: str, file: File, mark: Mark) -> bool:
        """Take an id for what stands here; a problem is noted where it is taken."""
        if name in self.places:
            first, (line, _) = self.places[name]
            message = N_("the id '{name}' is taken in {first}: choose another")
            self.problems.add(file.name, mark, message, name=name, first=f"{first}:{line}")
            return False
        self.places[name] = (file.name, mark)
        return True

    def refer(
        self, fields: Fields, key: str, *kinds: str, required: bool = True
    ) -> tuple[str, ...]:
        names = fields.words(key, required)
        for name in names:
            self.wanted.append((fields.file.name, fields.at(key), kinds, name))
        return names

    def refer_one(self, fields: Fields, key: str, *kinds: str, required: bool = True) -> str | None:
        name = fields.word(key, required) or None
        if name:
            self.wanted.append((fields.file.name, fields.at(key), kinds, name))
        return name

    def resolve(self) -> None:
        for file, mark, kinds, name in self.wanted:
            given = [self.given.get(kind, set()) for kind in kinds]
            if not any(name in names for names in given):
                near = self.problems.nearest(name, set().union(*given))
                what, other = _KINDS[kinds[0]], _KINDS[kinds[-1]]
                message = NEITHER if len(kinds) > 1 else NONE
                self.problems.add(file, mark, message, near, what=what, other=other, name=name)


def read_id(fields: Fields, default: str = "") -> str:
    """An id: one word, since the learner's log and `ids.lock` list ids with spaces between."""
    name = fields.word("id", required=not default) or default
    if name and not _ID.fullmatch(name):
        message = N_("'{name}' can't be an id: use letters, digits, '.', '-' and '_' only")
        fields.file.problem(fields.at("id"), message, name=name)
    return name


def read_sources(
    fields: Fields, ids: Ids, section: str = "", required: bool = True
) -> tuple[str, ...]:
    """The paragraphs cited; `¶2` alone is one of `section`, the file's own."""
    found = [each for said in fields.word_or_words("source", required) for each in _each(said)]
    return tuple(_checked_source(fields, ids, source, section) for source in found)


def _each(said: str) -> list[str]:
    """The places that a source names: of `one ¶4-6` three."""
    section, sign, cited = said.partition("¶")
    if not CITED.fullmatch(sign + cited):
        return [said]
    spans = [(int(one), int(last or one)) for one, last in _PIECES.findall(cited)]
    if any(not one <= last < one + MOST_CITED for one, last in spans):
        return [said]
    return [f"{section}¶{number}" for one, last in spans for number in range(one, last + 1)]


def read_source(fields: Fields, ids: Ids) -> str:
    """A single one."""
    source = fields.word("source")
    return _checked_source(fields, ids, source, "") if source else ""


def _checked_source(fields: Fields, ids: Ids, source: str, own: str) -> str:
    source = f"{own} {source}" if own and source.startswith("¶") else source
    section, _, paragraph = source.partition(" ¶")
    if source != RECORD and section not in ids.given["section"]:
        near = fields.file.problems.nearest(section, ids.given["section"])
        message = N_("no section '{section}' to cite")
        fields.file.problem(fields.at("source"), message, near, section=section)
    elif source != RECORD and not PARAGRAPH.fullmatch(paragraph):
        message = N_(
            "'{source}' names no paragraph: write it like '{section} ¶1', several like '{section}"
            " ¶1-2' or '{section} ¶1, ¶3'"
        )
        fields.file.problem(fields.at("source"), message, source=source, section=section)
    return source
