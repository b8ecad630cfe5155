"""The learner's settings: their names, defaults and bounds."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from taiwa.errors import N_, UsageError
from taiwa.record.opening import open_to_read
from taiwa.record.store import Store

OUT_OF_BOUNDS = N_("'{name}' must be a number from {low} to {high}.")
NO_FOLDER = N_("There is no folder {path}: make it first, or say off.")
NO_OPTION = N_("'{name}' must be one of: {options}.")

OFF = "off"
ADDRESS = re.compile("postgres(ql)?://")
"""The beginning of the address of a database."""
LANGUAGE = "language"
"""The setting that keeps the language last used."""
LANGUAGES = {"日本語": "ja", "英語": "en", "japanese": "ja", "english": "en"}
"""The names of languages that a learner may type."""
NAME = "name"
"""The setting that keeps the name under which the learner hands in."""


def kept(db: Path, name: str) -> str | None:
    """A setting as it stands in a database; None where there is none, or it can't be read."""
    if not db.is_file():
        return None
    with suppress(sqlite3.Error, OSError), closing(open_to_read(db)) as opened:
        row = opened.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None
    return None


class NumberSetting:
    """A number that the learner may set, kept in the database."""

    def __init__(self, name: str, default: float, low: float, high: float) -> None:
        self.name, self.default, self.low, self.high = name, default, low, high

    @property
    def range(self) -> str:
        return f"{self.low:g}-{self.high:g}"

    def read(self, store: Store) -> float:
        """The value set; the default where that is nothing, or no number within bounds."""
        value = self._value(store.setting(self.name) or "")
        return self.default if value is None else value

    def shown(self, store: Store) -> str:
        return f"{self.read(store):g}"

    def write(self, store: Store, text: str) -> float:
        """Set it from what was typed. Raises `UsageError` where that is no number within bounds."""
        value = self._value(text)
        if value is None:
            raise UsageError(OUT_OF_BOUNDS, name=self.name, low=self.low, high=self.high)
        store.set(self.name, str(value))
        return value

    def _value(self, text: str) -> float | None:
        try:
            value = float(text)
        except ValueError:
            return None
        return value if self.low <= value <= self.high else None


class ChoiceSetting:
    """One of a few words that the learner may set, kept in the database; the first by default."""

    def __init__(self, name: str, *options: str) -> None:
        self.name, self.options = name, options

    @property
    def range(self) -> str:
        return "|".join(self.options)

    def read(self, store: Store) -> str:
        kept = store.setting(self.name)
        return kept if kept in self.options else self.options[0]

    shown = read

    def write(self, store: Store, text: str) -> str:
        """Set it. Raises `UsageError` where it is none of the options."""
        store.set(self.name, self.checked(text))
        return text

    def checked(self, text: str) -> str:
        """The option itself. Raises `UsageError` where it is none."""
        if text not in self.options:
            raise UsageError(NO_OPTION, name=self.name, options=", ".join(self.options))
        return text


def place_of_sync(typed: str) -> str:
    """A folder by its absolute path, or the address of a database as it is."""
    return typed if ADDRESS.match(typed) else str(Path(typed).expanduser().absolute())


class FolderSetting:
    """A folder or database that the learner may set, as `place_of_sync`; there is none at first."""

    range = "FOLDER|ADDRESS|off"

    def __init__(self, name: str) -> None:
        self.name = name

    def place(self, setting: Callable[[str], str | None]) -> str | None:
        """The place that is set, by a function that tells any setting; None where nothing is."""
        kept = setting(self.name)
        return kept if kept != OFF else None

    def read(self, store: Store) -> str | None:
        return self.place(store.setting)

    def shown(self, store: Store) -> str:
        return self.read(store) or OFF

    def write(self, store: Store, text: str) -> None:
        """Set it, or with `off` none. Raises `UsageError` where there is no such folder."""
        place = text if text == OFF else place_of_sync(text)
        if place != OFF and not (ADDRESS.match(place) or Path(place).is_dir()):
            raise UsageError(NO_FOLDER, path=place)
        store.set(self.name, place)


RETENTION = NumberSetting("retention", 0.9, 0.8, 0.97)
"""The share of items to be remembered when they come up for review: FSRS's usual one, within bounds
of our own."""

NEW_PER_DAY = NumberSetting("new", 10, 0, 200)
"""Questions never answered before that a day's reviews bring; bounds of our own."""

DAY = NumberSetting("day", 20, 5, 500)
"""Answers that make a day's goal, and as many that one review asks; bounds of our own."""

DAY_ENDS = NumberSetting("day-ends", 4, 0, 12)
"""The hour at which a learner's day ends, as in Anki: who learns past midnight is not a day on."""

FURIGANA = ChoiceSetting("furigana", "new", "all", "off")
"""Readings above words not known yet, above all of them, above none."""

PARALLEL = ChoiceSetting("parallel", "off", "on")
"""Texts in both languages at once."""

EDITION = ChoiceSetting("edition", "full", "plain")
"""Lesson steps as they are, or in common words and short sentences."""

AIM = ChoiceSetting("aim", "text", "ja", "en")
"""The learner's aim: the text, or the Japanese or English that it is discussed in."""

SYNC = FolderSetting("sync")
"""The folder where this learner's machines meet, at the start and the end of each sitting."""

SETTINGS: dict[str, NumberSetting | ChoiceSetting | FolderSetting] = {
    setting.name: setting
    for setting in (RETENTION, NEW_PER_DAY, DAY, DAY_ENDS, FURIGANA, PARALLEL, EDITION, AIM, SYNC)
}
