"""Renders the README's pictures from the real app on the real course: `python -m tests.pictures`.

Needs Debian's librsvg2-bin and fonts-noto-cjk. Textual's SVG squeezes Japanese, because it counts
characters where cells are meant: here every run of text is placed by its own column instead.
"""

import asyncio
import html
import random
import re
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from taiwa import paths
from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.text.cells import cells
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words
from tests.conftest import spoken
from tests.test_course import typed_line

HERE = Path(__file__).parent
FONT = "Noto Sans Mono CJK JP"
SIZE = (96, 30)
CELL = 12.2  # the width of a cell in Textual's SVG
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

PICTURES: dict[str, list[str]] = {
    "home": ["down", "down", "down"],
    "conversation": ["down", "down", "down", "down", "enter", "space", "space", "2", "enter"],
    "parallel": ["down", "down", "down", "down", "enter", "space", "f9", "enter"],
    "glossary": ["g", *["down"] * 36],
    "scores": ["s"],
}


def history(course: Course, store: Store) -> datetime:
    """Half a year of a learner's evenings; the last of them."""
    chance, now = random.Random(4), NOW
    study = Study(course, store, lambda: now, chance, spoken())
    for day in range(170):
        now = NOW + timedelta(days=day, hours=10)
        if chance.random() < 0.3 and day < 160:
            continue
        study.spoken.language = chance.choice(["en", "en", "ja"])
        session = study.quiz([course.sections[min(7, day // 20)]], chance.choice([3, 6, 12, 24]))
        while not session.finished:
            now += timedelta(seconds=9)
            question = session.question
            if question is None:
                session.proceed()
            elif chance.random() < {"en": 0.85, "ja": 0.65}[study.spoken.language]:
                shown = session.arrangement(question.id)
                session.say(typed_line(question, shown, study.spoken.language))
            else:
                session.reveal()
    return now


def to_png(svg: str, target: Path) -> None:
    svg = re.sub(r' textLength="[^"]*"', "", svg)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f'font-family: "{FONT}";', svg)
    svg = svg.replace("font-size: 20px", "font-size: 22px")
    svg = re.sub(r'<text ([^>]*)x="([\d.]+)"([^>]*)>([^<]*)</text>', _by_column, svg)
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as file:
        file.write(svg)
        file.flush()
        subprocess.run(["rsvg-convert", "-z", "0.8", file.name, "-o", str(target)], check=True)


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


async def take(name: str, keys: list[str], language: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        words = Words(language, paths.shipped("locales"), folder / "cache")
        store = Store(folder / paths.DATABASE)
        store.set("aim", "text")  # no welcome
        course = load_course(paths.shipped("content"))
        now = NOW
        if name == "scores":
            now = history(course, store)
        app = TaiwaApp(Study(course, store, lambda: now, random.Random(3), words), words)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            to_png(app.export_screenshot(title="taiwa"), HERE / f"{name}-{language}.png")
        store.close()


if __name__ == "__main__":
    for picture, presses in PICTURES.items():
        for code in ("en", "ja"):
            asyncio.run(take(picture, presses, code))
