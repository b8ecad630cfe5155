"""The look of every screen: enough contrast in both themes, nothing told by colour alone."""

import re

import pytest
from textual.color import Color
from textual.geometry import Region
from textual.pilot import Pilot

from taiwa.course.course import Course
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.themes import DARK, LIGHT
from taiwa.words.catalogs import Words
from tests.test_app import seen

pytestmark = pytest.mark.slow

LEAST = 4.5
"""WCAG 2.1, success criterion 1.4.3, for text of ordinary size."""

DECORATION = re.compile(r"[\s▬▁▔]*")

PASSING = {"notice": ["enter", "space", *"/hnit", "enter"], "toast": ["f8"]}
"""The keys to what goes by itself; `test_states` looks at all that stays."""


def pairs(app: TaiwaApp) -> dict[tuple[Color, Color], str]:
    """Every pair of text and background colour on screen, with a text that has it."""
    found: dict[tuple[Color, Color], str] = {}
    window = app.screen.query("#window, #find")  # around it the page is dimmed
    shown = window.first().region if window else Region(0, 0, *app.size)
    for y, line in enumerate(app.screen._compositor.render_strips(app.size)):
        x = 0
        for segment in line:
            style, start = segment.style, x
            x += segment.cell_length
            inside = shown.contains(start, y)
            if style is None or not inside or DECORATION.fullmatch(segment.text):
                continue
            front, back = style.color, style.bgcolor
            assert front is not None, segment
            assert back is not None, segment
            colors = Color.from_rich_color(front), Color.from_rich_color(back)
            found.setdefault(colors[::-1] if style.reverse else colors, segment.text)
    return found


async def opened(pilot: Pilot[None], keys: list[str]) -> None:
    await pilot.pause()
    for key in keys:
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.mark.parametrize("name", PASSING)
async def test_what_goes_by_itself_stands_out_from_its_ground(
    study: Study, words: Words, name: str
) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, PASSING[name])
        for theme in (DARK, LIGHT):
            app.theme = theme.name
            await pilot.pause()
            found = pairs(app)
            assert found
            faint = {
                text: (front.hex, back.hex, round(contrast(front, back), 1))
                for (front, back), text in found.items()
                if contrast(front, back) < LEAST
            }
            assert not faint, theme.name


def contrast(front: Color, back: Color) -> float:
    """WCAG's ratio of relative luminances, from 1 to 21."""
    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    parts = (value / 255 for value in color.rgb)
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_a_section_of_the_shipped_course_stands_on_one_row(
    language: str, course: Course, study: Study, words: Words
) -> None:
    words.language = language
    app = TaiwaApp(Study(course, study.store, study.clock, study.chance, words), words)
    async with app.run_test(size=(80, 24)) as pilot:
        for section in course.sections:
            await pilot.press("down")
            for size in ((120, 30), (200, 50), (80, 24)):
                await pilot.resize_terminal(*size)
                named = f"{course.numbers[section.id]}   {section.title[language]} "
                for _ in range(100):  # a busy machine draws in steps
                    await pilot.pause(0.02)
                    rows = seen(app).splitlines()
                    if on_one_row := any(named in row and "Enter" in row for row in rows):
                        break
                assert on_one_row, (named, size)


@pytest.mark.parametrize(
    ("key", "margin"), [("", "#side"), ("c", "Outline.-beside"), ("t", "Outline.-beside")]
)
async def test_what_stands_at_the_side_of_a_wide_window_stands_in_a_broad_one(
    key: str, margin: str, study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot, [key] if key else [])
        assert app.screen.query_one(margin).region.width >= 24
        await pilot.resize_terminal(200, 50)
        await pilot.pause(0.1)
        assert app.screen.query_one(margin).region.width >= 24
