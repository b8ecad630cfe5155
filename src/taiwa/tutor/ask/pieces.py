"""The pieces by which texts are compared: stems of English words, pairs of Japanese characters."""

import itertools
import re
from collections import defaultdict
from functools import cache

from taiwa.tutor.ask.lexicon import COUNTRIES, FAMILIAR, FRAME_EN, FRAME_JA, NUMBERS, SAME_EN
from taiwa.tutor.ask.related import RELATED

TOKEN = re.compile(
    r"art\d+|[a-z]+|§\w+|\d+(?:\+\d+)?|[\u3400-\u9fff々〇]+[ぁ-ん]?|[ァ-ヺー]+|[ぁ-ん]+"
)
COMPOUNDS = {
    "日仏": ("日本", "フランス"), "日独": ("日本", "ドイツ"), "日英": ("日本", "イギリス"),
    "日米": ("日本", "アメリカ"), "日韓": ("日本", "韓国"),
    "豪米": ("オーストラリア", "アメリカ"), "日豪": ("日本", "オーストラリア"),
    "英米": ("イギリス", "アメリカ"),
    "独仏": ("ドイツ", "フランス"), "仏独": ("フランス", "ドイツ"),
}  # fmt: skip
PARTICLES = frozenset("はがをにのとでもへやかなっただでしさせすれらよねわまいうこそ")
KANA_WORDS = {
    "いつ": "?when", "なぜ": "?why", "なんで": "?why", "どうして": "?why", "だれ": "?who",
    "どこ": "?where", "いくつ": "?many", "ちが": "?differ", "とは": "?mean", "まとめ": "?sum",
    "ってなに": "?mean", "おなじ": "同じ", "いくら": "いくら",
}  # fmt: skip


@cache
def kana_words() -> tuple[dict[str, str], re.Pattern[str]]:
    """The words in kana that are looked for, with what they stand for, and a pattern for them."""
    words = {word: word for word in re.findall("(?<= )[ぁ-ん]{2,}", RELATED)} | KANA_WORDS
    return words, re.compile("|".join(sorted(words, key=len, reverse=True)))


KANJI_WORDS = {
    "年月": "?when", "何年": "?when", "何月": "?when", "何日": "?when", "日付": "?when",
    "時期": "?when", "理由": "?why", "誰": "?who", "場所": "?where", "何割": "?many",
    "何人": "?many", "何回": "?many", "数字": "?many", "違い": "?differ", "違う": "?differ",
    "比較": "?differ", "比べ": "?differ", "意味": "?mean", "定義": "?mean", "要約": "?sum",
    "要点": "?sum", "概要": "?sum", "調印": "署名", "二つ": "2", "三つ": "3", "四つ": "4",
    "三": "3", "四": "4",
}  # fmt: skip


def country(name: str) -> str:
    """The unit of a country by its English name."""
    return f"@{name.lower()}"


@cache
def same() -> dict[str, str]:
    """The unit that stands for a unit, where several mean the same."""
    table: dict[str, str] = {}
    for line in SAME_EN.strip().splitlines():
        head, *others = line.split()
        head = head if head[0] == "?" else stem(head)
        table |= {stem(word): head for word in others}
    for line in COUNTRIES.strip().splitlines():
        english, japanese = (names.split() for names in line.split("/"))
        table |= dict.fromkeys(
            [*map(stem, map(str.lower, english)), *japanese], country(english[0])
        )
    table |= {word: str(value) for value, word in enumerate(NUMBERS.split()) if value > 1}
    return table | KANJI_WORDS


@cache
def related() -> dict[str, frozenset[str]]:
    """The units of like meaning, by unit."""
    table: dict[str, set[str]] = defaultdict(set)
    for line in RELATED.strip().splitlines():
        concept = {unit for unit in units(line) if unit[0] not in "?@" and unit not in frame()}
        for unit in concept:
            table[unit] |= concept
    return {unit: frozenset(mates - {unit}) for unit, mates in table.items()}


@cache
def frame() -> frozenset[str]:
    """Units that only frame a question."""
    return frozenset([*map(stem, FRAME_EN.split()), *FRAME_EN.split(), *FRAME_JA.split()])


@cache
def familiar() -> frozenset[str]:
    """Stems of everyday English words, which are rarely what a question is about."""
    return frozenset(map(stem, FAMILIAR.split()))


def units(text: str) -> list[str]:
    """The units of a folded text, in order."""
    return [unit for token in TOKEN.findall(text) for unit in pieces(token)]


@cache
def pieces(token: str) -> tuple[str, ...]:
    """The units of one word or one run of the same script."""
    first = token[0]
    table = same()
    if "a" <= first <= "z" and token[-1].isalpha():
        word = stem(token)
        return (table.get(word, word),)
    if "ァ" <= first <= "ー" or first.isascii() or first == "§":
        return (table.get(token, token),)
    if "ぁ" <= first <= "ん":
        words, pattern = kana_words()
        return tuple(words[word] for word in pattern.findall(token))
    return tuple(_kanji(token, table))


def _kanji(token: str, table: dict[str, str]) -> list[str]:
    """Overlapping pairs; a lone kanji by itself; the last with what inflects it."""
    ending = token[-1] if "ぁ" <= token[-1] <= "ん" else ""
    run = token.removesuffix(ending) if ending else token
    found = [table.get(run, run)] if len(run) == 1 else []
    for pair in map("".join, itertools.pairwise(run)):
        if pair in COMPOUNDS:
            found += (table[name] for name in COMPOUNDS[pair])
        else:
            found.append(table.get(pair, pair))
    if ending and ending not in PARTICLES:
        pair = run[-1] + ending
        found.append(table.get(pair, pair))
    return found


INFLECTED = ("ingly", "edly", "ing", "ed", "ly")
DERIVED = (
    "ional",
    "ions",
    "ion",
    "ical",
    "ously",
    "ous",
    "ness",
    "ment",
    "ic",
    "al",
    "ity",
    "e",
    "y",
)


@cache
def stem(word: str) -> str:
    """An English word without its endings; the same for all forms of most words."""
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "suia":
        word = word[:-1]
    for ending in INFLECTED:
        left = word.removesuffix(ending)
        if left != word and len(left) >= 3 and re.search("[aeiouy]", left):
            word = left[:-1] if left[-1] == left[-2] and left[-1] not in "lsz" else left
            break
    if word.endswith("bility"):
        word = word[:-5] + "l"
    for ending in DERIVED:
        left = word.removesuffix(ending)
        if left != word and len(left) >= 4:
            return left
    return word
