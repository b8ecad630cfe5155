"""The learner's progress in a course at this hour: what is known, due, and was missed."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Section
from taiwa.record.sessions import Settled, settled
from taiwa.record.settings import RETENTION
from taiwa.record.store import Store
from taiwa.study import plan
from taiwa.study.mastery import Standing, next_section, standings

Clock = Callable[[], datetime]
"""The time now, with a time zone."""

PACE_MS = 15_000
"""Milliseconds of an answer, before the learner's own pace is known: our own guess."""


class Progress(Struct, frozen=True):
    """The learner's progress in a course. Every method raises `StoreError` as the store does."""

    course: Course
    store: Store
    clock: Clock

    def now(self) -> datetime:
        """The time now, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> str:
        """The learner's own date, as YYYY-MM-DD."""
        return self.clock().date().isoformat()

    def standings(self) -> list[Standing]:
        """Every section with its mastery, in the course's order."""
        return standings(self.course, self.store.memories(), self.store.model(), self.now())

    def suggested(self) -> Section:
        """The section to take next: the first one not begun, else the one least mastered."""
        return next_section(self.standings())

    def due(self) -> list[str]:
        """The items due for review now, the most at risk first."""
        store, retention = self.store, RETENTION.read(self.store)
        return plan.due_items(self.course, store.memories(), store.model(), self.now(), retention)

    def due_minutes(self, items: int) -> int:
        """The minutes that so many items take at the learner's own pace, at least one."""
        pace = self.store.pace() or PACE_MS
        return max(1, round(items * pace / 60_000))

    def known_terms(self) -> frozenset[str]:
        """The terms whose Japanese reading the learner remembers now."""
        store, retention = self.store, RETENTION.read(self.store)
        return plan.known_terms(self.course, store.memories(), store.model(), self.now(), retention)

    def settled_today(self) -> list[Settled]:
        """The questions settled today, in the order they were."""
        return settled(self.store.settled_on(self.today()))

    def missed_today(self) -> list[str]:
        """The questions missed today and not put right since, the latest first."""
        missed: dict[str, None] = {}
        for entry in self.settled_today():
            missed.pop(entry.item, None)
            if entry.outcome in ("wrong", "revealed") and entry.item in self.course.questions:
                missed[entry.item] = None
        return [*reversed(missed)]
