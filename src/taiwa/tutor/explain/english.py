"""English answers as clauses of units: stems, phrases, negation, countries."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache, partial

from taiwa.tutor.explain.units import Clause, Sentence, Unit, concepts, idle, itself, lookup
from taiwa.tutor.text.lexicon import countries
from taiwa.tutor.text.slips import english_budget, english_edits, find_slips
from taiwa.tutor.text.spellings import respelled

CONTRAST = re.compile(
    r"[.!?;\n]+(?!\d)|\b(?:but|whereas|while|although|though|however|yet|nevertheless)\b"
)
JOINT = re.compile(
    r"[,:()]+| [-–—]+ |\b(?:and|so|because|since|if|unless|when|which|who|then|where)\b"
)
WORD = re.compile(r"[a-z]+|\d+")
SUFFIX = re.compile(
    r"(?:ational|[ai]tions?|ments?|ness|ities|ity|ives?|ively|ally|ably|edly|ingly|ings?|ions?"
    r"|ers?|ors?|ance|ence|ant|ent|al|ly|ed|es|s|e|y)$"
)
INFLECTION = frozenset(["ed", "e", "ing", "s", "es", "ly", "er"])
CLOSED = ("no", "nobody", "nothing", "none", "never", "nor", "neither", "without", "hardly")
NEGATORS = frozenset(["not", "cannot", *CLOSED])
"""Words that turn round all that follows in their clause."""
DENIAL = re.compile(
    rf"\b(?:no longer|{'|'.join(sorted(NEGATORS))}|unable to|impossible"
    r"|(?:fail|ceas|stopp|refus)\w* to|den(?:y|ies))\b|n't\b"
)
"""These, and phrases that do so."""
PHRASE = 5
"""The number of words of the longest phrase of the tables."""
MOST_LISTED = 5
"""The number of words that may follow each other without one that joins them."""


@cache
def stem(word: str) -> str:
    """A word without its endings; the same for most forms of most words."""
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for _ in range(2):
        ending = SUFFIX.search(word)
        if ending and ending.start() >= (3 if ending[0] in INFLECTION else 4):
            word = word[: ending.start()]
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Small letters without marks, in one spelling."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    if not text.isascii():
        apart = unicodedata.normalize("NFD", text)
        text = "".join(c for c in apart if not unicodedata.combining(c))
    text = re.sub(r"\bu\.s\.(?:a\.)?", "usa", re.sub(r"\bu\.k\.", "uk", text))
    text = re.sub(r"\bno\. ?(?=\d)", "number ", text)
    text = re.sub(r"\b(ca|wo|sha)n't\b", r"\1 not", text).replace("n't", " not")
    text = re.sub(r"'s\b|s'(?=\s)", lambda m: "" if m[0] == "'s" else "s", text)
    return respelled(text, "en")


def _stems(phrase: str) -> str:
    return " ".join(map(stem, phrase.split("-")))


class _EnglishWords:
    """The word lists, by words and by stems."""

    def __init__(self) -> None:
        self.words = concepts("en", partial(respelled, language="en"))
        self.stems = concepts("en", lambda word: _stems(respelled(word, "en")))
        self.idle = idle("en")
        self.actors = {
            _stems(name.lower().replace("_", "-")): frozenset([(unit, 1)])
            for unit, names, _, _ in countries()
            for name in names
        }
        self.phrases = frozenset(entry for entry in (*self.stems, *self.actors) if " " in entry)
        self.begins = frozenset(entry.split()[0] for entry in self.phrases)
        self.slips = _index(word for word in self.words if "-" not in word)


english_words = cache(_EnglishWords)


def _index(vocabulary: Iterable[str]) -> dict[str, list[str]]:
    """Words by what is left of them when a letter is dropped, to find near ones quickly."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        for short in _shortened(word):
            index[short].append(word)
    return index


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))}


class EnglishReader:
    """Reads answers to a question; words that its texts use are known to it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for text in self._texts for word in WORD.findall(fold(text)))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(map(stem, self._words))

    @cached_property
    def _slips(self) -> Mapping[str, Sequence[str]]:
        return _index(word for word in sorted(self._words) if len(word) > 4)

    def read(self, text: str) -> tuple[Sentence, ...]:
        sentences: list[Sentence] = []
        for sentence in CONTRAST.split(fold(text)):
            if _is_list(WORD.findall(sentence)):
                continue
            pieces: list[list[str]] = []
            for piece in JOINT.split(sentence):
                found = [self._mended(word) for word in WORD.findall(piece)]
                if len(found) == 1 and pieces:
                    pieces[-1] += found
                elif found:
                    pieces.append(found)
            clauses = [clause for piece in pieces if (clause := clause_units(piece))]
            sentences.append(tuple(clauses))
        return tuple(sentences)

    def _mended(self, word: str) -> str:
        """The word that was meant, if this one is unknown and a slip away from a known one."""
        table = english_words()
        if len(word) < 5 or stem(word) in self._known or word in table.idle or _is_word(word):
            return word
        forms = (word, stem(word))
        for short in sorted(_shortened(word) | _shortened(stem(word))):
            for near in (*self._slips.get(short, ()), *table.slips.get(short, ())):
                edits, budget = english_edits(near), english_budget(near)
                if any(find_slips(form, near, edits, budget) is not None for form in forms):
                    return str(near)
        return word


def _is_list(found: list[str]) -> bool:
    """True if words are only strung together."""
    return len(found) > MOST_LISTED and english_words().idle.isdisjoint(found)


def _is_word(word: str) -> bool:
    table = english_words()
    return stem(word) in table.stems or stem(word) in table.actors


def clause_units(piece: list[str]) -> Clause:
    """The units of a piece of a sentence."""
    table, units, turned = english_words(), list[Unit](), False
    for phrase in _phrases(piece):
        key = _stems(phrase)
        if phrase in NEGATORS:
            turned = not turned
        elif key in table.actors:
            units.append(Unit(table.actors[key], actor=True))
        elif phrase not in table.idle:
            senses = lookup(table.words, phrase) or lookup(table.stems, key)
            unit = Unit(senses | {itself(key)})
            units.append(unit.turned() if turned else unit)
    return tuple(units)


def _phrases(piece: list[str]) -> Iterator[str]:
    """Words, and phrases of the lists as one, joined by hyphens."""
    stems, table, at = list(map(stem, piece)), english_words(), 0
    while at < len(piece):
        most = min(PHRASE, len(piece) - at) if stems[at] in table.begins else 0
        sizes = range(most, 1, -1)
        size = next((n for n in sizes if " ".join(stems[at : at + n]) in table.phrases), 1)
        yield "-".join(piece[at : at + size])
        at += size
