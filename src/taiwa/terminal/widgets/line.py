"""A line to type into that keeps all that is typed or pasted."""

from textual import events
from textual.widgets import Input


class Line(Input):
    """Textual's input, but for two things that it drops: the full-width space, pasted lines."""

    def on_key(self, event: events.Key) -> None:
        if event.character == "\u3000":  # is not printable to Python
            event.stop()
            self.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *sorted(self.selection))
