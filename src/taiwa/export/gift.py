"""The course's questions in GIFT, which Moodle imports.

An order becomes a matching of places and things, an explanation an essay with its key points as
feedback, a cloze a short answer with its sentence in the text.

What Moodle's reader (`question/format/gift/format.php`) makes of a text decides how it is escaped.
An empty line ends a question. The format named at the head of a question, here `[plain]`, holds for
all of it, so that neither HTML nor a filter of the site acts; a `[` or a `%` that begins a text
would name a format or a weight, so `[plain]` goes before it. `->` makes a pair wherever an answer
has it, and knows no escape. In a short answer `*` is a wildcard. The right sides of a matching
alone are HTML.
"""

import html
import re
from collections.abc import Iterator
from typing import assert_never

from taiwa.course.course import Course
from taiwa.course.forms import Form, form_of
from taiwa.course.model import Question
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.question_wording import QuestionWording, named

_SPECIAL = re.compile(r"([\\~=#{}:])")
_LINE = "\\n"
"""A line break within a text, as GIFT writes it."""


def gift(course: Course, words: Words) -> str:
    """Every authored question in the words' language, a category for each section."""
    parts: list[str] = []
    language, wording = words.language, QuestionWording(words, lambda _: ())
    groups = [(section.title[language], section.questions) for section in course.sections]
    title = course.title[language]
    for name, questions in [*groups, (title, course.comparisons)]:
        parts.append(f"$CATEGORY: {_category(title)}/{_category(name)}\n")
        parts += [_question(question, wording) for question in questions]
    return "\n".join(parts)


def _category(title: str) -> str:
    """A title as a part of a path: its own slashes are wide ones."""
    return _joined(title.replace("/", "／"))


def _question(question: Question, wording: QuestionWording) -> str:
    language = wording.words.language
    name = _escaped(f"{question.id} {named(question)[language]}")
    asked = _LINE.join(_escaped(para.text) for para in wording.stem(question))
    feedback = _LINE.join(_escaped(text) for text in _feedback(question, language))
    body = "".join(f"\t{line}\n" for line in _body(question, language))
    return f"::{name}::[plain]{asked} {{\n{body}\t####[plain]{feedback}\n}}\n"


def _feedback(question: Question, language: str) -> Iterator[str]:
    yield from (f"- {point.text[language]}" for point in form_of(question).points)
    yield question.explanation[language]


def _body(question: Question, language: str) -> Iterator[str]:
    form = form_of(question)
    match form.manner:
        case "one" | "several":
            yield from _options(form, language)
        case "verdict":
            yield "TRUE" if form.right == (0,) else "FALSE"
        case "year":
            yield f"#{form.accepted[language][0]}:0"
        case "words":
            accepted = form.accepted[form.language or language]
            yield from (f"={_text(_literal(answer))}" for answer in accepted)
        case "pairs":
            pairs = zip(form.lefts, form.right, strict=True)
            yield from (_pair(left[language], form.things[i][language]) for left, i in pairs)
        case "order":
            places = enumerate(form.things, 1)
            yield from (_pair(str(place), thing[language]) for place, thing in places)
        case "explanation":
            pass  # an essay: nothing to match
        case _:
            assert_never(form.manner)


def _options(form: Form, language: str) -> Iterator[str]:
    right, count = len(form.right), len(form.things)
    share, loss = round(100 / right, 5), round(100 / max(1, count - right), 5)
    for index, (text, why) in enumerate(zip(form.things, form.whys, strict=True)):
        correct = index in form.right
        mark = "=" if correct else "~"
        if form.manner == "several":
            mark = f"~%{share:g}%" if correct else f"~%-{loss:g}%"
        told = f" #{_text(why[language])}" if why else ""
        yield f"{mark}{_text(text[language])}{told}"


def _pair(left: str, right: str) -> str:
    return f"={_text(left)} -> {_escaped(html.escape(plain(right), quote=False))}"


def _literal(answer: str) -> str:
    """An answer to be typed, every sign of it as it is."""
    return answer.replace("*", "\\*")


def _text(text: str) -> str:
    """A text within the answers."""
    text = _escaped(text).replace("->", "→")
    return f"[plain]{text}" if text.startswith(("[", "%")) else text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _joined(text))


def _joined(text: str) -> str:
    return " ".join(plain(text).split())
