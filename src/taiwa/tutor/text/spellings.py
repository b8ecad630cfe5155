"""Spellings that are one: British and American, older forms of kanji."""

import re
from re import Pattern

SPELLINGS: dict[str, tuple[tuple[str, Pattern[str], str], ...]] = {
    "en": tuple(
        (within, re.compile(british), american)
        for within, british, american in (
            ("is", r"is(e|ed|es|ing|ation|ations|er|ers)\b", r"iz\1"),
            ("our", r"(?<=[a-z]{2}[bdlmnv])our", "or"),
            ("ence", r"\b(def|off|lic|pret)ence", r"\1ense"),
            ("re", r"(?<=[a-z]{2}[tb])re(s?)\b", r"er\1"),
            ("yse", r"yse(d|s?)\b", r"yze\1"),
            ("ogue", r"ogue(s?)\b", r"og\1"),
            ("programme", r"\bprogramme", "program"),
            ("ll", r"ll(ed|ing|er|or)\b", r"l\1"),
            ("wards", r"\b(to|for|after|back)wards\b", r"\1ward"),
            ("per cent", r"\bper cent\b", "percent"),
            ("right to", r"\bright to\b", "right of"),
            ("s ", r"\bs (?=[a-z]{3})", "south "),
            ("n ", r"\bn (?=[a-z]{3})", "north "),
        )
    ),
    "ja": tuple(
        (within, re.compile(old), new)
        for within, old, new in (
            ("ヴ", r"ヴァ", "バ"),
            ("ヴ", r"ヴィ", "ビ"),
            ("ヴ", r"ヴェ", "ベ"),
            ("ヴ", r"ヴォ", "ボ"),
            ("ヴ", r"ヴ", "ブ"),
            ("ウィ", r"ウィ", "ウイ"),
            ("", r"(?<=\d)[ヶケヵカか箇個](?=国|月|所|年)", "か"),
        )
    ),
}
"""Spellings of one and the same word, made equal: British to American, variants of katakana. Before
each pattern stands what it can't do without, so that most texts are not searched."""


def respelled(text: str, language: str) -> str:
    """The text in one spelling."""
    for within, pattern, spelling in SPELLINGS[language]:
        if within in text:
            text = pattern.sub(spelling, text)
    return text


OLD_KANJI = str.maketrans(
    "髙﨑國學體關實經澤邊廣對萬與亞團參擴戰獨權轉歐澁齋齊龍瀧濱縣會發變區圖應數當黨嶋嶌",
    "高崎国学体関実経沢辺広対万与亜団参拡戦独権転欧渋斎斉竜滝浜県会発変区図応数当党島島",
)
"""Older forms of kanji, most of them kept in names, as they are written today."""
