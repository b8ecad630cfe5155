"""The tutor's replies in words: passages, the learner's record, what is offered next."""

from collections.abc import Iterable, Iterator, Sequence

from taiwa.course.course import Course
from taiwa.dialogue.events import Asked, Offer, Recall
from taiwa.errors import N_
from taiwa.words.catalogs import Words
from taiwa.words.entries import Quotation, fullest, quotation, section_of, source_line
from taiwa.words.messages import Message, Para, tutor
from taiwa.words.question_wording import QuestionWording, named

NEAREST = N_("The text does not put it just so. Nearest:")


SMALL_TALK = {
    "greeting": N_("Hello! Ask me anything about the text, or simply go on."),
    "thanks": N_("You're welcome."),
    "farewell": N_("Goodbye! Your place is kept."),
    "lost": N_(
        "That is all right. /hint helps, /skip comes back to it later, /reveal tells the answer."
    ),
    "quiz": N_("I have something on that."),
    "thought": N_("I have kept what you think. Weigh it against this:"),
}


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
        yield tutor("plain", *self.reply(event), *self.offered(event.offers))

    def reply(self, event: Asked) -> list[Para]:
        """The tutor's reply without what it offers."""
        if event.recall:
            return self.recalled(event.recall)
        if event.certainty == "none":
            return self._declined(event)
        found = [p for p in (quotation(self.course, name) for name in event.replies) if p]
        if not found:  # the course has it no longer
            return self._declined(event)
        paras = self._reserve(event)
        for quoted in found:
            if event.certainty == "nearest" and quoted.about:
                paras.append(Para("label", self._about(quoted, event)))
            paras.append(Para("text", quoted.text[event.language or self.words.language]))
        if sources := self.sources(event):
            paras.append(Para("source", source_line(self.course, self.words, sources)))
        return paras

    def sources(self, event: Asked) -> tuple[str, ...]:
        """The places in the text, or the public record, that a reply is taken from."""
        found = (quotation(self.course, name) for name in event.replies)
        return tuple(dict.fromkeys(place for quoted in found if quoted for place in quoted.source))

    def sections(self, event: Asked) -> list[str]:
        """The sections of what a reply shows, or of the topics that it names, in that order."""
        found = [section_of(self.course, name) for name in event.replies]
        return list(dict.fromkeys(name for name in found if name))

    def _declined(self, event: Asked) -> list[Para]:
        """That the text does not say, and what it does treat, the nearest first."""
        _ = self.words._
        titles = [self._title(name) for name in event.replies if name in self.course.by_id]
        paras = [Para("text", _("I find nothing on that in the text."))]
        if titles:
            paras.append(Para("text", _("It does treat: {topics}", topics=_("; ").join(titles))))
        return paras

    def _reserve(self, event: Asked) -> list[Para]:
        """What is told before the passages: a wrong premise, or that they are only near."""
        _ = self.words._
        if event.said:
            stands = _(", ").join(event.stands)
            note = _("Not {said}: the text says {stands}.", said=event.said, stands=stands)
            return [Para("note", note, marked=False)]
        return [Para("note", _(NEAREST))] if event.certainty == "nearest" else []

    def _about(self, quoted: Quotation, event: Asked) -> str:
        return quoted.about[event.language or self.words.language] if quoted.about else ""

    def offered(self, offers: Sequence[Offer]) -> list[Para]:
        """The offers, each with the command that takes it up."""
        return [
            Para("offer", f"/{number} {self._offer(offer)}")
            for number, offer in enumerate(offers, 1)
        ]

    def _offer(self, offer: Offer) -> str:
        _ = self.words._
        if offer.kind == "ask":
            return fullest(self.course.answers[offer.items[0]])[self.words.language]
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
        maker = makers.get(recall.topic)
        return maker(recall) if maker else [Para("text", self._counted(recall))]

    def _counted(self, recall: Recall) -> str:
        """The record in one sentence, or the tutor's part of small talk."""
        _, counts, number = self.words._, recall.counts, self.words.number
        match recall.topic:
            case "yesterday" | "ja" | "en":
                if not counts[1]:
                    return _("There are no answers to tell of.")
                right, of, share = number(counts[0]), number(counts[1]), counts[0] / counts[1]
                told = {
                    "yesterday": _(
                        "Yesterday: {right} of {answered} right on the first try ({share})."
                    ),
                    "ja": _("In Japanese: {right} of {answered} answers right ({share})."),
                    "en": _("In English: {right} of {answered} answers right ({share})."),
                }[recall.topic]
                return told.format(right=right, answered=of, share=self.words.percent(share))
            case "tomorrow":
                return self.words.ngettext(
                    "{number} question is due by the end of tomorrow.",
                    "{number} questions are due by the end of tomorrow.",
                    counts[0],
                )
            case "streak":
                return self.words.ngettext(
                    "Streak: {number} day", "Streak: {number} days", counts[0]
                )
            case "author":
                return self.course.author[self.words.language]
            case topic:
                return _(SMALL_TALK[topic])

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
