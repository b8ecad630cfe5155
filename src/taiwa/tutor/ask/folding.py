"""The form in which a question and the course's own texts are compared."""

import re
import unicodedata
from collections.abc import Iterable

from taiwa.tutor.text.eras import western_years

JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff々〆\uff66-\uff9d]+")
UNEVEN = re.compile("[^\0-\x7f、。「」ぁ-ゖァ-ー一-龯]+")
"""Characters that may have another form in the same width; most of a text has none."""
MARKED_READING = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
AMERICAN = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"['’`´ʼ](?:s\b)?", ""),
        (r"united kingdom|great britain", "uk"),
        (r"united states(?: of america)?|u\.s\.(?:a\.)?", "usa"),
        (r"the us\b", "the usa"),
        (r"us(?= alliance|-japan| japan)(?<!\wus)", "usa"),
        (r"japan-us\b", "japan usa"),
        (r"new zealand", "newzealand"),
        (r"north korea", "northkorea"),
        (r"south korea", "korea"),
        (r"インド・?太平洋|インド洋|indo-?pacific|indian(?= ocean| and pacific)", " indopacific "),
        (r"prime minister", "premier"),
        (r"how come", "why"),
        (r"what(?:s| is| was| are)(?: actually| exactly)? (it|that|this|they)\b", r"define \1"),
        (r"って何(?=です|だ|\W*$|なの)", "ってなに"),
        (r"wh(?:at|ich) (?:year|date|day|month)\b|year(?= of\b|\W*$)", "when"),
        (r"how (old|tall|far|big|long|strong|much|fast|rich|high|heavy)\b", r"how\1"),
        (r"united nations", "un"),
        (r"article (\d+)", r" art\1 "),
        (r"(\d+)条", r" art\1 "),
        (r"(\d)(?:st|nd|rd|th)\b", r"\1"),
        (r"defens", "defenc"),
        (r"[年日](?<=[たる].)(?=$|[はをってか、。?]|だ)", "日付"),
        (r"iz(?<=[a-z]{3}iz)(?=[eai])", "is"),
        (r"non[- ](?=[a-z])", "non"),
        (r"(co|multi|inter|pre|post)-(?=[a-z])", r"\1"),
        (r"2 ?(?:\+|プラス|plus) ?2|ツー・?プラス・?ツー|two plus two", " 2+2 "),
        (r",(?<=\d,)(?=\d{3})", ""),
        (r"・", ""),
        (r"(?:section|part|chapter) (\d)\b", r" §\1 "),
        (r"セクション ?(\d)", r" §\1 "),
        (r"(\d)[節章]", r" §\1 "),
        (
            r"はじめに|冒頭|序論|導入部|introduct(?:ion|ory)|(?:beginning|start) of the",
            " §introduction ",
        ),
        (
            r"結論|結び|(?:in|the) conclusion|at the end\b"
            r"|(?:ラスト|最後|末尾)の?(?:ところ|んとこ|とこ|部分|段落|一文|章|節|ほう|方)"
            r"|(?:last|final|closing) (?:part|section|paragraph|chapter)",
            " §conclusion ",
        ),
    )
)
ENGLISH_FRAME = re.compile(
    r"\b(?:what|which|who|where|when|why|how|is|are|was|were|do|does|did|can|could|should|would|will"
    r"|the|of|an?|to|means?|about|please|explain|tell)\b"
)


def language_of(question: str, language: str) -> str:
    """`ja` or `en`, by the writing; `language` where there is none (digits, signs).

    An English sentence that quotes a Japanese word stays English.
    """
    if runs := JAPANESE.findall(question):
        words = re.findall("[a-z]+", question.casefold())
        framed = ENGLISH_FRAME.findall(question.casefold())
        return "en" if len(framed) >= 2 and len(words) > 2 * len(runs) else "ja"
    return "en" if re.search("[A-Za-zＡ-Ｚａ-ｚ]{2}", question) else language


def fold(text: str) -> str:
    """Width, case, accents, readings in `{漢字|かんじ}` and spelling variants made equal, years
    of eras told as Western ones."""
    text = MARKED_READING.sub(r"\1", text)
    text = UNEVEN.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text).casefold()
    text = re.sub("[à-ɏ]", lambda letter: unicodedata.normalize("NFD", letter[0])[0], text)
    for pattern, spelling in AMERICAN:
        text = pattern.sub(spelling, text)
    return western_years(text)


def fold_all(texts: Iterable[str]) -> list[str]:
    """Many texts at once, which is faster."""
    return fold("\0".join(texts)).split("\0")
