"""The forms in which two typed answers are the same answer: a table of named folds, in order.

A text is folded in two halves. The surface (width, case, punctuation …) comes first: on it hedges
and titles can be recognised. The rest makes equal what is written differently and means the same.
`key` then forgets the spaces, except between digits, so that no two numbers run together.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from re import Match

from taiwa.tutor.text.numerals import english_numbers, japanese_numbers
from taiwa.tutor.text.spellings import OLD_KANJI, respelled

Fold = Callable[[str], str]

ZEROS = str.maketrans("○◯", "〇〇")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─"), "-")


LONG_VOWEL = re.compile(
    r"(?<=[ァ-ヺ])[-‐‑‒–—―−─]|(?<=[ァ-ヺ])一(?=[ァ-ヺー一]|$)|(?<=[ぁ-ゖ])-(?=[ぁ-ゖ])"
)
MARKS = str.maketrans("゛゜", "\u3099\u309a")


def _width(text: str) -> str:
    """Without what can't be seen; a voicing mark by itself, a line in a katakana word as meant."""
    text = unicodedata.normalize("NFKC", text.translate(MARKS)).translate(OLD_KANJI)
    if not text.isprintable():
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return LONG_VOWEL.sub("ー", text)


MARK = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")


def _diacritics(text: str) -> str:
    """Latin letters without marks; the voicing marks of kana stay."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", MARK.sub("", unicodedata.normalize("NFD", text)))


APOSTROPHE = re.compile(r"['’‘ʼ]")
PREFIX = re.compile(r"\b(in|un|non)-(?=[a-z])")
WITHIN = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)|(?<=\d),(?=\d{3}(?!\d))")
NOT = re.compile("!=|[≠¬×✕✖✗✘❌🚫]")
OF_A_NUMBER = re.compile(r"(?<!\w)-(?=\d)|(?<=\d)\.(?=\d)")
NO_WORD = re.compile(r"[^\w+%\ue000\ue001]|_")


def _punctuation(text: str) -> str:
    """Words and numbers only. A sign, a point or a percentage belongs to its number."""
    if text.isalpha() and "ʼ" not in text:
        return text
    text = APOSTROPHE.sub("", text.translate(DASHES))
    text = WITHIN.sub("", PREFIX.sub(r"\1", text))
    text = NOT.sub(" not ", text.replace("&", " and ").translate(ZEROS))
    text = NO_WORD.sub(" ", OF_A_NUMBER.sub(_kept, text))
    return " ".join(text.replace("\ue000", "-").replace("\ue001", ".").split())


def _kept(sign: Match[str]) -> str:
    return "\ue000" if sign[0] == "-" else "\ue001"


ARTICLE = re.compile(r"\b(?:a|an|the) (?=.)")


def _articles(text: str) -> str:
    return ARTICLE.sub("", text)


PLURALS = (
    (re.compile(r"(?<=[a-z]{2})ies\b"), "y"),
    (re.compile(r"(?<=[a-z]{2})(ss|sh|ch|x|z)es\b"), r"\1"),
    (re.compile(r"(?<=[a-z]{2})(?<=[^suia])s\b"), ""),
)


def _singular(text: str) -> str:
    for plural, singular in PLURALS if "s" in text else ():
        text = plural.sub(singular, text)
    return text


PARTICLE = re.compile(r"(?<=[^\Wぁ-ん\d])(?:の|と|や)(?=[^\Wぁ-ん\d])")
SPACE = re.compile(r"(?<!\d) +| +(?!\d)")


def _particles(text: str) -> str:
    return PARTICLE.sub("", text)


def key(words: str) -> str:
    """Words written together; a space stays where two numbers would become one."""
    return SPACE.sub("", words)


COMMON: tuple[tuple[str, Fold], ...] = (
    ("width", _width),
    ("case", str.casefold),
    ("diacritics", _diacritics),
    ("punctuation", _punctuation),
)
SURFACE: dict[str, tuple[tuple[str, Fold], ...]] = {
    "en": (*COMMON, ("number", english_numbers)),
    "ja": (*COMMON, ("punctuation", key)),
}
MEANING: dict[str, tuple[tuple[str, Fold], ...]] = {
    "en": (
        ("spelling", partial(respelled, language="en")),
        ("article", _articles),
        ("plural", _singular),
    ),
    "ja": (
        ("number", japanese_numbers),
        ("spelling", partial(respelled, language="ja")),
        ("particle", _particles),
    ),
}


def fold_surface(text: str, language: str, skip: str = "") -> str:
    """The text as words with one space between them, Japanese as one word. `skip` names a fold to
    leave out."""
    return _fold(text, SURFACE.get(language, COMMON), skip)


def fold_meaning(text: str, language: str, skip: str = "") -> str:
    """A surface-folded text with variant spellings and inflection made equal."""
    return _fold(text, MEANING.get(language, ()), skip)


def _fold(text: str, folds: Iterable[tuple[str, Fold]], skip: str) -> str:
    for name, fold in folds:
        text = text if name == skip else fold(text)
    return text


@lru_cache(maxsize=4096)
def normal_words(text: str, language: str) -> str:
    """Both folds of a text that is compared again and again, such as an accepted answer."""
    return fold_meaning(fold_surface(text, language), language)
