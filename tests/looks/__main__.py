"""Renders each state of each screen: `python -m tests.looks FOLDER [--only WORD] [--size 80x24]`.

Three sizes, both languages, both themes, of the shipped course by a learner of three weeks; they
stand on one page, `index.html`, in the folder. Needs what `tests.pictures` needs.
"""

import argparse
import asyncio
import itertools
import random
import tempfile
from pathlib import Path

from taiwa import paths
from taiwa.course.loading import load_course
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.tui.themes import NAMES
from taiwa.words.catalogs import Words
from tests.looks.states import STATES, State, learner
from tests.pictures.__main__ import to_png

SIZES = ((80, 24), (120, 40), (200, 50))


async def take(state: State, size: tuple[int, int], look: tuple[str, str], target: Path) -> None:
    """One state, on a record of its own."""
    language, theme = look
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        words = Words(language, paths.shipped("locales"), target.parent / "cache")
        store = Store(folder / paths.DATABASE)
        course = load_course(paths.shipped("content"), target.parent / "cache")
        now = learner(course, store, state.weeks)
        store.set("theme", f"taiwa-{theme}")
        app = TaiwaApp(Study(course, store, lambda: now, random.Random(3), words), words)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await state.reach(pilot)
            await pilot.pause()
            to_png(app.export_screenshot(title="taiwa", simplify=True), target)
        store.close()


def sheet(folder: Path, pictures: list[Path]) -> None:
    """All pictures on one page, each under its name."""
    shown = "".join(
        f'<figure><figcaption>{picture.stem}</figcaption><img loading="lazy" src="{picture.name}">'
        "</figure>"
        for picture in pictures
    )
    style = "body{font:14px sans-serif}figure{display:inline-block;margin:8px}img{max-width:900px}"
    page = f"<!doctype html><meta charset=utf-8><style>{style}</style>{shown}"
    (folder / "index.html").write_text(page, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--only", default="", help="states whose name holds this")
    options.add_argument("--size", help="such as 80x24")
    options.add_argument("--language", choices=("en", "ja"))
    options.add_argument("--theme", choices=sorted(NAMES))
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sizes = [s for s in SIZES if given.size in (None, f"{s[0]}x{s[1]}")]
    languages = [given.language] if given.language else ["en", "ja"]
    themes = [given.theme] if given.theme else sorted(NAMES)
    pictures = []
    for (name, state), size, *look in itertools.product(STATES.items(), sizes, languages, themes):
        if given.only in name:
            picture = given.folder / f"{name}-{size[0]}x{size[1]}-{'-'.join(look)}.png"
            asyncio.run(take(state, size, (look[0], look[1]), picture))
            pictures.append(picture)
    sheet(given.folder, sorted(given.folder.glob("*.png")))
    print(f"{len(pictures)} pictures: {given.folder / 'index.html'}")


if __name__ == "__main__":
    main()
