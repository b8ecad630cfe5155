"""The passages of a course that a reply can be made of, and all that helps to find them."""

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from taiwa.course.companions import RECORD
from taiwa.course.course import Course
from taiwa.course.dates import unpadded
from taiwa.course.model import Text
from taiwa.course.passages import MARK, step_pieces
from taiwa.tutor.ask.folding import fold_all


class Passage(Struct, frozen=True):
    """Something the course says. `kind` is `answer`, `term`, `event` or `step`.

    A passage of a lesson step is one sentence of it. `recorded` marks what only the public record
    says, and the text does not; `mixed` what both have a part in. `places` are the paragraphs that
    it is from.
    """

    id: str
    section: str
    kind: str
    recorded: bool = False
    mixed: bool = False
    places: tuple[str, ...] = ()


class IndexedPassage(Struct, frozen=True):
    """A passage with its texts: ways to ask, names, what it says."""

    passage: Passage
    asks: tuple[str, ...]
    says: tuple[str, ...]
    see: str | None = None


def entries(course: Course) -> list[IndexedPassage]:
    """The passages of a course with folded texts."""
    raw = [*_answers(course), *_terms(course), *_events(course), *_steps(course)]
    places = places_of(course)
    folded = iter(fold_all(text for entry in raw for text in (*entry.asks, *entry.says)))
    return [
        IndexedPassage(
            replace(entry.passage, places=places.get(entry.passage.id.partition(MARK)[0], ())),
            tuple(next(folded) for _ in entry.asks),
            tuple(next(folded) for _ in entry.says),
            entry.see,
        )
        for entry in raw
    ]


def _answers(course: Course) -> Iterator[IndexedPassage]:
    for section in course.sections:
        for answer in section.answers:
            asks = tuple(chain.from_iterable(answer.asks.values()))
            passage = Passage(answer.id, section.id, "answer", *_voices(answer.source))
            said = (*answer.reply.values(), mark(section.id))
            yield IndexedPassage(passage, asks, said, answer.see)


def _terms(course: Course) -> Iterator[IndexedPassage]:
    for term in course.glossary:
        names = [*term.term.values(), *chain.from_iterable(term.also.values())]
        names += [term.abbreviation] if term.abbreviation else []
        asks = tuple(f"{name} とは" for name in names)
        passage = Passage(term.id, term.sections[0], "term")
        yield IndexedPassage(passage, asks, tuple(term.definition.values()))


def _events(course: Course) -> Iterator[IndexedPassage]:
    for event in course.timeline:
        texts: list[Text] = [
            event.text,
            *event.actors,
            *(t for t in (event.place, event.note) if t),
        ]
        said = [words for text in texts for words in text.values()]
        passage = Passage(event.id, event.sections[0] if event.sections else "", "event", True)
        asks = tuple(f"{words} いつ" for words in event.text.values())
        yield IndexedPassage(passage, asks, (*said, unpadded(event.date).replace("-", " ")))


def _steps(course: Course) -> Iterator[IndexedPassage]:
    for section in course.sections:
        for step in section.lesson:
            for name, text in step_pieces(step).items():
                passage = Passage(name, section.id, "step", *_voices(step.source))
                said = (*text.values(), mark(section.id))
                yield IndexedPassage(passage, (), said, step.id)


def places_of(course: Course) -> dict[str, tuple[str, ...]]:
    """The paragraphs that each part of a course is from, by its id; what the public record tells is
    as from one more of its section."""
    found: dict[str, tuple[str, ...]] = {}
    for section in course.sections:
        record = f"{section.id} {RECORD}"
        for part in (*section.lesson, *section.answers, *section.questions):
            found[part.id] = tuple(record if each == RECORD else each for each in part.source)
        for step in section.lesson:
            for term in step.terms:
                found[term] = (*found.get(term, ()), *found[step.id])
        told = (event.id for event in course.timeline if event.sections[:1] == (section.id,))
        found |= dict.fromkeys(told, (record,))
    return found


def _voices(source: Sequence[str]) -> tuple[bool, bool]:
    """If a passage is of the public record alone, and if it is of the record and of the text."""
    of_record = [place == RECORD for place in source]
    return all(of_record), any(of_record) and not all(of_record)


def mark(section: str) -> str:
    """The mark by which folding names a section: `§2`, `§introduction`."""
    return f"§{section.rpartition('-')[2]}"
