"""The Textual app: a face of the session, without any lesson logic of its own."""

import gc
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter

from taiwa.course.model import Text
from taiwa.errors import N_
from taiwa.study.desk import Study
from taiwa.study.notices import CLOCK_BEHIND
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.tui.home import Home
from taiwa.tui.keys import half_width, twin_of
from taiwa.tui.marks import AIRY, BROAD, WIDE
from taiwa.tui.opening import Opening
from taiwa.tui.page import Bilingual, Page
from taiwa.tui.sixteen import sixteen
from taiwa.tui.textual_parts import is_telling
from taiwa.tui.themes import DARK, LIGHT, themes
from taiwa.tui.widgets.head import Head
from taiwa.words.catalogs import Words
from taiwa.words.labels import EDITION_NAMES, FURIGANA_NAMES, LANGUAGE, PARALLEL_NAMES

if TYPE_CHECKING:
    from taiwa.tui.face import Face

KEY_NAMES = {
    **{"enter": "Enter", "escape": "Esc", "space": "Space"},
    **{"tab": "Tab", "shift+tab": "Shift+Tab"},
}


class TaiwaApp(Opening):
    """Home, conversation, scores, glossary over one `Study`; returns a course to go on with."""

    CSS_PATH = "taiwa.tcss"
    TITLE = "taiwa"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (WIDE, "-wide"), (BROAD, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-low"), (16, "-tall"), (AIRY, "-airy")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "guide", N_("Help")),
        Binding("f2", "switch_language", LANGUAGE, priority=True),
        Binding("f12", "turn_edition('plain')", N_("Plain")),
        Binding("f12", "turn_edition('full')", N_("Full text")),
        Binding("f8", "turn_furigana", N_("Readings"), show=False),
        Binding("f9", "turn_parallel", N_("Both languages"), show=False),
        Binding("f10", "switch_theme", N_("Light or dark"), show=False),
        Binding("ctrl+p", "find", N_("Find"), show=False, priority=True),
        Binding("ctrl+l", "redraw", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(
        self,
        study: Study,
        words: Words,
        session: Session | None = None,
        courses: Callable[[], Mapping[str, Text]] = dict,
    ) -> None:
        """`courses` tells the titles of the other courses that are here, by id, when asked."""
        super().__init__()
        self.study, self.words, self.view = study, words, View(study)
        self._begin_with, self.courses = session, courses
        self.spoken = 0  # how often everything has been said anew
        self._pressed = False  # the button that goes up went down on what stands here
        self._held: list[events.Event] = []  # typed before the screen that takes it was there
        for theme in themes(self.console.color_system).values():
            self.register_theme(theme)
        last = study.store.setting("theme")
        self._begin_in(last if last in (DARK.name, LIGHT.name) else DARK.name)

    def _begin_in(self, theme: str) -> None:
        """Have a theme from the first frame on: a change of it would parse every style again."""
        self.set_reactive(App.theme, theme)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from taiwa.tui.driver import TerminalDriver

        return TerminalDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        if self.console.color_system == "standard":
            return [sixteen(self.current_theme.dark, not self.no_color)]
        return super().get_line_filters()

    def get_default_screen(self) -> Page:
        return Home()

    def on_mount(self) -> None:
        self.call_after_refresh(_look_for_garbage)
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
        if isinstance(event, events.Key) and not self._writing:
            event = half_width(event)
        await super().on_event(event)

    @property
    def _writing(self) -> bool:
        """True while what has the focus takes letters as text."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def action_switch_language(self, wish: str = "") -> None:
        """Turn everything on screen to another language; nothing typed or chosen is lost."""
        with self.telling():
            self.study.switch_language(wish)
        self.speak()

    def speak(self) -> None:
        """Say everything that can be seen anew; the pages below do so when they come up again."""
        self.spoken += 1
        for head in self.screen.query(Head):
            head.hush()
        if is_telling(self):
            self.clear_notifications()
            self.tell_told(self._told)
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action != "turn_edition":
            return True
        step = self.screen.step if isinstance(self.screen, Bilingual) else None
        other = "full" if self.view.plain else "plain"
        return step is not None and step.plain is not None and parameters == (other,)

    def action_turn_edition(self, wish: str = "") -> None:
        """Show lesson steps in their plain edition, or as they are."""
        with self.telling():
            self.view.turn_edition(wish)
        self._show_view(EDITION_NAMES[self.view.plain])

    def _show_view(self, message: str) -> None:
        self.view.look(self.pending)
        self.speak()
        self.note(message)

    def action_switch_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        with self.telling():
            self.study.store.set("theme", self.theme)

    def action_help_quit(self) -> None:
        self.tell(N_("Ctrl+Q leaves taiwa; your place is kept."))


def _look_for_garbage() -> None:
    """From the first frame on, and only in what is made from then on: what a start made stays
    anyway, and to go through it takes longer than to draw a screen."""
    if not gc.isenabled():  # see cli.main
        gc.freeze()
        gc.enable()


_AS_SEEN_BY_SCREENS: "type[Face]" = TaiwaApp  # which mypy proves
