"""A line to type into that keeps all that is typed or pasted."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from taiwa.text.cells import cells
from taiwa.tui.page import Bilingual
from taiwa.tui.typography import shortened

ACTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action != "copy"  # the app's, if nothing is chosen
    for key in binding.key.split(",")
}
"""The action of each key that moves in the line, changes or takes it."""

BLANKS = (" ", "\u3000")


@dataclass
class Written(Message):
    """Enter in the line or the editor."""

    value: str


class Edited(Message):
    """The text in the editor is another."""


class Line(Input):
    """Textual's input, but for what it drops, the full-width space and all pasted lines but one.

    Its keys act here, one after the other: by way of the app, Enter would take in the letters that
    came in the same instant, and miss what was deleted. `at_once` is offered each key that comes to
    an empty line, and may take it. A blank alone is nothing: none begins a line. Where it
    `recalls`, Up in an empty line brings back what was put aside: by Ctrl+U, or as nothing waited
    for it.
    """

    at_once: Callable[[events.Key], bool] = staticmethod(lambda key: False)
    recalls = False
    _aside = _invitation = ""

    def on_mount(self) -> None:
        self.cursor_blink = False  # an idle screen sends nothing

    def put(self, text: str) -> None:
        """Let another text stand there."""
        self.value = text

    def invite(self, text: str) -> None:
        """Say what can be typed, as far as there is room, while nothing is."""
        self._invitation = text
        self.on_resize()

    def on_resize(self) -> None:
        text, room = self._invitation, self.size.width - 1
        self.placeholder = shortened(text, room) if 0 < room < cells(text) else text

    def put_aside(self) -> None:
        """Empty the line."""
        if self.value.strip():
            self._aside = self.value
        self.value = ""

    async def on_key(self, event: events.Key) -> None:
        if empty := not self.value.strip():
            self.value = ""
        if (empty and self.at_once(event)) or (empty and event.character in BLANKS):
            event.prevent_default()
            event.stop()
        elif empty and event.key == "up" and self.recalls and self._aside:
            event.stop()
            self.put(self._aside)
        elif event.key == "ctrl+u":
            event.stop()
            self.put_aside()
        elif event.character == BLANKS[1]:  # is not printable to Python
            event.stop()
            self.replace(event.character, *self.selection)
        elif action := ACTIONS.get(event.key):
            event.stop()
            if not (event.key == "enter" and self._is_late(event)):
                await self.run_action(action)

    def _is_late(self, event: events.Key) -> bool:
        return isinstance(self.screen, Bilingual) and self.screen.late(event)

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *self.selection)
