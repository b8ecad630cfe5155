"""Japanese answers as clauses of units: concepts, characters, negation, countries.

Japanese needs no dictionary of forms here: words of the lists are found as they stand, longest
first, and what is left counts by pairs of kanji and by runs of katakana or Latin letters. What
follows a word up to the next one, its endings, says whether it is turned round.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from taiwa.tutor.explain.units import Clause, Sense, Sentence, Unit, concepts, idle, itself
from taiwa.tutor.text.lexicon import countries

SENTENCE = re.compile(
    r"[。．.!?！？;；\n]+(?!\d)|(?<=[るたいだす])(?:が|けど|けれど|けれども|のに)、?|しかし|だが|一方"
)
JOINT = re.compile(
    r"[、,:・「」『』（）()＝=→]+|(?<=[るたいだすな])(?:ので(?![はすしあなも])|から(?![はすでな]))"
    r"|ため(?![のだでらし])|ながら|ことで(?![はすあな])"
)
KANJI, OTHER = r"(?:(?!的)[一-龯々])+", r"[ァ-ヶー]+|[a-z]+|\d+"
MUST = re.compile(
    r"(?:なければ|なくては|なきゃ|ないと)(?:なら|いけ|だめ|ダメ)|ざるを得|ねばなら|ずには|なくもな"
    r"|かもし|にちがい|に違い"
)
NOT_ONLY = re.compile(r"(?:だけ|ばかり|のみ)(?:で|では|じゃ)?(?:な|は)|のみなら|に限ら|にとどまら")
NEGATION = re.compile(
    r"な(?:い|く|かっ|し|さ|けれ)|ず(?:に|$)|ぬ|ません|まい$|(?:で|じゃ)は?あり(?:え|得)な"
    r"|無(?:い|く)|にく[いく]"
)
MOST_LISTED, LISTED = 5, re.compile(r"(?![ぁ-ん]+$).{1,6}")
"""So many words may follow each other without a particle; and the look of such a word."""
LITTLE = 0.4
"""The weight of a lone kanji."""


def fold(text: str) -> str:
    """One width and case."""
    return unicodedata.normalize("NFKC", text).casefold()


class _JapaneseWords:
    """The word lists, and one pattern that finds the longest of their entries."""

    def __init__(self) -> None:
        self.concepts = concepts("ja", fold)
        self.idle = idle("ja")
        self.actors = {
            fold(name): frozenset([(unit, 1)])
            for unit, _, names, _ in countries()
            for name in names
        }
        entries = {*self.concepts, *self.actors, *self.idle}
        longest = sorted((e for e in entries if len(e) > 1), key=len, reverse=True)
        self.token = re.compile("|".join([*map(re.escape, longest), KANJI, OTHER]))


japanese_words = cache(_JapaneseWords)


class JapaneseReader:
    """Reads answers to a question."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts  # nothing of them is needed: Japanese is read character by character

    def read(self, text: str) -> tuple[Sentence, ...]:
        sentences: list[Sentence] = []
        for sentence in SENTENCE.split(fold(text)):
            if _is_list(sentence.split()):
                continue
            clauses = [clause for piece in JOINT.split(sentence) if (clause := _clause(piece))]
            sentences.append(tuple(clauses))
        return tuple(sentences)


def _is_list(found: list[str]) -> bool:
    """True if words are only strung together."""
    return len(found) > MOST_LISTED and all(map(LISTED.fullmatch, found))


def _clause(piece: str | None) -> Clause:
    """The units of a piece of a sentence."""
    table, units, turned = japanese_words(), list[Unit](), False
    found = list(table.token.finditer(piece or ""))
    for match, after in zip(found, [*found[1:], None], strict=False):
        word, tail = match[0], match.string[match.end() : after.start() if after else None]
        if word in table.actors:
            units.append(Unit(table.actors[word], actor=True))
        elif word not in table.idle:
            units += _units(word)
        turned ^= _turns(tail)
    return tuple(unit.turned() for unit in units) if turned else tuple(units)


def _turns(tail: str) -> bool:
    """True if the endings of a word turn its clause round: twice "not" does not."""
    if MUST.search(tail) or NOT_ONLY.search(tail):
        return False
    return len(NEGATION.findall(tail)) % 2 == 1


def _units(word: str) -> Iterator[Unit]:
    table = japanese_words()
    if word in table.concepts:
        yield Unit(table.concepts[word] | {itself(word)} | _characters(word))
        return
    if not re.fullmatch(KANJI, word):
        yield Unit(frozenset([itself(word)]))
        return
    for start in range(0, len(word), 2):
        part = word[start : start + 2]
        if part not in table.idle:
            senses = table.concepts.get(part, frozenset()) | {itself(part)} | _characters(part)
            yield Unit(senses, LITTLE if len(part) == 1 else 1.0)


def _characters(word: str) -> frozenset[Sense]:
    """The kanji of a word, and what those that are words of the tables stand for."""
    table = japanese_words()
    senses: set[Sense] = set()
    for character in re.findall(r"[一-龯]", word):
        senses.add((f"~{character}", 1))
        if len(word) < 3:
            senses |= table.concepts.get(character, frozenset())
    return frozenset(senses)
