"""A learner's own question about the text → the passages of the course that answer it.

A question is folded and cut into units (`asked.folding`, `units`), read in the course's words
(`spelling`, `query`), looked up in every passage (`index`, `searching`), checked for what it takes
for granted (`premises`), and then answered or declined: the tutor says only what the course says.
"""

from collections.abc import Sequence

from msgspec import Struct

from taiwa.course.model import Course
from taiwa.tutor.asked.folding import RUBY, language_of
from taiwa.tutor.asked.following import Following, turned_to
from taiwa.tutor.asked.index import Index
from taiwa.tutor.asked.library import Passage, entries
from taiwa.tutor.asked.names import Names
from taiwa.tutor.asked.premises import Correction, Premises
from taiwa.tutor.asked.query import Reader
from taiwa.tutor.asked.requests import is_request
from taiwa.tutor.asked.searching import Hit, Search
from taiwa.tutor.asked.spelling import Speller

__all__ = ["Asking", "Correction", "Passage", "Reply"]

LONGEST = 600
"""Characters of a question that are read."""
SURE = 0.42
"""How sure a passage must be to answer. Chosen on the questions to tune on."""
NEAR = 0.6
"""Share of the best score that a passage needs to be named beside the best."""


class Reply(Struct, frozen=True):
    """The passages that answer, best first; none where the text does not say.

    `language` is the language of the question, `see` the step or question that goes with the
    reply, and `followups` are answers that the learner may want next.
    """

    answered: bool
    passages: tuple[str, ...]
    sections: tuple[str, ...]
    language: str
    correction: Correction | None = None
    see: str | None = None
    followups: tuple[str, ...] = ()


class Asking:
    """Answers questions about a course; made once, it never changes."""

    def __init__(self, course: Course) -> None:
        found = entries(course)
        index = Index(found)
        words = [unit for unit in index.idf if unit[0].isalpha()]
        terms = [entry.asks for entry in found if entry.passage.kind == "term"]
        names = Names(text for s in course.sections for a in s.answers for text in a.reply.values())
        self._reader = Reader(index, Speller(words, _readings(course)), terms)
        self._search = Search(found, index)
        self._premises = Premises(course, self._search, names)
        self._following = Following(self._search, names)

    def ask(self, question: str, language: str, context: Sequence[str] = ()) -> Reply:
        """The reply to a question; `language` is the interface's, `context` the ids of the
        passages quoted before, the latest last."""
        question = question[:LONGEST].encode("utf-8", "replace").decode()
        spoken = language_of(question, language)
        if is_request(question):
            return Reply(False, (), (), spoken)
        last = self._following.last(context)
        if last is not None and (turned := turned_to(question)):
            return self._reply([Hit(last, 1.0, 1.0)], turned, None)
        query = self._reader.read(question)
        hits: Sequence[Hit] = self._search.find(query.needs)
        if last is not None and self._following.leans(question, query):
            further = self._following.find(question, query, context)
            if further:
                return self._reply(further, spoken, None)
        hits, correction = self._premises.check(query, hits, spoken)
        if not hits or (hits[0].sureness < SURE and not correction):
            return Reply(False, (), (), spoken)
        return self._reply(hits, spoken, correction)

    def _reply(self, hits: Sequence[Hit], language: str, correction: Correction | None) -> Reply:
        best = self._search.entries[hits[0].number]
        near = [self._search.entries[h.number] for h in hits if h.score >= NEAR * hits[0].score]
        others = [e.passage.id for e in near[1:] if e.passage.kind == "answer"]
        return Reply(
            True,
            (best.passage.id,),
            tuple(dict.fromkeys([best.passage.section, *(e.passage.section for e in near)])),
            language,
            correction,
            best.see,
            tuple(others[:2]),
        )


def _readings(course: Course) -> dict[str, str]:
    """What words in kana stand for, from the readings in the lessons and of the terms."""
    texts = [text for s in course.sections for step in s.lesson for text in step.text.values()]
    found = {kana: written for written, kana in RUBY.findall("".join(texts))}
    return found | {term.reading: term.term["ja"] for term in course.glossary if term.reading}
