"""The likely meaning where a file is no YAML: mostly a text that needs quotes.

The parser's own words are of its grammar, and in English; an author is told what to change.
"""

import re
from collections.abc import Mapping

from taiwa.course.problems import Mark
from taiwa.errors import N_

COLON = N_("put a text with a colon and a space in it in quotes: {text}")
QUOTES = N_("after the closing quote there is more: put the whole text between quotes of one kind")
BEGINS = N_("put a text that begins with {sign} in quotes")
TAB = N_("a tab stands here: indent with spaces")
WIDE = N_("after a key, write a half-width colon and a space, not {sign}")
OPEN = N_("the quote that opens here is not closed")
BRACKET = N_(
    "the bracket that opens here is not closed; or a text inside it needs quotes, as one with a"
    " comma, a colon or a bracket does"
)
NO_LINE = N_("this line is not YAML: a line begins with a key and a colon, with - or with #")
INDENTED = N_("this line's indent does not match what it belongs to, or the line before ends early")

_KEY = r"(?:^|[{,]) *(?:- +)*[\w-]+"
_SLIPS: Mapping[str, re.Pattern[str]] = {
    TAB: re.compile(r"^ *(?P<sign>\t)"),
    WIDE: re.compile(rf"{_KEY} *(?P<sign>：)"),
    BEGINS: re.compile(r"(?:: |- +)(?P<sign>[@`%]|\{(?=[^{}:]*\|))"),
    QUOTES: re.compile(r""": +(?P<sign>['"])(?:(?!(?P=sign)).)*(?P=sign) *[^\s,}\]#]"""),
    NO_LINE: re.compile(r"^(?P<sign>[^\s#\-\[\]{}'\"])(?!.*:(?:\s|$))"),
    COLON: re.compile(rf"{_KEY}: +(?P<text>[^'\"\[{{|>&*!#\s,][^,{{}}]*?:(?: [^,{{}}]*|$))"),
}
"""The looks of a line that has a slip, the likeliest first."""


def slip(text: str, line: int, opened: int) -> tuple[Mark, str, dict[str, str]] | None:
    """The place of a likely slip, and what to tell of it with its values; None if that is unclear.

    `line` is where the parser stopped, `opened` where it began what it could not end, both from 1.
    """
    lines = text.split("\n")
    for number in dict.fromkeys(n for n in (line, opened, line - 1) if 1 <= n <= len(lines)):
        for told, looks in _SLIPS.items():
            if found := looks.search(lines[number - 1]):
                group = "text" if told == COLON else "sign"
                values = {} if told in (TAB, QUOTES, NO_LINE) else {group: _shown(found[group])}
                return (number, found.start(group) + 1), told, values
    return None


def _shown(text: str) -> str:
    return text if len(text) == 1 else f'"{text.strip()}"'
