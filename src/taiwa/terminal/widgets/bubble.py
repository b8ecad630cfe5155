"""One message of the conversation, set by taiwa's own typesetting."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message as TextualMessage
from textual.widget import Widget

from taiwa.language.messages import Message, Para
from taiwa.language.typesetting import clean, typeset

STYLES = {
    "title": "bold",
    "label": "$secondary",
    "prompt": "bold",
    "verdict": "bold",
    "note": "italic $secondary",
    "source": "$secondary",
    "learner": "$primary",
    "offer": "$primary",
}
EDGES = {
    "plain": "on $panel",
    "lesson": "on $secondary",
    "question": "on $accent",
    "right": "on $success",
    "close": "on $warning",
    "wrong": "on $error",
}
EDGE = "  "
_OFFER = re.compile(r"/([1-9]) ")
INDENT = 6


class Bubble(Widget):
    """A message. `word` gives it in the language that is on; a switch needs only a refresh."""

    @dataclass
    class Offered(TextualMessage):
        """An offer of this message was clicked."""

        number: int

    def __init__(self, word: Callable[[], Message]) -> None:
        super().__init__()
        self.word = word
        self._set: tuple[int, Content] | None = None

    def reword(self) -> None:
        """Say it anew: the language has changed."""
        self._set = None
        self.refresh(layout=True)

    def content(self, width: int) -> Content:
        """The message set at `width` cells."""
        if self._set is None or self._set[0] != width:
            self._set = (width, set_message(self.word(), width))
        return self._set[1]

    def render(self) -> Content:
        return self.content(self.size.width or 1)

    def on_click(self, event: events.Click) -> None:
        """A click on an offer takes it up, on any of its lines."""
        lines = self.content(self.size.width or 1).plain.split("\n")[: int(event.y) + 1]
        for line in reversed(lines):
            text = line[len(EDGE) :]
            if offer := _OFFER.match(text):
                self.post_message(self.Offered(int(offer[1])))
            if not text.startswith(" "):
                return

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.content(width).plain.count("\n") + 1


def set_message(message: Message, width: int) -> Content:
    """A message as lines of at most `width` cells, behind an edge in the colour of its tone."""
    indent = INDENT if message.speaker == "learner" and width > 40 else 0
    room = max(1, width - indent - len(EDGE))
    style = "on $primary" if message.speaker == "learner" else EDGES[message.tone]
    edge = Content(" " * indent) + edged(style)
    return Content("\n").join(
        edge + line for para in message.paras for line in set_para(para, room)
    )


def edged(style: str) -> Content:
    """The coloured edge of a line; plain spaces, whose width no terminal doubts."""
    return Content.styled(" ", style) + Content(" ")


def set_para(para: Para, width: int) -> list[Content]:
    """One paragraph; numbered options hang under their own text."""
    lines = typeset(clean(para.text), width, indent=para.hang, verbatim=not para.marked)
    return [Content.styled(line.text, STYLES.get(para.kind, "")) for line in lines]
