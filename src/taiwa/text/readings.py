"""Readings as authors write them: in the one way that is understood, and in other programs'."""

import re
from collections.abc import Iterator

from taiwa.text.cells import EMOJI_STYLE, JOINER

KANA = re.compile(r"[ぁ-ゖァ-ヺー・゠＝〜～ ]+")
"""The script of readings."""

# A joiner beside a base would swallow the spaces around it: there, braces are only braces.
_PART = f"([^{{}}|\\n{JOINER}{EMOJI_STYLE}]+)"
READING = re.compile(rf"(?<!{JOINER})\{{{_PART}\|{_PART}\}}(?![{JOINER}{EMOJI_STYLE}])")
"""A reading as content marks it, `{漢字|かんじ}`."""


_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(ord("ァ"), ord("ヷ"))}


def hiragana(text: str) -> str:
    """Katakana as hiragana, one for one."""
    return text.translate(_TO_HIRAGANA)


def plain(marked: str) -> str:
    """The text without its readings: `{漢字|かんじ}` becomes 漢字."""
    return READING.sub(r"\1", marked) if "{" in marked else marked


_WORD, _READ = r"(?<![一-龯々〆])[一-龯々〆]+", r"[ぁ-ゖァ-ヺー]+"
_ELSEWHERE = (  # compiled when it is first used, which no start does
    rf"[{{｛]([^{{}}｛｝|｜]+)[|｜]([^{{}}｛｝]+)[}}｝]"
    rf"|[|｜]([^《》|｜]+)《([^《》]+)》"
    rf"|({_WORD})《({_READ})》"
    rf"|({_WORD})[\[［]({_READ})[\]］]"
    rf"|<ruby>(?:<rb>)?([^<]+)(?:</rb>)?(?:<rp>[^<]*</rp>)?<rt>([^<]+)</rt>"
    rf"|(?P<stray>[{{}}｛｝|｜])"
)
"""Readings in full width, of Aozora Bunko, Anki and HTML, and what is left of one."""
_MARKS = frozenset("{}｛｝|｜《[［<")
"""Each of them has one of these, which most texts have not."""


def misunderstood(text: str) -> Iterator[tuple[str, str]]:
    """Marks meant as a reading in a text and shown as they stand, with what to write.

    The latter is '' where a mark stands alone.
    """
    if _MARKS.isdisjoint(text):
        return
    for found in re.finditer(_ELSEWHERE, READING.sub(" ", text)):
        if found["stray"]:
            yield found[0], ""
        else:
            word, read = (group for group in found.groups() if group)
            bare = re.sub("[|｜]", "", read)
            yield found[0], f"{{{word}|{bare}}}"
