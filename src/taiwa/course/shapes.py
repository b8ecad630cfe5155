"""The shape of each file of a course as a JSON Schema, told by the readers that load a course.

A reader runs on recorders, once for each word that it may have chosen by; what then differs in the
object that has the word is a branch of it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from taiwa.course.fields import Fields
from taiwa.course.map_schema import read_map
from taiwa.course.problems import Problems
from taiwa.course.recorder import Place, Recorder, Run, Shape
from taiwa.course.references import Ids
from taiwa.course.schema import opened, read_outline
from taiwa.course.section_schema import Prompts, read_section
from taiwa.course.shared_schema import own_drills, read_comparisons, read_glossary, read_timeline

Reader = Callable[[Fields], object]


class Ways(NamedTuple):
    """The shapes that an object may have, under `ways` of its first, by the word under a key."""

    key: str
    by_word: Mapping[str | None, Shape]


def _section(fields: Fields) -> object:
    light = Recorder(Run({}), fields.file)
    return read_section(opened(fields), light, _ids(), Prompts({}, {}))


def _shared(read: Reader) -> Reader:
    def whole(fields: Fields) -> object:
        read(opened(fields))
        return own_drills(fields)

    return whole


def _ids() -> Ids:
    ids = Ids(Problems())
    ids.given["section"] = set()
    return ids


READERS: Mapping[str, Reader] = {
    "course": read_outline,
    "section": _section,
    "glossary": _shared(lambda fields: read_glossary(fields, _ids(), {})),
    "timeline": _shared(lambda fields: read_timeline(fields, _ids())),
    "comparisons": _shared(lambda fields: read_comparisons(fields, _ids())),
    "essay-map": lambda fields: read_map(opened(fields), _ids(), {}, {}),
}
"""The reader of each file; every section's is read alike."""


@cache
def shape_of(read: Reader) -> Shape:
    """The shape of what is read, with all its ways."""
    return _explored(read, {}).shapes[()]


def _explored(
    read: Reader,
    chosen: dict[Place, str | None],
    within: Place = (),
    known: frozenset[Place] = frozenset(),
) -> Run:
    """A run with the words chosen, and with the ways of all objects in a place.

    Of choices that are `known`, the ways are told elsewhere.
    """
    run = Run(chosen)
    read(Recorder(run))
    choices = [place for place in run.choices if place[: len(within)] == within]
    for home in dict.fromkeys(place[:-1] for place in choices):
        here = [place for place in choices if place[:-1] == home and place not in known]
        beside = known.union(here)
        found = {place: _ways(read, run, place, beside) for place in here}
        if telling := [place for place in here if found[place]]:
            first, *others = telling  # these are told in each way of the first
            ways = _ways(read, run, first, beside.difference(others)) if others else found[first]
            run.shapes[home]["ways"] = ways
    return run


def _ways(read: Reader, run: Run, place: Place, known: frozenset[Place]) -> Ways | None:
    """The shapes that an object has by the word that is chosen at a place; None for always one."""
    *home, key = place
    by_word = {
        word: _explored(read, run.chosen | {place: word}, tuple(home), known).shapes[tuple(home)]
        for word in run.choices[place]
    }
    first, *others = by_word.values()
    return Ways(key, by_word) if any(each != first for each in others) else None
