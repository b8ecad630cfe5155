"""Numbers written in words or kanji, as digits."""

import re
from collections.abc import Iterator
from itertools import groupby

from taiwa.tutor.text.eras import NUMERAL, kanji_number, western_years

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINALS = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
VALUES = {word: value for value, word in enumerate(ONES)} | {
    word: 10 * value for value, word in enumerate(TENS, start=2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

SPOKEN = {
    **{"せん": "千", "ぜん": "千", "ひゃく": "百", "びゃく": "百", "ぴゃく": "百", "じゅう": "十"},
    **{"いち": "一", "に": "二", "さん": "三", "よん": "四", "よ": "四", "ご": "五", "ろく": "六"},
    **{"ろっ": "六", "なな": "七", "しち": "七", "はち": "八", "はっ": "八", "きゅう": "九"},
}

LONGEST_NUMERAL = 30
"""Words or kanji of a number; more are none that anybody means, and Python won't write it out."""


EN_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd)\b")
EN_PERCENT = re.compile(r"(?<=\d) ?%")
EN_AND = re.compile(r"\b(hundred|thousand) and (?=[a-z])")


def english_numbers(text: str) -> str:
    """Number words as digits, "nineteen forty nine" as a year; ordinals as "21th", + as "plus"."""
    text = EN_ORDINAL.sub(r"\1th", text.replace("+", " plus "))
    text = western_years(text)
    text = EN_AND.sub(r"\1 ", EN_PERCENT.sub(" percent", text))
    words: list[str] = []
    for is_number, run in groupby(text.split(), key=_is_number_word):
        together = list(run)
        words.extend(
            _digits(together) if is_number and len(together) <= LONGEST_NUMERAL else together
        )
    return " ".join(words)


def _is_number_word(word: str) -> bool:
    return word in VALUES or word in SCALES or _ordinal(word) is not None


def _ordinal(word: str) -> int | None:
    if word.endswith("th") and (stem := word[:-2]) in VALUES:
        return VALUES[stem]
    if word.endswith("ieth") and (stem := word[:-4] + "y") in VALUES:
        return VALUES[stem]
    return ORDINALS.get(word)


def _digits(run: list[str]) -> Iterator[str]:
    """One run of number words: a sum with its scales, or a year spoken in two halves."""
    values = [VALUES.get(word, _ordinal(word) or 0) for word in run]
    numbers = [_sum(run)] if SCALES.keys() & set(run) else _side_by_side(values)
    if len(numbers) == 2 and all(10 <= half < 100 for half in numbers):
        numbers = [100 * numbers[0] + numbers[1]]
    yield from map(str, numbers[:-1])
    yield f"{numbers[-1]}th" if _ordinal(run[-1]) is not None else str(numbers[-1])


def _sum(run: list[str]) -> int:
    total = below = 0
    for word in run:
        scale = SCALES.get(word)
        if scale is None:
            below += VALUES.get(word, _ordinal(word) or 0)
        elif scale == 100:
            below = (below or 1) * scale
        else:
            total, below = total + (below or 1) * scale, 0
    return total + below


def _side_by_side(values: list[int]) -> list[int]:
    """Numbers said one after the other; only a ten and a one, "thirty two", join."""
    numbers: list[int] = []
    for value in values:
        if numbers and 0 < value < 10 and numbers[-1] >= 20 and numbers[-1] % 10 == 0:
            numbers[-1] += value
        else:
            numbers.append(value)
    return numbers


JA_NUMBER = re.compile(rf"\d|{NUMERAL}|ねん|ネン|元")
JA_TWO = re.compile(r"(?<![ァ-ヺー])ニ(?=[〇一二三四五六七八九十百千])")
JA_YEAR = re.compile(rf"(?<=\d|{NUMERAL})(?:ねん|ネン)")
JA_SPOKEN = re.compile(rf"^((?:{'|'.join(SPOKEN)})+)ねん$")
JA_THOUSANDS = re.compile(r"(?<!\d)(\d)千(\d{1,3})(?!\d)")
JA_KANJI = re.compile(rf"{NUMERAL}+")
JA_PLUS, JA_PERCENT = re.compile(r"(?<=\d)プラス(?=\d)"), re.compile(r"(?<=\d)パーセント")
JA_WESTERN = re.compile(r"^(?:西暦)?(\d{3,4})年?$")


def japanese_numbers(text: str) -> str:
    """Kanji numerals as digits, an era's year as the Western one, a year without its 年."""
    if not JA_NUMBER.search(text):
        return text
    text = JA_YEAR.sub("年", JA_TWO.sub("二", text))
    text = JA_THOUSANDS.sub(_thousands, JA_SPOKEN.sub(_spoken_year, text))
    text = JA_KANJI.sub(_in_digits, text)
    text = western_years(text)
    return JA_WESTERN.sub(r"\1", JA_PERCENT.sub("%", JA_PLUS.sub("+", text)))


def _in_digits(run: "re.Match[str]") -> str:
    return kanji_number(run[0]) if len(run[0]) <= LONGEST_NUMERAL else run[0]


def _thousands(number: "re.Match[str]") -> str:
    return str(1000 * int(number[1]) + int(number[2]))


def _spoken_year(said: "re.Match[str]") -> str:
    return re.sub("|".join(SPOKEN), lambda digit: SPOKEN[digit[0]], said[1]) + "年"
