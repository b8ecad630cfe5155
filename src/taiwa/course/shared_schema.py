"""Reading the files that all sections share: glossary, timeline and comparisons."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from taiwa.course.dates import padded
from taiwa.course.defaults import id_of
from taiwa.course.drills import DRILLS, IT
from taiwa.course.fields import Fields
from taiwa.course.model import Question, Term, Text, TimelineEvent
from taiwa.course.question_schema import read_date, read_question
from taiwa.course.references import Ids
from taiwa.errors import N_, Entry
from taiwa.text.readings import KANA

T = TypeVar("T")

PROMPT = 500
"""Characters of a prompt from which a question is made of each term or group of events."""

Used = Mapping[str, Sequence[str]]
"""The sections that name a term, by its id."""


def read_glossary(fields: Fields | None, ids: Ids, used: Used) -> tuple[Term, ...]:
    """The terms of a glossary, if there is one."""
    return _whole(fields, lambda file: read_terms(file, ids, used))


def read_terms(fields: Fields | None, ids: Ids, used: Used) -> tuple[Term, ...]:
    """Those of a file, or of a table."""
    if fields is None:
        return ()
    return fields.each("terms", lambda f: _term(f, ids, used), Entry("term"), required=False)


def read_timeline(fields: Fields | None, ids: Ids) -> tuple[TimelineEvent, ...]:
    """The events of a timeline, if there is one."""
    return _whole(fields, lambda file: read_events(file, ids))


def read_events(fields: Fields | None, ids: Ids) -> tuple[TimelineEvent, ...]:
    """Those of a file, or of a table."""
    if fields is None:
        return ()
    return fields.each("events", lambda f: _event(f, ids), Entry("event"), required=False)


def read_comparisons(fields: Fields | None, ids: Ids) -> tuple[Question, ...]:
    """The questions across sections, if there are any."""

    def read(asked: Fields) -> Question:
        return read_question(asked, ids, ids.refer(asked, "sections", "section"))

    return _whole(fields, lambda file: file.each("questions", read, Entry("question")))


def _whole(fields: Fields | None, read: Callable[[Fields], tuple[T, ...]]) -> tuple[T, ...]:
    """The entries read of a file, if it is there, which is then done with."""
    if fields is None:
        return ()
    fields.word("id")
    found = read(fields)
    fields.close()
    return found


def own_drills(fields: Fields) -> dict[str, Text]:
    """The prompts that a file gives; each stands in very many questions."""
    found = fields.texts_by_name("drills", DRILLS)
    for prompt in found.values():
        if any(len(text) > PROMPT or text.count(IT) > 1 for text in prompt.values()):
            message = N_("a prompt may have {most} characters, and {it} once")
            fields.file.problem(fields.at("drills"), message, most=PROMPT, it=IT)
    return found


def _term(fields: Fields, ids: Ids, used: Used) -> Term:
    name = ids.give("term", fields, id_of(fields, "term"))
    reading, *also_read = _readings(fields) or [""]
    return Term(
        id=name,
        term=fields.text("term"),
        reading=reading,
        also_read=tuple(also_read),
        abbreviation=fields.word("abbreviation", required=False) or None,
        also=fields.by_language("also", required=False),
        definition=fields.text("definition"),
        example=fields.text("example"),
        sections=ids.refer(fields, "sections", "section", required=False)
        or tuple(used.get(name, ids.sections)),
        own=fields.flag("own"),
    )


def _readings(fields: Fields) -> tuple[str, ...]:
    """A term's readings; what is in kana reads as it is written."""
    own = fields.node.get("term", {})
    own = own.get("ja", "") if isinstance(own, dict) else ""
    kana = isinstance(own, str) and KANA.fullmatch(own) is not None
    return fields.word_or_words("reading", required=not kana) or ((own,) if kana else ())


def _event(fields: Fields, ids: Ids) -> TimelineEvent:
    year = padded(str(fields.peek("date") or ""))
    return TimelineEvent(
        id=ids.give("event", fields, id_of(fields, "text", f"{year}-"[:5])),
        date=read_date(fields, "date"),
        text=fields.text("text"),
        place=fields.maybe_text("place"),
        actors=fields.texts("actors", required=False),
        sections=ids.refer(fields, "sections", "section", required=False),
        essay=fields.flag("essay"),
        disputed=fields.flag("disputed"),
        note=fields.maybe_text("note"),
    )
