"""Renders each state of each screen: `python -m tests.looks FOLDER [--only WORD] [--size 80x24]`.

Three sizes, both languages, both themes, of the shipped course by a learner of three weeks; they
stand on one page, `index.html`, in the folder. Needs what `drawing` needs.
"""

import argparse
import asyncio
import itertools
from pathlib import Path

from taiwa.tui.themes import NAMES
from tests.looks.drawing import take
from tests.looks.states import STATES

SIZES = ("80x24", "120x40", "200x50")


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
    options.add_argument("--size", choices=SIZES)
    options.add_argument("--language", choices=("en", "ja"))
    options.add_argument("--theme", choices=sorted(NAMES))
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    sizes = [given.size] if given.size else SIZES
    languages = [given.language] if given.language else ["en", "ja"]
    themes = [given.theme] if given.theme else sorted(NAMES)
    pictures = []
    found = [each for each in STATES.items() if given.only in each[0]]
    if not found:
        options.error(f"no state's name holds '{given.only}'")
    for (name, state), size, *look in itertools.product(found, sizes, languages, themes):
        picture = given.folder / f"{name}-{size}-{'-'.join(look)}.png"
        columns, rows = map(int, size.split("x"))
        asyncio.run(take(state, (columns, rows), (look[0], look[1]), picture))
        pictures.append(picture)
    sheet(given.folder, sorted(given.folder.glob("*.png")))
    print(f"{len(pictures)} pictures: {given.folder / 'index.html'}")


if __name__ == "__main__":
    main()
