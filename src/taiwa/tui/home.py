"""Home: what comes next, what is due, and the sections as a path, each with what is known of it."""

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from taiwa.course.model import Section
from taiwa.errors import N_, StoreError
from taiwa.record.settings import SYNC
from taiwa.text.typesetting import typeset
from taiwa.tui import desk as blocks
from taiwa.tui.desk import desk
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import BROAD, WIDE, Line, apart, ink, label, lines, pressable, width_of
from taiwa.tui.page import Page
from taiwa.tui.week import coming_up, week_block, week_line
from taiwa.tui.widgets.head import Head
from taiwa.tui.widgets.rows import Rows
from taiwa.words.dates import short_day
from taiwa.words.labels import LANGUAGE

if TYPE_CHECKING:
    from taiwa.tui.start import Start

NEXT = "next"
"""The name of the first row."""

LOOK = 2.0
"""Seconds after which home looks again how a sync in the background has gone."""

AHEAD = 5
"""Days whose reviews are told of."""

TALL = 38
"""Rows from which on sections take three."""


class Home(Page):
    """The learner's desk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "continue", N_("Continue"), show=False),
        Binding("r", "review", N_("Review"), show=False),
        Binding("x", "mistakes", N_("Practise"), show=False),
        Binding("0", "section(0)", N_("Section")),
        *(Binding(str(n), f"section({n})", show=False) for n in range(1, 10)),
        Binding("m", "mixed", N_("Quiz")),
        Binding("t", "ask", N_("Ask")),
        Binding("s", "app.scores", N_("Scores")),
        Binding("g", "app.glossary", N_("Glossary")),
        Binding("q", "app.quit", N_("Quit")),
    ]

    _set_for: tuple[Size, int] | None = None  # the room for which all is set
    _ahead: list[int] | None = None  # the reviews of the next days, where there is room for them

    def compose(self) -> ComposeResult:
        yield Head()
        with Horizontal(id="columns"):
            with VerticalScroll(id="left", can_focus=False):
                yield Rows(id="path")
                yield Static(id="below", markup=False)
            yield Static(id="about", markup=False)
            yield Static(id="side", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        if SYNC.read(self.study.store):
            self.set_interval(LOOK, self._look)

    def on_screen_resume(self) -> None:
        if self.ready and self.is_current:  # and nothing was opened over it at once
            self.speak_anew()  # there may be progress to show

    def on_resize(self, event: events.Resize) -> None:
        self.once_drawn(self._fit)

    def _fit(self) -> None:
        """Set for another room what was set for one that is no longer, or was only guessed."""
        if self._set_for != (self.room, self._beside()):
            self._show()

    @property
    def room(self) -> Size:
        """The size of this screen; before its first frame, that which it will have."""
        return self.size or self.app.size

    def _beside(self) -> int:
        """The width of what stands beside the sections; before the first frame, a guess."""
        taken = 144 if self.room.width >= BROAD else 80
        return self.query_one("#side").content_size.width or max(
            1, min(54, self.room.width - taken)
        )

    @property
    def airy(self) -> bool:
        return self.room.height >= TALL and self.room.width >= WIDE

    def speak(self) -> None:
        self.now, self._unsynced = desk(self.study), self._sync_line()
        self._ahead = None
        self._show()

    def _show(self) -> None:
        """Set what is known for the room that there is."""
        self._set_for = self.room, self._beside()
        self._head()
        names = [NEXT, *self.study.course.by_id]
        self.query_one("#path", Rows).show(names, self._row)
        self.query_one("#below", Static).update(self._below())
        if self.room.width >= WIDE:
            self.query_one("#side", Static).update(self._side())
        if self.room.width >= BROAD:
            self.query_one("#about", Static).update(self._about())

    def key_words(self) -> list[KeyWord]:
        numbers = self.study.course.numbers.values()
        first, *rest = super().key_words()
        shown = [said for said in rest if said.press != "f2"]  # it stands in the first row
        if self._set_for is not None and self.now.sitting:
            exam = self.words.pgettext("key", "Open exam")
            shown = [said._replace(word=exam) if said.press == "m" else said for said in shown]
        return [first._replace(label=f"{min(numbers)}-{max(numbers)}"), *shown]

    def _head(self) -> None:
        title = self.study.course.title[self.words.language]
        left = ink("taiwa", "bold $accent") + ink(f"  {title}")
        day = ink(short_day(self.words, self.study.progress.today()), "$soft")
        run = self.words.ngettext(
            "{number} day in a row", "{number} days in a row", self.now.streak
        )
        turn = ink(f"   F2 {self.words._(LANGUAGE)}", "$soft")
        right = (ink(f"{run}   ", "bold") if self.now.streak > 1 else ink("")) + day
        right += pressable(turn, "f2")
        shown = width_of(left) + 2 + width_of(right) <= self.room.width - 4
        self.query_one(Head).show(left, right if shown else "")

    def _row(self, name: str, width: int, here: bool) -> list[Line]:
        if name == NEXT:
            rows = blocks.next_block(
                self.study, self.words, self.now, width, here, airy=self.room.width >= WIDE
            )
            first = N_("The essay, section by section")
            heading = label(self.words, first) if self.airy else self._heading(width)
            return [*rows, "", heading]
        standing = next(s for s in self.now.standings if s.section.id == name)
        number, current = self.study.course.numbers[name], name in self.now.current
        bar = 0 if self.airy else self._bar(width)
        return blocks.section_row(self.words, standing, number, width, here, current, bar)

    def _bar(self, width: int) -> int:
        """The cells that the longest title leaves to a bar beside it."""
        titles = (section.title[self.words.language] for section in self.study.course.sections)
        around = len("  0  ") + len("  100%")
        return max(5, min(11, width - max(map(width_of, titles)) - around))

    def _heading(self, width: int) -> Content:
        shown = label(self.words, N_("Sections of the essay"))
        return apart(shown, ink(self.words._("learnt"), "$soft"), width)

    def _below(self) -> Content:
        shown: list[Line] = [*blocks.ramp_legend(self.words, self.room.width - 10)]
        if self.room.width < WIDE:
            today, width = self.study.progress.today().weekday(), self.room.width - 8
            unsynced = [line.text for line in typeset(self._unsynced, width)] or [""]
            shown = [ink("     ") + row for row in blocks.ramp_legend(self.words, width)]
            shown += [ink(f"  {line}", "$soft") for line in unsynced]
            shown.append(ink("  ") + week_line(self.words, self.now, today, width))
            shown += [ink("  ") + row for row in blocks.mistakes_line(self.words, self.now, width)]
        elif self._unsynced:
            kept = shown if self.room.height > TALL + 2 else []  # else there is room for one line
            shown = [*kept, ink(self._unsynced, "$soft")]
        return lines(shown)

    def _sync_line(self) -> str:
        """The line on a sync that failed, if one did."""
        from taiwa.words.unsynced import unsynced

        return unsynced(self.study.store.setting, self.words, self.study.progress.now())

    def _look(self) -> None:
        """Show what a sync in the background has found, once it is over."""
        with suppress(StoreError):  # which is told where it matters
            if self.is_active and self._sync_line() != self._unsynced:
                self.speak()

    def _side(self) -> Content:
        width = self._beside()
        minutes = self.study.progress.due_minutes(len(self.now.waiting.items))
        today = self.study.progress.today().weekday()
        rows = [*blocks.due_block(self.words, self.now, minutes, width), ""]
        mistakes = blocks.mistakes_block(self.study, self.words, self.now, width)
        if self.room.width < BROAD:
            return lines([*rows, *week_block(self.words, self.now, today), "", *mistakes])
        if self._ahead is None:
            self._ahead = self.study.progress.coming()[1 : AHEAD + 1]
        ahead = coming_up(self.words, self._ahead, self.study.progress.today())
        return lines([*rows, "", *mistakes, "", "", *ahead])

    @on(Rows.Moved)
    def moved(self) -> None:
        if self.room.width >= BROAD:
            self.query_one("#about", Static).update(self._about())

    def _about(self) -> Content:
        """The week, and below it the section at the cursor."""
        from taiwa.tui.typography import set_text

        name = self.query_one("#path", Rows).name_here
        known = self.study.course.by_id
        section = known.get(name) or known[next(iter(self.now.current), next(iter(known)))]
        language, room = self.words.language, 52
        today = self.study.progress.today().weekday()
        rows: list[Line] = [*week_block(self.words, self.now, today, room), "", ""]
        rows.append(label(self.words, N_("About this section")))
        rows += set_text(section.title[language], room, self.view, "bold", read=False)
        rows += ["", *set_text(section.why[language], room, self.view, read=False)]
        rows += ["", label(self.words, N_("After this lesson you can:"))]
        for goal in section.goals:
            rows += set_text(f"- {goal[language]}", room, self.view, indent=2, read=False)
        return lines(rows)

    @on(Rows.Taken)
    def taken(self, event: Rows.Taken) -> None:
        if not self.is_active:  # a double click, or keys faster than the screen, choose once
            return
        if event.name == NEXT:
            self.action_continue()
        else:
            self._offer((self.study.course.by_id[event.name],))

    def _offer(self, sections: tuple[Section, ...]) -> None:
        from taiwa.tui.start import StartMenu

        self.app.push_screen(StartMenu(self.study, sections), self._start)

    def _start(self, chosen: "Start | None") -> None:
        if chosen is not None:
            self.taiwa.begin(chosen.begin)

    def action_section(self, number: int) -> None:
        """Open the section that the essay gives a number."""
        numbers = self.study.course.numbers
        found = next((name for name, known in numbers.items() if known == number), None)
        if found is not None and self.is_active:
            self.query_one("#path", Rows).move_to(found)
            self._offer((self.study.course.by_id[found],))

    def action_continue(self) -> None:
        self.taiwa.begin(self.study.go_on)

    def action_mixed(self) -> None:
        self._offer(self.study.course.sections)

    def action_review(self) -> None:
        self.taiwa.begin(self.study.review)

    def action_mistakes(self) -> None:
        if self.now.practised:
            self.taiwa.begin(lambda: self.study.practice(self.now.practised))

    def action_ask(self) -> None:
        self.taiwa.begin(self.study.talk)
