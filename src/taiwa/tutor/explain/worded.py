"""Points that an answer words just as their author does."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from taiwa.tutor.explain.meaning import CLAUSE
from taiwa.tutor.text.folds import fold_surface
from taiwa.tutor.text.phrases import unwrappings

SENTENCE = re.compile(r"[^。．.!?！？;；\n]+")


class Worded:
    """The texts of each key point, letter by letter."""

    def __init__(self, points: Sequence[Sequence[str]], language: str) -> None:
        self._points, self._language = points, language
        self._letters = [frozenset(map(_letters, texts)) - {""} for texts in points]

    def by(self, answer: str) -> set[int]:
        """The points that the answer, but for an "I think", or a sentence or clause of it puts just
        as an author does."""
        parts = (answer, *SENTENCE.findall(answer), *CLAUSE.findall(answer))
        found = _alike(set(map(_letters, parts)), self._letters)
        left = unwrappings(fold_surface(answer, self._language), self._language)
        if rests := {_letters(rest) for _, rest in left}:
            folded = ({fold_surface(text, self._language) for text in own} for own in self._points)
            found |= _alike(rests, (frozenset(map(_letters, own)) - {""} for own in folded))
        return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _alike(said: set[str], wordings: Iterable[frozenset[str]]) -> set[int]:
    """The places of the points of which a wording is said."""
    return {place for place, own in enumerate(wordings) if not said.isdisjoint(own)}
