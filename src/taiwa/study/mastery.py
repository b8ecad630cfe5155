"""The mastery of each section."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Section
from taiwa.record.memory import Memory, Model


class Standing(Struct, frozen=True):
    """A section's mastery: the share of its questions, 0 to 1, that would be answered right now.

    `seen` of its `questions` have been answered before.
    """

    section: Section
    mastery: float
    seen: int
    questions: int


def standings(
    course: Course, memories: Mapping[str, tuple[str, Memory]], model: Model, now: datetime
) -> list[Standing]:
    """Every section with its mastery at `now` (UTC), in the course's order.

    Mastery is the mean retrievability of the section's questions; one never answered counts 0.
    """
    found = []
    for section in course.sections:
        items = section.ids["question"]
        known = [memories[item][1] for item in items if item in memories]
        share = sum(model.retrievability(memory, now) for memory in known)
        count = len(items)
        found.append(Standing(section, share / count if count else 0.0, len(known), count))
    return found


def next_section(standings: Sequence[Standing]) -> Section:
    """The section to take next: the first one not begun, else the one least mastered."""
    fresh = next((s for s in standings if not s.seen), None)
    return (fresh or min(standings, key=lambda s: s.mastery)).section
