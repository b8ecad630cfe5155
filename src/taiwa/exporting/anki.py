"""An Anki package of the glossary and the questions, in both languages, a deck for each section.

Ids of decks, models and notes are made from the course's own ids, so that importing a later package
brings Anki's notes up to date instead of doubling them.
"""

import hashlib
import html
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taiwa.course.model import AnyQuestion, Course, Term, Text, Typed
from taiwa.errors import N_, TaiwaError
from taiwa.language.catalogs import Words
from taiwa.language.question_wording import QuestionWording
from taiwa.language.sources import source_line
from taiwa.language.typesetting import plain
from taiwa.tutor.reading import Arrangement, choosable

if TYPE_CHECKING:
    from genanki import Deck, Model

NO_GENANKI = N_("Anki packages need one more library: pip install 'taiwa[anki]'.")
CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: center; } .s { color: #666; }"


def write_anki(course: Course, words: Words, path: Path) -> int:
    """Write the package; returns how many notes it has. Raises `TaiwaError` without genanki."""
    try:
        import genanki
    except ImportError as error:
        raise TaiwaError(NO_GENANKI) from error
    title = course.title[words.language]
    terms = _model(
        "taiwa term",
        ["Japanese", "Reading", "English", "DefinitionJa", "DefinitionEn", "Example", "Source"],
        [
            ("ja-en", "{{Japanese}}", "{{English}}<br>{{DefinitionEn}}"),
            ("en-ja", "{{English}}", "{{Japanese}} ({{Reading}})<br>{{DefinitionJa}}"),
        ],
    )
    asked = _model(
        "taiwa question",
        ["Question", "Options", "Answer", "Explanation", "Source"],
        [("question", "{{Question}}<br>{{Options}}", "{{Answer}}<br>{{Explanation}}")],
    )
    decks: dict[str, Deck] = {}
    count = 0
    for name, model, fields, section in _notes(course, words, terms, asked):
        deck = decks.setdefault(
            section, genanki.Deck(_id(course.id + section), f"{title}::{section}")
        )
        deck.add_note(
            genanki.Note(
                model=model,
                fields=[*fields],
                guid=genanki.guid_for(course.id, name),
                tags=[section.replace(" ", "_").replace("　", "_")],
            )
        )
        count += 1
    genanki.Package(list(decks.values())).write_to_file(path)
    return count


def _notes(
    course: Course, words: Words, terms: "Model", asked: "Model"
) -> "list[tuple[str, Model, Sequence[str], str]]":
    titles = {section.id: section.title[words.language] for section in course.sections}
    glossary = words._("Glossary")
    found: list[tuple[str, Any, Sequence[str], str]] = [
        (term.id, terms, _term(term, titles), glossary) for term in course.glossary
    ]
    for question in course.all_questions():
        section = titles[question.sections[0]]
        found.append((question.id, asked, _question(course, words, question), section))
    return found


def _term(term: Term, titles: dict[str, str]) -> list[str]:
    sections = "; ".join(titles[name] for name in term.sections)
    return [
        *(_safe(text) for text in (term.term["ja"], term.reading, term.term["en"])),
        *(_safe(text) for text in (term.definition["ja"], term.definition["en"])),
        f"{_safe(term.example['ja'])}<br>{_safe(term.example['en'])}",
        _safe(sections),
    ]


def _question(course: Course, words: Words, question: AnyQuestion) -> list[str]:
    wordings = [
        QuestionWording(words.speaking(tongue), _as_written(course)) for tongue in course.languages
    ]

    def both(texts: Sequence[str]) -> str:
        return "<br>".join(_safe(text) for text in texts)

    options = [option for w in wordings for option in w.options(question)]
    answers = [w.answer(question) for w in wordings]
    if isinstance(question, Typed) and question.answer_in:
        answers = answers[:1]
    source = source_line(course, words, question.source) if question.source else ""
    return [
        both(_all(course, question.prompt)),
        both(options),
        both(answers),
        both(_all(course, question.explanation)),
        _safe(source),
    ]


def _as_written(course: Course) -> Callable[[str], Arrangement]:
    return lambda name: tuple(range(len(choosable(course.questions[name]))))


def _all(course: Course, text: Text) -> list[str]:
    return [text[language] for language in course.languages]


def _model(name: str, fields: Sequence[str], cards: Sequence[tuple[str, str, str]]) -> "Model":
    import genanki

    source = '<div class="s">{{Source}}</div>'
    return genanki.Model(
        _id(name),
        name,
        fields=[{"name": field} for field in fields],
        templates=[
            {"name": card, "qfmt": front, "afmt": f"{{{{FrontSide}}}}<hr>{back}{source}"}
            for card, front, back in cards
        ],
        css=CSS,
    )


def _id(name: str) -> int:
    """A number that is the same for the same name, in the range that Anki takes."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") | 1 << 30


def _safe(text: str) -> str:
    return html.escape(plain(text)).replace("[", "&#91;")  # Anki acts on [sound:…]
