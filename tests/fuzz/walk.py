"""A random walk through the real app: keys, texts, paste, mouse, resizes, restarts.

Events are posted to the app as a terminal's driver posts them. The clock stands still in a step.
After every few steps each conversation on the screen stack is read again from the database, through
a connection of its own, and must tell the same.
"""

import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from taiwa import paths
from taiwa.course.course import Course
from taiwa.record.doctor import examine
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.journal import Spoken
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.home import Home
from taiwa.words.catalogs import Words
from tests.conftest import Clock
from tests.fuzz.texts import ODD, said
from tests.fuzz.trials import limited

EVERY = 10
"""Steps between two looks at the log."""

STEP_LIMIT = 30.0
NAMED = (
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"),
    *("enter", "escape", "space", "backspace", "delete", "insert", "ctrl+home", "ctrl+end"),
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "abcdefghijklmnoprstuvwxyz"),  # but q, which ends the app
    *("ctrl+backspace", "shift+left", "shift+end", "alt+x", "ctrl+@", "ctrl+underscore"),
)
SIZES = ((80, 24), (80, 24), (100, 30), (120, 40), (250, 80), (40, 10), (39, 9), (20, 5), (1, 1))
"""Sizes of the window, besides any other up to the largest."""


class Walker:
    """One learner who does anything at all, with an app that is begun anew whenever it ends."""

    def __init__(self, course: Course, folder: Path, seed: int) -> None:
        self.course, self.folder, self.seed = course, folder, seed
        self.chance, self.clock = random.Random(seed), Clock(timedelta())
        self.taken, self.last = Counter[str](), deque[str](maxlen=20)
        self.app: TaiwaApp
        self.steps: dict[Callable[[], Awaitable[None]], int] = {
            self.binding: 30,
            self.say: 30,
            self.key: 20,
            self.mouse: 20,
            self.type: 5,
            self.paste: 5,
            self.resize: 4,
            self.wait: 3,
        }

    async def run(self, steps: int) -> None:
        """Walk so many steps. Raises what went wrong, with the last steps as a note."""
        try:
            while (left := steps - self.taken.total()) > 0:
                await self._sit_down(left)
            wrong = [finding for finding in examine(self.folder / "progress.db") if finding.wrong]
            assert not wrong, wrong
        except BaseException as error:
            error.add_note(f"seed {self.seed}, step {self.taken.total()}:\n" + "\n".join(self.last))
            raise

    async def _sit_down(self, steps: int) -> None:
        """The app from its start until it ends, or for so many steps."""
        store = Store(self.folder / "progress.db")
        language = store.setting("language") or "en"
        words = Words(language, paths.shipped("locales"), self.folder / "cache")
        study = self._study(store, words)
        self.app = TaiwaApp(study, words)
        self.last.append("the app starts")
        async with self.app.run_test(size=self._size()) as pilot:
            await pilot.pause()
            for number in range(steps):
                with limited(STEP_LIMIT):
                    await self._step(pilot)
                if self.app._exit or self.app._exception:
                    break
                if number % EVERY == 0:
                    self._look()
        store.close()

    async def _step(self, pilot: Pilot[None]) -> None:
        self.taken[type(self.app.screen).__name__] += 1
        await self.chance.choices(list(self.steps), list(self.steps.values()))[0]()
        await pilot.pause()

    def _study(self, store: Store, spoken: Spoken) -> Study:
        return Study(self.course, store, self.clock, random.Random(self.taken.total()), spoken)

    def _look(self) -> None:
        """Home is below everything, and the log tells each conversation as the screen does."""
        stack = self.app.screen_stack
        assert isinstance(stack[0], Home)
        fresh = Store(self.folder / "progress.db")
        for screen in stack:
            if isinstance(screen, Conversation):
                told = self._study(fresh, self.app.words).resume(screen.session.id)
                assert told.transcript == screen.session.transcript
                assert told.state == screen.session.state
        fresh.close()

    async def key(self) -> None:
        letters = "abcdefghijklmnopqrstuvwxyz0123456789?/[]{}%-１２ｑ？／　あ川\u0301👍"
        self._press(self.chance.choice(NAMED if self.chance.random() < 0.5 else letters))

    async def binding(self) -> None:
        """Keys that do something on the screen that is up, faster than it can follow."""
        known = [key for key in self.app.screen.active_bindings if key not in ("ctrl+q", "ctrl+c")]
        for key in self.chance.choices(known, k=self.chance.choice((1, 1, 1, 2, 4))):
            self._press(key)

    async def say(self) -> None:
        """A line for the conversation: into its input, and Enter."""
        screen = self.app.screen
        if not isinstance(screen, Conversation):
            return await self.binding()
        text = said(self.course, screen.pending, self.app.words.language, self.chance)
        self.last.append(f"say {text[:80]!r}")
        line = screen.query_one("#say", Input)
        line.value = ""
        self.app.post_message(events.Paste(text)) if line.has_focus else setattr(
            line, "value", text
        )
        line.focus()
        self.app.post_message(events.Key("enter", "\r"))

    async def type(self) -> None:
        """A text, key by key, wherever the focus is."""
        for character in self.chance.choice(ODD)[:40]:
            self._press(character)

    async def paste(self) -> None:
        text = self.chance.choice(ODD)
        self.last.append(f"paste {text[:80]!r}")
        self.app.post_message(events.Paste(text))

    async def mouse(self) -> None:
        """A press here and a release there, mostly at the same place; or the wheel."""
        width, height = self.app.size
        x, y = self.chance.randrange(width), self.chance.randrange(height)
        to = (x, y) if self.chance.random() < 0.8 else (0, height - 1)
        kinds: list[tuple[type[events.MouseEvent], tuple[int, int]]]
        if self.chance.random() < 0.2:
            kinds = [(self.chance.choice((events.MouseScrollUp, events.MouseScrollDown)), (x, y))]
        else:
            kinds = [(events.MouseMove, (x, y)), (events.MouseDown, (x, y))]
            kinds += [(events.MouseMove, to), (events.MouseUp, to)]
        self.last.append(f"mouse {kinds[0][0].__name__} at {x}, {y} to {to}")
        for kind, place in kinds:
            button = self.chance.choice((1, 1, 1, 2, 3))
            self.app.post_message(kind(None, *place, 0, 0, button, False, False, False, *place))

    async def resize(self) -> None:
        size = self._size()
        self.last.append(f"resize {size}")
        await Pilot(self.app).resize_terminal(*size)

    async def wait(self) -> None:
        """Time goes by: a minute, or days; or the clock is set back."""
        hours = self.chance.choice((0.02, 0.02, 0.5, 30, 200, -30))
        self.last.append(f"wait {hours} hours")
        self.clock.now += timedelta(hours=hours)

    def _size(self) -> tuple[int, int]:
        other = (self.chance.randint(1, 250), self.chance.randint(1, 80))
        return self.chance.choice((*SIZES, other, other, other))

    def _press(self, key: str) -> None:
        self.last.append(f"press {key!r} on {type(self.app.screen).__name__}")
        character = key if len(key) == 1 else {"enter": "\r", "tab": "\t", "space": " "}.get(key)
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        self.app.post_message(events.Key(name, character))
