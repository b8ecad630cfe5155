"""The help: each key as a cap, what it does, and the word to type where a key is taken."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from taiwa.errors import N_
from taiwa.text.typesetting import typeset
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import AIRY, Line, beside, cap, ink, lines, width_of
from taiwa.tui.page import Page
from taiwa.tui.widgets.head import Head
from taiwa.words.help import KEYS_HELP, MORE_HELP, Group

TWO, MEASURE, GAP = 74, 78, 2
"""Columns of a window from which on groups stand side by side; cells of both; cells between."""


class Guide(Page):
    """One page; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1,enter", "app.pop_screen", N_("Close")),
    ]

    def compose(self) -> ComposeResult:
        yield Head()
        with VerticalScroll(id="keys"):
            yield Static(id="guide", markup=False)
        yield Keys()

    def key_words(self) -> list[KeyWord]:
        close, *rest = super().key_words()
        return [close, KeyWord("Ctrl+P", self.words._("Find"), "ctrl+p"), *rest]

    def on_resize(self) -> None:
        self.once_drawn(self.speak)

    def speak(self) -> None:
        _ = self.words._
        self.query_one(Head).show(ink(_("Help"), "bold"), ink(_("Esc closes"), "$soft"))
        self.query_one("#guide", Static).update(lines(self._lines()))

    def _lines(self) -> list[Line]:
        room = self.size.width - 5  # between its margins and beside its scroll bar
        width = min(MEASURE, room)
        if room < TWO:
            rows = [row for group in KEYS_HELP for row in [*self._group(group, width), ""]]
        else:
            left = (width - GAP) // 2
            first, second, third, fourth = (self._group(group, left) for group in KEYS_HELP)
            rows = [*beside(first, second, left + GAP), "", *beside(third, fourth, left + GAP), ""]
        return [*rows, *self._more(width)]

    def _group(self, group: Group, width: int) -> list[Line]:
        """The keys of one group, below its name."""
        _ = self.words._
        name, keys = group
        first = max(width_of(_(each.key)) for each in keys) + 3
        second = first + max([0, *(width_of(_(each.does)) for each in keys if each.word)])
        rows: list[Line] = [ink(_(name), "bold $accent")]
        rows += [""] if self.size.height >= AIRY else []
        for each in keys:
            word = ink(f"  {_(each.word)}" if each.word else "", "$soft")
            told = typeset(_(each.does), max(8, width - first - width_of(word)))
            line = cap(_(each.key))
            line += " " * (first - width_of(line)) + told[0].text
            gap = min(second, width - width_of(word)) - width_of(line) if each.word else 0
            rows.append(line + " " * gap + word)
            rows += [" " * first + line.text for line in told[1:]]
        return rows

    def _more(self, width: int) -> list[Line]:
        """All else that can be typed, and the words for what is known."""
        rows: list[Line] = []
        for text in MORE_HELP:
            rows += [ink(line.text, "$soft") for line in typeset(self.words._(text), width)]
        return rows
