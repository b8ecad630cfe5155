"""An answer taken apart: what is left without hedges and titles, and the members of a list."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern

from taiwa.tutor.text.folds import (
    COMMON,
    MEANING,
    SURFACE,
    fold_meaning,
    fold_surface,
    key,
    normal_words,
)
from taiwa.tutor.text.phrases import unwrappings

SEPARATORS = {
    "en": re.compile(r"[,;/&\n、・]|\s\+\s|\b(?:as well as|and)\b", re.IGNORECASE),
    "ja": re.compile(
        r"[,;/&\n、・]|(?<![a-z])\s|\s(?![a-z])|(?<!\d)\+(?!\d)|および|及び|ならびに|並びに|そして|それに|それから"
        r"|(?<=[^\Wぁ-ん])[とや](?=[^\Wぁ-ん])"
    ),
}
BRACKETS = re.compile(r"[(（]([^)）]+)[)）]|[\[［]([^\]］]+)[\]］]")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reading of an answer: itself, or what is left when its ends are peeled.

    `words` are fully folded, `key` is the same without spaces.
    """

    text: str
    words: str
    key: str
    peels: tuple[tuple[str, Pattern[str]], ...]


def attempts(text: str, language: str) -> tuple[Attempt, ...]:
    """The answer, then what is left after each thing that may be taken off its ends."""
    rest = fold_surface(text, language)
    found = [_attempt(text, rest, (), language)]
    for peeling, shorter in unwrappings(rest, language):
        found.append(_attempt(text, shorter, (*found[-1].peels, peeling), language))
    return tuple(attempt for attempt in found if attempt.key)


def _attempt(
    text: str, rest: str, peels: tuple[tuple[str, Pattern[str]], ...], language: str
) -> Attempt:
    words = fold_meaning(rest, language)
    return Attempt(text, words, key(words), peels)


@dataclass(frozen=True, slots=True)
class Target:
    """One accepted answer, or one member of it; `reordered` if it is a turned-round name."""

    text: str
    written: str
    words: str
    key: str
    members: tuple["Target", ...]
    reordered: bool = False


@lru_cache(maxsize=4096)
def targets(text: str, language: str) -> tuple[Target, ...]:
    """An accepted answer in the orders it may be given in."""
    members = tuple(_target(part, part, (), language) for part in split(text, language))
    orders = [text]
    if language == "en":
        orders += [pattern.sub(r"\3\2\1", text) for pattern in TURNED if pattern.search(text)]
    return tuple(
        _target(text, written, members if len(members) > 1 else (), language, written != text)
        for written in orders
    )


TURNED = (
    re.compile(r"^([A-Z][\w'.]*)(\s+)([A-Z][\w'.]*)$"),
    re.compile(r"^([A-Z]\w*)([-‐–—/])([A-Z]\w*)(?= |$)"),
)
"""Two capitalised words, as in a person's name, or joined by a dash: either may come first."""


def _target(
    text: str, written: str, members: tuple[Target, ...], language: str, reordered: bool = False
) -> Target:
    words = normal_words(written, language)
    return Target(text, written, words, key(words), members, reordered)


def split(text: str, language: str) -> list[str]:
    """The members of a list, or the text alone."""
    separators = SEPARATORS.get(language, SEPARATORS["en"])
    parts = separators.split(unicodedata.normalize("NFKC", text))
    return [part for part in parts if fold_surface(part, language)]


def surface_tolerances(attempt: Attempt, target: Target, language: str) -> tuple[str, ...]:
    """The folds without which the two would differ, in order, and what was peeled."""
    names = dict.fromkeys(
        name for name, _ in (*SURFACE.get(language, COMMON), *MEANING.get(language, ()))
    )
    needed = [
        name
        for name in names
        if _without(name, attempt.text, attempt.peels, language)
        != _without(name, target.written, (), language)
    ]
    return (*needed, *dict.fromkeys(name for name, _ in attempt.peels))


@lru_cache(maxsize=1024)
def _without(
    name: str, text: str, peels: tuple[tuple[str, Pattern[str]], ...], language: str
) -> str:
    text = fold_surface(text, language, skip=name)
    for _, pattern in peels:
        text = pattern.sub("", text)
    return key(fold_meaning(text, language, skip=name))


Name = tuple[str, str]
"""A language, and what something is called in it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a course has around an accepted answer: the question's own words, and whatever each
    of its terms, and each of those who act in it, is called."""

    prompt: str = ""
    names: Sequence[Sequence[Name]] = ()
