"""Renders the README's pictures from the real app on the real course: `python -m tests.pictures`.

Needs what `tests.looks.drawing` needs.
"""

import asyncio
from pathlib import Path

from tests.looks.drawing import take
from tests.looks.states import STATES

HERE = Path(__file__).parent
SIZE = (96, 30)

# What the README calls a picture: the state it shows, the theme in English and the one in Japanese.
PICTURES = {
    "home": ("home", "dark", "light"),
    "step": ("later-step", "light", "dark"),
    "answer": ("wrong-choice", "dark", "light"),
    "parallel": ("parallel", "light", "dark"),
    "scores": ("scores", "dark", "light"),
}


if __name__ == "__main__":
    for name, (state, *themes) in PICTURES.items():
        for language, theme in zip(("en", "ja"), themes, strict=True):
            target = HERE / f"{name}-{language}.png"
            asyncio.run(take(STATES[state], SIZE, (language, theme), target))
