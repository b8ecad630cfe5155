"""An answer typed or chosen at a turn and not given yet: kept until the turn is over."""

from collections.abc import Sequence

from msgspec import MsgspecError, Struct, field
from msgspec.json import decode, encode

from taiwa.course.forms import Form
from taiwa.dialogue.commands import cleaned
from taiwa.dialogue.events import Event, Given, Undone
from taiwa.dialogue.marking import Marks, known
from taiwa.record.log import Record

SETTING = "draft"
"""The setting that keeps it."""


class Draft(Struct, omit_defaults=True):
    """A text as far as it is typed, one put `aside` for another, the marks as far as made.

    `on` is set while thoughts on an open question are written on, after both sides were read, and
    `left` is what was typed at a question that was shown or skipped, or what was taken back.
    """

    text: str = ""
    marks: Marks = ()
    aside: str = ""
    on: bool = False
    left: str = ""

    def end_turn(self, events: Sequence[Event], *, answering: bool) -> str:
        """Leave an answer that its question did not get, or take it up where that is open again;
        returns the text in whose place it then stands.

        What is asked of the tutor or commanded stays as it is typed, and what was typed while no
        answer was awaited stays for the tutor.
        """
        typed, again = self.text, any(isinstance(event, Undone) for event in events)
        if typed.lstrip().startswith(("?", "？", "/", "／")):
            return ""
        if again:
            self.text, self.left = self.left, ""
        elif answering:
            self.text, self.left = "", typed
        return typed if again else ""

    def give_back(self, answers: Sequence[Given], form: Form) -> None:
        """Have what was given to a question in hand again, to be changed; nothing, the latest or,
        of an explanation, both tries at it."""
        texts = list(dict.fromkeys(each.text for each in answers if each.text))
        if form.manner != "explanation":
            texts = texts[-1:]
        self.left = "\n".join(texts) or self.left
        self.marks = known(form, answers[-1].chosen) if answers else ()

    def __bool__(self) -> bool:
        return bool(self.text or self.marks or self.aside or self.on)


class Kept(Struct, array_like=True):
    """A draft and the turn of which session it is for."""

    session: str = ""
    turn: int = 0
    draft: Draft = field(default_factory=Draft)


def written(kept: Kept) -> str:
    """The setting of a draft that is kept."""
    text, aside = cleaned(kept.draft.text), cleaned(kept.draft.aside)
    draft = Draft(text, kept.draft.marks, aside, kept.draft.on)
    return encode(Kept(kept.session, kept.turn, draft)).decode()


def read(setting: str | None) -> Kept:
    """The draft of a setting; an empty one where it is not one, for it is not worth a stop."""
    try:
        return decode(setting or "[]", type=Kept)
    except MsgspecError:  # of an earlier version, or changed by hand
        return Kept()


def turn_of(records: Sequence[Record]) -> int:
    """The number of the turn at which a session's records end: to ask or look goes on with it."""
    return sum(record.kind not in ("asked", "hinted") for record in records)
