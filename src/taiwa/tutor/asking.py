"""A learner's own question about the text → the passages of the course that answer it."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from taiwa.course.model import Course

LONGEST = 400
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff々〆]")
ENOUGH = 0.45  # share of the question's weight that the best passage must hold


class Passage(Struct, frozen=True):
    """Something the course says: an answer, a term, a lesson step or a dated event."""

    id: str
    section: str
    kind: str


class Correction(Struct, frozen=True):
    """What the question took for granted, and what the passage has in its place."""

    said: str
    stands: tuple[str, ...]


class Reply(Struct, frozen=True):
    """The passages that answer, best first; none where the text does not say."""

    answered: bool
    passages: tuple[str, ...]
    sections: tuple[str, ...]
    language: str
    correction: Correction | None = None
    see: str | None = None
    followups: tuple[str, ...] = ()


class Asking:
    """The index of a course, made once; asking changes nothing."""

    def __init__(self, course: Course) -> None:
        self._passages: list[Passage] = []
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._see: dict[str, str | None] = {}
        for section in course.sections:
            for answer in section.answers:
                asks = [ask for texts in answer.asks.values() for ask in texts]
                self._add(answer.id, section.id, "answer", asks, answer.reply.values())
                self._see[answer.id] = answer.see
        for term in course.glossary:
            self._add(term.id, term.sections[0], "term", term.term.values(), ())
        self._idf = {
            unit: math.log(1 + len(self._passages) / len(found))
            for unit, found in self._weights.items()
        }

    def _add(
        self, name: str, section: str, kind: str, titles: Iterable[str], texts: Iterable[str]
    ) -> None:
        number = len(self._passages)
        self._passages.append(Passage(name, section, kind))
        counts: Counter[str] = Counter()
        for weight, some in ((3, titles), (1, texts)):
            for text in some:
                for unit in _units(text):
                    counts[unit] += weight
        for unit, count in counts.items():
            self._weights[unit][number] = count / (count + 3)

    def ask(self, question: str, language: str, context: Sequence[str] = ()) -> Reply:
        """The passages that answer `question`; `language` decides where it has no letters."""
        if JAPANESE.search(question):
            language = "ja"
        elif re.search("[A-Za-z]", question):
            language = "en"
        units = set(_units(question[:LONGEST]))
        scores: dict[int, float] = defaultdict(float)
        for unit in units:
            for number, weight in self._weights.get(unit, {}).items():
                scores[number] += self._idf[unit] * weight
        if not scores:
            return Reply(False, (), (), language)
        best = sorted(scores, key=lambda number: -scores[number])[:3]
        total = sum(self._idf.get(unit, 6.0) for unit in units)
        if scores[best[0]] < ENOUGH * total:
            return Reply(False, (), (), language)
        first, *others = (self._passages[number] for number in best)
        return Reply(
            True,
            (first.id,),
            tuple(dict.fromkeys([first.section, *(other.section for other in others)])),
            language,
            None,
            self._see.get(first.id),
            tuple(other.id for other in others),
        )


def _units(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", re.sub(r"\{(.+?)\|.+?\}", r"\1", text)).casefold()
    units = [word.rstrip("s") for word in re.findall(r"[a-z]{2,}|\d+", text)]
    for run in re.findall("[\u3040-\u30ff\u3400-\u9fff々]+", text):
        units += [run[i : i + 2] for i in range(len(run) - 1)]
    return units
