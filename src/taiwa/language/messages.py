"""What an event becomes before any front end sets it: paragraphs with a role, no markup."""

from typing import Literal

from msgspec import Struct

ParaKind = Literal[
    "title", "label", "text", "prompt", "option", "verdict", "why", "note", "source", "learner"
]
Speaker = Literal["tutor", "learner"]
Tone = Literal["plain", "lesson", "question", "right", "close", "wrong"]


class Para(Struct, frozen=True):
    """One paragraph. `marked` text may hold readings, `{漢字|かんじ}`; other text stands as is."""

    kind: ParaKind
    text: str
    marked: bool = True


class Message(Struct, frozen=True):
    """One thing said, by the tutor or by the learner."""

    speaker: Speaker
    tone: Tone
    paras: tuple[Para, ...]
