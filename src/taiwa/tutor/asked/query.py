"""A question as it is looked up: what of it a passage should have, and what it asks for."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from taiwa.tutor.asked.folding import fold
from taiwa.tutor.asked.index import Index, Need
from taiwa.tutor.asked.spelling import Speller
from taiwa.tutor.asked.units import TOKEN, frame, pieces, related, units

FRAMING = 0.15  # share of a word that only frames the question
MENDED = 0.8  # share of a word that was mended
MOST_STRANGE = 8  # words to mend in a row; more are no question
NAMED = 1.5  # a country counts for more than another word
COUNTED = 2.0  # what is asked the number of, too
KANJI = re.compile("[\u3400-\u9fff々]+")
COUNTING = re.compile(r"\b(?:how many|number of) ([a-z]+)")


class Query(Struct, frozen=True):
    """`asked` are the kinds (`?when` …); `strange` is the share of what the course has nothing of."""

    text: str
    needs: tuple[Need, ...]
    asked: frozenset[str]


class Reader:
    """Reads questions in the words of a course."""

    def __init__(self, index: Index, speller: Speller, names: Iterable[Sequence[str]]) -> None:
        """`names` are the folded names of each term."""
        self._index = index
        self._speller = speller
        self._mates = related() | _aliases(index, names)

    def read(self, question: str) -> Query:
        text = self._speller.written(fold(question))
        counted = {unit for word in COUNTING.findall(text) for unit in pieces(word)}
        needs: dict[str, Need] = {}
        for token, share in self._mend(TOKEN.findall(text)):
            for unit, weight in self._weigh(token):
                if unit not in needs:
                    weight *= COUNTED if unit in counted else 1
                    mates = tuple(m for m in self._mates.get(unit, ()) if m in self._index.idf)
                    mine = FRAMING if unit in frame() else share
                    needs[unit] = Need(unit, mine, weight, mates)
        asked = frozenset(unit for unit in needs if unit[0] == "?")
        return Query(text, tuple(needs.values()), asked)

    def _weigh(self, token: str) -> list[tuple[str, float]]:
        """The units of a token, and how much it tells of a passage to have them."""
        idf, most = self._index.idf, self._index.most
        found: list[tuple[str, float]] = []
        for unit in pieces(token):
            if unit in frame() or unit[0] == "?":
                found.append((unit, 0.0))
            elif unit[0] == "@":
                found.append((unit, NAMED * self._index.weight(unit)))
            elif unit in idf:
                found.append((unit, idf[unit]))
            elif unit in related():
                found.append((unit, most / 2))
            elif unit.isdigit() and len(unit) < 4:
                found.append((unit, 0.0))
            elif not KANJI.match(unit):
                found.append((unit, NAMED * most if "ァ" <= unit[0] <= "ー" else most))
        return found + self._unheard(token)

    def _unheard(self, token: str) -> list[tuple[str, float]]:
        """The kanji of a run that no known pair covers: half a word each, less in a verb."""
        match = KANJI.match(token)
        if not match:
            return []
        run, idf, most = match[0], self._index.idf, self._index.most
        covered = [letter in frame() or pieces(letter)[0] != letter for letter in run]
        for i in range(len(run) - 1):
            if any(u in idf or u in frame() or u in related() for u in pieces(run[i : i + 2])):
                covered[i] = covered[i + 1] = True
        if len(run) == 1:
            known = any(unit in idf or unit in related() for unit in pieces(token))
            return [] if known or covered[0] else [(f"{run}#", most / 4)]
        missing = [i for i, done in enumerate(covered) if not done]
        return [(f"{run}#{i}", most / 2) for i in missing]

    def _mend(self, tokens: list[str]) -> list[tuple[str, float]]:
        mended: list[tuple[str, float]] = []
        strange: list[str] = []
        for token in [*tokens, ""]:
            if token and token[0].isascii() and token.isalpha() and self._strange(token):
                strange.append(token)
                continue
            mended += self._mend_run(strange)
            strange = []
            if token and "ァ" <= token[0] <= "ー" and self._strange(token):
                near = self._speller.near(token, len(token))
                mended.append((near, MENDED) if near else (token, 1.0))
            elif token:
                mended.append((token, 1.0))
        return mended

    def _strange(self, token: str) -> bool:
        idf = self._index.idf
        return not any(u in idf or u in frame() or u in related() for u in pieces(token))

    def _mend_run(self, words: list[str]) -> list[tuple[str, float]]:
        """Words in a row that the course does not know: romaji, or slips."""
        if not words:
            return []
        written = self._speller.from_romaji("".join(words))
        if written:
            return [(token, 1.0) for token in TOKEN.findall(fold(written))]
        mended = []
        for word in words[:MOST_STRANGE]:
            near = self._speller.near(pieces(word)[0], len(word))
            mended.append((near, MENDED) if near else (word, 1.0))
        return mended


def _aliases(index: Index, names: Iterable[Sequence[str]]) -> dict[str, frozenset[str]]:
    """What stands for the same term, by the most telling unit of each of its names."""
    table: dict[str, frozenset[str]] = {}
    for some in names:
        telling = {max(units(name), key=index.weight) for name in some if units(name)}
        telling = {unit for unit in telling if index.weight(unit) > index.most / 2}
        for unit in telling:
            table[unit] = (
                table.get(unit, frozenset()) | related().get(unit, frozenset()) | (telling - {unit})
            )
    return table
