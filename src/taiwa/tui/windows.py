"""Small windows over what is being read: an entry, a passage found, the help."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from taiwa.course.course import Course
from taiwa.errors import N_
from taiwa.study.view import View
from taiwa.text.typesetting import pad, typeset
from taiwa.tui.page import TextWindow
from taiwa.tui.widgets.bubble import set_para
from taiwa.words.catalogs import Words
from taiwa.words.entries import Entry
from taiwa.words.help import COMMANDS_HELP, KEYS_HELP


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


KEY_WIDTH = 10


class Guide(TextWindow):
    """The keys and commands, each with its effect."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "dismiss", N_("Back")),
    ]

    def speak(self) -> None:
        _ = self.words._
        width = max(20, min(self.size.width, 76) - 8)
        rows = [Content.styled(_("Keys"), "bold")]
        for keys, meaning in KEYS_HELP:
            lines = typeset(_(meaning), width - KEY_WIDTH)
            for number, line in enumerate(lines):
                key = pad(keys if number == 0 else "", KEY_WIDTH)
                rows.append(Content.styled(key, "bold") + Content(line.text))
        rows += [Content(""), Content.styled(_("In a conversation"), "bold")]
        for text in COMMANDS_HELP:
            rows += [Content(line.text) for line in typeset(_(text), width)]
        self.shown.update(Content("\n").join(rows))
