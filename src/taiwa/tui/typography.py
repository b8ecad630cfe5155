"""Texts set for the screen: lines with readings above, terms that can be pressed, columns."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import TypedDict, Unpack

from textual.content import Content
from textual.style import Style

from taiwa.study.view import View
from taiwa.text.typesetting import cells, clean, plain, typeset

COLUMN_GAP, NARROWEST = 4, 42
"""Cells between two columns, and the narrowest that a column may be."""

RUBY_STYLE = BESIDE = "$secondary"
CORNER = 52
"""Cells of a line of what is told in a corner."""
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


def shortened(text: str, width: int) -> str:
    """A text on one line; where it is longer it ends in two dots, at a word."""
    lines = typeset(text, width)
    if len(lines) == 1:
        return lines[0].text
    return typeset(text, max(2, width - len("..")))[0].text.rstrip(" 、。,.") + ".."


def set_parallel(
    texts: Sequence[str],
    width: int,
    view: View,
    style: str = "",
    **how: Unpack[How],
) -> list[Content]:
    """One text in each language shown: in columns where there is room, else below each other."""
    texts = tuple(dict.fromkeys(texts))
    if column := column_of(texts, width):
        shown = [set_text(text, column, view, style, **how) for text in texts]
        read = how.get("marked", True) and how.get("read", True)
        above = [readings_above(text, column, view, read) for text in texts]
        return side_by_side(shown, above, [column] * len(texts))
    lines = []
    for number, text in enumerate(texts):
        look = f"{style} {BESIDE}" if number else style
        lines += set_text(text, width, view, look, **how)
    return lines


def column_of(texts: Sequence[object], width: int) -> int:
    """Cells of each text's column; 0 where they stand below each other."""
    column = (width - COLUMN_GAP * (len(texts) - 1)) // len(texts)
    return column if len(texts) > 1 and column >= NARROWEST else 0


def readings_above(text: str, width: int, view: View, read: bool = True) -> int:
    """The rows above the text's first line: 1 where it has readings there.

    Of terms it has them only where it is `read`.
    """
    if view.furigana == "off":
        return 0
    lines = typeset(view.marked(clean(text)) if read else clean(text), width, furigana=view.shows)
    return 1 if lines and lines[0].ruby else 0


def first_row(texts: Sequence[str], width: int, view: View) -> int:
    """The row on which the words of texts begin that are set by `set_parallel`."""
    texts = tuple(dict.fromkeys(texts))
    if column := column_of(texts, width):
        return max(readings_above(text, column, view) for text in texts)
    return readings_above(texts[0], width, view)


def side_by_side(
    shown: Sequence[Sequence[Content]], above: Sequence[int], widths: Sequence[int]
) -> list[Content]:
    """Columns of such widths, beside each other; their first lines of text stand on one row, below
    as many rows as each has `above` it."""
    top = max(above)
    columns = [
        [*[Content("")] * (top - own), *lines] for lines, own in zip(shown, above, strict=True)
    ]
    rows = []
    for parts in zip_longest(*columns, fillvalue=Content("")):
        padded = [
            part + " " * (width + COLUMN_GAP - cells(part.plain))
            for part, width in zip(parts, widths, strict=True)
        ]
        rows.append(Content("").join([*padded[:-1], parts[-1]]))
    return rows


def in_a_corner(text: str, width: int) -> str:
    """A text for the corner of a window of `width` cells."""
    return "\n".join(line.text for line in typeset(clean(text), max(1, min(CORNER, width - 8))))
