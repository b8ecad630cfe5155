"""An Anki package of the glossary and the questions, in both languages, a deck for each section.

A later package brings Anki's notes up to date instead of doubling them, whatever was edited since.
For that, Anki compares notes by their guid, decks by their name alone, and note types by their id
with the names of their fields and cards. So guids and names of decks are made of the course's own
ids (titles are a deck's description, which an import does bring up to date), and no field or card
may be added or renamed: the notes that are there already would be left as they are.
"""

import hashlib
import html
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from taiwa.course.course import Course
from taiwa.course.forms import asks_for_reading, form_of
from taiwa.course.glossary import Mentions
from taiwa.course.model import Question, Term, Text
from taiwa.dialogue.questions import arrange
from taiwa.errors import N_, TaiwaError
from taiwa.text.readings import READING, plain
from taiwa.words.catalogs import Words
from taiwa.words.entries import source_line
from taiwa.words.question_wording import QuestionWording

if TYPE_CHECKING:
    from genanki import Deck, Model, Package

NO_GENANKI = N_("Anki packages need one more library: pip install 'taiwa[anki]'.")
GLOSSARY = "glossary"
CSS = """.card { font-family: sans-serif; font-size: 20px; text-align: center; }
.s { color: #666; }"""
READ = """{{#Reading}}<ruby>{{Japanese}}<rp>(</rp><rt>{{Reading}}</rt><rp>)</rp></ruby>{{/Reading}}\
{{^Reading}}{{Japanese}}{{/Reading}}"""
"""A term's Japanese name with its reading, where it has one."""


def anki_package(course: Course, words: Words, now: datetime) -> tuple[bytes, int]:
    """The package, and how many notes it has. Raises `TaiwaError` without genanki.

    Anki takes a note for newer than its own if `now` is later by a second.
    """
    try:
        import genanki
    except ImportError as error:
        raise TaiwaError(NO_GENANKI) from error
    fields, terms, asked = _Fields(course, words), _terms(), _questions()
    course_deck = _deck(course.id, course.title)
    decks = {name: _deck(f"{course.id}::{name}", title) for name, title in fields.titles.items()}
    notes: list[tuple[Term | Question, str, Model, list[str]]] = [
        (term, GLOSSARY, terms, fields.term(term)) for term in course.glossary
    ]
    notes += [(q, q.sections[0], asked, fields.question(q)) for q in course.all_questions()]
    for place, (thing, deck, model, texts) in enumerate(notes):
        guid = genanki.guid_for(course.id, thing.id)
        tags = [f"{course.id}::{section}" for section in thing.sections]
        decks[deck].add_note(genanki.Note(model, texts, guid=guid, tags=tags, due=place))
    filled = [deck for deck in decks.values() if deck.notes]
    return _packed(genanki.Package([course_deck, *filled]), now.timestamp()), len(notes)


def _packed(package: "Package", now: float) -> bytes:
    """A package as its file has it; genanki's own writing leaves a temporary file behind."""
    with closing(sqlite3.connect(":memory:")) as collection:
        package.write_to_db(collection.cursor(), now, count(int(now * 1000)))
        collection.commit()
        held = collection.serialize()
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("collection.anki2", held)
        file.writestr("media", "{}")
    return packed.getvalue()


class _Fields:
    """The fields of each note, as HTML, told in every language of the course."""

    def __init__(self, course: Course, words: Words) -> None:
        self.course, self.read = course, Mentions(course.glossary).read
        self.wordings = [
            QuestionWording(
                words.speaking(language), lambda name: arrange(course.questions[name], course.id)
            )
            for language in course.languages
        ]
        self.titles = {section.id: section.title for section in course.sections}
        self.titles[GLOSSARY] = {w.words.language: w.words._("Glossary") for w in self.wordings}

    def term(self, term: Term) -> list[str]:
        titles = [self.titles[section] for section in term.sections]
        japanese, english = plain(term.term["ja"]), plain(term.term["en"])
        return [
            _html(japanese),
            _html(term.reading) if term.reading != japanese else "",
            _html(english) if english != japanese else "",  # then only its meaning is asked
            *(_block(code, [self.read(term.definition[code])]) for code in ("ja", "en")),
            self._each(lambda w: [self.read(w.text(term.example))]),
            self._each(lambda w: [w.words._("; ").join(map(w.text, titles))]),
        ]

    def question(self, question: Question) -> list[str]:
        """The front in an order of options that is the same in every package."""
        front = plain if asks_for_reading(question) else self.read
        return [
            self._each(lambda w: [front(para.text) for para in w.stem(question)]),
            self._each(lambda w: map(front, w.options(question))),
            self._answer(question),
            self._each(lambda w: [self.read(w.text(question.explanation))]),
            self._each(lambda w: self._source(w.words, question)),
        ]

    def _answer(self, question: Question) -> str:
        if only := form_of(question).language:
            return _block(only, [self.read(self.wordings[0].answer(question))])
        return self._each(lambda w: [self.read(w.answer(question))])

    def _source(self, words: Words, question: Question) -> Iterator[str]:
        if question.source:
            yield source_line(self.course, words, question.source)

    def _each(self, told: Callable[[QuestionWording], Iterable[str]]) -> str:
        return "".join(_block(w.words.language, told(w)) for w in self.wordings)


def _block(language: str, texts: Iterable[str]) -> str:
    """Texts in one language, a line each; nothing where there are none."""
    told = "<br>".join(map(_html, texts))
    return f'<div lang="{html.escape(language)}">{told}</div>' if told else ""


def _html(text: str) -> str:
    """Text that neither HTML nor Anki acts on ([sound:…], MathJax), with its readings above it."""
    quoted = html.escape(text, quote=False).replace("[", "&#91;").replace("\\", "<span>\\</span>")
    return READING.sub(r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>", quoted)


def _terms() -> "Model":
    english = "{{English}}<br>{{DefinitionEn}}"
    japanese = f"{READ}<br>{{{{DefinitionJa}}}}"
    return _model(
        "taiwa term",
        ["Japanese", "Reading", "English", "DefinitionJa", "DefinitionEn", "Example", "Source"],
        [
            ("ja-en", "{{Japanese}}", f"{READ}<hr id=answer>{english}<br>{{{{Example}}}}"),
            ("en-ja", "{{English}}", f"{{{{FrontSide}}}}<hr id=answer>{japanese}{{{{Example}}}}"),
        ],
    )


def _questions() -> "Model":
    back = "{{FrontSide}}<hr id=answer>{{Answer}}<br>{{Explanation}}"
    return _model(
        "taiwa question",
        ["Question", "Options", "Answer", "Explanation", "Source"],
        [("question", "{{Question}}<br>{{Options}}", back)],
    )


def _model(name: str, fields: Sequence[str], cards: Sequence[tuple[str, str, str]]) -> "Model":
    import genanki

    source = '<div class="s">{{Source}}</div>'
    return genanki.Model(
        _id(name),
        name,
        fields=[{"name": field} for field in fields],
        templates=[
            {"name": card, "qfmt": front, "afmt": back + source} for card, front, back in cards
        ],
        css=CSS,
    )


def _deck(name: str, title: Text) -> "Deck":
    import genanki

    return genanki.Deck(_id(name), f"taiwa::{name}", " / ".join(map(_html, title.values())))


def _id(name: str) -> int:
    """A number that is the same for the same name, in the range that Anki takes."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") | 1 << 30
