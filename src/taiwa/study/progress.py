"""The learner's progress in a course at this hour: what is known, due, and was missed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Section
from taiwa.record.memory import Memory
from taiwa.record.sessions import Settled, settled
from taiwa.record.settings import RETENTION
from taiwa.record.store import Store

Clock = Callable[[], datetime]
"""The time now, with a time zone."""

PACE_MS = 15_000
"""Milliseconds of an answer, before the learner's own pace is known: our own guess."""


KNOWN_DAYS = 2.0
"""Days of stability from which on a word counts as known, and a question as learnt.

By the default weights of FSRS-6 one Good answer gives 2.3 days, one Hard answer 1.3.
"""


MASTERED_DAYS = 21.0
"""Days of stability from which on a question counts as mastered, as Anki has it."""


class Standing(Struct, frozen=True):
    """A section's mastery: the share of its questions, 0 to 1, that would be answered right now.

    It is the mean of their retrievabilities, 0 for one never answered, or missed when last asked. A
    new edition takes nothing away: a question given up counts for who answered it, and one added
    counts for who began the section before only once it is answered. Of the `questions` there are
    now, so many were `seen`; of these some are `learnt` (right when last asked, and remembered for
    `KNOWN_DAYS`), of these some `mastered`.
    """

    section: Section
    mastery: float
    seen: int
    learnt: int
    mastered: int
    questions: int

    @property
    def ramp(self) -> tuple[int, int, int]:
        """How many are mastered, learnt and not mastered, seen and not learnt."""
        return self.mastered, self.learnt - self.mastered, self.seen - self.learnt


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
        memories, model, now, found = self.store.memories(), self.store.model(), self.now(), []
        missed = self.store.missed()
        for section in self.course.sections:
            items = section.ids["question"]
            known = {i: memories[i][1] for i in (*items, *section.retired) if i in memories}
            begun = min((memory.first for memory in known.values()), default=self.today())
            there = {item for item in items if section.added.get(item, begun) <= begun}
            kept = {item: memory for item, memory in known.items() if item not in missed}
            share = sum(model.retrievability(memory, now) for memory in kept.values())
            mastery = share / (len(there | known.keys()) or 1)
            seen = len(known.keys() & items)
            ramp = _ramp([memory for item, memory in kept.items() if item in items])
            found.append(Standing(section, mastery, seen, *ramp, len(items)))
        return found

    def suggested(self) -> Section:
        """The section to take next: the first without a lesson so far, else the least mastered."""
        taken = self.store.lessons()
        fresh = next((each for each in self.course.sections if each.id not in taken), None)
        return fresh or min(self.standings(), key=lambda standing: standing.mastery).section

    def due(self) -> list[str]:
        """The items due for review now, the most at risk of being forgotten first."""
        model, now, retention = self.store.model(), self.now(), RETENTION.read(self.store)
        waiting = [
            (model.retrievability(memory, now), item)
            for item, (_, memory) in self.store.memories().items()
            if item in self.course.questions and model.due(memory, retention) <= now
        ]
        return [item for _, item in sorted(waiting)]

    def due_minutes(self, items: int) -> int:
        """The minutes that so many items take at the learner's own pace, at least one."""
        pace = self.store.pace() or PACE_MS
        return max(1, round(items * pace / 60_000))

    def known_terms(self) -> frozenset[str]:
        """The terms whose reading was given or typed in Japanese, and is remembered now."""
        from taiwa.course.drills import READING

        model, now, retention = self.store.model(), self.now(), RETENTION.read(self.store)
        known = {
            item
            for item, (_, memory) in self.store.memories().items()
            if memory.stability >= KNOWN_DAYS and model.due(memory, retention) > now
        }
        return frozenset(
            term.id
            for term in self.course.glossary
            if known & {f"{term.id}.{READING}", f"{term.id}.to-ja"}
        )

    def missed_lately(self, limit: int) -> list[str]:
        """Questions that were missed and are not learnt since, the latest first."""
        lapsed = [
            (memory.last, item)
            for item, (_, memory) in self.store.memories().items()
            if memory.lapses and memory.stability < KNOWN_DAYS and item in self.course.questions
        ]
        return [item for _, item in sorted(lapsed, reverse=True)[:limit]]

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


def _ramp(memories: Sequence[Memory]) -> tuple[int, int]:
    """How many are learnt and mastered."""
    learnt, mastered = (
        sum(memory.stability >= days for memory in memories) for days in (KNOWN_DAYS, MASTERED_DAYS)
    )
    return learnt, mastered
