"""The argument of a section, or of the whole text, with all that its map shows."""

from collections.abc import Mapping

from msgspec import Struct

from taiwa.course.companions import Argument, Link
from taiwa.course.course import Course
from taiwa.course.model import Section, Text


class Spot(Struct, frozen=True):
    """A card of a map: its number on it, the step that it stands for, its title and its role."""

    number: int
    step: str
    role: str
    card: Text
    title: Text


class Chart(Struct, frozen=True):
    """An argument and its cards by id, in the order of the text."""

    title: Text
    number: int | None  # of its section; None of the whole text
    argument: Argument
    spots: Mapping[str, Spot]

    def links_of(self, card: str) -> list[Link]:
        """The links of a card to others, then those of others to it, in the order of the text."""
        places = list(self.spots)
        own = [link for link in self.argument.links if link.from_ == card]
        others = [link for link in self.argument.links if link.to == card]
        own.sort(key=lambda link: places.index(link.to))
        others.sort(key=lambda link: places.index(link.from_))
        return [*own, *others]


def chart_of(course: Course, section: Section | None) -> Chart | None:
    """The map of a section, or with None of the whole text; None where there is none."""
    if section is None:
        return _of_text(course)
    if section.argument is None:
        return None
    spots = {
        step.id: Spot(number, step.id, step.role, step.card or {}, step.title or step.card or {})
        for number, step in enumerate(section.lesson, 1)
    }
    return Chart(section.title, course.numbers[section.id], section.argument, spots)


def _of_text(course: Course) -> Chart | None:
    if course.text_map is None:
        return None
    spots = {
        node.id: Spot(number, node.step, node.role, node.card, course.by_id[node.section].title)
        for number, node in enumerate(course.text_map.nodes, 1)
    }
    return Chart(course.text_map.title, None, course.text_map.argument, spots)
