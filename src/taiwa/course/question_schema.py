"""Reading one question of a course file: what each type must have is written here."""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec import structs

from taiwa.course.companions import Contrast, Official, Worded
from taiwa.course.dates import is_date
from taiwa.course.drills import GAP
from taiwa.course.fields import Fields
from taiwa.course.model import (
    KINDS,
    LEVELS,
    Choice,
    Choices,
    Cloze,
    Confusion,
    Explain,
    Match,
    Option,
    Order,
    Point,
    Question,
    Text,
    Tried,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.course.references import Ids, read_source, read_sources
from taiwa.errors import N_

Common = dict[str, Any]
T = TypeVar("T")

MOST_QUOTED = 24
"""Words of an official document that may be quoted, within fair use."""


def read_question(fields: Fields, ids: Ids, sections: tuple[str, ...]) -> Question:
    common: Common = {
        **read_common(fields, ids),
        "kind": fields.one_of("kind", KINDS),
        "source": read_sources(fields, ids),
        "terms": ids.refer(fields, "terms", "term", required=False),
        "sections": sections,
        "level": fields.one_of("level", LEVELS) if fields.file.format > 1 else None,
    }
    kind = fields.one_of("type", tuple(_READERS))
    read = _READERS.get(kind)
    if read is None:
        fields.taken = ["*"]  # what else it should have depends on its type
        return TrueFalse(**common, answer=False)
    return read(fields, ids, common)


def read_common(fields: Fields, ids: Ids) -> Common:
    """The parts of every question that has words of its own."""
    return {
        "id": ids.give("question", fields),
        "revision": fields.number("revision", default=1),
        "prompt": fields.text("prompt"),
        "hints": fields.texts("hints"),
        "explanation": fields.text("explanation"),
    }


def _choice(fields: Fields, ids: Ids, common: Common) -> Question:
    options = _options(fields)
    if options and sum(option.correct for option in options) != 1:
        fields.file.problem(fields.at("options"), N_("exactly one option must be correct"))
    return Choice(**common, options=options)


def _choices(fields: Fields, ids: Ids, common: Common) -> Question:
    options = _options(fields)
    if options and sum(option.correct for option in options) < 2:
        fields.file.problem(fields.at("options"), N_("at least two options must be correct"))
    return Choices(**common, options=options)


def _options(fields: Fields) -> tuple[Option, ...]:
    def read(option: Fields) -> Option:
        text = {language: option.word(language) for language in option.file.languages}
        correct, why = option.flag("correct"), option.maybe_text("why")
        if not correct and why is None:
            option.file.problem(option.mark, N_("a wrong option needs 'why': what it confuses"))
        return Option(text=text, correct=correct, why=why)

    return several(fields, "options", fields.each("options", read, "option"))


def _true_false(fields: Fields, ids: Ids, common: Common) -> Question:
    return TrueFalse(**common, answer=fields.flag("answer", required=True))


def _year(fields: Fields, ids: Ids, common: Common) -> Question:
    answer, day = fields.number("answer"), None
    if fields.file.format > 1 and "date" in fields.node:
        day = read_date(fields, "date")
        if day and not day.startswith(f"{answer:04}-"):
            fields.file.problem(fields.at("date"), f"'{day}' is no month or day of {answer}")
    return Year(**common, answer=answer, date=day, confusions=read_confusions(fields, None))


def _typed(fields: Fields, ids: Ids, common: Common) -> Question:
    return Typed(**common, **read_accepted(fields))


def _cloze(fields: Fields, ids: Ids, common: Common) -> Question:
    return Cloze(**common, text=read_gapped(fields), **read_accepted(fields))


def read_gapped(fields: Fields) -> Text:
    """A sentence with one gap in every language."""
    text = fields.text("text")
    for language, value in text.items():
        if value and value.count(GAP) != 1:
            fields.file.problem(fields.at("text"), f"{language}: needs exactly one gap {GAP}")
    return text


def read_accepted(fields: Fields) -> dict[str, Any]:
    """The accepted answers, their language, and the mistakes that are foreseen."""
    only = fields.word("answer_in", required=False) or None
    if only and only not in fields.file.languages:
        fields.file.problem(fields.at("answer_in"), f"'{only}' is no language of this course")
        only = None
    accepted = fields.by_language("accepted", only=only)
    return {"accepted": accepted, "answer_in": only, "confusions": read_confusions(fields, only)}


def read_confusions(fields: Fields, only: str | None) -> tuple[Confusion, ...]:
    """The foreseen mistakes, in every language or `only` in one."""

    def read(entry: Fields) -> Confusion:
        return Confusion(entry.by_language("answers", only=only), entry.text("why"))

    return fields.each("confusions", read, "confusion", required=False)


def _match(fields: Fields, ids: Ids, common: Common) -> Question:
    pairs = fields.each("pairs", lambda f: (f.text("left"), f.text("right")), "pair")
    return Match(**common, pairs=several(fields, "pairs", pairs))


def _order(fields: Fields, ids: Ids, common: Common) -> Question:
    return Order(**common, items=several(fields, "items", fields.texts("items")))


def _explain(fields: Fields, ids: Ids, common: Common) -> Question:
    def read(point: Fields) -> Point:
        return Point(
            text=point.text("text"),
            phrases=point.by_language("phrases"),
            step=ids.refer_one(point, "step", "step") or "",
        )

    points = several(fields, "points", fields.each("points", read, "point"))
    tried = _tried(fields, len(points)) if fields.file.format > 1 else {}
    return Explain(**common, points=points, tried=tried)


def _tried(fields: Fields, points: int) -> dict[str, tuple[Tried, ...]]:
    """Answers of `wrong`, which earn nothing, and of `right`, with the points that they earn."""

    def read(entry: Fields) -> Tried:
        earned = entry.words("points")
        if not set(earned) <= {str(number + 1) for number in range(points)}:
            entry.file.problem(entry.at("points"), f"the points are numbered 1 to {points}")
            earned = ()
        return Tried(entry.word("answer"), tuple(map(int, earned)))

    wrong = fields.by_language("wrong")
    right = fields.inner("right")
    found = {
        language: (
            *map(Tried, wrong.get(language, ())),
            *right.each(language, read, "right answer"),
        )
        for language in fields.file.languages
    }
    right.close()
    return found


def read_wording(fields: Fields, ids: Ids, sections: tuple[str, ...]) -> Question:
    """A choice on what an official wording says beside the text's."""
    contrast = Contrast(_official(fields.inner("official")), _worded(fields.inner("essay"), ids))
    question = read_question(fields, ids, sections)
    if isinstance(question, Choice):
        return structs.replace(question, contrast=contrast)
    fields.file.problem(fields.at("type"), "a question on wording is a choice")
    return question


def _official(fields: Fields) -> Official:
    text, language = fields.word("text"), fields.one_of("language", fields.file.languages)
    if len(text.split()) > MOST_QUOTED:
        fields.file.problem(fields.at("text"), f"quote at most {MOST_QUOTED} words of a document")
    gloss = fields.inner("gloss")
    found = Official(
        text=text,
        language=language,
        gloss={other: gloss.word(other) for other in fields.file.languages if other != language},
        speaker=fields.text("speaker"),
        date=read_date(fields, "date"),
        place=fields.maybe_text("place"),
        as_reported=fields.flag("as_reported"),
        record=fields.word("record"),
    )
    gloss.close()
    fields.close()
    return found


def _worded(fields: Fields, ids: Ids) -> Worded:
    found = Worded(fields.word("term"), read_source(fields, ids), fields.text("gloss"))
    fields.close()
    return found


def read_date(fields: Fields, key: str) -> str:
    """A date as it is written, and a problem noted where it is none."""
    day = fields.word(key)
    if not is_date(day):
        fields.file.problem(fields.at(key), f"'{day}' is no date: 2019, 2019-12 or 2019-12-04")
    return day


def several(fields: Fields, key: str, found: tuple[T, ...]) -> tuple[T, ...]:
    """The 2 to 9 entries found under a key, or a problem noted."""
    if not 2 <= len(found) <= 9 and fields.node.get(key) is not None:
        fields.file.problem(fields.at(key), f"'{key}' needs 2 to 9 entries")
    return found


_READERS: dict[str, Callable[[Fields, Ids, Common], Question]] = {
    "choice": _choice,
    "choices": _choices,
    "true_false": _true_false,
    "year": _year,
    "typed": _typed,
    "cloze": _cloze,
    "match": _match,
    "order": _order,
    "explain": _explain,
}
