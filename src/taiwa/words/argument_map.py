"""The argument of a section, or of the whole text, as a tree of lines."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from taiwa.course.companions import Argument, Link
from taiwa.course.course import Course
from taiwa.course.model import Section
from taiwa.errors import N_
from taiwa.text.cells import cells
from taiwa.text.typesetting import plain, typeset
from taiwa.words.catalogs import Words

NO_ARGUMENT = N_("This course has no map of that argument. Try another section: taiwa argue 1")
RELATION_WORDS = {
    "supports": N_("supports"),
    "follows": N_("drawn from"),
    "concedes": N_("concedes"),
    "answers": N_("answers"),
}
RELATION = N_("{word}: ")
SHOWN_ABOVE = N_("(see above)")
INDENT = 4
"""Cells by which what bears on a card is set in."""


class Branch(Struct, frozen=True):
    """A card by its id, its relation to the card above ("" on top), and what bears on it.

    A card that stands elsewhere in the tree already is `again`, without its branches.
    """

    card: str
    relation: str
    below: tuple["Branch", ...] = ()
    again: bool = False


def argument_tree(argument: Argument, order: Sequence[str]) -> tuple[Branch, ...]:
    """The claims, each over what bears on it, in the order of the cards' ids in `order`."""
    place = {card: index for index, card in enumerate(order)}
    below: dict[str, list[tuple[str, str]]] = {card: [] for card in order}
    for link in argument.links:
        above, under = _read(link)
        below[above].append((under, link.relation))
    bearing = {card for cards in below.values() for card, _ in cards}
    seen: set[str] = set()

    def branch(card: str, relation: str) -> Branch:
        if card in seen:
            return Branch(card, relation, again=True)
        seen.add(card)
        cards = sorted(below[card], key=lambda each: place[each[0]])
        return Branch(card, relation, tuple(branch(*each) for each in cards))

    tops = sorted(order, key=lambda card: card in bearing)  # a circle has no claim on top
    return tuple(branch(card, "") for card in tops if card not in seen)


def _read(link: Link) -> tuple[str, str]:
    """The card above and the card below: what is drawn from cases stands over them."""
    return (link.from_, link.to) if link.relation == "follows" else (link.to, link.from_)


def section_map(section: Section, words: Words, width: int) -> Iterator[str]:
    """The map of a section, its steps by number and title; nothing where it has none."""
    if section.argument:
        titles = {
            step.id: f"{number} {(step.title or step.card or {}).get(words.language, '')}"
            for number, step in enumerate(section.lesson, 1)
        }
        yield from _lines(argument_tree(section.argument, list(titles)), titles, words, width)


def text_map(course: Course, words: Words, width: int) -> Iterator[str]:
    """The map of the whole text, its cards by their sections' numbers; nothing without one."""
    if course.text_map:
        titles = {node.id: node.card[words.language] for node in course.text_map.nodes}
        tree = argument_tree(course.text_map.argument, list(titles))
        yield from _lines(tree, titles, words, width)


def _lines(
    tree: Sequence[Branch], titles: Mapping[str, str], words: Words, width: int, depth: int = 0
) -> Iterator[str]:
    for branch in tree:
        told = (
            words._(RELATION, word=words._(RELATION_WORDS[branch.relation]))
            if branch.relation
            else ""
        )
        again = " " + words._(SHOWN_ABOVE) if branch.again else ""
        indent = " " * min(INDENT * depth, width // 2)
        text = told + plain(titles[branch.card]) + again
        room = width - len(indent)
        lines = typeset(text, room, indent=cells(told), verbatim=True)
        yield from (indent + line.text for line in lines)
        yield from _lines(branch.below, titles, words, width, depth + 1)
