"""Learned evidence that an answer makes a key point.

Plain logistic regression on a few measures, each from 0 to 1: how much of the point's wordings is
said again, in units of meaning (`coverage`) and letter by letter, how much else is said, by how
much more than of any other point, if it is denied, and who acts. It tells how likely a teacher is
to tick the point. `python -m tests.eval fit_explain --write` weighs the measures and writes
`weights.json`, which says what it was fitted on.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from pathlib import Path

from msgspec import Struct, json

from taiwa.tutor.explain.coverage import CLAUSE, CLAUSES, Grasp, PointSet
from taiwa.tutor.text.weighing import likelihood

RUN = {"ja": 2, "en": 4}
"""Letters in a row that are compared."""
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
    """A text as the runs of its letters, and if it denies something."""

    def __init__(self, text: str, language: str) -> None:
        folded = unicodedata.normalize("NFKC", text).casefold()
        self.denies = len(DENIALS[language].findall(folded)) % 2
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
        for point, letters in self._letters(windows, ()):
            explained = self._explained(windows, point)
            yield _whole(letters, explained, self.reader.grasped(passages, point))

    def chances(self, answer: str, least: float, known: Collection[int]) -> Mapping[int, float]:
        """The chance that the answer makes each key point that is not `known`.

        Left out are those of which its letters alone tell that it is no more than `least`, so that
        an answer which has little in common with any is not taken apart.
        """
        windows, passages = self._windows(answer), None
        found = {}
        for point, letters in self._letters(windows, known):
            if likelihood(WEIGHTS.measures, _whole(letters, 1.0, BEST)) > least:
                passages = self.reader.passages(answer) if passages is None else passages
                grasp = self.reader.grasped(passages, point)
                measures = _whole(letters, self._explained(windows, point), grasp)
                found[point] = likelihood(WEIGHTS.measures, measures)
        return found

    def _windows(self, answer: str) -> Sequence[Wording]:
        texts = _windows(answer)
        return [Wording(text, self.language) for text in texts] or [Wording("", "en")]

    def _letters(
        self, windows: Sequence[Wording], known: Collection[int]
    ) -> Iterator[tuple[int, Mapping[str, float]]]:
        """For each key point that is not `known` what the letters of the answer tell."""
        whole = frozenset().union(*(window.runs for window in windows))
        alike = [[_likest(window, own) for own in self.wordings] for window in windows]
        for point, own in enumerate(self.wordings):
            if point in known:
                continue
            most, place = max((like[point], i) for i, like in enumerate(alike))
            others = (like for i, like in enumerate(alike[place]) if i != point)
            told = own[0].runs
            yield (
                point,
                {
                    "margin": most - max(others, default=0.0),
                    "told": len(whole & told) / len(told),
                    "denying": float(windows[place].denies),
                },
            )

    def _explained(self, windows: Sequence[Wording], point: int) -> float:
        """The largest share of a window that the point's wordings have, rare runs counting more."""
        return max(self._share(window.runs, self.every[point]) for window in windows)

    def _share(self, runs: frozenset[str], every: frozenset[str]) -> float:
        weights = {run: self._rare.get(run, self._rarest) for run in runs}
        return sum(map(weights.__getitem__, runs & every)) / sum(weights.values())


BEST = Grasp(*(float(WEIGHTS.measures[name] > 0) for name in Grasp.__dataclass_fields__))
"""The most that an answer can say of a point."""


def _whole(letters: Mapping[str, float], explained: float, grasp: Grasp) -> Mapping[str, float]:
    """All measures of a point."""
    return {
        "bias": 1.0,
        "recall": grasp.recall,
        "agreeing": grasp.agreeing,
        "filling": grasp.filling,
        "other": grasp.other,
        "contrary": grasp.contrary,
        "explained": explained,
        **letters,
    }


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
    runs, size = window.runs, len(window.runs)
    return max([2 * len(runs & one.runs) / (size + len(one.runs)) for one in wordings])
