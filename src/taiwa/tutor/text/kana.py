"""Romaji as kana, for an answer typed before the input method was switched on."""

import re
from functools import cache

ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ",
    "t": "たちつてと", "d": "だぢづでど", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ", "m": "まみむめも", "r": "らりるれろ",
}  # fmt: skip
OTHERS = {
    "ya": "や", "yu": "ゆ", "yo": "よ", "wa": "わ", "wo": "を", "shi": "し", "chi": "ち",
    "tsu": "つ", "fu": "ふ", "ji": "じ", "fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ",
    "she": "しぇ", "che": "ちぇ", "je": "じぇ", "-": "ー", "n": "ん", "nn": "ん",
}  # fmt: skip
PALATAL = {"sh": "し", "ch": "ち", "j": "じ"}


@cache
def _syllables() -> dict[str, str]:
    table = {
        consonant + vowel: kana
        for consonant, row in ROWS.items()
        for vowel, kana in zip("aiueo", row, strict=True)
    }
    for consonant, row in (*ROWS.items(), *((c, " " + i) for c, i in PALATAL.items())):
        glide = consonant if consonant in PALATAL else consonant + "y"
        if consonant:
            small = zip("auo", "ゃゅょ", strict=True)
            table |= {glide + vowel: row[1] + kana for vowel, kana in small}
    return table | OTHERS


def to_kana(text: str) -> str | None:
    """Romaji (small letters, Hepburn or as typed) in hiragana; None if it is not all romaji.

    As an input method takes it, `nn` and `xn` are ん, and `xtu` or `ltu` is っ.
    """
    text = re.sub(r"[xl]tsu|[xl]tu", "っ", text.replace(" ", ""))
    text = re.sub(r"n'|xn|nn(?![aiueoyn])|nn(?=n)", "ん", text).replace("'", "")
    text = re.sub(r"([kstpgzdbcjf])(?=\1)|t(?=ch)", "っ", text)
    text = re.sub(r"m(?=[bmp])", "n", text)
    kana = re.sub(r"[b-df-hj-np-tv-z]{0,3}[aiueo]|nn?|-", _syllable, text)
    return None if re.search(r"[^ぁ-んー]", kana) else kana


def _syllable(letters: "re.Match[str]") -> str:
    romaji = letters[0]
    if romaji.startswith("n") and len(romaji) > 2 and romaji[1] not in "y":
        return "ん" + _syllables().get(romaji[1:], romaji[1:])
    return _syllables().get(romaji, romaji)


def short_vowels(kana: str) -> str:
    """Without what makes vowels long, which romaji may leave out."""
    return re.sub("[うー]|(?<=[おこごそぞとどのほぼぽもょよろ])お", "", kana)
