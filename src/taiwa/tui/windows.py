"""Small windows over what is being read: an entry, a passage found."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from taiwa.course.companions import places_in
from taiwa.course.course import Course
from taiwa.course.model import Source
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.tui.page import TextWindow
from taiwa.tui.widgets.bubble import set_para
from taiwa.words.catalogs import Words
from taiwa.words.entries import Entry


class EntryWindow(TextWindow):
    """Shows one entry; any of the usual keys, or a click beside it, closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,space", "dismiss", N_("Back")),
        Binding("ctrl+o", "source", show=False),
    ]

    def __init__(
        self, entry: Callable[[Course, Words], Entry], source: Sequence[Source] = ()
    ) -> None:
        """`source` are the places in the text from which the entry is."""
        super().__init__()
        self.entry = entry
        self.places = places_in(source)

    def action_source(self) -> None:
        if self.places:
            self.open_source(self.places)

    def speak(self) -> None:
        entry = self.entry(self.study.course, self.words)
        self.shown.update(set_entry(entry, max(20, self.shown.size.width), self.view))

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss()
        else:
            super().on_click(event)


def set_entry(entry: Entry, width: int, view: View) -> Content:
    """An entry set at `width` cells, with air before each heading."""
    lines: list[Content] = []
    for paras in entry:
        if lines and paras[0].kind in ("title", "source"):
            lines.append(Content(""))
        lines += set_para(paras, width, view)
    return Content("\n").join(lines)
