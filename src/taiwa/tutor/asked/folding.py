"""The form in which a question and the course's own texts are compared."""

import re
import unicodedata
from functools import lru_cache

JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff々〆\uff66-\uff9d]")
RUBY = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
ENGLISH_FRAME = frozenset(
    "what which who whom whose when where why how is are was were do does did can could should "
    "would will the of a an to mean means about please explain tell me".split()
)
SPELLINGS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"['’`´ʼ]s\b|['’`´ʼ]", ""),
        (r"\b(u)\.?\s?(s|k|n)\b\.?(?=\W|$)(?<!\bus)|\bu\.s\.a?\.?", r"\1\2"),
        (r"[‐‑‒–—―−─]", "-"),
        (r"defens", "defenc"),
        (r"([a-z]{3})iz(?=e|i|a)", r"\1is"),
        (r"\b(co|non|multi|inter|pre|post)-(?=[a-z])", r"\1"),
        (r"2 ?(?:\+|プラス|plus|たす) ?2|ツー・?プラス・?ツー|two plus two|twoplustwo", " 2+2 "),
        (r"(?<=\d),(?=\d{3})", ""),
    )
)


def language_of(question: str, language: str) -> str:
    """`ja` or `en`, by the writing; `language` where there is none (digits, signs).

    An English sentence that quotes a Japanese word stays English.
    """
    if JAPANESE.search(question):
        words = re.findall("[a-z]+", question.casefold())
        framed = sum(word in ENGLISH_FRAME for word in words)
        return "en" if framed >= 2 and framed * 2 >= len(_japanese_runs(question)) else "ja"
    folded = unicodedata.normalize("NFKC", question)
    return "en" if re.search("[A-Za-z]{2}", folded) else language


def _japanese_runs(text: str) -> list[str]:
    return re.findall("[\u3041-\u30ff\u3400-\u9fff々]+", text)


def fold(text: str) -> str:
    """Width, case, accents, readings in `{漢字|かんじ}` and spelling variants made equal."""
    if "{" in text:
        text = RUBY.sub(r"\1", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = _accents(text)
    text = text.casefold()
    for pattern, spelling in SPELLINGS:
        text = pattern.sub(spelling, text)
    return text
    

def _accents(text: str) -> str:
    return re.sub("[À-ɏ]", _bare, text)


@lru_cache(maxsize=256)
def _bare_letter(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _bare(letter: "re.Match[str]") -> str:
    return _bare_letter(letter[0])
