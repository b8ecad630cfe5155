"""The figures that scores tell beside what is known and due: memory put to a test, weak spots."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from datetime import timedelta
from typing import TypeVar

from msgspec import Struct

from taiwa.course.forms import Manner, form_of
from taiwa.dialogue.events import REMEMBERED
from taiwa.record.statistics import JUDGED, RECENT, Share
from taiwa.study.plan import asked_in
from taiwa.study.progress import MASTERED_DAYS, Progress, Standing

Key = TypeVar("Key", bound=Hashable)

FIRM_FROM = (3.0, 8.0, MASTERED_DAYS)
"""Days of stability that part memories by how firm they are, our own choice but for the last."""

LOPSIDED, ENOUGH = 0.2, 4
"""A gap between the languages is told from this share on, where so many were seen in both."""

WEAK = 2
"""So often a question was missed that is a weak spot."""

PASS = 0.7
"""The share right with which an exam is passed: our own choice."""


class Retest(Struct, frozen=True):
    """An answer, at the first try, to a question answered before on an earlier day."""

    item: str
    language: str
    kept: bool


class Weak(Struct, frozen=True):
    """A question that was missed so often."""

    item: str
    missed: int


def retests(progress: Progress, section: str | None = None) -> list[Retest]:
    """All of the last 30 days, of one section or of all. Raises `StoreError`."""
    since = progress.today() - timedelta(days=RECENT - 1)
    before = {item: memory.first for item, (_, memory) in progress.store.memories().items()}
    known, found = progress.course.questions, []
    for entry in progress.settled_on(since, progress.today()):
        if entry.outcome not in JUDGED:
            continue
        tested = before.get(entry.item, entry.day) < entry.day
        before[entry.item] = entry.day
        question = known.get(entry.item)
        if tested and (section is None or (question and section in question.sections)):
            found.append(Retest(entry.item, entry.language, entry.outcome in REMEMBERED))
    return found


def shares(tests: Iterable[Retest], key: Callable[[Retest], Key]) -> dict[Key, Share]:
    """The share kept of some tests, by whatever `key` tells of each."""
    kept: Counter[Key] = Counter()
    of: Counter[Key] = Counter()
    for test in tests:
        of[key(test)] += 1
        kept[key(test)] += test.kept
    return {each: Share(kept[each], count) for each, count in of.items()}


def by_manner(progress: Progress, tests: Iterable[Retest]) -> dict[Manner, Share]:
    """The share kept of the questions that there still are, by the manner of answering."""
    known = progress.course.questions
    there = [test for test in tests if test.item in known]
    return shares(there, lambda test: form_of(known[test.item]).manner)


def firmness(progress: Progress, section: str | None = None) -> list[int]:
    """The numbers of memories that are firm for less than each of `FIRM_FROM`, and for more."""
    known, counts = progress.course.questions, [0] * (len(FIRM_FROM) + 1)
    for item, (_, memory) in progress.store.memories().items():
        if item in known and progress.on(section, item):
            counts[sum(memory.stability >= days for days in FIRM_FROM)] += 1
    return counts


def weak_spots(progress: Progress, section: str | None = None) -> list[Weak]:
    """Questions missed twice or more and not mastered since; the most missed first, then the
    latest."""
    known, fits = progress.course.questions, progress.ever_fits()
    found = [
        (memory.lapses, memory.last, item)
        for item, (_, memory) in progress.store.memories().items()
        if memory.lapses >= WEAK
        and memory.stability < MASTERED_DAYS
        and item in known
        and fits(item)
        and progress.on(section, item)
    ]
    return [Weak(item, missed) for missed, _, item in sorted(found, reverse=True)]


def to_practise(progress: Progress, language: str, section: str | None = None) -> list[str]:
    """Questions that were seen and are not learnt in a language; those learnt in another first."""
    known, memories = progress.course.questions, progress.store.memories()
    found, seen = [], memories.keys() & known.keys()
    for item, tries in progress.store.tried().items():
        if item in seen and asked_in(known[item], language) and progress.on(section, item):
            learnt = {each.language for each in tries if each.right}
            if language not in learnt:
                found.append((not learnt, item))
    return [item for _, item in sorted(found)]


def behind(standing: Standing) -> str | None:
    """The language in which a section is known worse than in another one, if by much."""
    seen = {
        code: counts.share for code, counts in standing.by_language.items() if counts.seen >= ENOUGH
    }
    best = max(seen.values(), default=0.0)
    return next((code for code, share in seen.items() if best - share >= LOPSIDED), None)
