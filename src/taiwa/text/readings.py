"""Readings as authors write them: in the one way that is understood, and in other programs'."""

import re
from collections.abc import Iterator

KANA = re.compile(r"[ぁ-ゖァ-ヺー・゠＝〜～ ]+")
"""The script of readings."""

READING = re.compile(r"\{([^{}|\n]+)\|([^{}|\n]+)\}")
"""A reading as content marks it, `{漢字|かんじ}`."""


def without_readings(text: str) -> str:
    """The text as content shows it where readings are off: `{漢字|かんじ}` becomes 漢字."""
    return READING.sub(r"\1", text)


_WORD, _READ = r"(?<![一-龯々〆])[一-龯々〆]+", r"[ぁ-ゖァ-ヺー]+"
_ELSEWHERE = re.compile(
    rf"[{{｛]([^{{}}｛｝|｜]+)[|｜]([^{{}}｛｝]+)[}}｝]"
    rf"|[|｜]([^《》|｜]+)《([^《》]+)》"
    rf"|({_WORD})《({_READ})》"
    rf"|({_WORD})[\[［]({_READ})[\]］]"
    rf"|<ruby>(?:<rb>)?([^<]+)(?:</rb>)?(?:<rp>[^<]*</rp>)?<rt>([^<]+)</rt>"
    rf"|(?P<stray>[{{}}｛｝|｜])"
)
"""Readings in full width, of Aozora Bunko, Anki and HTML, and what is left of one."""


def misunderstood(text: str) -> Iterator[tuple[str, str]]:
    """Marks meant as a reading in a text and shown as they stand, with what to write.

    The latter is '' where a mark stands alone.
    """
    for found in _ELSEWHERE.finditer(READING.sub(" ", text)):
        if found["stray"]:
            yield found[0], ""
        else:
            word, read = (group for group in found.groups() if group)
            bare = re.sub("[|｜]", "", read)
            yield found[0], f"{{{word}|{bare}}}"
