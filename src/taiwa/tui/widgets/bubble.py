"""One message of the conversation, set by taiwa's own typesetting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message as TextualMessage
from textual.style import Style
from textual.widget import Widget

from taiwa.course.companions import places_in
from taiwa.course.model import Source
from taiwa.study.view import View
from taiwa.text.cells import cells
from taiwa.tui.marks import cap, filled, flowing, ink, width_of
from taiwa.tui.typography import column_of, set_parallel, side_by_side
from taiwa.words.messages import Message, Para

PARA_STYLES = {
    "title": "bold",
    "prompt": "bold",
    "verdict": "bold",
    "note": "$soft",
    "source": "$soft",
    "quoted": "$soft",
    "offer": "",
}
TONES = {"right": "$good", "close": "$near", "wrong": "$bad"}
MARGIN = 2
LONG_LINES = 4.5
"""Lines from which on a text is set as two paragraphs."""
AIRY_AFTER = {
    "title": ("text",),
    "prompt": ("option", "text", "label", "quote"),
    "text": ("note", "offer"),
    "source": ("offer",),
}
"""After which kinds of paragraph an empty row stands before which."""

QUOTED = ("quote", "quoted")
"""The kinds of paragraph that stand on a ground of their own."""

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
        self._set: tuple[Size, Content] | None = None

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
        size = Size(width, self.app.size.height)
        if self._set is None or self._set[0] != size:
            shown = Content("\n").join(self.draw(width))
            self._set = (size, shown.stylize_before("$soft") if self.quiet else shown)
        return self._set[1]

    def row_of(self, key: str) -> int | None:
        """The row with the cap of a key, if there is one."""
        content = self.content(self.size.width or 1)
        for span in content.spans:
            if isinstance(span.style, Style) and span.style.meta.get("press") == key:
                return content.plain[: span.start].count("\n")
        return None

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
    said: Sequence[Message],
    width: int,
    view: View,
    *,
    ground: str = "",
    here: bool = False,
    caps: str = "{}",
) -> list[Content]:
    """A message, in each language shown.

    The learner's stands at the right, on tint; a `ground` reaches over the whole row; `here` marks
    the step at hand at its margin; `caps` is for the key of an offer, see `set_para`.
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
        shown = set_para(para, room, view, TONES.get(message.tone, ""), caps)
        if kind in QUOTED:
            shown = [filled(line, room, "on $surface") for line in shown]
        lines += shown
        before = kind
    edge = ink(" ", "on $heat3") + " " if here else ink(" " * MARGIN)
    rows = [edge + line for line in lines]
    if not ground:
        return rows
    return [filled(row, width, ground) for row in [ink(""), *rows, ink("")]]


def _learners(paras: Sequence[Sequence[Para]], room: int, width: int, view: View) -> list[Content]:
    """The learner's words: at the right, as wide as its text."""
    lines = [line for para in paras for line in set_para(para, room - 4, view)]
    wide = max(map(width_of, lines), default=0) + 4
    return [
        ink(" " * (width - wide)) + filled(ink("  ") + line, wide, "on $tint") for line in lines
    ]


def set_para(
    para: Sequence[Para], width: int, view: View, tone: str = "", caps: str = "{}"
) -> list[Content]:
    """One paragraph in each language, dressed by what it is.

    `caps` tells how an offer's number is shown: as a key, as what can be typed or, where there is
    no place for it, not at all any more.
    """
    first = para[0]
    texts = [each.text for each in para]
    if first.kind == "label":
        texts = list(dict.fromkeys(texts))
        column = column_of(texts, width)
        labels = [_label(text, column or width) for text in texts]
        if column:
            return side_by_side(labels, [0] * len(labels), [column] * len(labels))
        return [row for label in labels for row in label]
    if first.kind == "offer":
        return _offer(texts, width, view, caps)
    style = PARA_STYLES.get(first.kind, "")
    if first.kind == "verdict":
        style += f" {tone}"
    if first.kind == "text" and first.marked:
        texts = [parted(text, width) for text in texts]
    shown = set_parallel(
        texts, width, view, style, indent=first.hang, marked=first.marked, read=first.read
    )
    return [opening(line, first.places, view, "underline") for line in shown]


def opening(shown: Content, places: Sequence[Source], view: View, style: str = "") -> Content:
    """A click on it opens the text there, where the text is here."""
    told = places_in(places)
    if not told or not view.study.has_essay:
        return shown
    return shown.stylize(style).stylize(Style.from_meta({"source": told}))


def _label(text: str, width: int) -> list[Content]:
    """A label, and after its bars what is said of it."""
    name, *after = text.split(" / ")
    parts = [ink(name.upper(), "bold $soft"), *(ink(each, "$soft") for each in after)]
    return flowing(parts, width)


def _offer(texts: Sequence[str], width: int, view: View, caps: str) -> list[Content]:
    """An offer as a cap and its words; a click anywhere on it takes it up."""
    mark = cap_of(texts[0], caps)
    indent = width_of(mark)
    words = [text[3:] for text in texts]
    lines = set_parallel(words, max(8, width - indent), view, "" if caps else "$soft", read=False)
    rows = [(mark if not place else ink(" " * indent)) + line for place, line in enumerate(lines)]
    return [taking(row, texts[0]) for row in rows] if caps else rows


def cap_of(text: str, caps: str) -> Content:
    """The cap of an offer, `/1 words`, and the cells between it and its words."""
    return cap(caps.format(text[1])) + " " if caps else ink("    ")


def taking(row: Content, text: str) -> Content:
    """A row that takes up its offer when it is clicked."""
    return row.stylize(Style.from_meta({"offer": int(text[1])}))


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
