"""Reading the argument of a section, or of the whole text, and making questions of it.

Cards are put under the claim that they bear out (a match), a missing card is found and a link is
named (choices). What is right is told by the links alone; a learner meets ordinary questions.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from taiwa.course.companions import RELATIONS, Argument, Link
from taiwa.course.drills import GAP
from taiwa.course.fields import Fields
from taiwa.course.model import LEVELS, Choice, Match, Option, Question, Text
from taiwa.course.question_schema import read_common
from taiwa.course.references import Ids
from taiwa.errors import N_, Entry

NO_CLAIM = N_("the card '{card}' belongs to none of the claims: it must bear out exactly one")
SEVERAL_CLAIMS = N_("the card '{card}' belongs to {claims}: it must bear out exactly one")
FITS_AS_WELL = N_("the card '{card}' fits the gap as well, by the links, to bear out '{claim}'")
FITS_NOT = N_("the card '{card}' does not fit the gap, by the links, to bear out '{claim}'")


class Card(Struct, frozen=True):
    """A card: its text, its section and its sources."""

    text: Text
    section: str
    source: tuple[str, ...]


class Board(Struct, frozen=True):
    """All that the questions of one argument are made of; `relations` are their names."""

    cards: Mapping[str, Card]
    links: tuple[Link, ...]
    relations: Mapping[str, Text]

    def claims_of(self, card: str) -> set[str]:
        """The claims that a card bears out: those it supports and those drawn from it."""
        supported = {k.to for k in self.links if (k.from_, k.relation) == (card, "supports")}
        drawn = {k.from_ for k in self.links if (k.to, k.relation) == (card, "follows")}
        return supported | drawn


def read_argument(
    fields: Fields, ids: Ids, cards: Mapping[str, Card], relations: Mapping[str, Text]
) -> tuple[Argument, tuple[Question, ...]]:
    """The argument, and the questions made of it. Cards are by the id of their step or node."""
    links = fields.each("links", lambda link: _link(link, cards), Entry("link"))
    _check_links(fields, links, cards)
    board = Board(cards, links, relations)
    if links and not relations:
        message = N_("course.yaml must name the relations under 'relations'")
        fields.file.problem(fields.mark, message)
    built = fields.each("build", lambda entry: _build(entry, ids, board), Entry("build"))
    return Argument(links, tuple(question.id for question in built)), built


def _link(fields: Fields, cards: Mapping[str, Card]) -> Link:
    ends = _named(fields, "from", cards), _named(fields, "to", cards)
    return Link(ends[0], fields.one_of("relation", RELATIONS), ends[1], fields.text("why"))


def _named(fields: Fields, key: str, cards: Mapping[str, Card]) -> str:
    name = fields.word(key)
    return name if not name or _known(fields, key, name, cards) else ""


def _several_named(fields: Fields, key: str, cards: Mapping[str, Card]) -> tuple[str, ...]:
    names = fields.several(key, fields.words(key))
    for name in {name for name in names if names.count(name) > 1}:
        fields.file.problem(fields.at(key), N_("'{name}' is here twice: leave one out"), name=name)
    return tuple(name for name in dict.fromkeys(names) if _known(fields, key, name, cards))


def _known(fields: Fields, key: str, name: str, cards: Mapping[str, Card]) -> bool:
    if name not in cards:
        near = fields.file.problems.nearest(name, cards)
        fields.file.problem(fields.at(key), N_("no card here has the id '{name}'"), near, name=name)
    return name in cards


def _check_links(fields: Fields, links: Sequence[Link], cards: Mapping[str, Card]) -> None:
    """Two cards have one link, links go round in no circle, and no card stands apart."""
    marks = [mark for _, mark in fields.items("links", required=False)]
    after: dict[str, list[str]] = {}
    pairs: set[frozenset[str]] = set()
    for link, mark in zip(links, marks, strict=False):
        pair = frozenset((link.from_, link.to))
        if pair in pairs:
            message = N_("'{one}' and '{other}' are linked twice: leave one link out")
            fields.file.problem(mark, message, one=link.from_, other=link.to)
        elif path := _path(after, link.to, link.from_):
            message = N_("the links go in a circle: {path}")
            fields.file.problem(mark, message, path=" > ".join([*path, link.to]))
        else:
            after.setdefault(link.from_, []).append(link.to)
        pairs.add(pair)
    linked = {name for pair in pairs for name in pair}
    for name in cards if links else ():
        if name not in linked:
            fields.file.problem(
                fields.at("links"), N_("'{name}' is in no link: link it to another card"), name=name
            )


def _path(after: Mapping[str, Sequence[str]], start: str, end: str) -> list[str]:
    """The names from `start` along links to `end`; nothing where none lead there."""
    came: dict[str, str | None] = {start: None}
    waiting = [start]
    for name in waiting:
        fresh = [each for each in after.get(name, ()) if each not in came]
        came |= dict.fromkeys(fresh, name)
        waiting += fresh
    path: list[str] = []
    here = end if end in came else None
    while here is not None:
        path.insert(0, here)
        here = came[here]
    return path


def _build(fields: Fields, ids: Ids, board: Board) -> Question:
    common: dict[str, Any] = {
        **read_common(fields, ids),
        "kind": "argument",
        "level": fields.one_of("level", LEVELS),
        "terms": (),
    }
    build = _BUILDERS.get(fields.one_of("type", tuple(_BUILDERS)))
    if build is None:
        fields.taken = ["*"]  # what else it should have depends on its type
        return Match(**common, source=(), sections=(), pairs=())
    return build(fields, board, common)


def _place(fields: Fields, board: Board, common: dict[str, Any]) -> Question:
    """Cards to be put under claims, each under the one that it bears out."""
    claims = _several_named(fields, "claims", board.cards)
    cards = _several_named(fields, "cards", board.cards)
    homes = {card: [each for each in claims if each in board.claims_of(card)] for card in cards}
    for card, found in homes.items():
        if len(found) != 1:
            message = SEVERAL_CLAIMS if found else NO_CLAIM
            fields.file.problem(fields.at("cards"), message, card=card, claims=tuple(found))
    for claim in claims:
        if [claim] not in homes.values():
            message = N_("no card bears out '{claim}': add one, or leave the claim out")
            fields.file.problem(fields.at("claims"), message, claim=claim)
    pairs = ((board.cards[card].text, board.cards[home].text) for card, (home, *_) in _sure(homes))
    return Match(**common, **_from(board, (*claims, *cards)), pairs=tuple(pairs))


def _sure(homes: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [(card, found) for card, found in homes.items() if found]


def _missing(fields: Fields, board: Board, common: dict[str, Any]) -> Question:
    """The card that bears out the last of those shown, and stands in the gap before it."""
    shown = _several_named(fields, "shown", board.cards)
    missing = _named(fields, "missing", board.cards)
    cards = _several_named(fields, "cards", board.cards)
    options = _options(fields, {card: board.cards[card].text for card in cards}, missing)
    if missing and missing not in cards:
        message = N_("the missing card '{card}' is not among them")
        fields.file.problem(fields.at("cards"), message, card=missing)
    for card in cards if shown else ():
        fits = shown[-1] in board.claims_of(card)
        if card in shown:
            message = N_("the card '{card}' is shown already")
            fields.file.problem(fields.at("cards"), message, card=card)
        elif fits != (card == missing):
            message = FITS_AS_WELL if fits else FITS_NOT
            fields.file.problem(fields.at("cards"), message, card=card, claim=shown[-1])
    chain = [board.cards[name].text for name in shown]
    chain.insert(-1, dict.fromkeys(fields.file.languages, GAP))
    of = _from(board, (*shown, *cards))
    return Choice(**common, **of, options=options, cards=tuple(chain))


def _relation(fields: Fields, board: Board, common: dict[str, Any]) -> Question:
    """The relation of one card to another."""
    ends = _named(fields, "from", board.cards), _named(fields, "to", board.cards)
    link = next((link for link in board.links if (link.from_, link.to) == ends), None)
    if all(ends) and link is None:
        message = N_("no link goes from '{start}' to '{end}'")
        fields.file.problem(fields.at("from"), message, start=ends[0], end=ends[1])
    names = {name: board.relations.get(name, {}) for name in RELATIONS}
    options = _options(fields, names, link.relation if link else "")
    cards = tuple(board.cards[name].text for name in ends if name)
    return Choice(**common, **_from(board, ends), options=options, cards=cards)


def _options(fields: Fields, texts: Mapping[str, Text], right: str) -> tuple[Option, ...]:
    """An option for each text by name; the key `why` tells what each of the others confuses."""
    why = fields.text_for_each("why", [name for name in texts if name != right])
    return tuple(Option(text, name == right, why.get(name)) for name, text in texts.items())


def _from(board: Board, names: Sequence[str]) -> dict[str, Any]:
    """The sections and sources of the cards that a question shows."""
    cards = [board.cards[name] for name in names if name]
    return {
        "sections": tuple(dict.fromkeys(card.section for card in cards)),
        "source": tuple(dict.fromkeys(source for card in cards for source in card.source)),
    }


_BUILDERS: dict[str, Callable[[Fields, Board, dict[str, Any]], Question]] = {
    "place": _place,
    "missing": _missing,
    "relation": _relation,
}
