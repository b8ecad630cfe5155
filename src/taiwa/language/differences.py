"""Where a typed answer differs from the one it was taken for, made visible without colour."""

import unicodedata
from difflib import SequenceMatcher


def marked(typed: str, right: str) -> tuple[str, str]:
    """Both texts with brackets round what differs; width and case are no difference.

    `unanimty`, `unanimity` become `unanimty`, `unanim[i]ty`.
    """
    typed, right = (unicodedata.normalize("NFKC", text).strip() for text in (typed, right))
    matcher = SequenceMatcher(None, typed.casefold(), right.casefold(), autojunk=False)
    if len(typed.casefold()) != len(typed) or len(right.casefold()) != len(right):
        matcher = SequenceMatcher(None, typed, right, autojunk=False)
    mine, theirs = "", ""
    for kind, start, end, from_, to in matcher.get_opcodes():
        mine += _bracketed(typed[start:end], kind)
        theirs += _bracketed(right[from_:to], kind)
    return mine, theirs


def _bracketed(part: str, kind: str) -> str:
    return f"[{part}]" if part and kind != "equal" else part
