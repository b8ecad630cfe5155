"""The command palette in the current language: commands, lessons and glossary terms by name."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from taiwa.course.searching import fold

if TYPE_CHECKING:
    from taiwa.terminal.app import TaiwaApp

Entry = tuple[str, str, IgnoreReturnCallbackType]


class Commands(Provider):
    """Offers what the app can do; matches by letters in either width and kana script."""

    @property
    def taiwa(self) -> "TaiwaApp":
        return cast("TaiwaApp", self.app)

    async def discover(self) -> Hits:
        for title, help_text, run in self._commands():
            yield DiscoveryHit(title, run, help=help_text)

    async def search(self, query: str) -> Hits:
        key, found = fold(query).strip(), False
        for title, help_text, run in (*self._commands(), *self._terms()):
            place = fold(f"{title} {help_text}").find(key)
            if place >= 0:
                found = True
                yield Hit(1 / (1 + place), title, run, help=help_text)
        if not found:
            yield Hit(0, self.taiwa.words._("Nothing like that."), lambda: None)

    def _commands(self) -> Iterator[Entry]:
        for title, help_text, run, *_ in self.taiwa.get_system_commands(self.screen):
            yield title, help_text, run

    def _terms(self) -> Iterator[Entry]:
        for term in self.taiwa.study.course.glossary:
            title = " / ".join(term.term.values())
            look_up = partial(self.taiwa.action_glossary, term.id)
            yield title, term.reading, look_up


class Palette(CommandPalette):
    """Textual's palette, with its own words in the current language."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(providers=[Commands], placeholder=placeholder)
