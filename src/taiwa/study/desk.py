"""The learner at the desk: course, progress, clock, chance and language; begins every session."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Section, Term
from taiwa.dialogue.events import Mode, Offer
from taiwa.dialogue.marking import known
from taiwa.dialogue.state import Plan, Turn
from taiwa.errors import N_, StoreError, UsageError
from taiwa.record.sessions import SessionRow
from taiwa.record.settings import AIM, DAY, LANGUAGE, NEW_PER_DAY
from taiwa.record.store import Store
from taiwa.study import draft, plan
from taiwa.study.journal import Journal, Spoken
from taiwa.study.progress import Clock, Progress
from taiwa.study.session import Session

if TYPE_CHECKING:
    from taiwa.tutor.asking import Asking

UNKNOWN_SECTION = N_("There is no section '{name}'. The sections are: {known}.")
NOTHING_DUE = N_("Nothing is due for review now.")

ZONES = timedelta(days=2)
"""The dates of two time zones are at most this far apart: UTC-12 and UTC+14 are 26 hours."""

AHEAD_SETTING = "ahead"
"""The setting that keeps up to which day the learner was told of a wrong clock."""


class Waiting(Struct, frozen=True):
    """The questions of a review: those due, the most at risk first, and new ones."""

    due: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        return self.due + self.new


class Study:
    """A learner's desk. The language of `spoken` may change at any time.

    Whatever reads the record or begins a session raises `StoreError` where that can't be done.
    """

    def __init__(
        self, course: Course, store: Store, clock: Clock, chance: random.Random, spoken: Spoken
    ) -> None:
        self.course, self.store, self.chance, self.spoken = course, store, chance, spoken
        self.journal = Journal(store, clock, self._new_id, spoken)
        self.clock = self.journal.clock
        self.progress = Progress(course, store, self.clock)
        self.warnings: list[StoreError] = []  # what to tell at the start

    def _new_id(self) -> str:
        """A globally unique id."""
        return f"{self.chance.getrandbits(128):032x}"

    @cached_property
    def asking(self) -> "Asking":
        """Answers the learner's own questions; made at the first one."""
        from taiwa.tutor.asking import Asking

        return Asking(self.course)

    def switch_language(self, language: str | None = None) -> None:
        """Turn to `language`, or to the course's next one; kept for the next start."""
        languages = self.course.languages
        if language is None:
            language = languages[(languages.index(self.spoken.language) + 1) % len(languages)]
        self.spoken.language = language
        if self.store.setting(LANGUAGE) != language:
            self.store.set(LANGUAGE, language)

    @property
    def is_new(self) -> bool:
        """True for a learner who has begun nothing yet, nor been asked for an aim."""
        return self.store.setting(AIM.name) is None and not self.store.sessions(limit=1)

    def unfinished(self) -> SessionRow | None:
        """The session to continue, if one was left before its end."""
        return self.store.unfinished(self.journal.device, self.progress.now())

    def ahead(self) -> tuple[date, date] | None:
        """The record's end and today, if it goes on beyond today by more than a time zone does.

        Then the clock is wrong, or was. Told once for each end.
        """
        end, today = self.store.last_day(), self.clock().date()
        if (
            end is None
            or end <= today + ZONES
            or self.store.setting(AHEAD_SETTING) == end.isoformat()
        ):
            return None
        self.store.set(AHEAD_SETTING, end.isoformat())
        return end, today

    def section(self, name: str) -> Section:
        """A section by id, number or `intro`; raises `UsageError` naming those there are."""
        known = self.course.by_id
        numbered = {str(number): section for section, number in self.course.numbers.items()}
        for candidate in (name, f"section-{name}", numbered.get(name, "")):
            if candidate in known:
                return known[candidate]
        short = [key for key in known if len(name) > 2 and key.startswith(name)]
        if len(short) == 1:
            return known[short[0]]
        raise UsageError(UNKNOWN_SECTION, name=name, known=tuple(known))

    def terms(self, name: str) -> list[Term]:
        """The glossary's terms that a few letters may mean, best first: see `find_terms`."""
        from taiwa.course.glossary import find_terms  # not before a term is looked up

        return find_terms(self.course, name)

    def take_up(self, offer: Offer) -> Session:
        """Begin what the tutor offers: a lesson, a review or practice."""
        if offer.kind == "lesson":
            return self.lesson(self.course.by_id[offer.items[0]])
        return self.review() if offer.kind == "review" else self.practice(offer.items)

    def lesson(self, section: Section) -> Session:
        """Begin a section's lesson: its steps, each followed by its questions."""
        return self._begin("lesson", (section,), plan.lesson(self.course, section))

    def quiz(self, sections: Sequence[Section], count: int | None = None) -> Session:
        """Begin a quiz of `count` questions (all, if None) over some sections, mixed."""
        turns = self._drawn(plan.quiz(self.course, sections), count)
        return self._begin("quiz", sections, turns)

    def vocabulary(self, sections: Sequence[Section], count: int | None = None) -> Session:
        """Begin a drill of the glossary's terms that occur in some sections, for the aim set."""
        names = {section.id for section in sections}
        named = [q for q in self.course.vocabulary if names & set(q.sections)]
        pool = plan.aimed(named, AIM.read(self.store))
        return self._begin("vocabulary", sections, self._drawn(pool, count))

    def dates(self, sections: Sequence[Section], count: int | None = None) -> Session:
        """Begin a session of events to put in order."""
        names = {section.id for section in sections}
        pool = [q.id for q in self.course.chronology if names & set(q.sections)]
        return self._begin("dates", sections, self._drawn(pool, count))

    def review(self) -> Session:
        """Begin with what is due, then new items, up to the day's limits.

        Raises `UsageError` where there is neither.
        """
        waiting = self.waiting()
        if not waiting.items:
            raise UsageError(NOTHING_DUE)
        return self._begin("review", self.course.sections, plan.review(self.course, waiting.items))

    def waiting(self) -> Waiting:
        """All that a review would ask now."""
        today = self.progress.today()
        allowed = int(NEW_PER_DAY.read(self.store)) - self.store.begun_on(today)
        new = plan.new_items(self.course, self.store.memories(), allowed)
        most = int(DAY.read(self.store))
        due = self.progress.due()[:most]
        return Waiting(tuple(due), tuple(new[: most - len(due)]))

    def exam(
        self, sections: Sequence[Section], count: int | None = None, minutes: int | None = None
    ) -> Session:
        """Begin an exam: no word on any answer until the end, or until the time is over."""
        turns = self._drawn(plan.quiz(self.course, sections), count)
        in_order = plan.by_section(self.course, turns)
        return self._begin("exam", sections, in_order, minutes=minutes)

    def practice(self, items: Sequence[str]) -> Session:
        """Begin a session of the questions named."""
        known = [self.course.questions[name] for name in items if name in self.course.questions]
        names = {name for question in known for name in question.sections}
        sections = [section for section in self.course.sections if section.id in names]
        return self._begin("practice", sections, [plan.asked(q) for q in known])

    def talk(self) -> Session:
        """Go on with the day's conversation of questions to the tutor, or begin it."""
        held = self.store.talk_on(self.progress.today(), self.journal.device)
        return self.resume(held) if held else self._begin("talk", (), [])

    def _drawn(self, pool: Iterable[str], count: int | None) -> list[Turn]:
        return plan.drawn(self.course, pool, count, self.chance)

    def _begin(
        self,
        mode: Mode,
        sections: Sequence[Section],
        turns: Sequence[Turn],
        minutes: int | None = None,
    ) -> Session:
        names = tuple(section.id for section in sections)
        return self._session(self.journal.begin(Plan(mode, names, tuple(turns), minutes)))

    def _session(self, id: str) -> Session:
        return Session(id, self.journal, self.progress, lambda: self.asking)

    def resume(self, id: str) -> Session:
        """Go on with a session where its log ends, as if it had never been left.

        Raises `StoreError` where its log is not whole.
        """
        session = self._session(id)
        kept = draft.read(self.store.setting(draft.SETTING))
        if (kept.session, kept.turn) == (session.id, session.turn):
            session.draft = kept.draft
            form = form_of(session.question) if session.question else None
            session.draft.marks = known(form, session.draft.marks) if form else ()
        return session

    def keep_draft(self, session: Session) -> None:
        """Keep what was typed and chosen and not given yet, for when its session is gone on with.

        Raises `StoreError` where it can't be kept.
        """
        before = self.store.setting(draft.SETTING)
        if session.draft or draft.read(before).session == session.id:
            now = draft.written(draft.Kept(session.id, session.turn, session.draft))
            if now != before:
                self.store.set(draft.SETTING, now)
