"""A learner's own question about the text → the passages of the course that answer it.

    question ─► folded, cut into units ─► read as needs ─► searched ─► premises checked ─► reply
                 folding, units           query, spelling   searching   premises             │
    what is no question (requests) ──────────────────────────────────────────────────────► declined
    what leans on the last reply (following) ─► its topic and the new words, searched ─────► reply

The course's own passages (`library`: answers, terms, events) stand in an index by the same units in
which a question is read: stems of English words and pairs of kanji, with one unit for a country in
either language, so that a question finds what is worded in the other. A passage is ranked by BM25,
by the likeness of the question to a way to ask for it, and by how much of the question it has; the
same measures tell how sure it is. Where no passage is sure the text does not say, and the tutor
says so: it says only what the course says.
"""

import unicodedata
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.tutor.ask.folding import MARKED_READING, language_of
from taiwa.tutor.ask.following import Following, turned_to, wants_more
from taiwa.tutor.ask.index import Index
from taiwa.tutor.ask.library import Passage, entries
from taiwa.tutor.ask.names import Names
from taiwa.tutor.ask.premises import Correction, Premises
from taiwa.tutor.ask.query import QuestionReader
from taiwa.tutor.ask.requests import is_request
from taiwa.tutor.ask.search import SURE, Hit, Search
from taiwa.tutor.ask.spelling import Speller

__all__ = ["Asking", "Correction", "Passage", "Retrieval"]

LONGEST_QUESTION = 600
"""Characters of a question that are read."""
NEAR = 2.0
"""The most that a passage may stay below the best score to be named beside it."""


class Retrieval(Struct, frozen=True):
    """The passages that answer, best first; none where the text does not say.

    `certainty` is "nearest" where the text does not put it just so, and the passages are those that
    come nearest, two at most; with "none" they may tell what the text does treat.
    `language` is the language of the question, `see` the step or question that goes with the
    reply, and `followups` are answers that the learner may want next.
    """

    certainty: Literal["sure", "nearest", "none"]
    passages: tuple[str, ...]
    sections: tuple[str, ...]
    language: str
    correction: Correction | None = None
    see: str | None = None
    followups: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        return self.certainty != "none"


class Asking:
    """Answers questions about a course; made once, it never changes."""

    def __init__(self, course: Course) -> None:
        found = entries(course)
        index = Index(found)
        names = Names(text for s in course.sections for a in s.answers for text in a.reply.values())
        self._reader = QuestionReader(index, Speller(index.tokens, _readings(course)), names.people)
        self._search = Search(found, index)
        self._premises = Premises(course, self._search, names)
        self._following = Following(self._search, names)

    def ask(self, question: str, language: str, context: Sequence[str] = ()) -> Retrieval:
        """The reply to a question; `language` is the interface's, `context` the ids of the
        passages quoted before, the latest last."""
        question = unicodedata.normalize(
            "NFC", question[:LONGEST_QUESTION].encode("utf-8", "replace").decode()
        )
        spoken = language_of(question, language)
        if is_request(question):
            return Retrieval("none", (), (), spoken)
        last = self._following.last(context)
        if last is not None and (turned := turned_to(question)):
            return self._reply([Hit(last, 1.0, 1.0)], turned, None)
        query = self._reader.read(question)
        hits: Sequence[Hit] = self._search.find(query.needs)
        if last is not None and self._following.leans(question, query):
            further = self._following.find(question, query, context)
            if further:
                return self._reply(further, spoken, None)
        heavy = sum(need.weight > 0 for need in query.needs)
        bare = not heavy and len(query.needs) < 2
        if bare or (heavy < 2 and last is None and wants_more(question)):
            return Retrieval("none", (), (), spoken)  # it leans on what was not said
        hits, correction = self._premises.check(query, hits, spoken)
        if not hits or (hits[0].sureness < SURE and not correction):
            return Retrieval("none", (), (), spoken)
        return self._reply(hits, spoken, correction)

    def _reply(
        self, hits: Sequence[Hit], language: str, correction: Correction | None
    ) -> Retrieval:
        best = self._search.entries[hits[0].number]
        near = [self._search.entries[h.number] for h in hits if h.score >= hits[0].score - NEAR]
        others = [e.passage.id for e in near[1:] if e.passage.kind == "answer"]
        return Retrieval(
            "sure",
            (best.passage.id,),
            tuple(dict.fromkeys([best.passage.section, *(e.passage.section for e in near)])),
            language,
            correction,
            best.see,
            tuple(others[:2]),
        )


def _readings(course: Course) -> dict[str, str]:
    """Words by their kana, from the readings in the lessons and of the terms."""
    texts = [text for s in course.sections for step in s.lesson for text in step.text.values()]
    found = {kana: written for written, kana in MARKED_READING.findall("".join(texts))}
    return found | {term.reading: term.term["ja"] for term in course.glossary if term.reading}
