"""An event in words, before any front end sets it: paragraphs with a role, no markup."""

import re
from typing import Literal

from msgspec import Struct

ParaKind = Literal[
    "title",
    "label",
    "topic",
    "text",
    "prompt",
    "option",
    "offer",
    "verdict",
    "why",
    "note",
    "source",
    "learner",
    "line",
    "quote",
    "quoted",
]
_MARKER = re.compile(r"([1-9a-i]\.|[-✓?]( [1-9]\.)?|/[1-9]) ")
ECHOED = 600
"""Characters of what a learner typed that are said again: about half a screen."""
Speaker = Literal["tutor", "learner"]
Tone = Literal["plain", "lesson", "question", "right", "close", "wrong", "left", "other"]
"""`left` and `other` are lines of a dialogue, by the side on which their speaker stands."""


class Para(Struct, frozen=True):
    """One paragraph. `marked` text may hold readings, `{漢字|かんじ}`; other text stands as is.

    `places` are what it names as its source, as the course has them.
    """

    kind: ParaKind
    text: str
    marked: bool = True
    places: tuple[str, ...] = ()

    @property
    def read(self) -> bool:
        """True if readings belong to its terms: not to what only says where one is."""
        return self.marked and self.kind not in ("title", "label", "topic", "source", "offer")

    @property
    def hang(self) -> int:
        """Cells by which its later lines stand in, under the text behind a marker such as `1. `."""
        marker = _MARKER.match(self.text) if self.kind in ("option", "offer", "topic") else None
        return len(marker[0]) if marker else 0


class Message(Struct, frozen=True):
    """One thing said, by the tutor or by the learner."""

    speaker: Speaker
    tone: Tone
    paras: tuple[Para, ...]


def tutor(tone: Tone, *paras: Para) -> Message:
    """Something that the tutor says."""
    return Message("tutor", tone, paras)


def learner(text: str) -> Message:
    """Something that the learner typed or chose; of a long paste its start."""
    start = text if len(text) <= ECHOED else f"{text[:ECHOED].rstrip()} …"
    return Message("learner", "plain", (Para("learner", start, marked=False),))
