"""What a terminal makes of a text: the cells it takes, and what would do harm in it."""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

JOINER, EMOJI_STYLE = "\u200d", "\ufe0f"
INVISIBLE = {"Mn", "Mc", "Me", "Cc", "Cf", "Zl", "Zp"}
EMOJI_BASES = {"So", "Sm", "Po", "Nd"}
UNICODE_17 = (  # first, last, cells: what Unicode 17 says and the tables of some Pythons do not
    *((0x1160, 0x11FF, 0), (0x3164, 0x3164, 0), (0xD7B0, 0xD7FF, 0), (0xFFA0, 0xFFA0, 0)),
    *((0x2630, 0x2637, 2), (0x268A, 0x268F, 2), (0x4DC0, 0x4DFF, 2), (0x1D300, 0x1D376, 2)),
    *((0x1F3FB, 0x1F3FF, 0), (0x1F6D8, 0x1F6D8, 2), (0x1F6DC, 0x1F6DC, 2)),
    *((0x1FA70, 0x1FAFF, 2), (0x20000, 0x3FFFD, 2)),
)


class _Widths(dict[str, int]):
    """Cells of single characters, each worked out once; ambiguous widths count as one cell."""

    def __missing__(self, character: str) -> int:
        category, code = unicodedata.category(character), ord(character)
        wide = category != "Cn" and unicodedata.east_asian_width(character) in "WF"
        newer = (width for first, last, width in UNICODE_17 if first <= code <= last)
        self[character] = next(newer, 0 if category in INVISIBLE else 1 + wide)
        return self[character]


_WIDTHS = _Widths()


def cells_of_each(text: str) -> list[int]:
    """Cells of each character; of an emoji sequence, its first character has them all."""
    widths = list(map(_WIDTHS.__getitem__, text))
    if JOINER in text or EMOJI_STYLE in text:
        last, joined = None, False  # the last character drawn, and whether a joiner came just now
        for i, character in enumerate(text):
            if joined:
                widths[i], joined = 0, False
            elif character == EMOJI_STYLE:
                base = text[last] if last is not None else ""
                if last is not None and (base == "ℹ" or unicodedata.category(base) in EMOJI_BASES):
                    widths[last] = 2
                last = None
            else:
                joined = character == JOINER
                last = i if widths[i] else last
    return widths


def cells(text: str) -> int:
    """How many terminal cells one line of text takes, as Textual draws it."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(cells_of_each(text))


def pad(text: str, width: int) -> str:
    """One line of text in exactly `width` cells: filled with spaces, or cut with `..`.

    An ellipsis would do in one cell or two, as the terminal likes.
    """
    if cells(text) > width:
        cut = ".."[: max(0, width)]
        fitting = bisect_right(list(accumulate(cells_of_each(text))), max(0, width) - len(cut))
        text = text[:fitting] + cut
    text = text.rstrip(JOINER)  # it would swallow the first space
    return text + " " * (width - cells(text))


def clean(text: str) -> str:
    """Untrusted text made harmless to a terminal.

    Line ends become newlines and tabs four spaces; other controls become their pictures (ESC `␛`);
    C1 controls, lone surrogates, bidirectional overrides and other invisible characters become
    U+FFFD. The joiners and variation selectors that emoji are made of stay.
    """
    if text.isprintable():
        return text
    return "".join(map(_visible, re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text)))


@lru_cache(maxsize=1024)
def _visible(character: str) -> str:
    if unicodedata.category(character) not in ("Cc", "Cf", "Cs") or character in "\n\u200c\u200d":
        return character
    if character == "\t":
        return "    "
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else "\ufffd"
