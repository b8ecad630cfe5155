"""What is typed in kana, and the words in kanji that are read so."""

import re
from collections.abc import Iterable, Iterator

from taiwa.tutor.text.readings import kanji_readings, reads_as

KANA, WRITTEN = re.compile("[ぁ-んー]{3,}"), re.compile("[一-龯々]+[ぁ-ん]{0,2}")
"""What is kana alone, and long enough to tell words apart; a word in kanji, with kana behind it."""


class Written:
    """The words in kanji of some texts, found by their readings."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = frozenset(word for text in texts for word in WRITTEN.findall(text))

    def ways(self, key: str) -> list[str]:
        """What is searched for, in hiragana, and the words that are read as it is."""
        if not KANA.fullmatch(key):
            return [key]
        return [key, *{way for word in self._words for way in _read_so(key, word)}]


def _read_so(key: str, word: str) -> Iterator[str]:
    """The parts of a word, of two characters or more, that are read as `key` has it."""
    table = kanji_readings()
    for start, kanji in enumerate(word):
        if any(key.startswith(reading) for reading in table.get(kanji, ())):
            parts = (word[start:end] for end in range(start + 2, len(word) + 1))
            yield from (part for part in parts if reads_as(key, part))
