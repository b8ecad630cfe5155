"""One conversation: the one API that a front end calls once `study.Study` has begun it.

The Textual app and the plain line mode both run through it, so they can't drift: the same moves are
logged, the same questions come in the same order, and a session begun in one goes on in the other.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.commands import (
    AskedLine,
    Command,
    UnknownCommand,
    cleaned,
    hands_in,
    on_section,
    understand,
    yes_or_no,
)
from taiwa.dialogue.events import (
    Ask,
    Asked,
    Claim,
    Confirm,
    Event,
    Give,
    Given,
    Move,
    Override,
    Proceed,
    Recall,
    Reveal,
    Skip,
    TakeHint,
    TimeUp,
    Undo,
)
from taiwa.dialogue.judge import claimable, claimed, completed, confirmed, judge
from taiwa.dialogue.machine import step
from taiwa.dialogue.state import Phase
from taiwa.record.log import Record, UndoDetail, amends
from taiwa.record.merging import Overtaken
from taiwa.study import notices
from taiwa.study.draft import Draft, turn_of
from taiwa.study.hearing import gives_up, in_place_of_an_answer, moves_on, says_something
from taiwa.study.journal import IDLE_MS, Deed, Journal
from taiwa.study.progress import Progress
from taiwa.study.replay import retold
from taiwa.study.response import Moved, Response, unreadable
from taiwa.study.standing import SessionStanding, is_put_off

if TYPE_CHECKING:
    from taiwa.tutor.asking import Asking


class Session(SessionStanding):
    """One conversation, as its log tells it. A move is logged durably and counts only then.

    Opening one raises `StoreError` where its log can't be read or is not whole. Moves raise it
    where the log can't be written (the session is then as before), `Moved` where another window
    was faster, and `IllegalMove` where the state does not take them.
    """

    def __init__(
        self, name: str, journal: Journal, progress: Progress, asking: "Callable[[], Asking]"
    ) -> None:
        self.journal, self.course = journal, progress.course
        self._progress, self._asking = progress, asking
        self.draft = Draft()
        self._sure: bool | None = None  # of the answer to come
        self.handing_in = False  # it was asked whether to end the exam with questions open
        self._stand(journal.store.records(name))

    def _stand(self, records: list[Record]) -> None:
        """Stand where these records end."""
        self.state, self.transcript = retold(self.course, records)
        self.id, self.started = records[0].session, records[0].at  # in UTC
        self.tip, self._way = records[-1], [each.id for each in records]
        self.turn = turn_of(records)  # an answer names it
        self._settled: list[Record] = []  # what override and undo are about, the latest last
        for record in records:
            self._keep_settled(record)
        timed = self.deadline is not None and not self.finished
        self._since = records[-1].at if timed else self.journal.clock()

    def say(self, text: str) -> Response:
        """Take a typed line: an answer where a question waits, `?…` to ask, `/…` to command."""
        text, asked = cleaned(text), self.handing_in
        self.handing_in = False
        if asked and (wish := hands_in(text)) is not None:
            return Response(self.end_exam() if wish else ())
        if isinstance(said := understand(text), AskedLine):
            return self._asked(said.text)
        if isinstance(said, UnknownCommand):
            notice = notices.UNKNOWN_COMMAND if said.nearest is None else notices.MISSPELT_COMMAND
            return Response(notice=notice, values={"name": said.name, "nearest": said.nearest})
        if isinstance(said, Command):
            return self._command(said)
        yes = yes_or_no(text) if self.state.doubt else None
        if yes is not None:
            return Response(self.confirm(yes))
        if self.draft.on and not text.strip():
            self.draft.on = False  # both sides again
            return Response()
        goes_on = self.can(Proceed) and (not text.strip() or moves_on(text))
        if self.question is not None and not goes_on:
            return self._answered(self.question, text)
        if self.state.phase is Phase.TALKING:
            return self._asked(text)
        if self.state.doubt and text.strip():
            return Response(notice=notices.YES_OR_NO)
        if says_something(text) and not goes_on:
            return self._thought(text) if self.discussing else self._asked(text)
        if not self.can(Proceed):
            return Response(notice=notices.ALL_DONE)
        if not goes_on:
            return Response(notice=notices.NOTHING_PENDING)
        return Response(self.proceed())

    def _answered(self, question: Question, text: str) -> Response:
        """A line while a question waits: an answer, or what was said in place of one."""
        given = self.read(text)
        meant = in_place_of_an_answer(question, given, text, self.language)
        if isinstance(meant, Command) and (done := self._command(meant)).events:
            return done
        if meant is not None:
            return self._asked(text)
        return Response(self.give(given)) if given else unreadable(question, text)

    def _thought(self, text: str) -> Response:
        """Keep what the learner thinks of an open question, and go on to what may be weighed."""
        kept = self._move(Ask(text, recall=Recall("thought")))
        if not self.draft.on:
            return Response(kept + self.proceed())
        self.draft.on = False
        return Response(kept)

    def write_on(self) -> Response:
        """Let thoughts on an open question be written on, after both sides were read."""
        self.draft.text, self.draft.on = self.thought, True
        return Response(notice=notices.WRITE_ON)

    def _asked(self, text: str) -> Response:
        return Response(self.ask(text)) if text.strip() else Response(notice=notices.EMPTY_QUESTION)

    def _command(self, command: Command) -> Response:
        if command.name == "take":
            return self.take(int(command.rest) - 1)
        if command.name == "covered":
            return self.claim(command.rest)
        if command.name in ("sure", "unsure"):
            return self._be_sure(command.name == "sure", command.rest)
        moves: dict[str, tuple[type[Move], Callable[[], tuple[Event, ...]]]] = {
            **{"hint": (TakeHint, self.hint), "skip": (Skip, self.skip)},
            **{"reveal": (Reveal, self.reveal), "right": (Override, self.override)},
            **{"undo": (Undo, self.undo), "end": (TimeUp, self.end_exam)},
        }
        if command.name not in moves:
            return Response(command=on_section(command, self.state.plan.sections))
        move, make = moves[command.name]
        if move is TimeUp and self.state.plan.mode != "exam":
            return Response(notice=notices.NO_EXAM)
        if move is Undo and self.weighed:
            return self.write_on()
        if not self.can(move):
            return Response(notice=self.refusal)
        return self._hand_in() if move is TimeUp else Response(make())

    def _hand_in(self) -> Response:
        """Ask whether to end the exam, as something is still open."""
        self.handing_in = True
        open_, count = len(self.state.queue), len(self.state.plan.turns)
        return Response(notice=notices.HAND_IN, values={"open": open_, "count": count})

    def _be_sure(self, sure: bool, answer: str) -> Response:
        """Note how sure the learner is of the answer that follows, here or on the next line."""
        if self.question is None:
            return Response(notice=notices.NOT_NOW)
        self._sure = sure
        return self.say(answer) if answer else Response(notice=notices.SURENESS)

    def take(self, index: int) -> Response:
        """Take up an offer by its place, from 0: hear the tutor, or let the desk begin one."""
        if not 0 <= index < len(self.offers):
            return Response(notice=notices.NO_OFFER)
        offer = self.offers[index]
        if offer.kind == "ask":
            asks = self.course.answers[offer.items[0]].asks
            return Response(self.ask(asks[self.language][0]))
        if offer.kind == "read":
            return Response(self._move(Ask("", replies=offer.items)))
        if offer.kind in ("dialogue", "map"):
            return Response(command=Command(offer.kind, *offer.items))
        return Response(opens=offer)

    def give(self, given: Given, turn: int | None = None) -> tuple[Event, ...]:
        """Answer the question that waits. An answer to another turn than this one is dropped."""
        if turn not in (None, self.turn):
            return ()
        question = self.question
        assert question is not None, "no question is pending"
        before = self.state.near.judgement if self.state.near else None
        judgement = completed(question, before, judge(question, given, self.language, self.course))
        return self._move(Give(given, judgement))

    def proceed(self) -> tuple[Event, ...]:
        """Go on; past what an exam's result asks, which then counts as a no."""
        return self.confirm(False) if self.doubts_result else self._move(Proceed())

    def hint(self) -> tuple[Event, ...]:
        return self._move(TakeHint())

    def skip(self) -> tuple[Event, ...]:
        return self._move(Skip())

    def reveal(self) -> tuple[Event, ...]:
        return self._move(Reveal())

    def override(self) -> tuple[Event, ...]:
        doubt = self.state.doubt
        asked = doubt is not None and doubt.point is None  # whether it is what was meant
        return self.confirm(True) if asked else self._move(Override())

    def undo(self) -> tuple[Event, ...]:
        """Take back what was done last: a yes or no on an answer, one's own word on it, the answer
        itself; or write thoughts on."""
        if self.weighed:
            self.write_on()
            return ()
        if self.state.amended and not self.state.confirmed:
            return self._move(Undo(word=True))
        if not self.state.confirmed:
            events = self._move(Undo())
            if (question := self.question) and self.state.plan.mode != "dialogue":
                self.draft.give_back(self._given_to(question.id), form_of(question))
            return events
        doubt = self.state.confirmed[-1]
        return self._move(Confirm(None, doubt.judgement, doubt.point))

    def confirm(self, yes: bool) -> tuple[Event, ...]:
        """Say yes or no to what the tutor is not sure of; `state.doubt` is what that is."""
        doubt = self.state.doubt
        assert doubt is not None, "nothing is in doubt"
        question = self.course.questions[doubt.item]
        judgement = confirmed(question, doubt.judgement, doubt.point, yes)
        return self._move(Confirm(yes, judgement, doubt.point))

    def claim(self, text: str) -> Response:
        """ "I did say that": count a key point, by its number as shown, as covered."""
        question, judgement = self._told(), self.state.judgement
        if judgement is None or not self.can(Claim):
            return Response(notice=notices.NOT_NOW)
        point = int(text) - 1 if text.isdecimal() and len(text) < 3 else -1
        if point not in claimable(question, judgement):
            return Response(notice=notices.NO_POINT)
        assert question is not None
        return Response(self._move(Claim(point, claimed(question, judgement, point))))

    def check_time(self) -> tuple[Event, ...]:
        """End an exam whose time is over; nothing otherwise."""
        over = self.deadline is not None and self.journal.clock() >= self.deadline
        return self._move(TimeUp()) if over and self.can(TimeUp) else ()

    def end_exam(self) -> tuple[Event, ...]:
        """End an exam as it stands; what is open counts as not answered."""
        return self._move(TimeUp()) if self.can(TimeUp) else ()

    def ask(self, question: str) -> tuple[Event, ...]:
        """Ask the tutor, about the text or about one's own record."""
        from taiwa.study.reply import consult, put_off, recall, tells_nothing, topic_of

        if over := self.check_time():
            return over + self.ask(question)
        if self.state.phase is Phase.SITTING and not tells_nothing(question):
            return self._move(Ask(question, recall=Recall("exam")))
        topic = topic_of(question)
        if topic:
            told = recall(self._progress, topic, self.last_judged)
            return self._move(Ask(question, recall=told.recall, offers=told.offers))
        if later := put_off(self._progress, question):
            return self._move(later)
        heard = self.language, question, self.question, self.transcript
        return self._move(consult(self._asking(), self.course, *heard))

    def answer_put_off(self) -> tuple[Event, ...]:
        """Answer what was asked while an exam was open, once none is; nothing otherwise.

        What was said in place of an answer is over with the exam.
        """
        asked = {event.question: event for event in self.transcript if isinstance(event, Asked)}
        waits = [name for name, event in asked.items() if is_put_off(event) and not gives_up(name)]
        if not waits or self._progress.store.sitting():
            return ()
        return tuple(event for question in waits for event in self.ask(question))

    def _move(self, move: Move) -> tuple[Event, ...]:
        over = not isinstance(move, TimeUp) and self.check_time()
        if over:
            return over
        before = self.state
        state, events = step(before, move)
        try:
            record = self._log(move, events)
        except Overtaken as error:
            missed = self._catch_up()
            if self.state != before:
                raise Moved(missed) from error
            return missed + self._move(move)  # only asked, or looked: what was done here holds
        self.tip = record
        self._way.append(record.id)
        self.state = state
        self.transcript += events
        self._keep_settled(record)
        if not isinstance(move, Ask | TakeHint):
            self.turn += 1
            self.draft.marks, self.draft.aside, self.draft.on = (), "", False
            self._since, self._sure = self.journal.clock(), None
            self.handing_in = False
        return events

    def _keep_settled(self, record: Record) -> None:
        if record.outcome and not amends(record):
            self._settled.append(record)
        elif isinstance(record.detail, UndoDetail) and amends(record) and not record.outcome:
            del self._settled[-1:]

    def _catch_up(self) -> tuple[Event, ...]:
        """Another window has moved on in this session: stand where it stands."""
        known, turn, device = len(self.transcript), self.turn, self.journal.devices[0]
        self._stand(self.journal.store.ahead(self.id, self._way, device))
        if turn != self.turn:
            self.draft.marks = ()
        return tuple(self.transcript[known:])

    def _spent(self) -> int:
        """Milliseconds since the last move; where an exam's clock runs, as many as it ran."""
        now, minutes = self.journal.clock(), self.state.plan.minutes
        most = IDLE_MS if minutes is None else minutes * 60_000
        until = now if self.deadline is None else min(now, self.deadline)
        return min(max(0, int((until - self._since).total_seconds() * 1000)), most)

    def _log(self, move: Move, events: tuple[Event, ...]) -> Record:
        question, elapsed = self._told(), None
        sitting = self.state.phase is Phase.SITTING and not isinstance(move, Ask)
        if isinstance(move, Give) or sitting:
            elapsed = self._spent()
        deed = Deed(move, self.state, events, question, self._settled, elapsed, self._sure)
        return self.journal.write(self.tip, deed)
