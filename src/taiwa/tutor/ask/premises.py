"""False premises: a question takes for granted another year or actor than the text has."""

import re
from collections.abc import Sequence

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.tutor.ask.folding import fold
from taiwa.tutor.ask.index import Need
from taiwa.tutor.ask.names import Names
from taiwa.tutor.ask.pieces import pieces, units
from taiwa.tutor.ask.query import Query
from taiwa.tutor.ask.search import WEIGHTS, Hit, Search

YEAR = re.compile(r"(?<!\d)(?:[12]\d{3}(?!\d)|\d{1,3}(?=年(?!間)))")
ASSUMING = re.compile(
    r"\b(?:why|when|how|since)\b|\b(?:right|isnt it|wasnt it|didnt (?:it|they|he))\b"
    r"|なぜ|なんで|どうして|いつ|理由|ですよね|だよね|よね|んだっけ"
)
PLACE = re.compile(r"\bin (\w+)")
COVERED_LEFT = 0.75
"""A passage is surely meant if it covers so much of the question without the doubtful part."""
DATED = Need("?when", 1.0, 0.0)  # who names a year is told the right one
FEW = 3  # years or names that may stand in place of what was said; more tell nothing


class Correction(Struct, frozen=True):
    """A false premise: the words taken for granted, and those that the text has in their place."""

    said: str
    stands: tuple[str, ...]


class Premises:
    """Checks questions against a course."""

    def __init__(self, course: Course, search: Search, names: Names) -> None:
        self._course = course
        self._search = search
        self._names = names

    def check(
        self, query: Query, hits: Sequence[Hit], language: str
    ) -> tuple[Sequence[Hit], Correction | None]:
        """The hits, and the correction if there is one; what was surely meant stands then first."""
        for doubtful in (self._years(query, hits), self._actor(query, hits)):
            if doubtful:
                left = [need for need in query.needs if need.unit not in doubtful]
                when = [DATED] if min(doubtful).isdigit() and DATED.unit not in query.asked else []
                meant = query.asking([*left, *when])
                found = self._search.find(meant)
                if self._is_meant(meant, found):
                    said, stands = self._differing(doubtful, found[0].number, language)
                    if stands:
                        rest = [hit for hit in hits if hit.number != found[0].number]
                        return [found[0], *rest], Correction(said, stands)
        return hits, self._confusion(query, hits, language)

    def _years(self, query: Query, hits: Sequence[Hit]) -> set[str]:
        """The years of the question that the best passage has not, if it is one at all."""
        years = set(YEAR.findall(query.text))
        if not self._is_sure(query, hits):
            return years
        return {year for year in years if not self._search.index.has(year, hits[0].number)}

    def _actor(self, query: Query, hits: Sequence[Hit]) -> set[str]:
        """The name in the question without which a passage has all the rest, and more of it than
        the best has with it; if the question assumes what somebody did."""
        if not hits or not ASSUMING.search(query.text):
            return set()
        covers = self._search.index.coverage
        now = covers(query.needs, hits[0].number)
        places = {unit for word in PLACE.findall(query.text) for unit in pieces(word)}
        for actor in query.needs:
            if not self._names.shown(actor.unit, "en") or actor.unit in places | {
                self._search.index.home
            }:
                continue
            left = [need for need in query.needs if need is not actor]
            best = self._search.find(query.asking(left))[:1]
            if any(covers(left, h.number) > now for h in best if not self._has(actor, h)):
                return {actor.unit}
        return set()

    def _has(self, need: Need, hit: Hit) -> bool:
        return self._search.index.has(need.unit, hit.number)

    def _is_meant(self, query: Query, found: Sequence[Hit]) -> bool:
        covers = self._search.index.coverage
        covered = any(covers(query.needs, best.number) >= COVERED_LEFT for best in found[:1])
        return covered or self._is_sure(query, found)

    def _is_sure(self, query: Query, hits: Sequence[Hit]) -> bool:
        return self._search.sureness(query, hits) >= WEIGHTS.sure

    def _differing(
        self, doubtful: set[str], number: int, language: str
    ) -> tuple[str, tuple[str, ...]]:
        """The name or year that was said, and those of the same sort in the passage."""
        said = min(doubtful)
        entry = self._search.index.entry(number)
        text = entry.says[0 if language == "ja" else 1]
        if said.isdigit():
            stands = tuple(dict.fromkeys(YEAR.findall(" ".join([text, *entry.says[2:]]))))
            return said, stands if len(stands) <= FEW and said not in stands else ()
        named = [
            u
            for u in dict.fromkeys(units(f"{text} {' '.join(entry.asks)}"))
            if u != self._search.index.home
        ]
        alike = [u for u in named if (u[0] == "@") == (said[0] == "@") and u != said]
        shown = (self._names.shown(unit, language) for unit in alike)
        stands = tuple(dict.fromkeys(name for name in shown if name))
        return self._names.shown(said, language) or said, stands[:FEW]

    def _confusion(self, query: Query, hits: Sequence[Hit], language: str) -> Correction | None:
        """A wrong answer foreseen by the question that goes with the passage."""
        if not hits or not ASSUMING.search(query.text):
            return None
        question = self._question(hits[0])
        form = form_of(question) if question else None
        if not form or form.manner != "words" or language not in form.accepted:
            return None
        right = form.accepted[language]
        if any(fold(name) in query.text for names in form.accepted.values() for name in names):
            return None
        for confusion in form.confusions:
            for name in confusion.answers.get(language, ()):
                if fold(name) in query.text:
                    return Correction(name, right[:1])
        return None

    def _question(self, hit: Hit) -> Question | None:
        see = self._search.index.entry(hit.number).see
        return self._course.questions.get(see) if see else None
