"""Parsed trees → `Course`, noting every problem on the way: the shape of each file is written here.

A tree that came from YAML carries the places of its entries; one that came from a cache does not,
and every problem then stands at 1:1.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from taiwa.course.course import Course
from taiwa.course.drills import IT, drill_names
from taiwa.course.fields import Fields, File, Tree
from taiwa.course.model import (
    ROLES,
    VOICES,
    Body,
    Discussion,
    Question,
    Reply,
    Section,
    Step,
    Term,
    Text,
    TimelineEvent,
)
from taiwa.course.problems import OUTLINE, START, Places, Problems
from taiwa.course.question_schema import read_question
from taiwa.course.references import Ids, read_id, read_sources
from taiwa.text.readings import KANA

GLOSSARY, TIMELINE, COMPARISONS = "glossary.yaml", "timeline.yaml", "comparisons.yaml"
FORMAT = "1"
PROMPT = 500
"""Characters of a prompt from which a question is made of each term or group of events."""

_OWN_KEYS = ("format", "id", "title", "author", "languages", "sections")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


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
                problems.add(OUTLINE, outline.at("sections"), f"there is no file '{name}'")
            return None
        fields = Fields(File(name, languages, problems, places), trees[name])
        _check_format(fields)
        return fields

    _check_format(outline)
    known = {OUTLINE, GLOSSARY, TIMELINE, COMPARISONS, *(f"{name}.yaml" for name in names)}
    for stray in sorted(set(trees) - known):
        hint = problems.nearest(stray, known)
        problems.add(stray, START, f"course.yaml does not list this file{hint}")
    sections = [fields for name in names if (fields := file(f"{name}.yaml", required=True))]
    drills: dict[str, Text] = {}
    shared = {name: file(name) for name in (GLOSSARY, TIMELINE, COMPARISONS)}
    course = Course(
        id=outline.word("id"),
        title=outline.text("title"),
        author=outline.text("author"),
        languages=languages,
        sections=tuple(_section(fields, ids) for fields in sections),
        comparisons=_shared(shared[COMPARISONS], "questions", "question", _comparison(ids), drills),
        glossary=_shared(shared[GLOSSARY], "terms", "term", lambda f: _term(f, ids), drills),
        timeline=_shared(shared[TIMELINE], "events", "event", lambda f: _event(f, ids), drills),
        drills=drills,
    )
    outline.close()
    if not unread:  # else what a file gives that could not be read would seem to be missing
        ids.resolve()
    if places is not None:
        places.ids = ids.places
    return course


def _check_languages(outline: Fields, languages: tuple[str, ...]) -> None:
    """Both languages that are taught and read aloud here; others may stand beside them."""
    mark = outline.at("languages")
    if not {"ja", "en"} <= set(languages):
        outline.file.problem(mark, "a course needs the languages ja and en, and may have others")
    for language in languages:
        if languages.count(language) > 1 or not _LANGUAGE.fullmatch(language):
            outline.file.problem(mark, f"'{language}' is no language code, or stands here twice")


def _check_format(fields: Fields) -> None:
    found = fields.word("format")
    if found and found != FORMAT:
        fields.file.problem(
            fields.at("format"), f"format {found} is unknown; this taiwa reads {FORMAT}"
        )


def _shared(
    fields: Fields | None,
    key: str,
    what: str,
    read: Callable[[Fields], Any],
    drills: dict[str, Text],
) -> tuple[Any, ...]:
    """The entries of a file that all sections share; its prompts go into `drills`."""
    if fields is None:
        return ()
    fields.word("id")
    drills |= _drills(fields)
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


def _section(fields: Fields, ids: Ids) -> Section:
    name = read_id(fields)
    if name and fields.file.name != f"{name}.yaml":
        fields.file.problem(fields.at("id"), f"the id '{name}' is not the file's name")
    ids.places.setdefault(name, (fields.file.name, fields.at("id")))
    body = Body(
        lesson=fields.each("lesson", lambda f: _step(f, ids), "step"),
        questions=fields.each("questions", lambda f: read_question(f, ids, (name,)), "question"),
        answers=fields.each("answers", lambda f: _answer(f, ids), "answer", required=False),
        discussion=fields.each(
            "discussion", lambda f: _discussion(f, ids), "discussion", required=False
        ),
    )
    section = Section(
        id=name,
        title=fields.text("title"),
        why=fields.text("why"),
        goals=fields.texts("goals"),
        recap=fields.text("recap"),
        paragraphs=fields.number("paragraphs"),
        ids=body.ids(),
        kept=body.kept(),
    )
    fields.close()
    return section


def _step(fields: Fields, ids: Ids) -> Step:
    return Step(
        id=ids.give("step", fields),
        role=fields.one_of("role", ROLES),
        voice=fields.one_of("voice", VOICES),
        source=read_sources(fields, ids),
        text=fields.text("text"),
        note=fields.maybe_text("note"),
        terms=ids.refer(fields, "terms", "term", required=False),
        then=ids.refer(fields, "then", "question"),
    )


def _answer(fields: Fields, ids: Ids) -> Reply:
    return Reply(
        id=ids.give("answer", fields),
        asks=fields.by_language("asks"),
        reply=fields.text("reply"),
        source=read_sources(fields, ids),
        see=ids.refer_one(fields, "see", "step", "question", required=False),
    )


def _discussion(fields: Fields, ids: Ids) -> Discussion:
    return Discussion(
        id=ids.give("discussion", fields),
        prompt=fields.text("prompt"),
        for_=fields.texts("for"),
        against=fields.texts("against"),
    )


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
    day = fields.word("date")
    if not _is_date(day):
        fields.file.problem(fields.at("date"), f"'{day}' is no date: 2019, 2019-12 or 2019-12-04")
    return TimelineEvent(
        id=ids.give("event", fields),
        date=day,
        text=fields.text("text"),
        place=fields.maybe_text("place"),
        actors=fields.texts("actors", required=False),
        sections=ids.refer(fields, "sections", "section", required=False),
        essay=fields.flag("essay"),
        disputed=fields.flag("disputed"),
        note=fields.maybe_text("note"),
    )


def _is_date(text: str) -> bool:
    """Whether a text is a year, a month of one, or a day."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None


def _comparison(ids: Ids) -> Callable[[Fields], Question]:
    return lambda fields: read_question(fields, ids, ids.refer(fields, "sections", "section"))
