"""Learned evidence that an answer makes a key point, beside what the reader of clauses finds.

Plain logistic regression on a few measures, each from 0 to 1: how much of the point's wordings one
to three clauses say again, letter by letter, by how much more than they say of any other point, if
they deny what it affirms, and who acts. It tells how likely a teacher is to tick the point.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from taiwa.tutor.explain.coverage import CLAUSE, CLAUSES, PointSet

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
"""What a sentence has between its terms, and a list of terms has not."""
CLAIMS = {"ja": (r"\w", 0.2), "en": (r"\w+", 0.1)}
"""A sentence has so much of it, by letters or words: of the strangers' explanations in the open
half all that say a point have more, all lists of terms less."""

WEIGHTS = {
    "bias": -3.37,
    "en": -0.04,
    "ja": 0.04,
    "covered": 0.77,
    "grasped": 4.13,
    "alike": 0.33,
    "best": 1.12,
    "margin": 1.21,
    "whole": 1.37,
    "longer": -1.72,
    "strange": -1.31,
    "denied": -0.32,
    "denying": 0.65,
    "contrary": 0.83,
}
SURE, DOUBTFUL = 0.85, 0.35
"""The likelihoods above which a point is ticked, and asked about. These and the weights were fitted
by `tests/eval/fit_explain.py`."""


def claims_something(answer: str, language: str) -> bool:
    """False for terms that are only listed."""
    folded = unicodedata.normalize("NFKC", answer).casefold()
    whole, share = CLAIMS[language]
    said = len(CLAIMING[language].findall(folded))
    return said >= share * len(re.findall(whole, folded))


class Wording:
    """A text as the runs of its letters, and how often it denies something."""

    def __init__(self, text: str, language: str) -> None:
        folded = unicodedata.normalize("NFKC", text).casefold()
        self.denials = len(DENIALS[language].findall(folded))
        kept = re.sub(r"\W+", " " if language == "en" else "", folded).strip()
        run = RUN[language]
        padded = f" {kept} " if language == "en" else kept
        self.runs = frozenset(padded[i : i + run] for i in range(max(1, len(padded) - run + 1)))
        wide = 2 * run
        self.longer = frozenset(padded[i : i + wide] for i in range(max(1, len(padded) - wide + 1)))


class Evidence:
    """The wordings of the key points of one question, against which answers are held."""

    def __init__(
        self, points: Sequence[tuple[str, Sequence[str]]], language: str, reader: PointSet
    ) -> None:
        self.language, self.reader = language, reader
        self.wordings = [
            [Wording(text, language) for text in (told, *phrases)] for told, phrases in points
        ]
        self.every = frozenset().union(*(one.runs for own in self.wordings for one in own))

    def measures(self, answer: str) -> Iterator[Mapping[str, float]]:
        """For each key point its measures, in order."""
        windows = [Wording(text, self.language) for text in _windows(answer)] or [Wording("", "en")]
        passages = self.reader.passages(answer)
        contrary, grasped = self.reader.contradicted(passages), self.reader.grasped(passages)
        covered = self.reader.covered_by(answer, passages)
        alike = [[_best(window, own) for window in windows] for own in self.wordings]
        for point, (own, row) in enumerate(zip(self.wordings, alike, strict=True)):
            place = max(range(len(row)), key=lambda i: row[i][0])
            window, (best, wording) = windows[place], row[place]
            rivals = [other[place][0] for other in alike if other is not row]
            yield {
                "bias": 1.0,
                self.language: 1.0,
                "covered": float(point in covered),
                "grasped": grasped[point],
                "alike": best,
                "best": float(best >= max(rivals, default=0.0)),
                "margin": best - max(rivals, default=0.0),
                "whole": _recalled(windows, own),
                "longer": max(_longer(window, own) for window in windows),
                "strange": len(window.runs - self.every) / len(window.runs),
                "denied": float(window.denials % 2 != wording.denials % 2),
                "denying": float(window.denials % 2),
                "contrary": contrary[point],
            }


def _windows(answer: str) -> Iterator[str]:
    """One to three clauses in a row."""
    clauses = [clause for clause in CLAUSE.split(answer) if clause.strip()]
    for start in range(len(clauses)):
        for end in range(start + 1, min(len(clauses), start + CLAUSES) + 1):
            yield " ".join(clauses[start:end])


def _best(window: Wording, wordings: Sequence[Wording]) -> tuple[float, Wording]:
    """The likeness of a window to the likest of a point's wordings, and that wording."""
    return max(
        (2 * len(window.runs & one.runs) / (len(window.runs) + len(one.runs)), place, one)
        for place, one in enumerate(wordings)
    )[::2]


def _recalled(windows: Sequence[Wording], wordings: Sequence[Wording]) -> float:
    """The share of the point's own sentence that stands anywhere in the answer."""
    said = frozenset().union(*(window.runs for window in windows))
    return len(said & wordings[0].runs) / len(wordings[0].runs)


def _longer(window: Wording, wordings: Sequence[Wording]) -> float:
    """The largest share of a wording's longer runs that a window says again."""
    return max(len(window.longer & wording.longer) / len(wording.longer) for wording in wordings)
