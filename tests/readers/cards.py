"""Anki shows the packages whole, in both languages, and no answer on a front."""

import json
import re
import subprocess
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import genanki

from taiwa.course.course import Course
from taiwa.course.model import Choice, Choices, Cloze, Match, Order, Question, Term, Typed, Year
from taiwa.dialogue.questions import LETTERS
from taiwa.text.typesetting import plain
from taiwa.words.question_wording import stem

READER = Path(__file__).parent / "anki_reader.py"
OURS = {"div", "br", "hr", "ruby", "rp", "rt", "span", "style"}
Shown = dict[str, Any]


def imports(python: Path, packages: Sequence[Path]) -> list[Shown]:
    """The contents of a collection after each of the packages was imported into it."""
    command = [str(python), str(READER), *map(str, packages)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    held: list[Shown] = json.loads(told)
    return held


class Seen(HTMLParser):
    """The text of a card that is seen, that of the readings above it, and the tags."""

    def __init__(self, card: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.readings: list[str] = []
        self.inside: list[str] = []
        self.tags: set[str] = set()
        self.feed(card)
        self.text = "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in ("rt", "rp", "style"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("rt", "rp", "style"):
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        assert not re.search(r"\\[(\[]", data), f"MathJax would act on {data!r}"
        if not self.inside:
            self.texts.append(data)
        elif self.inside == ["rt"]:
            self.readings.append(data)


def check(course: Course, held: Shown) -> int:
    """Raise unless every card of a course is as it should be; how many there are."""
    cards = {(card["guid"], card["card"]): card for card in held["cards"]}
    assert len(cards) == len(held["cards"])
    for card in held["cards"]:
        front, back = Seen(card["front"]), Seen(card["back"])
        assert front.text.strip(), card
        assert front.tags | back.tags <= OURS, card
        assert not card["sounds"], card
    for term in course.glossary:
        guid = genanki.guid_for(course.id, term.id)
        check_term(term, cards.pop((guid, "ja-en")), cards.pop((guid, "en-ja"), None))
    questions = list(course.all_questions())
    for question in questions:
        card = cards.pop((genanki.guid_for(course.id, question.id), "question"))
        assert card["deck"] == f"taiwa::{course.id}::{question.sections[0]}"
        check_question(question, course, Seen(card["front"]), Seen(card["back"]))
    assert not cards
    return len(held["cards"])


def check_term(term: Term, asked_in_english: Shown, asked_in_japanese: Shown | None) -> None:
    """Raise unless the backs have the reading and an example, and no front is its own answer."""
    ja, en = plain(term.term["ja"]), plain(term.term["en"])
    assert (asked_in_japanese is None) == (ja == en)
    assert Seen(asked_in_english["front"]).text == ja
    for card in filter(None, (asked_in_english, asked_in_japanese)):
        back = Seen(card["back"])
        assert ja == term.reading or term.reading in back.readings, card
        assert all(plain(text) in back.text for text in term.example.values()), card
    if asked_in_japanese:
        assert Seen(asked_in_japanese["front"]).text == en


def check_question(question: Question, course: Course, front: Seen, back: Seen) -> None:
    for language in course.languages:
        for text in stem(question):
            assert plain(text[language]) in front.text, (question.id, front.text)
        assert plain(question.explanation[language]) in back.text, question.id
        check_arrangement(question, language, front.text)
    if isinstance(question, Cloze):
        assert front.text.count("＿＿＿＿") == len(course.languages), question.id
    if isinstance(question, Typed):
        for answers in question.accepted.values():
            assert not any(says(front, answer) for answer in answers), (question.id, front.text)
            assert question.answer_in or answers[0] in back.text, question.id
    if isinstance(question, Year):
        assert not says(front, str(question.answer)), question.id


def says(seen: Seen, answer: str) -> bool:
    """True if an answer, a whole word if it is Latin, stands on a card or in a reading on it."""
    word = re.escape(answer.casefold())
    word = rf"(?<![a-z]){word}(?![a-z])" if answer.isascii() else word
    return any(re.search(word, text.casefold()) for text in (seen.text, *seen.readings))


def check_arrangement(question: Question, language: str, front: str) -> None:
    """Raise if what is to be put in order, or together, stands so already."""
    if isinstance(question, Order):
        places = [front.index(f". {plain(item[language])}") for item in question.items]
        assert places != sorted(places), question.id
    if isinstance(question, Match):
        rights = [plain(right[language]) for _left, right in question.pairs]
        shown = [
            f"{letter}. {right}" in front for letter, right in zip(LETTERS, rights, strict=False)
        ]
        assert not all(shown), question.id
        assert all(f". {right}" in front for right in rights), question.id


def check_places(course: Course, held: Shown) -> None:
    """Raise if the right option stands at the same place in every question."""
    fronts = {card["guid"]: Seen(card["front"]).text for card in held["cards"]}
    found = set()
    for question in course.all_questions():
        if isinstance(question, Choice | Choices):
            front = fronts[genanki.guid_for(course.id, question.id)]
            right = next(plain(o.text["ja"]) for o in question.options if o.correct)
            found.add(re.search(rf"(\d)\. {re.escape(right)}", front)[1])  # type: ignore[index]
    assert len(found) > 1, found
