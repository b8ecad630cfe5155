"""A learner who knows the course by heart and is not always at their best.

Reads what line mode prints, finds the question in it by its prompt, and answers: mostly right, at
times wrong, and at times with a hint, a skip, a question. All of it follows from one seed.
"""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Question = dict[str, Any]

READING = re.compile(r"\{([^{}|]+)\|[^{}|]+\}")
SHOWN_READING = re.compile(r"[(（][ぁ-ゖー\s]+[)）]")
NEXT = re.compile(r"Question\d|第\d+問")
ASIDE = (
    *(
        "?why",
        "?もっと詳しく",
        "?What is IP4?",
        "?フランスはなぜ反対したの",
        "?what should I do next",
    ),
    *("?今日はどこを間違えた？", "?How am I doing?", "/lang", "/furigana", "/parallel", "/scores"),
)
"""Questions and commands beside an answer."""

AFTERWARDS = ("/right", "/undo", "?why")
"""Lines typed once an answer was judged."""

GUESSES = ("NATO", "首脳会合", "summit", "2 1 3 4 5", "集団防衛", "1 2 3 4 5", "deterrence", "抑止")
"""Answers to questions that are in no file: those made from the glossary or the timeline."""


def squeezed(text: str) -> str:
    """A text as it is found again, however it was set: without readings, breaks and spaces."""
    return re.sub(r"\s", "", SHOWN_READING.sub("", READING.sub(r"\1", text)))


@cache
def questions(course: Path) -> list[Question]:
    """The questions that stand in a course's files."""
    return [
        question
        for file in sorted(course.glob("*.yaml"))
        for question in parsed(file).get("questions", ())
    ]


def parsed(file: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(file.read_text(encoding="utf-8"), loader)


class Learner:
    """Begins what `starts` says, one after the other, and answers at most `most` lines."""

    def __init__(self, course: Path, starts: list[str], seed: int, most: int = 60) -> None:
        self.known = [
            (
                squeezed(question["prompt"][language] + question.get("text", {}).get(language, "")),
                question,
                language,
            )
            for question in questions(course)
            for language in ("ja", "en")
        ]
        self.terms = parsed(course / "glossary.yaml")["terms"]
        self.starts, self.most = iter(starts), most
        self.chance = random.Random(seed)
        self.question: tuple[Question, str] | None = None
        self.options = self.last = ""

    def __call__(self, shown: str) -> str | None:
        self.most -= 1
        if self.most < 0:
            return None
        if "\n== " in shown:
            return next(self.starts, "/quit")
        self._look(squeezed(shown))
        if re.search(r"[(（]Enter[^\n]*\n$", shown):  # to go on
            explained = self.question is not None and self.question[0]["type"] == "explain"
            if explained and self.chance.random() < 0.6:
                return f"/covered {self.chance.randint(1, 3)}"
            return self.chance.choices(["", *AFTERWARDS], [80, 8, 4, 4])[0]
        aside = self.chance.random()
        if aside < 0.12:
            return self.chance.choice(ASIDE)
        if aside < 0.22:
            return self.chance.choice(["/hint", "/hint", "/skip", "/reveal"])
        if not self.last or self.chance.random() > 0.3:  # else the same once more
            self.last = self._answer()
        answer = self.last
        return f"/sure {answer}" if answer and aside > 0.93 else answer

    def _look(self, shown: str) -> None:
        found = [(shown.rfind(text), q, language) for text, q, language in self.known]
        place, question, language = max(found, key=lambda each: each[0])
        if place < 0 and NEXT.search(shown):
            self.question, self.options, self.last = None, shown, ""
        elif place >= 0:
            self.question, self.options = (question, language), shown[place:]
            self.last = ""

    def _answer(self) -> str:
        if self.question is None:
            return self._drilled()
        question, language = self.question
        if self.chance.random() < 0.25:
            return self.chance.choice(("1", "2", "1 2", "2 1 3", "1a 2b 3c", *GUESSES))
        return str(getattr(self, f"_{question['type']}")(question, language))

    def _drilled(self) -> str:
        """An answer to a question that is made of a term: what else it is called."""
        for term in sorted(self.terms, key=lambda term: -len(term["term"]["ja"])):
            if self.chance.random() < 0.8 and squeezed(term["term"]["ja"]) in self.options:
                return self._slipped(self.chance.choice((term["term"]["en"], term["reading"])))
            if squeezed(f"「{term['term']['en']}」") in self.options:
                return self._slipped(term["term"]["ja"])
        return self.chance.choice(GUESSES)

    def _slipped(self, answer: str) -> str:
        """At times with two letters swapped."""
        place = len(answer) // 2
        if len(answer) < 6 or not answer.isascii() or self.chance.random() < 0.6:
            return answer
        return answer[:place] + answer[place + 1] + answer[place] + answer[place + 2 :]

    def _number(self, text: str, signs: str = "123456789") -> str:
        """The sign under which an option is shown."""
        wanted = squeezed(text)
        return next((s for s in signs if f"{s}.{wanted}" in self.options), signs[0])

    def _choice(self, question: Question, language: str) -> str:
        right = [o[language] for o in question["options"] if o.get("correct")]
        return " ".join(map(self._number, right))

    _choices = _choice

    def _true_false(self, question: Question, language: str) -> str:
        return "1" if question["answer"] else "2"

    def _year(self, question: Question, language: str) -> str:
        return str(question["answer"])

    def _typed(self, question: Question, language: str) -> str:
        accepted = question["accepted"]
        answers = accepted.get(question.get("answer_in", language)) or next(iter(accepted.values()))
        return self._slipped(str(self.chance.choice(answers)))

    _cloze = _typed

    def _match(self, question: Question, language: str) -> str:
        pairs = [(pair["left"][language], pair["right"][language]) for pair in question["pairs"]]
        return " ".join(
            f"{self._number(left)}{self._number(right, 'abcdefghi')}" for left, right in pairs
        )

    def _order(self, question: Question, language: str) -> str:
        return " ".join(self._number(item[language]) for item in question["items"])

    def _explain(self, question: Question, language: str) -> str:
        said = [str(point["phrases"][language][0]) for point in question["points"]]
        if len(said) > 1 and self.chance.random() < 0.5:
            said.pop()
        return "。".join(said) if language == "ja" else ". ".join(said)
