"""The colours that a terminal gets: all of them, 256, sixteen, or none."""

import re
from collections.abc import Iterator

import pytest
from rich.segment import Segment
from textual.color import Color

from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.sixteen import INKS, sixteen
from taiwa.tui.themes import TABLES
from taiwa.words.catalogs import Words
from tests.terminal import APP, ENTER, window
from tests.test_app import conversation, into_first_question
from tests.test_look import LEAST, contrast

ROUNDED = {"e6e6e6": "e4e4e4", "b3b3b3": "b2b2b2", "f0f0f0": "eeeeee", "dcdcdc": "dadada"}
"""Greys that arrive as their neighbour; the fifth is `bdbdbd`, as `bcbcbc`."""

XTERM = {
    name: Color.parse(code)
    for name, code in {
        **{"black": "#000000", "red": "#cd0000", "green": "#00cd00", "yellow": "#cdcd00"},
        **{"blue": "#0000ee", "cyan": "#00cdcd", "white": "#e5e5e5", "bright_red": "#ff0000"},
    }.items()
}
"""The colours of a stock xterm."""


@pytest.fixture
def app(study: Study, words: Words) -> TaiwaApp:
    return TaiwaApp(study, words)


def shown(app: TaiwaApp) -> Iterator[list[Segment]]:
    """The rows of the screen as a terminal of 16 colours has them."""
    here = sixteen(app.current_theme.dark, colourful=True)
    for strip in app.screen._compositor.render_strips(app.size):
        yield [here.plain(segment) for segment in strip]


def signs(app: TaiwaApp) -> str:
    """The screen as a terminal of 16 colours has it; what is reversed stands between angles."""
    return "\n".join(
        "".join(
            f"<{each.text}>" if each.style is not None and each.style.reverse else each.text
            for each in row
        )
        for row in shown(app)
    )


@pytest.mark.thorough
async def test_signs_stand_for_tints_in_sixteen_colours(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "< Enter  Begin the lesson >" in signs(app)
        assert "[2]  Bridges" in signs(app)
        assert "..........." in signs(app)
        assert "▬" not in signs(app)


@pytest.mark.thorough
async def test_what_is_chosen_is_reversed_and_verdicts_keep_their_colour(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await into_first_question(pilot)
        assert "[1]" in signs(app)
        place = conversation(app).session.arrangement("rivers.q01").index(1) + 1
        await pilot.press(str(place))
        await pilot.pause()
        assert f"< {place} >" in signs(app)
        assert f"< Enter  Answer {place} >" in signs(app)
        await pilot.press("enter")
        await pilot.pause()
        colours = {
            segment.text.strip(): segment.style.color
            for row in shown(app)
            for segment in row
            if segment.style is not None
        }
        assert str(colours["✗ your answer"]) != str(colours["✓ right answer"])


@pytest.mark.thorough
async def test_f10_turns_the_ground_and_the_inks_of_sixteen_colours(app: TaiwaApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for ground, ink in (("black", "white"), ("white", "black")):
            await pilot.pause()
            styles = {each.style for row in shown(app) for each in row if each.style is not None}
            assert {str(style.bgcolor and style.bgcolor.name) for style in styles} == {ground}
            inks = {str(style.color and style.color.name) for style in styles}
            assert ink in inks <= {ink, *INKS[ground].values()}
            await pilot.press("f10")


@pytest.mark.parametrize("ground", INKS)
def test_the_inks_of_sixteen_colours_can_be_read_on_their_ground(ground: str) -> None:
    for ink in INKS[ground].values():
        assert contrast(XTERM[ink], XTERM[ground]) >= LEAST, ink


def sent(drawn: bytes) -> Iterator[str]:
    """Each colour that was sent, as six hexadecimal digits."""
    for code in re.findall(rb"\x1b\[([0-9;]+)m", drawn):
        for kind, rest in re.findall(r"[34]8;([25]);(\d+(?:;\d+;\d+)?)", code.decode()):
            numbers = [int(number) for number in rest.split(";")]
            if kind == "2":
                yield "".join(f"{number:02x}" for number in numbers[:3])
            elif numbers[0] >= 232:
                yield f"{8 + 10 * (numbers[0] - 232):02x}" * 3
            elif numbers[0] >= 16:
                cube = numbers[0] - 16
                steps = (cube // 36, cube // 6 % 6, cube % 6)
                yield "".join(f"{step and 55 + 40 * step:02x}" for step in steps)


def drawn(**env: str) -> bytes:
    """The first screen and a step, as a terminal of such an environment got them."""
    given = [f"{name}={value}" for name, value in env.items()]
    with window("env", "-u", "COLORTERM", *given, *APP) as taiwa:
        taiwa.until("Begin the lesson")
        taiwa.press(ENTER, "press Space to go on")
        return taiwa.seen.partition(b"\x1b[?1049h")[2]  # from where the app has the window


@pytest.mark.slow
def test_a_terminal_of_256_colours_gets_those_of_its_own_table(db: object) -> None:
    colours = set(sent(drawn(TERM="xterm-256color")))
    table = {code.lstrip("#").lower() for code in TABLES["dark-256"].split()}
    assert {"121212", "262626"} < colours
    assert colours <= {ROUNDED.get(code, code) for code in table}


@pytest.mark.slow
def test_a_plain_terminal_gets_a_ground_and_inks_of_its_sixteen(db: object) -> None:
    got = drawn(TERM="xterm")
    assert not set(sent(got))
    codes = {code for each in re.findall(rb"\x1b\[([0-9;]+)m", got) for code in each.split(b";")}
    assert {b"40", b"37", b"36"} <= codes
    assert b"96" not in codes  # as which Textual's own table would have it


@pytest.mark.slow
def test_without_colours_all_is_grey(db: object) -> None:
    colours = set(sent(drawn(TERM="xterm-256color", NO_COLOR="1")))
    assert colours
    assert all(code[:2] == code[2:4] == code[4:] for code in colours)
