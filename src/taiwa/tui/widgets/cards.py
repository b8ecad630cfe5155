"""Things said, drawn: a question with its answer on it, a verdict, a step, replies as bubbles."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.dialogue.events import (
    Asked,
    AskedAgain,
    Event,
    Judged,
    Judgement,
    QuestionPosed,
    Revealed,
    StepShown,
)
from taiwa.study.view import View
from taiwa.tui.marks import filled, ink
from taiwa.tui.widgets.answer_rows import TINTS, AnswerRows
from taiwa.tui.widgets.bubble import TONES, set_message
from taiwa.words.messages import Message, Para
from taiwa.words.parallel import Parallel

ROWED = ("one", "several", "verdict", "pairs", "order")
"""The manners whose answer and verdict stand on the rows of the question itself."""


class Cards:
    """Draws the messages of one conversation."""

    def __init__(self, course: Course, parallel: Parallel, view: View) -> None:
        self.course, self.parallel, self.view = course, parallel, view
        self.rows = AnswerRows(parallel, view)

    def parts(self, event: Event) -> range:
        """Which of an event's messages are shown: no answer again that stands on its question."""
        count = len(self.parallel.main.messages(event))
        said = isinstance(event, Judged | AskedAgain) and self._rowed(event.item)
        return range(1 if said else 0, count)

    def _rowed(self, item: str) -> bool:
        return form_of(self.course.questions[item]).manner in ROWED

    def draw(
        self, event: Event, part: int, width: int, *, here: bool, told: Event | None, wide: bool
    ) -> Sequence[Content]:
        """A message at `width` cells; `told` is what a question was answered with."""
        said = self.parallel.messages(event, self.view.parallel)[part]
        if isinstance(event, QuestionPosed):
            return self._question(event, said, width, told)
        if isinstance(event, StepShown):
            if here and wide:
                said = tuple(_without(message, "note") for message in said)
            return set_message(said, width, self.view, here=here)
        if isinstance(event, Judged | Revealed) and said[0].speaker == "tutor":
            return self._verdict(event, said, width)
        ground = "on $surface" if isinstance(event, Asked) else ""
        return set_message(said, width, self.view, ground=ground)

    def _question(
        self, event: QuestionPosed, said: Sequence[Message], width: int, told: Event | None
    ) -> Sequence[Content]:
        """The question: bare while it waits, with what was answered on its rows afterwards."""
        question = self.course.questions[event.item]
        shown = set_message([_head(message) for message in said], width, self.view)
        if told is None:
            if form_of(question).manner in ROWED:
                return shown
            return [*shown, ink(""), *self._how(said, width)]
        given = told.given if isinstance(told, Judged) else None
        rows = self.rows.answered(question, given, None, width)
        return [*shown, ink(""), *rows] if rows else shown

    def _how(self, said: Sequence[Message], width: int) -> list[Content]:
        """The way to answer, below the question."""
        how = said[0].paras[-1].text
        return [ink(f"  {how}", "$soft")]

    def _verdict(
        self, event: Judged | Revealed, said: Sequence[Message], width: int
    ) -> Sequence[Content]:
        """The verdict and its reasons; where no row carries it, a row of its own does."""
        question = self.course.questions[event.item]
        if form_of(question).manner in ROWED:
            wordings = self.parallel.wordings(self.view.parallel)
            told = [w.verdicts.solution(question, Judgement("wrong")) for w in wordings]
            said = [_without_paras(m, t) for m, t in zip(said, told, strict=True)]
            return set_message(said, width, self.view)
        lines = list(set_message(said, width, self.view))
        tone = TONES.get(said[0].tone, "")
        if tone and lines:
            lines[0] = filled(lines[0], width, TINTS[tone])
        return lines


def _without(message: Message, kind: str) -> Message:
    return replace(message, paras=tuple(p for p in message.paras if p.kind != kind))


def _head(message: Message) -> Message:
    """A question without what there is to choose from, and how."""
    kept = [p for p in message.paras[:-1] if p.kind != "option"]
    return replace(message, paras=tuple(kept))


def _without_paras(message: Message, told: Sequence[Para]) -> Message:
    """A verdict without what the rows of its question tell."""
    kept = [p for p in message.paras if p.kind != "why" and p not in told]
    return replace(message, paras=tuple(kept))
