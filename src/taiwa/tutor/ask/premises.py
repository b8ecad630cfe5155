"""False premises: a question takes for granted another year or answer than the text has."""

import re
from collections.abc import Sequence

from msgspec import Struct

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.tutor.ask.folding import fold
from taiwa.tutor.ask.index import Need
from taiwa.tutor.ask.pieces import pieces
from taiwa.tutor.ask.query import Query
from taiwa.tutor.ask.search import WEIGHTS, Hit, Search

YEAR = re.compile(
    r"(?<!resolution )(?<!決議)(?<!第)(?<!\d)"
    r"(?:[12]\d{3}(?![\d号人])|\d{1,3}(?=年(?![間前後目代ごぶ毎以近おくほも]|に[1一])))"
)
"""A year, and neither the number of a resolution nor how long something takes."""
ASSUMING = re.compile(
    r"\b(?:why|when|how|since)\b|\b(?:right|isnt it|wasnt it|didnt (?:it|they|he))\b"
    r"|なぜ|なんで|どうして|いつ|理由|ですよね|だよね|よね|んだっけ"
)
OPEN = re.compile(r"\b(?:what|who|which|where)\b|何|なに|どう|ど[このれ]|誰|だれ")
"""Words, too, that ask for more than yes or no, and so takes the rest for granted."""
YES_NO = re.compile(r"[?か]\W*$|^\W*(?:is|are|was|were|did|does|do|has|have)\b")
GIVEN = re.compile(
    r"^(?:so |and |but )?(?:since|after|now that|given that|seeing that|because) (.+?), "
    r"|^(.{3,40}?)(?:[てで](?:から|以来)|[ただ](?:以上|後|あと|今|のだから))(?!です)"
)
"""A clause at the head of a question that takes something for granted."""
COVERED_LEFT = 0.75
"""A passage is surely meant if it covers so much of the question without the doubtful part."""
DATED = Need("?when", 1.0, 0.0)  # who names a year is told the right one
BORNE_OUT = 0.6
"""A passage that has a year bears it out if it covers so much of the rest."""
FEW = 2  # years that may stand in place of what was said; more tell nothing


class Correction(Struct, frozen=True):
    """A false premise: the words taken for granted, and those that the text has in their place."""

    said: str
    stands: tuple[str, ...]


class Premises:
    """Checks questions against a course."""

    def __init__(self, course: Course, search: Search) -> None:
        self._course = course
        self._search = search

    def check(
        self, query: Query, hits: Sequence[Hit], language: str
    ) -> tuple[Query, Sequence[Hit], Correction | None]:
        """The question without a year that no passage bears out, if the rest of it is surely about
        one; the hits, which that one then leads; and the correction, if the question took for
        granted what is left out. A name is corrected only where the course foresees it."""
        if told := self._year(query, hits, language):
            meant, best, correction = told
            others = (hit for hit in hits if hit.number != best.number)
            return meant, [best, *others], correction
        return query, hits, self._confusion(query, hits[0], language) if hits else None

    def _year(
        self, query: Query, hits: Sequence[Hit], language: str
    ) -> tuple[Query, Hit, Correction | None] | None:
        years = set(YEAR.findall(query.text))
        left = [need for need in query.needs if need.unit not in years]
        if not years or self._says(min(years), left, hits):
            return None
        meant = query.asking([*left, DATED] if DATED.unit not in query.asked else left)
        found = self._search.find(meant)
        if not self._is_meant(meant, found) or self._says(min(years), left, found):
            return None
        entry = self._search.index.entry(found[0].number)
        texts = " ".join([entry.says[0 if language == "ja" else 1], *entry.says[2:]])
        stands = tuple(sorted(set(YEAR.findall(texts)), key=int))
        if not stands or len(stands) > FEW or years & set(stands):
            return None
        taken = _is_taken_for_granted(query.text)
        return meant, found[0], Correction(min(years), stands) if taken else None

    def _says(self, year: str, left: Sequence[Need], hits: Sequence[Hit]) -> bool:
        """True if the best passage has a year, or any that says much of what is left."""
        index = self._search.index
        return any(
            hit is hits[0] or index.coverage(left, hit.number) >= BORNE_OUT
            for hit in hits
            if index.has(year, hit.number)
        )

    def _is_meant(self, query: Query, found: Sequence[Hit]) -> bool:
        if not any(need.weight > 0 for need in query.needs):
            return False
        covers = self._search.index.coverage
        covered = any(covers(query.needs, best.number) >= COVERED_LEFT for best in found[:1])
        return covered or self._search.sureness(query, found) >= WEIGHTS.sure

    def _confusion(self, query: Query, hit: Hit, language: str) -> Correction | None:
        """A wrong answer foreseen by the question that goes with a passage that has the rest."""
        if not ASSUMING.search(query.text):
            return None
        question = self._course.questions.get(self._search.index.entry(hit.number).see or "")
        form = form_of(question) if question else None
        if not form or form.manner != "words" or language not in form.accepted:
            return None
        right = form.accepted[language]
        if any(fold(name) in query.text for names in form.accepted.values() for name in names):
            return None
        for confusion in form.confusions:
            for name in confusion.answers.get(language, ()):
                if fold(name) in query.text and self._has_rest(query, name, hit):
                    return Correction(name, right[:1])
        return None

    def _has_rest(self, query: Query, name: str, hit: Hit) -> bool:
        left = [need for need in query.needs if need.unit not in pieces(fold(name))]
        return self._search.index.coverage(left, hit.number) >= COVERED_LEFT


def _is_taken_for_granted(text: str) -> bool:
    """True if a folded question does not ask whether it was in the year that it names."""
    return bool(ASSUMING.search(text) or OPEN.search(text) or not YES_NO.search(text))
