"""The pieces by which texts are compared: stems of English words, pairs of Japanese characters."""

import itertools
import re
from collections.abc import Callable, Container, Iterable
from functools import cache
from zlib import crc32

from taiwa.tutor.text.lexicon import countries, lexicon

TOKEN = re.compile(
    r"art\d+|[a-z]+|§\w+|\d+(?:\+\d+)?|[\u3400-\u9fff々〇]+[ぁ-ん]?|[ァ-ヺー]+|[ぁ-ん]+"
)
COMPOUND = re.compile("[\u3400-\u9fff々]{3,}")
RUN = re.compile(r"[a-z0-9 ]+|[^\W a-z0-9_]+")
PARTICLES = frozenset("はがをにのとでもへやかなっただでしさせすれらよねわまいうこそ")


@cache
def kana_words() -> tuple[dict[str, str], re.Pattern[str]]:
    """The words in kana that are looked for, with what they stand for, and a pattern for them."""
    words = {word: unit for word, unit in same().items() if re.fullmatch("[ぁ-ん]{2,}", word)}
    return words, re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def compounds() -> dict[str, str]:
    """The unit of a country by the kanji that stands for it beside another."""
    return {kanji: unit for unit, _, _, kanji in countries() if kanji}


@cache
def same() -> dict[str, str]:
    """The unit that stands for a unit, where several mean the same."""
    table: dict[str, str] = {}
    for line in lexicon("en", "same"):
        head, *others = line.split()
        head = head if head[0] == "?" else stem(head)
        table |= {stem(word): head for word in others}
    for line in lexicon("ja", "same"):
        head, *others = line.split()
        table |= dict.fromkeys(others, head)
    for unit, english, japanese, _ in countries():
        table |= dict.fromkeys([*map(stem, map(str.lower, english)), *japanese], unit)
    return table


@cache
def frame() -> frozenset[str]:
    """Units that only frame a question."""
    english = " ".join(lexicon("en", "frame")).split()
    return frozenset([*map(stem, english), *english, *" ".join(lexicon("ja", "frame")).split()])


def units(text: str) -> list[str]:
    """The units of a folded text, in order."""
    return [unit for token in TOKEN.findall(text) for unit in pieces(token)]


@cache
def pieces(token: str) -> tuple[str, ...]:
    """The units of one word or one run of the same script."""
    first = token[0]
    table = same()
    if "a" <= first <= "z" and token[-1].isalpha():
        word = stem(token)
        return (table.get(word, word),)
    if "ァ" <= first <= "ー" or first.isascii() or first == "§":
        return (table.get(token, token),)
    if "ぁ" <= first <= "ん":
        words, pattern = kana_words()
        return tuple(words[word] for word in pattern.findall(token))
    return tuple(_kanji(token, table))


def is_strange(token: str, known: Container[str]) -> bool:
    """True if no unit of a word or run is known, nor frames a question."""
    return not any(unit in known or unit in frame() for unit in pieces(token))


def strangers(text: str, known: Callable[[str], bool]) -> list[str]:
    """The words in kanji that only look like known ones, as 宇宙人 does to who knows 宇宙: half or
    more of their pairs are unknown."""

    def heard(pair: str) -> bool:
        return any(known(unit) or unit in frame() or unit[0] == "@" for unit in pieces(pair))

    words = ((word, [*map("".join, itertools.pairwise(word))]) for word in COMPOUND.findall(text))
    return [word for word, pairs in words if 2 * sum(map(heard, pairs)) <= len(pairs)]


def _kanji(token: str, table: dict[str, str]) -> list[str]:
    """Overlapping pairs; a lone kanji by itself; the last with what inflects it."""
    ending = token[-1] if "ぁ" <= token[-1] <= "ん" else ""
    run = token.removesuffix(ending) if ending else token
    found = [table.get(run, run)] if len(run) == 1 else []
    for pair in map("".join, itertools.pairwise(run)):
        if all(kanji in compounds() for kanji in pair):
            found += (compounds()[kanji] for kanji in pair)
        else:
            found.append(table.get(pair, pair))
    if ending and ending not in PARTICLES:
        pair = run[-1] + ending
        found.append(table.get(pair, pair))
    return found


INFLECTED = ("ingly", "edly", "ing", "ed", "ly")
DERIVED = (
    "ional",
    "ions",
    "ion",
    "ical",
    "ously",
    "ous",
    "ness",
    "ment",
    "ic",
    "al",
    "ity",
    "e",
    "y",
)


@cache
def stem(word: str) -> str:
    """An English word without its endings; the same for all forms of most words."""
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "suia":
        word = word[:-1]
    for ending in INFLECTED:
        left = word.removesuffix(ending)
        if left != word and len(left) >= 3 and re.search("[aeiouy]", left):
            word = left[:-1] if left[-1] == left[-2] and left[-1] not in "lsz" else left
            break
    if word.endswith("bility"):
        word = word[:-5] + "l"
    for ending in DERIVED:
        left = word.removesuffix(ending)
        if left != word and len(left) >= 4:
            return left
    return word


def marks(letters: Iterable[str]) -> list[int]:
    """The `grams` of a text as numbers of four bytes, the least first."""
    return sorted({crc32(gram.encode()) for gram in letters})


def grams(text: str) -> frozenset[str]:
    """The letters of a folded text three by three, and its other characters two by two.

    A text has one if it contains it, with a space at either end.
    """
    found: set[str] = set()
    for run in RUN.findall(f" {text} "):
        size = 3 if run[0] < "\x7f" else 2
        found.update(run[i : i + size] for i in range(len(run) - size + 1))
    return frozenset(found)
