"""Learned evidence that an answer makes a key point.

Boosted trees over a few measures, each from 0 to 1: how much of the point's wordings is said again,
in units of meaning (`coverage`), word by word, letter by letter and in a row, how much else is
said, by how much more than of any other point, if the others are said, too, and if it is denied.
They tell how likely a teacher is to tick the point. `python -m tests.eval fit_explain --write`
grows them and writes `weights.json`, which says what it was fitted on.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from itertools import chain
from math import log
from pathlib import Path

from msgspec import Struct, json

from taiwa.tutor.explain.coverage import CLAUSE, CLAUSES, SEVERAL, TWO, PointSet, Stretch
from taiwa.tutor.explain.gainsaying import Gainsaid
from taiwa.tutor.text.trees import Tree, highest, told

RUN = {"ja": 2, "en": 4}
"""Letters in a row that are compared."""
WORDS = {"ja": re.compile("[ァ-ヺー㐀-鿿々a-z0-9]"), "en": re.compile(r"[a-z0-9]{4,}|\d+")}
"""The words that tell something, in Japanese their characters."""
STEM = 5
"""Letters by which two forms of an English word are one."""
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
    """The learned trees, and by language the likelihoods above which a point is ticked, and asked
    about."""

    provenance: str
    trees: tuple[Tree, ...]
    sure: Mapping[str, float]
    doubtful: Mapping[str, float]


SLIGHT = {"margin": -0.12, "explained": 0.5, "gist": 0.12}
"""Measures of a point that another one's phrase mostly stays below; no answer that does is surely
of the point, whatever else it says."""

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
        self.stems = frozenset(word[:STEM] for word in self.words)
        kept = re.sub(r"\W+", " " if language == "en" else "", folded).strip()
        padded, run = (f" {kept} " if language == "en" else kept), RUN[language]
        self.runs = frozenset(padded[i : i + run] for i in range(max(1, len(padded) - run + 1)))


@lru_cache(maxsize=64)
def wordings_of(points: Points, language: str) -> list[list[Wording]]:
    """The wordings of each point: what is told, and its phrases."""
    return [[Wording(text, language) for text in (told, *phrases)] for told, phrases in points]


class Telling:
    """The runs of some points, or their words, and what of them tells one point from others."""

    def __init__(self, of_points: Sequence[Collection[frozenset[str]]]) -> None:
        """The runs, or words, of each wording of each point."""
        self.every = [frozenset().union(*wordings) for wordings in of_points]
        spread, points = Counter(chain.from_iterable(self.every)), len(of_points)
        self._rare = {one: log(1 + points / count) for one, count in spread.items()}
        self._rarest = log(1 + 2 * points)
        self._weights = {one: self._weight(one) for one in chain.from_iterable(of_points)}
        self._common = [
            {one: n * self._rare[one] for one, n in Counter(chain.from_iterable(wordings)).items()}
            for wordings in of_points
        ]
        self._whole = [sum(common.values()) for common in self._common]

    def share(self, said: frozenset[str], of: frozenset[str]) -> float:
        """The share of the second that the first has, where one of them is of a point; what few
        points have counts more."""
        return sum(map(self._rare.__getitem__, said & of)) / self._size(of)

    def shares(self, of: frozenset[str]) -> Sequence[float]:
        """The share of some runs, or words, that each point has."""
        whole, rare = self._size(of), self._rare.__getitem__
        return [sum(map(rare, every & of)) / whole for every in self.every]

    def gist(self, said: frozenset[str], point: int) -> float:
        """The share of a point; what many of its wordings have counts more, besides."""
        common = self._common[point]
        return sum(map(common.__getitem__, said & common.keys())) / (self._whole[point] or 1.0)

    def _size(self, some: frozenset[str]) -> float:
        return self._weights.get(some) or self._weight(some) or 1.0

    def _weight(self, some: frozenset[str]) -> float:
        return sum(self._rare.get(one, self._rarest) for one in some)


class Evidence:
    """The wordings of the key points of one question, against which answers are held."""

    def __init__(self, points: Points, language: str, reader: PointSet) -> None:
        self.language, self.reader = language, reader
        self.wordings = wordings_of(points, language)
        self._gainsaid = Gainsaid(points) if language == "en" else None
        self._runs = Telling([[one.runs for one in own] for own in self.wordings])
        self._words = Telling([[one.stems for one in own] for own in self.wordings])

    def chances(self, answer: str, least: float, known: Collection[int]) -> Mapping[int, float]:
        """The chance that the answer makes each key point that is not `known`.

        Left out are those of which its letters and words tell that it is no more than `least`, so
        that an answer which has little in common with any is not taken apart.
        """
        said, found = Said(answer, self), {}
        for point in range(len(self.wordings)):
            seen = self._seen(said, point) if point not in known else {}
            if seen and not (slight_chance() <= least and is_slight(seen)):
                found[point] = told(WEIGHTS.trees, {**seen, **self._read(said, point)})
        return found

    def is_gainsaid(self, answer: str, point: int) -> bool:
        """True if the answer denies a point in its own words, or tells it of another country; in
        Japanese the measures tell by themselves."""
        return self._gainsaid is not None and self._gainsaid.by(answer, point)

    def measures(self, answer: str) -> Iterator[Mapping[str, float]]:
        """For each key point its measures, in order."""
        said = Said(answer, self)
        for point in range(len(self.wordings)):
            yield {**self._seen(said, point), **self._read(said, point)}

    def telling_share(self, window: Wording) -> Sequence[float]:
        """For each key point the share of a window's runs that its wordings have."""
        return self._runs.shares(window.runs)

    def _seen(self, said: "Said", point: int) -> Mapping[str, float]:
        """The measures of a point that letters and words tell by themselves."""
        place, shares = said.likest(point), said.shares
        others = (like for i, like in enumerate(said.alike[place]) if i != point)
        return {
            "margin": said.alike[place][point] - max(others, default=0.0),
            "denying": float(said.windows[place].denies),
            "explained": shares[point],
            "elsewhere": max((s for i, s in enumerate(shares) if i != point), default=0.0),
            "gist": self._words.gist(said.whole.stems, point),
        }

    def _read(self, said: "Said", point: int) -> Mapping[str, float]:
        """The other measures, for which the answer is taken apart."""
        grasp = self.reader.grasped(said.passages, point)
        return {
            "agreeing": grasp.agreeing,
            "filling": grasp.filling,
            "contrary": grasp.contrary,
            "unbroken": self._unbroken(said.windows[said.likest(point)], point),
            **self._recalled(said.windows, said.whole, point),
        }

    def _unbroken(self, window: Wording, point: int) -> float:
        """The words of the likest wording that stand in a row, from 0 to 1."""
        wording = max(self.wordings[point], key=lambda one: _likeness(window, one))
        match = SequenceMatcher(None, window.words, wording.words, autojunk=False)
        return min(match.find_longest_match().size, UNBROKEN) / UNBROKEN

    def _recalled(
        self, windows: Sequence[Wording], whole: Wording, point: int
    ) -> Mapping[str, float]:
        """The shares of a point that are said again, in one place and by the whole answer, and the
        share of what is said in one place that is of the point."""
        runs, words, own = self._runs, self._words, self.wordings[point]
        again = [max(runs.share(window.runs, one.runs) for window in windows) for one in own]
        full = [window.stems for window in windows if len(window.stems) >= TWO]
        return {
            "again": sum(sorted(again)[-SEVERAL:]) / min(SEVERAL, len(again)),
            "precise": max((words.share(words.every[point], some) for some in full), default=0.0),
            "wholly": max(words.share(whole.stems, one.stems) for one in own),
        }


class Said:
    """An answer as it is held against the key points of a question."""

    def __init__(self, answer: str, evidence: Evidence) -> None:
        language = evidence.language
        self._answer, self._reader = answer, evidence.reader
        self.whole = Wording(answer, language)
        self.windows = [Wording(text, language) for text in _windows(answer)] or [self.whole]
        self.alike = [
            [_likest(window, own) for own in evidence.wordings] for window in self.windows
        ]
        shares = map(evidence.telling_share, self.windows)
        self.shares = [max(some) for some in zip(*shares, strict=True)]

    @cached_property
    def passages(self) -> tuple[Stretch, ...]:
        return self._reader.passages(self._answer)

    def likest(self, point: int) -> int:
        """The place of the window that is likest to a point, the last of several."""
        return max(range(len(self.windows)), key=lambda place: (self.alike[place][point], place))


def is_slight(seen: Mapping[str, float]) -> bool:
    return all(seen[measure] <= mark for measure, mark in SLIGHT.items())


@cache
def slight_chance() -> float:
    """The highest chance of a point of which an answer has so little."""
    return highest(WEIGHTS.trees, SLIGHT)


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
