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

SIZES = ((80, 24), (120, 40), (200, 50))


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
