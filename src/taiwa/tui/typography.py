"""Texts set for the screen: lines with readings above, terms that can be pressed, columns."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import TypedDict, Unpack

from textual.content import Content
from textual.style import Style

from taiwa.study.view import View
from taiwa.text.typesetting import cells, clean, plain, typeset

COLUMN_GAP, NARROWEST = 3, 34
"""Cells between two columns, and the narrowest that a column may be."""

RUBY_STYLE = BESIDE = "$secondary"
"""The style of readings, and of the other language if it stands below."""


class How(TypedDict, total=False):
    """The ways of setting a text; see `set_text`."""

    indent: int
    marked: bool
    read: bool


def set_text(
    text: str,
    width: int,
    view: View,
    style: str = "",
    *,
    indent: int = 0,
    marked: bool = True,
    read: bool = True,
) -> list[Content]:
    """A text as lines of at most `width` cells, above them their readings.

    `marked` text carries readings and terms that can be pressed, underlined where it has no other
    style; other text stands as it was typed. Only what is `read` gets readings of its terms.
    """
    text = clean(text)
    if not marked:
        lines = typeset(text, width, indent=indent, verbatim=True)
        return [Content.styled(line.text, style) for line in lines]
    text = view.marked(text) if read else text
    named = view.mentions.find(plain(text))
    sign = Style(underline=not style)
    shown = []
    for line in typeset(text, width, furigana=view.shows, indent=indent):
        if line.ruby:
            shown.append(Content.styled(line.ruby, RUBY_STYLE))
        content = Content.styled(line.text, style)
        for start, end, term in named:
            if line.start < end and start < line.end:
                first, last = line.at(max(start, line.start)), line.at(min(end, line.end) - 1) + 1
                content = content.stylize(sign + Style.from_meta({"term": term}), first, last)
        shown.append(content)
    return shown


def set_parallel(
    texts: Sequence[str],
    width: int,
    view: View,
    style: str = "",
    **how: Unpack[How],
) -> list[Content]:
    """One text in each language shown: in columns where there is room, else below each other."""
    texts = tuple(dict.fromkeys(texts))
    column = (width - COLUMN_GAP * (len(texts) - 1)) // len(texts)
    if len(texts) > 1 and column >= NARROWEST:
        columns = [set_text(text, column, view, style, **how) for text in texts]
        rows = zip_longest(*columns, fillvalue=Content(""))
        return [_joined(row, column) for row in rows]
    lines = []
    for number, text in enumerate(texts):
        look = f"{style} {BESIDE}" if number else style
        lines += set_text(text, width, view, look, **how)
    return lines


def _joined(parts: Sequence[Content], width: int) -> Content:
    *first, last = parts
    padded = [part + " " * (width + COLUMN_GAP - cells(part.plain)) for part in first]
    return Content("").join([*padded, last])
