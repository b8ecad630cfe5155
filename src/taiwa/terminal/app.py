"""The Textual app: a face of the session, without any lesson logic of its own."""

import gc
from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from taiwa.errors import N_
from taiwa.language.catalogs import Words
from taiwa.session import Session
from taiwa.study import Study
from taiwa.terminal.home import Home
from taiwa.terminal.page import Bilingual, TooSmall
from taiwa.terminal.themes import DARK, LIGHT

LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


class TaiwaApp(App[None]):
    """Home, conversation, scores and glossary over one `Study`."""

    CSS_PATH = "taiwa.tcss"
    TITLE = "taiwa"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (104, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-tall")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "guide", N_("Help")),
        Binding("f2", "switch_language", N_("Language"), priority=True),
        Binding("f9", "switch_theme", N_("Light or dark"), show=False),
    ]

    def __init__(self, study: Study, words: Words, session: Session | None = None) -> None:
        super().__init__()
        self.study, self.words = study, words
        self._begin_with = session
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        last = study.store.setting("theme")  # set before the first frame: a change costs a reparse
        self.theme = last if last in (DARK.name, LIGHT.name) else DARK.name

    def get_default_screen(self) -> Home:
        return Home()

    def on_mount(self) -> None:
        self.call_after_refresh(gc.enable)  # see cli.main
        if self._begin_with is not None:
            self.converse(self._begin_with)

    def converse(self, session: Session) -> None:
        from taiwa.terminal.conversation import Conversation

        self.push_screen(Conversation(session))

    def switch_language(self, wish: str = "") -> None:
        """Turn everything on screen to another language; nothing typed or chosen is lost."""
        known = wish if wish in self.study.course.languages else None
        self.words.language = self.study.switch_language(known)
        for screen in self.screen_stack:
            if isinstance(screen, Bilingual):
                screen.speak()
                screen.refresh_bindings()
                screen.query_one(TooSmall).speak()

    def action_switch_language(self) -> None:
        self.switch_language()

    def action_switch_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
        self.study.store.set("theme", self.theme)

    def action_guide(self) -> None:
        from taiwa.terminal.guide import Guide

        if not isinstance(self.screen, Guide):
            self.push_screen(Guide())

    def action_scores(self) -> None:
        from taiwa.terminal.scores import Scores

        if not isinstance(self.screen, Scores):
            self.push_screen(Scores())

    def action_glossary(self, term: str = "") -> None:
        """Open the glossary, at a term if one is named."""
        from taiwa.terminal.glossary import Glossary

        if not isinstance(self.screen, Glossary):
            self.push_screen(Glossary(term))

    def action_command_palette(self) -> None:
        from taiwa.terminal.palette import Palette

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette(self.words._("Search for a command or a term")))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers, in the current language."""
        _ = self.words._
        yield SystemCommand(
            _("Switch language"), _("Japanese or English"), self.action_switch_language
        )
        yield SystemCommand(_("Scores"), _("Past sessions and mastery"), self.action_scores)
        yield SystemCommand(_("Glossary"), _("Look a term up"), self.action_glossary)
        yield SystemCommand(_("Light or dark"), _("Switch the theme"), self.action_switch_theme)
        yield SystemCommand(_("Help"), _("Keys and commands"), self.action_guide)
        for section in self.study.course.sections:
            title = section.title[self.words.language]
            yield SystemCommand(
                _("Lesson: {title}", title=title),
                section.why[self.words.language],
                lambda section=section: self.converse(self.study.lesson(section)),
            )
        yield SystemCommand(_("Quit"), _("Your place is kept"), self.exit)
