"""The nouns of a course: frozen, typed, without IO. `loading.py` makes them from YAML.

They are msgspec structs: cheap to define at start-up, and read back from a cache with their types
checked.

A course is one argued text cut into sections. Each section has a lesson (steps), questions, answers
to what learners ask, and discussion questions. A glossary and a timeline are shared by all.

Every id is explicit and stable: `section-2.q04`, `section-2.liaison-office`. A learner's memory
hangs on it, so it survives any edit of the words; a changed answer key raises `revision`.
"""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Raw, Struct, json, msgpack
from msgspec.structs import replace

from taiwa.course import companions
from taiwa.course.companions import Argument, Contrast, Dialogue, WordInUse

Text = companions.Text
Source = companions.Source

Drills = Mapping[str, Text]
"""Prompts of the questions made from glossary and timeline, by what they ask (see `drills`)."""

ROLES = ("claim", "evidence", "concession", "background", "conclusion")
VOICES = ("author", "nato", "france", "turkey", "opposition", "government", "record")
KINDS = ("fact", "reason", "argument", "vocabulary", "comparison")
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate")
"""The deeds asked of a learner after reading, the least first."""


class Step(Struct, frozen=True):
    """One paragraph of a lesson, whose view it is, and the question asked right after it."""

    id: str
    role: str
    voice: str
    source: tuple[Source, ...]
    text: Text
    note: Text | None  # the editor's: where the public record is more exact or differs
    terms: tuple[str, ...]
    then: tuple[str, ...]
    title: Text | None = None  # what the step says
    card: Text | None = None  # its gist, intelligible alone, for the argument's map
    plain: Text | None = None  # the text in common words and short sentences
    plain_note: Text | None = None

    def edition(self, plain: bool) -> "Step":
        """The step as it is, or in its plain edition, if it has one."""
        if not plain or self.plain is None:
            return self
        return replace(self, text=self.plain, note=self.plain_note)

    @property
    def is_plain(self) -> bool:
        return self.text is self.plain


class BaseQuestion(Struct, frozen=True, kw_only=True, tag_field="type", tag="question"):
    """The fields of every question. `kind` says what it tests, the class how it is answered."""

    id: str
    revision: int
    kind: str
    prompt: Text
    hints: tuple[Text, ...]
    explanation: Text
    source: tuple[Source, ...]
    terms: tuple[str, ...]
    sections: tuple[str, ...]
    level: str | None = None  # one of `LEVELS`; courses in format 1 have none

    @property
    def type(self) -> str:
        """The type as content names it: `choice`, `typed` …"""
        return str(self.__struct_config__.tag)


class Option(Struct, frozen=True):
    """A choice; `why` says what a learner who takes it confuses (none for a right one)."""

    text: Text
    correct: bool
    why: Text | None


class Choice(BaseQuestion, frozen=True, kw_only=True, tag="choice"):
    """One right option among several.

    With the prompt may stand cards of the argument, of which one is `GAP`, or a contrast.
    """

    options: tuple[Option, ...]
    cards: tuple[Text, ...] = ()
    contrast: Contrast | None = None


class Choices(BaseQuestion, frozen=True, kw_only=True, tag="choices"):
    """Several right options; all of them and no other are wanted."""

    options: tuple[Option, ...]


class TrueFalse(BaseQuestion, frozen=True, kw_only=True, tag="true_false"):
    """A statement; the explanation gives the reason."""

    answer: bool


class Confusion(Struct, frozen=True):
    """A foreseen wrong answer to a typed question, and what it mixes up."""

    answers: Mapping[str, tuple[str, ...]]
    why: Text


class Year(BaseQuestion, frozen=True, kw_only=True, tag="year"):
    """A year, typed; `date` is a fuller one that answers as well, `2019-12` or `2019-12-04`."""

    answer: int
    confusions: tuple[Confusion, ...]
    date: str | None = None


class Typed(BaseQuestion, frozen=True, kw_only=True, tag="typed"):
    """A word or phrase, typed. `answer_in` names the language it must be given in, if any."""

    accepted: Mapping[str, tuple[str, ...]]
    answer_in: str | None
    confusions: tuple[Confusion, ...]


class Cloze(Typed, frozen=True, kw_only=True, tag="cloze"):
    """A sentence with one gap, `____`, to be filled in."""

    text: Text


class Match(BaseQuestion, frozen=True, kw_only=True, tag="match"):
    """Pairs to put together: left i belongs to right i. Several may have the same right side."""

    pairs: tuple[tuple[Text, Text], ...]


class Order(BaseQuestion, frozen=True, kw_only=True, tag="order"):
    """Things to put in order; `items` stand in the right one. `dates` are theirs, written as an
    event's is, "" where one has none."""

    items: tuple[Text, ...]
    dates: tuple[str, ...] = ()


class Point(Struct, frozen=True):
    """A key point of an explanation, the ways to put it, and the step that teaches it."""

    text: Text
    phrases: Mapping[str, tuple[str, ...]]
    step: str


class Tried(Struct, frozen=True):
    """An answer as someone gave it, and the points that it earns, from 1; none for a wrong one."""

    answer: str
    points: tuple[int, ...] = ()


class Explain(BaseQuestion, frozen=True, kw_only=True, tag="explain"):
    """Answered in one's own words; graded by the key points covered.

    `tried` are answers by language that the grader is checked with, and no learner sees.
    """

    points: tuple[Point, ...]
    tried: Mapping[str, tuple[Tried, ...]] = {}


Question = Choice | Choices | TrueFalse | Year | Typed | Cloze | Match | Order | Explain
"""Every type of question: mypy names what a tenth one touches."""


class Reply(Struct, frozen=True):
    """An answer of the tutor's: ways to ask for it by language, the reply, its source."""

    id: str
    asks: Mapping[str, tuple[str, ...]]
    reply: Text
    source: tuple[Source, ...]
    see: str | None  # the step or question that goes with it


class Discussion(Struct, frozen=True):
    """An open question to weigh, with the strongest considerations on either side; not graded."""

    id: str
    prompt: Text
    for_: tuple[Text, ...]
    against: tuple[Text, ...]


class Term(Struct, frozen=True):
    """A glossary entry. `own` marks the author's own expression rather than official vocabulary."""

    id: str
    term: Text
    reading: str
    abbreviation: str | None
    also: Mapping[str, tuple[str, ...]]
    definition: Text
    example: Text
    sections: tuple[str, ...]
    own: bool
    also_read: tuple[str, ...] = ()  # further readings

    @property
    def readings(self) -> tuple[str, ...]:
        """All of its readings, the first the one that is shown."""
        return (self.reading, *self.also_read)


class TimelineEvent(Struct, frozen=True):
    """A dated event; `date` is `2019`, `2019-12` or `2019-12-04`. `essay` marks those it
    names, `disputed` those whose date the essay and the public record give differently."""

    id: str
    date: str
    text: Text
    place: Text | None
    actors: tuple[Text, ...]
    sections: tuple[str, ...]
    essay: bool
    disputed: bool
    note: Text | None


Part = Step | Question | Reply | Discussion


class Body(Struct, frozen=True):
    """All that is taught on a section."""

    lesson: tuple[Step, ...]
    questions: tuple[Question, ...]
    answers: tuple[Reply, ...]
    discussion: tuple[Discussion, ...]
    argument: Argument | None = None
    words: tuple[WordInUse, ...] = ()
    dialogue: Dialogue | None = None
    exchanges: tuple[Choice, ...] = ()  # of the dialogue, as questions

    def parts(self) -> dict[str, tuple[Part, ...]]:
        """All of it, by kind."""
        return {
            "step": self.lesson,
            "question": self.questions,
            "answer": self.answers,
            "discussion": self.discussion,
            "exchange": self.exchanges,
        }

    def ids(self) -> dict[str, tuple[str, ...]]:
        return {kind: tuple(part.id for part in parts) for kind, parts in self.parts().items()}

    def kept(self) -> Raw:
        """It as JSON within MessagePack, in which nobody need read it to pass it by."""
        return Raw(msgpack.encode(json.encode(self)))


class Section(Struct, frozen=True, dict=True):
    """One section of the text. Its body is read at first use: a course may have many."""

    id: str
    title: Text
    why: Text
    goals: tuple[Text, ...]
    recap: Text
    paragraphs: int  # how many the section of the text has, for sources to name
    ids: Mapping[str, tuple[str, ...]]  # of what its body holds, by kind: question, step, ...
    kept: Raw  # see `Body.kept`
    format: int = 1
    plain_recap: Text | None = None
    retired: Mapping[str, str] = {}  # ids released once and given up, and the reason
    added: Mapping[str, str] = {}  # questions that came after the first release, and their day
    bound: Mapping[str, str] = {}  # questions answered in one language alone, and in which
    spelt: tuple[str, ...] = ()  # questions that a reading answers

    @cached_property
    def body(self) -> Body:
        return json.decode(msgpack.decode(self.kept, type=memoryview), type=Body)

    def having(self, **parts: tuple[Part, ...]) -> "Section":
        """The section with other parts in its body, by the names of these."""
        body = replace(self.body, **parts)
        return replace(self, ids=body.ids(), kept=body.kept())

    @property
    def places(self) -> tuple[Source, ...]:
        """Every paragraph of it, as sources name them."""
        numbers = range(1, self.paragraphs + 1)
        return tuple(companions.place_at(self.id, number) for number in numbers)

    @property
    def lesson(self) -> tuple[Step, ...]:
        return self.body.lesson

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.body.questions

    @property
    def answers(self) -> tuple[Reply, ...]:
        return self.body.answers

    @property
    def discussion(self) -> tuple[Discussion, ...]:
        return self.body.discussion

    @property
    def argument(self) -> Argument | None:
        return self.body.argument

    @property
    def words(self) -> tuple[WordInUse, ...]:
        return self.body.words

    @property
    def dialogue(self) -> Dialogue | None:
        return self.body.dialogue

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """All that its body holds, by id."""
        return {part.id: part for parts in self.body.parts().values() for part in parts}
