"""The margin of the text: its sections, what the course has on a paragraph, and its words."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from taiwa.course.companions import place_at
from taiwa.course.course import Course
from taiwa.course.model import Section
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.text.typesetting import typeset
from taiwa.tui.marks import Line, cap, ink, key, label, lines, pressable
from taiwa.tui.widgets.outline import term_rows
from taiwa.words.catalogs import Words
from taiwa.words.essay import counted, steps_on


class EssayMargin(Static):
    """Told anew by `show`; where rows are short, air goes first, then words."""

    def __init__(self, course: Course, words: Words, view: View) -> None:
        super().__init__(id="aside", markup=False)
        self.course, self.words, self.view = course, words, view
        self._place = ("", 0)

    def on_resize(self) -> None:
        if self._place[1]:
            self.show(*self._place)

    def show(self, section: str, paragraph: int) -> None:
        self._place = section, paragraph
        width, room = max(20, self.content_size.width or 38), self.content_size.height or 30
        on_this = self._on_this(place_at(section, paragraph))
        for airy, full in ((True, True), (False, True), (False, False)):
            rows = [*self._sections(section, paragraph, width, airy, full), *on_this]
            if len(rows) <= room:
                break
        for term in self._terms(section, paragraph, width):
            if len(rows) + len(term) > room:
                break
            rows += term
        self.update(lines(rows))

    def _sections(
        self, section: str, paragraph: int, width: int, airy: bool, full: bool
    ) -> list[Line]:
        rows: list[Line] = [label(self.words, N_("The essay")), *([""] if airy else [])]
        for each in self.course.sections:
            here = each.id == section
            rows += self._section(each, here, width)
            if here or full:
                count = self._counted(each, paragraph if here else 0)
                rows.append(ink(f"    {count}", "$soft"))
            rows += [""] if airy else []
        return rows if airy else [*rows, ""]

    def _section(self, section: Section, here: bool, width: int) -> list[Line]:
        """A section's number and title; pressed, they are as good as its key."""
        number = str(self.course.numbers[section.id])
        style = "bold $onaccent on $accent" if here else "$soft on $raised"
        set_ = typeset(section.title[self.words.language], max(8, width - 4))
        look = "bold" if here else "$soft"
        first = cap(number, style) + " " + ink(set_[0].text, look)
        rows: Sequence[Content] = [first, *(ink(f"    {line.text}", look) for line in set_[1:])]
        return [pressable(row, number) for row in rows]

    def _counted(self, section: Section, paragraph: int) -> str:
        count = section.paragraphs
        if paragraph:
            told = self.words._("paragraph {number} of {count}")
            return told.format(number=paragraph, count=count)
        return self.words.ngettext("{number} paragraph", "{number} paragraphs", count)

    def _on_this(self, place: str) -> list[Line]:
        rows: list[Line] = [label(self.words, N_("On this paragraph"))]
        rows.append(counted(self.course, self.words, place))
        if steps_on(self.course, place):
            rows.append(key("Ctrl+O", self.words._("Read the step"), "ctrl+o"))
        return [*rows, ""]

    def _terms(self, section: str, paragraph: int, width: int) -> list[list[Line]]:
        """The words of the lesson on the paragraph, but those that a waiting question asks for."""
        steps = steps_on(self.course, place_at(section, paragraph))
        names = dict.fromkeys(name for step in steps for name in step.terms)
        told = [
            [*term_rows(self.course.terms[name], self.words, self.view, width), ""]
            for name in names
            if self.view.tells(name)
        ]
        if told:
            told[0].insert(0, label(self.words, N_("Words")))
        return told
