"""Reading one question of a course file: what each type must have is written here."""

from collections.abc import Callable
from typing import Any

from msgspec import structs

from taiwa.course.companions import Contrast, Official, Worded
from taiwa.course.dates import is_date, padded
from taiwa.course.defaults import KIND, Home, default_prompts, id_of
from taiwa.course.drills import FILL, GAP
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
    Step,
    Text,
    Tried,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.course.references import Ids, read_source, read_sources
from taiwa.errors import N_, Entry

Common = dict[str, Any]

NO_DATE = N_("'{day}' is not a date: write 2019, 2019-12 or 2019-12-04")
MOST_QUOTED = 24
"""Words of an official document that may be quoted, within fair use."""


def read_question(
    fields: Fields, ids: Ids, sections: tuple[str, ...], home: Home | None = None
) -> Question:
    """A question; `home` is the section that it stands in, which tells what it leaves out."""
    kind = fields.one_of("type", TYPES)
    prefix = f"{home.section}." if home else ""
    name = ids.give(
        "question", fields, id_of(fields, "text" if kind == "cloze" else "prompt", prefix)
    )
    cited = read_sources(fields, ids, home.section if home else "", required=home is None)
    step = home.step(name, cited) if home else None
    if step is None and not cited:
        fields.need("source")
    common: Common = {
        "id": name,
        "revision": fields.number("revision", default=1),
        "prompt": _prompt(fields, kind),
        "hints": fields.texts("hints", required=False),
        "explanation": _explanation(fields, step) if home else fields.text("explanation"),
        "kind": fields.one_of("kind", KINDS, default=KIND.get(kind, KINDS[0])),
        "source": cited or (step.source if step else ()),
        "terms": ids.refer(fields, "terms", "term", required=False),
        "sections": sections,
        "level": fields.one_of("level", LEVELS) if fields.file.format > 1 else None,
    }
    read = _READERS.get(kind)
    if read is None:
        fields.taken = ["*"]  # what else it should have depends on its type
        return TrueFalse(**common, answer=False)
    return read(fields, ids, common, step.id if step else "")


def _prompt(fields: Fields, kind: str) -> Text:
    """The prompt; a gap asks for itself."""
    asked = fields.maybe_text("prompt") if kind == "cloze" else fields.text("prompt")
    return asked or default_prompts()[FILL]


def _explanation(fields: Fields, step: Step | None) -> Text:
    """Why; the step that asks a question tells it, too."""
    told = fields.maybe_text("explanation")
    if step is None:
        fields.need("explanation")
    return told or (step.text if step else {})


def read_common(fields: Fields, ids: Ids) -> Common:
    """The parts of a question that is made of cards and has words of its own."""
    return {
        "id": ids.give("question", fields),
        "revision": fields.number("revision", default=1),
        "prompt": fields.text("prompt"),
        "hints": fields.texts("hints"),
        "explanation": fields.text("explanation"),
    }


def _choice(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    options = _options(fields)
    if options and sum(option.correct for option in options) != 1:
        fields.file.problem(fields.at("options"), N_("exactly one option must be correct"))
    return Choice(**common, options=options)


def _choices(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    options = _options(fields)
    if options and sum(option.correct for option in options) < 2:
        fields.file.problem(fields.at("options"), N_("at least two options must be correct"))
    return Choices(**common, options=options)


def _options(fields: Fields) -> tuple[Option, ...]:
    def read(option: Fields) -> Option:
        text = {language: option.word(language) for language in option.file.languages}
        return Option(text=text, correct=option.flag("correct"), why=option.maybe_text("why"))

    return fields.several("options", fields.each("options", read, Entry("option")))


def _true_false(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    return TrueFalse(**common, answer=fields.flag("answer", required=True))


def _year(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    answer, day = fields.number("answer"), None
    if fields.file.format > 1:
        day = read_date(fields, "date", required=False) or None
        if day and not day.startswith(f"{answer:04}-"):
            message = N_(
                "'{day}' is not in {year}, the year that is the answer: change one of the two"
            )
            fields.file.problem(fields.at("date"), message, day=day, year=answer)
    return Year(**common, answer=answer, date=day, confusions=read_confusions(fields, None))


def _typed(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    return Typed(**common, **read_accepted(fields))


def _cloze(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    return Cloze(**common, text=read_gapped(fields), **read_accepted(fields))


def read_gapped(fields: Fields) -> Text:
    """A sentence with one gap in every language."""
    text = fields.text("text")
    for language, value in text.items():
        if value and value.count(GAP) != 1:
            message = N_("{language}: needs exactly one gap {gap}")
            fields.file.problem(fields.at("text"), message, language=language, gap=GAP)
    return text


def read_accepted(fields: Fields) -> dict[str, Any]:
    """The accepted answers, their language, and the mistakes that are foreseen."""
    only = fields.maybe_one_of("answer_in", fields.file.languages)
    accepted = fields.by_language("accepted", only=only)
    return {"accepted": accepted, "answer_in": only, "confusions": read_confusions(fields, only)}


def read_confusions(fields: Fields, only: str | None) -> tuple[Confusion, ...]:
    """The foreseen mistakes, in every language or `only` in one."""

    def read(entry: Fields) -> Confusion:
        return Confusion(entry.by_language("answers", only=only), entry.text("why"))

    return fields.each("confusions", read, Entry("confusion"), required=False)


def _match(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    pairs = fields.each("pairs", lambda f: (f.text("left"), f.text("right")), Entry("pair"))
    return Match(**common, pairs=fields.several("pairs", pairs))


def _order(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    def read(item: Fields) -> tuple[Text, str]:
        text = {language: item.word(language) for language in item.file.languages}
        return text, read_date(item, "date", required=False)

    found = fields.several("items", fields.each("items", read, Entry("item")))
    dates = tuple(day for _, day in found)
    return Order(**common, items=tuple(t for t, _ in found), dates=dates if any(dates) else ())


def _explain(fields: Fields, ids: Ids, common: Common, step: str) -> Question:
    def read(point: Fields) -> Point:
        return Point(
            text=point.text("text"),
            phrases=point.by_language("phrases"),
            step=taught(point),
        )

    def taught(point: Fields) -> str:
        own = ids.refer_one(point, "step", "step", required=False)
        if not step:
            point.need("step")
        return own or step

    points = fields.several("points", fields.each("points", read, Entry("point")))
    tried = _tried(fields, len(points)) if fields.file.format > 1 else {}
    return Explain(**common, points=points, tried=tried)


def _tried(fields: Fields, points: int) -> dict[str, tuple[Tried, ...]]:
    """Answers of `wrong`, which earn nothing, and of `right`, with the points that they earn."""

    def read(entry: Fields) -> Tried:
        earned = entry.words("points")
        if not set(earned) <= {str(number + 1) for number in range(points)}:
            message = N_("the points are numbered 1 to {last}")
            entry.file.problem(entry.at("points"), message, last=points)
            earned = ()
        return Tried(entry.word("answer"), tuple(map(int, earned)))

    wrong = fields.by_language("wrong")
    right = fields.inner("right")
    found = {
        language: (
            *map(Tried, wrong.get(language, ())),
            *right.each(language, read, Entry("right answer")),
        )
        for language in fields.file.languages
    }
    right.close()
    return found


def read_wording(fields: Fields, ids: Ids, sections: tuple[str, ...], home: Home) -> Question:
    """A choice on what an official wording says beside the text's."""
    official = fields.inner("official").read(_official)
    contrast = Contrast(official, fields.inner("essay").read(lambda own: _worded(own, ids)))
    question = read_question(fields, ids, sections, home)
    if isinstance(question, Choice):
        return structs.replace(question, contrast=contrast)
    fields.file.problem(fields.at("type"), N_("a question on wording must be a choice"))
    return question


def _official(fields: Fields) -> Official:
    text, language = fields.word("text"), fields.one_of("language", fields.file.languages)
    if len(text.split()) > MOST_QUOTED:
        message = N_("quote at most {most} words of a document")
        fields.file.problem(fields.at("text"), message, most=MOST_QUOTED)
    others = [other for other in fields.file.languages if other != language]
    return Official(
        text=text,
        language=language,
        gloss=fields.inner("gloss").read(lambda gloss: {code: gloss.word(code) for code in others}),
        speaker=fields.text("speaker"),
        date=read_date(fields, "date"),
        place=fields.maybe_text("place"),
        as_reported=fields.flag("as_reported"),
        record=fields.word("record"),
    )


def _worded(fields: Fields, ids: Ids) -> Worded:
    return Worded(fields.word("term"), read_source(fields, ids), fields.text("gloss"))


def read_date(fields: Fields, key: str, required: bool = True) -> str:
    """A date, its year in four figures; "" with a problem noted where it is none."""
    day = padded(fields.word(key, required))
    if day and not is_date(day):
        fields.file.problem(fields.at(key), NO_DATE, day=day)
        return ""
    return day


_READERS: dict[str, Callable[[Fields, Ids, Common, str], Question]] = {
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

TYPES = tuple(_READERS)
"""The types of questions, as files name them."""
