"""The sound of a name in katakana or in Latin letters: ストルテンベルク, Stoltenberg."""

import re
from difflib import SequenceMatcher
from functools import cache

from taiwa.text.readings import hiragana
from taiwa.tutor.text.kana import ROWS

LATIN = (
    *((r"ph", "f"), (r"ch|tch", "t"), (r"sh|th|[cg](?=[eiy])", "s"), (r"ck|[cqg]", "k")),
    *((r"x", "ks"), (r"[lr]+", "r"), (r"[dt]+", "t"), (r"[sjz]+", "s"), (r"[bpv]+", "p")),
    (r"[nm]+", "n"),
)
"""Letters by the sounds that katakana can tell apart."""
SOUNDS = str.maketrans("gzdbmlj", "kstpnrs")
ALIKE = 0.8
LEAST, KATAKANA = 3, re.compile("[ァ-ヺー・ ]+")


def sound_alike(one: str, other: str) -> float:
    """From 0 to 1, if one of the two is in katakana and the other in Latin letters; else 0."""
    if bool(KATAKANA.fullmatch(one)) == bool(KATAKANA.fullmatch(other)):
        return 0.0
    if not any(text.isascii() for text in (one, other)):
        return 0.0
    heard, wanted = _heard(one), _heard(other)
    if min(len(heard), len(wanted)) < LEAST:
        return 0.0
    ratio = SequenceMatcher(None, heard, wanted, autojunk=False).ratio()
    return ratio if ratio > ALIKE else 0.0


def _heard(name: str) -> str:
    """The consonants of a name."""
    if not name.isascii():
        return "".join(_consonants().get(kana, "") for kana in hiragana(name))
    return re.sub(r"[aeiouywh\W\d_]", "", respelt(name))


def respelt(name: str) -> str:
    """A name in Latin letters, with one letter for all of like sound: AUCUS as AUKUS."""
    name = name.casefold()
    for letters, sound in LATIN:
        name = re.sub(letters, sound, name)
    return name


@cache
def _consonants() -> dict[str, str]:
    rows = {kana: row.translate(SOUNDS) for row, kanas in ROWS.items() for kana in kanas}
    return rows | dict.fromkeys("はひへほ", "") | {"ふ": "f", "ん": "n", "ゔ": "p"}
