"""The editor of an explanation or a thought: several lines, in the flow of the page."""

from collections.abc import Callable

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea

from taiwa.study.draft import Draft
from taiwa.tui.page import Bilingual
from taiwa.tui.widgets.line import Edited, Written

NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter")
OTHERS = ("copy", "select_line", "select_all", "cursor_page_up", "cursor_page_down")
"""Of Textual's keys those that are the page's: F6, F7, PgUp, PgDn, and Ctrl+C for any selection."""

ACTIONS = {
    key: binding.action
    for binding in TextArea.BINDINGS
    if isinstance(binding, Binding) and binding.action not in OTHERS
    for key in binding.key.split(",")
}


class Editor(TextArea, inherit_bindings=False):
    """Textual's text area; Enter gives what is written. It has its keys act here, as the line has.

    Ctrl+U puts all that is written aside, and Up in the empty editor brings it back.
    """

    at_once: Callable[[events.Key], bool] = staticmethod(lambda key: False)

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.text, id="write", compact=True, highlight_cursor_line=False)
        self.draft = draft
        self.move_cursor(self.document.end)

    def on_mount(self) -> None:
        self.cursor_blink = False  # an idle screen sends nothing

    def on_text_area_changed(self) -> None:
        self.post_message(Edited())

    @property
    def value(self) -> str:
        """The text, by the line's name for it."""
        return self.text

    def invite(self, text: str) -> None:
        """Say what can be written, while nothing is."""
        self.placeholder = text

    def put(self, text: str) -> None:
        """Let another text stand there, with the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    async def on_key(self, event: events.Key) -> None:
        if not self.text.strip() and self.at_once(event):
            done = True
        elif event.key == "enter":
            if not (isinstance(self.screen, Bilingual) and self.screen.late(event)):
                self.post_message(Written(self.text))
            done = True
        else:
            done = self._write(event)
        if action := None if done else ACTIONS.get(event.key):
            await self.run_action(action)
            done = True
        if done:
            event.prevent_default()
            event.stop()

    def _write(self, event: events.Key) -> bool:
        """Do with a key what Textual's own editor does otherwise, or not at all."""
        if event.key in NEW_LINE:
            self.replace("\n", *self.selection)
        elif event.character == "\u3000":  # is not printable to Python
            self.replace(event.character, *self.selection)
        elif event.key == "ctrl+u" and self.text:
            self.put_aside()
        elif event.key == "up" and not self.text:
            self.bring_back()
        else:
            return False
        return True

    def put_aside(self) -> None:
        """Empty the editor."""
        self.draft.aside = self.text
        self.put("")

    def bring_back(self) -> None:
        """Let the text that was put aside stand there again."""
        text, self.draft.aside = self.draft.aside, ""
        self.put(text)
