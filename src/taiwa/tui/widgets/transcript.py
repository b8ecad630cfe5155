"""The conversation so far: a window of its last messages; older ones come back on scrolling up."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from taiwa.dialogue.events import Event, QuestionPosed
from taiwa.study.view import View
from taiwa.tui.widgets.bubble import Bubble
from taiwa.tui.widgets.options import Answering
from taiwa.words.messages import Message
from taiwa.words.parallel import Parallel

WINDOW = 40
MORE = 20


class Transcript(VerticalScroll):
    """Shows events as bubbles. Only a window of them are widgets, however long the conversation."""

    can_focus = False  # a click on what was said leaves the keys where they were

    def __init__(
        self, parallel: Parallel, view: View, events: Sequence[Event], pending: str | None
    ) -> None:
        super().__init__()
        self.parallel, self.view = parallel, view
        self.answering = Answering(parallel, view)
        self._pending = pending
        self._asking: Bubble | None = None  # the latest question put
        self._in_view: tuple[bool, tuple[Bubble, float] | None] = (True, None)
        self._places = self._placed(events)
        self._first = max(0, len(self._places) - WINDOW)
        self._shown = self._bubbles(self._first, len(self._places))

    def compose(self) -> ComposeResult:
        yield from self._shown
        yield self.answering

    def on_mount(self) -> None:
        self.call_after_refresh(self.scroll_end, animate=False)

    def add(self, events: Sequence[Event], pending: str | None) -> None:
        """Say new events below, and let the oldest go; `pending` is the question that waits now."""
        if self._pending != pending and self._asking is not None:
            self._asking.reword()  # it waited with its options below, and now shows them itself
        self._pending = pending
        start = len(self._places)
        self._places += self._placed(events)
        fresh = self._bubbles(start, len(self._places))
        self.mount_all(fresh, before=self.answering)
        self._shown += fresh
        surplus = max(0, len(self._shown) - WINDOW)
        self._first += surplus
        for bubble in self._shown[:surplus]:
            bubble.remove()
        del self._shown[:surplus]
        if fresh:
            self._in_view = (False, (fresh[0], 0.0))  # also where room is made or taken meanwhile
            self.call_after_refresh(self._show_from, fresh[0])

    def _show_from(self, bubble: Bubble) -> None:
        """Scroll to the end, but not past the beginning of what has just been said."""
        self.scroll_to(y=min(self.max_scroll_y, bubble.virtual_region.y), animate=False, force=True)

    def reword(self) -> None:
        """Say everything anew in the current language, with the same message at the top."""
        at_end = self.is_vertical_scroll_end
        top = self._top()
        for bubble in self._shown:
            bubble.reword()
        self.answering.reword()
        self._keep_in_view(at_end, top)

    def on_resize(self) -> None:
        self._keep_in_view(*self._in_view)

    def _keep_in_view(self, at_end: bool, top: tuple[Bubble, float] | None) -> None:
        """Once what is said has been set anew, show the end again, or the same message on top."""
        if at_end:
            self.call_after_refresh(self.scroll_end, animate=False)
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
        asking = self._asking
        older, self._first = self._bubbles(first, self._first), first
        self._asking = asking
        anchor = self._shown[0]
        self.mount_all(older, before=0)
        self._shown[:0] = older
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
        return [
            (event, i) for event in events for i in range(len(self.parallel.main.messages(event)))
        ]

    def _bubbles(self, start: int, end: int) -> list[Bubble]:
        return [self._bubble(index) for index in range(start, end)]

    def _bubble(self, index: int) -> Bubble:
        event, part = self._places[index]

        def word() -> Sequence[Message]:
            said = self.parallel.messages(event, self.view.parallel)[part]
            waits = self._pending is not None and bubble is self._asking
            return [_without_options(message) for message in said] if waits else said

        bubble = Bubble(word, self.view)
        if isinstance(event, QuestionPosed):
            self._asking = bubble
        return bubble


def _without_options(message: Message) -> Message:
    """A waiting question shows its options below, where they can be picked."""
    return replace(message, paras=tuple(p for p in message.paras if p.kind != "option"))
