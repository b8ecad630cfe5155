"""A course made ready for asking, once and kept in the user's cache folder.

Its name is a hash of the course's files and of all that it is made by, so that none is ever out of
date.
"""

import hashlib
import sys
from pathlib import Path

from msgspec import Struct

from taiwa.course.cache import KEPT, cached, keep
from taiwa.course.course import Course
from taiwa.paths import clear_away, shipped
from taiwa.tutor.ask.building import indexed
from taiwa.tutor.ask.folding import MARKED_READING
from taiwa.tutor.ask.index import Kept
from taiwa.tutor.ask.library import entries
from taiwa.tutor.ask.names import people_in
from taiwa.tutor.ask.terms import names_in


class Ready(Struct, frozen=True):
    """The index of a course, the people whom it mentions by the unit that tells each, its words by
    their kana, and its terms by their names."""

    index: Kept
    people: dict[str, str]
    readings: dict[str, str]
    names: dict[str, tuple[str, str]]


def ready(course: Course, cache: Path | None = None) -> Ready:
    """All that asking about a course needs, from the folder `cache` if it was kept there."""
    if cache is None or not course.files:
        return _made(course)
    file = cache / (_name(course) + KEPT)
    found = cached(file, Ready)
    if found is None:
        found = _made(course)
        keep(file, found)
        if file.is_file():  # which it is not where nothing may be written
            clear_away((other for other in cache.iterdir() if other != file), file)
    return found


def _made(course: Course) -> Ready:
    told = (text for s in course.sections for a in s.answers for text in a.reply.values())
    return Ready(indexed(entries(course)), people_in(told), _readings(course), names_in(course))


def _readings(course: Course) -> dict[str, str]:
    """Words by their kana, from the readings in the lessons and of the terms."""
    texts = [text for s in course.sections for step in s.lesson for text in step.text.values()]
    found = {kana: written for written, kana in MARKED_READING.findall("".join(texts))}
    read = ((kana, term.term["ja"]) for term in course.glossary for kana in term.readings if kana)
    return found | dict(read)


def _name(course: Course) -> str:
    """A hash of the course's files, of the source of asking and of its lists of words; numbers
    lie in another order on some machines."""
    made_by = [*Path(__file__).parent.glob("*.py"), *Path(__file__).parents[1].glob("text/*.py")]
    made_by += shipped("locales").glob("*/lexicon/*.txt")
    found = hashlib.sha256(f"{course.files} {sys.byteorder}".encode())
    for file in sorted(made_by):
        found.update(file.read_bytes())
    return found.hexdigest()
