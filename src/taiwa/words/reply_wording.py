"""The tutor's replies in words: passages, the learner's record, what is offered next."""

from collections.abc import Iterable, Iterator, Sequence

from taiwa.course.course import Course
from taiwa.course.passages import MARK, step_of
from taiwa.dialogue.events import Asked, Offer, Recall
from taiwa.errors import N_
from taiwa.text.readings import plain
from taiwa.words.catalogs import Words
from taiwa.words.entries import (
    Quotation,
    fullest,
    quotation,
    section_of,
    source_para,
    step_name,
    step_title,
)
from taiwa.words.help import APP_HELP
from taiwa.words.messages import Message, Para, learner, tutor
from taiwa.words.question_wording import QuestionWording, named

NAMED = 2
"""Topics that a reply names where it has no answer."""
NEAREST = N_("The text does not put it just so. Nearest:")


SMALL_TALK = {
    "greeting": N_("Hello! Ask me anything about the text, or simply go on."),
    "thanks": N_("You're welcome."),
    "farewell": N_("Goodbye! Your place is kept."),
    "lost": N_(
        "That is all right. /hint helps, /skip comes back to it later, /show tells the answer."
    ),
    "idle": N_(
        "Ask me what a word means, why the author says something, or what a section is about."
    ),
    "opinion": N_(
        "That is yours to judge; I take no side. Ask me what the author builds on, or what"
        " could weaken a claim; where the course has a map of the argument, /map shows it."
    ),
    "quiz": N_("I have something on that."),
    "exam": N_("I answer that once the exam is over. /skip leaves a question open."),
    "self": N_(
        "I am taiwa, a program. I answer from what this course holds, and say so where the text is"
        " silent."
    ),
    "doubt": N_(
        "I have that from the place below; /source opens the text there, if it is at hand. If it"
        " misses what you asked, ask in other words."
    ),
    "thought": N_("I have kept what you think. Weigh it against this:"),
}


def treated(course: Course, words: Words, event: Asked) -> list[str]:
    """The titles of what comes nearest to a question that is not answered: steps, then sections."""
    near = [step_of(course, name) for each in event.offers for name in each.items]
    steps = [step_title(course, words, course.steps[name]) for name in near if name]
    known = course.by_id
    sections = [known[name].title[words.language] for name in event.replies if name in known]
    return [plain(title) for title in dict.fromkeys((*steps, *sections))]


class ReplyWording:
    """Puts replies to the learner's own questions into words."""

    def __init__(self, course: Course, words: Words, questions: QuestionWording) -> None:
        self.course, self.words, self.questions = course, words, questions

    def replied(self, event: Asked) -> Iterator[Message]:
        """The learner's question, and the tutor's reply to it."""
        _ = self.words._
        if event.question:
            yield learner(f"? {event.question}")
        if event.withheld:
            warning = _(
                "That would give away the answer to the question in front of you. "
                "Ask again to hear it anyway."
            )
            yield tutor("plain", Para("text", warning))
            return
        told = self.reply(event)
        numbers = [para.text[:2] for para in told if para.kind == "topic"]
        offers = [para for para in self.offered(event.offers) if para.text[:2] not in numbers]
        yield tutor("plain", *told, *offers)

    def reply(self, event: Asked) -> list[Para]:
        """The tutor's reply without what it offers."""
        if event.recall:
            return self.recalled(event.recall) + self._source(self.sources(event))
        if event.certainty == "none":
            return self._declined(event)
        if not any(quotation(self.course, name) for name in event.replies):
            return self._declined(event)  # the course has it no longer
        if event.certainty == "nearest":
            return self._nearest(event)
        paras = self._premise(event)
        paras += [Para("text", text) for text in self._quoted(event)]
        return paras + self._source(self.sources(event))

    def _nearest(self, event: Asked) -> list[Para]:
        """Each passage under its topic, with the number of the offer that opens its step."""
        paras = [Para("text", self.words._(NEAREST))]
        spoken = self.words.speaking(event.language or self.words.language)
        for name, quoted in self._quotations(event):
            step = step_of(self.course, name)
            offer = Offer("read", (step or "",))
            title = self._topic(name, step, spoken) if step else ""
            number = f"/{event.offers.index(offer) + 1} " if offer in event.offers else ""
            paras += [Para("topic", f"{number}{title}")] if title else []
            paras += [Para("text", quoted.text[spoken.language]), *self._source(quoted.source)]
        return paras

    def _topic(self, name: str, step: str, spoken: Words) -> str:
        """The step nearest to a passage or, where no step says it, the section of that step."""
        course, bare, home = self.course, name.partition(MARK)[0], self.course.steps[step]
        if bare in {*course.steps, *course.answers, *home.terms}:
            return step_name(course, spoken, home)
        return course.by_id[section_of(course, step) or ""].title[spoken.language]

    def _quotations(self, event: Asked) -> list[tuple[str, Quotation]]:
        found = [(name, quotation(self.course, name)) for name in event.replies]
        return [(name, quoted) for name, quoted in found if quoted]

    def _quoted(self, event: Asked) -> list[str]:
        language = event.language or self.words.language
        return [quoted.text[language] for _name, quoted in self._quotations(event)]

    def _source(self, sources: tuple[str, ...]) -> list[Para]:
        return [source_para(self.course, self.words, sources)] if sources else []

    def sources(self, event: Asked) -> tuple[str, ...]:
        """The places in the text, or the public record, that a reply is taken from."""
        found = (quoted for _name, quoted in self._quotations(event))
        return tuple(dict.fromkeys(place for quoted in found for place in quoted.source))

    def sections(self, event: Asked) -> list[str]:
        """The sections of what a reply shows, or of the topics that it names, in that order."""
        found = [section_of(self.course, name) for name in event.replies]
        return list(dict.fromkeys(name for name in found if name))

    def _declined(self, event: Asked) -> list[Para]:
        """That the text does not say, and what it does treat, the nearest first."""
        _ = self.words._
        titles = [_('"{title}"', title=each) for each in treated(self.course, self.words, event)]
        told = _("The essay does not say.")
        if titles:
            near = _(", ").join(titles[:NAMED])
            told = _("The essay does not say. It does treat, nearest first: {topics}.", topics=near)
        return [Para("text", told, marked=False)]

    def _premise(self, event: Asked) -> list[Para]:
        """The premise that was taken for granted, where the text has otherwise."""
        if not event.said:
            return []
        _ = self.words._
        stands = _(", ").join(event.stands)
        note = _("Not {said}, but {stands}.", said=event.said, stands=stands)
        return [Para("note", note, marked=False)]

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
            step = self.course.steps[offer.items[0]]
            return _("Read: {step}", step=step_name(self.course, self.words, step))
        if offer.kind == "lesson":
            return _("Lesson: {title}", title=self._title(offer.items[0]))
        if offer.kind == "dialogue":
            return _("Dialogue: {title}", title=self._dialogue(offer.items[0]))
        if offer.kind == "map":
            return _("Map of the argument")
        if offer.kind == "review":
            return _("Review what is due")
        count = len(offer.items)
        return self.words.ngettext(
            "Practise {number} question", "Practise {number} questions", count
        )

    def _dialogue(self, name: str) -> str:
        section = self.course.by_id[name]
        return (section.dialogue or section).title[self.words.language]

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
                    "yesterday": _("Yesterday: {right} of {answered} right ({share})."),
                    "ja": _("In Japanese: {right} of {answered} answers right ({share})."),
                    "en": _("In English: {right} of {answered} answers right ({share})."),
                }[recall.topic]
                return told.format(right=right, answered=of, share=self.words.percent(share))
            case "tomorrow":
                return self.words.ngettext(
                    "{number} question comes up for review tomorrow.",
                    "{number} questions come up for review tomorrow.",
                    counts[0],
                )
            case "due":
                return self._due(*counts)
            case "streak":
                return self.words.ngettext(
                    "Streak: {number} day", "Streak: {number} days", counts[0]
                )
            case "author":
                return self.course.author[self.words.language]
            case "exam" if counts:
                return _(
                    "An exam is open, {answered} of {count} questions done. I answer that once it "
                    "is over; in the exam, /end hands it in.",
                    answered=number(counts[0]),
                    count=number(counts[1]),
                )
            case "app":
                return _(APP_HELP.get(recall.items[0], APP_HELP["can"]))
            case topic:
                return _(SMALL_TALK[topic])

    def _due(self, days: int, count: int) -> str:
        """When the next review is."""
        _, ngettext = self.words._, self.words.ngettext
        if not count:
            return _("You have not answered anything yet, so I can't tell.")
        if not days:
            return ngettext(
                "{number} question is due for review: start with that.",
                "{number} questions are due for review: start with those.",
                count,
            )
        return ngettext(
            "The next review comes in {number} day.",
            "The next review comes in {number} days.",
            days,
        )

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
        told = _("Today: {right} of {answered} right ({share}).").format(
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
            paras.append(self.questions.yours(question, recall.given))
        if recall.judgement is not None:
            paras += self.questions.confused(question, recall.judgement)
        answer = self.questions.answer(question)
        paras.append(Para("text", _("Answer: {answer}", answer=answer)))
        paras.append(Para("text", self.questions.text(question.explanation)))
        return paras + self._source(question.source)

    def _title(self, name: str) -> str:
        return self.course.by_id[name].title[self.words.language]
