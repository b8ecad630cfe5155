"""Events → words: the one place where something said in the conversation gets its language."""

from collections.abc import Callable, Iterator
from functools import singledispatchmethod

from taiwa.course.model import Choice, Choices, Course, Explain, Question, Text, Typed, Year
from taiwa.language.catalogs import Words
from taiwa.language.messages import Message, Para, Tone
from taiwa.language.passages import passage
from taiwa.language.question_wording import QuestionWording
from taiwa.language.vocabulary import FORGIVEN, ROLE_NAMES, VOICE_NAMES
from taiwa.tutor.events import (
    Asked,
    AskedAgain,
    Event,
    Finished,
    Given,
    HintShown,
    Judged,
    Judgement,
    Opened,
    Overridden,
    QuestionPosed,
    Revealed,
    Skipped,
    StepShown,
)
from taiwa.tutor.reading import Arrangement


class Wording:
    """Puts the events of one course into words.

    `arrangement` gives the order in which a question's options are shown, by question id.
    """

    def __init__(
        self, course: Course, words: Words, arrangement: Callable[[str], Arrangement]
    ) -> None:
        self.course, self.words = course, words
        self.questions = QuestionWording(words, arrangement)

    def messages(self, event: Event) -> tuple[Message, ...]:
        """What is said at `event`, in the language that is on."""
        return tuple(self._say(event))

    def text(self, text: Text) -> str:
        return text[self.words.language]

    def source(self, sources: tuple[str, ...]) -> str:
        return source_line(self.course, self.words, sources)

    @singledispatchmethod
    def _say(self, event: Event) -> Iterator[Message]:
        raise NotImplementedError(type(event).__name__)

    @_say.register
    def _opened(self, event: Opened) -> Iterator[Message]:
        _, sections = self.words._, [self.course.by_id[name] for name in event.sections]
        title = _("; ").join(self.text(section.title) for section in sections)
        if len(sections) > 1 and len(sections) == len(self.course.sections):
            title = self.text(self.course.title)
        count = self.words.ngettext("{number} question", "{number} questions", event.questions)
        if event.mode != "lesson":
            yield _tutor(
                "plain", Para("title", title), Para("text", _("Quiz: {count}", count=count))
            )
            return
        goals = [Para("option", f"- {self.text(goal)}") for goal in sections[0].goals]
        yield _tutor(
            "plain",
            Para("title", title),
            Para("text", self.text(sections[0].why)),
            Para("label", _("After this lesson you can:")),
            *goals,
        )

    @_say.register
    def _step(self, event: StepShown) -> Iterator[Message]:
        step = self.course.steps[event.item]
        _ = self.words._
        label = f"{_(ROLE_NAMES[step.role])} / {_(VOICE_NAMES[step.voice])}"
        paras = [Para("label", label), Para("text", self.text(step.text))]
        if step.note:
            paras.append(Para("note", _("Editor's note: {note}", note=self.text(step.note))))
        yield _tutor("lesson", *paras, Para("source", self.source(step.source)))

    @_say.register
    def _posed(self, event: QuestionPosed) -> Iterator[Message]:
        question = self.course.questions[event.item]
        _ = self.words._
        label = _("Once more") if event.round else _("Question {number}", number=event.number)
        yield _tutor("question", Para("label", label), *self.questions.asked(question))

    @_say.register
    def _hinted(self, event: HintShown) -> Iterator[Message]:
        _ = self.words._
        if event.exhausted:
            yield _tutor("plain", Para("text", _("There is no further hint for this question.")))
            return
        hint = self.text(self.course.questions[event.item].hints[event.index])
        yield _tutor("plain", Para("text", _("Hint: {hint}", hint=hint)))

    @_say.register
    def _again(self, event: AskedAgain) -> Iterator[Message]:
        question = self.course.questions[event.item]
        _ = self.words._
        yield self.said(question, event.given)
        if isinstance(question, Explain):
            yield _tutor(
                "close",
                Para("verdict", _("~ Part of it is there.")),
                *self._points(question, event.judgement),
                Para("text", _("Say it once more in full, or /reveal. It costs nothing.")),
            )
            return
        slip = self._forgiven(event.judgement)
        yield _tutor(
            "close",
            Para("verdict", _("~ Nearly: I see what you mean.")),
            *slip,
            Para("text", _("Type it once more for the spelling. It costs nothing.")),
        )

    @_say.register
    def _judged(self, event: Judged) -> Iterator[Message]:
        question = self.course.questions[event.item]
        _, verdict = self.words._, event.judgement.verdict
        yield self.said(question, event.given)
        tone: Tone = "right" if verdict == "correct" else "close" if verdict == "close" else "wrong"
        heading = {
            "right": _("✓ Right."),
            "close": _("~ Accepted, with a slip."),
            "wrong": _("✗ Not right."),
        }[tone]
        paras = [Para("verdict", heading)]
        if tone == "wrong":
            paras += self._confused(question, event)
        if tone != "right" or (isinstance(question, Explain)):
            paras += self.solution(question, event.judgement)
        paras += self._forgiven(event.judgement) if tone != "wrong" else []
        yield _tutor(tone, *paras, *self._explained(question), *self._returns(event.returns))

    @_say.register
    def _revealed(self, event: Revealed) -> Iterator[Message]:
        question = self.course.questions[event.item]
        solution = self.solution(question, Judgement("wrong"))
        yield _tutor("plain", *solution, *self._explained(question), *self._returns(event.returns))

    @_say.register
    def _skipped(self, event: Skipped) -> Iterator[Message]:
        _ = self.words._
        yield _tutor("plain", Para("text", _("Skipped.")), *self._returns(event.returns))

    @_say.register
    def _overridden(self, event: Overridden) -> Iterator[Message]:
        _ = self.words._
        yield _tutor("right", Para("verdict", _("✓ Counted as right, on your word.")))

    @_say.register
    def _asked(self, event: Asked) -> Iterator[Message]:
        _ = self.words._
        yield Message("learner", "plain", (Para("learner", f"? {event.question}", marked=False),))
        if event.withheld:
            warning = _("That would give the answer to this question away. Ask again to hear it.")
            yield _tutor("plain", Para("text", warning))
            return
        found = [p for p in (passage(self.course, name) for name in event.replies) if p]
        if not found:
            yield _tutor("plain", Para("text", _("I find nothing on that in the text.")))
            return
        language = event.language or self.words.language
        paras = [Para("text", quoted.text[language]) for quoted in found]
        if event.said:
            stands = _(", ").join(event.stands)
            note = _("Not {said}: the text has {stands}.", said=event.said, stands=stands)
            paras.insert(0, Para("note", note, marked=False))
        sources = tuple(dict.fromkeys(place for quoted in found for place in quoted.source))
        yield _tutor("plain", *paras, *([Para("source", self.source(sources))] if sources else []))

    @_say.register
    def _finished(self, event: Finished) -> Iterator[Message]:
        _ = self.words._
        paras = [Para("title", _("That was the last one."))]
        if event.mode == "lesson":
            recap = self.text(self.course.by_id[event.sections[0]].recap)
            paras.append(Para("text", _("In one sentence: {recap}", recap=recap)))
        if event.questions:
            score = _("{right} of {questions} right at the first try ({share}).").format(
                right=self.words.number(event.right),
                questions=self.words.number(event.questions),
                share=self.words.percent(event.right / event.questions),
            )
            paras.append(Para("verdict", score))
        yield _tutor("plain", *paras)

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
        if isinstance(question, Explain):
            return self._points(question, judgement)
        return [Para("text", _("Answer: {answer}", answer=self.questions.answer(question)))]

    def _points(self, question: Explain, judgement: Judgement) -> list[Para]:
        marks = {True: "✓", False: "-"}
        return [
            Para("option", f"{marks[index in judgement.points]} {self.text(point.text)}")
            for index, point in enumerate(question.points)
        ]

    def _confused(self, question: Question, event: Judged) -> list[Para]:
        index = event.judgement.confusion
        if index is None:
            return []
        if isinstance(question, Choice | Choices):
            why = question.options[index].why
        else:
            assert isinstance(question, Typed | Year)
            why = question.confusions[index].why
        return [Para("why", self.text(why))] if why else []

    def _forgiven(self, judgement: Judgement) -> list[Para]:
        _ = self.words._
        told = [_(FORGIVEN[name]) for name in judgement.forgave if name in FORGIVEN]
        if not told:
            return []
        return [Para("note", _("Let pass: {slips}", slips=_(", ").join(told)))]

    def _explained(self, question: Question) -> list[Para]:
        explanation = Para("text", self.text(question.explanation))
        return [explanation, Para("source", self.source(question.source))]

    def _returns(self, returns: bool) -> list[Para]:
        _ = self.words._
        return [Para("note", _("It comes back before the end."))] if returns else []


def _tutor(tone: Tone, *paras: Para) -> Message:
    return Message("tutor", tone, paras)


def source_line(course: Course, words: Words, sources: tuple[str, ...]) -> str:
    """Sources as a learner reads them: the section's title and its paragraphs."""
    _ = words._
    places: dict[str, list[str]] = {}
    for source in sources:
        name, _sep, paragraph = source.partition(" ¶")
        places.setdefault(name, []).append(paragraph)
    named = []
    for name, paragraphs in places.items():
        section = course.by_id.get(name)
        if section is None:
            named.append(_("the public record"))
        else:
            where = _("para. {paragraphs}", paragraphs=_(", ").join(paragraphs))
            named.append(f"{section.title[words.language]} {where}")
    return _("Source: {places}", places=_("; ").join(named))
