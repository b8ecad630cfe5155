"""Things said, drawn: a question with its answer on it, a verdict, a step, replies as bubbles."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content
from textual.geometry import Size

from taiwa.course.forms import form_of
from taiwa.dialogue.events import (
    Asked,
    AskedAgain,
    Event,
    Finished,
    HintShown,
    InDoubt,
    Judged,
    Judgement,
    Noted,
    Opened,
    QuestionPosed,
    Revealed,
    StepShown,
    Undone,
)
from taiwa.dialogue.offers import offering, offers_of
from taiwa.errors import N_
from taiwa.study.session import Session
from taiwa.study.standing import is_thought
from taiwa.study.view import View
from taiwa.tui.answered import prompt_of
from taiwa.tui.desk import one_line
from taiwa.tui.dialogue_ending import DialogueEnding
from taiwa.tui.ending import Ending
from taiwa.tui.marks import AIRY, BROAD, WIDE, filled, ink, label, lines
from taiwa.tui.typography import set_parallel
from taiwa.tui.widgets.actions import ROOM, offered_by_key
from taiwa.tui.widgets.answer_cards import AnswerCards, Standing, standing
from taiwa.tui.widgets.bubble import MARGIN, set_message, set_para
from taiwa.tui.widgets.question_cards import ROWED, QuestionCards, stands_on_it
from taiwa.tui.widgets.replies import set_reply
from taiwa.tui.widgets.speech import SIDES, set_line, set_steps
from taiwa.tui.widgets.weighing import set_sides
from taiwa.words.messages import Message, Para, tutor
from taiwa.words.parallel import Parallel
from taiwa.words.wording import Wording

WHOLE = 2
"""Rows of a question, its label and what follows, that may be out of view and leave it whole: the
last of them stands above."""
STANDING_IN = " " * 5
"""The beginning of the further lines of an option."""


def head_rows(drawn: Content) -> int:
    """The rows of a question's label and prompt, as it is drawn."""
    rows = drawn.plain.split("\n")
    return next((n for n, row in enumerate(rows) if not row.strip()), len(rows))


def whole_from(drawn: Content, hidden: int) -> int:
    """The rows of a question to leave out of view, at least so many, so that none is cut: neither
    its prompt, nor what is quoted or shown with it, nor the text of an option, whose further lines
    stand in."""
    rows, head = drawn.plain.split("\n"), head_rows(drawn)
    if not WHOLE < hidden < len(rows):
        return hidden
    empty = [n for n, row in enumerate(rows) if not row.strip()]
    first = max(head, hidden)
    if after := next((n for n in empty if n >= first), 0):
        return after
    further = (n for n in range(first, len(rows)) if not rows[n].startswith(STANDING_IN))
    return next(further, len(rows))


class Cards:
    """Draws the messages of one conversation."""

    def __init__(self, session: Session, parallel: Parallel, view: View, ending: Ending) -> None:
        self.course, self.session = session.course, session
        self.parallel, self.view, self.ending = parallel, view, ending
        self.questions = QuestionCards(session, parallel, view)
        self.answers = AnswerCards(parallel, view)

    def parts(self, event: Event) -> range:
        """Which of an event's messages are shown: no answer again that stands on its question."""
        messages = self.parallel.main.messages(event)
        count = len(messages)
        if is_thought(event):
            return range(0)  # it stands above what may be weighed
        if (
            isinstance(event, Noted)
            and event.given
            and stands_on_it(self.course.questions[event.item])
        ):
            return range(0)
        if count and messages[0].tone in SIDES:  # the question stands below, with its options
            return range(count - isinstance(event, QuestionPosed))
        return range(1 if isinstance(event, Judged | AskedAgain) else 0, count)

    def draw(
        self,
        event: Event,
        part: int,
        width: int,
        after: Sequence[Event],
        window: Size,
        *,
        here: bool,
    ) -> Sequence[Content]:
        """A message at `width` cells, in the turn at hand if `here`.

        `after` is what a question was answered with, and what has changed a verdict since.
        """
        if isinstance(event, Finished) and event.questions and event.mode != "dialogue":
            if event.mode == "exam" and not here:
                return [ink("")]  # it is told anew once nothing is in doubt
            wide, airy = window.width >= WIDE, window.height >= AIRY
            return self.ending.draw(event, width, wide=wide, airy=airy)
        messages = self.parallel.messages(event, self.view.parallel)
        said = messages[part]
        ends = isinstance(self.ending, DialogueEnding) and part == len(messages) - 1
        if ends and isinstance(event, Finished):
            return [*set_message(said, width, self.view), *self.ending.below(event, width)]
        if said[0].tone in SIDES:
            before = isinstance(event, QuestionPosed) and part < len(messages) - 2
            return set_line(said, width, self.view, "$soft" if before else "")
        if isinstance(event, Judged | Revealed) and messages[0][0].tone in SIDES:
            offers = offers_of(self.course, event)
            fits = self.answers.verdict([m.paras[0].text for m in said], width, _notes(said))
            rows = [*fits, *set_steps(offers, self.course, self.parallel.main.words, width)]
            return rows if window.height >= AIRY else [ink(""), *rows]
        match event:
            case Opened() if event.mode == "dialogue":  # its label stands above all
                return set_message([_without(m, "label") for m in said], width, self.view)
            case HintShown() if not event.exhausted:
                return self._hint(event, width)
            case QuestionPosed():
                return self.questions.draw(event, said, width, after, airy=window.height >= AIRY)
            case StepShown() if event.item not in self.course.steps:
                return self._weighed(event, said, width, after, airy=window.height >= AIRY)
            case StepShown():
                return self._step(event, said, width, window, here=here)
            case AskedAgain():
                return self._again(event, said, width, after, airy=window.height >= AIRY)
            case Judged():
                return self._judged(event, width, after, airy=window.height >= AIRY)
            case Revealed():
                return self._verdict(event.item, said, width)
            case InDoubt() if event.given is not None:
                return self._doubt(event, width, open_=not after)
            case Asked() if event.question:
                return self._reply(event, said, width, airy=window.height >= AIRY)
            case Asked():  # the step that was asked for
                return set_message(said, width, self.view, ground="on $surface")
        rows = set_message(said, width, self.view, caps=self._caps(event))
        closes = isinstance(event, Finished) and event.mode == "dialogue"
        return [ink(""), *rows] if closes and window.height < AIRY else rows

    def _reply(
        self, event: Asked, said: Sequence[Message], width: int, *, airy: bool
    ) -> Sequence[Content]:
        """The learner's question, or the tutor's reply to it."""
        if said[0].speaker == "learner":
            asked = replace(said[0].paras[0], text=event.question)
            return set_message([replace(said[0], paras=(asked,))], width, self.view)
        between = self.parallel.main.words._("; ")
        return set_reply(said, width, self.view, between, caps=self._caps(event), airy=airy)

    def _step(
        self, event: StepShown, said: Sequence[Message], width: int, window: Size, *, here: bool
    ) -> list[Content]:
        """A lesson step; the editor's note stands below it, or in the margin where there is one."""
        text = [_without(message, "note") for message in said]
        shown = set_message(text, width, self.view, here=here)
        step, main = self.course.steps[event.item].edition(self.view.plain), self.parallel.main
        beside = here and window.width >= (BROAD if self.view.parallel else WIDE)
        if not step.note or beside:
            return shown
        texts = self.answers.told(lambda w: w.text(step.note or {}))
        note = set_parallel(texts, width - 2 * MARGIN, self.view, "$soft")
        rows = [label(main.words, N_("Editor's note")), *note]
        return [*shown, ink(""), *(ink(" " * MARGIN) + row for row in rows)]

    def _weighed(
        self,
        event: StepShown,
        said: Sequence[Message],
        width: int,
        after: Sequence[Event],
        *,
        airy: bool,
    ) -> Sequence[Content]:
        """An open question, then what was thought and both sides."""
        if not event.part:  # what is to be done stands below the editor
            return set_message([_without(m, "text") for m in said], width, self.view)
        thought = next((each.question for each in after if is_thought(each)), "")
        name = self.parallel.main.words.pgettext("thought", "You wrote")
        wrote = self.answers.written(thought, width, "$soft", name) if thought else []
        sides = set_sides(said, width, self.view, airy=airy)
        return [*wrote, *([ink("")] if wrote else []), *sides]

    def label(self) -> Content:
        """The label above a dialogue, whatever was said: for whom the learner speaks."""
        opened = self.session.transcript[0]
        if not isinstance(opened, Opened) or opened.mode != "dialogue":
            return ink("")
        paras = self.parallel.main.messages(opened)[0].paras
        return lines(set_para([para for para in paras if para.kind == "label"], ROOM, self.view))

    def above(self, event: Event, drawn: Content, hidden: int, width: int) -> Content:
        """The line above a question of which some rows have scrolled away: the row before those
        in view, or, where it has no room to be whole, its beginning on one line."""
        if hidden < 1:
            return self.label()
        if hidden < min(head_rows(drawn), WHOLE + 1):
            return drawn.split("\n")[hidden - 1][MARGIN:]
        question = self.course.questions.get(getattr(event, "item", ""))
        prompt = prompt_of(question, self.parallel.main.words) if question else ""
        return ink(one_line(prompt, width), "$soft") if prompt else self.label()

    def speaks(self, event: Event, part: int) -> bool:
        """True of a line of a dialogue, and of the verdict on it."""
        messages = self.parallel.main.messages(event)
        return bool(messages) and messages[0].tone in SIDES and part < len(messages) - 1

    def _caps(self, event: Event) -> str:
        """The form of the caps at an event's offers; none once something else is offered."""
        if offering(self.course, self.session.transcript) is not event:
            return ""
        return "{}" if offered_by_key(self.session) else "/{}"

    def _hint(self, event: HintShown, width: int) -> list[Content]:
        """A hint on a ground of its own, with its number."""
        hints = self.course.questions[event.item].hints
        words, texts = self.parallel.main.words, self.parallel.wordings(self.view.parallel)
        name = words._("Hint {number} of {count}", number=event.index + 1, count=len(hints))
        told = [wording.text(hints[event.index]) for wording in texts]
        rows = [
            ink(name, "bold $accent"),
            *set_parallel(told, width - 2 * MARGIN, self.view, "$ink"),
        ]
        return [filled(ink(" " * MARGIN) + row, width, "on $surface") for row in rows]

    def _again(
        self,
        event: AskedAgain,
        said: Sequence[Message],
        width: int,
        after: Sequence[Event],
        *,
        airy: bool,
    ) -> Sequence[Content]:
        """A near miss, as long as the second try is to come; of an explanation what was said."""
        question = self.course.questions[event.item]
        if form_of(question).manner != "explanation":
            return self.answers.near_miss(event, said[0], width)
        text = event.given.text or ""
        if any(isinstance(each, Judged | Undone) for each in after):
            return self.answers.written(text, width, "$soft")
        now = standing(event, after)
        return self.answers.explanation(question, text, now, width, airy=airy)

    def _judged(
        self, event: Judged, width: int, after: Sequence[Event], *, airy: bool
    ) -> Sequence[Content]:
        """An answer's verdict, as it stands now, and its reasons."""
        question, now = self.course.questions[event.item], standing(event, after)
        text, manner = event.given.text or "", form_of(question).manner
        if manner == "explanation":
            rows = self.answers.explanation(question, text, now, width, airy=airy)
        elif manner in ROWED:
            rows = self.answers.told_verdict(question, now, width, event.given)
        else:
            rows = self.answers.typed(question, text, now, width)
        said = [_reasons(w, event, now) for w in self.parallel.wordings(self.view.parallel)]
        apart = airy or manner == "explanation" or now.judgement.verdict == "unsure"
        apart = apart or said[0].paras[0].kind == "label"
        below = [ink("")] if apart else []
        return [*rows, *below, *set_message(said, width, self.view, caps=self._caps(event))]

    def _verdict(self, item: str, said: Sequence[Message], width: int) -> Sequence[Content]:
        """A question shown without an answer; the rows of its question tell the right one."""
        question = self.course.questions[item]
        if form_of(question).manner in ROWED:
            wordings = self.parallel.wordings(self.view.parallel)
            told = [w.verdicts.solution(question, Judgement("wrong")) for w in wordings]
            said = [_without_paras(m, t) for m, t in zip(said, told, strict=True)]
        return set_message(said, width, self.view)

    def _doubt(self, event: InDoubt, width: int, *, open_: bool) -> Sequence[Content]:
        """The question of an exam's result about an answer; the keys go once it is settled."""
        question, text = self.course.questions[event.item], event.given and event.given.text
        wordings = self.parallel.wordings(self.view.parallel)
        stems = [tutor("plain", *w.questions.stem(question)) for w in wordings]
        rows = [*(self._before_result() if open_ else []), *set_message(stems, width, self.view)]
        rows.append(ink(""))
        if not open_ or event.point is not None:
            rows += self.answers.written(text or "", width, "$ink")
        if open_:
            rows += [ink("")] if event.point is not None else []
            rows += self.answers.doubt(event, width)
        return rows

    def _before_result(self) -> list[Content]:
        """That an exam's result follows, and how much is to be settled before."""
        words, graded = self.parallel.main.words, self.session.state.graded
        told = [each.judgement for each in graded]
        open_ = sum(len(each.asked) or each.verdict == "unsure" for each in told)
        count = words.ngettext("{number} to settle", "{number} to settle", open_)
        return [ink(" " * MARGIN) + label(words, N_("Before your result"), count), ink("")]


def _reasons(wording: Wording, event: Judged, now: Standing) -> Message:
    """The reasons below an answer with its verdict, which are told already."""
    question, verdicts = wording.course.questions[event.item], wording.verdicts
    wrong = now.judgement.verdict == "wrong"
    paras = [] if wrong else [*verdicts.forgiven(now.judgement), *verdicts.spelt(event)]
    paras += verdicts.explained(question)
    offers = [] if now.judgement.asked else offers_of(wording.course, event)
    return tutor("plain", *paras, *wording.replies.offered(offers))


def _notes(said: Sequence[Message]) -> list[str]:
    """The note on a verdict in each language; "" where there is none."""
    return [next((p.text for p in message.paras if p.kind == "note"), "") for message in said]


def _without(message: Message, kind: str) -> Message:
    return replace(message, paras=tuple(p for p in message.paras if p.kind != kind))


def _without_paras(message: Message, told: Sequence[Para]) -> Message:
    """A verdict without what the rows of its question tell."""
    kept = [p for p in message.paras if p.kind != "why" and p not in told]
    return replace(message, paras=tuple(kept))
