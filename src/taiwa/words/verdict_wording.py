"""The words around a judged answer: the answer, the right one, and the reasons."""

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given, Judged, Judgement
from taiwa.dialogue.offers import offers_of
from taiwa.words.catalogs import Words
from taiwa.words.entries import source_line
from taiwa.words.labels import FORGIVEN, SLIP_NAMES
from taiwa.words.messages import Message, Para
from taiwa.words.question_wording import QuestionWording, marked
from taiwa.words.reply_wording import ReplyWording


class VerdictWording:
    """Puts an answer and its judgement into words."""

    def __init__(
        self, course: Course, words: Words, questions: QuestionWording, replies: ReplyWording
    ) -> None:
        self.course, self.words = course, words
        self.questions, self.replies = questions, replies

    def said(self, question: Question, given: Given) -> Message:
        """The learner's answer in the learner's words, or those of the options chosen."""
        return Message(
            "learner",
            "plain",
            (Para("learner", self.questions.given(question, given), marked=False),),
        )

    def solution(self, question: Question, judgement: Judgement) -> list[Para]:
        """The right answer, in full."""
        _ = self.words._
        if form_of(question).points:
            return self.points(question, judgement)
        return [Para("text", _("Answer: {answer}", answer=self.questions.answer(question)))]

    def points(self, question: Question, judgement: Judgement) -> list[Para]:
        marks = {True: "✓", False: "-"}
        return [
            Para(
                "option",
                f"{marks[i in judgement.points]} {i + 1}. {self.questions.text(point.text)}",
            )
            for i, point in enumerate(form_of(question).points)
        ]

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
        explanation = Para("text", self.questions.text(question.explanation))
        if not question.source:
            return [explanation]
        return [explanation, Para("source", source_line(self.course, self.words, question.source))]

    def returns(self, returns: bool) -> list[Para]:
        _ = self.words._
        return [Para("note", _("This question will come back before the end."))] if returns else []
