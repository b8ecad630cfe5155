"""The learner at the desk: course, progress, clock, chance and language; begins every session."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from taiwa.course.charts import Chart, chart_of
from taiwa.course.companions import Argument
from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Section, Term
from taiwa.dialogue.events import Mode, Offer
from taiwa.dialogue.marking import known
from taiwa.dialogue.state import Plan, Turn
from taiwa.errors import N_, NO_LANGUAGE, StoreError, UsageError
from taiwa.record.sessions import SessionRow
from taiwa.record.settings import AIM, LANGUAGE, LANGUAGES
from taiwa.record.store import Store
from taiwa.study import draft, plan
from taiwa.study.exam import exam
from taiwa.study.journal import Journal, Spoken
from taiwa.study.progress import Clock, Progress, Standing, Waiting
from taiwa.study.session import Session

if TYPE_CHECKING:
    from taiwa.course.essay import Essay
    from taiwa.tutor.asking import Asking

UNKNOWN_SECTION = N_("There is no section '{name}'. The sections are: {known}.")
WHICH_SECTION = N_("Add the number of a section, such as /dialogue 2, /map 2 or /essay 2.")
NO_DIALOGUE = N_("“{title}” has no dialogue: its lesson and its quiz are there.")
NO_MAP = N_("There is no map of that argument here: /map shows those that the course has.")
STILL_ASKED = N_("What is open here still asks about the map: it can be read afterwards.")
NO_ESSAY = N_("The text itself is not here. If you have it: {taiwa} set essay FILE")
AFTER_EXAM = N_("An exam is open: that opens after the exam.")
NOTHING_DUE = N_("Nothing is due for review now.")

EXAMINED = 20
"""Questions of an exam of the whole course: our own choice."""

ZONES = timedelta(days=2)
"""The dates of two time zones are at most this far apart: UTC-12 and UTC+14 are 26 hours."""

AHEAD_SETTING = "ahead"
"""The setting that keeps up to which day the learner was told of a wrong clock."""


ComesNext = Literal["review", "exam", "lesson"]


def comes_next(waiting: Waiting, standings: Sequence[Standing]) -> ComesNext:
    """The session to begin where none was left: a review when more is due than a day's goal."""
    if waiting.later:
        return "review"
    counts = [standing.counts for standing in standings]
    return "exam" if all(each.learnt == each.questions for each in counts) else "lesson"


class Study:
    """A learner's desk. The language of `spoken` may change at any time.

    Whatever reads the record or begins a session raises `StoreError` where that can't be done.
    """

    def __init__(
        self,
        course: Course,
        store: Store,
        clock: Clock,
        chance: random.Random,
        spoken: Spoken,
        shelves: Sequence[Path] = (),
        cache: Path | None = None,
    ) -> None:
        """`shelves` are the folders where the text itself may lie; `cache` keeps what asking makes
        of the course."""
        self.course, self.store, self.chance, self.spoken = course, store, chance, spoken
        self.journal = Journal(store, clock, self._new_id, spoken)
        self.clock = self.journal.clock
        self.progress = Progress(course, store, self.clock, spoken)
        self.warnings: list[StoreError] = []  # what to tell at the start
        self.shelves, self._cache = shelves, cache

    def _new_id(self) -> str:
        """A globally unique id."""
        return f"{self.chance.getrandbits(128):032x}"

    @cached_property
    def asking(self) -> "Asking":
        """Answers the learner's own questions; made at the first one."""
        from taiwa.tutor.asking import Asking

        return Asking(self.course, self._cache, self.shelves)

    @cached_property
    def has_essay(self) -> bool:
        """True if the text itself is here, to be read or to be told what is wrong with it."""
        from taiwa.course.essay import places  # not before a source is shown

        return bool(places(self.shelves, self.course.languages))

    @cached_property
    def essay(self) -> "Essay":
        """The text that is taught.

        Raises `UsageError` where it is not here, `ContentError` where it is not the course's.
        """
        from taiwa.course.essay import read_essay

        found = read_essay(self.course, self.shelves)
        if found is None:
            raise UsageError(NO_ESSAY, taiwa=self.store.command)
        return found

    def switch_language(self, wish: str = "") -> None:
        """Turn to the language wished for, or to the course's next one; kept for the next start.

        Raises `UsageError` for one that the course is not in.
        """
        languages = self.course.languages
        language = LANGUAGES.get(wish.casefold(), wish.casefold())
        if not language:
            language = languages[(languages.index(self.spoken.language) + 1) % len(languages)]
        elif language not in languages:
            raise UsageError(NO_LANGUAGE, name=wish, known=languages)
        self.spoken.language = language
        if self.store.setting(LANGUAGE) != language:
            self.store.set(LANGUAGE, language)

    @property
    def is_new(self) -> bool:
        """True for a learner who has begun nothing yet, nor been asked for an aim."""
        return self.store.setting(AIM.name) is None and not self.store.sessions(limit=1)

    def unfinished(self, dialogue: str = "") -> SessionRow | None:
        """The session to continue, if one was left before its end; or a section's dialogue."""
        return self.store.unfinished(self.journal.devices, self.progress.now(), dialogue)

    def ahead(self) -> tuple[date, date] | None:
        """The record's end and today, if it goes on beyond today by more than a time zone does.

        Then the clock is wrong, or was. Told once for each end.
        """
        end, today = self.store.last_day(), self.progress.today()
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
        if not name:
            raise UsageError(WHICH_SECTION)
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

    def comes_next(self) -> ComesNext:
        """The session to begin where none was left."""
        return comes_next(self.progress.waiting(), self.progress.standings())

    def go_on(self) -> Session:
        """Go on with the session that was left, or begin what comes next."""
        if left := self.unfinished():
            return self.resume(left.id)
        match self.comes_next():
            case "review":
                return self.review()
            case "exam":
                return self.sit()
            case "lesson":
                return self.lesson(self.progress.suggested())

    def lesson(self, section: Section) -> Session:
        """Begin a section's lesson: its steps, each followed by its questions."""
        turns = plan.lesson(self.course, section, self.progress.fits())
        return self._begin("lesson", (section,), turns)

    def dialogue(self, section: Section) -> Session:
        """Go on with a section's dialogue where it was left, or begin it.

        Raises `UsageError` where the section has none.
        """
        if section.dialogue is None:
            raise UsageError(NO_DIALOGUE, title=section.title[self.spoken.language])
        if left := self.unfinished(section.id):
            return self.resume(left.id)
        return self._begin("dialogue", (section,), plan.dialogue(section))

    def chart(self, wish: str, asked: frozenset[str]) -> Chart:
        """The map of a section, or of the whole text where none is named.

        Raises `UsageError` where there is none, or it would answer a question still `asked`.
        """
        chart = chart_of(self.course, self.section(wish) if wish else None)
        if chart is None:
            raise UsageError(NO_MAP)
        if asked.intersection(chart.argument.build):
            raise UsageError(STILL_ASKED)
        return chart

    def unbuilt(self, argument: Argument) -> tuple[str, ...]:
        """The questions on an argument that were never answered: its map would answer them."""
        return tuple(name for name in argument.build if not self.progress.answered(name))

    def pool(self, sections: Sequence[Section]) -> list[str]:
        """The questions of some sections that may be asked now."""
        return [*filter(self.progress.fits(), plan.quiz(self.course, sections))]

    def quiz(self, sections: Sequence[Section], count: int | None = None) -> Session:
        """Begin a quiz of `count` questions (all, if None) over some sections, mixed."""
        turns = self._drawn(plan.quiz(self.course, sections), count)
        return self._begin("quiz", sections, turns)

    def vocabulary(self, sections: Sequence[Section], count: int | None = None) -> Session:
        """Begin a drill of the glossary's terms that occur in some sections, for the aim set."""
        pool = self.course.vocabulary_of(sections)
        return self._begin("vocabulary", sections, self._drawn(pool, count))

    def dates(self, sections: Sequence[Section], count: int | None = None) -> Session:
        """Begin a session of events to put in order."""
        pool = self.course.chronology_of(sections)
        return self._begin("dates", sections, self._drawn(pool, count))

    def review(self, section: str | None = None) -> Session:
        """Begin with what is due, then new items, up to the day's limits; of a section or of all.

        Raises `UsageError` where there is neither.
        """
        waiting = self.progress.waiting_in(section)
        if not waiting:
            raise UsageError(NOTHING_DUE)
        sections = [self.course.by_id[section]] if section else self.course.sections
        return self._begin("review", sections, plan.review(self.course, waiting))

    def exam(
        self, sections: Sequence[Section], count: int | None = None, minutes: int | None = None
    ) -> Session:
        """Begin an exam: no word on any answer until the end, or until the time is over.

        One that is open ends as it stands.
        """
        if left := self.sitting():
            self.end_exam(left)
        turns = exam(self.course, self.pool(sections), count, self.chance)
        return self._begin("exam", sections, turns, minutes=minutes)

    def sitting(self) -> SessionRow | None:
        """The exam that is open, if one is; the latest of them. Those whose time is over end."""
        self.end_overdue()
        return next(iter(self.store.sitting()), None)

    def end_overdue(self) -> bool:
        """End each open exam whose time is over; true if there was one."""
        ended = [row for row in self.store.sitting() if self.resume(row.id).check_time()]
        return bool(ended)

    def need_no_exam(self) -> None:
        """Raise `UsageError` while an exam is open, which what is to be looked up would answer."""
        if self.sitting():
            raise UsageError(AFTER_EXAM)

    def end_exam(self, left: SessionRow) -> Session:
        """End an open exam as it stands; the session that tells its result."""
        session = self.resume(left.id)
        session.end_exam()
        return session

    def sit(self) -> Session:
        """Go on with the exam that is open, or begin one on the whole course."""
        left = self.sitting()
        return self.resume(left.id) if left else self.exam(self.course.sections, EXAMINED)

    def practice(self, items: Sequence[str]) -> Session:
        """Begin a session of the questions named."""
        known = [self.course.questions[name] for name in items if name in self.course.questions]
        names = {name for question in known for name in question.sections}
        sections = [section for section in self.course.sections if section.id in names]
        return self._begin("practice", sections, [plan.asked(q) for q in known])

    def talk(self) -> Session:
        """Go on with the day's conversation of questions to the tutor, or begin it."""
        self.sitting()  # the tutor waits for its end, which may have come
        held = self.store.talk_on(str(self.progress.today()), self.journal.devices[0])
        return self.resume(held) if held else self._begin("talk", (), [])

    def _drawn(self, pool: Iterable[str], count: int | None) -> list[Turn]:
        return plan.drawn(self.course, filter(self.progress.fits(), pool), count, self.chance)

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
