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
from taiwa.text.cells import cells
from taiwa.tui.marks import cap, filled, ink, width_of
from taiwa.tui.typography import set_parallel
from taiwa.words.messages import Message, Para

PARA_STYLES = {
    "title": "bold",
    "prompt": "bold",
    "verdict": "bold",
    "note": "$soft",
    "source": "$soft",
    "offer": "",
}
TONES = {"right": "$good", "close": "$near", "wrong": "$bad"}
MARGIN = 2
LONG_LINES = 4.5
"""Lines from which on a text is set as two paragraphs."""
AIRY_AFTER = {"title": ("text",), "prompt": ("option", "text"), "text": ("note",)}
"""After which kinds of paragraph an empty row stands before which."""

Draw = Callable[[int], Sequence[Content]]
"""The lines of a message at a width."""


class Bubble(Widget):
    """A message, drawn by `draw`; a switch of language needs only a refresh."""

    @dataclass
    class Offered(TextualMessage):
        """An offer of this message was clicked."""

        number: int

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self.draw = draw
        self.quiet = False  # it belongs to what was said before the turn at hand
        self._set: tuple[int, Content] | None = None

    def reword(self) -> None:
        """Say it anew: the language or the way to see it has changed."""
        self._set = None
        self.refresh(layout=True)

    def hush(self) -> None:
        """Turn into what was said before."""
        if not self.quiet:
            self.quiet = True
            self.reword()

    def content(self, width: int) -> Content:
        """The message set at `width` cells."""
        if self._set is None or self._set[0] != width:
            shown = Content("\n").join(self.draw(width))
            self._set = (width, shown.stylize_before("$soft") if self.quiet else shown)
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


def set_message(
    said: Sequence[Message], width: int, view: View, *, ground: str = "", here: bool = False
) -> list[Content]:
    """A message, in each language shown.

    The learner's stands at the right, on tint; a `ground` reaches over the whole row; `here` marks
    the step at hand at its margin.
    """
    message, room = said[0], max(8, width - 2 * MARGIN)
    paras = list(zip(*(each.paras for each in said), strict=True))
    if message.speaker == "learner":
        return _learners(paras, room, width, view)
    lines: list[Content] = []
    before = ""
    for para in paras:
        kind = para[0].kind
        if lines and (kind == "verdict" or kind in AIRY_AFTER.get(before, ())):
            lines.append(ink(""))
        lines += set_para(para, room, view, TONES.get(message.tone, ""))
        before = kind
    edge = ink(" ", "on $heat3") + " " if here else ink(" " * MARGIN)
    rows = [edge + line for line in lines]
    if not ground:
        return rows
    return [filled(row, width, ground) for row in [ink(""), *rows, ink("")]]


def _learners(paras: Sequence[Sequence[Para]], room: int, width: int, view: View) -> list[Content]:
    """What the learner said: at the right, as wide as its text."""
    lines = [line for para in paras for line in set_para(para, room - 4, view)]
    wide = max(map(width_of, lines), default=0) + 4
    return [
        ink(" " * (width - wide)) + filled(ink("  ") + line, wide, "on $tint") for line in lines
    ]


def set_para(para: Sequence[Para], width: int, view: View, tone: str = "") -> list[Content]:
    """One paragraph in each language, dressed by what it is."""
    first = para[0]
    texts = [each.text for each in para]
    if first.kind == "label":
        return [_label(text) for text in dict.fromkeys(texts)]
    if first.kind == "offer":
        return _offer(texts, width, view)
    style = PARA_STYLES.get(first.kind, "")
    if first.kind == "verdict":
        style += f" {tone}"
    if first.kind == "text" and first.marked:
        texts = [parted(text, width) for text in texts]
    return set_parallel(
        texts, width, view, style, indent=first.hang, marked=first.marked, read=first.read
    )


def _label(text: str) -> Content:
    """A label, and after its bar what is said of it."""
    name, _, after = text.partition(" / ")
    shown = ink(name.upper(), "bold $soft")
    return shown + ink(f"   {after}", "$soft") if after else shown


def _offer(texts: Sequence[str], width: int, view: View) -> list[Content]:
    """An offer as a cap and its words; a click anywhere on it takes it up."""
    number = texts[0][1]
    words = [text[3:] for text in texts]
    lines = set_parallel(words, max(8, width - 4), view, read=False)
    taken = Style.from_meta({"offer": int(number)})
    return [
        ((cap(number) + " " if not place else ink("    ")) + line).stylize(taken)
        for place, line in enumerate(lines)
    ]


def parted(text: str, width: int) -> str:
    """A long text as two paragraphs, parted at the sentence end nearest to its middle."""
    if cells(text) <= LONG_LINES * width or "\n" in text:
        return text
    ends = [
        place + 1
        for place, sign in enumerate(text[:-1])
        if sign == "。" or (sign in ".?!" and text[place + 1] == " ")
    ]
    inner = [end for end in ends if end < len(text) - 1]
    if not inner:
        return text
    middle = min(inner, key=lambda end: abs(end - len(text) / 2))
    return f"{text[:middle]}\n\n{text[middle:].lstrip(' ')}"
