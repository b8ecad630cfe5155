"""A list of rows, each of one line or several: arrows move the cursor, Enter or a click takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from taiwa.tui.marks import Line, lines

Draw = Callable[[str, int, bool], Sequence[Line]]
"""A row by its name, at a width, with or without the cursor, as lines."""

ARROWS = (
    Binding("up", "move(-1)", show=False),
    Binding("down", "move(1)", show=False),
)
"""The keys that go over rows; a page takes them that keeps the keyboard in a line to type in."""
TURNING = (
    Binding("pageup", "turn(-1)", show=False),
    Binding("pagedown", "turn(1)", show=False),
)


class Rows(Widget, can_focus=True):
    """Draws only the rows that change; scrolls in the container in which it stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ARROWS,
        Binding("home", "move(-1000)", show=False),
        Binding("end", "move(1000)", show=False),
        Binding("enter", "take", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor has come to a row."""

        name: str

    @dataclass
    class Taken(Message):
        """A row was chosen."""

        name: str

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.names: list[str] = []
        self.cursor = 0
        self._draw: Draw = lambda name, width, here: []
        self._set: dict[tuple[str, int, bool], Sequence[Line]] = {}

    @property
    def name_here(self) -> str:
        return self.names[self.cursor] if self.cursor < len(self.names) else ""

    def show(self, names: Sequence[str], draw: Draw) -> None:
        """Show rows anew; the cursor stays at the row where it was, if that is still there."""
        here = self.name_here
        self.names, self._draw, self._set = list(names), draw, {}
        last = max(0, len(self.names) - 1)
        self.cursor = self.names.index(here) if here in self.names else min(self.cursor, last)
        self.refresh(layout=True)

    def move_to(self, name: str) -> None:
        if name in self.names and name != self.name_here:
            self._go(self.names.index(name))

    def action_move(self, by: int) -> None:
        if self.names:
            self._go(min(max(0, self.cursor + by), len(self.names) - 1))

    def _go(self, place: int) -> None:
        before, self.cursor = self.cursor, place
        if before != place:
            self.refresh(self._region(before), self._region(place))
            self.post_message(self.Moved(self.name_here))
        if isinstance(self.parent, Widget):
            y = 0 if not place else self._region(place).y
            height = self._region(place).bottom - y
            self.parent.scroll_to_region(Region(0, y, 1, height), animate=False)

    def action_take(self) -> None:
        if self.names:
            self.post_message(self.Taken(self.name_here))

    def on_click(self, event: events.Click) -> None:
        if self.screen.selections or event.style.meta.get("press"):
            return  # a drag selects; what stands for a key acts as that
        row = event.get_content_offset(self)
        if row is not None and (place := self._at(row.y)) is not None:
            self._go(place)
            self.action_take()

    def _at(self, y: int) -> int | None:
        """The row that a line belongs to."""
        for place in range(len(self.names)):
            y -= len(self._lines(place))
            if y < 0:
                return place
        return None

    def _lines(self, place: int, width: int = 0) -> Sequence[Line]:
        key = self.names[place], width or self.content_size.width, place == self.cursor
        if key not in self._set:
            self._set[key] = self._draw(*key)
        return self._set[key]

    def region_of(self, name: str) -> Region:
        """The part in which a row stands."""
        return self._region(self.names.index(name))

    def _region(self, place: int) -> Region:
        y = sum(len(self._lines(before)) for before in range(place))
        return Region(0, y, self.size.width, len(self._lines(place)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(len(self._lines(place, width)) for place in range(len(self.names)))

    def render(self) -> Content:
        return lines([line for place in range(len(self.names)) for line in self._lines(place)])
