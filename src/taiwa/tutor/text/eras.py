"""Years told by a Japanese era, 嘉永6年 or Kaei 6, as Western ones; numbers in kanji."""

import re
import unicodedata
from collections import Counter
from functools import cache

from taiwa.tutor.text.lexicon import lexicon

LATE = ("明治", "大正", "昭和", "平成", "令和")
"""The eras that stand behind other words and are told by a letter, too. Others stand by themselves,
since some are words as well, as 文化 is."""
LETTER = re.compile(r"^([mtshr])(\d{1,2})年?$")
ROMAN = re.compile(r"\b([a-z]{4,}) ?(\d{1,2})(?!\w|%|[.,:]\d)")
KANJI_DIGITS = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")}
KANJI_DIGITS |= {"零": 0, "壱": 1, "弐": 2, "参": 3}
KANJI_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
NUMERAL = f"[{''.join((*KANJI_DIGITS, *KANJI_UNITS))}]"
COUNT = r"(元|\d{1,2}|[〇一二三四五六七八九十]{1,3})(?=年(?![目間生])|$)"
KANJI = re.compile("[㐀-鿿]")


@cache
def _eras() -> dict[str, int]:
    """The year before each era's first, by its name."""
    return {name: int(year) - 1 for year, name, _ in _rows()}


@cache
def _rows() -> list[list[str]]:
    return [era.split() for line in lexicon("ja", "eras") for era in line.split(", ")]


@cache
def _romanised() -> dict[str, int]:
    """The same by the names in English; one that several eras have means the late one, or none."""
    rows = [(name, way) for _, name, told in _rows() for way in _ways(told)]
    often = Counter(way for _, way in rows)
    return {way: _eras()[name] for name, way in rows if often[way] == 1 or name in LATE}


def _ways(told: str) -> set[str]:
    """A name however its long vowels, and n before p, are written."""
    told = re.sub("['-]", "", told.casefold())
    plain = "".join(filter(str.isascii, unicodedata.normalize("NFD", told)))
    long = told.replace("ō", "ou").replace("ū", "uu")
    return {re.sub("[mn](?=[bmp])", nasal, way) for way in (plain, long) for nasal in "mn"}


@cache
def _named() -> re.Pattern[str]:
    names = sorted(_eras(), key=len, reverse=True)
    return re.compile(f"({'|'.join(names)}){COUNT}")


def western_years(text: str) -> str:
    """A text in small letters without accents with the years of eras as Western ones."""
    text = LETTER.sub(lambda told: _year(_eras()[LATE["mtshr".index(told[1])]], told[2]), text)
    return ROMAN.sub(_by_roman, _named().sub(_by_name, text))


def _by_name(told: re.Match[str]) -> str:
    before = told.string[max(0, told.start() - 1) : told.start()]
    if told[1] not in LATE and before != "年" and KANJI.match(before):
        return told[0]
    return _year(_eras()[told[1]], told[2])


def _by_roman(told: re.Match[str]) -> str:
    before = _romanised().get(told[1])
    return told[0] if before is None else _year(before, told[2])


def _year(before: int, count: str) -> str:
    told = count.replace("元", "一")
    return str(before + (int(told) if told.isascii() else int(kanji_number(told))))


def kanji_number(run: str) -> str:
    """Kanji numerals as digits, each by itself (二〇二五) or with units (二千二十五)."""
    if KANJI_UNITS.keys().isdisjoint(run):
        return "".join(str(KANJI_DIGITS[kanji]) for kanji in run)
    total = digit = 0
    for kanji in run:
        if kanji in KANJI_UNITS:
            total, digit = total + (digit or 1) * KANJI_UNITS[kanji], 0
        else:
            digit = 10 * digit + KANJI_DIGITS[kanji]
    return str(total + digit)
