"""Spellings and names that are one: British and American, countries by their other names."""

import re
from re import Pattern

SPELLINGS: dict[str, tuple[tuple[Pattern[str], str], ...]] = {
    "en": tuple(
        (re.compile(british), american)
        for british, american in (
            (r"is(e|ed|es|ing|ation|ations|er|ers)\b", r"iz\1"),
            (r"(?<=[a-z]{2}[bdlmnv])our", "or"),
            (r"\b(def|off|lic|pret)ence", r"\1ense"),
            (r"(?<=[a-z]{2}[tb])re(s?)\b", r"er\1"),
            (r"yse(d|s?)\b", r"yze\1"),
            (r"ogue(s?)\b", r"og\1"),
            (r"\bprogramme", "program"),
            (r"\bpractise", "practice"),
            (r"ll(ed|ing|er|or)\b", r"l\1"),
            (r"(?<=dg)e(?=ment)", ""),
            (r"\bgrey", "gray"),
            (r"\bsceptic", "skeptic"),
            (r"manoeuvre", "maneuver"),
            (r"\b(to|for|after|back)wards\b", r"\1ward"),
            (r"\bper cent\b", "percent"),
            (r"\bright to\b", "right of"),
            (r"\bs (?=[a-z]{3})", "south "),
            (r"\bn (?=[a-z]{3})", "north "),
        )
    ),
    "ja": tuple(
        (re.compile(old), new)
        for old, new in (
            (r"ヴァ", "バ"),
            (r"ヴィ", "ビ"),
            (r"ヴェ", "ベ"),
            (r"ヴォ", "ボ"),
            (r"ヴ", "ブ"),
            (r"ウィ", "ウイ"),
            (r"(?<=\d)[ヶケヵカか箇個](?=国|月|所|年)", "か"),
        )
    ),
}
"""Spellings of one and the same word, made equal: British to American, variants of katakana."""

OLD_KANJI = str.maketrans(
    "髙﨑國學體關實經澤邊廣對萬與亞團參擴戰獨權轉歐澁齋齊龍瀧濱縣會發變區圖應數當黨嶋嶌",
    "高崎国学体関実経沢辺広対万与亜団参拡戦独権転欧渋斎斉竜滝浜県会発変区図応数当党島島",
)
"""Older forms of kanji, most of them kept in names, as they are written today."""

COUNTRY_ALIASES = {
    "uk": "United Kingdom",
    "england": "United Kingdom",
    "us": "United States",
    "usa": "United States",
    "america": "United States",
    "korea": "South Korea",
    "英国": "イギリス",
    "米国": "アメリカ合衆国",
    "アメリカ": "アメリカ合衆国",
}
"""Common names of countries, for an answer that adds a city's own country: "London, UK"."""
