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
ASIDE = re.compile(r"[?,、。]\W*(?:in |on |at )?\d+年?(?:です|でした)?か?\W*$")
"""A year that is asked for by itself: "when was it, in 1949?"."""
BESIDE = re.compile(
    r"\b(?:also|too|as well|not|never)\b|[ァ-ー一-龯]も|ない|ません|なかった"
    r"|\b(?:is|are|was|were|do|does|did|has|have)nt\b(?! (?:it|they|s?he)\b)"
)
"""Words for what a name does not do, or does beside others: room is left for those of the text."""
PLACE = re.compile(r"\bin (\w+)")
COVERED_LEFT = 0.75
"""A passage is surely meant if it covers so much of the question without the doubtful part."""
DATED = Need("?when", 1.0, 0.0)  # who names a year is told the right one
BORNE_OUT = 0.6
"""A passage that has a year bears it out if it covers so much of the rest."""
FEW = 2  # years that may stand in place of what was said; more tell nothing
TELLING = 2
"""Words beside a name that tell what is said of it."""


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
    ) -> tuple[Query, Sequence[Hit], Correction | None]:
        """The question without a year or name that no passage bears out, if the rest of it is
        surely about one; the hits, which that one then leads; and the correction, if the question
        took for granted what is left out."""
        for told in (self._year(query, hits, language), self._actor(query, hits, language)):
            if told:
                meant, best, correction = told
                others = (hit for hit in hits if hit.number != best.number)
                return meant, [best, *others], correction
        return query, hits, self._confusion(query, hits, language)

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

    def _actor(
        self, query: Query, hits: Sequence[Hit], language: str
    ) -> tuple[Query, Hit, Correction] | None:
        """The name without which a passage has all the rest, and more of it than the best has with
        it; if the question assumes what somebody did, and the passage names one other."""
        if not hits or not ASSUMING.search(query.text) or BESIDE.search(query.text):
            return None
        covers, has = self._search.index.coverage, self._search.index.has
        now = covers(query.needs, hits[0].number)
        places = {unit for word in PLACE.findall(query.text) for unit in pieces(word)}
        for actor in query.needs:
            name = self._names.shown(actor.unit, language)
            if not name or actor.unit in {*places, self._search.index.home}:
                continue
            left = [need for need in query.needs if need is not actor]
            heavy = [need for need in left if need.weight > 0]
            for best in self._search.find(query.asking(left))[:1]:
                told = all(has(need.unit, best.number) for need in heavy)
                more = not has(actor.unit, best.number) and covers(left, best.number) > now
                stands = self._named(query, best, actor.unit, language)
                if told and more and len(heavy) >= TELLING and len(stands) == 1:
                    return query.asking(left), best, Correction(name, stands)
        return None

    def _named(self, query: Query, best: Hit, said: str, language: str) -> tuple[str, ...]:
        """The names of a passage that the question has not, of the sort of the one that it has."""
        entry = self._search.index.entry(best.number)
        text = f"{entry.says[0 if language == 'ja' else 1]} {' '.join(entry.asks)}"
        known = {need.unit for need in query.needs} | {self._search.index.home}
        alike = [u for u in units(text) if u not in known and (u[0] == "@") == (said[0] == "@")]
        shown = (self._names.shown(unit, language) for unit in alike)
        return tuple(dict.fromkeys(name for name in shown if name))

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


def _is_taken_for_granted(text: str) -> bool:
    """True if a folded question does not ask whether it was in the year that it names."""
    if ASIDE.search(text):
        return False
    return bool(ASSUMING.search(text) or OPEN.search(text) or not YES_NO.search(text))
