"""Kana for kanji, as each kanji is read within words: for an answer typed without a conversion.

The table `locales/ja/lexicon/kanji.txt` holds a kanji and its readings on each line; it was made
from Sudachi's dictionary by `tests/lexicon/kanji.py`.
"""

from functools import cache

from taiwa.tutor.text.lexicon import lexicon


@cache
def kanji_readings() -> dict[str, tuple[str, ...]]:
    """The readings of each kanji, the commonest first, in hiragana."""
    return {line[0]: tuple(line[2:].split(" ")) for line in lexicon("ja", "kanji")}


def reads_as(typed: str, written: str) -> bool:
    """True if `typed` is `written` with kana, as they are read, for some or all of its kanji.

    Both are in hiragana and kanji, without spaces. A kanji before 々 is read twice.
    """
    table, places, before = kanji_readings(), {0}, ""
    for character in written:
        shares = table.get(before if character == "々" else character, ())
        after = set()
        for place in places:
            after |= {place + 1} if typed[place : place + 1] == character else set()
            after |= {place + len(share) for share in shares if typed.startswith(share, place)}
        places, before = after, character
    return len(typed) in places
