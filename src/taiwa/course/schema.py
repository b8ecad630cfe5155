"""Parsed trees → `Course`, noting every problem on the way: the shape of each file is written here.

A tree that came from YAML carries the places of its entries; one that came from a cache does not,
and every problem then stands at 1:1.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from taiwa.course.companions import RELATIONS
from taiwa.course.course import Course
from taiwa.course.drills import IT, drill_names
from taiwa.course.fields import Fields, File, Tree
from taiwa.course.map_schema import with_map
from taiwa.course.model import Question, Term, Text, TimelineEvent
from taiwa.course.problems import OUTLINE, START, Places, Problems
from taiwa.course.question_schema import read_date, read_question
from taiwa.course.references import Ids
from taiwa.course.section_schema import Prompts, read_section
from taiwa.errors import N_
from taiwa.paths import COURSE_ID
from taiwa.text.readings import KANA

GLOSSARY, TIMELINE, COMPARISONS = "glossary.yaml", "timeline.yaml", "comparisons.yaml"
TEXT_MAP = "essay-map.yaml"
FORMATS = ("1", "2")
PROMPT = 500
"""Characters of a prompt from which a question is made of each term or group of events."""

_OWN_KEYS = ("format", "id", "title", "author", "languages", "sections")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def build_course(
    trees: Mapping[str, Tree], problems: Problems, places: Places | None = None
) -> Course | None:
    """The course made of parsed files by name; None where the outline is missing.

    `places` is filled with the place of every id and text.
    """
    if OUTLINE not in trees:
        return None
    if isinstance(trees[OUTLINE], dict) and not set(_OWN_KEYS).intersection(trees[OUTLINE]):
        problems.add(OUTLINE, START, f"no course of taiwa: it needs {', '.join(_OWN_KEYS)}")
        return None
    outline = Fields(File(OUTLINE, (), problems, places), trees[OUTLINE])
    languages = outline.words("languages")
    outline.file.languages = languages
    _check_languages(outline, languages)
    ids = Ids(problems)
    names = outline.words("sections")
    ids.given["section"] = set(names)
    unread = {Path(each.file).stem for each in problems.found if each.file not in trees}

    def file(name: str, required: bool = False) -> Fields | None:
        if name not in trees:
            if required and Path(name).stem not in unread:
                problems.add(
                    OUTLINE, outline.at("sections"), N_("there is no file '{name}'"), name=name
                )
            return None
        fields = Fields(File(name, languages, problems, places), trees[name])
        _check_format(fields)
        return fields

    _check_format(outline)
    _check_strays(trees, names, problems)
    sections = [fields for name in names if (fields := file(f"{name}.yaml", required=True))]
    shared = {name: file(name) for name in (GLOSSARY, TIMELINE, COMPARISONS)}
    prompts = Prompts(
        {k: text for fields in shared.values() if fields for k, text in _drills(fields).items()},
        outline.texts_by_name("relations", RELATIONS),
    )
    taught = tuple(read_section(fields, ids, prompts) for fields in sections)
    course = Course(
        id=_course_id(outline),
        title=outline.text("title"),
        author=outline.text("author"),
        languages=languages,
        sections=taught,
        comparisons=_shared(shared[COMPARISONS], "questions", "question", _comparison(ids)),
        glossary=_shared(shared[GLOSSARY], "terms", "term", lambda f: _term(f, ids)),
        timeline=_shared(shared[TIMELINE], "events", "event", lambda f: _event(f, ids)),
        drills=prompts.drills,
        first=outline.number("first", default=1),
    )
    if fields := file(TEXT_MAP):
        course = with_map(fields, course, ids, prompts.relations)
    outline.close()
    if not unread:  # else what a file gives that could not be read would seem to be missing
        ids.resolve()
    if places is not None:
        places.ids = ids.places
    return course


def _check_strays(trees: Mapping[str, Tree], names: Sequence[str], problems: Problems) -> None:
    """Every file is known by its name, or is a section's."""
    known = {OUTLINE, GLOSSARY, TIMELINE, COMPARISONS, TEXT_MAP, *(f"{n}.yaml" for n in names)}
    for stray in sorted(set(trees) - known):
        near = problems.nearest(stray, known)
        problems.add(stray, START, N_("course.yaml does not list this file"), near)


def _check_languages(outline: Fields, languages: tuple[str, ...]) -> None:
    """Both languages that are taught and read aloud here; others may stand beside them."""
    mark = outline.at("languages")
    if not {"ja", "en"} <= set(languages):
        outline.file.problem(mark, "a course needs the languages ja and en, and may have others")
    for language in languages:
        if languages.count(language) > 1 or not _LANGUAGE.fullmatch(language):
            outline.file.problem(mark, f"'{language}' is no language code, or stands here twice")


def _course_id(outline: Fields) -> str:
    found = outline.word("id")
    if found and not COURSE_ID.fullmatch(found):
        message = "a course's id has 1 to 40 small letters a to z, digits and hyphens"
        outline.file.problem(outline.at("id"), message)
    return found


def _check_format(fields: Fields) -> None:
    found = fields.word("format")
    if found in FORMATS:
        fields.file.format = int(found)
    elif found:
        known = " and ".join(FORMATS)
        message = f"format {found} is unknown; this taiwa reads {known}"
        fields.file.problem(fields.at("format"), message)


def _shared(
    fields: Fields | None, key: str, what: str, read: Callable[[Fields], Any]
) -> tuple[Any, ...]:
    """The entries of a file that all sections share."""
    if fields is None:
        return ()
    fields.word("id")
    found = fields.each(key, read, what)
    fields.close()
    return found


def _drills(fields: Fields) -> dict[str, Text]:
    """The prompts of the questions made from a file; each stands in very many of them."""
    found = fields.texts_by_name("drills", drill_names(fields.file.languages))
    for prompt in found.values():
        if any(len(text) > PROMPT or text.count(IT) > 1 for text in prompt.values()):
            message = f"a prompt may have {PROMPT} characters, and {IT} once"
            fields.file.problem(fields.at("drills"), message)
    return found


def _term(fields: Fields, ids: Ids) -> Term:
    return Term(
        id=ids.give("term", fields),
        term=fields.text("term"),
        reading=_reading(fields),
        abbreviation=fields.word("abbreviation", required=False) or None,
        also=fields.by_language("also", required=False),
        definition=fields.text("definition"),
        example=fields.text("example"),
        sections=ids.refer(fields, "sections", "section"),
        own=fields.flag("own"),
    )


def _reading(fields: Fields) -> str:
    """A term's reading; what is in kana reads as it is written."""
    own = fields.node.get("term", {})
    own = own.get("ja", "") if isinstance(own, dict) else ""
    kana = isinstance(own, str) and KANA.fullmatch(own) is not None
    return fields.word("reading", required=not kana) or (own if kana else "")


def _event(fields: Fields, ids: Ids) -> TimelineEvent:
    return TimelineEvent(
        id=ids.give("event", fields),
        date=read_date(fields, "date"),
        text=fields.text("text"),
        place=fields.maybe_text("place"),
        actors=fields.texts("actors", required=False),
        sections=ids.refer(fields, "sections", "section", required=False),
        essay=fields.flag("essay"),
        disputed=fields.flag("disputed"),
        note=fields.maybe_text("note"),
    )


def _comparison(ids: Ids) -> Callable[[Fields], Question]:
    return lambda fields: read_question(fields, ids, ids.refer(fields, "sections", "section"))
