"""The learner's progress in a course at this hour: what is known, due, and was missed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Section
from taiwa.record import statistics
from taiwa.record.log import Record
from taiwa.record.memory import Memory
from taiwa.record.sessions import Settled, Tried, settled
from taiwa.record.settings import AIM, DAY, NEW_PER_DAY, RETENTION
from taiwa.record.store import Store
from taiwa.study import plan
from taiwa.study.days import day_of, end_of_day
from taiwa.study.journal import Spoken

Clock = Callable[[], datetime]
"""The time now, with a time zone."""

PACE_MS = 15_000
"""Milliseconds of an answer, before the learner's own pace is known: our own guess."""
PACED = 20
"""Answers that tell as much of the learner's pace as that guess does: our own choice."""


MOST_PRACTISED = 20
"""Questions of one practice: our own choice, as many as a day's goal is by default."""

KNOWN_DAYS = 2.0
"""Days of stability from which on a word counts as known.

By the default weights of FSRS-6 one Good answer gives 2.3 days, one Hard answer 1.3.
"""


MASTERED_DAYS = 21.0
"""Days of stability from which on a question counts as mastered, as Anki has it."""


class Counts(Struct, frozen=True):
    """Of so many `questions` so many were `seen`; of these some are `learnt`, of these `mastered`.

    Learnt is what was right at the first try when it was asked last, mastered what is learnt and
    will be remembered for `MASTERED_DAYS`.
    """

    questions: int
    seen: int = 0
    learnt: int = 0
    mastered: int = 0

    @property
    def ramp(self) -> tuple[int, int, int]:
        """The numbers of those mastered, learnt and not mastered, seen and not learnt."""
        return self.mastered, self.learnt - self.mastered, self.seen - self.learnt

    @property
    def share(self) -> float:
        """The share that is learnt, 0 to 1."""
        return self.learnt / self.questions if self.questions else 0.0


class Standing(Struct, frozen=True):
    """A section's mastery: the share of its questions, 0 to 1, that would be answered right now.

    It is the mean of their retrievabilities, 0 for one never answered, or not learnt. A new edition
    takes nothing away: a question given up counts for who answered it, and one added counts for who
    began the section before only once it is answered. `counts` take the better of the languages,
    `by_language` has each, of the questions that can be answered in it.
    """

    section: Section
    mastery: float
    counts: Counts
    by_language: Mapping[str, Counts]


class Grasp(Struct, frozen=True):
    """A question's or a word's place on the ramp, 0 mastered, 1 learnt, 2 seen once, 3 to come.

    `share`, 0 to 1, is how much of the way to mastered is behind it.
    """

    step: int = 3
    share: float = 0.0


class Waiting(Struct, frozen=True):
    """The questions of a review: those due, the most at risk first, and new ones.

    So many that are due, too, wait `later` for another one, and `elsewhere` until the screen is in
    the language that they are answered in.
    """

    due: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    later: int = 0
    elsewhere: int = 0

    @property
    def items(self) -> tuple[str, ...]:
        return self.due + self.new


class Progress(Struct, frozen=True):
    """The learner's progress in a course. Every method raises `StoreError` as the store does."""

    course: Course
    store: Store
    clock: Clock
    spoken: Spoken

    def now(self) -> datetime:
        """The time now, in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """The learner's own date, which a night's first hours don't change."""
        return day_of(self.store, self.clock())

    def fits(self) -> plan.Fits:
        """Tells which questions serve the learner's aim in the language that is on."""
        aim, language = AIM.read(self.store), self.spoken.language
        return lambda name: plan.serves(self.course.questions[name], aim, language)

    def ever_fits(self) -> plan.Fits:
        """Tells which questions serve the learner's aim, whichever language is on."""
        aim = AIM.read(self.store)
        return lambda name: plan.serves(self.course.questions[name], aim)

    def standings(self) -> list[Standing]:
        """Every section with its mastery, in the course's order."""
        memories, tried = self.store.memories(), self.store.tried()
        return [self._standing(section, memories, tried) for section in self.course.sections]

    def _standing(
        self, section: Section, memories: plan.Memories, tried: Mapping[str, tuple[Tried, ...]]
    ) -> Standing:
        model, now = self.store.model(), self.now()
        items = section.ids["question"]
        known = {i: memories[i][1] for i in (*items, *section.retired) if i in memories}
        begun = min((memory.first for memory in known.values()), default=str(self.today()))
        there = {item for item in items if section.added.get(item, begun) <= begun}
        learnt = {item for item in known if any(each.right for each in tried.get(item, ()))}
        share = sum(model.retrievability(known[item], now) for item in learnt)
        asked = {
            code: [name for name in items if section.bound.get(name, code) == code]
            for code in self.course.languages
        }
        return Standing(
            section,
            share / (len(there | known.keys()) or 1),
            _counts(self._ever_asked(section), known, tried),
            {code: _counts(names, known, tried, code) for code, names in asked.items()},
        )

    def _ever_asked(self, section: Section) -> list[str]:
        """A section's questions that serve the learner's aim in whichever language."""
        aim = AIM.read(self.store)
        return [
            name
            for name in section.ids["question"]
            if plan.suits(section.bound.get(name), name in section.spelt, aim)
        ]

    def grasps(self) -> dict[str, Grasp]:
        """The grasp of every item answered so far."""
        tried = self.store.tried()
        return {
            item: Grasp(
                _step(memory, tried.get(item, ())), min(1.0, memory.stability / MASTERED_DAYS)
            )
            for item, (_, memory) in self.store.memories().items()
        }

    def suggested(self) -> Section:
        """The section to take next: the first without a lesson so far, else the least mastered."""
        taken = self.store.lessons()
        fresh = next((each for each in self.course.sections if each.id not in taken), None)
        return fresh or min(self.standings(), key=lambda standing: standing.mastery).section

    def due(self) -> list[str]:
        """The items that come due before the day ends, in whichever language, the most at risk
        first."""
        model, now, retention = self.store.model(), self.now(), RETENTION.read(self.store)
        end = end_of_day(self.store, self.clock())
        waiting = [
            (model.retrievability(memory, now), item)
            for item, memory in self._remembered(self.ever_fits())
            if model.due(memory, retention) < end
        ]
        return [item for _, item in sorted(waiting)]

    def _remembered(self, fits: plan.Fits) -> list[tuple[str, Memory]]:
        """The items answered so far that may be asked again, each with its memory."""
        return [
            (item, memory)
            for item, (_, memory) in self.store.memories().items()
            if item in self.course.questions and fits(item)
        ]

    def waiting(self) -> Waiting:
        """All that a review would ask now, as many as a day's goal."""
        memories, today = self.store.memories(), str(self.today())
        begun = sum(memory.first == today for _, memory in memories.values())
        allowed = int(NEW_PER_DAY.read(self.store)) - begun
        new = plan.new_items(self.course, memories, allowed, self.fits())
        most, ever = int(DAY.read(self.store)), self.due()
        due = [*filter(self.fits(), ever)]
        return Waiting(
            tuple(due[:most]),
            tuple(new[: max(0, most - len(due))]),
            max(0, len(due) - most),
            len(ever) - len(due),
        )

    def waiting_in(self, section: str | None) -> list[str]:
        """A review's questions on a section; all of them, where none is named."""
        return [name for name in self.waiting().items if self.on(section, name)]

    def on(self, section: str | None, item: str) -> bool:
        """True if a question is on a section; any is, where none is named."""
        return section is None or section in self.course.questions[item].sections

    def coming(self, section: str | None = None) -> list[int]:
        """The numbers of questions that reviews ask today and on each of the next days, on a
        section or on all.

        What is over a day's goal waits for the next day.
        """
        model, retention = self.store.model(), RETENTION.read(self.store)
        memories = [
            memory for item, memory in self._remembered(self.fits()) if self.on(section, item)
        ]
        end = end_of_day(self.store, self.clock())
        first, *rest = statistics.forecast(memories, model, retention, end)
        waiting, most = self.waiting(), int(DAY.read(self.store))
        asked = [sum(self.on(section, name) for name in waiting.items)]
        late = first - sum(self.on(section, name) for name in waiting.due)
        for count in rest:
            asked.append(min(most, late + count))
            late += count - asked[-1]
        return asked

    def due_minutes(self, items: int) -> int:
        """The minutes that so many items take at the learner's own pace, at least one."""
        return max(1, round(items * self.pace() / 60))

    def pace(self) -> float:
        """The seconds that a question takes the learner; of few answers none tells much."""
        count, elapsed = self.store.pace()
        return (elapsed + PACED * PACE_MS) / (count + PACED) / 1000

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

    def mistakes(self, section: str | None = None) -> list[str]:
        """Questions missed when they were asked last, in whichever language, the latest first; of a
        section or of all."""
        fits, known = self.ever_fits(), self.course.questions
        latest = [
            (tries[-1].at, item)
            for item, tries in self.store.tried().items()
            if not tries[-1].right and item in known
            if fits(item) and self.on(section, item)
        ]
        return [item for _, item in sorted(latest, reverse=True)]

    def practised(self, items: Iterable[str]) -> list[str]:
        """Those of some questions that one practice asks in the language that is on."""
        return [*filter(self.fits(), items)][:MOST_PRACTISED]

    def held_back(self) -> frozenset[str]:
        """The ids of the records of which nothing is told yet: those of open exams; where one has
        branches, of those that are open."""
        open_ = (self.store.records(row.id) for row in self.store.sitting())
        return frozenset(record.id for records in open_ for record in records)

    def told(self, records: Iterable[Record]) -> list[Settled]:
        """The questions that some records settled, but for what an open exam holds back."""
        held_back = self.held_back()
        return settled(record for record in records if record.id not in held_back)

    def answered(self, item: str) -> bool:
        """True if a question was answered, not only shown or skipped."""
        return any(each.raw for each in self.told(self.store.answers_to(item)) if each.item == item)

    def settled_on(self, day: date, until: date | None = None) -> list[Settled]:
        """The questions settled on a day, or on days up to another, that may be told of, in the
        order they were."""
        return self.told(self.store.settled_on(str(day), str(until or day)))

    def missed_today(self) -> list[str]:
        """The questions missed today and not put right since, the latest first."""
        missed: dict[str, None] = {}
        for entry in self.settled_on(self.today()):
            missed.pop(entry.item, None)
            if entry.outcome in ("wrong", "revealed") and entry.item in self.course.questions:
                missed[entry.item] = None
        return [*reversed(missed)]


def _step(memory: Memory, tries: Iterable[Tried]) -> int:
    if not any(each.right for each in tries):
        return 2
    return 0 if memory.stability >= MASTERED_DAYS else 1


def _counts(
    items: Iterable[str],
    known: Mapping[str, Memory],
    tried: Mapping[str, tuple[Tried, ...]],
    language: str | None = None,
) -> Counts:
    """The counts of some questions, in one language or in the better of all."""
    names = list(items)
    tries = {
        name: [each.right for each in tried.get(name, ()) if language in (None, each.language)]
        for name in names
    }
    learnt = [name for name in names if any(tries[name]) and name in known]
    mastered = sum(known[name].stability >= MASTERED_DAYS for name in learnt)
    return Counts(len(names), sum(map(bool, tries.values())), len(learnt), mastered)
