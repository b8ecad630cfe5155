"""What is sent to the terminal: all that has changed and little else, whatever the terminal is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot
from textual.strip import Strip

from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.frames import Shown
from taiwa.tui.textual_parts import _strips
from taiwa.words.catalogs import Words
from tests.emulator import Cell, Emulator

SIZE = Size(24, 3)
TEXTS = (
    "a",
    "bc",
    "   ",
    "日",
    "本語",
    "が",
    "\u304b\u3099",
    "é",
    "e\u0301",
    "“",
    "→",
    "ｶﾞ",
    "👍",
    "𠮟",
)
STYLES = ("", "bold", "red on #102030", "#102030", "underline on blue", "reverse")

texts = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(STYLES)), min_size=1, max_size=8)
pieces = st.tuples(st.integers(0, SIZE.width - 1), st.integers(0, SIZE.height - 1), texts)


def strip(room: int, said: list[tuple[str, str]]) -> Strip:
    """A strip of so many cells at most, cut as Textual cuts."""
    return Strip([Segment(text, Style.parse(style)) for text, style in said]).crop(0, room)


Frames = list[list[tuple[int, int, list[tuple[str, str]]]]]


@given(st.lists(st.lists(pieces, max_size=4), max_size=5), st.sampled_from((1, 2)))
def test_what_differs_leaves_the_screen_that_all_of_it_leaves(
    frames: Frames, ambiguous: int
) -> None:
    """Beside Textual's way, and where characters of ambiguous width take two cells, all at once."""
    step, plain = (Emulator(*SIZE, width) for width in (ambiguous, 1))
    sparing, console = Shown(), Console(color_system="truecolor", _environ={})
    first = [(0, y, Strip.blank(SIZE.width)) for y in range(SIZE.height)]
    said = [[(x, y, strip(SIZE.width - x, each)) for x, y, each in frame] for frame in frames]
    for count, frame in enumerate([first, *said], 1):
        sparing.put(frame, SIZE, ColorSystem.TRUECOLOR)
        step.feed(sparing.send())
        for x, y, piece in frame:
            plain.feed(f"\x1b[{y + 1};{x + 1}H{piece.render(console)}")
        whole, once = Shown(), Emulator(*SIZE, ambiguous)
        for before in [first, *said][:count]:
            whole.put(before, SIZE, ColorSystem.TRUECOLOR)
        once.feed(whole.send())
        assert step.rows == once.rows
        if ambiguous == 1:
            assert step.rows == plain.rows


def test_a_row_that_is_as_it_was_is_not_sent_and_of_another_only_what_differs() -> None:
    shown = Shown()
    for text, sent in (
        ("one two ", "\x1b[1Hone two "),
        ("one two ", ""),
        ("one too ", "\x1b[1;6Ho"),
        ("One tooo", "\x1b[1HO\x1b[6Co"),
        ("日本 two", "\x1b[1H日本 tw"),
        ("日語 two", "\x1b[1;3H語"),
        ("ab語 two", "\x1b[1Hab"),
        ("a“c two ", "\x1b[1;2H“c two "),
        ("a“c too ", "\x1b[1;2H“c too "),
    ):
        shown.put([(0, 0, Strip([Segment(text)]))], Size(8, 1), ColorSystem.TRUECOLOR)
        assert shown.send() == sent


KEYS = (
    *(
        "1",
        "2",
        "3",
        "a",
        "river",
        "enter",
        "enter",
        "enter",
        "space",
        "space",
        "space",
        "backspace",
    ),
    *(
        "up",
        "down",
        "down",
        "tab",
        "pageup",
        "pagedown",
        "escape",
        "f1",
        "f2",
        "f2",
        "f3",
        "f4",
        "f5",
    ),
    *("f5", "f7", "f8", "f9", "f10", "ctrl+p", "s", "g", "m", "c", "r", "日本", "?"),
)
SIZES = ((80, 24), (120, 40), (61, 20), (80, 24))


def differing(screen: Emulator, other: Emulator) -> list[tuple[int, int, Cell, Cell]]:
    """The cells in which two screens are not the same."""
    return [
        (y, x, cell, there)
        for y, (row, beside) in enumerate(zip(screen.rows, other.rows, strict=True))
        for x, (cell, there) in enumerate(zip(row, beside, strict=True))
        if cell != there
    ]


async def settled(pilot: Pilot[str], app: TaiwaApp) -> None:
    """Wait until all that was drawn has been sent."""
    for _ in range(3):
        await pilot.pause(0.03)
        while app._laid_out is not None:
            await pilot.pause(0.02)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(3))
async def test_a_walk_leaves_in_the_terminal_the_screen_that_is_there(
    study: Study, words: Words, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Each frame is put on what stands there, and the whole is as if it had been drawn at once."""
    chance, app = random.Random(seed), TaiwaApp(study, words)
    screen = Emulator(*SIZES[0])
    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, drawn: screen.feed(drawn))
    async with app.run_test(size=SIZES[0]) as pilot:
        for step in range(60):
            if step % 15 == 14:
                columns, rows = SIZES[step // 15]
                screen.resize(columns, rows)
                await pilot.resize_terminal(columns, rows)
            else:
                await pilot.press(
                    *(key if (key := chance.choice(KEYS)) in ("river", "日本") else [key])
                )
            await settled(pilot, app)
            if app.return_code is not None:
                break  # a row of the search leaves taiwa
            whole, once = Shown(), Emulator(screen.columns, screen.height)
            below = app._background_screens
            update = app.screen._compositor.render_update(full=True, screen_stack=below)
            whole.put(*_strips(update), ColorSystem.TRUECOLOR)
            once.feed(whole.send())
            assert differing(screen, once) == [], f"after step {step}"


async def test_ctrl_l_draws_all_of_a_screen_that_something_else_has_written_on(
    study: Study, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, screen = TaiwaApp(study, words), Emulator(80, 24)
    monkeypatch.setattr(HeadlessDriver, "is_headless", False)
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, drawn: screen.feed(drawn))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot, app)
        before = [[*row] for row in screen.rows]
        screen.feed("\x1b[2;2Ha message from another program\r\n\x1b[H\x1b[2K")
        await pilot.press("ctrl+l")
        await settled(pilot, app)
        assert screen.rows == before
