"""A course as its author writes it: one item a page, shown anew whenever a file is saved."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from taiwa.course.course import Course
from taiwa.course.model import Section
from taiwa.errors import N_
from taiwa.study.session import Session
from taiwa.study.trial import Trial
from taiwa.study.view import View
from taiwa.study.watch import Watch
from taiwa.text.typesetting import clean, typeset
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import Line, apart, filled, ink, lines, width_of
from taiwa.tui.page import Page
from taiwa.tui.typography import shortened
from taiwa.tui.widgets.head import Head
from taiwa.words.catalogs import Words

EVERY = 0.5
"""Seconds between two looks at the files."""

AT_LEAST = 80
"""Columns of a window that tells where one is beside what is wrong."""

BROKEN = N_("The course can't be read; this is the last version that could.")


class Preview(TaiwaApp):
    """The app on a record that is thrown away; `desk` makes a desk on another edition."""

    def __init__(
        self, watch: Watch, desk: Callable[[Course], Trial], words: Words, item: str
    ) -> None:
        """Raises `UsageError` where there is no such item."""
        super().__init__(desk(watch.course), words)
        self.files, self.desk = watch, desk
        self.item = self.trial.named(item)

    @property
    def trial(self) -> Trial:
        assert isinstance(self.study, Trial)
        return self.study

    def get_default_screen(self) -> Page:
        return Problems()  # below the items, of which one takes the place of another

    def on_mount(self) -> None:
        self.push_screen(Item(self.trial.at(self.item)))
        self.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Show what is known now, if that is something else."""
        if self.files.look():
            self.renew()

    def renew(self) -> None:
        """Show the item as it was read last, unless something else stands over it."""
        page = self.screen
        if isinstance(page, Item) and self.files.course is not self.study.course:
            before = self.trial.items()
            self.study = self.desk(self.files.course)
            self.view = View(self.study)
            self.item = _still_there(self.item, before, self.trial.items())
            session = self.trial.at(self.item)
            session.take_over(page.session)
            self.switch_screen(Item(session))
        elif isinstance(page, Problems) and page.is_over:
            self.pop_screen()
        elif isinstance(page, Item | Problems):
            page.tell_problems()

    def show(self, item: str) -> None:
        """Go to another item."""
        while not isinstance(self.screen, Item):
            self.pop_screen()
        self.item = item
        self.switch_screen(Item(self.trial.at(item)))

    def items_called(self, key: str) -> Sequence[str]:
        return [item for item in self.trial.items() if key in item.lower()]

    def learn(self, section: Section) -> None:
        self.show(self.trial.named(section.id))

    def practise(self, question: str) -> None:
        self.show(question)


def _still_there(item: str, before: Sequence[str], after: Sequence[str]) -> str:
    """The item, or where it is gone what came next to it."""
    place = before.index(item)
    rest = (*before[place:], *reversed(before[:place]))
    return next((each for each in rest if each in after), after[0])


class Item(Conversation):
    """One item as a learner meets it, its options as they are written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn(1)", N_("Next item")),
        Binding("shift+tab", "turn(-1)", N_("Item before")),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.bar = Static(id="problems", markup=False)

    @property
    def preview(self) -> Preview:
        assert isinstance(self.app, Preview)
        return self.app

    def compose(self) -> ComposeResult:
        yield self.bar
        yield from super().compose()

    def speak(self) -> None:
        super().speak()
        self.tell_problems()

    def on_resize(self) -> None:
        self.once_drawn(self.tell_problems)

    def on_screen_resume(self) -> None:
        self.preview.renew()

    def tell_problems(self) -> None:
        """The first problem on one line, and the item's place among all."""
        items, item = self.preview.trial.items(), self.preview.item
        place = self.words._("{item}, {number} of {count}")
        place = place.format(item=item, number=items.index(item) + 1, count=len(items))
        told, ground = _in_short(self.preview.files, self.words)
        room = self.app.size.width - 6 - width_of(place)
        if width_of(told) > room and self.app.size.width < AT_LEAST:  # what is wrong comes first
            place, room = "", self.app.size.width - 4
        left = shortened(clean(told), room)
        row = apart(ink(f"  {left}"), ink(f"{place}  ", "$soft"), self.app.size.width)
        self.bar.update(filled(row, self.app.size.width, ground))

    def go_on(self) -> None:
        """Read on, then to what is said next on the item, else to the next one."""
        more = len({turn.item for turn in self.session.state.queue}) > 1
        parts = self.session.weighing and not self.session.weighed
        if more or parts or not self.query_one("Transcript").is_vertical_scroll_end:
            super().go_on()
        else:
            self.action_turn(1)

    def action_turn(self, by: int) -> None:
        items = self.preview.trial.items()
        place = items.index(self.preview.item) + by
        if 0 <= place < len(items):
            self.preview.show(items[place])

    def action_home(self) -> None:
        if self.is_active:
            self.app.push_screen(Problems())

    def key_words(self) -> list[KeyWord]:
        problems = KeyWord("Esc", self.words._("Problems"), "escape")
        return [problems, *(each for each in super().key_words() if each.press != "escape")]


def _in_short(watch: Watch, words: Words) -> tuple[str, str]:
    """The state of the course in a line, and the ground on which that stands."""
    if watch.problems is None:
        return words._("Checking"), "on $surface"
    if not watch.problems and watch.advice:
        more = words.ngettext(
            "{number} thing could be better", "{number} things could be better", len(watch.advice)
        )
        return f"{words._('✓ no problems')}  {more}", "on $surface"
    if not watch.problems:
        return words._("✓ no problems"), "on $surface"
    first = watch.problems[0].told(words._, Path())
    if watch.broken:
        return f"✗ {first}", "on $badtint"
    return f"{_counted(watch, words)}  {first}", "on $neartint"


def _counted(watch: Watch, words: Words) -> str:
    return words.ngettext("{number} problem", "{number} problems", len(watch.problems or ()))


class Problems(Page):
    """All that `taiwa check` finds in the course as it stands now, or would do better."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "app.pop_screen", N_("Back")),
        Binding("q", "app.quit", N_("Quit")),
        Binding("up,pageup", "scroll(-1)", show=False),
        Binding("down,pagedown,space", "scroll(1)", show=False),
    ]

    listed = False
    """True once there was something to list."""

    def compose(self) -> ComposeResult:
        yield Head()
        with VerticalScroll(id="listed", can_focus=False):
            yield Static(id="all", markup=False)
        yield Keys()

    @property
    def preview(self) -> Preview:
        assert isinstance(self.app, Preview)
        return self.app

    @property
    def is_over(self) -> bool:
        """True once the last problem that was listed is mended."""
        problems = self.preview.files.problems
        return self.listed and problems is not None and not problems

    def on_resize(self) -> None:
        self.once_drawn(self.tell_problems)

    def speak(self) -> None:
        self.tell_problems()

    def tell_problems(self) -> None:
        """Each problem with its file, line and column."""
        _, watch = self.words._, self.preview.files
        name = _("Preview")
        title = ink(f"{name}  ", "$soft") + ink(self.words.plain(watch.course.title), "bold")
        told, _ground = _in_short(watch, self.words)
        self.listed |= bool(watch.problems)
        count = _counted(watch, self.words) if watch.problems else ""
        self.query_one(Head).show(title, ink(count, "$soft"))
        width = max(20, self.size.width - 8)
        rows: list[Line] = [ink(_(BROKEN), "$bad"), ""] if watch.broken else []
        if watch.advice:
            rows += [ink(told), ""]
        for problem in watch.problems or watch.advice:
            set_ = typeset(clean(problem.told(_, Path())), width, indent=2, verbatim=True)
            rows += [ink(line.text) for line in set_]
        self.query_one("#all", Static).update(lines(rows or [ink(told)]))

    def action_scroll(self, by: int) -> None:
        part = self.query_one("#listed")
        part.scroll_relative(y=by * max(1, part.size.height - 2), animate=False)
