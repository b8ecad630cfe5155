"""A dialogue in words: its lines by speaker, and whether what the learner said fits."""

from collections.abc import Iterator, Sequence

from taiwa.course.companions import Dialogue, Line
from taiwa.course.course import Course
from taiwa.course.exchanges import Scene, closing, scene, voice
from taiwa.course.forms import form_of
from taiwa.course.model import Text
from taiwa.dialogue.events import Event, Finished, Judged, Opened, QuestionPosed, Revealed
from taiwa.dialogue.offers import offers_of
from taiwa.errors import N_
from taiwa.words.catalogs import Words
from taiwa.words.messages import Message, Para, Tone, tutor
from taiwa.words.question_wording import QuestionWording
from taiwa.words.reply_wording import ReplyWording

FIT_NAMES = {
    "fits": N_("✓ It fits"),
    "weak": N_("~ True, but weak here"),
    "beyond": N_("~ Beyond the text"),
    "against": N_("✗ Against the text"),
}
FIT_TONES: dict[str, Tone] = {
    "fits": "right",
    "weak": "close",
    "beyond": "close",
    "against": "wrong",
}


class SceneWording:
    """Puts the events of a dialogue into words."""

    def __init__(
        self, course: Course, words: Words, questions: QuestionWording, replies: ReplyWording
    ) -> None:
        self.course, self.words = course, words
        self.questions, self.replies = questions, replies

    def messages(self, event: Event) -> tuple[Message, ...] | None:
        """The messages at an event of a dialogue; None of any other."""
        if isinstance(event, Opened | Finished):
            dialogue = self._dialogue(event)
            if dialogue is None:
                return None
            if isinstance(event, Opened):
                return tuple(self._opened(dialogue))
            return tuple(self._ended(event, dialogue))
        if not isinstance(event, QuestionPosed | Judged | Revealed):
            return None
        if (found := scene(self.course, event.item)) is None:
            return None
        if isinstance(event, QuestionPosed):
            return tuple(self._posed(event, found))
        return tuple(self._replied(event, found))

    def _dialogue(self, event: Opened | Finished) -> Dialogue | None:
        if event.mode != "dialogue" or not event.sections:
            return None
        return self.course.by_id[event.sections[0]].dialogue

    def _opened(self, dialogue: Dialogue) -> Iterator[Message]:
        speaker = self._text(dialogue.speakers[voice(dialogue)])
        label = self.words._("Dialogue / you speak for {speaker}", speaker=speaker)
        paras = (
            Para("title", self._text(dialogue.title)),
            Para("text", self._text(dialogue.setting)),
        )
        yield tutor("plain", Para("label", label), *paras)

    def _posed(self, event: QuestionPosed, found: Scene) -> Iterator[Message]:
        for turn in found.turns:
            yield self._line(found.dialogue, turn.line)
        yield tutor("question", *self.questions.asked(self.course.questions[event.item]))

    def _replied(self, event: Judged | Revealed, found: Scene) -> Iterator[Message]:
        chosen = (
            event.given.chosen
            if isinstance(event, Judged)
            else form_of(self.course.questions[event.item]).right
        )
        said = [found.choices[index] for index in chosen if index < len(found.choices)]
        for line in said:
            mine = Line(found.voice, line.text)
            yield self._line(found.dialogue, mine, mine=isinstance(event, Judged))
            yield self._line(found.dialogue, line.reply)
            yield tutor(FIT_TONES[line.fit], *self._verdict(event, line.fit, len(found.choices)))

    def _verdict(self, event: Judged | Revealed, fit: str, count: int) -> list[Para]:
        paras = [Para("verdict", self.words._(FIT_NAMES[fit]))]
        if fit != "fits":
            better = self.words._("of {number}, one fits better", number=self.words.number(count))
            paras.append(Para("note", better))
        return [*paras, *self.replies.offered(offers_of(self.course, event))]

    def _ended(self, event: Finished, dialogue: Dialogue) -> Iterator[Message]:
        for turn in closing(dialogue):
            yield self._line(dialogue, turn.line)
        told = self.words._(
            "{right} of {count} lines fitted at the first choice.",
            right=self.words.number(event.right),
            count=self.words.number(event.questions),
        )
        title = Para("title", self.words._("The rest is for you to argue."))
        yield tutor("plain", title, Para("text", told))

    def _line(self, dialogue: Dialogue, line: Line, mine: bool = False) -> Message:
        """A line under its speaker's name; the first of the speakers stands at the left."""
        left = line.speaker == next(iter(dialogue.speakers))
        name = Para("label", self._text(dialogue.speakers[line.speaker]), marked=False)
        paras: Sequence[Para] = (name, Para("line", self._text(line.text)))
        return Message("learner" if mine else "tutor", "left" if left else "other", tuple(paras))

    def _text(self, text: Text) -> str:
        return text[self.words.language]
