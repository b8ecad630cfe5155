"""One message of the conversation, set by taiwa's own typesetting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message as TextualMessage
from textual.style import Style
from textual.widget import Widget

from taiwa.study.view import View
from taiwa.tui.typography import set_parallel
from taiwa.words.messages import Message, Para

PARA_STYLES = {
    "title": "bold",
    "label": "$secondary",
    "prompt": "bold",
    "option": "$foreground",
    "verdict": "bold",
    "note": "$secondary",
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
INDENT = 6


class Bubble(Widget):
    """A message. `word` gives it in every language shown; a switch needs only a refresh."""

    @dataclass
    class Offered(TextualMessage):
        """An offer of this message was clicked."""

        number: int

    def __init__(self, word: Callable[[], Sequence[Message]], view: View) -> None:
        super().__init__()
        self.word, self.view = word, view
        self._set: tuple[int, Content] | None = None

    def reword(self) -> None:
        """Say it anew: the language or the way to see it has changed."""
        self._set = None
        self.refresh(layout=True)

    def content(self, width: int) -> Content:
        """The message set at `width` cells."""
        if self._set is None or self._set[0] != width:
            self._set = (width, set_message(self.word(), width, self.view))
        return self._set[1]

    def render(self) -> Content:
        return self.content(self.size.width or 1)

    def on_click(self, event: events.Click) -> None:
        """A click on an offer takes it up, on any of its lines."""
        if self.screen.selections:
            return  # a drag selects
        if number := event.style.meta.get("offer"):
            self.post_message(self.Offered(number))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.content(width).plain.count("\n") + 1


def set_message(said: Sequence[Message], width: int, view: View) -> Content:
    """A message, in each language shown, behind an edge in the colour of its tone."""
    message = said[0]
    indent = INDENT if message.speaker == "learner" and width > 40 else 0
    room = max(1, width - indent - len(EDGE))
    style = "on $primary" if message.speaker == "learner" else EDGES[message.tone]
    edge = Content(" " * indent) + edged(style)
    paras = zip(*(each.paras for each in said), strict=True)
    return Content("\n").join(edge + line for para in paras for line in set_para(para, room, view))


def edged(style: str) -> Content:
    """The coloured edge of a line; plain spaces, whose width no terminal doubts."""
    return Content.styled(" ", style) + Content(" ")


def set_para(para: Sequence[Para], width: int, view: View) -> list[Content]:
    """One paragraph in each language; numbered options hang under their own text."""
    first = para[0]
    texts, style = [each.text for each in para], PARA_STYLES.get(first.kind, "")
    lines = set_parallel(
        texts, width, view, style, indent=first.hang, marked=first.marked, read=first.read
    )
    if first.kind == "offer":
        taken = Style.from_meta({"offer": int(texts[0][1])})
        lines = [line.stylize(taken) for line in lines]
    return lines
