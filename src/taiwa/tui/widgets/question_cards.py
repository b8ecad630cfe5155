"""Questions, drawn: bare while they wait, then with what was answered on their rows."""

from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content

from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Event, Judged, Noted, QuestionPosed, Revealed
from taiwa.dialogue.marking import Marks
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.tui.marks import ink
from taiwa.tui.widgets.answer_rows import AnswerRows, Placed, spaced
from taiwa.tui.widgets.bubble import set_message
from taiwa.tui.widgets.building import chain, placed, placing
from taiwa.tui.widgets.gap import Gap
from taiwa.tui.widgets.pairing import paired, pairing
from taiwa.words.messages import Message
from taiwa.words.parallel import Parallel

ROWED = ("one", "several", "verdict", "pairs", "order")
"""The manners whose answer and verdict stand on the rows of the question itself."""

TOLD = Judged | Revealed
"""Events behind a question that tell what is right."""


class QuestionCards:
    """Draws the questions of one conversation."""

    def __init__(self, session: Session, parallel: Parallel, view: View) -> None:
        self.course, self.session = session.course, session
        self.parallel, self.view = parallel, view
        self.rows = AnswerRows(parallel, view)

    def draw(
        self,
        event: QuestionPosed,
        said: Sequence[Message],
        width: int,
        after: Sequence[Event],
        *,
        airy: bool,
    ) -> Sequence[Content]:
        """The question: bare while it waits, with what was answered on its rows afterwards."""
        question = self.course.questions[event.item]
        form, told = form_of(question), after[0] if after else None
        wordings = self.parallel.wordings(self.view.parallel)
        heads = [_head(m, w.questions.kind(question)) for m, w in zip(said, wordings, strict=True)]
        gap = self._gap(question, told) if form.sentence else None
        cards = form.cards
        if cards:  # they stand on a ground of their own
            heads = [replace(head, paras=head.paras[: -len(cards)]) for head in heads]
        if gap:
            heads = [gap.held(head) for head in heads]
        shown = set_message(heads, width, self.view)
        if cards:
            shown += [ink(""), *self._chain(question, told, width)]
        if told is None or form.manner not in ROWED:
            return gap.filled(shown) if gap else shown
        if form.places:
            return [*shown, ink(""), *self._placed(question, told, width)]
        rows = self._rows(question, told, width)
        return [*shown, ink(""), *(line for _, line in (spaced(rows) if airy else rows))]

    def _placed(self, question: Question, told: Event, width: int) -> list[Content]:
        """Cards under claims: with the verdict on each, or, where none is told, as they were
        left."""
        if isinstance(told, TOLD):
            given = told.given if isinstance(told, Judged) else None
            return placed(self.rows, question, given, width)
        return [line for _, line in placing(self.rows, question, _chosen(told), None, width)]

    def _rows(self, question: Question, told: Event, width: int) -> Placed:
        """The options to choose from: with the verdict on it, or, where none is told, as it was
        left."""
        pairs = form_of(question).manner == "pairs"
        if isinstance(told, TOLD):
            given = told.given if isinstance(told, Judged) else None
            if pairs:
                return paired(self.rows, question, given, width)
            return self.rows.answered(question, given, width)
        if pairs:
            return pairing(self.rows, question, _chosen(told), None, width)
        return self.rows.choosing(question, _chosen(told), None, width)

    def _chain(self, question: Question, told: Event | None, width: int) -> list[Content]:
        """The cards of a question; between them stands what is chosen, or right once it is told."""
        is_told = isinstance(told, TOLD)
        marks = _chosen(told) if told else ()
        if told is None and self.session.question is question:
            marks = self.session.draft.marks
        chosen = form_of(question).right[:1] if is_told else marks[:1]
        index = chosen[0] if chosen else None
        return chain(self.course, self.rows, question, index, is_told, width)

    def _gap(self, question: Question, told: Event | None) -> Gap:
        """The text typed into a gap, or the one that belongs there, once it has been told."""
        if isinstance(told, Noted) and told.given:
            return Gap(told.given.text or "", "bold $ink on $tint")
        if isinstance(told, TOLD):
            judgement = told.judgement if isinstance(told, Judged) else None
            main = self.parallel.main
            spoken = form_of(question).accepted.get(main.words.language, ())
            answer = judgement.matched if judgement else None
            answer = answer if answer in spoken else main.questions.answer(question)
            doubt = self.session.state.doubt
            if doubt is not None and doubt.item == question.id:
                return Gap(f"? {answer}", "bold $near on $neartint")
            return Gap(f"✓ {answer}", "bold $good on $goodtint")
        waits = told is None and self.session.question is question
        return Gap(self.session.draft.text if waits else "", "bold $ink on $tint")


def stands_on_it(question: Question) -> bool:
    """True where what is answered stands on the question itself."""
    form = form_of(question)
    return form.manner in ROWED or form.sentence is not None


def _chosen(told: Event) -> Marks:
    """The chosen options where no verdict is told."""
    return told.given.chosen if isinstance(told, Noted) and told.given else ()


def _head(message: Message, kind: str) -> Message:
    """A question without what there is to choose from, and how; its label tells its kind."""
    label, *kept = [p for p in message.paras[:-1] if p.kind != "option"]
    if " / " not in label.text:
        label = replace(label, text=f"{label.text} / {kind}")
    return replace(message, paras=(label, *kept))
