"""Events → words: the one place where something said in the conversation gets its language."""

from collections.abc import Callable, Iterator
from functools import singledispatchmethod

from taiwa.course.course import Course
from taiwa.course.drills import is_reading
from taiwa.course.forms import form_of
from taiwa.course.model import Discussion, Step, Text
from taiwa.dialogue.events import (
    REMEMBERED,
    Asked,
    AskedAgain,
    Claimed,
    Confirmed,
    Event,
    Finished,
    Graded,
    HintShown,
    InDoubt,
    Judged,
    Judgement,
    Noted,
    Opened,
    Overridden,
    QuestionPosed,
    Restored,
    Revealed,
    Skipped,
    StepShown,
    TimeOver,
    Undone,
    Verdict,
)
from taiwa.dialogue.offers import offers_of
from taiwa.dialogue.questions import Arrangement
from taiwa.errors import N_
from taiwa.study.figures import PASS
from taiwa.words.catalogs import Words
from taiwa.words.entries import notes, source_para, step_label
from taiwa.words.labels import MODE_NAMES
from taiwa.words.messages import Message, Para, Tone, tutor
from taiwa.words.question_wording import QuestionWording
from taiwa.words.reply_wording import ReplyWording
from taiwa.words.scene_wording import SceneWording
from taiwa.words.uses import shown_before, subject
from taiwa.words.verdict_wording import VerdictWording

ADD_WHAT_IS_MISSING = N_(
    "Add what is missing, or type /show to see the answer. A second try costs nothing."
)
NEARLY = N_("~ Nearly: I see what you mean.")
NEARLY_READ = N_("~ Nearly: the reading is almost right.")
TONES: dict[Verdict, Tone] = {
    **{"correct": "right", "close": "close", "unsure": "close", "wrong": "wrong"}
}


class Wording:
    """Puts the events of one course into words.

    `arrangement` gives the order in which a question's options are shown, by question id; `plain`
    tells whether the plain edition of lessons is on.
    """

    def __init__(
        self,
        course: Course,
        words: Words,
        arrangement: Callable[[str], Arrangement],
        plain: Callable[[], bool] = lambda: False,
    ) -> None:
        self.course, self.words, self.plain = course, words, plain
        self.questions = QuestionWording(words, arrangement)
        self.replies = ReplyWording(course, words, self.questions)
        self.verdicts = VerdictWording(course, words, self.questions, self.replies)
        self.scenes = SceneWording(course, words, self.questions, self.replies)

    def messages(self, event: Event) -> tuple[Message, ...]:
        """The messages at `event`, in the language that is on."""
        of_dialogue = self.scenes.messages(event)
        return of_dialogue if of_dialogue is not None else tuple(self._say(event))

    def text(self, text: Text) -> str:
        return text[self.words.language]

    @singledispatchmethod
    def _say(self, event: Event) -> Iterator[Message]:
        raise NotImplementedError(type(event).__name__)

    @_say.register
    def _opened(self, event: Opened) -> Iterator[Message]:
        _, sections = self.words._, [self.course.by_id[name] for name in event.sections]
        title = _("; ").join(self.text(section.title) for section in sections)
        if not sections or 1 < len(sections) == len(self.course.sections):
            title = self.text(self.course.title)
        if event.mode == "talk":
            invitation = _("Ask me anything about the text, or about your own progress.")
            yield tutor("plain", Para("title", title), Para("text", invitation))
            return
        if event.mode != "lesson":
            count = self.words.ngettext("{number} question", "{number} questions", event.questions)
            told = [_("{mode}: {count}", mode=_(MODE_NAMES[event.mode]), count=count)]
            if event.mode == "exam":
                told.append(_("You will see your results at the end."))
            if event.minutes is not None:
                told.append(
                    self.words.ngettext(
                        "You have {number} minute.", "You have {number} minutes.", event.minutes
                    )
                )
            yield tutor("plain", Para("title", title), *(Para("text", text) for text in told))
            return
        goals = [Para("option", f"- {self.text(goal)}") for goal in sections[0].goals]
        yield tutor(
            "plain",
            Para("title", title),
            Para("text", self.text(sections[0].why)),
            Para("label", _("After this lesson you can:")),
            *goals,
        )

    @_say.register
    def _step(self, event: StepShown) -> Iterator[Message]:
        step = self.course.readable[event.item]
        if isinstance(step, Step):
            yield self._lesson_step(step)
        else:
            yield self._discussion(step, event.part)

    def _lesson_step(self, step: Step) -> Message:
        step = step.edition(self.plain())
        paras = [
            step_label(self.words, step),
            *([Para("title", self.text(step.title))] if step.title else []),
            Para("text", self.text(step.text)),
            *notes(self.words, step),
        ]
        return tutor("lesson", *paras, source_para(self.course, self.words, step.source))

    def _discussion(self, discussion: Discussion, part: int) -> Message:
        """First the open question, then what speaks on either side; nothing is graded."""
        _ = self.words._
        if part == 0:
            return tutor(
                "lesson",
                Para("label", _("Weigh it yourself / no right answer, nothing is judged")),
                Para("prompt", self.text(discussion.prompt)),
                Para("text", _("Weigh it for yourself first. Going on shows both sides.")),
            )
        return tutor(
            "lesson",
            Para("label", _("For")),
            *(Para("option", f"- {self.text(text)}") for text in discussion.for_),
            Para("label", _("Against")),
            *(Para("option", f"- {self.text(text)}") for text in discussion.against),
        )

    @_say.register
    def _posed(self, event: QuestionPosed) -> Iterator[Message]:
        question = self.course.questions[event.item]
        _ = self.words._
        open_ = N_("Left open: question {number} (/end hands the exam in)")
        numbered = open_ if event.left else N_("Question {number}")
        label = _("Once more") if event.round else _(numbered, number=event.number)
        told = subject(self.course, self.words, question)
        label = f"{label} / {told}" if told else label
        *asked, how = self.questions.asked(question)
        before = shown_before(self.course, self.words, question)
        yield tutor("question", Para("label", label), *asked, *before, how)

    @_say.register
    def _hinted(self, event: HintShown) -> Iterator[Message]:
        _ = self.words._
        if event.exhausted:
            yield tutor("plain", Para("text", _("There is no further hint for this question.")))
            return
        hint = self.text(self.course.questions[event.item].hints[event.index])
        yield tutor("plain", Para("text", _("Hint: {hint}", hint=hint)))

    @_say.register
    def _again(self, event: AskedAgain) -> Iterator[Message]:
        question = self.course.questions[event.item]
        _ = self.words._
        yield self.verdicts.said(question, event.given)
        if form_of(question).points:
            yield tutor(
                "close",
                Para("verdict", self.questions.verdict(question, event.judgement)),
                *self.verdicts.points(question, event.judgement, event.given, told=False),
                Para("text", _(ADD_WHAT_IS_MISSING)),
                *self.replies.offered(offers_of(self.course, event)),
            )
            return
        slip = self.verdicts.forgiven(event.judgement)
        yield tutor(
            "close",
            Para("verdict", _(NEARLY_READ if is_reading(question) else NEARLY)),
            *slip,
            Para("text", _("Check the spelling and type it once more: that answer counts.")),
        )

    @_say.register
    def _judged(self, event: Judged) -> Iterator[Message]:
        question = self.course.questions[event.item]
        yield self.verdicts.said(question, event.given)
        unsure = event.judgement.verdict == "unsure"
        tone = "close" if event.judgement.asked else TONES[event.judgement.verdict]
        paras = [Para("verdict", self.questions.verdict(question, event.judgement, event.given))]
        if tone == "wrong":
            paras += self.questions.confused(question, event.judgement)
        if (tone != "right" and not unsure) or form_of(question).points:
            paras += self.verdicts.solution(question, event.judgement, event.given)
        paras += self.verdicts.forgiven(event.judgement) if tone != "wrong" else []
        paras += self.verdicts.spelt(event) if tone != "wrong" else []
        open_ = unsure or event.judgement.asked  # then a yes or no tells whether it comes back
        paras += self.verdicts.explained(question)
        paras += self.verdicts.returns(event.returns and not open_)
        yield tutor(tone, *paras, *self.verdicts.missing(event))

    @_say.register
    def _revealed(self, event: Revealed) -> Iterator[Message]:
        question = self.course.questions[event.item]
        solution = self.verdicts.solution(question, Judgement("wrong"))
        yield tutor(
            "plain",
            *solution,
            *self.verdicts.explained(question),
            *self.verdicts.returns(event.returns),
        )

    @_say.register
    def _skipped(self, event: Skipped) -> Iterator[Message]:
        _ = self.words._
        yield tutor("plain", Para("text", _("Skipped.")), *self.verdicts.returns(event.returns))

    @_say.register
    def _overridden(self, event: Overridden) -> Iterator[Message]:
        _ = self.words._
        yield tutor("right", Para("verdict", _("✓ Counted as right, by your own judgement.")))

    @_say.register
    def _restored(self, event: Restored) -> Iterator[Message]:
        told = self.words._("Taken back: the answer counts again as it was judged.")
        yield tutor("plain", Para("text", told))

    @_say.register
    def _asked(self, event: Asked) -> Iterator[Message]:
        step = self.course.steps.get(event.replies[0]) if event.replies else None
        if step is not None and not event.question:
            yield self._lesson_step(step)
        else:
            yield from self.replies.replied(event)

    @_say.register
    def _claimed(self, event: Claimed) -> Iterator[Message]:
        _ = self.words._
        question = self.course.questions[event.item]
        point = self.text(form_of(question).points[event.point].text)
        told = _("✓ Counted as made, by your own judgement: {point}", point=point)
        paras = [Para("verdict", told)]
        if event.judgement.verdict == "correct":
            paras.append(Para("text", _("That covers every point.")))
        yield tutor("right" if event.judgement.verdict == "correct" else "close", *paras)

    @_say.register
    def _in_doubt(self, event: InDoubt) -> Iterator[Message]:
        yield tutor("question", *self.verdicts.doubt(event))

    @_say.register
    def _confirmed(self, event: Confirmed) -> Iterator[Message]:
        tone: Tone = "plain" if event.yes is None else "right" if event.yes else "wrong"
        yield tutor(tone, *self.verdicts.confirmed(event))

    @_say.register
    def _undone(self, event: Undone) -> Iterator[Message]:
        yield tutor("plain", Para("text", self.words._("Taken back: the question is open again.")))

    @_say.register
    def _noted(self, event: Noted) -> Iterator[Message]:
        if event.given is None:
            yield tutor("plain", Para("text", self.words._("No answer given.")))
        else:
            yield self.verdicts.said(self.course.questions[event.item], event.given)

    @_say.register
    def _time_over(self, event: TimeOver) -> Iterator[Message]:
        told = self.words._("The exam is over: what is open counts as not answered.")
        yield tutor("plain", Para("verdict", told))

    @_say.register
    def _graded(self, event: Graded) -> Iterator[Message]:
        question, judgement = self.course.questions[event.item], event.judgement
        _ = self.words._
        tone = TONES[judgement.verdict]
        paras = self.questions.stem(question)
        if event.given is None:
            paras.append(Para("verdict", _("- Not answered.")))
        else:
            paras.append(self.questions.yours(question, event.given))
            paras.append(Para("verdict", self.questions.verdict(question, judgement, event.given)))
        paras += self.questions.confused(question, judgement)
        paras += self.verdicts.solution(question, judgement, event.given) if tone != "right" else []
        yield tutor(tone, *paras, *self.verdicts.explained(question))

    @_say.register
    def _finished(self, event: Finished) -> Iterator[Message]:
        _ = self.words._
        paras = [Para("title", _("That was the last one."))]
        if event.mode == "lesson":
            section = self.course.by_id[event.sections[0]]
            recap = self.text((self.plain() and section.plain_recap) or section.recap)
            paras.append(Para("text", _("In one sentence: {recap}", recap=recap)))
        if event.questions:
            paras.append(Para("verdict", self._score(event.right, event.questions)))
        if event.mode == "exam" and event.questions:
            passed = event.right / event.questions >= PASS
            result = (
                N_("Passed; {mark} is enough.") if passed else N_("Not passed; {mark} is needed.")
            )
            paras.append(Para("text", _(result, mark=self.words.percent(PASS))))
            paras += self._by_section(event)
        else:
            paras += self.verdicts.missed(event.outcomes)
        paras += self.replies.offered(offers_of(self.course, event))
        if event.mode != "talk":
            yield tutor("plain", *paras)

    def _score(self, right: int, questions: int) -> str:
        return self.words._(
            "{right} of {questions} right at the first try ({share}).",
            right=self.words.number(right),
            questions=self.words.number(questions),
            share=self.words.percent(right / questions),
        )

    def _by_section(self, event: Finished) -> list[Para]:
        """An exam's result for each section that it asked about."""
        rows = []
        for section in self.course.sections:
            known = self.course.questions
            mine = [kept for item, kept in event.outcomes if known[item].sections[0] == section.id]
            if mine:
                right = sum(kept in REMEMBERED for kept in mine)
                counts = f"{self.words.number(right)}/{self.words.number(len(mine))}"
                rows.append(Para("option", f"- {self.text(section.title)}: {counts}"))
        return rows
