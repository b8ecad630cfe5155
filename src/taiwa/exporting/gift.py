"""The course's questions in GIFT, which Moodle imports.

An order becomes a matching of places and things, an explanation an essay with its key points as
feedback, a cloze a short answer with its sentence in the text.
"""

import re
from collections.abc import Iterator

from taiwa.course.model import (
    AnyQuestion,
    Choice,
    Choices,
    Cloze,
    Course,
    Explain,
    Match,
    Option,
    Order,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.language.typesetting import plain

_SPECIAL = re.compile(r"([\\~=#{}:])")


def gift(course: Course, language: str) -> str:
    """Every authored question in one language, a category for each section."""
    parts: list[str] = []
    groups = [(section.title[language], section.questions) for section in course.sections]
    title = course.title[language]
    for name, questions in [*groups, (title, course.comparisons)]:
        category = f"{title}/{name.replace('/', ' ')}"
        parts.append(f"$CATEGORY: {' '.join(plain(category).split())}\n")
        parts += [_question(question, language) for question in questions]
    return "\n".join(parts)


def _question(question: AnyQuestion, language: str) -> str:
    prompt = _escaped(question.prompt[language])
    if isinstance(question, Cloze):
        prompt += " " + _escaped(question.text[language])
    body = "\n".join(f"\t{line}" for line in _body(question, language))
    explanation = _escaped(question.explanation[language])
    return f"::{question.id}::{prompt} {{\n{body}\n\t####{explanation}\n}}\n"


def _body(question: AnyQuestion, language: str) -> Iterator[str]:
    if isinstance(question, Choice | Choices):
        yield from _options(question.options, isinstance(question, Choices), language)
    elif isinstance(question, TrueFalse):
        yield "TRUE" if question.answer else "FALSE"
    elif isinstance(question, Year):
        yield f"#{question.answer}:0"
    elif isinstance(question, Typed):
        tongue = question.answer_in or language
        yield from (f"={_escaped(answer)}" for answer in question.accepted[tongue])
    elif isinstance(question, Match):
        yield from (
            f"={_escaped(a[language])} -> {_escaped(b[language])}" for a, b in question.pairs
        )
    elif isinstance(question, Order):
        items = enumerate(question.items, 1)
        yield from (f"={place} -> {_escaped(item[language])}" for place, item in items)
    elif isinstance(question, Explain):  # an essay: nothing to match
        yield from ()


def _options(options: tuple[Option, ...], several: bool, language: str) -> Iterator[str]:
    right = sum(option.correct for option in options)
    share, loss = round(100 / right, 5), round(100 / max(1, len(options) - right), 5)
    for option in options:
        mark = "=" if option.correct else "~"
        if several:
            mark = f"~%{share:g}%" if option.correct else f"~%-{loss:g}%"
        why = f" #{_escaped(option.why[language])}" if option.why else ""
        yield f"{mark}{_escaped(option.text[language])}{why}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(plain(text).split()))
