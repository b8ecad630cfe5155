"""A small window over what is being read: a glossary entry, or a passage found by search."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from taiwa.course.model import Course
from taiwa.errors import N_
from taiwa.language.catalogs import Words
from taiwa.language.entries import Entry
from taiwa.terminal.page import TextWindow
from taiwa.terminal.widgets.bubble import set_para
from taiwa.viewing import View


class EntryWindow(TextWindow):
    """Shows one entry; any of the usual keys, or a click beside it, closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,space", "dismiss", N_("Back")),
    ]

    def __init__(self, entry: Callable[[Course, Words], Entry]) -> None:
        super().__init__()
        self.entry = entry

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
