"""The Textual app: a face of the session, without any lesson logic of its own."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen
from textual.widgets import Input

from taiwa.course.model import Question, Section
from taiwa.errors import N_, TaiwaError
from taiwa.study.desk import Study
from taiwa.study.notices import CLOCK_BEHIND, TERM_ASKED
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.tui.home import Home
from taiwa.tui.keys import half_width, twin_of
from taiwa.tui.page import Bilingual
from taiwa.tui.themes import DARK, LIGHT, themes
from taiwa.words.catalogs import Words
from taiwa.words.labels import FURIGANA_NAMES, LANGUAGE, PARALLEL_NAMES

if TYPE_CHECKING:
    from taiwa.tui.face import Face

KEY_NAMES = {"enter": "Enter", "escape": "Esc", "space": "Space"}
TOAST = 52
"""Cells of a line of what is told in a corner."""

READ_PER_SECOND = 12
"""Characters that are read in a second, slowly."""


class TaiwaApp(App[None]):
    """Home, conversation, scores and glossary over one `Study`."""

    CSS_PATH = "taiwa.tcss"
    TITLE = "taiwa"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (100, "-wide"), (188, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-tall")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "guide", N_("Help")),
        Binding("f2", "switch_language", LANGUAGE, priority=True),
        Binding("f8", "turn_furigana", N_("Readings"), show=False),
        Binding("f9", "turn_parallel", N_("Both languages"), show=False),
        Binding("f10", "switch_theme", N_("Light or dark"), show=False),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(self, study: Study, words: Words, session: Session | None = None) -> None:
        super().__init__()
        self.study, self.words, self.view = study, words, View(study)
        self._begin_with = session
        self.spoken = 0  # how often everything has been said anew
        self._pressed = False  # the button that goes up went down on what stands here
        self._held: list[events.Event] = []  # typed before the screen that takes it was there
        for theme in themes(self.console.color_system).values():
            self.register_theme(theme)
        last = study.store.setting("theme")  # set before the first frame: a change costs a reparse
        self.theme = last if last in (DARK.name, LIGHT.name) else DARK.name

    def get_driver_class(self) -> type[Driver]:
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from taiwa.tui.driver import TerminalDriver

        return TerminalDriver

    def get_default_screen(self) -> Home:
        return Home()

    def on_mount(self) -> None:
        self.call_after_refresh(gc.enable)  # see cli.main
        self.call_after_refresh(self._warn)
        if self._begin_with is not None:
            self.converse(self._begin_with)
        elif self.study.is_new:
            from taiwa.tui.welcome import Welcome

            self.push_screen(Welcome())

    def _warn(self) -> None:
        """Tell what is wrong with the record or the clock."""
        for warning in self.study.warnings:
            self.tell(warning.message, **warning.values)
        with self.telling():
            if ahead := self.study.ahead():
                end, today = map(self.words.day, ahead)
                self.tell(CLOCK_BEHIND, end=end, today=today)

    def watch_app_focus(self, has_focus: bool) -> None:
        """In a browser the first screen is there before the page has any focus to give."""
        if has_focus and self.screen_stack and self.focused is None:
            self.screen.focus_next()

    def get_key_display(self, binding: Binding) -> str:
        """Keys by the names that the help and the README give them."""
        shown = super().get_key_display(binding)
        return KEY_NAMES.get(binding.key, shown.upper() if shown[1:].isdecimal() else shown)

    async def on_event(self, event: events.Event) -> None:
        """Let a screen have keys once it was seen: what is typed before waits, a click is dropped.

        The left button alone does anything, as a terminal pastes with the middle one.
        """
        pressed = isinstance(event, events.InputEvent | events.Paste)
        if pressed and self.return_code is not None:
            return  # the app is closing: no screen opens any more
        if not pressed or event.is_forwarded:
            if not (isinstance(event, events.Key) and self._late(event)):
                await super().on_event(event)
        elif isinstance(event, events.MouseDown | events.MouseUp):
            if isinstance(event, events.MouseDown):
                self._pressed = event.button == 1 and self._seen
            if self._pressed:
                await super().on_event(event)
        elif isinstance(event, events.MouseEvent):
            if self._seen:
                await super().on_event(event)
        elif self._held or not self._seen:
            self._held.append(event)
        else:
            await self._take(event)

    @property
    def _seen(self) -> bool:
        return not isinstance(self.screen, Bilingual) or self.screen.ready

    @property
    def settled(self) -> bool:
        """True once what stands here has been drawn, and nothing that was typed waits for it."""
        return self._seen and not self._held and getattr(self.screen, "seen", True)

    def _late(self, event: events.Event) -> bool:
        return isinstance(self.screen, Bilingual) and self.screen.late(event)

    async def release(self) -> None:
        """Do what was typed before a screen was there; Enter then came as a line feed."""
        while self._held and self.return_code is None and self._seen:
            event = self._held.pop(0)
            if isinstance(event, events.Key) and event.key == "ctrl+j":
                event = twin_of(event, "enter", "\r")
            await self._take(event)

    async def _take(self, event: events.Event) -> None:
        """With the IME on, a key acts as its half-width twin wherever keys are commands."""
        if isinstance(event, events.Key) and not isinstance(self.focused, Input):
            event = half_width(event)
        await super().on_event(event)

    def begin(self, make: Callable[[], Session]) -> None:
        """Begin a session or go on with one."""
        with self.telling():
            self.converse(make())

    def converse(self, session: Session) -> None:
        from taiwa.tui.conversation import Conversation

        self.push_screen(Conversation(session))

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say so and go on if something can't be done, read or saved."""
        try:
            yield
        except TaiwaError as error:
            self.tell(error.message, **error.values)

    def action_switch_language(self, wish: str = "") -> None:
        """Turn everything on screen to another language; nothing typed or chosen is lost."""
        known = wish if wish in self.study.course.languages else None
        with self.telling():
            self.study.switch_language(known)
        self.speak()

    def speak(self) -> None:
        """Say everything that can be seen anew; the pages below do so when they come up again."""
        self.spoken += 1
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Bilingual):
                screen.speak_anew()
            if not screen.is_modal:
                break

    def action_turn_furigana(self, wish: str = "") -> None:
        """Show readings above all words, above those not known yet, or above none."""
        with self.telling():
            self.view.turn_furigana(wish)
        self._show_view(FURIGANA_NAMES[self.view.furigana])

    def action_turn_parallel(self, wish: str = "") -> None:
        """Show texts in both languages, or in one."""
        with self.telling():
            self.view.turn_parallel(wish)
        self._show_view(PARALLEL_NAMES[self.view.parallel])

    def _show_view(self, message: str) -> None:
        self.view.look(self.pending)
        self.speak()
        self.tell(message)

    def action_switch_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        with self.telling():
            self.study.store.set("theme", self.theme)

    def action_help_quit(self) -> None:
        self.tell(N_("Ctrl+Q leaves taiwa; your place is kept."))

    def action_guide(self) -> None:
        from taiwa.tui.windows import Guide

        if not isinstance(self.screen, Guide):
            self.push_screen(Guide())

    def action_scores(self) -> None:
        from taiwa.tui.scores import Scores

        if not isinstance(self.screen, Scores):
            self.push_screen(Scores())

    def action_glossary(self, term: str = "") -> None:
        """Open the glossary, at a term if one is named."""
        from taiwa.tui.glossary import Glossary

        if not isinstance(self.screen, Glossary):
            self.push_screen(Glossary(term))

    def look_up(self, name: str) -> None:
        """Open the entry of the first term found under a name, or the glossary."""
        found = self.study.terms(name) if name else []
        if found:
            self.open_term(found[0].id)
        else:
            self.action_glossary()

    def open_term(self, term: str) -> None:
        """A term's entry in a window, unless the question at hand is about it."""
        from taiwa.tui.windows import EntryWindow
        from taiwa.words.entries import term_entry

        self.view.look(self.pending)
        if not self.view.tells(term):
            self.tell(TERM_ASKED)
        else:
            entry = partial(term_entry, term=self.study.course.terms[term])
            self.push_screen(EntryWindow(entry))

    def open_step(self, step: str) -> None:
        """A lesson step in a window, in both languages."""
        from taiwa.tui.windows import EntryWindow
        from taiwa.words.entries import step_entry

        self.push_screen(EntryWindow(partial(step_entry, step=self.study.course.steps[step])))

    def learn(self, section: Section) -> None:
        self.begin(lambda: self.study.lesson(section))

    def practise(self, question: str) -> None:
        self.begin(lambda: self.study.practice([question]))

    @property
    def pending(self) -> Question | None:
        """The question that waits for an answer, under whatever window."""
        pages = (screen for screen in reversed(self.screen_stack) if isinstance(screen, Bilingual))
        return next((page.pending for page in pages if page.pending), None)

    def tell(self, message: str, **values: object) -> None:
        """Say something for as long as it takes to read, in a corner."""
        from taiwa.text.typesetting import clean, typeset

        text = self.words._(message, **values)
        lines = typeset(clean(text), max(1, min(TOAST, self.size.width - 8)))
        shown = "\n".join(line.text for line in lines)
        self.notify(shown, markup=False, timeout=max(4, len(text) / READ_PER_SECOND))

    def action_command_palette(self) -> None:
        from taiwa.tui.palette import Palette

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(
                Palette(self.words._("Search: commands, sections, terms, questions, lessons"))
            )

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's commands, in the current language."""
        _ = self.words._
        yield SystemCommand(
            _("Switch language"), _("Japanese or English"), self.action_switch_language
        )
        yield SystemCommand(_("Scores"), _("Past sessions and mastery"), self.action_scores)
        yield SystemCommand(_("Glossary"), _("Look a term up"), self.action_glossary)
        yield SystemCommand(
            _("Readings"), _("For all words, for new words, or for none"), self.action_turn_furigana
        )
        yield SystemCommand(
            _("Both languages"), _("Side by side, or one at a time"), self.action_turn_parallel
        )
        yield SystemCommand(_("Light or dark"), _("Switch the theme"), self.action_switch_theme)
        yield SystemCommand(_("Help"), _("Keys and commands"), self.action_guide)
        yield SystemCommand(_("Quit"), _("Your place is saved"), self.exit)


_AS_SEEN_BY_SCREENS: "type[Face]" = TaiwaApp  # which mypy proves
