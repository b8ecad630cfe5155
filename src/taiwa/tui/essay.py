"""The text itself, one section a page: the paragraph at hand in ink, the others quiet."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.widgets import Input, Static

from taiwa.course.companions import place_at, place_of
from taiwa.course.essay import Essay
from taiwa.course.model import Section, Source
from taiwa.errors import N_
from taiwa.study.source import Origin
from taiwa.tui.essay_margin import EssayMargin
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.keys import half_width
from taiwa.tui.marks import AIRY, WIDE, Line, action, ink, lines
from taiwa.tui.page import Page
from taiwa.tui.typography import column_of, readings_above, set_parallel, set_text
from taiwa.tui.widgets.head import Head
from taiwa.tui.widgets.line import Line as Typing
from taiwa.tui.widgets.rows import ARROWS, TURNING, Rows
from taiwa.words.essay import codes, heading, source_of, steps_on, title, told_place, way_back
from taiwa.words.labels import LANGUAGE_NAMES

MEASURE, BOTH, INSET = 64, 136, 6
"""Cells of a paragraph, of two beside each other, and before them, with the number."""


class EssayPage(Page):
    """Arrows move over the paragraphs, digits over the sections; what is typed asks the tutor."""

    AUTO_FOCUS = "#say"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", N_("Back")),
        *ARROWS,
        *TURNING,
        Binding("ctrl+o", "step", show=False),
    ]

    def __init__(self, essay: Essay, places: Sequence[Source], opened: Origin | None) -> None:
        super().__init__()
        self.essay, self.opened = essay, opened
        self.section, self.paragraph = place_of(places[0])

    def compose(self) -> ComposeResult:
        yield Head()
        with Horizontal(id="essay"):
            with VerticalScroll(id="paper", can_focus=False):
                yield Static(id="entitled", markup=False)
                yield Rows(id="paragraphs")
            yield EssayMargin(self.study.course, self.words, self.view)
        yield Static(">", id="prompt", markup=False)
        yield Typing(id="say", compact=True)
        yield Keys()

    def on_mount(self) -> None:
        self.rows.can_focus = False
        self.query_one(Typing).at_once = self._acts

    @property
    def rows(self) -> Rows:
        return self.query_one("#paragraphs", Rows)

    @property
    def place(self) -> Source:
        """The paragraph at hand."""
        return place_at(self.section, self.paragraph)

    @property
    def _sections(self) -> dict[str, Section]:
        """The sections by their numbers."""
        course = self.study.course
        return {str(course.numbers[section.id]): section for section in course.sections}

    def on_resize(self) -> None:
        self.once_drawn(self.speak)

    def speak(self) -> None:
        course, words = self.study.course, self.words
        self.set_class(self.view.parallel and len(self.essay.languages) > 1, "-both")
        essay = words._("Essay")
        name = ink(f"{essay}  ", "$soft") + ink(course.title[words.language], "bold")
        told = told_place(course, words, self.section, self.paragraph)
        self.query_one(Head).show(name, ink(told, "$soft"))
        asks = words._("Ask about the essay, or a word: find it with Ctrl+P")
        self.query_one(Typing).invite(asks)
        self.query_one("#entitled", Static).update(lines(self._above()))
        count = len(self.essay.paragraphs[self.section])
        self.rows.show([str(number) for number in range(1, count + 1)], self._row)
        self.rows.move_to(str(self.paragraph))
        self.query_one(EssayMargin).show(self.section, self.paragraph)
        self.once_drawn(self._show_here)
        self.refresh_bindings()

    def _codes(self) -> list[str]:
        return codes(self.essay, self.words, self.view.parallel)

    def _above(self) -> list[Line]:
        """The text's title, where there is room, and the section's heading."""
        section, shown = self.study.course.by_id[self.section], self._codes()
        width = self._room(self.size.width)
        named = [title(self.essay, self.study.course, code) for code in shown]
        headed = [heading(self.essay, section, code) for code in shown]
        rows: list[Line] = []
        if self.size.height >= AIRY:
            rows += [*self._set(named, width, "bold"), ""]
        rows += self._set(headed, width, "bold $soft")
        if shown[0] != self.words.language:
            language = self.words._(LANGUAGE_NAMES[shown[0]])
            told = self.words._("The text is here in {language} only.", language=language)
            rows.append(ink(f"  {told}", "$soft"))
        return [*rows, ""]

    def _set(self, texts: Sequence[str], width: int, style: str) -> list[Line]:
        told = set_parallel(texts, width, self.view, style, read=False)
        return [ink("  ") + line for line in told]

    def _room(self, width: int) -> int:
        """Cells of a paragraph, in one language or in both."""
        beside = len(self._codes()) > 1 and self.size.width >= WIDE
        most = BOTH if beside else MEASURE
        return max(20, min(most, width - INSET - 4))

    def _row(self, name: str, width: int, here: bool) -> list[Line]:
        """A paragraph with its number, and what it is the source of."""
        number = int(name)
        texts = [self.essay.paragraphs[self.section][number - 1][code] for code in self._codes()]
        room = max(20, min(self._room(width + 4), width - INSET))
        set_ = set_parallel(texts, room, self.view, "" if here else "$soft")
        column = column_of(texts, room)
        first = texts if column else texts[:1]
        above = max(readings_above(text, column or room, self.view) for text in first)
        digits = ink(f"{number:<{INSET - 2}}", "bold $accent" if here else "$soft")
        blank = ink(" " * (INSET - 2))
        rows = [(digits if row == above else blank) + line for row, line in enumerate(set_)]
        place = place_at(self.section, number)
        opened = self.opened if place in self._opened_at() else None
        if opened:
            told = source_of(self.study.course, self.words, opened)
            rows += [blank + line for line in set_text(told, room, self.view, "$soft", read=False)]
        edge = ink(" ", "on $heat3") + " " if here else ink("  ")
        shown: list[Line] = [edge + row for row in rows]
        if opened and place == self._opened_at()[0]:
            back = action("Esc", way_back(self.words, opened), "escape")
            shown += ["", ink("  ") + back]
        return [*shown, ""]

    def _opened_at(self) -> Sequence[Source]:
        return self.opened.places if self.opened else ()

    @property
    def _paper(self) -> VerticalScroll:
        return self.query_one("#paper", VerticalScroll)

    def _region(self) -> Region:
        """The paragraph at hand, as a part of the paper."""
        region = self.rows.region_of(str(self.paragraph))
        return region.translate(self.rows.virtual_region.offset)

    def _show_here(self) -> None:
        """Let the paragraph at hand be seen; the first of a section with what stands above it."""
        region, paper = self._region(), self._paper
        if self.paragraph == 1:
            paper.scroll_home(animate=False)
        elif region.y < paper.scroll_y or region.height > paper.size.height:
            paper.scroll_to(y=region.y, animate=False)
        elif region.bottom > paper.scroll_y + paper.size.height:
            paper.scroll_to(y=region.bottom - paper.size.height, animate=False)

    def go(self, section: str, paragraph: int) -> None:
        """To another paragraph."""
        self.section, self.paragraph = section, paragraph
        self.speak()

    @on(Rows.Taken)
    def _pressed(self, event: Rows.Taken) -> None:
        self.go(self.section, int(event.name))

    def action_move(self, by: int) -> None:
        """To the next paragraph, over the end of a section; a long one is read to its end first."""
        region, paper = self._region(), self._paper
        below = region.bottom - 1 - (paper.scroll_y + paper.size.height)
        if by > 0 and below > 0 and not paper.is_vertical_scroll_end:
            self.action_turn(1)
        elif by < 0 and region.y < paper.scroll_y:
            self.action_turn(-1)
        elif 1 <= self.paragraph + by <= len(self.rows.names):
            self.go(self.section, self.paragraph + by)
        else:
            ids = [section.id for section in self.study.course.sections]
            place = ids.index(self.section) + by
            if 0 <= place < len(ids):
                self.go(ids[place], 1 if by > 0 else len(self.essay.paragraphs[ids[place]]))

    def action_turn(self, pages: int) -> None:
        height = max(1, self._paper.size.height - 2)
        self._paper.scroll_relative(y=pages * height, animate=False)

    def action_step(self) -> None:
        """Open the lesson step on this paragraph: the one from which it was opened, if it is."""
        steps = [step.id for step in steps_on(self.study.course, self.place)]
        first = self.opened.step if self.opened and self.opened.step in steps else ""
        if steps:
            self.taiwa.open_step(first or steps[0])

    def _acts(self, key: events.Key) -> bool:
        """True for a key that acts as long as the line is empty."""
        key = half_width(key)
        if section := self._sections.get(key.character or ""):
            self.go(section.id, 1)
        elif key.key == "space":
            self.action_turn(1)
        else:
            return key.key == "enter"
        return True

    @on(Input.Submitted, "#say")
    def asked(self, event: Input.Submitted) -> None:
        """Ask the tutor where the text was opened: there the question may still wait."""
        if self.is_active and (text := event.value.strip()):
            self.app.pop_screen()
            self.taiwa.ask(text.removeprefix("?"))

    def key_words(self) -> list[KeyWord]:
        _, numbers = self.words._, list(self._sections)
        found = super().key_words()
        said = [found[0], KeyWord("Up Down", _("Paragraph"), "down")]
        if len(numbers) > 1:
            label = " ".join(numbers) if len(numbers) == 2 else f"{numbers[0]}-{numbers[-1][0]}"
            said.append(KeyWord(label, _("Section"), ""))
        if steps_on(self.study.course, self.place):
            said.append(KeyWord("Ctrl+O", _("The step"), "ctrl+o"))
        if len(self.essay.languages) > 1:
            said.append(KeyWord("F9", self.words.pgettext("key", "Both"), "f9"))
        return [*said, KeyWord("F8", _("Readings"), "f8"), *found[1:]]
