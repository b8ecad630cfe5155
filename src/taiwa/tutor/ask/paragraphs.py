"""All that a course says of each paragraph of its text, by which a passage of it is found in other
words than its own."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from taiwa.course.course import Course
from taiwa.course.essay import Essay
from taiwa.course.texts import every_text
from taiwa.tutor.ask.folding import fold_all
from taiwa.tutor.ask.library import IndexedPassage, Passage, places_of


def paragraphs(course: Course, essay: Essay | None) -> list[IndexedPassage]:
    """A passage for each paragraph that the course tells of, with the lesson's steps, their terms,
    answers and their ways to ask, questions and, where there is one, the text itself."""
    told: dict[str, list[str]] = defaultdict(list)
    places = places_of(course)
    for name, text in every_text(course):
        for place in dict.fromkeys(places.get(name, ())):
            told[place] += text.values()
    for section, texts in essay.paragraphs.items() if essay else ():
        for number, text in enumerate(texts, 1):
            told[f"{section} ¶{number}"] += text.values()
    return [
        IndexedPassage(Passage(place, place.partition(" ")[0], "paragraph"), (), (says,))
        for place, says in zip(told, _folded(told), strict=True)
    ]


def _folded(told: Mapping[str, list[str]]) -> Iterator[str]:
    """The texts of each paragraph as one, with a space before and behind each."""
    folded = iter(fold_all(text for texts in told.values() for text in texts))
    for texts in told.values():
        yield "".join(f"\0 {next(folded)} " for _ in texts)
