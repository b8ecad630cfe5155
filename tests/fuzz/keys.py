"""Keys and clicks as the bytes that a terminal sends, by chance: see `bursts`."""

import random

from tests.terminal import ENTER, F2, click, move, press, release

COLUMNS, LINES = 100, 30
"""The size of the window that is clicked into."""

ESCAPE, CTRL_P, LINE_FEED = "\x1b", "\x10", "\n"
CHOICES = (*"123412341234abc１２", ENTER, ENTER, ENTER, " ", "\x1b[A", "\x1b[B", "\x1b[B")
KEYS = (
    *("\x1bOP", F2, "\x1bOR", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[15~", "\x1b[17~", "\x1b[18~"),
    *("\x1b[19~", "\x1b[20~", "\x1b[21~", ESCAPE, "\t", "\t", "\x1b[Z", "\x1b[C", "\x1b[D"),
    *("\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x7f", "\x1b[3~", CTRL_P, "\x03", "\x1a"),
    *("\x1b[24~", "\x15", LINE_FEED, *"sgmtrcpfn?/", "　", "？"),
)
"""Function keys, those that move and delete, and the letters that do something on some screen."""

TEXTS = (
    *("river\r", "1947\r", "nato\r", "I think so", "1 3\r", "1a 2b 3c\r", "because it floods\r"),
    *("?what is a river\r", "?nato\r", "/1\r", "/2\r", "/hint\r", "/skip\r", "/reveal\r"),
    *("/undo\r", "/right\r", "/covered 1\r", "/sure 1\r", "/term river\r", "/home\r"),
    *("/scores\r", "/lang\r"),
    *("one\rtwo\rthree\r", "one\ntwo\nthree\n", "1\r2\r3\r", "\x1b[200~1\r2\r3\x1b[201~"),
)
"""Words, commands and several lines, pasted with and without the marks of a paste."""


def mouse(chance: random.Random) -> str:
    """A click, two at once, a drag, or the wheel; mostly of the left button."""
    x, y = chance.randrange(COLUMNS), chance.randrange(LINES)
    button = chance.choice((0, 0, 0, 0, 1, 2))
    to = chance.randrange(COLUMNS), chance.choice((y, chance.randrange(LINES)))
    drag = press(x, y, button) + move(*to, button) + release(*to, button)
    wheel, once = press(x, y, chance.choice((64, 65))), click(x, y, button)
    return chance.choice((once, once, once * 2, drag, wheel))


def burst(chance: random.Random) -> str:
    kinds = chance.choices(("choice", "key", "text", "mouse"), (5, 4, 2, 3), k=chance.randint(2, 6))
    texts = {"choice": CHOICES, "key": KEYS, "text": TEXTS}
    return "".join(
        mouse(chance) if kind == "mouse" else chance.choice(texts[kind]) for kind in kinds
    )
