"""Screens in the sixteen colours of a plain terminal: signs stand for tints.

What is chosen, and the action, are reversed; a cap stands in brackets; a bar is of `#`, `=`, `-`
and `.`, a tile of ` .:+#`. Verdicts keep a colour of their own beside mark and word, where one of
the few can be read. The ground is drawn, too: no ink can be read on whatever a terminal has.
"""

from collections.abc import Mapping
from functools import cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from taiwa.tui.marks import BAR
from taiwa.tui.themes import NAMES, colours

ROLES: dict[tuple[int, ...], str] = {
    Color.parse(code).rgb: role for name in reversed(NAMES) for role, code in colours(name).items()
}
"""The role of each colour of both themes."""

INKS = {
    "black": {"accent": "cyan", "good": "green", "bad": "bright_red", "near": "yellow"},
    "white": {"accent": "blue", "bad": "red"},
}
"""The inks on either ground: those that can be read there in the colours of xterm."""

REVERSED = ("accent", "tint", "line")
BARS = {"accent": "#", "heat4": "#", "heat3": "=", "heat2": "=", "heat1": "-"}
TILES = {f"heat{step}": sign for step, sign in enumerate(" .:+#")}
CAP_INKS = ("accent", "soft")


class Sixteen(LineFilter):
    """Turns the colours of the themes, each by its role, into those of such a terminal."""

    def __init__(self, ground: str, inks: Mapping[str, str]) -> None:
        super().__init__()
        self._ground, self._inks = ground, inks
        self._ink = "white" if ground == "black" else "black"

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [self.plain(segment) for segment in segments]

    def plain(self, segment: Segment) -> Segment:
        """A piece of a line as a terminal of 16 colours shows it.

        Nothing is bold but what is white on black: terminals draw bold black as grey.
        """
        style = segment.style or Style.null()
        front, back = role_of(style.color), role_of(style.bgcolor)
        if style.reverse:
            front, back = back, front
        chosen = back in REVERSED
        shown = Style(
            color=self._ink if chosen else self._inks.get(front, self._ink),
            bgcolor=self._ground,
            bold=style.bold and self._ground == "black" and not chosen,
            underline=style.underline,
            reverse=chosen,
            meta=style.meta or None,
        )
        return Segment(_signs(segment.text, front, back), shown, segment.control)


@cache
def sixteen(dark: bool, colourful: bool) -> Sixteen:
    """The one filter for a theme, with or without colours: Textual keeps what each has made."""
    ground = "black" if dark else "white"
    return Sixteen(ground, INKS[ground] if colourful else {})


def role_of(color: RichColor | None) -> str:
    """The role that a colour stands for; empty for any other."""
    return ROLES.get(tuple(color.triplet), "") if color and color.triplet else ""


def _signs(text: str, front: str, back: str) -> str:
    """The meaning of a ground or a bar, as signs of the same width."""
    if BAR in text:
        return text.replace(BAR, BARS.get(front, "."))
    if back in TILES and text.isspace():
        return TILES[back] * len(text)
    cap = text.startswith(" ") and text.endswith(" ") and not text.isspace()
    if back == "raised" and cap and front in CAP_INKS:
        return f"[{text[1:-1]}]"
    return text
