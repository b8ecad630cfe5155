"""Reading one question of a course file: what each type must have is written here."""

from collections.abc import Callable
from typing import Any

from taiwa.course.fields import Fields
from taiwa.course.model import (
    KINDS,
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
    TrueFalse,
    Typed,
    Year,
)
from taiwa.course.references import Ids, read_sources

GAP = "____"

Common = dict[str, Any]


def read_question(fields: Fields, ids: Ids, sections: tuple[str, ...]) -> Question:
    common: Common = {
        "id": ids.give("question", fields),
        "revision": fields.number("revision", default=1),
        "kind": fields.one_of("kind", KINDS),
        "prompt": fields.text("prompt"),
        "hints": fields.texts("hints"),
        "explanation": fields.text("explanation"),
        "source": read_sources(fields, ids),
        "terms": ids.refer(fields, "terms", "term", required=False),
        "sections": sections,
    }
    kind = fields.one_of("type", tuple(_READERS))
    read = _READERS.get(kind)
    if read is None:
        fields.taken = ["*"]  # what else it should have depends on its type
        return TrueFalse(**common, answer=False)
    return read(fields, ids, common)


def _choice(fields: Fields, ids: Ids, common: Common) -> Question:
    options = _options(fields)
    if options and sum(option.correct for option in options) != 1:
        fields.file.problem(fields.at("options"), "exactly one option must be correct")
    return Choice(**common, options=options)


def _choices(fields: Fields, ids: Ids, common: Common) -> Question:
    options = _options(fields)
    if options and sum(option.correct for option in options) < 2:
        fields.file.problem(fields.at("options"), "at least two options must be correct")
    return Choices(**common, options=options)


def _options(fields: Fields) -> tuple[Option, ...]:
    def read(option: Fields) -> Option:
        text = {language: option.word(language) for language in option.file.languages}
        correct, why = option.flag("correct"), option.maybe_text("why")
        if not correct and why is None:
            option.file.problem(option.mark, "a wrong option needs 'why': what it confuses")
        return Option(text=text, correct=correct, why=why)

    return _several(fields, "options", fields.each("options", read, "option"))


def _true_false(fields: Fields, ids: Ids, common: Common) -> Question:
    return TrueFalse(**common, answer=fields.flag("answer", required=True))


def _year(fields: Fields, ids: Ids, common: Common) -> Question:
    return Year(**common, answer=fields.number("answer"), confusions=_confusions(fields, None))


def _typed(fields: Fields, ids: Ids, common: Common) -> Question:
    return Typed(**common, **_accepted(fields))


def _cloze(fields: Fields, ids: Ids, common: Common) -> Question:
    text = fields.text("text")
    for language, value in text.items():
        if value and value.count(GAP) != 1:
            fields.file.problem(fields.at("text"), f"{language}: needs exactly one gap {GAP}")
    return Cloze(**common, **_accepted(fields), text=text)


def _accepted(fields: Fields) -> dict[str, Any]:
    only = fields.word("answer_in", required=False) or None
    if only and only not in fields.file.languages:
        fields.file.problem(fields.at("answer_in"), f"'{only}' is no language of this course")
        only = None
    accepted = fields.by_language("accepted", only=only)
    return {"accepted": accepted, "answer_in": only, "confusions": _confusions(fields, only)}


def _confusions(fields: Fields, only: str | None) -> tuple[Confusion, ...]:
    def read(entry: Fields) -> Confusion:
        return Confusion(entry.by_language("answers", only=only), entry.text("why"))

    return fields.each("confusions", read, "confusion", required=False)


def _match(fields: Fields, ids: Ids, common: Common) -> Question:
    pairs = fields.each("pairs", lambda f: (f.text("left"), f.text("right")), "pair")
    return Match(**common, pairs=_several(fields, "pairs", pairs))


def _order(fields: Fields, ids: Ids, common: Common) -> Question:
    return Order(**common, items=_several(fields, "items", fields.texts("items")))


def _explain(fields: Fields, ids: Ids, common: Common) -> Question:
    def read(point: Fields) -> Point:
        return Point(
            text=point.text("text"),
            phrases=point.by_language("phrases"),
            step=ids.refer_one(point, "step", "step") or "",
        )

    return Explain(
        **common, points=_several(fields, "points", fields.each("points", read, "point"))
    )


def _several(fields: Fields, key: str, found: tuple[Any, ...]) -> tuple[Any, ...]:
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
