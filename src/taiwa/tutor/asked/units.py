"""What texts are compared by: stems of English words, and pieces of Japanese ones."""

import re
from functools import cache

from taiwa.tutor.asked.wordlists import COUNTRIES, SAME_EN

TOKEN = re.compile(
    r"(?P<latin>[a-z]+)|(?P<number>\d+(?:\+\d+)?)|(?P<kanji>[\u3400-\u9fff々]+)"
    r"|(?P<katakana>[ァ-ヺー]+)|(?P<hiragana>[ぁ-ん]+)"
)
COMPOUNDS = {
    "日仏": ("日本", "フランス"), "日独": ("日本", "ドイツ"), "日英": ("日本", "イギリス"),
    "日米": ("日本", "アメリカ"), "日韓": ("日本", "韓国"), "日豪": ("日本", "オーストラリア"),
    "豪米": ("オーストラリア", "アメリカ"), "英米": ("イギリス", "アメリカ"),
}  # fmt: skip
PARTICLES = frozenset("はがをにのとでもへやかなっただでしさせすれらよねわまいうこそけ")


@cache
def same() -> dict[str, str]:
    """The unit that stands for a unit, where several mean the same."""
    table: dict[str, str] = {}
    for line in SAME_EN.strip().splitlines():
        head, *others = line.split()
        table |= dict.fromkeys(others, head)
    for line in COUNTRIES.strip().splitlines():
        english, japanese = line.split(" / ")
        names = english.split()
        table |= dict.fromkeys([*names, *japanese.split()], f"@{names[0]}")
    return table


def units(text: str) -> list[str]:
    """The units of a folded text, in order."""
    found: list[str] = []
    table = same()
    for match in TOKEN.finditer(text):
        kind, token = match.lastgroup, match[0]
        if kind == "latin":
            word = stem(token)
            found.append(table.get(word, word))
        elif kind == "number":
            found.append(token)
        elif kind == "katakana":
            found.append(table.get(token, token))
        elif kind == "kanji":
            following = text[match.end() : match.end() + 1]
            if len(token) == 1:
                found.append(token)
            for i in range(len(token) - 1):
                pair = token[i : i + 2]
                if pair in COMPOUNDS:
                    found += (table[name] for name in COMPOUNDS[pair])
                else:
                    found.append(table.get(pair, pair))
            if following and "ぁ" <= following <= "ん" and following not in PARTICLES:
                found.append(token[-1] + following)
    return found


@cache
def stem(word: str) -> str:
    """An English word without its inflection; the same for all forms of most words."""
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and word[-2] not in "suia":
        word = word[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        left = word[: -len(ending)]
        if word.endswith(ending) and len(left) >= 3 and re.search("[aeiouy]", left):
            word = left
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    for ending in ("ations", "ation", "ional", "ion", "ical", "ic", "al", "ity", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
