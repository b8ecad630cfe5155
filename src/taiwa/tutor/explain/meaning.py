"""Texts as units of meaning.

A unit is a word, by itself and by the concepts that it may stand for, each with a sign that "not"
turns round. English words are known by their first letters; Japanese needs no dictionary of forms:
words of the list are found as they stand, longest first, and what is left counts by pairs of kanji
and by runs of katakana or Latin letters.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import log

from taiwa.tutor.text.lexicon import lexicon

Sense = tuple[str, int]
"""A concept, and +1, or -1 where the opposite of it is said."""
Unit = frozenset[Sense]

CLAUSE = re.compile(r"[^。．.!?！？;；\n、，,:：]+")
CLAUSES = 3
"""From how many clauses in a row a point may be put together."""
SEVERAL = 3
"""So many wordings of a point are looked at for how well they agree."""
STEM = 5
"""Letters by which two forms of an English word are one."""
WORD = {"ja": r"[㐀-鿿々]{1,2}|[ァ-ヺー]+|[a-z0-9]+", "en": r"[a-z0-9]+"}
DENIALS = {
    "ja": re.compile(
        r"な(?:い|く|か[っろ]|し|さ|け)|ず(?:に|\W|$)|ぬ(?:\W|$)|ません|まい(?:\W|$)|無[いく]|にく[いく]"
    ),
    "en": re.compile(
        r"\b(?:no longer|no|not|cannot|nobody|nothing|none|never|nor|neither|without|hardly"
        r"|unable to|impossible|(?:fail|ceas|stopp|refus)\w* to|den(?:y|ies))\b|n't\b"
    ),
}
"""Words that turn round: in English all that follows in their clause, in Japanese the whole."""


def fold(text: str) -> str:
    """One width and case."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'")


def stem(word: str, language: str) -> str:
    """The start by which an English word is known; a Japanese word."""
    return word[:STEM] if language == "en" else word


def passages(text: str) -> Iterator[tuple[str, ...]]:
    """One to three clauses in a row."""
    clauses = [clause for clause in CLAUSE.findall(text) if clause.strip()]
    for start in range(len(clauses)):
        for end in range(start + 1, min(len(clauses), start + CLAUSES) + 1):
            yield tuple(clauses[start:end])


class _Words:
    """The words of a language that stand for concepts, and those that say nothing."""

    def __init__(self, language: str) -> None:
        senses = defaultdict[str, set[Sense]](set)
        for line in lexicon(language, "concepts"):
            name = line.split()[0]
            for sign, side in zip((1, -1), line.split(" / "), strict=False):
                for entry in side.split():
                    senses[stem(fold(entry), language)].add((name, sign))
        self.senses = senses
        self.idle = frozenset(word for line in lexicon(language, "idle") for word in line.split())
        known = sorted(senses, key=len, reverse=True) if language == "ja" else []
        longest = [re.escape(word) for word in known if len(word) > 1]
        self.token = re.compile("|".join([*longest, WORD[language]]))


_words = cache(_Words)


@lru_cache(maxsize=4096)
def units(clause: str, language: str) -> tuple[Unit, ...]:
    """A clause, word by word."""
    parts = DENIALS[language].split(fold(clause))
    if language == "ja":
        return tuple(_units(clause, language, -1 if len(parts) % 2 == 0 else 1))
    turned = (_units(part, language, -1 if place % 2 else 1) for place, part in enumerate(parts))
    return tuple(chain(*turned))


def _units(text: str, language: str, sign: int) -> Iterator[Unit]:
    words = _words(language)
    for word in words.token.findall(fold(text)):
        if word not in words.idle:
            names = {stem(word, language), *(word if language == "ja" and len(word) < 3 else ())}
            concepts = (sense for name in names for sense in words.senses.get(name, ()))
            known = {(f"={name}", 1) for name in names}
            yield frozenset((concept, own * sign) for concept, own in chain(known, concepts))


def meant(clauses: Iterable[str], language: str) -> frozenset[Sense]:
    """The senses of all that some clauses say."""
    return frozenset(chain.from_iterable(chain(*(units(one, language) for one in clauses))))


def opposite(senses: Iterable[Sense]) -> frozenset[Sense]:
    return frozenset((concept, -sign) for concept, sign in senses)


class Meanings:
    """The wordings of each key point, in units of which those count more that few points have."""

    def __init__(self, points: Sequence[Sequence[str]], language: str) -> None:
        told = [
            [tuple(chain(*(units(one, language) for one in CLAUSE.findall(text)))) for text in own]
            for own in points
        ]
        self._senses = [frozenset(chain.from_iterable(chain(*own))) for own in told]
        self._spread = Counter(
            concept for every in self._senses for concept in {name for name, _ in every}
        )
        self._wordings = [[[(u, self._weight(u)) for u in text] for text in own] for own in told]

    def _weight(self, unit: Unit) -> float:
        points = min(self._spread[concept] for concept, _ in unit)
        return log(1 + len(self._senses) / points)

    def agreeing(self, said: Iterable[frozenset[Sense]], point: int) -> float:
        """The share of a point that passages say again, of the three wordings that are said best,
        on average."""
        some = [senses for senses in said if not senses.isdisjoint(self._senses[point])]
        best = sorted((_share(some, text) for text in self._wordings[point]), reverse=True)[
            :SEVERAL
        ]
        return sum(best) / (len(best) or 1)


def _share(said: Iterable[frozenset[Sense]], wording: Sequence[tuple[Unit, float]]) -> float:
    """The share of a wording in the passage that says most of it again."""
    whole = sum(weight for _, weight in wording)
    again = (
        sum(weight for unit, weight in wording if not unit.isdisjoint(senses)) for senses in said
    )
    return max(again, default=0.0) / (whole or 1.0)
