"""A question as it is looked up: what of it a passage should have, and what it asks for."""

import re
from collections.abc import Container, Iterator, Sequence
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from taiwa.tutor.ask.evidence import Measures, kinds_asked
from taiwa.tutor.ask.folding import fold
from taiwa.tutor.ask.index import FRAMING, Index, Need
from taiwa.tutor.ask.pieces import TOKEN, frame, is_strange, pieces, strangers
from taiwa.tutor.ask.spelling import Speller

LETTERS = 5  # capitals up to so many are no slip of another word
KANJI = re.compile("[\u3400-\u9fff々]+")
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b|\b[A-Z]{2,}\b")  # a name as it is typed

ROMAN = re.compile(
    r"(?:^|(?<=section )|(?<=part )|(?<=chapter )|(?<=第))(iii?|iv|vi{1,3})(?=\b|[節章])", re.I
)
"""The number of a section as a heading may have it, where no other word is meant."""


class Query(Struct, frozen=True):
    """The folded text, what a passage should have, the units of what is asked for (`?when` …), and
    for every kind of thing if it is asked for."""

    text: str
    needs: tuple[Need, ...]
    asked: frozenset[str]
    kinds: Measures

    def asking(self, needs: Sequence[Need]) -> "Query":
        """The same question with other needs."""
        return replace(self, needs=tuple(needs))


class QuestionReader:
    """Reads questions in the words of a course."""

    def __init__(
        self,
        indexes: Sequence[Index],
        speller: Speller,
        people: Container[str],
    ) -> None:
        """`people` are the units that name somebody; the first of the indexes weighs words."""
        self._people = people
        self._index, self._indexes = indexes[0], indexes
        self._speller = speller

    def read(self, question: str) -> Query:
        text = self._speller.written(fold(ROMAN.sub(_section, normalize("NFKC", question))))
        named = set() if question.isupper() else {n.casefold() for n in CAPITAL.findall(question)}
        needs: dict[str, Need] = {}
        for token in self._mend(TOKEN.findall(text), named):
            for unit, weight in self._weigh(token):
                if unit not in needs:
                    share = FRAMING if unit in frame() else 1.0
                    is_name = self._is_name(unit, token in named)
                    needs[unit] = Need(unit, share, weight, is_name)
        asked = frozenset(unit for unit in needs if unit[0] == "?")
        return Query(text, tuple(needs.values()), asked, kinds_asked(question))

    def strangers(self, query: Query) -> frozenset[str]:
        """The units of words in kanji that only look like the course's."""
        words = strangers(query.text, self._knows)
        return frozenset(unit for word in words for unit in pieces(word))

    def _knows(self, unit: str) -> bool:
        return any(unit in index for index in self._indexes)

    def _is_name(self, unit: str, typed_so: bool) -> bool:
        if unit in self._people or (unit[0] == "@" and unit != self._index.home):
            return True
        if re.match(r"art\d|[12]\d{3}$", unit):
            return True
        return not self._knows(unit) and (typed_so or bool(re.match("[ァ-ヺ]{3}", unit)))

    def _weigh(self, token: str) -> list[tuple[str, float]]:
        """The units of a token, and how much it tells of a passage to have them."""
        index = self._index
        found: list[tuple[str, float]] = []
        for unit in pieces(token):
            if unit in frame() or unit[0] == "?":
                found.append((unit, 0.0))
            elif unit[0] == "@" or self._knows(unit):
                found.append((unit, index.weight(unit)))
            elif not KANJI.match(unit):
                found.append((unit, index.most))
        return found + self._unheard(token)

    def _unheard(self, token: str) -> list[tuple[str, float]]:
        """The kanji of a run that no known pair covers: one weighs half a word, less in a verb."""
        match = KANJI.match(token)
        if not match:
            return []
        run, most = match[0], self._index.most
        covered = [letter in frame() or pieces(letter)[0] != letter for letter in run]
        for i in range(len(run) - 1):
            if any(self._knows(u) or u in frame() for u in pieces(run[i : i + 2])):
                covered[i] = covered[i + 1] = True
        if len(run) == 1:
            known = any(map(self._knows, pieces(token)))
            return [] if known or covered[0] else [(f"{run}#", most / 4)]
        left = sum(not done for done in covered)
        return [(f"{run}#", most * min(1.0, left / 2))] if left else []

    def _mend(self, tokens: Sequence[str], named: Container[str]) -> Iterator[str]:
        """The tokens, slips mended, and what is in romaji as the course writes it."""
        strange: list[str] = []
        for token in [*tokens, ""]:
            latin = token.isascii() and token.isalpha()
            if latin and self._strange(token) and (len(token) > LETTERS or token not in named):
                strange.append(token)
                continue
            yield from self._mend_run(strange)
            strange = []
            katakana = "ァ" <= token[:1] <= "ー"
            near = self._speller.near(token) if katakana and self._strange(token) else None
            if token:
                yield near or token

    def _strange(self, token: str) -> bool:
        return all(is_strange(token, index) for index in self._indexes)

    def _mend_run(self, words: Sequence[str]) -> list[str]:
        """Words in a row that the course does not know: romaji, or slips."""
        written = self._speller.from_romaji("".join(words)) if words else None
        if written:
            return TOKEN.findall(fold(written))
        near = {word: self._speller.near(word) for word in set(words)}
        return [near[word] or word for word in words]


def _section(roman: "re.Match[str]") -> str:
    number = ("II", "III", "IV", "V", "VI", "VII", "VIII").index(roman[0].upper()) + 2
    return f"{number}" if roman.start() else f"section {number}"
