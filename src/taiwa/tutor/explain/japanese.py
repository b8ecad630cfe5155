"""Japanese answers as clauses of units: concepts, characters, negation, and who does what.

Japanese needs no dictionary of forms here: words of the tables are found as they stand, longest
first, and what is left counts by pairs of kanji and by runs of katakana or Latin letters. What
follows a word up to the next one, its endings, says whether it is turned round.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from taiwa.tutor.explain.japanese_words import (
    ACTORS,
    CONCEPTS,
    IDLE,
    NEGATORS,
    READINGS,
    REGIONS,
    WEAK,
)
from taiwa.tutor.explain.units import Clause, Sense, Sentence, Unit, concepts, itself, new_subjects

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
PASSIVE = re.compile(r"[かさたなまられわが]れ[るたてま]|られ")
HOLDING = re.compile(
    r"(?:と|に)(?:み[てるなたらよ]|見[てるなたらよ]|とら|捉|受け止|位置|呼[びんば]|考え)"
)
MOST_LISTED, LISTED = 5, re.compile(r"(?![ぁ-ん]+$).{1,6}")
"""So many words may follow each other without a particle; and the look of such a word."""
LITTLE = 0.4

_TYPED = READINGS.split()
_MEANT = dict(zip(_TYPED[::2], _TYPED[1::2], strict=True))
_KANA = re.compile("|".join(sorted(_MEANT, key=len, reverse=True)))


def fold(text: str) -> str:
    """One width and case; words that are often typed in hiragana as they are written."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return _KANA.sub(lambda found: _MEANT[found[0]], text)


class _JapaneseWords:
    """The word tables, and one pattern that finds the longest of their entries."""

    def __init__(self) -> None:
        self.concepts = concepts(CONCEPTS, fold)
        self.regions = concepts(REGIONS, fold)
        self.actors = concepts(ACTORS, fold) | self.regions
        self.weak = frozenset(map(fold, WEAK.split()))
        self.idle = frozenset(map(fold, IDLE.split()))
        self.negators = frozenset(map(fold, NEGATORS.split()))
        entries = {*self.concepts, *self.actors, *self.idle, *self.negators}
        longest = sorted((e for e in entries if len(e) > 1), key=len, reverse=True)
        self.token = re.compile("|".join([*map(re.escape, longest), KANJI, OTHER]))


japanese_words = cache(_JapaneseWords)


class JapaneseReader:
    """Reads answers to a question."""

    enough = 0.46

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts  # nothing of them is needed: Japanese is read character by character

    def read(self, text: str) -> tuple[Sentence, ...]:
        sentences: list[Sentence] = []
        for sentence in SENTENCE.split(fold(text)):
            if _is_list(sentence.split()):
                continue
            clauses = [clause for piece in JOINT.split(sentence) if (clause := _clause(piece))]
            sentences += new_subjects(clauses)
        return tuple(sentences)


def _is_list(found: list[str]) -> bool:
    """True if words are only strung together."""
    return len(found) > MOST_LISTED and all(map(LISTED.fullmatch, found))


def _clause(piece: str | None) -> Clause:
    """The units of a piece of a sentence."""
    if not piece:
        return ()
    units: list[Unit] = []
    passive = bool(PASSIVE.search(piece))
    turned = False
    found = list(japanese_words().token.finditer(piece))
    for match, after in zip(found, [*found[1:], None], strict=False):
        tail = piece[match.end() : after.start() if after else len(piece)]
        word = match[0]
        joined = after is not None and after.start() == match.end()
        if word in japanese_words().actors:
            role = "object" if joined else _role(tail, passive, units)
            units.append(_actor(word, role))
        elif word not in japanese_words().idle:
            units += _units(word)
        turned ^= _turns(word, tail)
    if HOLDING.search(piece):
        first = next((unit for unit in units if unit.actor), None)
        units = [_holding(u, passive, u is first) if u.actor else u for u in units]
    return tuple(unit.turned() for unit in units) if turned else tuple(units)


def _turns(word: str, tail: str) -> bool:
    """True if a word with its endings turns its clause round: twice "not" does not."""
    times = len(NEGATION.findall(tail)) if not (MUST.search(tail) or NOT_ONLY.search(tail)) else 0
    return (times + (word in japanese_words().negators)) % 2 == 1


def _holding(unit: Unit, passive: bool, first: bool) -> Unit:
    """An actor where somebody sees something in somebody: who sees, and who is seen so."""
    if unit.role == "agent" or (unit.role == "subject" and not passive):
        return replace(unit, role="holder")
    return replace(unit, role="held") if first or not passive else unit


def _units(word: str) -> Iterator[Unit]:
    table = japanese_words()
    weight = LITTLE if word in table.weak else 1.0
    if word in table.concepts:
        yield Unit(table.concepts[word] | {itself(word)} | _characters(word), weight)
        return
    if not re.fullmatch(KANJI, word):
        yield Unit(frozenset([itself(word)]), weight)
        return
    for start in range(0, len(word), 2):
        part = word[start : start + 2]
        if part not in table.idle:
            senses = table.concepts.get(part, frozenset()) | {itself(part)} | _characters(part)
            yield Unit(senses, LITTLE if part in table.weak or len(part) == 1 else 1.0)


def _characters(word: str) -> frozenset[Sense]:
    """The kanji of a word, and what those that are words of the tables stand for."""
    table = japanese_words()
    senses: set[Sense] = set()
    for character in re.findall(r"[一-龯]", word):
        senses.add((f"~{character}", 1))
        if len(word) < 3:
            senses |= table.concepts.get(character, frozenset())
    return frozenset(senses)


def _role(tail: str, passive: bool, units: list[Unit]) -> str:
    """The role of a country or organisation in its clause, by the particle behind it."""
    if passive and tail.startswith(("に", "から")):
        return "agent"
    topic = tail.startswith(("は", "が", "も", "って"))
    return "subject" if topic and not any(u.role == "subject" for u in units) else "object"


def _actor(word: str, role: str) -> Unit:
    table = japanese_words()
    weight = LITTLE if word in table.weak else 1.0
    return Unit(table.actors[word], weight, "where" if word in table.regions else "who", role)
