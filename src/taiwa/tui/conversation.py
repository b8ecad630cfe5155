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

from taiwa.course.model import Question
from taiwa.dialogue.commands import Command, yes_or_no
from taiwa.dialogue.events import Event, Move, Override, Proceed, Reveal, Skip, TakeHint, Undo
from taiwa.dialogue.state import Phase
from taiwa.errors import N_, Busy, TaiwaError
from taiwa.study.notices import NOT_CHOSEN, NOTHING_PENDING
from taiwa.study.response import Moved, Response
from taiwa.study.session import Session
from taiwa.text.typesetting import clean, typeset
from taiwa.tui.keybar import Keys
from taiwa.tui.page import Page, TooSmall
from taiwa.tui.widgets.bubble import Bubble
from taiwa.tui.widgets.line import Line
from taiwa.tui.widgets.options import Answering
from taiwa.tui.widgets.outline import Outline
from taiwa.tui.widgets.place import Place
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.parallel import Parallel

TURN_KEYS = frozenset(("enter", "f3", "f4", "f5", "f6", "f7"))
"""Keys that make a move, and so belong to the turn that was on screen when they were pressed."""

RETRY_SECONDS = 0.5
"""Seconds until what another program kept from being saved is tried again."""

WAITS = N_("Another program is using {path}. Your answer is kept; taiwa tries again by itself.")

_ACTION_MOVES: dict[str, type[Move]] = {
    "hint": TakeHint,
    "skip": Skip,
    "reveal": Reveal,
    "override": Override,
    "undo": Undo,
}


class Conversation(Page):
    """One session. What is typed answers, asks with `?` or commands with `/`; keys always act."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "hint", N_("Hint")),
        Binding("f4", "skip", N_("Skip")),
        Binding("f5", "reveal", N_("Reveal")),
        Binding("f6", "override", N_("I was right")),
        Binding("f7", "undo", N_("Take back"), show=False),
        Binding("escape", "home", N_("Sections")),
        Binding("pageup", "scroll(-1)", N_("Earlier"), show=False),
        Binding("pagedown", "scroll(1)", N_("Later"), show=False),
        Binding("tab", "turn", N_("Options or input"), show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._again: Timer | None = None  # runs while something waits to be saved
        self._aside: str | None = None  # what was typed last where no question waited
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
        yield Line(value=self.session.draft, id="say", compact=True, select_on_focus=False)
        yield Keys()

    def on_mount(self) -> None:
        self.query_one(Line).at_once = self._settles
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

    def speak(self) -> None:
        self.query_one(Transcript).reword()
        self.query_one("#say", Input).placeholder = self._placeholder()
        self.query_one(Place).tell_place()
        self.query_one(Outline).show()
        self.query_one(Transcript).actions.show()

    def _placeholder(self) -> str:
        _ = self.words._
        if self.session.state.doubt:
            return _("y: yes; n: no; ? to ask; / for commands")
        if self.session.question is not None:
            return _("Your answer; ? to ask; / for commands")
        if self.session.can(Proceed):
            return _("Enter: go on; ? to ask; / for commands")
        if self.session.state.phase is Phase.TALKING:
            return _("Your question; Esc: back to the sections")
        return _("? to ask; Esc: back to the sections")

    def await_answer(self) -> None:
        """Offer what the session waits for now: options, or the input line."""
        answering = self.query_one(Transcript).answering
        answering.ask(self.session.question, self.session.turn)
        self._frame, self._began, self._shown_at = self._frame + 1, events.Event().time, inf
        self.call_after_refresh(self._see, self._frame)
        if self.view.look(self.pending):
            self.query_one(Transcript).reword()
        line = self.query_one("#say", Input)
        (answering if answering.display else line).focus(False)
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

    def _settles(self, event: events.Key) -> bool:
        """True for a yes or no by one key, where one is asked for; one too early is dropped."""
        yes = yes_or_no(event.character or "") if self.session.state.doubt else None
        if yes is not None and event.time >= self._shown_at:
            self.act(partial(self.session.confirm, yes))
        return yes is not None

    def _place_cursor(self, line: Input) -> None:
        """Let an input method draw what is being typed in the line that will take it."""
        self.app.cursor_position = line.cursor_screen_offset

    def speak_state(self) -> None:
        self.query_one("#say", Input).placeholder = self._placeholder()
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
        told = text == self._aside  # that no question waits for it: now Enter goes on
        response = self.session.say("" if told else text)
        if response.opens:
            self.taiwa.converse(self.study.take_up(response.opens))
        self._aside = text if response.notice == NOTHING_PENDING else None
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
            self.notice(self.words._(response.notice, **response.values))
        if response.command:
            self.command(response.command)

    def command(self, command: Command) -> None:
        """A command that is no move."""
        app, rest = self.taiwa, command.rest
        deeds: dict[str, Callable[[], object]] = {
            "lang": lambda: app.action_switch_language(rest),
            "home": self.action_home,
            "scores": app.action_scores,
            "furigana": lambda: app.action_turn_furigana(rest),
            "parallel": lambda: app.action_turn_parallel(rest),
            "term": lambda: app.look_up(rest),
            "help": app.action_guide,
            "save": self._save,
            "quit": app.exit,
        }
        deeds[command.name]()

    def _save(self) -> None:
        """Write the conversation to a file."""
        from taiwa.export.markdown import SAVED, save_conversation

        try:
            path = save_conversation(self.session, self.words)
        except TaiwaError as error:
            self.notice(self.words._(error.message, **error.values))
        else:
            self.notice(self.words._(SAVED, path=path))

    @on(Input.Changed, "#say")
    def typed(self, event: Input.Changed) -> None:
        if event.value != self.session.draft:
            self.session.draft = event.value
            self._give_up()  # it is another answer now

    @on(Answering.Chosen)
    def chosen(self, event: Answering.Chosen) -> None:
        if self.is_active:
            self.act(lambda: self.session.give(event.given, event.turn))

    @on(Answering.NotChosen)
    def not_chosen(self) -> None:
        if self.is_active and self.session.question is not None:
            self.notice(self.words._(NOT_CHOSEN))

    @on(Answering.TypedOn)
    def typed_on(self, event: Answering.TypedOn) -> None:
        if self.is_active:
            line = self.query_one("#say", Input)
            line.focus()
            line.insert_text_at_cursor(event.character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        move = _ACTION_MOVES.get(action)
        return True if move is None else self.session.can(move)

    def action_hint(self) -> None:
        self.act(self.session.hint)

    def action_skip(self) -> None:
        self.act(self.session.skip)

    def action_reveal(self) -> None:
        self.act(self.session.reveal)

    def action_undo(self) -> None:
        self.act(self.session.undo)

    def action_override(self) -> None:
        self.act(self.session.override)

    def action_home(self) -> None:
        if self.is_active:
            self.app.pop_screen()

    def action_scroll(self, by: int) -> None:
        transcript = self.query_one(Transcript)
        transcript.scroll_relative(y=by * (transcript.size.height - 2), animate=False)

    def action_turn(self) -> None:
        """Go between the options and the input line."""
        answering, line = self.query_one(Transcript).answering, self.query_one("#say", Input)
        (line if answering.has_focus or not answering.display else answering).focus(False)
