"""Slips of the keyboard and of conversion: named differences that leave the answer unmistakable.

`find_slips` walks along an answer and the text that was meant; where they part, the language's
edits say which slips could have happened there. What no edit names (another first letter, a missing
kanji, any digit) is no slip.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from taiwa.text.readings import hiragana
from taiwa.tutor.text.readings import are_homophones

Slip = tuple[str, int, int, int]
"""A slip's name, its weight, and how many characters of the answer and of the target it takes."""
Edits = Callable[[str, int, int], Iterator[Slip]]
"""The slips that could have happened at `answer[i]` where `target[j]` was meant."""

SOUND_ALIKE = frozenset(map(frozenset, ("ck", "cs", "sz", "iy", "mn", "bv", "lr")))
VOWELS = frozenset("aeiouy")
VOICED = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほ",
)
SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
OKURIGANA = frozenset("いうえかきくけげさしじすせたちつてばびべまみめらりるれわ")
"""Kana that end a written stem; those that negate (ず, ぬ, な, ん) are not among them."""


def find_slips(
    answer: str, target: str, edits: Edits, budget: int, i: int = 0, j: int = 0
) -> tuple[str, ...] | None:
    """The names of the slips that lead from target to answer within the budget of weights; None if
    there are none such. Equal texts have no slips: ()."""
    while i < len(answer) and j < len(target) and answer[i] == target[j]:
        i, j = i + 1, j + 1
    if i == len(answer) and j == len(target):
        return ()
    if budget <= 0:
        return None
    for name, weight, typed, meant in edits(answer, i, j):
        if weight <= budget:
            rest = find_slips(answer, target, edits, budget - weight, i + typed, j + meant)
            if rest is not None:
                return (name, *rest)
    return None


LIGHT_SLIP, HEAVY_SLIP = 2, 3
"""Weights of an English slip: letters doubled, swapped or of like sound; other letters."""


def english_budget(target: str) -> int:
    """One slip in a word; two light ones from 9 letters on, a light and a heavy one from 11."""
    return (
        HEAVY_SLIP
        if len(target) < 9
        else 2 * LIGHT_SLIP
        if len(target) < 11
        else LIGHT_SLIP + HEAVY_SLIP
    )


@lru_cache(maxsize=4096)
def english_edits(target: str) -> Edits:
    """Slips within one English word. A short word allows fewer: one letter off is another word."""
    length = len(target)

    def edits(answer: str, i: int, j: int) -> Iterator[Slip]:
        typed, meant = answer[i : i + 1], target[j : j + 1]
        if not (i and j) or not (typed + meant).isalpha() or length < 5:
            return
        last = j >= length - 1
        if not last and answer[i : i + 2] == target[j + 1] + meant:
            yield "typo", LIGHT_SLIP, 2, 2
        if meant == target[j - 1]:
            yield "typo", LIGHT_SLIP, 0, 1
        if typed == answer[i - 1]:
            yield "typo", LIGHT_SLIP, 1, 0
        if typed and meant and length >= 6 and _alike(typed, meant, last):
            yield "typo", LIGHT_SLIP, 1, 1
        if meant and length >= (7 if last else 6):
            yield "typo", HEAVY_SLIP, 0, 1
        if typed and meant and length >= 7:
            yield "typo", HEAVY_SLIP, 1, 0
            if not last:
                yield "typo", HEAVY_SLIP, 1, 1

    return edits


def _alike(one: str, other: str, last: bool) -> bool:
    """Letters of like sound; a last vowel tells words apart (policy, police)."""
    return frozenset((one, other)) in SOUND_ALIKE or (not last and {one, other} <= VOWELS)


@lru_cache(maxsize=4096)
def japanese_edits(target: str) -> Edits:
    """Slips within a Japanese answer. `find_slips` is given both sides as hiragana; the target here
    is as written, because a loanword in katakana allows more than a reading in hiragana. Of two
    characters one of which is another, like 機会 and 機械, half of the word tells another."""
    kana, script = hiragana(target), [_script(character) for character in target]
    has_kanji = "kanji" in script

    def edits(answer: str, i: int, j: int) -> Iterator[Slip]:
        typed, meant = answer[i : i + 1], kana[j : j + 1]
        before = script[j - 1] if j else ""
        here = script[j] if meant else before
        stem = kana[j + 1 : j + 2] in OKURIGANA  # 変える is no slip of 支える
        if len(target) > 2 and typed and meant and not stem and are_homophones(typed, meant):
            yield "conversion", 1, 1, 1
        if before == "kanji" and meant and "的" in (typed, meant):
            yield "suffix", 1, int(meant != "的"), int(meant == "的")
        if before == here == "kanji" and meant and typed in OKURIGANA:
            yield "okurigana", 1, 1, 0
        if before == "kanji" and here == "hiragana" and meant in OKURIGANA:
            yield "okurigana", 1, 0, 1
        if has_kanji and not meant and before == "hiragana" and typed == "る":
            yield "okurigana", 1, 1, 0
        if here in ("katakana", "hiragana") and _all_kana(meant):
            typed = typed if _all_kana(typed) else ""
            place = min(j, len(kana) - 1)
            loanword = here == "katakana"
            size = len(kana) if has_kanji and not loanword else _run_length(script, place)
            yield from _kana_slips(typed, meant, size, loanword, first=j == 0)
            if i and j and size >= (5 if loanword else 6):
                yield from _letter_slips(answer, i, kana, j, free=loanword and size >= 6)

    return edits


def _kana_slips(typed: str, meant: str, size: int, loanword: bool, first: bool) -> Iterator[Slip]:
    """Voicing marks, small kana and long vowels."""
    if typed and meant and size >= (3 if loanword else 4):
        if typed.translate(VOICED) == meant.translate(VOICED) and (loanword or not first):
            yield "voicing", 1, 1, 1
        if typed.translate(SMALL) == meant.translate(SMALL):
            yield "small-kana", 1, 1, 1
    long, enough = ("ー", 4) if loanword else ("う", 6)
    if not first and size >= enough:
        for kana, name in ((long, "long-vowel"), ("っ", "small-kana")):
            if meant == kana:
                yield name, 1, 0, 1
            if typed == kana:
                yield name, 1, 1, 0


def _letter_slips(answer: str, i: int, kana: str, j: int, free: bool) -> Iterator[Slip]:
    """Transposed, missing and doubled kana; in a long loanword (`free`) any other one too."""
    typed, meant = answer[i : i + 1], kana[j : j + 1]
    last = j >= len(kana) - 1
    if not last and answer[i : i + 2] == kana[j + 1] + meant:
        yield "typo", 1, 2, 2
    if meant and (free or meant == kana[j - 1] or meant in "いん"):
        yield "typo", 1, 0, 1
    if typed and (typed == answer[i - 1] or (free and meant)):
        yield "typo", 1, 1, 0
    if typed and meant and free and not last:
        yield "typo", 1, 1, 1


def _all_kana(text: str) -> bool:
    return all("ぁ" <= c <= "ゖ" or c == "ー" for c in text)


def _script(character: str) -> str:
    if "ァ" <= character <= "ヺ" or character == "ー":
        return "katakana"
    if "ぁ" <= character <= "ゖ":
        return "hiragana"
    return "kanji" if "㐀" <= character <= "鿿" or character == "々" else "other"


def _run_length(script: list[str], place: int) -> int:
    """The number of characters of one script that stand together around a place."""
    start = end = place
    while start > 0 and script[start - 1] == script[place]:
        start -= 1
    while end < len(script) and script[end] == script[place]:
        end += 1
    return end - start
