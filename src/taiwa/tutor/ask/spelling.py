"""Words as learners type them → words that the course has: slips, kana for kanji, romaji."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain, product

from taiwa.text.readings import hiragana
from taiwa.tutor.ask.index import Index
from taiwa.tutor.ask.pieces import frame, kana_words, pieces
from taiwa.tutor.text.kana import short_vowels, to_kana
from taiwa.tutor.text.readings import kanji_readings

SHORTEST, KATAKANA_SHORTEST = 5, 4  # a word of fewer letters is too near to others
ALIKE = 0.55  # share of kana pairs in common; てきんちょう and ちょうせい reach 0.4
KANA = re.compile("[ぁ-んー]+")
KATAKANA = re.compile("[ァ-ヶー]+")
JOINING = frozenset("わがをおにのでも") | {"です", "って", "なに", "なん", "いつ", "だれ", "どこ"}
"""Words that join those of a Japanese sentence, as they are said."""
DOUBLED = re.compile("[くつ](?=[か-こさ-そた-と])")  # こく and か are こっか
ROMAJI_WORD = re.compile(r"[a-z]+\d+|[a-z]+|\d+(?:\+\d+)?")
KANJI_WORD = re.compile("([\u3400-\u9fff]{2,4})[ぁ-ん]?")


class Speller:
    """Knows the course's words, and the readings of its terms with what they are readings of."""

    def __init__(self, indexes: Sequence[Index], readings: Mapping[str, str]) -> None:
        self._indexes = indexes
        self._readings = sorted(readings.items(), key=lambda pair: -len(pair[0]))
        self._romaji = {short_vowels(kana): written for kana, written in readings.items()}

    @cached_property
    def _tokens(self) -> dict[str, None]:
        """The words in an order that is the same in every process."""
        return dict.fromkeys(chain.from_iterable(index.tokens for index in self._indexes))

    @cached_property
    def _words(self) -> dict[tuple[str, int], list[str]]:
        table: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._tokens:
            if len(word) >= 4:
                table[word[0], len(word)].append(word)
        return table

    def written(self, text: str) -> str:
        """The text with readings in kana, and a question in romaji, as the course writes them."""
        text = self._romanised(text) or text
        if not KANA.search(text):
            return text
        for kana, written in self._readings:
            if len(kana) >= 4 and kana in text:
                text = text.replace(kana, f" {written} ")
        if re.search("[a-z\u3400-\u9fff]", text):
            return text
        for kana, written in self._compounds:
            text = text.replace(kana, f" {written} ")
        if re.search("[\u3400-\u9fff]", text):
            return text
        kana = "".join(KANA.findall(text))
        return text + " " + self._alike(kana)

    def _romanised(self, text: str) -> str | None:
        """A question in romaji, but for names, as the course writes it; None if it is not."""
        words = ROMAJI_WORD.findall(text) if text.isascii() else []
        kana = [to_kana(word) for word in words]
        foreign = sum(not each and word.isalpha() for word, each in zip(words, kana, strict=True))
        if sum(each in JOINING for each in kana) <= foreign:
            return None
        return " ".join(map(self._sounded, words, kana))

    def _sounded(self, word: str, kana: str | None) -> str:
        """A word in romaji as the course writes it, in kana if it does not; a name as it stands."""
        if kana is None or kana in JOINING or kana in kana_words()[0]:
            return kana or word
        written = self._sounds.get(short_vowels(kana), "") if len(kana) > 2 else ""
        named = self._count(word) if word not in frame() else 0
        return word if named > self._count(written) else written or kana

    @cached_property
    def _sounds(self) -> dict[str, str]:
        """The course's words by their kana without long vowels."""
        words = {short_vowels(kana): written for kana, written in self._compounds}
        return words | self._romaji

    @cached_property
    def _compounds(self) -> list[tuple[str, str]]:
        """The course's words of two to four kanji, and those in katakana, by how they are read, the
        longest first."""
        table, found = kanji_readings(), dict[str, str]()
        runs = [run[1] for token in self._tokens if (run := KANJI_WORD.fullmatch(token))]
        halves = [half for run in runs if len(run) == 4 for half in (run[:2], run[2:])]
        for word in sorted({*runs, *halves}, key=lambda word: (self._count(word), word)):
            shares = [table.get(kanji, ("",))[:2] for kanji in word]
            read = ["".join(kana) for kana in product(*shares)]  # the commonest of one reading last
            found |= dict.fromkeys([*read, *(DOUBLED.sub("っ", kana) for kana in read)], word)
        in_katakana = filter(KATAKANA.fullmatch, self._tokens)
        found |= {hiragana(word): word for word in in_katakana}
        long_ = [pair for pair in found.items() if len(pair[0]) >= 3]
        return sorted(long_, key=lambda pair: -len(pair[0]))

    def _count(self, token: str) -> int:
        """The passages that have all of a word."""
        index = self._indexes[0]
        numbers = [index.number(unit) for unit in pieces(token)] if token else []
        return min((0 if n is None else index.count(n) for n in numbers), default=0)

    def _alike(self, kana: str) -> str:
        """The words with a reading nearly like this; none where there is no such reading."""
        if len(kana) < 4:
            return ""
        wanted = _pairs(kana)
        best, found = ALIKE, ""
        for reading, written in self._readings:
            pairs = _pairs(reading)
            alike = 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
            if alike > best:
                best, found = alike, written
        return found

    def from_romaji(self, words: str) -> str | None:
        """The term whose reading this is in romaji."""
        kana = to_kana(words)
        if kana is None or len(kana) < 4:
            return None
        return self._romaji.get(short_vowels(kana)) or self._alike(kana) or None

    def near(self, word: str) -> str | None:
        """The course's word that was meant, if one is a slip away (two in long words)."""
        shortest = KATAKANA_SHORTEST if "ァ" <= word[0] <= "ー" else SHORTEST
        if len(word) < shortest:
            return None
        slips = 1 if len(word) < 8 else 2
        best: tuple[int, str] | None = None
        letters, changed = set(word), 1 if len(word) == SHORTEST else 2 * slips
        for size in range(len(word) - slips, len(word) + slips + 1):
            for other in self._words.get((word[0], size), ()):
                if len(letters.symmetric_difference(other)) > changed:
                    continue  # each slip takes a letter away and brings one; bread is not broad
                far = distance(word, other, slips)
                if far <= slips and (best is None or (far, other) < best):
                    best = far, other
        return best[1] if best else None


def _pairs(kana: str) -> set[str]:
    return {kana[i : i + 2] for i in range(len(kana) - 1)}


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with the next; any number above `most` is
    as good as another."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, meant in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != meant))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == meant:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
