"""English answers as clauses of units: stems, phrases, negation, and who does what."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from taiwa.tutor.explain.english_words import (
    ACTORS,
    CONCEPTS,
    HOLDING,
    IDLE,
    NEEDLESS,
    NEGATORS,
    REGIONS,
    REPORTING,
    SHORTHAND,
    WEAK,
)
from taiwa.tutor.explain.units import (
    Clause,
    Sense,
    Sentence,
    Unit,
    concepts,
    itself,
    lookup,
    new_subjects,
)
from taiwa.tutor.text.slips import english_budget, english_edits, find_slips
from taiwa.tutor.text.spellings import SPELLINGS

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
_OF_A_PLACE = """
of in at to from with on for into against about between among than like unlike
"""
OF_A_PLACE = frozenset(_OF_A_PLACE.split())
BEING = frozenset(["is", "are", "was", "were", "be", "been", "being", "as"])
PHRASE = 5
"""The number of words of the longest phrase of the tables."""
MOST_LISTED = 5
"""The number of words that may follow each other without one that joins them."""
NEED = "need"
LITTLE = 0.5


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


def fold(text: str) -> str:
    """Small letters without marks, one spelling, nothing written short."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = re.sub(r"\bu\.s\.(?:a\.)?", "usa", re.sub(r"\bu\.k\.", "uk", text))
    text = re.sub(r"\bno\. ?(?=\d)", "number ", text)
    text = re.sub(r"\b(ca|wo|sha)n't\b", r"\1 not", text).replace("n't", " not")
    text = re.sub(r"'s\b|s'(?=\s)", lambda m: "" if m[0] == "'s" else "s", text)
    text = re.sub(r"[a-z1/&]+", lambda word: SHORTHAND.get(word[0], word[0]), text)
    return _respelled(text)


def _respelled(text: str) -> str:
    for british, american in SPELLINGS["en"]:
        text = british.sub(american, text)
    return text


def _stems(phrase: str) -> str:
    return " ".join(map(stem, phrase.split("-")))


class _EnglishWords:
    """The word tables, by words and by stems."""

    def __init__(self) -> None:
        table = _respelled(CONCEPTS)
        self.words = concepts(table)
        self.stems = concepts(table, _stems)
        self.regions = concepts(REGIONS, _stems)
        self.actors = concepts(ACTORS, _stems) | self.regions
        self.negators = frozenset(map(_stems, _respelled(NEGATORS).split()))
        self.weak = frozenset(map(_stems, _respelled(WEAK).split()))
        every = (*self.stems, *self.actors, *self.negators)
        self.phrases = frozenset(entry for entry in every if " " in entry)
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

    enough = 0.54

    def __init__(self, texts: Iterable[str]) -> None:
        known = {word for text in texts for word in WORD.findall(fold(text))}
        self._known = frozenset(map(stem, known))
        self._slips = _index(word for word in known if len(word) > 4)

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
            clauses = [clause for piece in pieces if (clause := _clause(piece))]
            sentences += new_subjects(clauses)
        return tuple(sentences)

    def _mended(self, word: str) -> str:
        """The word that was meant, if this one is unknown and a slip away from a known one."""
        table = english_words()
        if len(word) < 5 or stem(word) in self._known or word in IDLE or _is_word(word):
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
    return len(found) > MOST_LISTED and IDLE.isdisjoint(found)


def _is_word(word: str) -> bool:
    table = english_words()
    return stem(word) in table.stems or stem(word) in table.actors


def _clause(piece: list[str]) -> Clause:
    """The units of a piece of a sentence."""
    units: list[Unit] = []
    turned = False
    for before, phrase in _phrases(piece):
        key = _stems(phrase)
        if key in english_words().negators:
            turned = not turned
        elif phrase in NEEDLESS:
            units = [unit.turned() for unit in units]
            continue
        elif phrase in HOLDING:
            _mark_holder(units, before)
            continue
        elif phrase in REPORTING and units and units[-1].role == "subject":
            units.pop()
            continue
        if key in english_words().actors:
            units.append(_actor(key, before, units))
        elif phrase not in IDLE and (unit := _unit(phrase, key)):
            if turned and (NEED, 1) in unit.senses:
                units = [unit.turned() for unit in units]
            units.append(unit.turned() if turned and key not in english_words().negators else unit)
    return tuple(units)


def _phrases(piece: list[str]) -> Iterator[tuple[list[str], str]]:
    """Words, and phrases of the tables as one; each with the words before it."""
    stems, at = list(map(stem, piece)), 0
    while at < len(piece):
        size = next(
            (
                n
                for n in range(PHRASE, 1, -1)
                if " ".join(stems[at : at + n]) in english_words().phrases
            ),
            1,
        )
        size = min(size, len(piece) - at)
        yield piece[:at], "-".join(piece[at : at + size])
        at += size


def _unit(phrase: str, key: str) -> Unit | None:
    table = english_words()
    senses = lookup(table.words, phrase) or lookup(table.stems, key)
    if key in table.negators and not senses:
        return None
    own: frozenset[Sense] = frozenset([itself(key)])
    return Unit(senses | own, LITTLE if key in table.weak else 1.0)


def _actor(key: str, before: list[str], units: list[Unit]) -> Unit:
    table = english_words()
    near = [word for word in before[-3:] if word not in ("the", "a", "president", "prime")][-1:]
    if near == ["by"]:
        role = "agent"
    elif (near and near[0] in OF_A_PLACE) or any(unit.role == "subject" for unit in units):
        role = "object"
    else:
        role = "subject"
    weight = LITTLE if key in table.weak else 1.0
    return Unit(table.actors[key], weight, "where" if key in table.regions else "who", role)


def _mark_holder(units: list[Unit], before: list[str]) -> None:
    """Says of the last actor that it sees something so, or, in a passive, that it is seen so."""
    for at in reversed(range(len(units))):
        if units[at].role == "subject":
            passive = bool(before) and before[-1] in BEING
            units[at] = replace(units[at], role="held" if passive else "holder")
            return
