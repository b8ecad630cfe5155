"""The quiz as gift-pegjs reads it must be what the course says, text by text."""

import html
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from taiwa.course.course import Course
from taiwa.course.model import (
    Choice,
    Choices,
    Explain,
    Match,
    Order,
    Question,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.export.gift import gift
from taiwa.text.typesetting import plain
from taiwa.words.catalogs import Words
from taiwa.words.question_wording import QuestionWording, named

READER = Path(__file__).parent / "gift_reader.js"
SIGNS = {"&&058;": ":", "&&035;": "#", "&&061;": "=", "&&123;": "{", "&&125;": "}", "&&126;": "~"}


def check(course: Course, words: Words, modules: Path, folder: Path) -> int:
    """Raise unless every question is read as it is; how many there are."""
    language, wording = words.language, QuestionWording(words, lambda _: ())
    file = folder / f"{language}.gift"
    file.write_text(gift(course, words), encoding="utf-8")
    command, environment = ["node", str(READER), str(file)], {**os.environ, "NODE_PATH": modules}
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout
    entries = json.loads(told)
    categories = [entry for entry in entries if entry["type"] == "Category"]
    assert len(categories) == len(course.sections) + 1
    read = [entry for entry in entries if entry["type"] != "Category"]
    for question, entry in zip(course.all_questions(), read, strict=True):
        assert entry["title"] == line(f"{question.id} {named(question)[language]}"), entry
        asked = [line(para.text) for para in wording.stem(question)]
        assert text_of(entry["stem"]) == "\n".join(asked), entry
        points = question.points if isinstance(question, Explain) else ()
        feedback = [f"- {line(point.text[language])}" for point in points]
        feedback.append(line(question.explanation[language]))
        assert text_of(entry["globalFeedback"]) == "\n".join(feedback), entry
        assert answers_read(entry) == answers(question, language), entry
    return len(read)


def line(text: str) -> str:
    return " ".join(plain(text).split())


def text_of(read: dict[str, str]) -> str:
    """A text as it was read, which must not have named a format of its own."""
    assert read["format"] == "plain", read
    return read["text"]


def answers(question: Question, language: str) -> Any:
    """All there is to answer with, as `answers_read` finds it."""

    def told(text: str) -> str:
        return line(text).replace("->", "→")

    if isinstance(question, Choice | Choices):
        return [
            (o.correct, told(o.text[language]), told(o.why[language]) if o.why else None)
            for o in question.options
        ]
    if isinstance(question, TrueFalse):
        return question.answer
    if isinstance(question, Year):
        return question.answer
    if isinstance(question, Typed):
        accepted = question.accepted[question.answer_in or language]
        return [(True, told(answer).replace("*", "\\*"), None) for answer in accepted]
    if isinstance(question, Match):
        return [(told(left[language]), line(right[language])) for left, right in question.pairs]
    if isinstance(question, Order):
        return [(str(i), line(item[language])) for i, item in enumerate(question.items, 1)]
    return None


def answers_read(entry: dict[str, Any]) -> Any:
    match entry["type"]:
        case "MC" | "Short":
            return [
                (
                    choice["isCorrect"] or (choice["weight"] or 0) > 0,
                    text_of(choice["text"]),
                    text_of(choice["feedback"]) if choice["feedback"] else None,
                )
                for choice in entry["choices"]
            ]
        case "TF":
            return entry["isTrue"]
        case "Numerical":
            return entry["choices"]["number"]
        case "Matching":
            return [
                (text_of(pair["subquestion"]), right_side(pair["subanswer"]))
                for pair in entry["matchPairs"]
            ]
    assert entry["type"] == "Essay", entry
    return None


def right_side(text: str) -> str:
    """HTML to Moodle; gift-pegjs leaves its own stand-ins for escaped signs in it."""
    assert "<" not in text
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    return html.unescape(text.replace("&&092;", "\\"))
