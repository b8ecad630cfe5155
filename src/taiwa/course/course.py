"""A whole course, and what its sections hold looked up without reading those not needed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, TypeVar, cast

from msgspec import Meta, Struct

from taiwa.course.companions import RECORD, TextMap
from taiwa.course.model import (
    Discussion,
    Drills,
    Order,
    Question,
    Reply,
    Section,
    Step,
    Term,
    Text,
    TimelineEvent,
    Typed,
)
from taiwa.paths import COURSE_ID

T = TypeVar("T")


class Parts(Mapping[str, T]):
    """Parts of some kinds by id, those of all sections and `shared` ones.

    Which ids there are is known without reading any section; those shared are made at first need.
    """

    def __init__(
        self,
        sections: "Iterable[Section]",
        *kinds: str,
        shared: Callable[[], Mapping[str, T]] = dict,
    ) -> None:
        self._make_shared = shared
        self._home = {
            name: section for section in sections for kind in kinds for name in section.ids[kind]
        }

    @cached_property
    def _shared(self) -> Mapping[str, T]:
        return self._make_shared()

    def __getitem__(self, name: str) -> T:
        if name in self._home:
            return cast(T, self._home[name].parts[name])
        return self._shared[name]

    def __contains__(self, name: object) -> bool:
        return name in self._home or name in self._shared

    def __iter__(self) -> Iterator[str]:
        yield from (*self._home, *self._shared)

    def __len__(self) -> int:
        return len(self._home) + len(self._shared)


class Course(Struct, frozen=True, dict=True):
    """A whole course. `comparisons` are questions across sections, with those of `text_map`.

    `relations` are the words for what a card of an argument does to another, by `RELATIONS`.

    `first` is the number that the text gives its first section; `search_essay` tells that a search
    and the tutor look through the text itself, too. `files` names what is kept of the very files
    that it was read from; "" where nothing is kept. Lookups are by id.
    """

    id: Annotated[str, Meta(pattern=f"^{COURSE_ID.pattern}$")]
    title: Text
    author: Text
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    comparisons: tuple[Question, ...]
    glossary: tuple[Term, ...]
    timeline: tuple[TimelineEvent, ...]
    drills: Drills
    text_map: TextMap | None = None
    relations: Mapping[str, Text] = {}
    first: int = 1
    search_essay: bool = False
    files: str = ""

    def all_questions(self) -> Iterator[Question]:
        """The authored questions."""
        for section in self.sections:
            yield from section.questions
        yield from self.comparisons

    @cached_property
    def vocabulary(self) -> "tuple[Typed, ...]":
        """The drills of the glossary's terms."""
        from taiwa.course.drills import vocabulary

        return tuple(vocabulary(self.glossary, self.drills, self.languages))

    @cached_property
    def chronology(self) -> "tuple[Order, ...]":
        """The timeline's events to put in order."""
        from taiwa.course.drills import chronology

        return tuple(chronology(self.timeline, self.sections, self.drills))

    @cached_property
    def names(self) -> "tuple[tuple[tuple[str, str], ...], ...]":
        """All that each term, and each actor of an event, is called, after the language."""
        from taiwa.course.drills import names_of

        terms = (
            tuple((code, name) for code in self.languages for name in names_of(term, code))
            for term in self.glossary
        )
        actors = (tuple(actor.items()) for event in self.timeline for actor in event.actors)
        return tuple(dict.fromkeys((*terms, *actors)))

    def vocabulary_of(self, sections: Iterable[Section]) -> list[str]:
        """The drills of terms of some sections, by id."""
        names = {section.id for section in sections}
        return [question.id for question in self.vocabulary if names & set(question.sections)]

    def chronology_of(self, sections: Iterable[Section]) -> list[str]:
        """Events of some sections to put in order, by the question's id."""
        names = {section.id for section in sections}
        return [question.id for question in self.chronology if names & set(question.sections)]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, authored, drilled or put by a dialogue."""

        def shared() -> dict[str, Question]:
            made = (*self.comparisons, *self.vocabulary, *self.chronology)
            return {question.id: question for question in made}

        return Parts(self.sections, "question", "exchange", shared=shared)

    @cached_property
    def readable(self) -> Mapping[str, Step | Discussion]:
        """All that a lesson shows between its questions, by id."""
        return Parts(self.sections, "step", "discussion")

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return Parts(self.sections, "step")

    @cached_property
    def answers(self) -> Mapping[str, Reply]:
        return Parts(self.sections, "answer")

    @cached_property
    def events(self) -> Mapping[str, TimelineEvent]:
        return {event.id: event for event in self.timeline}

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        return {term.id: term for term in self.glossary}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The text's own number of each section."""
        return {section.id: n for n, section in enumerate(self.sections, self.first)}

    @cached_property
    def has_record(self) -> bool:
        """True where something is taken from the public record, and not from the text."""
        told = (each.source for section in self.sections for each in section.lesson)
        answers = (each.source for section in self.sections for each in section.answers)
        named = all(event.essay for event in self.timeline)
        return not named or any(RECORD in source for source in (*told, *answers))

    @cached_property
    def by_id(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.sections}
