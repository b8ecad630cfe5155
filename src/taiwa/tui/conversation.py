"""The conversation: what was said above, the waiting question's options, the input line below."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from taiwa.course.forms import form_of
from taiwa.dialogue.commands import hands_in, yes_or_no
from taiwa.dialogue.events import Event, Finished, Proceed
from taiwa.dialogue.marking import EMPTY
from taiwa.errors import N_, Entry
from taiwa.study.notices import GO_ON, NO_OPTION, NOT_CHOSEN, NOTHING_CHOSEN, TO_ANSWER, UNHEARD
from taiwa.study.response import Response
from taiwa.tui.commands import run_command
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.keys import half_width
from taiwa.tui.turns import Turns
from taiwa.tui.widgets.actions import DIGITS, keys_now, offered_by_key, reading_on
from taiwa.tui.widgets.bubble import Bubble
from taiwa.tui.widgets.line import Edited, Line, Written
from taiwa.tui.widgets.options import Answering
from taiwa.tui.widgets.outline import Outline
from taiwa.tui.widgets.place import Place
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.help import CHOOSING, placeholder
from taiwa.words.parallel import Parallel

if TYPE_CHECKING:
    from taiwa.tui.widgets.editor import Editor


class Conversation(Turns):
    """One session. What is typed answers, asks with `?` or commands with `/`; keys always act."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "source", show=False),
        Binding("escape", "home", N_("Sections")),
        Binding("pageup", "scroll(-1)", N_("Earlier"), show=False),
        Binding("pagedown", "scroll(1)", N_("Later"), show=False),
    ]

    def compose(self) -> ComposeResult:
        study = self.study
        parallel = Parallel(self.session, self.words, self.view)
        self.view.look(self.pending)
        yield Place(study, self.session, self.words)
        said = Transcript(parallel, self.view, self.session)
        outline = partial(Outline, study.course, self.session, self.words, self.view, said.ending)
        with Horizontal():
            yield outline(before=True)
            with Vertical(id="talk"):
                yield Static(id="label", markup=False)
                yield said
                yield Static(id="notice", markup=False)
            yield outline()
        yield Static(">", id="prompt", markup=False)
        yield Line(value=self.session.draft.text, id="say", compact=True, select_on_focus=False)
        yield Keys()

    def on_mount(self) -> None:
        line = self.query_one(Line)
        line.at_once, line.recalls = self._acts, True
        self.await_answer()
        self.once_drawn(self.answer_put_off)
        if self.session.deadline is not None:
            self.set_interval(1, self._tick)

    def _tick(self) -> None:
        """An exam's clock: end it when its time is over."""
        if self.session.finished or not self.stands:
            return
        self.query_one(Place).tell_place()
        if not self.waits:
            self.act(self.session.check_time)

    @property
    def writing(self) -> "Line | Editor":
        """The part that has the keyboard: the line, or the editor where more is to be said."""
        return self.query_one(Transcript).editing or self.query_one(Line)

    def speak(self) -> None:
        self.set_class(self.view.parallel, "-both")
        self.set_class(self.session.state.plan.mode == "dialogue", "-talks")
        self.query_one(Transcript).reword()
        self.notice_told(self._noticed)
        self.tell_state()

    def await_answer(self) -> None:
        """Offer what the session waits for now: options, or the input line."""
        answering = self.query_one(Transcript).answering
        answering.ask(self.session.question, self.session.turn, self.session.state)
        self.begin_turn()
        if self.view.look(self.pending):
            self.query_one(Transcript).reword()
        self._open()
        self.writing.focus(False)
        self.once_drawn(self._place_cursor)
        self.tell_state()
        self.refresh_bindings()

    def _open(self) -> None:
        """Let the editor stand in the line's place, or the line again in the editor's."""
        told = self.query_one(Transcript)
        if (told.editing is not None) != self.session.writes:
            told.show_editor(self.session.writes, self._acts)
            for part in self.query("#say, #prompt"):
                part.display = told.editing is None
            self.writing.put(self.session.draft.text)

    def _acts(self, key: events.Key) -> bool:
        """True for a key that acts, as the line is empty; one that came too early is dropped."""
        key, answering = half_width(key), self.query_one(Transcript).answering
        early = self.is_early(key)
        yes = yes_or_no(key.character or "") if self.session.state.doubt else None
        if yes is not None and not early:
            self.act(partial(self.session.confirm, yes))
        if yes is not None or (
            early and answering.display and (key.is_printable or key.key == "enter")
        ):
            return True
        if self.session.handing_in and hands_in(letter := key.character or "") is not None:
            self.notice()
            self.say(letter)
            return True
        if answering.display and key.key == "enter":
            self.answer(answering)
            return True
        if answering.display and not (key.key == "space" and self.session.can(Proceed)):
            begun = answering.take(key)
            self.query_one(Line).insert_text_at_cursor(begun or "")
            return begun is None
        if self.query_one(Transcript).ending.take(key.key, self.taiwa):
            return True
        if key.key == "space" and self.session.finished and not self.session.can(Proceed):
            self.action_scroll(1)
            return True
        if (key.character or " ") in DIGITS[: len(offered_by_key(self.session))]:
            self.say(f"/{key.character}")
            return True
        goes_on = key.key in ("space", "enter") and self.session.can(Proceed)
        if self.session.writes or not goes_on:
            return False
        if not early:
            self.go_on() if key.key == "space" else self.notice(GO_ON)
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

    def _place_cursor(self) -> None:
        """Let an input method draw what is being typed in the part that will take it."""
        self.app.cursor_position = self.writing.cursor_screen_offset

    def tell_state(self) -> None:
        """Say anew all that tells what is to be done now."""
        self.scrolled()
        ended = self.query_one(Transcript).ending.ended
        told = "" if ended else placeholder(self.session, self.words)
        self.writing.invite(told)
        self._quiet()
        self.query_one(Place).tell_place()
        self.show_margins()
        self.query_one(Transcript).actions.show()

    def show_margins(self) -> None:
        for outline in self.query(Outline):
            outline.show()

    def _quiet(self) -> None:
        """Show no line to type in at a result, until something is typed, and what answers now."""
        ended = self.query_one(Transcript).ending.ended
        self.set_class(ended and not self.session.draft.text, "-ended")
        self.query_one(Keys).speak()

    def act(self, move: Callable[[], Sequence[Event]]) -> None:
        """Make a move."""

        def deed() -> None:
            turn, answering = self.session.turn, self.session.awaited
            events = move()
            self._leave(turn, events, answering=answering)
            self.hear(events) if events else self.await_answer()

        self.attempt(deed)

    def _leave(self, turn: int, events: Sequence[Event], *, answering: bool) -> None:
        """Leave an answer with its turn, if that is over, or take it up again with that."""
        if self.session.turn != turn and self.session.draft.end_turn(events, answering=answering):
            self.writing.put_aside()
        if self.writing.value != self.session.draft.text:
            self.writing.put(self.session.draft.text)
        self.changed()

    def hear(self, events: Sequence[Event], *, follow: bool = True) -> None:
        """Show what has been said."""
        self.notice(self.acknowledged(events))
        self.query_one(Transcript).add(events, follow=follow)
        self.await_answer()
        if self.session.finished and any(isinstance(event, Finished) for event in events):
            self.answer_put_off()

    @on(Input.Submitted, "#say")
    @on(Written)
    def said(self, event: Input.Submitted | Written) -> None:
        if self.is_active and not self.is_of_before(event):  # the same line, entered twice at once
            self.say(event.value)

    @on(Bubble.Offered)
    def offered(self, event: Bubble.Offered) -> None:
        if self.is_active:  # a double click takes it up once
            self.say(f"/{event.number}")

    def say(self, text: str) -> None:
        """Take a line that was typed, or an offer that was clicked."""
        self.attempt(partial(self._say, text))

    def _say(self, text: str) -> None:
        before, turn, writing = self.session.state, self.session.turn, self.writing
        answering = self.session.awaited
        if self.session.writes and not text.strip():
            if self.session.draft.on:
                self.session.say("")
                self.await_answer()
            elif self.session.can(Proceed):
                self.hear(self.session.proceed())
            return
        if self.session.can(Proceed) and not text.strip():
            self.notice(GO_ON)
            return
        response = self.session.say(text)
        if response.opens:
            self.taiwa.converse(self.study.take_up(response.opens))
        done = response.events or response.command or response.opens
        if response.notice in UNHEARD and isinstance(writing, Line):
            writing.put_aside()  # else each key would be text
        elif done or text.lstrip().startswith(("/", "／")):  # a refused one would be in the way
            if self.session.draft.text == text:  # else the answer was taken back into it
                self.session.draft.text = ""
            self._leave(turn, response.events, answering=answering)
            if self.session.draft.aside and (editor := self.query_one(Transcript).editor):
                editor.bring_back()  # it was put aside to ask this
        if response.events and self.session.state is not before:
            self.hear(response.events)
        else:
            self.answered_aside(response)

    def answered_aside(self, response: Response) -> None:
        """Show what does not change the state: a hint's end, a reply, a notice, a command."""
        if response.events:
            self.notice()
            self.query_one(Transcript).add(response.events)
            self.show_margins()
            self.refresh_bindings()
        if response.notice:
            self.notice(response.notice, go_on="Space", **response.values)
        if self.session.writes != bool(self.query_one(Transcript).editing):
            self.await_answer()
        if response.command:
            run_command(self.taiwa, response.command, self.session, self.action_home, self.notice)

    @on(Input.Changed, "#say")
    @on(Edited)
    def typed(self) -> None:
        text = self.writing.value if self.writing.value.strip() else ""
        if text != self.session.draft.text:
            self.session.draft.text = text
            self.changed()
            self.query_one(Transcript).show_typed()
            self._quiet()

    @on(Transcript.Scrolled)
    def scrolled(self) -> None:
        above, told = self.query_one("#label", Static), self.query_one(Transcript).above()
        if above.content != told:
            above.update(told, layout=False)
        self.query_one(Keys).speak()

    @on(Answering.Marked)
    def marked(self) -> None:
        if not self.waits or self.session.draft.marks != self._given:  # else told of late
            self.notice()
            self.changed()
            self.query_one(Transcript).show_chosen()
            self.query_one(Keys).speak()
        if self.session.can(Proceed):  # the lines of a dialogue have come below the reply
            self.query_one(Transcript).show_end()

    @on(Answering.NotChosen)
    def not_chosen(self, space: Answering.NotChosen | None = None) -> None:
        asked = self.session.question
        if space and not self.query_one(Transcript).is_vertical_scroll_end:
            self.action_scroll(1)
        elif asked and (keys := CHOOSING.get(form_of(asked).manner)):  # else told of late
            if self.query_one(Transcript).answering.given():
                self.notice(TO_ANSWER)
            else:
                chosen = any(mark != EMPTY for mark in self.session.draft.marks)
                self.notice(NOT_CHOSEN if chosen else NOTHING_CHOSEN, keys=Entry(keys))

    @on(Answering.NoOption)
    def no_option(self, event: Answering.NoOption) -> None:
        if question := self.session.question:
            last = form_of(question).count
            self.notice(NO_OPTION, number=event.number, last=last)

    def key_words(self) -> list[KeyWord]:
        """At the end of a session what its card offers, first."""
        bound = keys_now(self.session, self.words, super().key_words())
        told = self.query_one(Transcript)
        if not told.is_vertical_scroll_end:
            bound = reading_on(bound, self.pending, self.words)
        ending = [] if self.session.draft.text else told.ending.key_words()
        return [*ending, *bound] if told.ending.ended else [*bound[:-1], *ending, *bound[-1:]]
