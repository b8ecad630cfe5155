"""The command palette in the current language: commands, sections, terms, questions, lesson steps.

Everything is found by its words in any language, in either width, by kanji or kana.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from taiwa.course.model import Course, Question, Step, Term
from taiwa.course.searching import fold
from taiwa.language.measuring import cells, pad
from taiwa.language.typesetting import clean, plain
from taiwa.viewing import View

if TYPE_CHECKING:
    from taiwa.terminal.app import TaiwaApp

MOST = 12
"""How many finds of each kind are shown."""

WIDTH = 60


class Found(Struct, frozen=True):
    """A thing of the course, and what a search looks through to find it."""

    thing: Term | Question | Step
    key: str


def searchable(course: Course, view: View) -> list[Found]:
    """Everything there is to find, terms first."""
    key = view.mentions.searchable
    found = [Found(term, key({**term.term, "": _also(term)})) for term in course.glossary]
    found += [Found(question, key(question.prompt)) for question in course.all_questions()]
    return found + [Found(step, key(step.text)) for step in course.steps.values()]


def _also(term: Term) -> str:
    also = [name for names in term.also.values() for name in names]
    return "\n".join([term.reading, term.abbreviation or "", *also])


class Commands(Provider):
    """Offers what the app can do, and what the course holds."""

    @property
    def taiwa(self) -> "TaiwaApp":
        return cast("TaiwaApp", self.app)

    async def startup(self) -> None:
        self.things = searchable(self.taiwa.study.course, self.taiwa.view)

    async def discover(self) -> Hits:
        for command in self.taiwa.get_system_commands(self.screen):
            yield DiscoveryHit(command.title, command.callback, help=command.help)

    async def search(self, query: str) -> Hits:
        key = fold(query).strip()
        hits = [*self._commands(key), *self._found(key)]
        for hit in hits:
            yield hit
        if not hits:
            yield Hit(0, self.taiwa.words._("Nothing like that."), lambda: None)

    def _commands(self, key: str) -> Iterator[Hit]:
        sections = self.taiwa.study.course.sections
        titles = {s.title[self.taiwa.words.language]: s.title.values() for s in sections}
        for title, help_text, run, *_ in self.taiwa.get_system_commands(self.screen):
            others = next((t for shown, t in titles.items() if shown in title), ())
            if key in fold("\n".join([title, help_text, *others])):
                yield Hit(1.0, title, run, help=help_text)

    def _found(self, key: str) -> Iterator[Hit]:
        left: dict[type, int] = {Term: MOST, Question: MOST, Step: MOST}
        for found in self.things:
            kind = next(kind for kind in left if isinstance(found.thing, kind))
            if key in found.key and left[kind]:
                left[kind] -= 1
                yield self._hit(found.thing)

    def _hit(self, thing: Term | Question | Step) -> Hit:
        taiwa, language = self.taiwa, self.taiwa.words.language
        _ = taiwa.words._
        if isinstance(thing, Term):
            title = " / ".join(thing.term.values())
            return Hit(0.9, title, partial(taiwa.open_term, thing.id), help=thing.reading)
        if isinstance(thing, Question):
            practise = partial(taiwa.practise, thing.id)
            return Hit(0.6, shortened(thing.prompt[language]), practise, help=_("Question"))
        read = partial(taiwa.open_step, thing.id)
        return Hit(0.4, shortened(thing.text[language]), read, help=_("Lesson"))


def shortened(text: str) -> str:
    """A text on one line of the palette."""
    line = clean(plain(text)).replace("\n", " ")
    return line if cells(line) <= WIDTH else pad(line, WIDTH).rstrip()


class Palette(CommandPalette):
    """Textual's palette, with its own words in the current language."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(providers=[Commands], placeholder=placeholder)
