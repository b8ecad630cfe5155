"""Kana for kanji, as each kanji is read within words: for an answer typed without a conversion.

The table `locales/ja/lexicon/kanji.txt` holds a kanji and its readings on each line; it was made
from Sudachi's dictionary by `tests/lexicon/kanji.py`. In `letters.txt` stand letters and digits.
"""

from collections.abc import Iterator
from functools import cache

from taiwa.tutor.text.kana import short_vowels
from taiwa.tutor.text.lexicon import lexicon


@cache
def kanji_readings() -> dict[str, tuple[str, ...]]:
    """The readings of each kanji, the commonest first, and of letters and digits, in hiragana."""
    letters = ", ".join(lexicon("ja", "letters")).split(", ")
    lines = (*lexicon("ja", "kanji"), *letters)
    return {line[0]: tuple(line[2:].split(" ")) for line in lines}


NEVER_INTERCHANGED = frozenset(
    "一二三四五六七八九十百千万不非無未反否東西南北日米中韓独仏英露豪印欧"
)
"""Numbers, negating prefixes, directions and nations: another one is another claim."""


def are_homophones(one: str, other: str) -> bool:
    """True if two kanji share a reading and may be taken for a slip of conversion."""
    if not (min(one, other) >= "㐀" and NEVER_INTERCHANGED.isdisjoint((one, other))):
        return False
    table = kanji_readings()
    return not set(table.get(one, ())).isdisjoint(table.get(other, ()))


def reads_as(typed: str, written: str) -> bool:
    """True if `typed` is `written` with kana, as they are read, for some or all of its kanji.

    Both are in hiragana and kanji, without spaces. A kanji before 々 is read twice.
    """
    return len(typed) in [*_read(typed, written, kanji_readings())][-1]


def share_read(typed: str, written: str) -> float:
    """The share of what is written that reads like the start of what is typed, or of what is typed
    if that is less; vowels may be long or short."""
    typed = short_vowels(typed)
    steps = [ends for ends in _read(typed, short_vowels(written), _short_readings()) if ends]
    return min((len(steps) - 1) / (len(written) or 1), max(steps[-1]) / (len(typed) or 1))


@cache
def _short_readings() -> dict[str, tuple[str, ...]]:
    readings = kanji_readings().items()
    return {
        kanji: tuple(short for kana in shares if (short := short_vowels(kana)))
        for kanji, shares in readings
    }


def _read(typed: str, written: str, table: dict[str, tuple[str, ...]]) -> Iterator[set[int]]:
    """Up to where what is typed may be read, before and after each character that is written."""
    places, before = {0}, ""
    yield places
    for character in written:
        shares = table.get(before if character == "々" else character, ())
        after = set()
        for place in places:
            after |= {place + 1} if typed[place : place + 1] == character else set()
            after |= {place + len(share) for share in shares if typed.startswith(share, place)}
        places, before = after, character
        yield places
