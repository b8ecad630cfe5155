"""The scores in four pages: overview, sessions, memory, weak spots; of one section or of all."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from taiwa.errors import N_
from taiwa.study.figures import to_practise, weak_spots
from taiwa.study.progress import MOST_PRACTISED
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import BROAD, WIDE, Line, ink, lines, named, tabs, width_of
from taiwa.tui.memory import memory
from taiwa.tui.overview import Figures, lopsided, overview
from taiwa.tui.page import Page
from taiwa.tui.sessions import (
    FILTERS,
    MEASURE,
    TABLED,
    answers,
    is_missed,
    past,
    session_rows,
    table_head,
    table_row,
)
from taiwa.tui.weak import question_rows, step_of, weak_deeds, weak_row
from taiwa.tui.widgets.head import Head
from taiwa.tui.widgets.rows import Rows
from taiwa.words.labels import LANGUAGE_NAMES

OVERVIEW, SESSIONS, MEMORY, WEAK = 1, 2, 3, 4
PAGES = {
    **{OVERVIEW: N_("Overview"), SESSIONS: N_("Sessions")},
    **{MEMORY: N_("Memory"), WEAK: N_("Weak spots")},
}
IN_LANGUAGE = {"j": "ja", "e": "en"}
TALL = 46
"""Rows from which on the overview has air."""

EMPTY = {
    SESSIONS: N_("Your lessons, quizzes and reviews will be listed here, with every answer."),
    WEAK: N_("No question missed twice."),
}


class Scores(Page):
    """A digit opens a page; arrows move in its list, and Enter does what the page says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(page), f"open({page})", show=False) for page in PAGES),
        Binding("enter", "act", N_("Open"), show=False, priority=True),
        Binding("x,p", "practise", N_("Practise"), show=False),
        *(Binding(press, f"speak_in('{code}')", show=False) for press, code in IN_LANGUAGE.items()),
        Binding("f", "filter", N_("Filter"), show=False),
        Binding("v", "read", N_("Read the step"), show=False),
        Binding("n", "section", N_("Section"), show=False),
        Binding("right", "into(True)", show=False, priority=True),
        Binding("left", "into(False)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown,space", "turn(1)", show=False),
        Binding("escape", "back", N_("Home"), show=False),
    ]

    def __init__(self, session: str = "") -> None:
        """Opens at the overview, or with the answers of a session."""
        super().__init__()
        self.page, self.section, self.only = SESSIONS if session else OVERVIEW, "", 0
        self.inside = 0 if session else None  # which answer of the session, or question, is read
        self._wanted = session

    def compose(self) -> ComposeResult:
        yield Head()
        yield Static(id="lead", markup=False)
        with Container(id="scores"):
            with VerticalScroll(id="table", can_focus=False):
                yield Rows(id="list")
            with VerticalScroll(id="page", can_focus=False):
                yield Static(id="shown", markup=False)
        yield Keys()

    @property
    def figures(self) -> Figures:
        return Figures(self.study, self.words, self.section or None)

    @property
    def listed(self) -> Rows:
        return self.query_one("#list", Rows)

    @property
    def room(self) -> int:
        """Cells of a page, between its margins and beside its scroll bar."""
        width = self.size.width
        return width - 1 - 2 * (6 if width >= BROAD else 4 if width >= WIDE else 2)

    @property
    def narrow(self) -> bool:
        return self.room < TABLED

    def on_screen_resume(self) -> None:
        self.speak_anew()

    def on_resize(self) -> None:
        self.once_drawn(self.speak)

    def speak(self) -> None:
        self._head()
        names, draw = self._list()
        self.listed.show(names, draw)
        self.listed.move_to(self._wanted)
        self._wanted = ""
        self._arrange(bool(names))
        self._show()
        self._tell_keys()

    def _tell_keys(self) -> None:
        self.query_one(Keys).speak()

    def _head(self) -> None:
        _, room = self.words._, self.size.width - 4
        pages = {page: _(name) for page, name in PAGES.items()}
        left = ink(f"{_('Scores')}   ", "bold") + tabs(pages, self.page)
        if width_of(left) > room:  # then the pages say enough
            left = tabs(pages, self.page)
        if width_of(left) > room:
            left = tabs({**dict.fromkeys(pages, ""), self.page: pages[self.page]}, self.page)
        number = self.study.course.numbers.get(self.section)
        about = _("all sections") if number is None else _("section {number}", number=number)
        if self.page == SESSIONS and self.only:
            about = _("{section}, {filter}", section=about, filter=_(FILTERS[self.only]))
        if number is None and width_of(left) + width_of(about) > room:
            about = ""
        self.query_one(Head).show(left, ink(about, "$soft"))

    def _list(self) -> tuple[list[str], Callable[[str, int, bool], list[Line]]]:
        """The rows of a page with a list, and how each is drawn."""
        of = self.figures
        if self.page == SESSIONS:
            self.rows = {row.id: row for row in past(of)}
            return [*self.rows], lambda name, width, here: table_row(
                of, self.rows[name], width, here
            )
        if self.page == WEAK:
            self.weak = {each.item: each for each in weak_spots(self.study.progress, of.section)}
            return [*self.weak], lambda name, width, here: weak_row(
                of, self.weak[name], width, here
            )
        return [], lambda name, width, here: []

    def _arrange(self, listed: bool) -> None:
        """The list above the rest or, of weak spots, beside it; alone where there is no room."""
        read = self.inside is not None
        alone = self.narrow and listed
        self.query_one("#table").display = listed and not (alone and read)
        self.query_one("#page").display = not listed or not alone or read
        body = self.query_one("#scores")
        body.set_class(listed and self.page == WEAK and not self.narrow, "-beside")
        body.set_class(self.page == SESSIONS and not self.narrow, "-above")
        heading = self.query_one("#lead", Static)
        heading.update(lines(self._heading(listed)))
        heading.display = listed

    def _heading(self, listed: bool) -> list[Line]:
        words = self.words
        if not listed:
            return []
        if self.page == SESSIONS:
            return ["", table_head(self.figures, self.room)]
        count = words.ngettext("{number} question", "{number} questions", len(self.weak))
        told = words._("{count} not mastered since, the most missed first", count=count)
        return ["", *named(words, N_("Missed twice or more"), told, self.room), ""]

    @on(Rows.Moved)
    def _show(self) -> None:
        """Draw the page, or what belongs to the row at the cursor."""
        rows, at = self._page()
        self.query_one("#shown", Static).update(lines(["", *rows]))
        page = self.query_one("#page")
        if self.page == SESSIONS and self.inside is not None:
            self.call_after_refresh(page.scroll_to_region, Region(0, at, 1, 8), animate=False)
        else:
            page.scroll_home(animate=False)
        self.once_drawn(self._tell_keys)

    def _page(self) -> tuple[list[Line], int]:
        of, here = self.figures, self.listed.name_here
        if self.page == OVERVIEW:
            return overview(of, self.room, self.size.height >= TALL), 0
        if self.page == MEMORY:
            return memory(of, self.room), 0
        if not here:
            return [ink(self.words._(EMPTY[self.page]), "$soft")], 0
        if self.page == SESSIONS:
            row = self.rows[here]
            return session_rows(of, row, self.view, self.only, self.inside, self.room)
        width = self.room if self.narrow else min(MEASURE, max(30, self.room - 76))
        told = question_rows(of, here, [*self.weak.values()], self.view, width)
        return [*told, "", *weak_deeds(of, here, len(self._missed()))], 0

    def key_words(self) -> list[KeyWord]:
        """The keys that do something on this page."""
        _, listed = self.words._, bool(self.listed.names)
        page = self.query_one("#page")
        said = [KeyWord(f"{OVERVIEW}-{WEAK}", _("Page"), str(self.page % WEAK + 1))]
        if page.display and not page.is_vertical_scroll_end:
            said.insert(0, KeyWord("PgDn", self.words.pgettext("key", "More below"), "pagedown"))
        match self.page:
            case 2 if listed:
                waits = self.rows[self.listed.name_here].withheld
                if self.inside is None or waits:
                    said.append(KeyWord("Enter", _("Go on") if waits else _("Open"), "enter"))
                said.append(KeyWord("f", _("Filter"), "f"))
            case 3 if self.study.progress.waiting_in(self.figures.section):
                said.append(KeyWord("Enter", _("Review"), "enter"))
            case 4 if listed:
                said.append(KeyWord("Enter", _("Practise"), "enter"))
                said.append(KeyWord("v", _("Read the step"), "v"))
        if self.page in (OVERVIEW, SESSIONS) and self._missed():
            said.append(KeyWord("x", _("Practise mistakes"), "x"))
        said.append(KeyWord("n", _("Section"), "n"))
        back = _("Home") if self.inside is None else _("Back")
        rest = [each for each in super().key_words() if each.press in ("f1", "f2")]
        return [*said, *rest[:-1], KeyWord("Esc", back, "escape"), *rest[-1:]]

    def _missed(self) -> list[str]:
        """The questions that practising here asks, as the section and the filter have it."""
        of, here = self.figures, self.listed.name_here
        if self.page == WEAK:
            found = [*self.weak]
        elif self.page == SESSIONS:
            shown = answers(of, self.rows[here], self.only) if here else []
            return [each.item for each in shown if is_missed(each)][:MOST_PRACTISED]
        else:
            found = self.study.progress.mistakes(of.section)
        return self.study.progress.practised(found)

    def action_open(self, page: int) -> None:
        self.page, self.inside = page, None
        self.listed.cursor = 0
        self.speak()
        self.listed.focus()

    def action_section(self) -> None:
        """To the next section, or back to all."""
        names = ["", *self.study.course.by_id]
        self.section = names[(names.index(self.section) + 1) % len(names)]
        self.inside = None
        self.speak()

    def action_filter(self) -> None:
        if self.page == SESSIONS:
            self.only = (self.only + 1) % len(FILTERS)
            self.inside = None if self.inside is None else 0
            self.speak()

    def action_act(self) -> None:
        """Do what the page is for: open a session, review, practise the weak spots."""
        here = self.rows.get(self.listed.name_here) if self.page == SESSIONS else None
        if here and here.withheld:
            self.taiwa.begin(lambda: self.study.resume(here.id))
        elif here and self.inside is None:
            self.action_into(inside=True)
        elif self.page == MEMORY and self.study.progress.waiting_in(self.figures.section):
            self.taiwa.begin(lambda: self.study.review(self.figures.section))
        elif self.page == WEAK and self.listed.names:
            self.action_practise()

    def action_into(self, inside: bool) -> None:
        """Into the answers of the session, or the question, at the cursor; or out of it."""
        if self.listed.names and (self.page == SESSIONS or (self.page == WEAK and self.narrow)):
            self.inside = 0 if inside else None
            self.speak()

    def action_back(self) -> None:
        if self.inside is not None:
            self.action_into(inside=False)
        elif self.is_active:
            self.app.pop_screen()

    def action_move(self, by: int) -> None:
        """Move in the list or, of a session that is open, in its answers; else scroll."""
        if self.page == SESSIONS and self.inside is not None:
            count = len(answers(self.figures, self.rows[self.listed.name_here], self.only))
            self.inside = min(max(0, self.inside + by), max(0, count - 1))
            self._show()
        elif self.listed.names and self.query_one("#table").display:
            self.listed.action_move(by)
        else:
            self.query_one("#page").scroll_relative(y=by, animate=False)

    def action_turn(self, by: int) -> None:
        """A page on or back in what is read, or else in the list."""
        page, table = self.query_one("#page"), self.query_one("#table")
        if page.display:
            page.scroll_relative(y=by * (page.size.height - 2), animate=False)
            self.once_drawn(self._tell_keys)
        else:
            self.listed.action_move(by * (table.size.height - 2))

    def action_practise(self) -> None:
        """Ask again what was missed, of what is shown here."""
        if missed := self._missed():
            self.taiwa.begin(lambda: self.study.practice(missed))
        else:
            self._nothing(self.words.language)

    def action_speak_in(self, code: str) -> None:
        """Practise in a language what is not known in it yet, with the screen in it."""
        of = self.figures
        sections = lopsided(of.standings).get(code, []) if self.page == OVERVIEW else [of.section]
        found = [
            item for name in sections for item in to_practise(self.study.progress, code, name)
        ][:MOST_PRACTISED]
        if self.page not in (OVERVIEW, MEMORY):
            return
        if not found:
            self._nothing(code)
            return
        if self.words.language != code:
            self.taiwa.action_switch_language(code)
        self.taiwa.begin(lambda: self.study.practice(found))

    def _nothing(self, code: str) -> None:
        named = self.words._(LANGUAGE_NAMES[code])
        self.taiwa.tell(N_("Nothing to practise in {language}."), language=named)

    def action_read(self) -> None:
        """The lesson step that the question at the cursor is about."""
        here = self.listed.name_here
        if self.page == WEAK and here and (step := step_of(self.figures, here)):
            self.taiwa.open_step(step)
