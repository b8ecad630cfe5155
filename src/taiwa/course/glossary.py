"""The glossary's terms looked up by a few letters, and found where a text mentions them.

In any language, by reading, kana or kanji.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from taiwa.course.course import Course
from taiwa.course.model import Term, Text
from taiwa.text.readings import READING, hiragana

_KANJI = re.compile(r"([一-龯々〆]+)")
_LATIN = re.compile(r"[0-9A-Za-z]")


class Mention(NamedTuple):
    """The characters `start` to `end` of a text name the term with this id."""

    start: int
    end: int
    term: str


class Mentions:
    """Finds terms by any of their names, in any language; the longest name wins."""

    def __init__(self, glossary: Iterable[Term]) -> None:
        self.names: dict[str, str] = {}  # as compared, with the term's id
        self._first: dict[str, list[str]] = {}  # by their first character, the longest first
        self._marked: dict[str, str] = {}  # a term's Japanese name with its readings
        self._kana: dict[str, str] = {}  # and its reading
        for term in glossary:
            for name in called(term):
                self.names.setdefault(name.lower(), term.id)
            self._kana[term.term["ja"]] = term.reading
            self._marked[term.term["ja"]] = with_reading(term.term["ja"], term.reading)
        for name in sorted(self.names, key=len, reverse=True):
            self._first.setdefault(name[0], []).append(name)
        self.find = lru_cache(maxsize=1024)(self._find)
        self.read = lru_cache(maxsize=1024)(self._read)

    def searchable(self, texts: Text) -> str:
        """The text to be searched: in every language, with its readings in kana."""
        marked = [self.read(text) for text in texts.values()]
        ways = [READING.sub(way, text) for text in marked for way in (r"\1", r"\2")]
        return fold("\n".join(dict.fromkeys(ways)))

    def _find(self, text: str) -> tuple[Mention, ...]:
        """The first mention of each term in a text without markup."""
        found: dict[str, Mention] = {}
        for mention in self._all(text):
            found.setdefault(mention.term, mention)
        return tuple(found.values())

    def _read(self, marked: str) -> str:
        """The text with the readings of its terms marked, where it does not tell them itself."""
        pieces = READING.split(marked)
        done = {*pieces[1::3], *(name for name, kana in self._kana.items() if kana in marked)}
        for place in range(0, len(pieces), 3):
            text, parts, end = pieces[place], [], 0
            for mention in self._all(text):
                name = text[mention.start : mention.end]
                if name in self._marked and name not in done:
                    done.add(name)
                    parts += [text[end : mention.start], self._marked[name]]
                    end = mention.end
            pieces[place] = "".join(parts) + text[end:]
        return "".join(
            f"{{{piece}|{pieces[place + 1]}}}" if place % 3 == 1 else piece
            for place, piece in enumerate(pieces)
            if place % 3 != 2
        )

    def _all(self, text: str) -> Iterator[Mention]:
        lowered, place = text.lower(), 0
        while place < len(lowered):
            for name in self._first.get(lowered[place], ()):
                if lowered.startswith(name, place) and _whole(lowered, place, len(name)):
                    yield Mention(place, place + len(name), self.names[name])
                    place += len(name) - 1
                    break
            place += 1


def _whole(text: str, start: int, length: int) -> bool:
    """True if a name in Latin letters stands as a word, a plural s aside."""
    end = start + length
    if start and _LATIN.match(text[start]) and _LATIN.match(text[start - 1]):
        return False
    after = text[end : end + 2]
    if not after or not _LATIN.match(text[end - 1]) or not _LATIN.match(after[0]):
        return True
    return after[0] == "s" and not _LATIN.match(after[1:])


def with_reading(name: str, reading: str) -> str:
    """A Japanese name with its reading above its kanji only: `{静的|せいてき}な{路線|ろせん}`.

    Above the whole of it where kana and kanji can't be told apart in one way only.
    """
    pieces = _KANJI.split(name)
    if len(pieces) == 1:
        return name
    kana, folded = [fold(piece) for piece in pieces[::2]], fold(reading)
    readings = _above(kana, folded)
    backwards = _above([piece[::-1] for piece in reversed(kana)], folded[::-1])
    if not readings or readings != [piece[::-1] for piece in reversed(backwards)]:
        return f"{{{name}|{reading}}}"
    above = iter(readings)
    return "".join(
        f"{{{piece}|{next(above)}}}" if place % 2 else piece for place, piece in enumerate(pieces)
    )


def _above(kana: list[str], reading: str) -> list[str]:
    """The parts of a reading between the kana of a name, each of these taken as early as can be.

    Nothing where the reading does not fit.
    """
    (first, *inner, last), found = kana, []
    end = len(first)
    for piece in inner:
        place = reading.find(piece, end + 1)
        if place < 0:
            return []
        found.append(reading[end:place])
        end = place + len(piece)
    found.append(reading[end : len(reading) - len(last)])
    return found if found[-1] and reading.startswith(first) and reading.endswith(last) else []


def fold(text: str) -> str:
    """Text as it is compared: width, case and kana script do not matter."""
    return hiragana(unicodedata.normalize("NFKC", text).casefold())


def find_terms(course: Course, wanted: str) -> list[Term]:
    """The terms that hold what is wanted; those that begin with it first, then by the glossary."""
    key = fold(wanted).strip()
    if not key:
        return list(course.glossary)
    found = []
    for place, term in enumerate(course.glossary):
        names = [fold(name) for name in (*called(term), *term.readings)]
        if any(key in name for name in names):
            found.append((not any(name.startswith(key) for name in names), place, term))
    return [term for *_, term in sorted(found, key=lambda hit: hit[:2])]


def in_order(terms: Iterable[Term], language: str) -> list[Term]:
    """Terms as a dictionary of that language has them: Japanese ones by their reading."""

    def key(term: Term) -> tuple[str, str]:
        name = fold(term.reading if language == "ja" else term.term[language])
        apart = unicodedata.normalize("NFD", name)  # が comes between か and き, whatever follows
        return "".join(sign for sign in apart if not unicodedata.combining(sign)), name

    return sorted(terms, key=key)


def beside(course: Course, term: Term) -> list[Term]:
    """The terms of the lesson steps that this one is in, those first that share most of them."""
    shared = Counter(
        name for step in course.steps.values() if term.id in step.terms for name in step.terms
    )
    return [course.terms[name] for name, _ in shared.most_common() if name != term.id]


def called(term: Term) -> list[str]:
    """All names of a term, in every language."""
    also = [name for names in term.also.values() for name in names]
    names = [*term.term.values(), *also]
    return [*names, term.abbreviation] if term.abbreviation else names
