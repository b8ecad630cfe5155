"""A state of a screen as a picture.

Needs Debian's librsvg2-bin, pngquant and fonts-noto-cjk. Textual's SVG squeezes Japanese, because
it counts characters where cells are meant: here every run of text is placed by its own column.
"""

import html
import os
import random
import re
import subprocess
import tempfile
import time
from datetime import datetime
from pathlib import Path

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.record.settings import PARALLEL
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.trial import Trial
from taiwa.study.watch import Watch
from taiwa.text.cells import cells
from taiwa.tui.app import TaiwaApp
from taiwa.tui.preview import Preview
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE
from tests.looks.states import State, learner

FONT = "Noto Sans Mono CJK JP"
CELL = 12.2  # the width of a cell in Textual's SVG
COLOURS = "64"  # more than a theme has, with the edges of its letters


async def take(state: State, size: tuple[int, int], look: tuple[str, str], target: Path) -> None:
    """One state at (columns, rows), in the look of (language, theme), on a record of its own."""
    os.environ["COLORTERM"] = "truecolor"  # whatever the terminal at hand
    language, theme = look
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        words = Words(language, paths.shipped("locales"), folder / "cache")
        store = Store(folder / paths.DATABASE)
        course = load_course(paths.shipped("content"))
        now = learner(course, store, state.weeks)
        store.set("theme", f"taiwa-{theme}")
        app = app_of(state, course, store, now, words)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await state.reach(pilot)
            await pilot.pause()
            to_png(app.export_screenshot(title="taiwa", simplify=True), target)
        store.close()


def app_of(state: State, course: Course, store: Store, now: datetime, words: Words) -> TaiwaApp:
    """The app before it comes to a state; of the sample course where that is the state's."""
    course = load_course(SAMPLE) if state.text else course
    shelves = (state.text,) if state.text else ()
    desk = (lambda: now), random.Random(3), words, shelves
    if not state.previewed:
        return TaiwaApp(Study(course, store, *desk), words)
    PARALLEL.write(store, "on")
    watch = Watch(lambda: (course, lambda: (state.problems, ())), lambda: 0)
    while not watch.look():
        time.sleep(0.01)
    return Preview(watch, lambda course: Trial(course, store, *desk), words, state.previewed)


def to_png(svg: str, target: Path) -> None:
    svg = re.sub(r' textLength="[^"]*"', "", svg)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f'font-family: "{FONT}";', svg)
    svg = svg.replace("font-size: 20px", "font-size: 22px")
    svg = re.sub(r'<text ([^>]*)x="([\d.]+)"([^>]*)>([^<]*)</text>', _by_column, svg)
    drawn = subprocess.run(
        ["rsvg-convert", "-z", "0.8"], input=svg.encode(), stdout=subprocess.PIPE, check=True
    ).stdout
    smaller = ["pngquant", "--speed", "1", "--strip", COLOURS, "-"]
    with target.open("wb") as file:
        subprocess.run(smaller, input=drawn, stdout=file, check=True)


def _by_column(found: re.Match[str]) -> str:
    """A run of text as one element for each character, at its own column."""
    before, x, after, raw = found.groups()
    column, placed = 0, []
    for character in html.unescape(raw):
        place = float(x) + column * CELL
        if not character.isspace():
            shown = html.escape(character)
            placed.append(f'<text {before}x="{place:.1f}"{after}>{shown}</text>')
        column += cells(character)
    return "".join(placed)
