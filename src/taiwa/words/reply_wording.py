"""The tutor's replies in words: passages, the learner's record, what is offered next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from taiwa.course.course import Course
from taiwa.course.drills import FULL_WIDTH
from taiwa.dialogue.events import Asked, Offer, Recall
from taiwa.errors import N_
from taiwa.words.catalogs import Words
from taiwa.words.entries import quotation, source_line
from taiwa.words.messages import Message, Para, tutor
from taiwa.words.question_wording import QuestionWording, named

NEAREST = N_("The text does not put it just so. Nearest:")


class ReplyWording:
    """Puts replies to the learner's own questions into words."""

    def __init__(self, course: Course, words: Words, questions: QuestionWording) -> None:
        self.course, self.words, self.questions = course, words, questions

    def replied(self, event: Asked) -> Iterator[Message]:
        """The learner's question, and the tutor's reply to it."""
        _ = self.words._
        if event.question:
            asked = Para("learner", f"? {event.question}", marked=False)
            yield Message("learner", "plain", (asked,))
        if event.withheld:
            warning = _(
                "That would give away the answer to the question in front of you. "
                "Ask again to hear it anyway."
            )
            yield tutor("plain", Para("text", warning))
            return
        paras = self.recalled(event.recall) if event.recall else self._quoted(event)
        yield tutor("plain", *paras, *self.offered(event.offers))

    def _quoted(self, event: Asked) -> list[Para]:
        _ = self.words._
        found = [p for p in (quotation(self.course, name) for name in event.replies) if p]
        if not found:
            return [Para("text", _("I find nothing on that in the text."))]
        language = event.language or self.words.language
        paras = [Para("text", quoted.text[language]) for quoted in found]
        if event.certainty == "nearest":
            paras.insert(0, Para("note", _(NEAREST)))
        if event.said:
            stands = _(", ").join(event.stands)
            note = _("Not {said}: the text says {stands}.", said=event.said, stands=stands)
            paras.insert(0, Para("note", note, marked=False))
        sources = tuple(dict.fromkeys(place for quoted in found for place in quoted.source))
        if sources:
            paras.append(Para("source", source_line(self.course, self.words, sources)))
        return paras

    def offered(self, offers: Sequence[Offer]) -> list[Para]:
        """The offers, each with the command that takes it up."""
        return [
            Para("offer", f"/{number} {self._offer(offer)}")
            for number, offer in enumerate(offers, 1)
        ]

    def _offer(self, offer: Offer) -> str:
        _ = self.words._
        if offer.kind == "ask":
            return self._question(self.course.answers[offer.items[0]].asks)
        if offer.kind == "read":
            return _("Read: {step}", step=self.step_name(offer.items[0]))
        if offer.kind == "lesson":
            return _("Lesson: {title}", title=self._title(offer.items[0]))
        if offer.kind == "review":
            return _("Review what is due")
        count = len(offer.items)
        return self.words.ngettext(
            "Practise {number} question", "Practise {number} questions", count
        )

    def _question(self, asks: Mapping[str, tuple[str, ...]]) -> str:
        """The fullest of the ways to ask; some are mere keywords, in Japanese with spaces."""
        spaceless = self.words.language in FULL_WIDTH
        ways = asks[self.words.language]
        fullest = max(ways, key=lambda way: (not spaceless or " " not in way, len(way)))
        return fullest[:1].upper() + fullest[1:]

    def step_name(self, item: str) -> str:
        """A lesson step by its section and number."""
        _ = self.words._
        for section in self.course.sections:
            for number, step in enumerate(section.lesson, 1):
                if step.id == item:
                    title = section.title[self.words.language]
                    shown = self.words.number(number)
                    return _("{section}, step {number}", section=title, number=shown)
        return item

    def recalled(self, recall: Recall) -> list[Para]:
        """The learner's own record, in words."""
        makers = {
            "mistakes": self._mistakes,
            "weak": self._weak,
            "next": self._next,
            "standing": self._standing,
            "last": self._last,
        }
        return makers[recall.topic](recall)

    def _mistakes(self, recall: Recall) -> list[Para]:
        _ = self.words._
        (count,) = recall.counts
        if not count:
            return [Para("text", _("No mistakes today."))]
        told = self.words.ngettext(
            "You missed {number} question today and haven't got it right since.",
            "You missed {number} questions today and haven't got them right since.",
            count,
        )
        return [Para("text", told), *self._prompts(recall.items)]

    def _prompts(self, items: Iterable[str]) -> list[Para]:
        asked = [self.course.questions.get(name) for name in items]
        return [Para("option", f"- {self.questions.text(named(q))}") for q in asked if q]

    def _weak(self, recall: Recall) -> list[Para]:
        _ = self.words._
        if not recall.items:
            return [Para("text", _("You have not answered anything yet, so I can't tell."))]
        rows = [
            Para("option", f"- {self._title(name)}: {self.words.percent(share / 100)}")
            for name, share in zip(recall.items, recall.counts, strict=True)
        ]
        return [Para("text", _("Your weakest sections so far:")), *rows]

    def _next(self, recall: Recall) -> list[Para]:
        _ = self.words._
        (due,), (section,) = recall.counts, recall.items
        title = self._title(section)
        if not due:
            return [Para("text", _("Nothing is due. I suggest this lesson: {title}", title=title))]
        told = self.words.ngettext(
            "{number} question is due for review: start with that.",
            "{number} questions are due for review: start with those.",
            due,
        )
        return [
            Para("text", told),
            Para("text", _("After that, this lesson: {title}", title=title)),
        ]

    def _standing(self, recall: Recall) -> list[Para]:
        _ = self.words._
        right, answered = recall.counts
        if not answered:
            return [Para("text", _("You haven't answered anything yet today."))]
        told = _("Today: {right} of {answered} right on the first try ({share}).").format(
            right=self.words.number(right),
            answered=self.words.number(answered),
            share=self.words.percent(right / answered),
        )
        return [Para("text", told)]

    def _last(self, recall: Recall) -> list[Para]:
        _ = self.words._
        question = self.course.questions.get(recall.items[0]) if recall.items else None
        if question is None:
            return [Para("text", _("You have not answered anything yet, so I can't tell."))]
        paras = self.questions.stem(question)
        if recall.given is not None:
            given = self.questions.given(question, recall.given)
            paras.append(Para("text", _("You: {answer}", answer=given), marked=False))
        if recall.judgement is not None:
            paras += self.questions.confused(question, recall.judgement)
        answer = self.questions.answer(question)
        paras.append(Para("text", _("Answer: {answer}", answer=answer)))
        paras.append(Para("text", self.questions.text(question.explanation)))
        if question.source:
            paras.append(Para("source", source_line(self.course, self.words, question.source)))
        return paras

    def _title(self, name: str) -> str:
        return self.course.by_id[name].title[self.words.language]
