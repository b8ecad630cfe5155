"""Screens in the sixteen colours of a plain terminal, on its own ground: signs stand for tints.

What is chosen, and the action, are reversed; a cap stands in brackets; a bar is of `#`, `=`, `-`
and `.`, a tile of ` .:+#`. Verdicts keep a colour of their own beside mark and word.
"""

from collections.abc import Sequence

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

INKS = {"accent": "cyan", "good": "green", "bad": "red", "near": "yellow"}
REVERSED = ("accent", "tint")
BARS = {"accent": "#", "heat4": "#", "heat3": "=", "heat2": "=", "heat1": "-"}
TILES = {f"heat{step}": sign for step, sign in enumerate(" .:+#")}
CAP_INKS = ("accent", "soft")


class Sixteen(LineFilter):
    """Turns the colours of the themes, each by its role, into those of such a terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [plain(segment) for segment in segments]


def plain(segment: Segment) -> Segment:
    """A piece of a line as a terminal of 16 colours shows it."""
    style = segment.style
    if style is None:
        return segment
    front, back = role_of(style.color), role_of(style.bgcolor)
    if style.reverse:
        front, back = back, front
    shown = Style(
        color=None if back in REVERSED else INKS.get(front),
        bold=style.bold,
        underline=style.underline,
        reverse=back in REVERSED,
        meta=style.meta or None,
    )
    return Segment(_signs(segment.text, front, back), shown, segment.control)


def role_of(color: RichColor | None) -> str:
    """The role that a colour stands for; empty for any other."""
    return ROLES.get(tuple(color.triplet), "") if color and color.triplet else ""


def _signs(text: str, front: str, back: str) -> str:
    """The meaning of a ground or a bar, as signs of the same width."""
    if BAR in text:
        return text.replace(BAR, BARS.get(front, "."))
    if back in TILES and text.isspace():
        return TILES[back] * len(text)
    cap = text.startswith(" ") and text.endswith(" ") and len(text) > 2
    if back == "raised" and cap and front in CAP_INKS:
        return f"[{text[1:-1]}]"
    return text


def filters(depth: str | None) -> Sequence[LineFilter]:
    """Those for a terminal of such a `depth`, as Rich names it."""
    return [Sixteen()] if depth == "standard" else []
