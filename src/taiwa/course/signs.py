"""The signs in the form of a choice's options, and the rules that pick an option by them."""

import re
from collections.abc import Callable, Mapping
from statistics import median

from msgspec import Struct

from taiwa.errors import Entry

HEDGES = {
    "ja": r"うる|こともある|ことがある|かもしれ|ことが多い|場合がある|おそれ|一部|ある程度",
    "en": r"\b(?:may|might|can|could|some|often|partly|usually|perhaps|likely|tends?)\b",
}
ABSOLUTES = {
    "ja": r"すべて|全て|だけ|まったく|全く|必ず|いつも|のみ|一切|決して|完全",
    "en": r"\b(?:only|all|always|never|entirely|wholly|every|none|any|completely|must)\b",
}
FILLERS = {
    "ja": r"もう|すでに|既に|ただ|まだ|むしろ|ほとんど",
    "en": r"\b(?:already|just|simply|still|even|merely|quite|rather)\b",
}
NEGATIONS = {
    "ja": r"ない|なく|ず[、に]|ぬ|不|無[しく]",
    "en": r"\b(?:not|no|nor|neither|without|cannot)\b|n't\b",
}
WORDS = {"ja": r"[一-龯々]{2,}|[ァ-ヶー]{2,}|[A-Za-z]{2,}", "en": r"[A-Za-z]{4,}"}
_KANJI, _QUOTES = r"[一-龯々]", r"[「」『』“”\"（）()]"
_PUNCTUATION = r"[、。，．,.;:!?・「」『』“”\"（）()—-]"

Score = Callable[["Item", str], list[float]]
"""A number for each option of a choice in a language."""


class Item(Struct, frozen=True):
    """A choice without its markup: what is asked and its options, by language."""

    section: str
    stem: Mapping[str, str]
    options: Mapping[str, tuple[str, ...]]
    right: int


def _counted(patterns: Mapping[str, str] | str) -> Score:
    def score(item: Item, language: str) -> list[float]:
        pattern = patterns if isinstance(patterns, str) else patterns[language]
        return [float(len(re.findall(pattern, text.lower()))) for text in item.options[language]]

    return score


def _length(item: Item, language: str) -> list[float]:
    return [float(len(text)) for text in item.options[language]]


def _off_middle(item: Item, language: str) -> list[float]:
    lengths = _length(item, language)
    return [abs(length - median(lengths)) for length in lengths]


def _like_stem(item: Item, language: str) -> list[float]:
    stem = _pieces(item.stem[language], language)
    own = [_pieces(text, language) for text in item.options[language]]
    return [len(pieces & stem) / max(1, len(pieces)) for pieces in own]


def _from_stem(item: Item, language: str) -> list[float]:
    pattern = WORDS[language]
    stem = set(re.findall(pattern, item.stem[language].lower()))
    said = [set(re.findall(pattern, text.lower())) for text in item.options[language]]
    return [float(len(words & stem)) for words in said]


def _like_others(item: Item, language: str) -> list[float]:
    own = [_pieces(text, language) for text in item.options[language]]
    return [sum([_alike(a, b) for b in own if b is not a]) for a in own]


def _alike(one: set[str], other: set[str]) -> float:
    """The share of two sets that is of both."""
    common = len(one & other)
    return common / max(1, len(one) + len(other) - common)


def _pieces(text: str, language: str) -> set[str]:
    """Pairs of characters, in Latin script runs of four."""
    run, text = (2 if language == "ja" else 4), text.lower()
    return {text[i : i + run] for i in range(len(text) - run + 1)}


def _alphabet(item: Item, language: str) -> list[float]:
    texts = item.options[language]
    ranked = sorted(texts, key=str.lower)
    return [float(ranked.index(text)) for text in texts]


def _heavy(item: Item, language: str) -> list[float]:
    """The share of kanji, or the mean length of words."""
    texts = item.options[language]
    if language == "ja":
        return [len(re.findall(_KANJI, text)) / max(1, len(text)) for text in texts]
    return [len(text) / max(1, len(text.split())) for text in texts]


def _shared(way: int) -> Score:
    """Each text's share of its beginning, or with -1 of its end, in common with the others."""

    def score(item: Item, language: str) -> list[float]:
        texts = [text.lower()[::way] for text in item.options[language]]
        return [float(sum(_common(a, b) for b in texts) - len(a)) for a in texts]

    return score


def _common(one: str, other: str) -> int:
    for place, (own, theirs) in enumerate(zip(one, other, strict=False)):
        if own != theirs:
            return place
    return min(len(one), len(other))


FEATURES: Mapping[str, Score] = {
    "length": _length,
    "off the middle": _off_middle,
    "hedges": _counted(HEDGES),
    "absolutes": _counted(ABSOLUTES),
    "fillers": _counted(FILLERS),
    "negations": _counted(NEGATIONS),
    "punctuation": _counted(_PUNCTUATION),
    "quotes": _counted(_QUOTES),
    "digits": _counted(r"\d"),
    "like the stem": _like_stem,
    "words of the stem": _from_stem,
    "like the others": _like_others,
    "alphabet": _alphabet,
    "heavy words": _heavy,
    "opening": _shared(1),
    "ending": _shared(-1),
}
RULES: Mapping[Entry, tuple[str, int]] = {
    Entry("longest"): ("length", 1),
    Entry("shortest"): ("length", -1),
    Entry("middle length"): ("off the middle", -1),
    Entry("most hedged"): ("hedges", 1),
    Entry("most absolute"): ("absolutes", 1),
    Entry("most filler words"): ("fillers", 1),
    Entry("most negations"): ("negations", 1),
    Entry("most punctuation"): ("punctuation", 1),
    Entry("most quotes and brackets"): ("quotes", 1),
    Entry("most digits"): ("digits", 1),
    Entry("most like the stem"): ("like the stem", 1),
    Entry("least like the stem"): ("like the stem", -1),
    Entry("most words of the stem"): ("words of the stem", 1),
    Entry("most like the others"): ("like the others", 1),
    Entry("odd one out"): ("like the others", -1),
    Entry("first in the alphabet"): ("alphabet", -1),
    Entry("last in the alphabet"): ("alphabet", 1),
    Entry("heaviest words"): ("heavy words", 1),
    Entry("opens like the others"): ("opening", 1),
    Entry("opens like no other"): ("opening", -1),
    Entry("ends like the others"): ("ending", 1),
    Entry("ends like no other"): ("ending", -1),
}
"""The pick of each rule: the highest score of a feature, or with -1 the lowest."""
