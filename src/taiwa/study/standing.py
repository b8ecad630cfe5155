"""The standing of one conversation, and what it tells of itself; it makes no move."""

from datetime import datetime, timedelta
from typing import TypeGuard

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import (
    Asked,
    AskedAgain,
    Claim,
    Event,
    Given,
    Judged,
    Move,
    Offer,
    Proceed,
    QuestionPosed,
    StepShown,
    Undo,
)
from taiwa.dialogue.judge import claimable
from taiwa.dialogue.machine import legal
from taiwa.dialogue.offers import offers_of
from taiwa.dialogue.questions import Arrangement, arrange, read_answer
from taiwa.dialogue.state import Phase, State
from taiwa.record.log import Record
from taiwa.study.draft import Draft
from taiwa.study.journal import Journal
from taiwa.study.notices import IN_EXAM, NOT_NOW


def is_thought(event: Event) -> TypeGuard[Asked]:
    """True of a thought on an open question, which is kept and not answered."""
    recall = event.recall if isinstance(event, Asked) else None
    return recall is not None and recall.topic == "thought"


def is_put_off(event: Event) -> TypeGuard[Asked]:
    """True of a question to the tutor that waits for the end of an exam."""
    recall = event.recall if isinstance(event, Asked) else None
    return recall is not None and recall.topic == "exam"


class SessionStanding:
    """The state of a session and all that was said, as its log has it."""

    id: str
    course: Course
    journal: Journal
    state: State
    transcript: list[Event]
    draft: Draft
    started: datetime  # in UTC
    _settled: list[Record]  # what override and undo are about, the latest last

    @property
    def language(self) -> str:
        """The language that is on, in which answers are read and judged."""
        return self.journal.spoken.language

    @property
    def question(self) -> Question | None:
        """The question that waits for an answer."""
        name = self.state.pending
        return self.course.questions[name] if name else None

    @property
    def finished(self) -> bool:
        """True once the session is over."""
        return self.state.phase is Phase.DONE

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The tutor's latest offers to do something next, each taken by its number."""
        latest = (offers_of(self.course, event) for event in reversed(self.transcript))
        return next((offers for offers in latest if offers), ())

    @property
    def last_judged(self) -> Record | None:
        """The record that settled the latest question."""
        return next(reversed(self._settled), None)

    @property
    def deadline(self) -> datetime | None:
        """The moment, in UTC, at which an exam's time is over; None where it has no limit."""
        minutes = self.state.plan.minutes
        return None if minutes is None else self.started + timedelta(minutes=minutes)

    def can(self, move: type[Move]) -> bool:
        """True if the state takes such a move now."""
        if move is Claim and not claimable(self._told(), self.state.judgement):
            return False
        also = bool(self.state.confirmed) or self.weighed  # F7 takes a yes back, or writes on
        if move is Proceed and self.doubts_result:
            return True
        return move in legal(self.state) or (move is Undo and also)

    @property
    def doubts_result(self) -> bool:
        """True while an answer of an exam that is over is in doubt, before its result."""
        return self.finished and self.state.doubt is not None

    @property
    def refusal(self) -> str:
        """The notice on a move that can't be made now."""
        return IN_EXAM if self.state.phase is Phase.SITTING else NOT_NOW

    def arrangement(self, item: str) -> Arrangement:
        """The order in which this session shows the options of question `item`."""
        return arrange(self.course.questions[item], self.id)

    def read(self, text: str) -> Given | None:
        """A typed line as an answer to the pending question; None where it can't be one."""
        question = self.question
        if question is None:
            return None
        return read_answer(question, self.arrangement(question.id), text, self.language)

    @property
    def weighing(self) -> bool:
        """True at an open question, before and after what may be weighed was shown."""
        turn = self.state.turn
        return bool(turn and not turn.question and turn.item not in self.course.steps)

    @property
    def discussing(self) -> bool:
        """True while thoughts on an open question are to be written, first or once more."""
        turn = self.state.turn
        return bool(self.weighing and turn and (self.draft.on or not turn.round))

    @property
    def writes(self) -> bool:
        """True where several sentences are called for: an explanation, or thoughts."""
        question = self.question
        explains = question is not None and form_of(question).manner == "explanation"
        return explains or self.discussing

    @property
    def awaited(self) -> bool:
        """True where what is typed is an answer, or a thought."""
        return self.question is not None or self.writes

    @property
    def weighed(self) -> bool:
        """True where both sides of an open question are read."""
        return self.weighing and not self.discussing

    @property
    def thought(self) -> str:
        """The latest thought on the open question at hand."""
        for event in reversed(self.transcript):
            if is_thought(event):
                return event.question
            if isinstance(event, StepShown) and not event.part:
                break
        return ""

    def _given_to(self, item: str) -> list[Given]:
        """The answers to a question that was opened again, as it stood before."""
        found = list[Given]()
        for event in reversed(self.transcript[:-1]):
            if isinstance(event, AskedAgain | Judged) and event.item == item:
                found.insert(0, event.given)
            elif isinstance(event, QuestionPosed) and event.item == item:
                break
        return found

    def _told(self) -> Question | None:
        """The question whose answer has just been told."""
        turn = self.state.turn
        return self.course.questions.get(turn.item) if turn else None
