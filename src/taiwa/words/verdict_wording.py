"""The words around a judged answer: the answer, the right one, and the reasons."""

from collections.abc import Sequence

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Point, Question
from taiwa.dialogue.events import Confirmed, Given, InDoubt, Judged, Judgement, Outcome
from taiwa.dialogue.judge import earning
from taiwa.dialogue.offers import offers_of
from taiwa.record.statistics import MISSED
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.entries import source_para, step_name
from taiwa.words.labels import FORGIVEN, SLIP_NAMES
from taiwa.words.messages import Message, Para, learner
from taiwa.words.question_wording import QuestionWording, marked, named
from taiwa.words.reply_wording import ReplyWording
from taiwa.words.uses import shown_after


class VerdictWording:
    """Puts an answer and its judgement into words."""

    def __init__(
        self, course: Course, words: Words, questions: QuestionWording, replies: ReplyWording
    ) -> None:
        self.course, self.words = course, words
        self.questions, self.replies = questions, replies

    def said(self, question: Question, given: Given) -> Message:
        """The learner's answer in the learner's words, or those of the options chosen."""
        return learner(self.questions.given(question, given))

    def solution(
        self, question: Question, judgement: Judgement, given: Given | None = None
    ) -> list[Para]:
        """The right answer, in full."""
        _ = self.words._
        if form_of(question).points:
            return self.points(question, judgement, given)
        return [Para("text", _("Answer: {answer}", answer=self.questions.answer(question)))]

    def points(
        self, question: Question, judgement: Judgement, given: Given | None, *, told: bool = True
    ) -> list[Para]:
        """The key points, each marked as made, as one that may have been made, or as missing.

        Below one that is made stand the words of the answer that made it. Before they are `told`,
        one that is missing is named by a nudge.
        """
        marks = dict.fromkeys(judgement.asked, "?") | dict.fromkeys(judgement.points, "✓")
        earned = earning(question, given.text or "") if given else ()
        paras = []
        for i, point in enumerate(form_of(question).points):
            named = told or i in marks
            text = self.questions.text(point.text) if named else self.nudge(point)
            paras.append(Para("option", f"{marks.get(i, '-')} {i + 1}. {text}"))
            if i in judgement.points and earned and earned[i]:
                paras.append(Para("why", self.quoted(earned[i]), marked=False))
        return paras

    def nudge(self, point: Point) -> str:
        """The words for a point that may still be made: where it is taught, not what it says."""
        step = self.course.steps[point.step]
        title = plain(step_name(self.course, self.words, step))
        return self.words._("Not said yet. See: {title}", title=title)

    def quoted(self, words: str) -> str:
        """The learner's own words, as such."""
        return self.words._('you: "{words}"', words=" ".join(words.split()))

    def missed(self, outcomes: Sequence[tuple[str, Outcome]]) -> list[Para]:
        """At the end of a session, the questions that were missed, each with its answer."""
        asked = [self.course.questions[item] for item, kept in outcomes if kept in MISSED]
        rows = [
            Para("option", f"- {self.questions.text(named(each))} {self.questions.answer(each)}")
            for each in asked
        ]
        return [Para("label", self.words._("Missed")), *rows] if rows else []

    def doubt(self, event: InDoubt) -> list[Para]:
        """The doubt of the tutor, put to the learner."""
        _, question = self.words._, self.course.questions[event.item]
        paras = []
        if event.given is not None:
            paras = self.questions.stem(question)
            paras.append(self.questions.yours(question, event.given))
        if event.point is None:
            answer = event.judgement.matched or self.questions.answer(question)
            asked = [_("The answer is {answer}. Is that what you meant?", answer=answer)]
        else:
            point = form_of(question).points[event.point]
            asked = [_("Did you say this?"), self.questions.text(point.text)]
        paras += [Para("prompt", text) for text in asked]
        return [*paras, Para("label", _("y: yes; n: no"))]

    def confirmed(self, event: Confirmed) -> list[Para]:
        """The verdict that a yes or no has settled."""
        _, judgement = self.words._, event.judgement
        if event.yes is None:
            return [Para("text", _("Taken back: I ask you once more."))]
        if event.point is None:
            verdict = self.questions.verdict(self.course.questions[event.item], judgement)
            return [Para("verdict", verdict), *self.returns(event.returns)]
        points = form_of(self.course.questions[event.item]).points
        point = self.questions.text(points[event.point].text)
        told = _("✓ Counted as said: {point}") if event.yes else _("- Not counted: {point}")
        paras = [Para("verdict", told.format(point=point))]
        if judgement.verdict == "correct":
            paras.append(Para("text", _("That covers every point.")))
        return [*paras, *self.returns(event.returns and not judgement.asked)]

    def missing(self, event: Judged) -> list[Para]:
        """After an explanation: what to read again, and how to claim a point."""
        offers = offers_of(self.course, event)
        if not offers:
            return []
        claim = self.words._(
            "Did you make a missing point after all? Type /covered and its number."
        )
        return [Para("label", claim), *self.replies.offered(offers)]

    def spelt(self, event: Judged) -> list[Para]:
        """The spelling beside the one typed, where a slip was let pass."""
        right, typed = event.judgement.matched, event.given.text
        if right is None or typed is None or not SLIP_NAMES.intersection(event.judgement.forgave):
            return []
        mine, spelt = marked(typed, right)
        told = self.words._("You typed {typed}; it is {right}.", typed=mine, right=spelt)
        return [Para("note", told, marked=False)]

    def forgiven(self, judgement: Judgement) -> list[Para]:
        _ = self.words._
        told = [_(FORGIVEN[name]) for name in judgement.forgave if name in FORGIVEN]
        if not told:
            return []
        return [Para("note", _("Noticed: {slips}", slips=_(", ").join(told)))]

    def explained(self, question: Question) -> list[Para]:
        if in_use := shown_after(self.course, self.words, question):
            return in_use
        explanation = Para("text", self.questions.text(question.explanation))
        if not question.source:
            return [explanation]
        return [explanation, source_para(self.course, self.words, question.source)]

    def returns(self, returns: bool) -> list[Para]:
        _ = self.words._
        return [Para("note", _("This question will come back before the end."))] if returns else []
