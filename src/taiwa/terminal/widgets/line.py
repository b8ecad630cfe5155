"""A line to type into that keeps all that is typed or pasted."""

from textual import events
from textual.widgets import Input

from taiwa.terminal.page import Bilingual


class Line(Input):
    """Textual's input, but for what it drops, the full-width space and all pasted lines but one.

    Enter takes what stands there when it is pressed: by way of the app it would take in the letters
    that came in the same instant.
    """

    async def on_key(self, event: events.Key) -> None:
        if event.character == "\u3000":  # is not printable to Python
            event.stop()
            self.replace(event.character, *self.selection)
        elif event.key == "enter":
            event.stop()
            if not (isinstance(self.screen, Bilingual) and self.screen.late(event)):
                await self.action_submit()

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *self.selection)
