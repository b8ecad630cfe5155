"""The one API that a front end calls: it joins the tutor, the learner's log, a clock and a seed.

The Textual app and the plain line mode both run through it, so they can't drift: the same moves are
logged, the same questions come in the same order, and a session begun in one goes on in the other.

    Study     the learner at the desk: course, progress, language; begins and resumes sessions
    Session   one conversation: takes moves, keeps the transcript, logs each move before it counts
"""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from taiwa.course.model import Course, Question, Section
from taiwa.errors import N_, UsageError
from taiwa.progress import log
from taiwa.progress.log import Record
from taiwa.progress.mastery import Standing, next_section, standings
from taiwa.progress.store import Overtaken, SessionRow, Store
from taiwa.recording import to_columns, to_move
from taiwa.responses import (
    EMPTY_QUESTION,
    MISSPELT_COMMAND,
    NOT_NOW,
    NOTHING_PENDING,
    UNKNOWN_COMMAND,
    UNREADABLE,
    Response,
)
from taiwa.tutor.commands import Command, Query, Unknown, understand
from taiwa.tutor.dialogue import Phase, Plan, State, Turn, legal, open_dialogue, replay, step
from taiwa.tutor.events import (
    Ask,
    Asked,
    Event,
    Give,
    Given,
    Mode,
    Move,
    Override,
    Proceed,
    Reveal,
    Skip,
    TakeHint,
)
from taiwa.tutor.judging import gives_away, judge
from taiwa.tutor.reading import Arrangement, arrange, read_answer

if TYPE_CHECKING:
    from taiwa.tutor.asking import Asking

UNKNOWN_SECTION = N_("There is no section '{name}'. The sections are: {known}.")

Clock = Callable[[], datetime]
"""The time now, with a time zone."""

LONGEST = 2_000
"""Characters of a typed line that are taken; nobody's answer is longer."""

IDLE_MS = 300_000
"""An answer that took longer counts as this long: the learner was away."""

_MOVES: dict[str, type[TakeHint | Skip | Reveal | Override]] = {
    "hint": TakeHint,
    "skip": Skip,
    "reveal": Reveal,
    "right": Override,
}


class Study:
    """A learner's desk. `language` may be set at any time: nothing else depends on it."""

    def __init__(
        self, course: Course, store: Store, clock: Clock, chance: random.Random, language: str
    ) -> None:
        self.course, self.store = course, store
        self.clock, self.chance = clock, chance
        self.language = language
        self.device = store.setting_or("device", self.new_id)

    def new_id(self) -> str:
        """A globally unique id."""
        return f"{self.chance.getrandbits(128):032x}"

    @cached_property
    def asking(self) -> "Asking":
        """What answers the learner's own questions; made at the first one."""
        from taiwa.tutor.asking import Asking

        return Asking(self.course)

    def switch_language(self, language: str | None = None) -> str:
        """Turn to `language`, or to the course's next one; kept for the next start."""
        languages = self.course.languages
        if language is None:
            language = languages[(languages.index(self.language) + 1) % len(languages)]
        self.language = language
        self.store.set("language", language)
        return language

    def standings(self) -> list[Standing]:
        """Every section with its mastery, in the course's order."""
        return standings(self.course, self.store.memories(), self.clock().astimezone(UTC))

    def suggested(self) -> Section:
        """The section to take next: the first one not begun, else the one least mastered."""
        return next_section(self.standings())

    def unfinished(self) -> SessionRow | None:
        """The session to continue, if one was left before its end."""
        return self.store.unfinished(self.device)

    def section(self, name: str) -> Section:
        """A section by id, number or `intro`; raises `UsageError` naming those there are."""
        known = self.course.by_id
        for candidate in (name, f"section-{name}"):
            if candidate in known:
                return known[candidate]
        short = [key for key in known if len(name) > 2 and key.startswith(name)]
        if len(short) == 1:
            return known[short[0]]
        raise UsageError(UNKNOWN_SECTION, name=name, known=", ".join(known))

    def lesson(self, section: Section) -> "Session":
        """Begin a section's lesson: its steps, each followed by its questions."""
        turns = []
        for lesson_step in section.lesson:
            turns.append(Turn(lesson_step.id, question=False))
            turns += [self._turn(self.course.questions[name]) for name in lesson_step.then]
        return self._begin("lesson", (section.id,), turns)

    def quiz(self, sections: Sequence[Section], count: int | None = None) -> "Session":
        """Begin a quiz of `count` questions (all, if None) over some sections, mixed."""
        pool = [question for section in sections for question in section.questions]
        if len(sections) > 1:
            names = {section.id for section in sections}
            pool += [q for q in self.course.comparisons if names.issuperset(q.sections)]
        self.chance.shuffle(pool)
        turns = [self._turn(question) for question in pool[:count]]
        return self._begin("quiz", tuple(section.id for section in sections), turns)

    def _turn(self, question: Question) -> Turn:
        return Turn(question.id, question=True, hints=len(question.hints))

    def _begin(self, mode: Mode, sections: tuple[str, ...], turns: list[Turn]) -> "Session":
        session, plan = self.new_id(), Plan(mode, sections, tuple(turns))
        self.store.append(
            self.record(
                session,
                0,
                log.STARTED,
                detail={
                    "mode": mode,
                    "sections": sections,
                    "turns": [[turn.item, turn.question, turn.hints] for turn in turns],
                },
            )
        )
        state, events = open_dialogue(plan)
        return Session(self, session, state, events, number=1)

    def resume(self, session: str) -> "Session":
        """Go on with a session where its log ends, as if it had never been left."""
        start, *moves = self.store.records(session)
        detail = start.detail
        turns = tuple(
            Turn(item, question, hints)
            for item, question, hints in detail["turns"]
            if item in (self.course.questions if question else self.course.steps)
        )
        plan = Plan(detail["mode"], tuple(detail["sections"]), turns)
        state, events = replay(plan, map(to_move, moves))
        resumed = Session(self, session, state, events, number=len(moves) + 1)
        resumed.last_judged = next((r for r in reversed(moves) if r.outcome), None)
        return resumed

    def record(self, session: str, number: int, kind: str, **values: Any) -> Record:
        """A record of this learner, device and moment."""
        now = self.clock()
        return Record(
            id=self.new_id(),
            device=self.device,
            at=now.astimezone(UTC),
            day=now.date().isoformat(),
            session=session,
            number=number,
            kind=kind,
            language=self.language,
            **values,
        )


class Session:
    """One conversation. A move is logged durably first and counts only then.

    Moves raise `StoreError` where the log can't be written (the session is then as before), and
    `IllegalMove` where the state does not take them.
    """

    def __init__(
        self, study: Study, id: str, state: State, events: tuple[Event, ...], number: int
    ) -> None:
        self.study, self.id, self.state = study, id, state
        self.transcript: list[Event] = list(events)
        self.draft = ""
        self.last_judged: Record | None = None
        self._number = number
        self._since = study.clock()

    @property
    def question(self) -> Question | None:
        """The question that waits for an answer."""
        name = self.state.pending
        return self.study.course.questions[name] if name else None

    @property
    def finished(self) -> bool:
        return self.state.phase is Phase.DONE

    @property
    def progress(self) -> tuple[int, int]:
        """Turns of the plan that are done, of how many; what returns is not counted again."""
        planned = len(self.state.plan.turns)
        return planned - sum(turn.round == 0 for turn in self.state.queue), planned

    def can(self, move: type[Move]) -> bool:
        return move in legal(self.state)

    def arrangement(self, item: str) -> Arrangement:
        """The order in which this session shows the options of question `item`."""
        return arrange(self.study.course.questions[item], self.id)

    def read(self, text: str) -> Given | None:
        """A typed line as an answer to the pending question; None where it can't be one."""
        question = self.question
        if question is None:
            return None
        return read_answer(question, self.arrangement(question.id), text, self.study.language)

    def say(self, text: str) -> Response:
        """Take a typed line: an answer where a question waits, `?…` to ask, `/…` to command."""
        text = text[:LONGEST].encode("utf-8", "replace").decode()  # no lone surrogates
        said = understand(text)
        if isinstance(said, Query):
            return Response(self.ask(said.text)) if said.text else Response(notice=EMPTY_QUESTION)
        if isinstance(said, Unknown):
            notice = UNKNOWN_COMMAND if said.nearest is None else MISSPELT_COMMAND
            return Response(notice=notice, values={"name": said.name, "nearest": said.nearest})
        if isinstance(said, Command):
            move = _MOVES.get(said.name)
            if move is None:
                return Response(command=said)
            return Response(self._move(move())) if self.can(move) else Response(notice=NOT_NOW)
        if self.question is not None:
            given = self.read(text)
            return Response(self.give(given)) if given else Response(notice=UNREADABLE)
        if text.strip() or not self.can(Proceed):
            return Response(notice=NOTHING_PENDING)
        return Response(self.proceed())

    def give(self, given: Given) -> tuple[Event, ...]:
        question = self.question
        assert question is not None, "no question is pending"
        return self._move(Give(given, judge(question, given, self.study.language)))

    def proceed(self) -> tuple[Event, ...]:
        return self._move(Proceed())

    def hint(self) -> tuple[Event, ...]:
        return self._move(TakeHint())

    def skip(self) -> tuple[Event, ...]:
        return self._move(Skip())

    def reveal(self) -> tuple[Event, ...]:
        return self._move(Reveal())

    def override(self) -> tuple[Event, ...]:
        return self._move(Override())

    def ask(self, question: str) -> tuple[Event, ...]:
        """Ask the tutor. What gives the pending answer away is told only when asked again."""
        asked = [event for event in self.transcript if isinstance(event, Asked)]
        context = [name for event in asked[-3:] for name in event.replies]
        reply = self.study.asking.ask(question, self.study.language, context)
        pending = self.question
        again = bool(asked) and asked[-1].withheld and asked[-1].question == question
        withheld = (
            pending is not None
            and not again
            and gives_away(self.study.course, pending, reply.passages)
        )
        return self._move(
            Ask(
                question,
                replies=reply.passages,
                said=reply.correction.said if reply.correction else None,
                stands=reply.correction.stands if reply.correction else (),
                language=reply.language if reply.language != self.study.language else None,
                withheld=withheld,
            )
        )

    def _move(self, move: Move) -> tuple[Event, ...]:
        state, events = step(self.state, move)
        record = self._record(move, events)
        try:
            self.study.store.append(record)
        except Overtaken:
            return self._catch_up()
        self._number += 1
        self.state = state
        self.transcript += events
        if record.outcome:
            self.last_judged = record
        if not isinstance(move, Ask | TakeHint):
            self._since = self.study.clock()
        return events

    def _catch_up(self) -> tuple[Event, ...]:
        """Another window has moved on in this session: stand where it stands."""
        fresh = self.study.resume(self.id)
        known = len(self.transcript)
        self.state, self._number = fresh.state, fresh._number
        self.transcript, self.last_judged = fresh.transcript, fresh.last_judged
        self._since = self.study.clock()
        return tuple(self.transcript[known:])

    def _record(self, move: Move, events: tuple[Event, ...]) -> Record:
        turn = self.state.turn
        question = self.study.course.questions.get(turn.item) if turn else None
        columns = to_columns(move, self.state, events, question)
        if isinstance(move, Give):
            spent = self.study.clock() - self._since
            columns["elapsed"] = min(max(0, int(spent.total_seconds() * 1000)), IDLE_MS)
        if isinstance(move, Override) and self.last_judged is not None:
            columns["detail"] |= {"judged": self.last_judged.id, "was": self.last_judged.outcome}
        return self.study.record(self.id, self._number, **columns)
