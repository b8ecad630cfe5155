"""The rules by which an answer meets an accepted one, the strictest first.

Each rule takes the answer and the targets and returns the target met with the names of the
tolerances it used, or None. None of them looks for the target inside a longer answer.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from taiwa.text.readings import hiragana
from taiwa.tutor.grade.attempts import (
    BRACKETS,
    Attempt,
    Target,
    attempts,
    split,
    surface_tolerances,
)
from taiwa.tutor.text.folds import fold_surface, normal_words
from taiwa.tutor.text.kana import short_vowels, to_kana
from taiwa.tutor.text.phrases import DATES, NEAR_WORDS
from taiwa.tutor.text.places import country_of, place_names, same_country
from taiwa.tutor.text.readings import reads_as
from taiwa.tutor.text.slips import (
    english_budget,
    english_edits,
    find_slips,
    japanese_edits,
)

Forgiven = tuple[str, ...]
Met = tuple[Target, Forgiven]
MOST_SLIPS = 2
"""The number of slips that an answer may hold."""


@dataclass(frozen=True)
class TypedAnswer:
    """A typed answer, its attempts and its parts, taken apart once for all rules.

    `dated` if the day of a year is known, so that a day or month around a year may be wrong.
    """

    text: str
    language: str
    dated: bool = False

    @cached_property
    def attempts(self) -> tuple[Attempt, ...]:
        found = attempts(self.text, self.language)
        return tuple(one for one in found if not (self.dated and _lost_a_date(one)))

    @cached_property
    def parts(self) -> tuple["TypedAnswer", ...]:
        """The members, if it is written as a list."""
        return tuple(TypedAnswer(part, self.language) for part in split(self.text, self.language))

    @cached_property
    def phrases(self) -> tuple["TypedAnswer", ...]:
        """The text outside brackets and the texts in them."""
        pieces = [BRACKETS.sub(" ", self.text), *(a or b for a, b in BRACKETS.findall(self.text))]
        return tuple(TypedAnswer(piece, self.language) for piece in pieces)


def _lost_a_date(attempt: Attempt) -> bool:
    dates = {*DATES["en"], *DATES["ja"]}
    return any(pattern.pattern in dates for _, pattern in attempt.peels)


Rule = Callable[[TypedAnswer, Sequence[Target]], Met | None]


def same(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """The same words, but for what all folds make equal."""
    for attempt in answer.attempts:
        for target in wanted:
            if attempt.key == target.key:
                order = ("order",) if target.reordered else ()
                return target, surface_tolerances(attempt, target, answer.language) + order
    return None


def in_any_order(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """All members of a list and nothing else, in whatever order, each perhaps with a slip."""
    for target in wanted:
        if len(answer.parts) < 2 or len(target.members) != len(answer.parts):
            continue
        names: list[str] = []
        left = list(answer.parts)
        for member in target.members:
            rules = (same, as_read, mistyped)
            met = next(
                ((part, m) for rule in rules for part in left if (m := rule(part, [member]))), None
            )
            if met is None:
                break
            left.remove(met[0])
            names.extend(met[1][1])
        else:
            return target, tuple(dict.fromkeys((*names, "order")))
    return None


def said_twice(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """Two accepted answers at once: "NATO (North Atlantic Treaty Organization)"."""
    for pieces in (answer.phrases, answer.parts):
        met = [same(piece, wanted) for piece in pieces] if len(pieces) > 1 else []
        if met and met[0] and all(met):
            return met[0][0], ("gloss",)
    return None


def with_its_country(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """A city with the country it is in, which adds no other claim: "Brussels, Belgium"."""
    pieces = [piece.text for piece in max(answer.phrases, answer.parts, key=len)]
    if answer.language == "ja" and "の" in answer.text:
        pieces = fold_surface(answer.text, "ja").split("の")[::-1]
    if len(pieces) != 2 or not (met := same(TypedAnswer(pieces[0], answer.language), wanted)):
        return None
    country = country_of(answer.language).get(hiragana(met[0].key))
    if country is None or not same_country(pieces[1], country, answer.language):
        return None
    return met[0], (*met[1], "addition")


def as_read(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """Kana in the place of kanji, all or some, as they are read: 専しゅ防衛; katakana for hiragana.
    Hiragana for katakana is a slip."""
    if answer.language != "ja":
        return None
    for attempt in answer.attempts:
        typed = hiragana(attempt.key)
        for target in wanted:
            if reads_as(typed, hiragana(fold_surface(target.written, "ja"))):
                whole = re.fullmatch("[ぁ-ゖー]+", typed) and not re.search("[ァ-ヺ]", target.key)
                return target, (*_peeled(attempt), "reading" if whole else "kana")
    return None


def in_romaji(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """Romaji for kana: the input method was off. Long vowels may be written or not."""
    for attempt in attempts(romaji_as_kana(answer), "ja"):
        for target in wanted:
            written = hiragana(fold_surface(target.written, "ja"))
            if short_vowels(attempt.key) == short_vowels(written) or reads_as(attempt.key, written):
                return target, (*_peeled(attempt), "romaji")
    return None


def romaji_as_kana(answer: TypedAnswer) -> str:
    """Three kana or more that were typed as Latin letters, or nothing."""
    if answer.language != "ja" or not answer.attempts[0].key.isascii():
        return ""
    kana = to_kana(re.sub("[^a-z'-]", "", unicodedata.normalize("NFKC", answer.text).casefold()))
    return kana if kana and len(kana) > 2 else ""


def mistyped(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """The same but for a slip or two that leave it unmistakable; of lists, see each member."""
    find = _japanese_slips if answer.language == "ja" else _english_slips
    for attempt in answer.attempts:
        for target in wanted:
            slips = None if target.members else find(attempt, target)
            if slips:
                return target, tuple(dict.fromkeys((*_peeled(attempt), *slips)))
    return None


def _english_slips(attempt: Attempt, target: Target) -> Forgiven | None:
    """The slips of all words together, word for word."""
    typed, meant = attempt.words.split(), target.words.split()
    if len(typed) != len(meant):
        return None
    slips: list[str] = []
    for word, wanted in zip(typed, meant, strict=True):
        found = find_slips(word, wanted, english_edits(wanted), english_budget(wanted))
        if found is None or (found and _is_another(word, "en")):
            return None
        slips.extend(found)
    return tuple(slips) if len(slips) <= MOST_SLIPS else None


def _japanese_slips(attempt: Attempt, target: Target) -> Forgiven | None:
    typed, meant = hiragana(attempt.key), hiragana(target.key)
    if abs(len(typed) - len(meant)) > MOST_SLIPS:
        return None
    kanji = len(re.findall("[㐀-鿿]", meant))
    budget = MOST_SLIPS if len(meant) >= 6 or (kanji and len(meant) >= 3) else 1
    slips = find_slips(typed, meant, japanese_edits(target.key), budget)
    if not slips or slips.count("conversion") == len(meant) or _is_another(typed, "ja"):
        return None
    loanwords = (hiragana(word) for word in re.findall("[ァ-ー]+", attempt.key))
    if any(word in place_names("ja") and word not in meant for word in loanwords):
        return None
    return slips


def _is_another(word: str, language: str) -> bool:
    """True if a mistyped word is written as another word is."""
    return word in _near_words(language) or word in place_names(language)


@cache
def _near_words(language: str) -> frozenset[str]:
    return frozenset(hiragana(normal_words(w, language)) for w in NEAR_WORDS[language].split())


def _peeled(attempt: Attempt) -> Forgiven:
    return tuple(dict.fromkeys(name for name, _ in attempt.peels))


MATCHING_RULES: tuple[Rule, ...] = (
    same,
    said_twice,
    with_its_country,
    as_read,
    in_romaji,
    mistyped,
    in_any_order,
)


def meets(answer: TypedAnswer, wanted: Sequence[Target]) -> Met | None:
    """The accepted answer that it meets by the strictest rule, and what was forgiven."""
    rules = MATCHING_RULES if answer.attempts else ()
    return next((met for rule in rules if (met := rule(answer, wanted))), None)
