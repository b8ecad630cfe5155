"""The glossary: search in either language or by reading, the entry in both languages beside it."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from taiwa.course.glossary import in_order
from taiwa.errors import N_
from taiwa.study.notices import TERM_ASKED
from taiwa.study.plan import drill
from taiwa.tui.entry import draw_entry, known, row
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import Line as Shown
from taiwa.tui.marks import ink, lines
from taiwa.tui.page import Page
from taiwa.tui.widgets.head import Head
from taiwa.tui.widgets.line import Line
from taiwa.tui.widgets.rows import ARROWS, TURNING, Rows

MEASURE = 68
MARGIN = 4
MASTERED = 0


class Glossary(Page):
    """Letters search, arrows move, Enter drills; the search line has the keyboard throughout."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", N_("Back")),
        *ARROWS,
        *TURNING,
    ]

    def __init__(self, term: str = "") -> None:
        super().__init__()
        self._wanted = term

    def compose(self) -> ComposeResult:
        yield Head()
        with Horizontal(id="glossary"):
            with Vertical(id="looking"):
                yield Static("> ", id="prompt", markup=False)
                yield Line(id="search", compact=True)
                with VerticalScroll(id="terms", can_focus=False):
                    yield Rows(id="found")
            with VerticalScroll(id="meaning", can_focus=False):
                yield Static(id="definition", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        course, grasps = self.study.course, self.study.progress.grasps()
        self.known = {term.id: known(course, term, grasps) for term in course.glossary}
        self.rows.can_focus = False

    @property
    def rows(self) -> Rows:
        return self.query_one("#found", Rows)

    def key_words(self) -> list[KeyWord]:
        _ = self.words._
        here = self.rows.name_here
        drill = [KeyWord("Enter", _("Drill"), "enter")] if here and self.view.tells(here) else []
        return [*drill, KeyWord("a-z", _("Search"), "ctrl+u"), *super().key_words()]

    def speak(self) -> None:
        _, terms = self.words._, self.study.course.glossary
        count = self.words.ngettext("{number} word", "{number} words", len(terms))
        mastered = sum(known.step == MASTERED for known in self.known.values())
        told = _("{words}, {mastered} mastered", words=count, mastered=mastered)
        self.query_one(Head).show(ink(_("Glossary"), "bold"), ink(told, "$soft"))
        self.query_one("#search", Line).invite(_("Search in either language"))
        self._list()

    def on_resize(self) -> None:
        self.once_drawn(self._show)

    @on(Input.Changed, "#search")
    def searched(self, event: Input.Changed) -> None:
        if self.stands:
            self._list(first=bool(event.value.strip()))

    def _list(self, first: bool = False) -> None:
        """The terms that are found; the cursor stays at its term, or goes to the `first` found."""
        wanted = self.query_one("#search", Input).value
        found = self.study.terms(wanted)
        if not wanted.strip():
            found = in_order(found, self.words.language)
        here = self._wanted or self.rows.name_here
        self.rows.show([term.id for term in found], self._row)
        self.rows.move_to(found[0].id if first and found else here)
        self._wanted = ""
        self._show()

    def _row(self, name: str, width: int, here: bool) -> list[Shown]:
        term = self.study.course.terms[name].term[self.words.language]
        return list(row(term, self.known[name].step, width, here))

    @on(Rows.Moved)
    def _show(self) -> None:
        entry = self.query_one("#definition", Static)
        self.query_one("#meaning").scroll_home(animate=False)
        if not self.rows.name_here:
            entry.update(self.words._("No matching term."))
            return
        course, name = self.study.course, self.rows.name_here
        if not self.view.tells(name):
            entry.update(self.words._(TERM_ASKED))
            return
        room = self.query_one("#meaning").size.width - MARGIN
        width = max(20, min(MEASURE, room))
        told = self.known[name]
        shown = draw_entry(course, self.words, self.view, course.terms[name], told, width)
        entry.update(lines(shown))

    def on_click(self, event: events.Click) -> None:
        """A word beside the one shown is shown here."""
        term = event.style.meta.get("term")
        if term is None or self.selections:
            super().on_click(event)
            return
        self._wanted = term
        self.query_one("#search", Input).value = ""
        self._list()

    def action_move(self, by: int) -> None:
        self.rows.action_move(by)

    def action_turn(self, pages: int) -> None:
        meaning = self.query_one("#meaning")
        meaning.scroll_relative(y=pages * max(1, meaning.size.height - 2), animate=False)

    @on(Input.Submitted, "#search")
    def drill(self) -> None:
        """Ask all that the aim wants to know of the term at the cursor, among other words."""
        name = self.rows.name_here
        if not name or not self.view.tells(name):
            return
        fits, course = self.study.progress.fits(), self.study.course
        wanted = drill(course, course.terms[name], fits)
        self.taiwa.begin(lambda: self.study.practice(wanted))
