"""The command palette in the current language: commands, sections, terms, questions, lesson steps.

Everything is found by its words in any language, in either width, by kanji or kana.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import (
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.markup import escape
from textual.widgets import Input, OptionList

from taiwa.course.course import Course
from taiwa.course.glossary import fold
from taiwa.course.model import Question, Section, Step, Term
from taiwa.study.view import View
from taiwa.text.cells import cells, pad
from taiwa.text.typesetting import clean, plain
from taiwa.tui.page import Fitted, Listing
from taiwa.words.question_wording import named

if TYPE_CHECKING:
    from taiwa.tui.face import Face

MOST_FINDS = 12
"""Finds of each kind that are shown at most."""

PALETTE_WIDTH = 60


Thing = Section | Term | Question | Step


class Found(Struct, frozen=True):
    """A thing of the course, and what a search looks through to find it."""

    thing: Thing
    key: str


def searchable(course: Course, view: View) -> list[Found]:
    """Every text there is to find."""
    key = view.mentions.searchable
    found = [Found(section, key(section.title)) for section in course.sections]
    found += [Found(question, key(named(question))) for question in course.all_questions()]
    return found + [Found(step, key(step.text)) for step in course.steps.values()]


class PaletteCommands(Provider):
    """Offers what the app can do, and what the course holds."""

    @property
    def taiwa(self) -> "Face":
        return cast("Face", self.app)

    async def startup(self) -> None:
        self.things = searchable(self.taiwa.study.course, self.taiwa.view)

    async def discover(self) -> Hits:
        for command in self.taiwa.get_system_commands(self.screen):
            yield DiscoveryHit(escape(command.title), command.callback, help=escape(command.help))
        for section in self.taiwa.study.course.sections:
            hit = self._hit(section)
            yield DiscoveryHit(hit.match_display, hit.command, help=hit.help)

    async def search(self, query: str) -> Hits:
        key = fold(query).strip()
        hits = [*self._commands(key), *map(self._hit, self._found(key))]
        for hit in hits:
            yield hit
        if not hits:
            yield Hit(0, self.taiwa.words._("No matches."), lambda: None)

    def _commands(self, key: str) -> Iterator[Hit]:
        for title, help_text, run, *_ in self.taiwa.get_system_commands(self.screen):
            if key in fold(f"{title}\n{help_text}"):
                yield Hit(1.0, escape(title), run, help=escape(help_text))

    def _found(self, key: str) -> Iterator[Thing]:
        yield from self.taiwa.study.terms(key)[:MOST_FINDS]
        for kind in (Section, Question, Step):
            matching = (found.thing for found in self.things if key in found.key)
            yield from islice((thing for thing in matching if isinstance(thing, kind)), MOST_FINDS)

    def _hit(self, thing: Thing) -> Hit:
        score, title, run, about = self._offered(thing)
        return Hit(score, escape(title), run, help=escape(about))  # Textual reads both as markup

    def _offered(self, thing: Thing) -> tuple[float, str, Callable[[], None], str]:
        """A thing's score, its title, the deed that opens it, a word on what it is."""
        taiwa, language = self.taiwa, self.taiwa.words.language
        _ = taiwa.words._
        if isinstance(thing, Section):
            title = _("Lesson: {title}", title=thing.title[language])
            return 0.8, title, partial(taiwa.learn, thing), shortened(thing.why[language])
        if isinstance(thing, Term):
            title = " / ".join(thing.term.values())
            return 0.9, title, partial(taiwa.open_term, thing.id), thing.reading
        if isinstance(thing, Question):
            practise = partial(taiwa.practise, thing.id)
            return 0.6, shortened(named(thing)[language]), practise, _("Question")
        read = partial(taiwa.open_step, thing.id)
        return 0.4, shortened(thing.text[language]), read, _("Lesson")


def shortened(text: str) -> str:
    """A text on one line of the palette."""
    line = clean(plain(text)).replace("\n", " ")
    return line if cells(line) <= PALETTE_WIDTH else pad(line, PALETTE_WIDTH).rstrip()


class Finds(CommandList, Listing):
    """The list of finds."""


class Palette(CommandPalette, Fitted[None]):
    """Textual's palette, with its own words in the current language."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(providers=[PaletteCommands], placeholder=placeholder)

    def compose(self) -> ComposeResult:
        for part in super().compose():
            yield Finds() if isinstance(part, CommandList) else part

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, once, and let no search go on in what has gone."""
        self._cancel_gather_commands()
        return super().dismiss(result) if self.is_active else AwaitComplete()

    @on(Input.Changed)
    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def taken(self, event: Input.Changed | Input.Submitted | OptionList.OptionSelected) -> None:
        """A double click, or Enter twice, runs what was found once; what closes finds no more."""
        if not self.is_active:
            event.stop()
            event.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Out of sight the list of finds has no pages to turn, like a `Listing`."""
        turning = action == "command_list" and str(parameters[0]).startswith("page_")
        return not turning or any(
            found.scrollable_content_region for found in self.query(CommandList)
        )
