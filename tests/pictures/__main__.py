"""Renders the README's pictures from the real app on the real course: `python -m tests.pictures`.

Needs Debian's librsvg2-bin and fonts-noto-cjk. Textual's SVG squeezes Japanese, because it counts
characters where cells are meant: here every run of text is placed by its own column instead.
"""

import asyncio
import random
import re
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.language.catalogs import Words
from taiwa.progress.store import Store
from taiwa.session import Study
from taiwa.terminal.app import TaiwaApp

HERE = Path(__file__).parent
FONT = "Noto Sans Mono CJK JP"
SIZE = (96, 30)
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

PICTURES: dict[str, list[str]] = {
    "home": ["down", "down", "down"],
    "conversation": ["down", "down", "down", "down", "enter", "enter", "enter", "enter", "2"],
    "glossary": ["g", *["down"] * 36],
}


def to_png(svg: str, target: Path) -> None:
    svg = re.sub(r' textLength="[^"]*"', "", svg)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f'font-family: "{FONT}";', svg)
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as file:
        file.write(svg)
        file.flush()
        subprocess.run(["rsvg-convert", file.name, "-o", str(target)], check=True)


async def take(name: str, keys: list[str], language: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        words = Words(language, paths.shipped("locales"), folder / "cache")
        store = Store(folder / paths.DATABASE)
        course = load_course(paths.shipped("content"))
        app = TaiwaApp(Study(course, store, lambda: NOW, random.Random(3), language), words)
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
