"""The argument of a section, or of the whole text, as a tree, in lines and in words."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from taiwa.course.charts import Chart, Spot
from taiwa.course.companions import Argument, Link
from taiwa.course.course import Course
from taiwa.course.model import Text
from taiwa.errors import N_, TaiwaError
from taiwa.text.cells import cells
from taiwa.text.typesetting import plain, typeset
from taiwa.words.catalogs import Words

NO_MAPS = N_("This course has no map of an argument, neither of a section nor of the whole text.")
OTHER_MAPS = N_("This course has no map of that argument. It has these: {commands}.")
NOT_BUILT = N_("The map is shown once you have built it yourself.")
STILL_TO_BUILD = N_(
    "The map is shown once you have built it yourself: start {taiwa} --plain, and type {map} there."
)
RELATION = N_("{word}: ")
SHOWN_ABOVE = N_("(see above)")
INDENT = 4
"""Cells by which what bears on a card is set in."""

MEANINGS = {
    "supports": N_("a reason to believe it"),
    "concedes": N_("a fact granted against it"),
    "answers": N_("replies to an obstacle"),
    "follows": N_("a conclusion, its cases"),
}
"""Each relation in a few words; its name is the course's own."""

DOES = {
    "supports": N_("supports card {number}"),
    "concedes": N_("granted against card {number}"),
    "answers": N_("answers card {number}"),
    "follows": N_("drawn from card {number}"),
}
IS_DONE = {
    "supports": N_("supported by card {number}"),
    "concedes": N_("card {number} granted against it"),
    "answers": N_("answered by card {number}"),
    "follows": N_("leads to card {number}"),
}


class Branch(Struct, frozen=True):
    """A card by its id, its relation to the card above ("" on top), and what bears on it.

    A card that stands elsewhere in the tree already is `again`, without its branches.
    """

    card: str
    relation: str
    below: tuple["Branch", ...] = ()
    again: bool = False


def no_map(course: Course) -> TaiwaError:
    """That a map which was asked for is not in the course, with those that are."""
    having = [course.numbers[each.id] for each in course.sections if each.argument]
    commands = ["taiwa map"] if course.text_map else []
    commands += [f"taiwa map {number}" for number in having]
    return TaiwaError(OTHER_MAPS, commands=tuple(commands)) if commands else TaiwaError(NO_MAPS)


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


def map_lines(
    chart: Chart, relations: Mapping[str, Text], words: Words, width: int
) -> Iterator[str]:
    """The map of a section, its steps by number and title, or of the whole text, by its cards."""

    def title(spot: Spot) -> str:
        if chart.number is None:
            return spot.card[words.language]
        return f"{spot.number} {spot.title.get(words.language, '')}"

    titles = {name: title(spot) for name, spot in chart.spots.items()}
    yield from _lines(argument_tree(chart.argument, list(titles)), titles, relations, words, width)


def _lines(
    tree: Sequence[Branch],
    titles: Mapping[str, str],
    relations: Mapping[str, Text],
    words: Words,
    width: int,
    depth: int = 0,
) -> Iterator[str]:
    for branch in tree:
        told = (
            words._(RELATION, word=relations[branch.relation][words.language])
            if branch.relation
            else ""
        )
        again = " " + words._(SHOWN_ABOVE) if branch.again else ""
        indent = " " * min(INDENT * depth, width // 2)
        text = told + plain(titles[branch.card]) + again
        room = width - len(indent)
        lines = typeset(text, room, indent=cells(told), verbatim=True)
        yield from (indent + line.text for line in lines)
        yield from _lines(branch.below, titles, relations, words, width, depth + 1)


def bearing(chart: Chart, words: Words, card: str) -> list[tuple[str, str, bool]]:
    """Each link of a card: what it does, or has done to it, why, and whether it is its own."""
    told = []
    for link in chart.links_of(card):
        own = link.from_ == card
        other = chart.spots[link.to if own else link.from_]
        name = words._((DOES if own else IS_DONE)[link.relation], number=other.number)
        told.append((name, link.why[words.language], own))
    return told


def reasons(chart: Chart, words: Words) -> Iterator[str]:
    """Each link on a line: the card, what it does for which other one, and why."""
    for card, spot in chart.spots.items():
        for name, why, own in bearing(chart, words, card):
            if own:
                yield f"{spot.number}. {words._(RELATION, word=name)}{plain(why)}"
