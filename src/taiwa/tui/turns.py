"""The turn at hand: a key counts for the turn that was on screen when it was pressed."""

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from taiwa.course.model import Question, Source, Step
from taiwa.dialogue.events import (
    Claimed,
    Confirmed,
    Event,
    Move,
    Overridden,
    Override,
    Restored,
    Reveal,
    Skip,
    TakeHint,
    Undo,
    Undone,
)
from taiwa.errors import N_
from taiwa.study.notices import NO_SOURCE
from taiwa.study.path import step_at
from taiwa.study.session import Session
from taiwa.study.source import told
from taiwa.tui.keybar import KeyWord
from taiwa.tui.page import TooSmall
from taiwa.tui.saving import Saving
from taiwa.tui.widgets.actions import was_right
from taiwa.tui.widgets.transcript import Transcript

TURN_KEYS = frozenset(("enter", "f3", "f4", "f5", "f6", "f7"))
"""Keys that make a move, and so belong to the turn that was on screen when they were pressed."""


MOVES: dict[str, tuple[type[Move], Callable[[Session], tuple[Event, ...]]]] = {
    "f3": (TakeHint, Session.hint),
    "f4": (Skip, Session.skip),
    "f5": (Reveal, Session.reveal),
    "f6": (Override, was_right),
    "f7": (Undo, Session.undo),
}
_TOLD: dict[type[Event], str] = {
    Undone: N_("Taken back: the question is open again."),
    Restored: N_("Taken back: the answer counts again as it was judged."),
    Overridden: N_("✓ Counted as right, by your own judgement."),
    Claimed: N_("✓ Counted as made, by your own judgement."),
}
"""Told beside the conversation, for it may be out of view there."""
ASKED_ANEW = N_("Taken back: I ask you once more.")


class Turns(Saving):
    """A page of one session that knows when the turn at hand came, and when it was seen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "make('f3')", N_("Hint")),
        Binding("f4", "make('f4')", N_("Skip")),
        Binding("f5", "make('f5')", N_("Show")),
        Binding("f6", "make('f6')", N_("I was right")),
        Binding("f7", "make('f7')", N_("Take back"), show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._frame = 0  # of the turn at hand
        self._began = 0.0  # when it came, on the clock of events
        self._shown_at = inf  # when its frame was written

    @property
    def pending(self) -> Question | None:
        return self.session.question

    @property
    def waiting(self) -> tuple[str, ...]:
        return tuple(turn.item for turn in self.session.state.queue)

    @property
    def step(self) -> Step | None:
        return step_at(self.study.course, self.session.state)

    def begin_turn(self) -> None:
        """Another turn has come; it is seen once its frame is written."""
        self._frame, self._began, self._shown_at = self._frame + 1, events.Event().time, inf
        self.taiwa.once_sent(partial(self._see, self._frame))

    def is_early(self, key: events.Key) -> bool:
        """True of a key that came before the turn was seen."""
        return key.time < self._shown_at

    def is_of_before(self, event: Message) -> bool:
        """True of what was entered at the turn before."""
        return event.time < self._began

    @property
    def seen(self) -> bool:
        return self._shown_at < inf

    def _see(self, frame: int) -> None:
        if frame == self._frame:  # else another turn has come meanwhile
            self._shown_at = events.Event().time

    def late(self, event: events.Event) -> bool:
        if isinstance(event, events.Key) and not (event.key in TURN_KEYS or event.is_printable):
            return False
        if super().late(event) or self.query_one(TooSmall).display:
            return True
        return event.time < (
            self._shown_at if self.query_one(Transcript).answering.display else self._began
        )

    def action_source(self) -> None:
        """Open the source of what is told; in a dialogue the step that settles what was said."""
        step = next((each for offer in self.session.offers for each in offer.items), "")
        if self.session.state.plan.mode != "dialogue":
            self.attempt(partial(self.taiwa.open_source, self.session))
        elif step in self.study.course.steps:
            self.taiwa.open_step(step)
        else:
            self.notice(NO_SOURCE)

    def open_source(self, places: Sequence[Source]) -> None:
        """Open the text at a source that was pressed, of what is at hand or of something before."""
        here = told(self.session)
        opened = here if here and here.places == tuple(places) else None
        self.attempt(partial(self.taiwa.open_essay, places, opened))

    def action_home(self) -> None:
        if self.is_active:
            self.app.pop_screen()

    def action_scroll(self, by: int) -> None:
        transcript = self.query_one(Transcript)
        transcript.scroll_relative(y=by * (transcript.size.height - 2), animate=False)

    def act(self, move: Callable[[], Sequence[Event]]) -> None:
        """Make a move."""
        raise NotImplementedError

    def acknowledged(self, events: Sequence[Event]) -> str:
        """The notice on what was done to an answer that was told, if anything was."""
        if any(isinstance(event, Confirmed) and event.yes is None for event in events):
            return ASKED_ANEW
        return next((_TOLD[type(event)] for event in events if type(event) in _TOLD), "")

    def key_words(self) -> list[KeyWord]:
        """Of the keys that make a move those that can."""
        can = self.session.can
        return [k for k in super().key_words() if k.press not in MOVES or can(MOVES[k.press][0])]

    def action_make(self, key: str) -> None:
        """Make the move of a key, or say why not."""
        move, make = MOVES[key]
        if self.session.can(move):
            self.act(partial(make, self.session))
        else:
            self.notice(self.session.refusal)
