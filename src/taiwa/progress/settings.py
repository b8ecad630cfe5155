"""The learner's settings of the memory: their names, defaults and bounds."""

from taiwa.errors import N_, UsageError
from taiwa.progress.store import Store

OUT_OF_BOUNDS = N_("'{name}' must be a number from {low} to {high}.")


class Setting:
    """A number that the learner may set, kept in the database."""

    def __init__(self, name: str, default: float, low: float, high: float) -> None:
        self.name, self.default, self.low, self.high = name, default, low, high

    def read(self, store: Store) -> float:
        kept = store.setting(self.name)
        return self.default if kept is None else float(kept)

    def write(self, store: Store, text: str) -> float:
        """Set it from what was typed. Raises `UsageError` where that is no number within bounds."""
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not self.low <= value <= self.high:
            raise UsageError(OUT_OF_BOUNDS, name=self.name, low=self.low, high=self.high)
        store.set(self.name, str(value))
        return value


RETENTION = Setting("retention", 0.9, 0.8, 0.97)
"""The share of items to be remembered when they come up for review."""

NEW_PER_DAY = Setting("new", 10, 0, 200)
"""How many questions never answered before a day's reviews bring."""

SETTINGS = {setting.name: setting for setting in (RETENTION, NEW_PER_DAY)}
