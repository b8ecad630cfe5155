"""Learned evidence that an answer makes a key point.

Plain logistic regression on a few measures, each from 0 to 1: how much of the point's wordings is
said again, in units of meaning (`coverage`), letter by letter and in a row, how much else is said,
by how much more than of any other point, if the others are said, too, and if it is denied. It tells
how likely a teacher is to tick the point. `python -m tests.eval fit_explain --write` weighs the
measures and writes `weights.json`, which says what it was fitted on.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from math import log
from pathlib import Path

from msgspec import Struct, json

from taiwa.tutor.explain.coverage import CLAUSE, CLAUSES, PointSet, Stretch
from taiwa.tutor.text.weighing import likelihood

RUN = {"ja": 2, "en": 4}
"""Letters in a row that are compared."""
WORDS = {"ja": re.compile("[ァ-ヺー㐀-鿿々a-z0-9]"), "en": re.compile(r"[a-z0-9]{4,}|\d+")}
"""The words that tell something, in Japanese their characters."""
UNBROKEN = 8
"""So many of them in a row, as in a wording of a point, tell as much as can be."""
DENIALS = {
    "ja": re.compile(r"(?:な[いくかけし]|ません|ず[、に。]|ぬ[、。]|不|非|無)"),
    "en": re.compile(
        r"\b(?:not?|never|nor|neither|without|cannot|hardly|refus\w+|den(?:y|ies))\b|n't\b"
    ),
}
CLAIMING = {
    "ja": re.compile("[ぁ-ゖ]"),
    "en": re.compile(
        r"\b(?:is|are|was|were|be|has|have|had|do|does|did|will|would|should|must|can|could|may|the|an?"
        r"|of|to|in|on|for|with|by|from|that|which|and|but|because|so|its?|they|he|not?|also|both"
        r"|this|as|if|than)\b"
    ),
}
"""The words that a sentence has between its terms, and a list of terms has not."""
CLAIMS = {"ja": (r"\w", 0.2), "en": (r"\w+", 0.1)}
"""A sentence has so much of it, by letters or words: of the strangers' explanations in the open
half all that say a point have more, all lists of terms less."""


Points = tuple[tuple[str, tuple[str, ...]], ...]
"""The key points of a question in one language: what each tells, and its phrases."""


class Weights(Struct, frozen=True):
    """The learned weights of the measures, and by language the likelihoods above which a point is
    ticked, and asked about."""

    provenance: str
    measures: Mapping[str, float]
    sure: Mapping[str, float]
    doubtful: Mapping[str, float]


WEIGHTS = json.decode(Path(__file__).with_name("weights.json").read_bytes(), type=Weights)


def claims_something(answer: str, language: str) -> bool:
    """False for terms that are only listed."""
    folded = unicodedata.normalize("NFKC", answer).casefold()
    whole, share = CLAIMS[language]
    said = len(CLAIMING[language].findall(folded))
    return said >= share * len(re.findall(whole, folded))


_CLAUSE_TEXT = re.compile(r"[^。．.!?！？;；\n、，,:：]+")


class Wording:
    """A text as the runs of its letters, its words in order, and if it denies something."""

    def __init__(self, text: str, language: str) -> None:
        folded = unicodedata.normalize("NFKC", text).casefold()
        self.denies = len(DENIALS[language].findall(folded)) % 2
        self.words = WORDS[language].findall(folded)
        kept = re.sub(r"\W+", " " if language == "en" else "", folded).strip()
        padded, run = (f" {kept} " if language == "en" else kept), RUN[language]
        self.runs = frozenset(padded[i : i + run] for i in range(max(1, len(padded) - run + 1)))


@lru_cache(maxsize=64)
def wordings_of(points: Points, language: str) -> list[list[Wording]]:
    """The wordings of each point: what is told, and its phrases."""
    return [[Wording(text, language) for text in (told, *phrases)] for told, phrases in points]


class Evidence:
    """The wordings of the key points of one question, against which answers are held."""

    def __init__(self, points: Points, language: str, reader: PointSet) -> None:
        self.language, self.reader = language, reader
        self.wordings = wordings_of(points, language)
        self.every = [frozenset().union(*(one.runs for one in own)) for own in self.wordings]
        spread = Counter(run for runs in self.every for run in runs)
        self._rare = {run: log(1 + len(points) / count) for run, count in spread.items()}
        self._rarest = log(1 + 2 * len(points))

    def measures(self, answer: str) -> Iterator[Mapping[str, float]]:
        """For each key point its measures, in order."""
        windows, passages = self._windows(answer), self.reader.passages(answer)
        shares = self._shares(windows)
        for point, window, letters in self._letters(windows, ()):
            yield self._whole(point, window, letters, shares, passages)

    def chances(self, answer: str, least: float, known: Collection[int]) -> Mapping[int, float]:
        """The chance that the answer makes each key point that is not `known`.

        Left out are those of which its letters alone tell that it is no more than `least`, so that
        an answer which has little in common with any is not taken apart.
        """
        windows = self._windows(answer)
        read: tuple[Sequence[float], Sequence[Stretch]] | None = None
        found = {}
        for point, window, letters in self._letters(windows, known):
            if likelihood(WEIGHTS.measures, {**BEST, **letters}) > least:
                read = read or (self._shares(windows), self.reader.passages(answer))
                measures = self._whole(point, window, letters, *read)
                found[point] = likelihood(WEIGHTS.measures, measures)
        return found

    def _windows(self, answer: str) -> Sequence[Wording]:
        texts = _windows(answer)
        return [Wording(text, self.language) for text in texts] or [Wording("", "en")]

    def _letters(
        self, windows: Sequence[Wording], known: Collection[int]
    ) -> Iterator[tuple[int, Wording, Mapping[str, float]]]:
        """For each key point that is not `known` the window that is likest to it, and what its
        letters tell."""
        alike = [[_likest(window, own) for own in self.wordings] for window in windows]
        for point in range(len(self.wordings)):
            if point in known:
                continue
            most, place = max((like[point], i) for i, like in enumerate(alike))
            others = (like for i, like in enumerate(alike[place]) if i != point)
            margin = most - max(others, default=0.0)
            denying = float(windows[place].denies)
            yield point, windows[place], {"margin": margin, "denying": denying}

    def _whole(
        self,
        point: int,
        window: Wording,
        letters: Mapping[str, float],
        shares: Sequence[float],
        passages: Sequence[Stretch],
    ) -> Mapping[str, float]:
        """All measures of a point."""
        grasp = self.reader.grasped(passages, point)
        wording = max(self.wordings[point], key=lambda one: _likeness(window, one))
        match = SequenceMatcher(None, window.words, wording.words, autojunk=False)
        return {
            "bias": 1.0,
            "agreeing": grasp.agreeing,
            "filling": grasp.filling,
            "contrary": grasp.contrary,
            "explained": shares[point],
            "elsewhere": max((s for i, s in enumerate(shares) if i != point), default=0.0),
            "unbroken": min(match.find_longest_match().size, UNBROKEN) / UNBROKEN,
            **letters,
        }

    def _shares(self, windows: Sequence[Wording]) -> Sequence[float]:
        """For each point the largest share of a window that its wordings have, rare runs counting
        more."""
        return [max(self._share(window.runs, every) for window in windows) for every in self.every]

    def _share(self, runs: frozenset[str], every: frozenset[str]) -> float:
        weights = {run: self._rare.get(run, self._rarest) for run in runs}
        return sum(map(weights.__getitem__, runs & every)) / sum(weights.values())


BEST = {name: float(weight > 0) for name, weight in WEIGHTS.measures.items()} | {"bias": 1.0}
"""The most that an answer can say of a point."""


def _windows(answer: str) -> Iterator[str]:
    """One to three clauses in a row."""
    clauses = [clause for clause in CLAUSE.split(answer) if clause.strip()]
    for start in range(len(clauses)):
        for end in range(start + 1, min(len(clauses), start + CLAUSES) + 1):
            yield " ".join(clauses[start:end])


def nearest_words(answer: str, points: Points, language: str) -> tuple[tuple[float, str], ...]:
    """For each key point the words of the answer that are likest to it, up to three clauses in a
    row as they were written, and how like they are, from 0 to 1."""
    spans = [(m.start(), m.end()) for m in re.finditer(_CLAUSE_TEXT, answer)]
    texts = [
        answer[start:end].strip()
        for place, (start, _) in enumerate(spans)
        for _, end in spans[place : place + CLAUSES]
    ]
    windows = [(text, Wording(text, language)) for text in texts if text]
    found = []
    for own in wordings_of(points, language):
        likeness = [(_likest(window, own), -len(text), text) for text, window in windows]
        best = max(likeness, default=(0.0, 0, ""))
        found.append((best[0], best[2]))
    return tuple(found)


def _likest(window: Wording, wordings: Sequence[Wording]) -> float:
    """The likeness of a window to the likest of a point's wordings."""
    return max([_likeness(window, one) for one in wordings])


def _likeness(window: Wording, wording: Wording) -> float:
    return 2 * len(window.runs & wording.runs) / (len(window.runs) + len(wording.runs))
