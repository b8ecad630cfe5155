"""The order of what was said: its messages, what begins a turn, what changes how one looks."""

from collections.abc import Sequence

from taiwa.dialogue.events import (
    Amending,
    Asked,
    AskedAgain,
    Event,
    Finished,
    InDoubt,
    Judged,
    Noted,
    Opened,
    QuestionPosed,
    Revealed,
    Skipped,
    StepShown,
    Undone,
)
from taiwa.study.standing import is_thought
from taiwa.tui.widgets.cards import Cards

TELLING = Judged | Revealed | Skipped | Noted | AskedAgain
"""Events that answer a question."""

VERDICT = Judged | AskedAgain

BEGINNING = StepShown | QuestionPosed | Finished


def begins(event: Event) -> bool:
    """True of that with which a turn begins; it stands at the top, what was said before is reached
    by scrolling."""
    return isinstance(event, BEGINNING) or (isinstance(event, InDoubt) and event.given is not None)


class Order:
    """The places of all messages, and what is known of each.

    `asked` is the place of the latest question put, `aside` tells if something else was asked
    since; `after` by place what changed how it looks; `weighed` the place of both sides of an open
    question; `verdict` that of the latest verdict, which may be amended; `turn` where the turn at
    hand begins.
    """

    def __init__(self, cards: Cards, events: Sequence[Event]) -> None:
        self.cards = cards
        self.places: list[tuple[Event, int]] = []
        self.asked: int | None = None
        self.aside = False
        self.after: dict[int, tuple[Event, ...]] = {}
        self.weighed: int | None = None
        self.verdict: int | None = None
        self.turn = 0
        self._thought: tuple[Event, ...] = ()  # the latest on that question
        self._latest: Event | None = None  # that verdict
        self.add(events)

    def add(self, events: Sequence[Event]) -> None:
        """Put new events behind."""
        placed: list[tuple[Event, int]] = []
        start = len(self.places)
        for event in events:
            place = start + len(placed)
            if begins(event) and not self._goes_with(event, placed):
                self.turn = place
            if self._amends(event) or self._thinks(event, place):
                continue
            if isinstance(event, Asked):
                self.aside = self.cards.session.state.plan.mode != "dialogue"
            elif isinstance(event, QuestionPosed):
                self.asked, self.aside = place, False
            elif isinstance(event, TELLING) and self.asked is not None:
                if self.aside:  # what is answered stands on the question, and that with it
                    asked = self.asked
                    known = self.places[asked] if asked < start else placed[asked - start]
                    placed.append(known)
                    self.asked, place, self.aside = place, place + 1, False
                self.after[self.asked] = (event,)
            if isinstance(event, VERDICT | InDoubt):
                if isinstance(event, Judged) and isinstance(self._latest, AskedAgain):
                    self.after[place] = (self._latest,)  # both tries count
                self.verdict, self._latest = place, event
            elif isinstance(event, BEGINNING):
                self.verdict = self._latest = None
            placed += [(event, part) for part in self.cards.parts(event)]
        self.places += placed

    def _amends(self, event: Event) -> bool:
        """Note what changes the latest verdict; True if it is told there, and nowhere else."""
        if isinstance(event, InDoubt):
            return event.given is None
        if self.verdict is None or not isinstance(event, Amending | Judged | Undone):
            return False
        self.after[self.verdict] = (*self.after.get(self.verdict, ()), event)
        return isinstance(event, Amending) and isinstance(self._latest, VERDICT)

    def _goes_with(self, event: Event, placed: Sequence[tuple[Event, int]]) -> bool:
        """True of the first step, below the lesson's goals, of a dialogue's start, and of what may
        be weighed, below its question."""
        before = placed[-1][0] if placed else None
        if not isinstance(before, Opened):
            return isinstance(event, StepShown) and bool(event.part)
        return before.mode == "dialogue" or isinstance(event, StepShown)

    def _thinks(self, event: Event, place: int) -> bool:
        """Note what was thought about an open question; it stands with what may be weighed."""
        if isinstance(event, StepShown):
            if event.part:
                self.weighed, self.after[place] = place, self._thought
            else:
                self.weighed, self._thought = None, ()
        if not is_thought(event):
            return False
        self._thought = (event,)
        if self.weighed is not None:
            self.after[self.weighed] = (event,)
        return True
