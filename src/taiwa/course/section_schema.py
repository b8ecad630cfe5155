"""Reading one section's file: its lesson, its questions, and what goes with them."""

from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

from msgspec import Struct

from taiwa.course.argument import Card, read_argument
from taiwa.course.companions import Argument, WordInUse
from taiwa.course.dates import is_date
from taiwa.course.defaults import FIRST_ROLE, FIRST_VOICE, Home, id_of, paragraphs
from taiwa.course.dialogue_schema import read_dialogue
from taiwa.course.exchanges import exchanges
from taiwa.course.fields import Fields
from taiwa.course.forms import asks_for_reading, form_of
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
from taiwa.course.question_schema import NO_DATE, read_question, read_wording
from taiwa.course.references import Ids, read_id, read_sources
from taiwa.course.words_in_use import read_word
from taiwa.errors import N_, Entry


class Prompts(Struct, frozen=True):
    """The course's words for the questions that are made of its argument, words and terms."""

    drills: Drills
    relations: Mapping[str, Text]


def read_section(fields: Fields, light: Fields | None, ids: Ids, prompts: Prompts) -> Section:
    """A section; `light` are questions of its in the light form."""
    name = read_id(fields)
    if name and fields.file.name != f"{name}.yaml":
        fields.file.problem(
            fields.at("id"),
            N_("the id '{name}' differs from the file's name: change one of them"),
            name=name,
        )
    ids.places.setdefault(name, (fields.file.name, fields.at("id")))
    title, why, goals = fields.text("title"), fields.text("why"), fields.texts("goals")
    body = _body(fields, light, ids, name, prompts)
    newer = fields.file.format > 1
    asked = () if fields.file.problems.found else body.questions  # of a course that holds together
    section = Section(
        id=name,
        title=title,
        why=why,
        goals=goals,
        recap=fields.text("recap"),
        paragraphs=fields.number("paragraphs", default=_paragraphs(name, body)),
        ids=body.ids(),
        kept=body.kept(),
        format=fields.file.format,
        plain_recap=fields.text("plain_recap") if newer else None,
        retired=_retired(fields, ids) if newer else {},
        added=_added(fields, ids) if newer else {},
        bound={q.id: language for q in asked if (language := form_of(q).language)},
        spelt=tuple(q.id for q in asked if asks_for_reading(q)),
    )
    fields.close()
    return section


def _body(fields: Fields, light: Fields | None, ids: Ids, name: str, prompts: Prompts) -> Body:
    number = count(1)
    lesson = fields.each("lesson", lambda f: _step(f, ids, name, next(number)), Entry("step"))
    home = Home(name, lesson)
    questions = tuple(
        question
        for written in filter(None, (fields, light))
        for question in written.each(
            "questions",
            lambda f: read_question(f, ids, (name,), home),
            Entry("question"),
            required=light is None,
        )
    )
    lesson = home.asked(questions)
    more: dict[str, Any] = {}
    if fields.file.format > 1:
        more["argument"], built = _argument(fields, ids, name, lesson, prompts)
        more["words"], drilled = _words(fields, ids, name, prompts.drills)
        worded = fields.each(
            "wording",
            lambda f: read_wording(f, ids, (name,), home),
            Entry("wording"),
            required=False,
        )
        if written := fields.maybe_inner("dialogue"):
            dialogue = written.read(lambda inner: read_dialogue(inner, ids))
            more |= {"dialogue": dialogue, "exchanges": exchanges(dialogue, lesson, name)}
        questions = (*questions, *worded, *built, *drilled)
    return Body(
        lesson=lesson,
        questions=questions,
        answers=fields.each(
            "answers",
            lambda f: _answer(f, ids, name),
            Entry("answer to a question"),
            required=False,
        ),
        discussion=fields.each(
            "discussion", lambda f: _discussion(f, ids, name), Entry("discussion"), required=False
        ),
        **more,
    )


def _paragraphs(name: str, body: Body) -> int:
    cited = (step.source for step in body.lesson), (asked.source for asked in body.questions)
    return paragraphs(name, chain(*cited))


def _argument(
    fields: Fields, ids: Ids, name: str, lesson: Sequence[Step], prompts: Prompts
) -> tuple[Argument | None, tuple[Question, ...]]:
    written = fields.maybe_inner("argument")
    if written is None:
        return None, ()
    cards = {step.id: Card(step.card or {}, name, step.source) for step in lesson}
    return written.read(lambda inner: read_argument(inner, ids, cards, prompts.relations))


def _words(
    fields: Fields, ids: Ids, name: str, drills: Drills
) -> tuple[tuple[WordInUse, ...], tuple[Question, ...]]:
    read = fields.each(
        "words", lambda f: read_word(f, ids, name, drills), Entry("word"), required=False
    )
    return tuple(word for word, _ in read), tuple(chain.from_iterable(made for _, made in read))


def _retired(fields: Fields, ids: Ids) -> dict[str, str]:
    """Ids that were released once and are given up on purpose, each with its reason."""
    listed = fields.maybe_inner("retired")
    if listed is None:
        return {}
    found = {name: listed.word(name) for name in listed.names}
    for name in found:
        ids.claim(name, fields.file, listed.at(name))
    return found


def _added(fields: Fields, ids: Ids) -> dict[str, str]:
    """Questions that came after the first release, each with its day."""
    listed = fields.maybe_inner("added")
    if listed is None:
        return {}
    for day in listed.names:
        if not is_date(day):
            listed.file.problem(listed.at(day), NO_DATE, day=day)
    return {name: day for day in listed.names for name in ids.refer(listed, day, "question")}


def _step(fields: Fields, ids: Ids, section: str, number: int) -> Step:
    newer = fields.file.format > 1
    return Step(
        id=ids.give("step", fields, f"{section}.p{number}"),
        role=fields.one_of("role", ROLES, default=FIRST_ROLE),
        voice=fields.one_of("voice", VOICES, default=FIRST_VOICE),
        source=read_sources(fields, ids, section, required=False) or (f"{section} ¶{number}",),
        text=fields.text("text"),
        note=fields.maybe_text("note"),
        terms=ids.refer(fields, "terms", "term", required=False),
        then=ids.refer(fields, "then", "question", required=False),
        title=fields.text("title") if newer else fields.maybe_text("title"),
        card=fields.text("card") if newer else None,
        plain=fields.text("plain") if newer else None,
        plain_note=_plain_note(fields) if newer else None,
    )


def _plain_note(fields: Fields) -> Text | None:
    """Given with a note, and with nothing else."""
    found = fields.maybe_text("plain_note")
    if (found is None) != (fields.peek("note") is None):
        fields.need("note")
        fields.need("plain_note")
    return found


def _answer(fields: Fields, ids: Ids, section: str) -> Reply:
    return Reply(
        id=ids.give("answer", fields, id_of(fields, "reply", f"{section}.")),
        asks=fields.by_language("asks"),
        reply=fields.text("reply"),
        source=read_sources(fields, ids, section),
        see=ids.refer_one(fields, "see", "step", "question", required=False),
    )


def _discussion(fields: Fields, ids: Ids, section: str) -> Discussion:
    return Discussion(
        id=ids.give("discussion", fields, id_of(fields, "prompt", f"{section}.")),
        prompt=fields.text("prompt"),
        for_=fields.texts("for"),
        against=fields.texts("against"),
    )
