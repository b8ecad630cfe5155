"""Reading one section's file: its lesson, its questions, and what goes with them."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from taiwa.course.argument import Card, read_argument
from taiwa.course.companions import Argument, Dialogue, WordInUse
from taiwa.course.dates import is_date
from taiwa.course.dialogue_schema import read_dialogue
from taiwa.course.fields import Fields
from taiwa.course.model import (
    ROLES,
    VOICES,
    Body,
    Discussion,
    Drills,
    Question,
    Reply,
    Section,
    Step,
    Text,
)
from taiwa.course.question_schema import read_question, read_wording
from taiwa.course.references import Ids, read_id, read_sources
from taiwa.course.words_in_use import read_word
from taiwa.errors import N_


class Prompts(Struct, frozen=True):
    """The course's words for the questions that are made of its argument, words and terms."""

    drills: Drills
    relations: Mapping[str, Text]


def read_section(fields: Fields, ids: Ids, prompts: Prompts) -> Section:
    name = read_id(fields)
    if name and fields.file.name != f"{name}.yaml":
        fields.file.problem(
            fields.at("id"), N_("the id '{name}' is not the file's name"), name=name
        )
    ids.places.setdefault(name, (fields.file.name, fields.at("id")))
    body = _body(fields, ids, name, prompts)
    newer = fields.file.format > 1
    section = Section(
        id=name,
        title=fields.text("title"),
        why=fields.text("why"),
        goals=fields.texts("goals"),
        recap=fields.text("recap"),
        paragraphs=fields.number("paragraphs"),
        ids=body.ids(),
        kept=body.kept(),
        format=fields.file.format,
        plain_recap=fields.text("plain_recap") if newer else None,
        retired=_retired(fields, ids) if newer else {},
        added=_added(fields, ids) if newer else {},
    )
    fields.close()
    return section


def _body(fields: Fields, ids: Ids, name: str, prompts: Prompts) -> Body:
    lesson = fields.each("lesson", lambda f: _step(f, ids), "step")
    questions = fields.each("questions", lambda f: read_question(f, ids, (name,)), "question")
    more: dict[str, Any] = {}
    if fields.file.format > 1:
        more["argument"], built = _argument(fields, ids, name, lesson, prompts)
        more["words"], drilled = _words(fields, ids, name, prompts.drills)
        worded = fields.each(
            "wording", lambda f: read_wording(f, ids, (name,)), "wording", required=False
        )
        more["dialogue"] = _dialogue(fields, ids)
        questions = (*questions, *worded, *built, *drilled)
    return Body(
        lesson=lesson,
        questions=questions,
        answers=fields.each("answers", lambda f: _answer(f, ids), "answer", required=False),
        discussion=fields.each(
            "discussion", lambda f: _discussion(f, ids), "discussion", required=False
        ),
        **more,
    )


def _argument(
    fields: Fields, ids: Ids, name: str, lesson: Sequence[Step], prompts: Prompts
) -> tuple[Argument | None, tuple[Question, ...]]:
    inner = fields.maybe_inner("argument")
    if inner is None:
        return None, ()
    cards = {step.id: Card(step.card or {}, name, step.source) for step in lesson}
    argument, built = read_argument(inner, ids, cards, prompts.relations)
    inner.close()
    return argument, built


def _words(
    fields: Fields, ids: Ids, name: str, drills: Drills
) -> tuple[tuple[WordInUse, ...], tuple[Question, ...]]:
    read = fields.each("words", lambda f: read_word(f, ids, name, drills), "word", required=False)
    return tuple(word for word, _ in read), tuple(chain.from_iterable(made for _, made in read))


def _dialogue(fields: Fields, ids: Ids) -> Dialogue | None:
    inner = fields.maybe_inner("dialogue")
    if inner is None:
        return None
    dialogue = read_dialogue(inner, ids)
    inner.close()
    return dialogue


def _retired(fields: Fields, ids: Ids) -> dict[str, str]:
    """Ids that were released once and are given up on purpose, each with its reason."""
    listed = fields.maybe_inner("retired")
    if listed is None:
        return {}
    found = {name: listed.word(name) for name in listed.node}
    for name in found:
        ids.claim(name, fields.file, listed.at(name))
    return found


def _added(fields: Fields, ids: Ids) -> dict[str, str]:
    """Questions that came after the first release, each with its day."""
    listed = fields.maybe_inner("added")
    if listed is None:
        return {}
    for day in listed.node:
        if not is_date(day):
            listed.file.problem(listed.at(day), f"'{day}' is no date")
    return {name: day for day in listed.node for name in ids.refer(listed, day, "question")}


def _step(fields: Fields, ids: Ids) -> Step:
    newer = fields.file.format > 1
    return Step(
        id=ids.give("step", fields),
        role=fields.one_of("role", ROLES),
        voice=fields.one_of("voice", VOICES),
        source=read_sources(fields, ids),
        text=fields.text("text"),
        note=fields.maybe_text("note"),
        terms=ids.refer(fields, "terms", "term", required=False),
        then=ids.refer(fields, "then", "question"),
        title=fields.text("title") if newer else None,
        card=fields.text("card") if newer else None,
        plain=fields.text("plain") if newer else None,
        plain_note=fields.text("plain_note") if newer and "note" in fields.node else None,
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
