"""The sides of an open question: for and against, beside each other."""

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from taiwa.study.view import View
from taiwa.tui.marks import ink
from taiwa.tui.typography import COLUMN_GAP, readings_above, side_by_side
from taiwa.tui.widgets.bubble import MARGIN, set_para
from taiwa.words.messages import Message

BESIDE = 68
"""Cells from which the sides have room beside each other."""
SIGN = "- "

Texts = tuple[str, ...]
"""One text in each language shown."""


def set_sides(said: Sequence[Message], width: int, view: View, *, airy: bool) -> list[Content]:
    """Both sides, the considerations of each in their order, those of a row begin on one line."""
    paras = list(zip(*(message.paras for message in said), strict=True))
    heads = [place for place, para in enumerate(paras) if para[0].kind == "label"]
    first, second = paras[heads[0] : heads[1]], paras[heads[1] :]
    room = width - 2 * MARGIN
    rows: list[Content] = []
    if room < BESIDE:
        for para in (*first, *second):
            if para in second[:1]:
                rows.append(ink(""))
            rows += set_para(para, room, view)
    else:
        column = (room - COLUMN_GAP) // 2
        for place, pair in enumerate(zip_longest(first, second)):
            if place > 1 and airy:
                rows.append(ink(""))
            shown = [set_para(para, column, view) if para else [] for para in pair]
            above = [readings_above(para[0].text, column, view) if para else 0 for para in pair]
            rows += side_by_side(shown, above, [column] * 2)
    return [ink(" " * MARGIN) + row for row in rows]
