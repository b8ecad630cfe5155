"""The nouns of a course: frozen, typed, without IO. `loading.py` makes them from YAML.

A course is one argued text cut into sections. Each section has a lesson (steps), questions, answers
to what learners ask, and discussion questions. A glossary and a timeline are shared by all.

Every id is explicit and stable: `section-2.q04`, `section-2.liaison-office`. A learner's memory
hangs on it, so it survives any edit of the words; a changed answer key raises `revision`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Text = Mapping[str, str]
"""One text in every language of the course, by language code; Japanese may hold `{漢字|かんじ}`."""

Source = str
"""A place in the taught text, `section-2 ¶1`, or `record` for the public record."""

ROLES = ("claim", "evidence", "concession", "background", "conclusion")
VOICES = ("author", "nato", "france", "turkey", "opposition", "government", "record")
KINDS = ("fact", "reason", "argument", "vocabulary", "comparison")


@dataclass(frozen=True, slots=True)
class Step:
    """One paragraph of a lesson, whose view it is, and the question asked right after it."""

    id: str
    role: str
    voice: str
    source: tuple[Source, ...]
    text: Text
    note: Text | None  # the editor's: where the public record is more exact or differs
    terms: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every question has. `kind` says what it tests, the class how it is answered."""

    id: str
    revision: int
    kind: str
    prompt: Text
    hints: tuple[Text, ...]
    explanation: Text
    source: tuple[Source, ...]
    terms: tuple[str, ...]
    sections: tuple[str, ...]

    @property
    def type(self) -> str:
        return TYPE_NAMES[type(self)]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice; `why` says what a learner who takes it confuses (none for a right one)."""

    text: Text
    correct: bool
    why: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One right option among several."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Question):
    """Several right options; all of them and no other are wanted."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A statement; the explanation gives the reason."""

    answer: bool


@dataclass(frozen=True, slots=True)
class Confusion:
    """A foreseen wrong answer to a typed question, and what it mixes up."""

    answers: Mapping[str, tuple[str, ...]]
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Question):
    """A year, typed."""

    answer: int
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Question):
    """A word or phrase, typed. `answer_in` names the language it must be given in, if any."""

    accepted: Mapping[str, tuple[str, ...]]
    answer_in: str | None
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Typed):
    """A sentence with one gap, `____`, to be filled in."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Pairs to put together: left i belongs to right i."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Question):
    """Things to put in order; `items` stand in the right one."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A key point of an explanation, the ways to put it, and the step that teaches it."""

    text: Text
    phrases: Mapping[str, tuple[str, ...]]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explain(Question):
    """Answered in one's own words; graded by the key points covered."""

    points: tuple[Point, ...]


TYPE_NAMES: dict[type[Question], str] = {
    Choice: "choice",
    Choices: "choices",
    TrueFalse: "true_false",
    Year: "year",
    Typed: "typed",
    Cloze: "cloze",
    Match: "match",
    Order: "order",
    Explain: "explain",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tutor says when asked: ways to ask by language, the reply, its source."""

    id: str
    asks: Mapping[str, tuple[str, ...]]
    reply: Text
    source: tuple[Source, ...]
    see: str | None  # the step or question that goes with it


@dataclass(frozen=True, slots=True)
class Discussion:
    """An open question to weigh, with the strongest considerations on either side; not graded."""

    id: str
    prompt: Text
    for_: tuple[Text, ...]
    against: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Term:
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


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A dated event; `date` is `2019`, `2019-12` or `2019-12-04`. `essay` marks those it names."""

    id: str
    date: str
    text: Text
    place: Text | None
    actors: tuple[Text, ...]
    sections: tuple[str, ...]
    essay: bool
    note: Text | None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the text, with everything taught on it."""

    id: str
    title: Text
    why: Text
    goals: tuple[Text, ...]
    lesson: tuple[Step, ...]
    recap: Text
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    discussion: tuple[Discussion, ...]


@dataclass(frozen=True)
class Course:
    """A whole course. `comparisons` are questions across sections; lookups are by id."""

    id: str
    title: Text
    author: Text
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    comparisons: tuple[Question, ...]
    glossary: tuple[Term, ...]
    timeline: tuple[TimelineEvent, ...]

    def all_questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions
        yield from self.comparisons

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.all_questions()}

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return {step.id: step for section in self.sections for step in section.lesson}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return {term.id: term for term in self.glossary}

    @cached_property
    def by_id(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.sections}
