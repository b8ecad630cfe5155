"""The tutor's replies to what was asked: a bubble, sources as chips, what is offered below."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from taiwa.study.view import View
from taiwa.tui.marks import apart, filled, ink, width_of
from taiwa.tui.typography import set_parallel
from taiwa.tui.widgets.bubble import AIRY_AFTER, MARGIN, cap_of, opening, set_para, taking
from taiwa.words.messages import Message, Para

INDENT = 4
"""Cells by which a passage stands in below its topic, as its cap does."""

Paras = tuple[Para, ...]
"""One paragraph in each language shown."""


def set_reply(
    said: Sequence[Message], width: int, view: View, between: str, *, caps: str, airy: bool
) -> list[Content]:
    """A reply at `width` cells; `between` parts its sources, `caps` is as in `set_para`."""
    paras = list(zip(*(message.paras for message in said), strict=True))
    told = [para for para in paras if para[0].kind != "offer"]
    offered = [para for para in paras if para[0].kind == "offer"]
    room = width - 2 * MARGIN
    if any(para[0].kind == "topic" for para in told):
        rows = list(_passages(told, room, view, between, caps=caps, airy=airy))
    else:
        rows = list(_flowing(told, room, view, between, airy=airy))
    bubble = [filled(ink(" " * MARGIN) + row, width, "on $surface") for row in rows]
    below = [
        ink(" " * MARGIN) + row for each in offered for row in set_para(each, room, view, "", caps)
    ]
    return [*bubble, *([ink("")] if below and airy else []), *below]


def _flowing(
    paras: Sequence[Paras], width: int, view: View, between: str, *, airy: bool
) -> Iterator[Content]:
    """Paragraphs one after the other, their sources as chips."""
    before = ""
    for para in paras:
        kind = para[0].kind
        if before and (kind in AIRY_AFTER.get(before, ()) or (kind == "source" and airy)):
            yield ink("")
        if kind == "source":
            yield _chips(para[0], between, view)
        else:
            yield from set_para(para, width, view)
        before = kind


def _passages(
    paras: Sequence[Paras], width: int, view: View, between: str, *, caps: str, airy: bool
) -> Iterator[Content]:
    """A line on what they are, then the nearest passages, each under its topic."""
    topics = [place for place, para in enumerate(paras) if para[0].kind == "topic"]
    for para in paras[: topics[0]]:
        yield from set_para(para, width, view)
    for first, end in zip(topics, [*topics[1:], len(paras)], strict=True):
        if airy or first != topics[0]:
            yield ink("")
        rows = _passage(paras[first], paras[first + 1 : end], width, view, between, caps)
        text = paras[first][0].text
        yield from (taking(row, text) for row in rows) if caps and _numbered(text) else rows


def _passage(
    topic: Paras, below: Sequence[Paras], width: int, view: View, between: str, caps: str
) -> list[Content]:
    """A topic, its passage, and its source at the end of the first line, or else below."""
    numbered = _numbered(topic[0].text)
    mark = cap_of(topic[0].text, caps) if numbered else ink("")
    indent = max(INDENT, width_of(mark))
    titles = [each.text[3 * numbered :] for each in topic]
    rows = set_parallel(titles, width - indent, view, "bold", read=False)
    rows = [(mark + " " * (indent - width_of(mark))) + rows[0], *(_in(indent, r) for r in rows[1:])]
    source = next(
        (_chips(para[0], between, view) for para in below if para[0].kind == "source"), None
    )
    if source and len(rows) == 1 and width_of(rows[0]) + 2 + width_of(source) <= width:
        rows, source = [apart(rows[0], source, width)], None
    for para in below:
        if para[0].kind != "source":
            shown = set_parallel([each.text for each in para], width - indent, view)
            rows += [_in(indent, row) for row in shown]
    return [*rows, _in(indent, source)] if source else rows


def _numbered(text: str) -> bool:
    return text[:1] == "/"


def _in(indent: int, row: Content) -> Content:
    return ink(" " * indent) + row


def _chips(para: Para, between: str, view: View) -> Content:
    """Each source of a line on a ground of its own; pressed, it opens the text."""
    groups: dict[str, list[str]] = {}
    for place in para.places:
        groups.setdefault(place.partition(" ¶")[0], []).append(place)
    named = zip(para.text.split(between), groups.values(), strict=True)
    chips = ((ink(f" {each} ", "$accent on $raised"), places) for each, places in named)
    return Content(" ").join(opening(chip, places, view) for chip, places in chips)
