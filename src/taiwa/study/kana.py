"""A search typed in kana, and the words in kanji that are read so."""

import re
from collections import defaultdict
from collections.abc import Iterable

from taiwa.tutor.text.readings import kanji_readings, reads_as

KANA, WRITTEN = re.compile("[ぁ-んー]{3,}"), re.compile("[一-龯々]+[ぁ-ん]{0,2}")
"""A text in kana alone, long enough to tell words apart; a word in kanji, with kana behind it."""


class Written:
    """The words in kanji of some texts, found by their readings."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._parts = defaultdict[str, set[str]](set)  # by their first character
        for word in {word for text in texts for word in WRITTEN.findall(text)}:
            for start, first in enumerate(word):
                ends = range(start + 2, len(word) + 1)
                self._parts[first].update(word[start:end] for end in ends)

    def ways(self, key: str) -> list[str]:
        """The words searched for, in hiragana, and the parts of words that are read as it is."""
        if not KANA.fullmatch(key):
            return [key]
        table = kanji_readings()
        begun = (kanji for kanji in self._parts if key.startswith(tuple(table.get(kanji, ()))))
        parts = (part for kanji in begun for part in self._parts[kanji])
        return [key, *(part for part in parts if reads_as(key, part))]
