"""The accepted answers that a typed one could meet, found without grading it against each.

An answer and a list of accepted ones have signs. Where any of the rules in
`taiwa.tutor.grade.matching` lets them meet they have a sign in common, so that an index of
signs misses no pair; what it finds is still to be graded.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from taiwa.text.readings import hiragana
from taiwa.tutor.grade.attempts import Target, attempts, targets
from taiwa.tutor.grade.matching import MOST_SLIPS, TypedAnswer, romaji_as_kana
from taiwa.tutor.text.folds import fold_surface
from taiwa.tutor.text.kana import short_vowels
from taiwa.tutor.text.readings import kanji_readings

Sign = tuple[str, str]

START = 7
"""Characters of a key whose slips are written out: a longer start means more signs, a shorter one
more answers for each."""
HEARD = 3
"""Kana from the start of a reading that are a sign."""


class Shortlist:
    """Typed answers in one language, to ask which of them some accepted ones could take."""

    def __init__(self, answers: Sequence[str], language: str) -> None:
        self.language = language
        self.index: dict[Sign, list[int]] = {}
        for place, answer in enumerate(answers):
            for sign in signs_of_answer(answer, language):
                self.index.setdefault(sign, []).append(place)

    def __call__(self, accepted: Sequence[str]) -> set[int]:
        """The places of those answers, and of some others."""
        signs = signs_of_accepted(accepted, self.language)
        return {place for sign in signs for place in self.index.get(sign, ())}


def signs_of_answer(answer: str, language: str) -> set[Sign]:
    """The signs of a typed answer."""
    typed = TypedAnswer(answer, language)
    turned = fold_surface(answer, "ja").split("の") if language == "ja" else ()
    others = (*typed.parts, *typed.phrases, *(TypedAnswer(text, language) for text in turned))
    signs = {("text", answer.strip())}
    for attempt in chain.from_iterable(one.attempts for one in (typed, *others)):
        signs.update(_slips(_key(attempt.key)), _heard(hiragana(attempt.key)))
    for attempt in attempts(romaji_as_kana(typed) if typed.attempts else "", "ja"):
        signs.update(_heard(attempt.key), [("short", short_vowels(attempt.key))])
    return signs


def signs_of_accepted(accepted: Sequence[str], language: str) -> set[Sign]:
    """The signs of accepted answers and of their members."""
    signs = {("text", text) for text in accepted}
    for target in chain.from_iterable(targets(text, language) for text in accepted):
        for one in (target, *target.members) if target.key else ():
            signs.update(_slips(_key(one.key)))
            if language == "ja":
                signs.update(_readings(one))
    return signs


def _key(key: str) -> str:
    return hiragana(key).replace(" ", "")


def _slips(key: str) -> Iterator[Sign]:
    """The start of a key without some of its characters. A slip adds, drops, changes or swaps: to
    drop one character on either side undoes it."""
    start = key[:START]
    for count in range(min(MOST_SLIPS, len(start) - 1) + 1):
        for kept in combinations(start, len(start) - count):
            yield "key", "".join(kept)


def _heard(kana: str) -> Iterator[Sign]:
    yield "heard", kana[:HEARD]


def _readings(target: Target) -> Iterator[Sign]:
    """The ways a Japanese answer can begin in kana, and all of it without long vowels."""
    written = hiragana(fold_surface(target.written, "ja"))
    yield "short", short_vowels(written)
    table, starts, before = kanji_readings(), {""}, ""
    for character in written[:HEARD]:
        shares = (character, *table.get(before if character == "々" else character, ()))
        starts = {(start + share)[:HEARD] for start in starts for share in shares}
        before = character
    yield from (("heard", start) for start in starts)
