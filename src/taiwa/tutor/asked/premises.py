"""What a question takes for granted and the text has otherwise: another year, another actor."""

import re
from collections.abc import Sequence

from msgspec import Struct

from taiwa.course.model import AnyQuestion, Course, Typed
from taiwa.tutor.asked.folding import fold
from taiwa.tutor.asked.index import Need
from taiwa.tutor.asked.names import Names
from taiwa.tutor.asked.query import Query
from taiwa.tutor.asked.searching import Hit, Search
from taiwa.tutor.asked.units import units

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ASSUMING = re.compile(
    r"\b(?:why|when|how|since)\b|\b(?:right|isnt it|wasnt it|didnt (?:it|they|he))\b"
    r"|なぜ|なんで|どうして|いつ|理由|ですよね|だよね|よね|んだっけ"
)
ADDING = re.compile(r"\b(?:also|too|either|as well|other)\b|も(?:また|反対|慎重|乗|同)|ほかに|他に")
ENOUGH_LEFT = 0.75
"""What must be covered of a question without the doubtful part, so that it is surely meant."""
LEFT_OVER = 2  # words that must be left then
FEW = 3  # years or names that may stand in place of what was said; more tell nothing


class Correction(Struct, frozen=True):
    """What the question took for granted, and what the text has in its place."""

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
        """The hits as they are, or those for what was surely meant with the correction."""
        for doubtful in (self._years(query, hits), self._actors(query, hits)):
            if doubtful:
                left = [need for need in query.needs if need.unit not in doubtful]
                found = self._search.find(left)
                if self._is_meant(left, found):
                    said, stands = self._differing(doubtful, found[0].number, language)
                    if stands:
                        return found, Correction(said, stands)
        return hits, self._confusion(query, hits, language)

    def _years(self, query: Query, hits: Sequence[Hit]) -> set[str]:
        """The years of the question that the best passage has not."""
        years = set(YEAR.findall(query.text))
        return {y for y in years if not hits or not self._search.has(y, hits[0].number)}

    def _actors(self, query: Query, hits: Sequence[Hit]) -> set[str]:
        """The names of the question that the best passage has not, if it assumes what they did."""
        if not ASSUMING.search(query.text):
            return set()
        named = {n.unit for n in query.needs if self._names.shown(n.unit, "en")}
        return {u for u in named if not hits or not self._search.has(u, hits[0].number)}

    def _is_meant(self, left: Sequence[Need], found: Sequence[Hit]) -> bool:
        if not found or sum(need.weight > 0 for need in left) < LEFT_OVER:
            return False
        return self._search.index.coverage(left, found[0].number) >= ENOUGH_LEFT

    def _differing(
        self, doubtful: set[str], number: int, language: str
    ) -> tuple[str, tuple[str, ...]]:
        """What was said, and what the passage says of the same sort."""
        said = min(doubtful)
        text = self._search.entries[number].says[0 if language == "ja" else 1]
        if said.isdigit():
            stands = tuple(dict.fromkeys(YEAR.findall(text)))
            return said, stands if len(stands) <= FEW else ()
        shown = self._names.shown(said, language) or said
        actors = [u for u in dict.fromkeys(units(text)) if u != said and u != "@japan"]
        stands = tuple(n for n in (self._names.shown(u, language) for u in actors) if n)
        return shown, tuple(dict.fromkeys(stands))[:FEW]

    def _confusion(self, query: Query, hits: Sequence[Hit], language: str) -> Correction | None:
        """A wrong answer foreseen by the question that goes with the passage."""
        if not hits or ADDING.search(query.text) or not ASSUMING.search(query.text):
            return None
        question = self._question(hits[0])
        if not isinstance(question, Typed) or language not in question.accepted:
            return None
        right = question.accepted[language]
        if any(fold(name) in query.text for names in question.accepted.values() for name in names):
            return None
        for confusion in question.confusions:
            for name in confusion.answers.get(language, ()):
                if fold(name) in query.text:
                    return Correction(name, right[:1])
        return None

    def _question(self, hit: Hit) -> AnyQuestion | None:
        see = self._search.entries[hit.number].see
        return self._course.questions.get(see) if see else None
