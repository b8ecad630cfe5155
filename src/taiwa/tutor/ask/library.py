"""The passages of a course that a reply can be made of, and all that helps to find them."""

from collections.abc import Iterator

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.model import Text
from taiwa.tutor.ask.folding import fold_all


class Passage(Struct, frozen=True):
    """Something the course says. `kind` is `answer`, `term` or `event`."""

    id: str
    section: str
    kind: str


class IndexedPassage(Struct, frozen=True):
    """A passage with its texts: ways to ask, names, what it says."""

    passage: Passage
    asks: tuple[str, ...]
    says: tuple[str, ...]
    see: str | None = None


def entries(course: Course) -> list[IndexedPassage]:
    """The passages of a course with folded texts."""
    raw = [*_answers(course), *_terms(course), *_events(course)]
    folded = iter(fold_all(text for entry in raw for text in (*entry.asks, *entry.says)))
    return [
        IndexedPassage(
            entry.passage,
            tuple(next(folded) for _ in entry.asks),
            tuple(next(folded) for _ in entry.says),
            entry.see,
        )
        for entry in raw
    ]


def _answers(course: Course) -> Iterator[IndexedPassage]:
    for section in course.sections:
        for answer in section.answers:
            asks = tuple(ask for asks in answer.asks.values() for ask in asks)
            passage = Passage(answer.id, section.id, "answer")
            said = (*answer.reply.values(), _mark(section.id))
            yield IndexedPassage(passage, asks, said, answer.see)


def _terms(course: Course) -> Iterator[IndexedPassage]:
    for term in course.glossary:
        names = [*term.term.values(), *(name for also in term.also.values() for name in also)]
        names += [term.abbreviation] if term.abbreviation else []
        asks = tuple(f"{name} とは" for name in names)
        yield IndexedPassage(
            Passage(term.id, term.sections[0], "term"), asks, tuple(term.definition.values())
        )


def _events(course: Course) -> Iterator[IndexedPassage]:
    for event in course.timeline:
        texts: list[Text] = [
            event.text,
            *event.actors,
            *(t for t in (event.place, event.note) if t),
        ]
        said = [words for text in texts for words in text.values()]
        passage = Passage(event.id, event.sections[0] if event.sections else "", "event")
        asks = tuple(f"{words} いつ" for words in event.text.values())
        yield IndexedPassage(passage, asks, (*said, event.date.replace("-", " ")))


def _mark(section: str) -> str:
    """The mark by which folding names a section: `§2`, `§introduction`."""
    return f"§{section.rpartition('-')[2]}"
