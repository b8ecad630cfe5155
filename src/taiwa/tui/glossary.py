"""The glossary: search in either language or by reading, the entry in both languages beside it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from taiwa.errors import N_
from taiwa.text.typesetting import clean
from taiwa.tui.keybar import Keys
from taiwa.tui.page import Listing, Page
from taiwa.tui.widgets.line import Line
from taiwa.tui.windows import set_entry
from taiwa.words.entries import term_entry


class Glossary(Page):
    """Looks terms up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", N_("Back")),
        Binding("down", "into_list", N_("List"), show=False),
    ]

    def __init__(self, term: str = "") -> None:
        super().__init__()
        self._wanted = term

    def compose(self) -> ComposeResult:
        yield Line(id="search", compact=True)
        with Horizontal():
            yield Listing(id="terms", markup=False)
            with VerticalScroll(id="meaning"):
                yield Static(id="definition", markup=False)
        yield Keys()

    def speak(self) -> None:
        self.query_one("#search", Input).placeholder = self.words._(
            "Search: Japanese, reading or English"
        )
        self._list()

    def on_resize(self) -> None:
        self.once_drawn(self._show)

    @on(Input.Changed, "#search")
    def searched(self) -> None:
        if self.stands:
            self._list()

    def _list(self) -> None:
        terms = self.query_one("#terms", OptionList)
        before = terms.highlighted_option.id if terms.highlighted_option else self._wanted
        found = self.study.terms(self.query_one("#search", Input).value)
        language = self.words.language
        terms.set_options([Option(clean(term.term[language]), id=term.id) for term in found])
        if found:
            names = [term.id for term in found]
            terms.highlighted = names.index(before) if before in names else 0
        self._show()

    @on(OptionList.OptionHighlighted, "#terms")
    def highlighted(self) -> None:
        if self.stands:
            self._show()

    def _show(self) -> None:
        option = self.query_one("#terms", OptionList).highlighted_option
        entry = self.query_one("#definition", Static)
        if option is None or option.id is None:
            entry.update(self.words._("No matching term."))
            return
        term = self.study.course.terms[option.id]
        width = max(10, self.query_one("#meaning").size.width - 5)
        found = term_entry(self.study.course, self.words, term)
        entry.update(set_entry(found, width, self.view))

    def action_into_list(self) -> None:
        self.query_one("#terms", OptionList).focus()
