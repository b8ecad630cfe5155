"""Deeds that are saved: another program may be saving just then, and what is typed is kept."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.timer import Timer
from textual.widgets import Static

from taiwa.dialogue.events import Event
from taiwa.dialogue.marking import Marks
from taiwa.errors import N_, Busy, TaiwaError
from taiwa.study.notices import ANSWERED_BELOW
from taiwa.study.response import Moved
from taiwa.study.session import Session
from taiwa.text.typesetting import clean, typeset
from taiwa.tui.page import Page, Told

KEEP_SECONDS = 0.5
"""Seconds after which what is typed or chosen is kept: our own choice, which spares the disk."""

RETRY_SECONDS = 0.5
"""Seconds until what another program kept from being saved is tried again."""

WAITS = N_("Another program is using {path}. Your answer is kept; taiwa tries again by itself.")


def _silence(say: Callable[..., str]) -> str:
    """No word."""
    return ""


class Saving(Page):
    """A page of one session, whose deeds count only once they are saved."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._again: Timer | None = None  # runs while something waits to be saved
        self._given: Marks = ()  # what was chosen then
        self._keeps: Timer | None = None  # runs while what is typed or chosen waits to be kept
        self._noticed: Told = _silence

    def notice(self, message: str = "", **values: object) -> None:
        """Say something that is no part of the conversation; without a message, nothing."""
        self.notice_told((lambda say: say(message, **values)) if message else _silence)

    def notice_told(self, told: Told) -> None:
        """The same of what tells itself, as an error does; it is told anew with the language."""
        self._noticed = told
        text, bar = told(self.words._), self.query_one("#notice", Static)
        lines = typeset(clean(text), self.size.width - 4)
        bar.update("\n".join(line.text for line in lines))
        bar.display = bool(text)
        self.set_class(bool(text), "-noticed")  # where rows are few it stands in the head's place

    def on_resize(self) -> None:
        self.once_drawn(lambda: self.notice_told(self._noticed))

    def tells(self, told: Told) -> bool:
        if self.stands:
            self.notice_told(told)
        return self.stands

    def hear(self, events: Sequence[Event], *, follow: bool = True) -> None:
        """Show what has been said; what is looked at stays unless that is to `follow`."""
        raise NotImplementedError

    def answer_put_off(self) -> None:
        """Answer what was asked while an exam was open, once it is over."""

        def deed() -> None:
            if events := self.session.answer_put_off():
                self.hear(events, follow=not self.session.finished)
                if self.session.finished:  # the result stays in view
                    self.notice(ANSWERED_BELOW)

        self.attempt(deed)

    @property
    def waits(self) -> bool:
        """True while a deed that could not be saved waits to be tried again."""
        return self._again is not None

    def attempt(self, deed: Callable[[], None]) -> None:
        """Do what is to be saved; where that fails, nothing changes and the learner is told.

        While another program is saving it is tried again, until the learner does something else.
        """
        self.give_up()
        if not self.stands:
            return
        try:
            deed()
        except Busy as error:
            self.notice(WAITS, **error.values)
            self._given = self.session.draft.marks
            self._again = self.set_timer(RETRY_SECONDS, partial(self.attempt, deed))
        except Moved as error:
            self.hear(error.events)
            self.notice(error.message)
        except TaiwaError as error:
            self.notice_told(error.told)

    def give_up(self) -> None:
        """Try no more what could not be saved."""
        if self._again is not None:
            self._again.stop()
            self._again = None

    def changed(self) -> None:
        """It is another answer now: keep it soon, so that a kill loses half a second at most."""
        self.give_up()
        self._keep_soon()

    def _keep_soon(self) -> None:
        if self._keeps is None:
            self._keeps = self.set_timer(KEEP_SECONDS, self._keep)

    def _keep(self) -> None:
        self._keeps = None
        try:
            self.study.keep_draft(self.session)
        except Busy:
            self._keep_soon()
        except TaiwaError as error:
            self.notice_told(error.told)

    def on_unmount(self) -> None:
        with self.taiwa.telling():
            self.study.keep_draft(self.session)
