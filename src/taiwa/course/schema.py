"""Parsed trees → `Course`, noting every problem on the way: the shape of each file is written here.

A tree that came from YAML carries the places of its entries; one that came from a cache does not,
and every problem then stands at 1:1.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from taiwa.course.companions import LANGUAGES, RELATIONS
from taiwa.course.course import Course
from taiwa.course.defaults import default_prompts
from taiwa.course.drills import NAME, ORDER, READING
from taiwa.course.fields import Fields, File, Tree
from taiwa.course.light import SIGNS
from taiwa.course.map_schema import with_map
from taiwa.course.model import Text
from taiwa.course.problems import (
    GLOSSARY_SHEET,
    LIGHT,
    OUTLINE,
    SHEETS,
    START,
    TIMELINE_SHEET,
    Places,
    Problems,
)
from taiwa.course.references import Ids
from taiwa.course.section_schema import Prompts, read_section
from taiwa.course.shared_schema import (
    own_drills,
    read_comparisons,
    read_events,
    read_glossary,
    read_terms,
    read_timeline,
)
from taiwa.errors import N_
from taiwa.paths import COURSE_ID

GLOSSARY, TIMELINE, COMPARISONS = "glossary.yaml", "timeline.yaml", "comparisons.yaml"
TEXT_MAP = "essay-map.yaml"
FORMATS = ("1", "2")
TIMED, TERMED = (ORDER,), ("to-ja", "to-en", NAME, READING)
"""The drills that are asked of a timeline and of a glossary: if it gives prompts, only of these."""

_OWN_KEYS = ("format", "id", "title", "author", "languages", "sections")


class Outline(Struct, frozen=True):
    """A course as `course.yaml` tells of it; `sections` are the ids of its files, in order."""

    id: str
    title: Text
    author: Text
    languages: tuple[str, ...]
    sections: tuple[str, ...]
    relations: dict[str, Text]
    first: int
    search_essay: bool


def read_outline(fields: Fields) -> Outline:
    """The outline, and with it the languages of all that is read after it."""
    opened(fields)
    languages = fields.words("languages")
    fields.file.languages = languages
    _check_languages(fields, languages)
    outline = Outline(
        id=_course_id(fields),
        title=fields.text("title"),
        author=fields.text("author"),
        languages=languages,
        sections=fields.words("sections"),
        relations=fields.texts_by_name("relations", RELATIONS),
        first=fields.number("first", default=1),
        search_essay=fields.flag("search_essay"),
    )
    fields.close()
    return outline


def opened(fields: Fields) -> Fields:
    """The fields of a file, of which the format is read."""
    found = fields.one_of("format", FORMATS)
    if found in FORMATS:
        fields.file.format = int(found)
    return fields


def build_course(
    trees: Mapping[str, Tree], problems: Problems, places: Places | None = None
) -> Course | None:
    """The course made of parsed files by name; None where the outline is missing.

    `places` is filled with the place of every id and text.
    """
    fields = _opened_outline(trees, problems, places)
    if fields is None:
        return None
    outline = read_outline(fields)
    ids, names = Ids(problems), outline.sections
    ids.given["section"], ids.sections = set(names), names
    unread = {Path(each.file).stem for each in problems.found if each.file not in trees}

    def file(name: str, required: bool = False) -> Fields | None:
        if name not in trees:
            if required and Path(name).stem not in unread:
                message = N_("there is no file '{name}': make it, or take its name out here")
                problems.add(OUTLINE, fields.at("sections"), message, name=name)
            return None
        return opened(Fields(File(name, outline.languages, problems, places), trees[name]))

    def sheet(name: str) -> Fields | None:
        tree = trees.get(name)
        return Fields(File(name, outline.languages, problems, places), tree) if tree else None

    _check_strays(trees, names, problems)
    sections = [found for name in names if (found := file(f"{name}.yaml", required=True))]
    shared = {name: file(name) for name in (GLOSSARY, TIMELINE, COMPARISONS)}
    prompts = Prompts(_drills(shared), outline.relations)
    taught = tuple(read_section(each, _light(each, trees), ids, prompts) for each in sections)
    used = _used(ids)
    course = Course(
        id=outline.id,
        title=outline.title,
        author=outline.author,
        languages=outline.languages,
        sections=taught,
        comparisons=read_comparisons(shared[COMPARISONS], ids),
        glossary=(
            *read_glossary(shared[GLOSSARY], ids, used),
            *read_terms(sheet(GLOSSARY_SHEET), ids, used),
        ),
        timeline=(
            *read_timeline(shared[TIMELINE], ids),
            *read_events(sheet(TIMELINE_SHEET), ids),
        ),
        drills=prompts.drills,
        relations=prompts.relations,
        first=outline.first,
        search_essay=outline.search_essay,
    )
    if mapped := file(TEXT_MAP):
        course = with_map(mapped, course, ids, prompts.relations)
    if not unread:  # else what a file gives that could not be read would seem to be missing
        ids.resolve()
    if places is not None:
        places.ids, places.made = ids.places, ids.made
    return course


def _opened_outline(
    trees: Mapping[str, Tree], problems: Problems, places: Places | None
) -> Fields | None:
    """The fields of the outline; None where it is missing, or that of something else."""
    if OUTLINE not in trees:
        return None
    if isinstance(trees[OUTLINE], dict) and not set(_OWN_KEYS).intersection(trees[OUTLINE]):
        problems.add(OUTLINE, START, N_("not a course of taiwa: it needs {keys}"), keys=_OWN_KEYS)
        return None
    return Fields(File(OUTLINE, (), problems, places), trees[OUTLINE])


def _light(of: Fields, trees: Mapping[str, Tree]) -> Fields | None:
    """The questions in the light form beside a section's file, if there are any."""
    name = of.file.name.removesuffix(".yaml") + LIGHT
    if name not in trees:
        return None
    file = File(name, of.file.languages, of.file.problems, of.file.places)
    file.format, file.signs = of.file.format, SIGNS
    return Fields(file, trees[name])


def _check_strays(trees: Mapping[str, Tree], names: Sequence[str], problems: Problems) -> None:
    """Every file is known by its name, or is a section's."""
    known = {
        OUTLINE,
        GLOSSARY,
        TIMELINE,
        COMPARISONS,
        TEXT_MAP,
        *(f"{n}{end}" for n in names for end in (".yaml", LIGHT)),
    }
    for stray in sorted(set(trees) - known - set(SHEETS)):
        near = problems.nearest(stray, known)
        problems.add(stray, START, N_("course.yaml does not list this file"), near)


def _check_languages(fields: Fields, languages: tuple[str, ...]) -> None:
    """The two languages that are taught here."""
    if sorted(languages) != sorted(LANGUAGES):
        message = N_("a course has the languages ja and en, in either order")
        fields.file.problem(fields.at("languages"), message)


def _course_id(fields: Fields) -> str:
    found = fields.word("id")
    if found and not COURSE_ID.fullmatch(found):
        message = N_("a course's id has 1 to 40 small letters a to z, digits and hyphens")
        fields.file.problem(fields.at("id"), message)
    return found


def _drills(shared: Mapping[str, Fields | None]) -> dict[str, Text]:
    """The prompts of the questions made of the course; those of taiwa where a file has none."""
    found = dict(default_prompts())
    for name, fields in shared.items():
        if fields and (own := own_drills(fields)):
            for each in TIMED if name == TIMELINE else TERMED if name == GLOSSARY else ():
                found.pop(each, None)
            found |= own
    return found


def _used(ids: Ids) -> dict[str, list[str]]:
    """The sections whose steps and questions name a term, by its id."""
    found: dict[str, dict[str, None]] = {}
    for file, _, kinds, name in ids.wanted:
        if (
            kinds == ("term",)
            and (section := file.removesuffix(".yaml").removesuffix(LIGHT)) in ids.given["section"]
        ):
            found.setdefault(name, {})[section] = None
    return {name: list(sections) for name, sections in found.items()}
