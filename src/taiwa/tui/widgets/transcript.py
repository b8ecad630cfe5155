"""The conversation so far: a window of its last messages; older ones come back on scrolling up."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from taiwa.course.course import Course
from taiwa.dialogue.events import (
    Event,
    Finished,
    Judged,
    Noted,
    Opened,
    QuestionPosed,
    Revealed,
    Skipped,
    StepShown,
)
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.tui.widgets.actions import Actions
from taiwa.tui.widgets.bubble import Bubble
from taiwa.tui.widgets.cards import Cards
from taiwa.tui.widgets.options import Answering
from taiwa.words.parallel import Parallel

WINDOW = 40
MORE = 20
TELLING = Judged | Revealed | Skipped | Noted
"""What a question was answered with."""

BEGINNING = StepShown | QuestionPosed | Finished
"""With these a turn begins; it stands at the top, what was said before is reached by scrolling."""

WIDE = 100


class Transcript(VerticalScroll):
    """Shows events as bubbles. Only a window of them are widgets, however long the conversation."""

    can_focus = False  # a click on what was said leaves the keys where they were

    def __init__(self, course: Course, parallel: Parallel, view: View, session: Session) -> None:
        super().__init__()
        self.set_class(view.parallel, "-both")
        events = session.transcript
        self.parallel, self.view = parallel, view
        self.cards = Cards(course, parallel, view)
        self.answering = Answering(parallel, view, session.draft)
        self.actions = Actions(session, parallel.main.words)
        self._asked: int | None = None  # the place of the latest question put
        self._told: dict[int, Event] = {}  # by place, what a question was answered with
        self._target: Bubble | None = None  # the message to be shown once it is laid out
        self._turn = 0  # the place at which the turn at hand begins
        self._in_view: tuple[bool, tuple[Bubble, float] | None] = (True, None)
        self._places: list[tuple[Event, int]] = []
        self._places = self._placed(events)
        self._first = max(0, len(self._places) - WINDOW)
        self._shown = self._bubbles(self._first, len(self._places))
        self._hush()

    def compose(self) -> ComposeResult:
        yield from self._shown
        yield self.answering
        yield self.actions

    def on_mount(self) -> None:
        self.call_after_refresh(self._to_end)

    def add(self, events: Sequence[Event]) -> None:
        """Say new events below, and let the oldest go."""
        start, asked, turn = len(self._places), self._asked, self._turn
        self._places += self._placed(events)
        if asked is not None and asked >= self._first:
            self._shown[asked - self._first].reword()  # it shows now what was answered
        fresh = self._bubbles(start, len(self._places))
        self.mount_all(fresh, before=self.answering)
        self._shown += fresh
        surplus = max(0, len(self._shown) - WINDOW)
        self._first += surplus
        for bubble in self._shown[:surplus]:
            bubble.remove()
        del self._shown[:surplus]
        if turn != self._turn:
            self._hush()
        if fresh:
            self._in_view = (False, (fresh[0], 0.0))  # also where room is made or taken meanwhile
            begins = self._turn_at() if turn != self._turn else None
            self._target = begins or fresh[0]
            self.call_after_refresh(self._show_from, self._target)

    def _show_from(self, bubble: Bubble) -> None:
        """Scroll to the end, but not past the beginning of the turn at hand."""
        if bubble is not self._target:
            return  # more was said since
        self.scroll_to(y=min(self.max_scroll_y, bubble.virtual_region.y), animate=False, force=True)

    def _to_end(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _turn_at(self) -> Bubble | None:
        """The message with which the turn at hand begins."""
        place = self._turn - self._first
        return self._shown[place] if 0 <= place < len(self._shown) else None

    @property
    def max_scroll_y(self) -> int:
        """As far as to have the turn at hand at the top, however short it is."""
        turn = self._turn_at()
        top = turn.virtual_region.y if turn is not None and turn.is_mounted else 0
        return max(super().max_scroll_y, top)

    def _hush(self) -> None:
        """What was said before the turn at hand stands in quiet ink."""
        for bubble in self._shown[: max(0, self._turn - self._first)]:
            bubble.hush()

    def reword(self) -> None:
        """Say everything anew in the current language, with the same message at the top."""
        at_end = self.is_vertical_scroll_end
        top = self._top()
        self.set_class(self.view.parallel, "-both")
        for bubble in self._shown:
            bubble.reword()
        self.answering.reword()
        self._keep_in_view(at_end, top)

    def on_resize(self) -> None:
        self._keep_in_view(*self._in_view)

    def _keep_in_view(self, at_end: bool, top: tuple[Bubble, float] | None) -> None:
        """Once what is said has been set anew, show the end again, or the same message on top."""
        if at_end:
            self.call_after_refresh(self._to_end)
        elif top is not None:
            self.call_after_refresh(self._restore, *top)

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        self._in_view = (self.is_vertical_scroll_end, self._top())
        if new <= 0 and self._first and self.is_mounted:
            self._recall()

    def _recall(self) -> None:
        """Bring back older messages above, leaving what is on screen where it is."""
        first = max(0, self._first - MORE)
        older, self._first = self._bubbles(first, self._first), first
        anchor = self._shown[0]
        self.mount_all(older, before=0)
        self._shown[:0] = older
        self._hush()
        self.call_after_refresh(self._restore, anchor, 0.0)

    def _top(self) -> tuple[Bubble, float] | None:
        """The topmost message on screen, and how much of it has scrolled off, from 0 to 1."""
        for bubble in self._shown:
            region = bubble.virtual_region
            if region.bottom > self.scroll_y:
                return bubble, max(0.0, self.scroll_y - region.y) / max(1, region.height)
        return None

    def _restore(self, bubble: Bubble, part: float) -> None:
        region = bubble.virtual_region
        self.scroll_to(y=region.y + part * region.height, animate=False, force=True)

    def _placed(self, events: Sequence[Event]) -> list[tuple[Event, int]]:
        """Each message of some events; notes on the way what begins a turn and what ends one."""
        placed: list[tuple[Event, int]] = []
        start = len(self._places)
        for event in events:
            place = start + len(placed)
            if isinstance(event, BEGINNING) and not self._just_opened(event, placed):
                self._turn = place
            if isinstance(event, QuestionPosed):
                self._asked = place
            elif isinstance(event, TELLING) and self._asked is not None:
                self._told[self._asked] = event
            placed += [(event, part) for part in self.cards.parts(event)]
        return placed

    def _just_opened(self, event: Event, placed: Sequence[tuple[Event, int]]) -> bool:
        """True of the first step, above which the lesson's goals stand."""
        first = bool(placed) and isinstance(placed[-1][0], Opened)
        return first and isinstance(event, StepShown)

    def _bubbles(self, start: int, end: int) -> list[Bubble]:
        return [self._bubble(index) for index in range(start, end)]

    def _bubble(self, index: int) -> Bubble:
        event, part = self._places[index]

        def draw(width: int) -> Sequence[Content]:
            told, here = self._told.get(index), index >= self._turn
            wide = self.app.size.width >= WIDE
            return self.cards.draw(event, part, width, here=here, told=told, wide=wide)

        return Bubble(draw)
