"""Ids that a course gives and refers to, so that every reference is checked once all is read."""

import re

from taiwa.course.companions import RECORD
from taiwa.course.fields import Fields, File
from taiwa.course.problems import Mark, Place, Problems
from taiwa.errors import N_

_ID = re.compile(r"[\w.-]+")
_PARAGRAPH = re.compile(r"[0-9]{1,6}")


class Ids:
    """Ids given and ids referred to, so that references are checked once all is read."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.given: dict[str, set[str]] = {"step": set(), "question": set(), "term": set()}
        self.places: dict[str, Place] = {}
        self.wanted: list[tuple[str, Mark, tuple[str, ...], str]] = []

    def give(self, kind: str, fields: Fields) -> str:
        name = read_id(fields)
        if name and self.claim(name, fields.file, fields.at("id")):
            self.given.setdefault(kind, set()).add(name)
        return name

    def claim(self, name: str, file: File, mark: Mark) -> bool:
        """Take an id for what stands here; a problem is noted where it is taken."""
        if name in self.places:
            first, (line, _) = self.places[name]
            message = N_("the id '{name}' is taken in {first}")
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
                what, message = " or ".join(kinds), N_("no {what} has the id '{name}'")
                self.problems.add(file, mark, message, near, what=what, name=name)


def read_id(fields: Fields) -> str:
    """An id: one word, since the learner's log and `ids.lock` list ids with spaces between."""
    name = fields.word("id")
    if name and not _ID.fullmatch(name):
        message = N_("'{name}' is no id: letters, digits, '.', '-' and '_' only")
        fields.file.problem(fields.at("id"), message, name=name)
    return name


def read_sources(fields: Fields, ids: Ids) -> tuple[str, ...]:
    found = fields.words("source")
    for source in found:
        _check_source(fields, ids, source)
    return found


def read_source(fields: Fields, ids: Ids) -> str:
    """A single one."""
    source = fields.word("source")
    if source:
        _check_source(fields, ids, source)
    return source


def _check_source(fields: Fields, ids: Ids, source: str) -> None:
    section, _, paragraph = source.partition(" ¶")
    if source != RECORD and section not in ids.given["section"]:
        near, message = (
            fields.file.problems.nearest(section, ids.given["section"]),
            N_("no section '{section}' to cite"),
        )
        fields.file.problem(fields.at("source"), message, near, section=section)
    elif source != RECORD and not _PARAGRAPH.fullmatch(paragraph):
        fields.file.problem(fields.at("source"), f"'{source}' names no paragraph: '{section} ¶1'")
