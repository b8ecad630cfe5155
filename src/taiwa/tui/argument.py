"""The argument as a map: each claim a block, and on it what bears on it, a card a row."""

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from taiwa.course.charts import Chart
from taiwa.errors import N_
from taiwa.tui.keybar import Keys, KeyWord
from taiwa.tui.marks import (
    AIRY,
    WIDE,
    Line,
    action,
    cap,
    filled,
    flowing,
    ink,
    key,
    label,
    lines,
    width_of,
)
from taiwa.tui.page import Page
from taiwa.tui.typography import set_parallel, set_text
from taiwa.tui.widgets.head import Head
from taiwa.tui.widgets.rows import Rows
from taiwa.words.argument_map import MEANINGS, NOT_BUILT, Branch, argument_tree, bearing
from taiwa.words.labels import ROLE_NAMES

WIDTH, INSET = 76, 4
"""Cells of a block, and by how much what bears on a card in it is set in."""


class Row(Struct, frozen=True):
    """A card in its block: the claim on top at depth 0, below it 1, on a paper inside 2."""

    branch: Branch
    depth: int
    last: bool = False  # of its block


def in_blocks(tree: Sequence[Branch]) -> list[Row]:
    """The rows of the blocks; what stands deeper than two is a block of its own."""
    rows: list[Row] = []
    waiting = list(tree)
    for top in waiting:
        block = [Row(top, 0)]
        for branch in top.below:
            block.append(Row(branch, 1))
            block += [Row(each, 2) for each in branch.below]
            waiting += [each for each in branch.below if each.below]
        rows += [*block[:-1], Row(block[-1].branch, block[-1].depth, last=True)]
    return rows


class ArgumentMap(Page):
    """Digits and arrows move over the cards, Enter reads the step, b builds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"card({n})", N_("Card"), show=n == 1) for n in range(1, 10)),
        Binding("b", "build", N_("Build")),
        Binding("escape", "app.pop_screen", N_("Back")),
    ]

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.all_rows = in_blocks(argument_tree(chart.argument, list(chart.spots)))
        self.built = True

    def compose(self) -> ComposeResult:
        yield Head()
        with Horizontal(id="argument"):
            with VerticalScroll(id="cards", can_focus=False):
                yield Static(id="above", markup=False)
                yield Rows(id="map")
                yield Static(id="under", markup=False)
            yield Static(id="bearing", markup=False)
        yield Keys()

    @property
    def rows(self) -> Rows:
        return self.query_one("#map", Rows)

    def on_screen_resume(self) -> None:
        self.speak_anew()  # it may have been built meanwhile

    def on_resize(self) -> None:
        self.once_drawn(self.speak)

    def speak(self) -> None:
        self.built = not self.study.unbuilt(self.chart.argument)
        _ = self.words._
        number = "" if self.chart.number is None else f"{self.chart.number}  "
        title = ink(number, "$soft") + ink(self.chart.title[self.words.language], "bold")
        self.query_one(Head).show(title, ink(self._counted(), "$soft"))
        air = [""] if self.size.height >= AIRY else []
        told = _("what each card does for another")
        named = ink("  ") + label(self.words, N_("Map of the argument"), told)
        above: list[Line] = [named] if self.built else [named, "", *self._not_built()]
        self.query_one("#above", Static).update(lines([*above, *air]))
        names = [str(place) for place in range(len(self.all_rows))] if self.built else []
        self.rows.show(names, self._row)
        self._tell()
        self.refresh_bindings()

    def _counted(self) -> str:
        words, cards, links = self.words, len(self.chart.spots), len(self.chart.argument.links)
        told = words.ngettext("{number} card", "{number} cards", cards)
        return words._(", ").join([told, words.ngettext("{number} link", "{number} links", links)])

    def key_words(self) -> list[KeyWord]:
        found = super().key_words()
        if not self.built:
            return found
        first = found[0]._replace(label=f"1-{min(9, len(self.chart.spots))}")
        return [first, KeyWord("Enter", self.words._("Read the step"), "enter"), *found[1:]]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "card":
            return self.built
        return action != "build" or bool(self.chart.argument.build)

    def _not_built(self) -> list[Line]:
        """Before the map was built: why it is not shown, and the way to build it."""
        build = self.study.unbuilt(self.chart.argument)
        return [
            ink(f"  {self.words._(NOT_BUILT)}"),
            "",
            ink("  ") + action("b", self._build(build)),
        ]

    def _build(self, build: Sequence[str]) -> str:
        return self.words.ngettext(
            "Build it yourself: {number} question",
            "Build it yourself: {number} questions",
            len(build),
        )

    @property
    def _here(self) -> str:
        """The card at the cursor."""
        return self.all_rows[int(self.rows.name_here or 0)].branch.card

    @on(Rows.Moved)
    def _tell(self) -> None:
        """Tell what the card at the cursor does, beside the map or below it."""
        wide, below = self.size.width >= WIDE, list[Line]()
        if self.built:
            below = [*([""] if wide else self._in_short()), *self._actions()]
            self.query_one("#bearing", Static).update(lines(self._in_full() if wide else []))
        self.query_one("#under", Static).update(lines(below))

    def _actions(self) -> list[Content]:
        number = self.chart.spots[self._here].number
        read = self.words._("Read step {number}", number=number)
        if self.chart.number is None:
            read = self.words._("Read the step")
        shown = [action("Enter", read)]
        if self.chart.argument.build:
            shown.append(key("b", self._build(self.chart.argument.build)))
        return [ink("  ") + row for row in flowing(shown, self.size.width - 8)]

    def _in_full(self) -> list[Line]:
        """The card, each of its links with the reason, and the four relations."""
        spot, _ = self.chart.spots[self._here], self.words._
        width = max(20, self.query_one("#bearing", Static).content_size.width or 36)
        number = _("Card {number}", number=spot.number)
        rows: list[Line] = [label(self.words, number, _(ROLE_NAMES[spot.role]).lower())]
        rows += set_text(spot.title[self.words.language], width, self.view, "bold", read=False)
        for name, why, own in bearing(self.chart, self.words, self._here):
            rows += ["", ink(name, "bold")]
            rows += set_text(why, width, self.view, "$ink" if own else "$soft", read=False)
        return [*rows, "", *self._relations(width)]

    def _relations(self, width: int) -> list[Line]:
        relations, language = self.study.course.relations, self.words.language
        names = {name: relations[name][language] for name in MEANINGS}
        most = max(map(width_of, names.values())) + 1
        rows: list[Line] = [label(self.words, N_("Relations"))]
        for name, said in names.items():
            told = set_text(
                self.words._(MEANINGS[name]), width - most, self.view, "$ink", read=False
            )
            first = ink(said, "bold") + " " * (most - width_of(said))
            rows += [(first if not n else ink(" " * most)) + line for n, line in enumerate(told)]
        return rows

    def _in_short(self) -> list[Line]:
        """The first link with its reason; the others on one soft line."""
        spot, width = self.chart.spots[self._here], self.size.width - 8
        told = bearing(self.chart, self.words, self._here)
        if not told:
            return [""]
        (name, why, _own), *others = told
        number = self.words._("Card {number}", number=spot.number)
        first = ink("  ") + ink(f"{number}{self.words._(', ')}{name}", "bold")
        if others:
            links = self.words._("; ").join(name for name, *_ in others)
            rest = ink("   " + self.words._("also: {links}", links=links), "$soft")
            first = first + rest if width_of(first + rest) <= width else first
        reason = set_text(why, width, self.view, "$ink", read=False)
        return ["", first, *(ink("  ") + line for line in reason)]

    def _row(self, name: str, width: int, here: bool) -> list[Line]:
        """A card as rows of its block, on the ground of its depth."""
        place, width = int(name), min(width, WIDTH)
        row, airy = self.all_rows[place], self.size.height >= AIRY
        rows = [filled(line, width, "on $tint") for line in self._set(row, width, here)]
        if not here:
            rows = [self._grounded(line, row.depth, width) for line in self._set(row, width, here)]
        empty = filled("", width, "on $surface")
        if row.depth == 0 and not row.last and airy:
            rows.append(empty)
        if row.last:
            rows += [*([empty] if airy else []), ink("")]
        return [*rows]

    def _grounded(self, line: Content, depth: int, width: int) -> Content:
        """A line on the block, or on the paper inside it."""
        if depth < 2:
            return filled(line, width, "on $surface")
        inner = filled(line[INSET:], width - INSET - 2, "on $raised")
        return filled(ink(" " * INSET, "on $surface") + inner, width, "on $surface")

    def _set(self, row: Row, width: int, here: bool) -> list[Content]:
        """Relation, number and card; a card that stands above already is soft."""
        spot, language = self.chart.spots[row.branch.card], self.words.language
        relations = self.study.course.relations
        relation = relations[row.branch.relation][language] if row.depth else ""
        lead = ink(" " * (2 + INSET * max(0, row.depth - 1)))
        if relation:
            most = max(width_of(each[language]) for each in relations.values()) + 1
            lead += ink(relation, "bold $soft") + " " * (most - width_of(relation))
        again = row.branch.again
        plain = "$soft on $raised" if again else "$ink on $heat1"
        digits = len(str(len(self.chart.spots)))
        mark = cap(f"{spot.number:>{digits}}", "bold $onaccent on $accent" if here else plain)
        look = "bold" if here or not row.depth else "$soft" if again else "$ink"
        codes = [language, *(code for code in spot.card if code != language)]
        texts = [spot.card[code] for code in (codes if self.view.parallel else codes[:1])]
        lead += mark + " "
        room = width - width_of(lead) - (4 if row.depth > 1 else 2)
        told = set_parallel(texts, room, self.view, look, read=False)
        blank = ink(" " * width_of(lead))
        return [(lead if not number else blank) + line for number, line in enumerate(told)]

    def action_card(self, number: int) -> None:
        """To the first row of the card with a number."""
        spots = self.chart.spots
        rows = enumerate(self.all_rows)
        found = next((n for n, row in rows if spots[row.branch.card].number == number), None)
        if found is not None:
            self.rows.move_to(str(found))

    @on(Rows.Taken)
    def action_read(self) -> None:
        self.taiwa.open_step(self.chart.spots[self._here].step)

    def action_build(self) -> None:
        """Ask the questions on the map: those never answered, else all."""
        build = self.study.unbuilt(self.chart.argument) or self.chart.argument.build
        self.taiwa.begin(lambda: self.study.practice(build))
