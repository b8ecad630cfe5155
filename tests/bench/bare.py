"""The reference of the start-up figures: a bare Textual app with one Input and one Static."""

from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("ready")
        yield Input()


if __name__ == "__main__":
    Bare().run()
