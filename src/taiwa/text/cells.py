"""The cells that a text takes in a terminal, and what would do harm in it made harmless.

Cells are counted by Rich, as Textual draws them; ambiguous widths count as one cell.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from rich.cells import cell_len as cells
from rich.cells import get_character_cell_size, split_graphemes

__all__ = ["EMOJI_STYLE", "JOINER", "cells", "cells_of_each", "clean", "pad"]

JOINER, EMOJI_STYLE = "\u200d", "\ufe0f"


def cells_of_each(text: str) -> list[int]:
    """Cells of each character; of an emoji sequence, its first character has them all."""
    if JOINER not in text and EMOJI_STYLE not in text:
        return list(map(get_character_cell_size, text))
    widths = [0] * len(text)
    for start, end, _width in split_graphemes(text)[0]:
        # Its width in rich is another than that of `cells` where a joiner joins nothing.
        widths[start] = cells(text[start:end])
    return widths


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
