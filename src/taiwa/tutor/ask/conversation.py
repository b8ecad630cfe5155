"""Lines that are no question about the text: greetings, thanks, “I don't know”, “simpler, please”.

They are recognised where they are the whole line. The patterns are data of each language, in
`locales/*/lexicon` (`said.txt`, `app.txt`); those of another language are understood as well.
"""

import re
import unicodedata
from functools import cache

from msgspec import Struct

from taiwa.tutor.text.lexicon import lexicon

POLITE = (
    "(?:(?:を|って)?(?:教えて|おしえて|ください|下さい|くださる|お願いします|おねがいします|お願い|頼みます"
    "|ちょうだい|くれ(?:る|ます|ませんか)?|もらえ(?:る|ます)|いただけ(?:ますか|ませんか)?|でしょう|です"
    "|ます|だ|か|の|ん|ね|よ|な(?!ぜ)|わ|さ|ぜ|っけ|けど|笑|w)+)?"
)
"""Stands behind a Japanese line and changes nothing of what is meant."""
LONGEST = 80
"""Characters of such a line; what is longer is a question or an answer."""


POINTING = re.compile(
    r"(?:(?:can|could) you )?(?:please )?(?:say |repeat |put |tell me |answer |give me )?"
    r"(?:it|that|this|them)?(?: again)?|それ|これ|今の|いまの|さっきの|もう一度"
)
"""The words of a line that only points at what was said."""


class Heard(Struct, frozen=True):
    """A line as it is meant; `rest` is what it is about, as typed, or "": “quiz me on *Macron*”. Of
    the kind `app` it is a topic of the app's help."""

    kind: str
    rest: str = ""


@cache
def _rows(language: str) -> tuple[tuple[str, str], ...]:
    """Each kind of line with a pattern for it. One on the app is of a kind `app TOPIC`."""
    said = [line.split("\t") for line in lexicon(language, "said")]
    (_, frame), (_, tail), *topics = (line.split("\t") for line in lexicon(language, "app"))
    said += [[f"app {topic}", f"{frame} ?(?:{named}) ?{tail}"] for topic, named in topics]
    return tuple((kind, f"(?:{pattern})") for kind, pattern in said)


@cache
def _compiled(language: str, pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + (POLITE if language == "ja" else ""))


def _meant(language: str, said: str) -> tuple[str, re.Match[str]] | None:
    """The kind of a line, with the match of its pattern. All are tried as one first: most lines are
    none of them, and to compile each with its ending takes longer than to answer."""
    rows = _rows(language)
    if not _compiled(language, f"(?:{'|'.join(pattern for _, pattern in rows)})").fullmatch(said):
        return None
    found = ((kind, _compiled(language, pattern).fullmatch(said)) for kind, pattern in rows)
    return next((kind, match) for kind, match in found if match)


def overheard(line: str) -> Heard | None:
    """A line that is no question about the text; None for any other."""
    text = re.sub("['’`]", "", unicodedata.normalize("NFKC", line).casefold())
    text = " ".join(re.sub(r"[^\w+]+", " ", text).split())
    if not text or len(text) > LONGEST:
        return None
    close = re.sub("(?<![a-z]) | (?![a-z])", "", text)
    for language, said in (("en", text), ("ja", close)):
        if meant := _meant(language, said):
            kind, match = meant
            if kind.startswith("app "):
                return Heard("app", kind.removeprefix("app "))
            rest = next((group for group in match.groups() if group), "")
            return Heard(kind, "" if POINTING.fullmatch(rest) else rest.strip())
    return None
