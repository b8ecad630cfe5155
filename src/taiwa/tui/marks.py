"""Parts that screens are drawn with: caps, actions, thin bars, columns; never a border or a box.

Nothing here depends on a character whose width terminals doubt.
"""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.style import Style

from taiwa.study.path import HERE
from taiwa.text.cells import cells
from taiwa.text.typesetting import typeset
from taiwa.words.catalogs import Words

WIDE, BROAD, AIRY = 100, 188, 31
"""Columns of a window that has two columns, or three; rows of one that has air: as in the style
sheet, whose classes `app` names by them."""

BAR = "▬"
STEPS = ("$heat4", "$heat2", "$heat1", "$line")
"""The ramp of progress: mastered, learnt, seen once, to come."""

FEWEST = 6
"""Cells in which a longer path is drawn at least."""

Line = str | Content


def ink(text: str, style: str = "") -> Content:
    """A text that holds no markup."""
    return Content.styled(text, style) if style else Content(text)


def label(words: Words, text: str, after: str = "") -> Content:
    """The name of the lines below it: in capitals where the language has them."""
    said = words._(text)
    shown = Content.styled(said.upper(), "bold $soft")
    return shown + Content.styled(f"   {after}", "$soft") if after else shown


def named(words: Words, text: str, after: str, width: int) -> list[Content]:
    """The same, with what belongs to the name below it where there is no room beside it."""
    shown = label(words, text, after)
    if width_of(shown) <= width:
        return [shown]
    return [label(words, text), *(ink(line.text, "$soft") for line in typeset(after, width))]


def pressable(shown: Content, key: str) -> Content:
    """A click on it is as good as the key."""
    return shown.stylize(Style.from_meta({"press": key}))


def cap(label: str, style: str = "$accent on $raised") -> Content:
    """A key, or the number of a row."""
    return Content.styled(f" {label} ", style)


def tabs(pages: Mapping[int, str], here: int) -> Content:
    """Pages as caps, each its number and its name, if that is told; the one `here` stands out."""
    shown = []
    for page, name in pages.items():
        style = "bold $onaccent on $accent" if page == here else "$ink on $raised"
        shown.append(pressable(cap(f"{page} {name}".rstrip(), style), str(page)))
    return Content(" ").join(shown) + " "


def key(label: str, word: str, press: str = "") -> Content:
    """A key's cap and what it does."""
    return pressable(cap(label) + f" {word}", press or label)


def action(label: str, word: str, press: str = "") -> Content:
    """The one thing to do here."""
    shown = Content.styled(f" {label}  {word} ", "bold $onaccent on $accent")
    return pressable(shown, press or label.lower())


def thin_bar(parts: Sequence[int], total: int, width: int) -> Content:
    """Counts of mastered, learnt and seen once as parts of a bar; a part above 0 is seen."""
    lengths, left = [], width
    for part in parts:
        length = min(left, max(1, round(width * part / total))) if part and total else 0
        lengths.append(length)
        left -= length
    return Content("").join(
        Content.styled(BAR * n, style) for n, style in zip([*lengths, left], STEPS, strict=True)
    )


def path_bar(states: Sequence[int], room: int, most: int) -> Content:
    """A path as one bar a step, each of `most` cells, or as many as fit into `room`.

    Where there is no room for gaps, none stands between them; where there is less, a cell stands
    for several steps, and nothing in fewer than `FEWEST`.
    """
    width = min(most, room // len(states) - 1) if states else 0
    if width > 0:
        return segments(states, width)
    if len(states) > room >= FEWEST:
        shown = [states[cell * len(states) // room] for cell in range(room)]
        if HERE in states:
            shown[states.index(HERE) * room // len(states)] = HERE
        states = shown
    return segments(states, 1, "") if len(states) <= room else ink("")


def segments(states: Sequence[int], width: int, gap: str = " ") -> Content:
    """One bar a step: 2 done, 1 at hand, 0 to come."""
    styles = ("$line", "$accent", "$heat3")
    return Content(gap).join(Content.styled(BAR * width, styles[state]) for state in states)


def legend(names: Sequence[str]) -> list[Content]:
    """The names of the ramp's steps."""
    return [
        Content.styled(BAR * 2, style) + Content.styled(f" {name}", "$soft")
        for name, style in zip(names, STEPS, strict=False)
    ]


def columns(
    values: Sequence[int], height: int, width: int, today: int = -1, gap: str = " "
) -> list[Content]:
    """Columns of ground colour, the one at `today` the brightest; one row of `height` each."""
    top = max([1, *values])
    heights = [-(-value * height // top) if value else 0 for value in values]
    rows = []
    for row in range(height, 0, -1):
        blocks = [
            Content.styled(" " * width, f"on ${'heat4' if place == today else 'heat2'}")
            if reached >= row
            else Content(" " * width)
            for place, reached in enumerate(heights)
        ]
        rows.append(Content(gap).join(blocks))
    return rows


def apart(left: Line, right: Line, width: int) -> Content:
    """Two texts at the ends of a line; what does not fit of the left one gives way."""
    left, right = to_content(left), to_content(right)
    room = width - width_of(right)
    gap = max(1, room - width_of(left)) if width_of(right) else room - width_of(left)
    return left + " " * max(0, gap) + right


def at_ends(left: Content, right: Content, width: int) -> list[Content]:
    """Two texts at the ends of one row, or of two where there is no room for both."""
    if not right.plain or width_of(left) + 2 + width_of(right) <= width:
        return [apart(left, right, width)]
    return [left, apart("", right, width)]


def flowing(parts: Sequence[Content], width: int, gap: int = 3) -> list[Content]:
    """Parts beside each other; what does not fit goes whole to a row of its own."""
    rows: list[Content] = []
    for part in parts:
        if rows and width_of(rows[-1]) + gap + width_of(part) <= width:
            rows[-1] += ink(" " * gap) + part
        else:
            rows.append(part)
    return rows


def to_content(line: Line) -> Content:
    return Content(line) if isinstance(line, str) else line


def width_of(line: Line) -> int:
    return cells(line if isinstance(line, str) else line.plain)


def filled(line: Line, width: int, style: str) -> Content:
    """A line on a ground that reaches over the whole row."""
    line = to_content(line)
    return (line + " " * max(0, width - width_of(line))).stylize_before(style)


def beside(left: Sequence[Line], right: Sequence[Line], width: int) -> list[Content]:
    """Two blocks side by side; the left one is `width` cells wide."""
    rows = []
    for place in range(max(len(left), len(right))):
        one = to_content(left[place]) if place < len(left) else Content("")
        two = to_content(right[place]) if place < len(right) else Content("")
        rows.append(one + " " * max(0, width - width_of(one)) + two)
    return rows


def lines(rows: Sequence[Line]) -> Content:
    return Content("\n").join(map(to_content, rows))
