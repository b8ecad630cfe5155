"""The conversation: what was said above, the waiting question's options, the input line below."""

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.commands import yes_or_no
from taiwa.dialogue.events import Event, Move, Override, Proceed, Reveal, Skip, TakeHint, Undo
from taiwa.dialogue.marking import Marks
from taiwa.errors import N_, Busy, TaiwaError
from taiwa.study.notices import GO_ON, NO_OPTION, NOT_CHOSEN
from taiwa.study.response import Moved, Response
from taiwa.study.session import Session
from taiwa.text.typesetting import clean, typeset
from taiwa.tui.commands import run_command
from taiwa.tui.keybar import Keys
from taiwa.tui.keys import half_width
from taiwa.tui.page import Page, TooSmall
from taiwa.tui.widgets.bubble import Bubble
from taiwa.tui.widgets.line import Line
from taiwa.tui.widgets.options import Answering
from taiwa.tui.widgets.outline import Outline
from taiwa.tui.widgets.place import Place
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.help import CHOOSING, placeholder
from taiwa.words.parallel import Parallel

TURN_KEYS = frozenset(("enter", "f3", "f4", "f5", "f6", "f7"))
"""Keys that make a move, and so belong to the turn that was on screen when they were pressed."""

KEEP_SECONDS = 0.5
"""Seconds after which what is typed or chosen is kept: our own choice, which spares the disk."""

RETRY_SECONDS = 0.5
"""Seconds until what another program kept from being saved is tried again."""

WAITS = N_("Another program is using {path}. Your answer is kept; taiwa tries again by itself.")

_MOVES: dict[str, type[Move]] = {
    "hint": TakeHint,
    "skip": Skip,
    "reveal": Reveal,
    "override": Override,
    "undo": Undo,
}


class Conversation(Page):
    """One session. What is typed answers, asks with `?` or commands with `/`; keys always act."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "make('hint')", N_("Hint")),
        Binding("f4", "make('skip')", N_("Skip")),
        Binding("f5", "make('reveal')", N_("Reveal")),
        Binding("f6", "make('override')", N_("I was right")),
        Binding("f7", "make('undo')", N_("Take back"), show=False),
        Binding("escape", "home", N_("Sections")),
        Binding("pageup", "scroll(-1)", N_("Earlier"), show=False),
        Binding("pagedown", "scroll(1)", N_("Later"), show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._again: Timer | None = None  # runs while something waits to be saved
        self._given: Marks = ()  # what was chosen then
        self._keeps: Timer | None = None  # runs while what is typed or chosen waits to be kept
        self._frame = 0  # of the turn at hand
        self._began = 0.0  # when it came, on the clock of events
        self._shown_at = inf  # when its frame was written

    @property
    def pending(self) -> Question | None:
        return self.session.question

    def compose(self) -> ComposeResult:
        study = self.study
        parallel = Parallel(study.course, self.words, self.session.arrangement)
        self.view.look(self.pending)
        yield Place(study, self.session, self.words)
        with Horizontal():
            with Vertical(id="talk"):
                yield Transcript(study.course, parallel, self.view, self.session)
                yield Static(id="notice", markup=False)
            yield Outline(study.course, self.session, self.words, self.view)
        yield Static(">", id="prompt", markup=False)
        yield Line(value=self.session.draft.text, id="say", compact=True, select_on_focus=False)
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Line).at_once = self._acts
        self.await_answer()
        if self.session.deadline is not None:
            self.set_interval(1, self._tick)

    def _tick(self) -> None:
        """An exam's clock: end it when its time is over."""
        if self.session.finished or not self.stands:
            return
        self.query_one(Place).tell_place()
        if self._again is None:
            self.act(self.session.check_time)

    def on_unmount(self) -> None:
        with self.taiwa.telling():
            self.study.keep_draft(self.session)

    def _changed(self) -> None:
        """It is another answer now: keep it soon, so that a kill loses half a second at most."""
        self._give_up()
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
            self.notice(self.words._(error.message, **error.values))

    def speak(self) -> None:
        self.query_one(Transcript).reword()
        self.query_one("#say", Input).placeholder = placeholder(self.session, self.words)
        self.query_one(Place).tell_place()
        self.query_one(Outline).show()
        self.query_one(Transcript).actions.show()

    def await_answer(self) -> None:
        """Offer what the session waits for now: options, or the input line."""
        answering = self.query_one(Transcript).answering
        answering.ask(self.session.question, self.session.turn)
        self._frame, self._began, self._shown_at = self._frame + 1, events.Event().time, inf
        self.call_after_refresh(self._see, self._frame)
        if self.view.look(self.pending):
            self.query_one(Transcript).reword()
        line = self.query_one("#say", Input)
        line.focus(False)
        self.once_drawn(partial(self._place_cursor, line))
        self.speak_state()

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

    def _acts(self, key: events.Key) -> bool:
        """True for a key that acts, as the line is empty; one that came too early is dropped."""
        key, answering = half_width(key), self.query_one(Transcript).answering
        early = key.time < self._shown_at
        yes = yes_or_no(key.character or "") if self.session.state.doubt else None
        if yes is not None and not early:
            self.act(partial(self.session.confirm, yes))
        if yes is not None or (
            early and answering.display and (key.is_printable or key.key == "enter")
        ):
            return True
        if answering.display and key.key == "enter":
            self.answer(answering)
            return True
        if answering.display:
            begun = answering.take(key)
            self.query_one(Line).insert_text_at_cursor(begun or "")
            return begun is None
        if not self.session.can(Proceed) or key.key not in ("space", "enter"):
            return False
        if not early:
            self.go_on() if key.key == "space" else self.notice(self.words._(GO_ON))
        return True

    def answer(self, answering: Answering) -> None:
        """Give what is chosen, if it is an answer."""
        if (given := answering.given()) is None:
            self.not_chosen()
        else:
            self.act(partial(self.session.give, given, answering.turn))

    def go_on(self) -> None:
        """Read on below, or else go on to what comes next."""
        if self.query_one(Transcript).is_vertical_scroll_end:
            self.act(self.session.proceed)
        else:
            self.action_scroll(1)

    def _place_cursor(self, line: Input) -> None:
        """Let an input method draw what is being typed in the line that will take it."""
        self.app.cursor_position = line.cursor_screen_offset

    def speak_state(self) -> None:
        self.query_one("#say", Input).placeholder = placeholder(self.session, self.words)
        self.query_one(Place).tell_place()
        self.query_one(Outline).show()
        self.query_one(Transcript).actions.show()
        self.refresh_bindings()

    def notice(self, text: str) -> None:
        """Say something that is no part of the conversation; empty to say nothing."""
        bar = self.query_one("#notice", Static)
        lines = typeset(clean(text), self.query_one(Place).size.width - 4)
        bar.update("\n".join(line.text for line in lines))
        bar.display = bool(text)

    def attempt(self, deed: Callable[[], None]) -> None:
        """Do what is to be saved; where that fails, nothing changes and the learner is told.

        While another program is saving it is tried again, until the learner does something else.
        """
        self._give_up()
        if not self.stands:
            return
        try:
            deed()
        except Busy as error:
            self.notice(self.words._(WAITS, **error.values))
            self._given = self.session.draft.marks
            self._again = self.set_timer(RETRY_SECONDS, partial(self.attempt, deed))
        except Moved as error:
            self.hear(error.events)
            self.notice(self.words._(error.message))
        except TaiwaError as error:
            self.notice(self.words._(error.message, **error.values))

    def _give_up(self) -> None:
        if self._again is not None:
            self._again.stop()
            self._again = None

    def act(self, move: Callable[[], Sequence[Event]]) -> None:
        """Make a move."""

        def deed() -> None:
            if events := move():
                self.hear(events)

        self.attempt(deed)

    def hear(self, events: Sequence[Event]) -> None:
        """Show what has been said."""
        self.notice("")
        self.query_one(Transcript).add(events)
        self.await_answer()

    @on(Input.Submitted, "#say")
    def said(self, event: Input.Submitted) -> None:
        again = event.time < self._began  # the same line, entered twice at once
        if self.is_active and not again:
            self.say(event.value)

    @on(Bubble.Offered)
    def offered(self, event: Bubble.Offered) -> None:
        if self.is_active:  # a double click takes it up once
            self.say(f"/{event.number}")

    def say(self, text: str) -> None:
        """Take a line that was typed, or an offer that was clicked."""
        self.attempt(partial(self._say, text))

    def _say(self, text: str) -> None:
        before, line = self.session.state, self.query_one("#say", Input)
        if self.session.can(Proceed) and not text.strip():
            self.notice(self.words._(GO_ON))
            return
        response = self.session.say(text)
        if response.opens:
            self.taiwa.converse(self.study.take_up(response.opens))
        if response.events or response.command or response.opens:
            line.value = ""
        if response.events and self.session.state is not before:
            self.hear(response.events)
        else:
            self.answered_aside(response)

    def answered_aside(self, response: Response) -> None:
        """Show what does not change the state: a hint's end, a reply, a notice, a command."""
        if response.events:
            self.notice("")
            self.query_one(Transcript).add(response.events)
        if response.notice:
            self.notice(self.words._(response.notice, go_on="Space", **response.values))
        if response.command:
            run_command(self.taiwa, response.command, self.session, self.action_home, self.notice)

    @on(Input.Changed, "#say")
    def typed(self, event: Input.Changed) -> None:
        if event.value != self.session.draft.text:
            self.session.draft.text = event.value
            self._changed()

    @on(Answering.Marked)
    def marked(self) -> None:
        if self._again is None or self.session.draft.marks != self._given:  # else told of late
            self.notice("")
            self._changed()

    @on(Answering.NotChosen)
    def not_chosen(self) -> None:
        if self.session.question is not None:
            keys = CHOOSING[form_of(self.session.question).manner]
            self.notice(self.words._(NOT_CHOSEN, keys=self.words._(keys)))

    @on(Answering.NoOption)
    def no_option(self, event: Answering.NoOption) -> None:
        if question := self.session.question:
            last = form_of(question).count
            self.notice(self.words._(NO_OPTION, number=event.number, last=last))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "make" or self.session.can(_MOVES[str(parameters[0])])

    def action_make(self, name: str) -> None:
        """Make the move of this name."""
        moves = {"hint": self.session.hint, "skip": self.session.skip, "undo": self.session.undo}
        moves |= {"reveal": self.session.reveal, "override": self.session.override}
        self.act(moves[name])

    def action_home(self) -> None:
        if self.is_active:
            self.app.pop_screen()

    def action_scroll(self, by: int) -> None:
        transcript = self.query_one(Transcript)
        transcript.scroll_relative(y=by * (transcript.size.height - 2), animate=False)
