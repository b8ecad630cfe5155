"""A course made ready for asking, once and kept in the user's cache folder.

Its name is a hash of the course's files and of all that it is made by, so that none is ever out of
date.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from taiwa.course.cache import KEPT, cached, keep
from taiwa.course.course import Course
from taiwa.course.essay import Essay, places, read_essay
from taiwa.errors import ContentError
from taiwa.paths import clear_away, shipped
from taiwa.tutor.ask.building import bare, indexed, lists
from taiwa.tutor.ask.folding import MARKED_READING, fold
from taiwa.tutor.ask.index import Kept, Lists
from taiwa.tutor.ask.library import entries
from taiwa.tutor.ask.names import people_in
from taiwa.tutor.ask.paragraphs import paragraphs
from taiwa.tutor.ask.pieces import grams, marks
from taiwa.tutor.ask.terms import names_in
from taiwa.tutor.text.readings import kanji_readings


class Ready(Struct, frozen=True):
    """The index of a course, that of all it says of each paragraph, the passages from each of
    these and its letters, the people whom it mentions by the unit that tells each, its words by
    their kana, and its terms by their names."""

    index: Kept
    around: Kept
    members: Lists
    letters: Lists
    people: dict[str, str]
    readings: dict[str, str]
    names: dict[str, tuple[str, str]]


def ready(course: Course, cache: Path | None = None, shelves: Sequence[Path] = ()) -> Ready:
    """All that asking about a course needs, from the folder `cache` if it was kept there; the text
    itself is on one of the `shelves`."""
    shelves = shelves if course.search_essay else ()
    if cache is None or not course.files:
        return _made(course, shelves)
    file = cache / (_name(course, shelves) + KEPT)
    found = cached(file, Ready)
    if found is None:
        found = _made(course, shelves)
        keep(file, found)
        if file.is_file():  # which it is not where nothing may be written
            clear_away((other for other in cache.iterdir() if other != file), file)
    return found


def _made(course: Course, shelves: Sequence[Path]) -> Ready:
    told = (text for s in course.sections for a in s.answers for text in a.reply.values())
    passages, around = entries(course), paragraphs(course, _essay(course, shelves))
    members: dict[str, list[int]] = {each.passage.id: [] for each in around}
    for number, entry in enumerate(passages):
        for place in entry.passage.places:
            members[place].append(number)
    return Ready(
        indexed(passages),
        replace(indexed(around), told=bare(around)),
        lists("I", members.values()),
        lists("I", (marks(grams("\0".join(each.says))) for each in around)),
        people_in(told),
        _readings(course),
        names_in(course),
    )


def _essay(course: Course, shelves: Sequence[Path]) -> Essay | None:
    """The text itself; what is wrong with it is told where it is opened."""
    try:
        return read_essay(course, shelves)
    except ContentError:
        return None


def _readings(course: Course) -> dict[str, str]:
    """Words by their kana, from the readings in the lessons and of the terms, and from the names of
    the letters of what is short for a term."""
    texts = [text for s in course.sections for step in s.lesson for text in step.text.values()]
    found = {kana: written for written, kana in MARKED_READING.findall("".join(texts))}
    read = ((kana, term.term["ja"]) for term in course.glossary for kana in term.readings if kana)
    short, table = (fold(term.abbreviation or "") for term in course.glossary), kanji_readings()
    spelt = {"".join(table[each][0] for each in name if each in table): name for name in short}
    spelt.pop("", None)
    return found | spelt | dict(read)


def _name(course: Course, shelves: Sequence[Path]) -> str:
    """A hash of the course's files, of the text itself, of the source of asking and of its lists of
    words; numbers lie in another order on some machines."""
    made_by = [*Path(__file__).parent.glob("*.py"), *Path(__file__).parents[1].glob("text/*.py")]
    made_by += shipped("locales").glob("*/lexicon/*.txt")
    found = hashlib.sha256(f"{course.files} {sys.byteorder}".encode())
    for file in [*sorted(made_by), *places(shelves, course.languages).values()]:
        found.update(file.read_bytes())
    return found.hexdigest()
