"""The conversation so far: a window of its last messages; older ones come back on scrolling up."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.geometry import Region
from textual.message import Message

from taiwa.course.forms import form_of
from taiwa.dialogue.events import (
    Event,
)
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.tui.exam_ending import ending_of
from taiwa.tui.widgets.actions import ROOM, Actions
from taiwa.tui.widgets.bubble import Bubble
from taiwa.tui.widgets.cards import WHOLE, Cards, whole_from
from taiwa.tui.widgets.options import Answering
from taiwa.tui.widgets.order import Order
from taiwa.tui.widgets.taught import Taught
from taiwa.words.parallel import Parallel

if TYPE_CHECKING:
    from taiwa.tui.widgets.editor import Editor

WINDOW = 40
MORE = 20


class Transcript(VerticalScroll):
    """Shows events as bubbles. Only a window of them are widgets, however long the conversation."""

    class Scrolled(Message):
        """Something else is in view."""

    can_focus = False  # a click on what was said leaves the keys where they were

    def __init__(self, parallel: Parallel, view: View, session: Session) -> None:
        super().__init__()
        events = session.transcript
        self.parallel, self.view = parallel, view
        self.ending = ending_of(session, parallel.main.words, view)
        self.cards = Cards(session, parallel, view, self.ending)
        self.again = Bubble(self._draw_again)
        self.answering = Answering(parallel, view, session.draft)
        self.actions = Actions(session, parallel.main.words, view)
        self.taught = Taught(session, parallel, view)
        self.editor = _new_editor(session) if session.writes else None
        self._target: Bubble | None = None  # the message to be shown once it is laid out
        self._in_view: tuple[bool, tuple[Bubble, float] | None] = (True, None)
        self.order = Order(self.cards, events)
        self._first = max(0, len(self.order.places) - WINDOW)
        self._shown = self._bubbles(self._first, len(self.order.places))
        self._hush()

    def compose(self) -> ComposeResult:
        yield from self._shown
        yield self.again
        yield self.answering
        if self.editor is not None:
            yield self.editor
        yield self.actions
        yield self.taught

    def on_mount(self) -> None:
        self._show_again()
        if (turn := self._turn_at()) is not None:
            self._target, self._in_view = turn, (False, (turn, 0.0))  # it is read from its top
            self.call_after_refresh(self._show_from, turn)
            self.call_after_refresh(self._show_asked)
        else:
            self.call_after_refresh(self._to_end)

    def add(self, events: Sequence[Event], *, follow: bool = True) -> None:
        """Say new events below, in view if that is to `follow`, and let the oldest go."""
        start, asked, turn = len(self.order.places), self.order.asked, self.order.turn
        self.order.add(events)
        since = turn if asked is None else min(asked, turn)
        for bubble in self._shown[max(0, since - self._first) :]:
            bubble.reword()  # it shows now what was answered, a verdict that has changed, no caps
        fresh = self._bubbles(start, len(self.order.places))
        self.mount_all(fresh, before=self.again)
        self._shown += fresh
        surplus = max(0, len(self._shown) - WINDOW)
        self._first += surplus
        for bubble in self._shown[:surplus]:
            bubble.remove()
        del self._shown[:surplus]
        self._show_again()
        if turn != self.order.turn:
            self._hush()
        if fresh and follow:
            begins = self._turn_at() if turn != self.order.turn else None
            self._target = begins or fresh[0]
            self._in_view = (False, (self._target, 0.0))  # also where room is made meanwhile
            self.call_after_refresh(self._show_from, self._target)
        if self.order.verdict is not None:
            self.call_after_refresh(self._show_asked)
        self.call_after_refresh(self._show_taught)

    def _show_taught(self) -> None:
        self.taught.show(self._turn_at(), self.actions, self.size.height)
        if self.actions.told_again != self.taught.display:
            self.actions.told_again = self.taught.display
            self.actions.show()

    def _show_again(self) -> None:
        """Put the question that waits again below what was asked meanwhile."""
        self.again.display = self.order.aside and self.cards.session.question is not None
        self.again.reword()

    def _draw_again(self, width: int) -> Sequence[Content]:
        if (
            not self.order.aside
            or self.order.asked is None
            or self.order.asked >= len(self.order.places)
        ):
            return [Content("")]
        event, part = self.order.places[self.order.asked]
        return self.cards.draw(event, part, width, (), self.app.size, here=True)

    @property
    def editing(self) -> "Editor | None":
        """The editor, while it stands there."""
        return self.editor if self.editor is not None and self.editor.display else None

    def show_editor(self, shown: bool, at_once: Callable[[Key], bool]) -> None:
        """Let the editor stand there, which is made when it is first called for, or go."""
        if self.editor is None and shown:
            self.editor = _new_editor(self.cards.session)
            self.mount(self.editor, before=self.actions)
        if self.editor is not None:
            self.editor.display, self.editor.at_once = shown, at_once
        self.show_sides(not self.cards.session.draft.on)

    def show_sides(self, shown: bool) -> None:
        """Both sides of the open question at hand, or none while thoughts on it are written on."""
        place = -1 if self.order.weighed is None else self.order.weighed - self._first
        if 0 <= place < len(self._shown):
            self._shown[place].display = shown

    def show_chosen(self) -> None:
        """Let what is chosen stand between the cards shown, if there are any, and be in view."""
        question = self.cards.session.question
        if question is not None and form_of(question).cards:
            self._show_gap()
        if self.again.display:
            self.scroll_to_widget(self.answering, animate=False)
        self.call_after_refresh(self._show_rows_chosen)

    def _show_rows_chosen(self) -> None:
        rows, first = self.answering.rows_chosen(), self.answering.virtual_region.y
        if not self.answering.display or not rows:
            return
        if first + rows[-1] >= self.scroll_y + self.size.height:
            y = self._whole_from(first + rows[-1] + 1 - self.size.height)
            self.scroll_to(y=y, animate=False, force=True, immediate=True)
        elif first + rows[0] < self.scroll_y:
            self.scroll_to(y=first + rows[0], animate=False, force=True, immediate=True)

    def show_typed(self) -> None:
        """Let what is typed, which has changed, be in view, and tell what may be done with it."""
        self.actions.show()
        question = self.cards.session.question
        if question is not None and form_of(question).sentence:
            self._show_gap()
        if self.editing is not None:
            self.scroll_to_widget(self.editing, animate=False)

    def _show_gap(self) -> None:
        """Let what is typed or chosen stand in the question, there where it waits."""
        place = -1 if self.order.asked is None else self.order.asked - self._first
        if self.again.display:
            self.again.reword()
        elif 0 <= place < len(self._shown):
            self._shown[place].reword()

    def _show_asked(self) -> None:
        """Let what is asked about the latest verdict be in view; else the second try at it."""
        place = (self.order.verdict or 0) - self._first
        if self.order.verdict is None or not 0 <= place < len(self._shown):
            return
        bubble = self._shown[place]
        if not bubble.virtual_region:
            return  # it comes with the next layout
        if (row := bubble.row_of("1")) is not None:
            region = bubble.virtual_region  # with its question, where there is room for both
            if region.height > self.size.height:
                region = Region(0, region.y + row - 1, 1, 3)
            y = min(region.y, max(int(self.scroll_y), region.bottom - self.size.height))
            self.scroll_to(
                y=min(self._whole_from(y), region.y), animate=False, force=True, immediate=True
            )
        elif self.editing is not None:
            self._to_end()

    def _show_from(self, bubble: Bubble) -> None:
        """Scroll to the end, but not past the beginning of the turn at hand."""
        if bubble is not self._target:
            return  # more was said since
        y, end = bubble.virtual_region.y, self.max_scroll_y
        if bubble is self._question() and y < end <= y + WHOLE:
            y = end  # the question is whole with so much less
        self.scroll_to(y=min(end, y), animate=False, force=True, immediate=True)

    def show_end(self) -> None:
        """Scroll to the end once what changes now has been set."""
        self.call_after_refresh(self._to_end)

    def _to_end(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    def _turn_at(self) -> Bubble | None:
        """The message with which the turn at hand begins."""
        place = self.order.turn - self._first
        return self._shown[place] if 0 <= place < len(self._shown) else None

    @property
    def max_scroll_y(self) -> int:
        """As far as to have the turn at hand at the top, however short it is, and no question cut
        in the midst of a text."""
        turn = self._turn_at()
        top = turn.virtual_region.y if turn is not None and turn.is_mounted else 0
        return max(self._whole_from(super().max_scroll_y), top)

    def _whole_from(self, y: int) -> int:
        """A row to have at the top, from `y` on, that cuts the question at hand in no text."""
        asked = self._question()
        if asked is None or not asked.is_mounted:
            return y
        first = asked.virtual_region.y
        return first + whole_from(asked.content(asked.size.width or 1), y - first)

    def _hush(self) -> None:
        """Let all that was said before the turn at hand stand in quiet ink."""
        for bubble in self._shown[: max(0, self.order.turn - self._first)]:
            bubble.hush()

    def reword(self) -> None:
        """Say everything anew in the current language, with the same message at the top."""
        at_end, top = self._at_end, self._top()
        for bubble in self._shown:
            bubble.reword()
        self.again.reword()
        self.answering.reword()
        self._keep_in_view(at_end, top)

    def on_resize(self) -> None:
        self._keep_in_view(*self._in_view)

    @property
    def _at_end(self) -> bool:
        """True where the end is looked at, and not the beginning of the turn, which is all there
        is."""
        turn = self._turn_at()
        begins = turn is not None and turn.virtual_region.y >= self.scroll_y
        return bool(self.is_vertical_scroll_end) and not begins

    def _keep_in_view(self, at_end: bool, top: tuple[Bubble, float] | None) -> None:
        """Once what is said has been set anew, show the end again, or the same message on top."""
        self.call_after_refresh(self._show_taught)
        self.call_after_refresh(self._show_again_at, at_end, top, self._target)

    def _show_again_at(
        self, at_end: bool, top: tuple[Bubble, float] | None, target: Bubble | None
    ) -> None:
        if target is not self._target:
            return  # more was said since, and is shown
        if at_end:
            self._to_end()
        elif top is not None:
            self._restore(*top)
            if top == (self._turn_at(), 0.0):
                self._show_asked()

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        self._in_view = (self._at_end, self._top())
        self.post_message(self.Scrolled())
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

    def above(self) -> Content:
        """The lines above all: of a dialogue its label, else the question of the turn at hand
        that has scrolled away from what it was answered with."""
        label = self.cards.label()
        if label.plain or self.again.display or (asked := self._question()) is None:
            return label
        hidden = int(self.scroll_y) - asked.virtual_region.y
        event, _ = self.order.places[self.order.asked or 0]
        width = asked.size.width or 1
        return self.cards.above(event, asked.content(width), hidden, min(ROOM, width - 4))

    def _question(self) -> Bubble | None:
        """The question of the turn at hand."""
        place = -1 if self.order.asked is None else self.order.asked - self._first
        past = (self.order.asked or 0) < self.order.turn
        return self._shown[place] if not past and 0 <= place < len(self._shown) else None

    def _top(self) -> tuple[Bubble, float] | None:
        """The topmost message on screen, and how much of it has scrolled off, from 0 to 1."""
        for bubble in self._shown:
            region = bubble.virtual_region
            if region.bottom > self.scroll_y:
                return bubble, max(0.0, self.scroll_y - region.y) / max(1, region.height)
        return None

    def _restore(self, bubble: Bubble, part: float) -> None:
        region = bubble.virtual_region
        y = self._whole_from(int(region.y + part * region.height))
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def _bubbles(self, start: int, end: int) -> list[Bubble]:
        return [self._bubble(index) for index in range(start, end)]

    def _bubble(self, index: int) -> Bubble:
        event, part = self.order.places[index]

        def draw(width: int) -> Sequence[Content]:
            after, here = self.order.after.get(index, ()), index >= self.order.turn
            return self.cards.draw(event, part, width, after, self.app.size, here=here)

        bubble = Bubble(draw)
        bubble.set_class(self.cards.speaks(event, part), "-line")
        return bubble


def _new_editor(session: Session) -> "Editor":
    """An editor of the draft; its file, and some of Textual's, are read when one is wanted."""
    from taiwa.tui.widgets.editor import Editor

    return Editor(session.draft)
