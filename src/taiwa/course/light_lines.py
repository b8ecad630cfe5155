"""The lines of questions in the light form, each with the sign that tells what it is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from taiwa.course.problems import Mark

_LINE = re.compile(
    r"(##+|[-*+][ \u3000]*\[[ \u3000x]?\]|[0-9]{1,2}[.)](?=[ \u3000])|[-*](?=[ \u3000])|[=~?!])"
    r"[ \u3000]*"
)
_WIDE = str.maketrans(
    "＃－［］ｘＸX✓✔☑＝～〜？！＊０１２３４５６７８９．）", "#-[]xxxxxx=~~?!*0123456789.)"
)
_HEAD = re.compile("[#＃][ \u3000]*(?:[^ \u3000]+[ \u3000]+)*¶[0-9]")


class Row(NamedTuple):
    """A line: its sign, empty for plain text, what follows, and its place."""

    sign: str
    text: str
    mark: Mark


def rows(text: str) -> Iterator[Row]:
    """The lines that say something. A single # that would begin a question has that sign."""
    before = ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip(" \t\u3000")
        mark = number, len(line) - len(line.lstrip(" \t\u3000")) + 1
        if not bare or (bare[0] in "#＃" and bare[1:2] not in ("#", "＃")):
            if _HEAD.match(bare):
                yield Row("#", bare[1:], mark)
            continue  # a single # is a remark
        if found := _LINE.match(bare.translate(_WIDE)):
            sign = found[1].replace("\u3000", " ")
            before = "##" if sign.startswith("##") else _option(sign)
            yield Row(before, bare[found.end() :], mark)
        else:
            before = ";" if mark[1] > 1 and before in ("*", ";") else ""
            yield Row(before, bare, mark)


def _option(sign: str) -> str:
    """`[x]` of a right option, `[ ]` of a wrong one, `1` of any number."""
    if "[" in sign:
        return "[x]" if "x" in sign else "[ ]"
    return "1" if sign[0].isdigit() else sign
