"""One conversation: the one API that a front end calls once `study.Study` has begun it.

The Textual app and the plain line mode both run through it, so they can't drift: the same moves are
logged, the same questions come in the same order, and a session begun in one goes on in the other.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct, field

from taiwa.course.model import Question
from taiwa.dialogue.commands import AskedLine, Command, UnknownCommand, cleaned, understand
from taiwa.dialogue.events import (
    Ask,
    Claim,
    Event,
    Give,
    Given,
    Move,
    Offer,
    Override,
    Proceed,
    Reveal,
    Skip,
    TakeHint,
    TimeUp,
    Undo,
)
from taiwa.dialogue.judge import claimable, claimed, completed, judge
from taiwa.dialogue.machine import legal, step
from taiwa.dialogue.offers import offers_of
from taiwa.dialogue.questions import Arrangement, arrange, read_answer
from taiwa.dialogue.state import Phase, State
from taiwa.errors import TaiwaError
from taiwa.record.log import Record
from taiwa.record.store import Overtaken
from taiwa.study.journal import AMENDED, to_columns
from taiwa.study.notices import (
    ALL_DONE,
    EMPTY_QUESTION,
    MISSPELT_COMMAND,
    MOVED,
    NO_OFFER,
    NO_POINT,
    NOT_NOW,
    NOTHING_PENDING,
    SURENESS,
    UNKNOWN_COMMAND,
    UNREADABLE,
)

if TYPE_CHECKING:
    from taiwa.study.desk import Study

IDLE_MS = 300_000
"""An answer that took longer counts as this long: the learner was away."""

_COMMAND_MOVES: dict[str, type[TakeHint | Skip | Reveal | Override | Undo]] = {
    "hint": TakeHint,
    "skip": Skip,
    "reveal": Reveal,
    "right": Override,
    "undo": Undo,
}


class Response(Struct, frozen=True):
    """What comes of a typed line: events, a notice, a command for the front end, a new session.

    A notice is a catalog entry with its values; it is no part of the conversation.
    """

    events: tuple[Event, ...] = ()
    notice: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    command: Command | None = None
    opens: "Session | None" = None


class Moved(TaiwaError):
    """Another window has gone on with this session; `events` are what was said there since."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        super().__init__(MOVED)
        self.events = events


class Session:
    """One conversation. A move is logged durably first and counts only then.

    Moves raise `StoreError` where the log can't be written (the session is then as before),
    `Moved` where another window was faster, and `IllegalMove` where the state does not take them.
    """

    def __init__(
        self,
        study: "Study",
        id: str,
        state: State,
        events: Sequence[Event],
        records: Sequence[Record],
    ) -> None:
        self.study, self.id, self.state = study, id, state
        self.transcript: list[Event] = list(events)
        self.draft = ""
        self.turn = 0  # counts what was done here; an answer names the turn that it is for
        self._sure: bool | None = None  # of the answer to come
        self._start = records[0]
        self.length = len(records)
        self._settled: list[Record] = []  # what override and undo are about, the latest last
        for record in records:
            self._keep_settled(record)
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
        planned = frozenset(self.state.plan.turns)
        return len(planned) - len(planned.intersection(self.state.queue)), len(planned)

    @property
    def started(self) -> datetime:
        """When the session began, in UTC."""
        return self._start.at

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What the tutor has just offered to do next, taken by its number."""
        latest = (offers_of(self.study.course, event) for event in reversed(self.transcript))
        return next((offers for offers in latest if offers), ())

    @property
    def last_judged(self) -> Record | None:
        """The record that settled the latest question."""
        return self._settled[-1] if self._settled else None

    @property
    def deadline(self) -> datetime | None:
        """When an exam's time is over."""
        minutes = self.state.plan.minutes
        return None if minutes is None else self._start.at + timedelta(minutes=minutes)

    def can(self, move: type[Move]) -> bool:
        if move is Claim and not claimable(self._told(), self.state.judgement):
            return False
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
        text = cleaned(text)
        said = understand(text)
        if isinstance(said, AskedLine):
            return Response(self.ask(said.text)) if said.text else Response(notice=EMPTY_QUESTION)
        if isinstance(said, UnknownCommand):
            notice = UNKNOWN_COMMAND if said.nearest is None else MISSPELT_COMMAND
            return Response(notice=notice, values={"name": said.name, "nearest": said.nearest})
        if isinstance(said, Command):
            return self._command(said)
        if self.question is not None:
            given = self.read(text)
            return Response(self.give(given)) if given else Response(notice=UNREADABLE)
        if self.state.phase is Phase.TALKING:
            return Response(self.ask(text)) if text.strip() else Response(notice=EMPTY_QUESTION)
        if not self.can(Proceed):
            return Response(notice=ALL_DONE)
        if text.strip():
            return Response(notice=NOTHING_PENDING)
        return Response(self.proceed())

    def _command(self, command: Command) -> Response:
        if command.name == "take":
            return self.take(int(command.rest) - 1)
        if command.name == "covered":
            return self.claim(command.rest)
        if command.name in ("sure", "unsure"):
            return self._be_sure(command.name == "sure", command.rest)
        move = _COMMAND_MOVES.get(command.name)
        if move is None:
            return Response(command=command)
        return Response(self._move(move())) if self.can(move) else Response(notice=NOT_NOW)

    def _be_sure(self, sure: bool, answer: str) -> Response:
        """Note how sure the learner is of the answer that follows, here or on the next line."""
        if self.question is None:
            return Response(notice=NOT_NOW)
        self._sure = sure
        return self.say(answer) if answer else Response(notice=SURENESS)

    def take(self, index: int) -> Response:
        """Take up an offer: what the tutor says to it, or the session that it opens."""
        if not 0 <= index < len(self.offers):
            return Response(notice=NO_OFFER)
        offer, study = self.offers[index], self.study
        if offer.kind == "ask":
            return Response(self.ask(study.course.answers[offer.items[0]].asks[study.language][0]))
        if offer.kind == "read":
            return Response(self._move(Ask("", replies=offer.items)))
        if offer.kind == "lesson":
            return Response(opens=study.lesson(study.course.by_id[offer.items[0]]))
        return Response(
            opens=study.review() if offer.kind == "review" else study.practice(offer.items)
        )

    def give(self, given: Given, turn: int | None = None) -> tuple[Event, ...]:
        """Answer the question that waits. An answer to another turn than this one is dropped."""
        if turn not in (None, self.turn):
            return ()
        question = self.question
        assert question is not None, "no question is pending"
        before = self.state.near.judgement if self.state.near else None
        judgement = completed(question, before, judge(question, given, self.study.language))
        return self._move(Give(given, judgement))

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

    def undo(self) -> tuple[Event, ...]:
        return self._move(Undo())

    def claim(self, text: str) -> Response:
        """ "I did say that": count a key point, by its number as shown, as covered."""
        question, judgement = self._told(), self.state.judgement
        if judgement is None or not self.can(Claim):
            return Response(notice=NOT_NOW)
        point = int(text) - 1 if text.isdecimal() and len(text) < 3 else -1
        if point not in claimable(question, judgement):
            return Response(notice=NO_POINT)
        assert question is not None
        return Response(self._move(Claim(point, claimed(question, judgement, point))))

    def check_time(self) -> tuple[Event, ...]:
        """End an exam whose time is over; nothing otherwise."""
        over = self.deadline is not None and self.study.clock() >= self.deadline
        return self._move(TimeUp()) if over and self.can(TimeUp) else ()

    def ask(self, question: str) -> tuple[Event, ...]:
        """Ask the tutor, about the text or about one's own record."""
        from taiwa.study.reply import consult, recall, topic_of

        topic = topic_of(question)
        if topic and self.state.phase is not Phase.SITTING:  # an exam tells nothing before its end
            told = recall(self.study, topic, self.last_judged)
            return self._move(Ask(question, recall=told.recall, offers=told.offers))
        return self._move(consult(self.study, question, self.question, self.transcript))

    def _told(self) -> Question | None:
        """The question whose answer has just been told."""
        turn = self.state.turn
        return self.study.course.questions.get(turn.item) if turn else None

    def _move(self, move: Move) -> tuple[Event, ...]:
        over = not isinstance(move, TimeUp) and self.check_time()
        if over:
            return over
        before = self.state
        state, events = step(before, move)
        record = self._record(move, events)
        try:
            self.study.store.append(record)
        except Overtaken as error:
            missed = self._catch_up()
            if self.state != before:
                raise Moved(missed) from error
            return missed + self._move(move)  # only asked, or looked: what was done here holds
        self.length += 1
        self.state = state
        self.transcript += events
        self._keep_settled(record)
        if not isinstance(move, Ask | TakeHint):
            self.turn += 1
            self._since, self._sure = self.study.clock(), None
        return events

    def _keep_settled(self, record: Record) -> None:
        if record.detail.get("undone"):
            del self._settled[-1:]
        elif record.outcome and "judged" not in record.detail:
            self._settled.append(record)

    def _catch_up(self) -> tuple[Event, ...]:
        """Another window has moved on in this session: stand where it stands."""
        fresh = self.study.resume(self.id)
        known = len(self.transcript)
        self.state, self.length = fresh.state, fresh.length
        self.transcript, self._settled = fresh.transcript, fresh._settled
        self.turn += 1
        self._since = self.study.clock()
        return tuple(self.transcript[known:])

    def _record(self, move: Move, events: tuple[Event, ...]) -> Record:
        columns = to_columns(move, self.state, events, self._told())
        if isinstance(move, Give):
            spent = self.study.clock() - self._since
            columns["elapsed"] = min(max(0, int(spent.total_seconds() * 1000)), IDLE_MS)
            if self._sure is not None:
                columns["detail"]["sure"] = self._sure
        judged = self.last_judged
        if isinstance(move, Override | Claim | Undo) and judged is not None:
            columns["detail"]["judged"] = judged.id
            columns |= {name: getattr(judged, name) for name in AMENDED}
        return self.study.record(self.id, self.length, **columns)
