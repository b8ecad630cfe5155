"""What an event becomes before any front end sets it: paragraphs with a role, no markup."""

from dataclasses import dataclass
from typing import Literal

ParaKind = Literal[
    "title", "label", "text", "prompt", "option", "verdict", "why", "note", "source", "learner"
]
Speaker = Literal["tutor", "learner"]
Tone = Literal["plain", "lesson", "question", "right", "close", "wrong"]


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph. `marked` text may hold readings, `{漢字|かんじ}`; other text stands as is."""

    kind: ParaKind
    text: str
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said, by the tutor or by the learner."""

    speaker: Speaker
    tone: Tone
    paras: tuple[Para, ...]
