"""Fits the evidence that an answer makes a key point; tells what it does where it is not fitted.

    python -m tests.eval fit_explain [--write]

It is fitted on all explanations by strangers that are open and, half as heavy, on the answers
that the course keeps to be tried, which were written beside their points, and on its prompts and
hints, which say none; and, lighter still, on all held against no more than ten or three phrases
of each point, for courses that have few. What answers of swapped roles, wrong ones and prompts do
not say counts three times. Half of the course's phrases are in strangers' words
(`strangers/phrases.json` tells of which sets): an answer is held against none of its own set. The
figures of each set are of trees and marks that no word of it had a part in. Two marks are set in a
language: `sure` is the likelihood above which three in a hundred stand, at most, of the unsaid
points and three or four of those of swapped roles, `doubtful` the one below which eight in a
hundred of the said do. `--write` puts trees and marks into `taiwa/tutor/explain/weights.json`.
"""

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from taiwa.course.loading import load_course
from taiwa.course.model import Explain
from taiwa.tutor.explain.evidence import Weights, gainsays
from taiwa.tutor.explaining import KeyPoint, evidence_for
from taiwa.tutor.text.trees import Tree, told
from tests.eval.halves import STRANGERS, opened, wilson
from tests.eval.trees import grown
from tests.eval.tried import rows as tried

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content"
WEIGHTS = HERE.parents[1] / "src" / "taiwa" / "tutor" / "explain" / "weights.json"
LANGUAGES = ("ja", "en")
LIGHT, FEW_LIGHT, FEW, HEAVY = 0.5, 0.3, (10, 3), 3.0
TICKED, SWAPPED, DENIED = 0.03, 0.035, 0.08
STEPS = 1000
"""The mark above which a point is ticked is rounded up to a thousandth."""


class Row(NamedTuple):
    question: str
    language: str
    kind: str
    set: str
    said: bool
    measures: Mapping[str, float]
    counts: float


class Answer(NamedTuple):
    """An answer with the points that a teacher sees made, and those in doubt; the set that it is
    of, "tried" or one of strangers."""

    question: Explain
    language: str
    set: str
    kind: str
    text: str
    said: Sequence[int]
    unsure: Sequence[int] = ()


class Guess(NamedTuple):
    """A point that a stranger's answer says or not, and how likely it seems from all sets but its
    own."""

    row: Row
    chance: float


def answers() -> Iterator[Answer]:
    course = load_course(CONTENT)
    for kind, language, question, text, earned in tried(course):
        if kind != "terms":
            yield Answer(question, language, "tried", kind, text, [place - 1 for place in earned])
    questions = {q.id: q for q in course.all_questions() if isinstance(q, Explain)}
    for which, one in opened("explanations"):
        rest = which, one["kind"], one["text"], one["said"], one.get("unsure", ())
        yield Answer(questions[one["id"]], one["language"], *rest)


def rows() -> Iterator[Row]:
    """Each key point of each answer, and if a teacher sees it made, without those in doubt."""
    for answer in answers():
        light = LIGHT if answer.set == "tried" else 1.0
        yield from _points(answer, None, light)
        for few in FEW:
            yield from _points(answer, few, FEW_LIGHT * light)


def _points(answer: Answer, most: int | None, counts: float) -> Iterator[Row]:
    """The points of an answer, held against so many phrases of each."""
    question, language, lent = answer.question, answer.language, lenders()
    own = [
        KeyPoint(
            p.text[language],
            [one for one in p.phrases[language] if answer.set not in lent.get(one, ())][:most],
        )
        for p in question.points
    ]
    for index, measures in enumerate(evidence_for(own, language).measures(answer.text)):
        if index not in answer.unsure:
            said = index in answer.said
            yield Row(question.id, language, answer.kind, answer.set, said, measures, counts)


@cache
def lenders() -> Mapping[str, Sequence[str]]:
    """The sets of strangers in whose words a phrase of the course is."""
    told: Mapping[str, Sequence[str]] = json.loads((STRANGERS / "phrases.json").read_bytes())
    return told


def fit(known: Iterable[Row]) -> list[Tree]:
    rows = list(known)
    heavy = (r.kind in ("swapped", "wrong", "prompt and hints") and not r.said for r in rows)
    counts = [r.counts * (HEAVY if wrong else 1) for r, wrong in zip(rows, heavy, strict=True)]
    return grown([r.measures for r in rows], [r.said for r in rows], counts)


def guesses(known: Sequence[Row]) -> Iterator[Guess]:
    strange = [row for row in known if row.counts == 1.0]
    for which in dict.fromkeys(row.set for row in strange):
        trees = fit(row for row in known if row.set != which)
        for row in strange:
            if row.set == which:
                yield Guess(row, 0.0 if gainsays(row.measures) else told(trees, row.measures))


def marks(known: Iterable[Guess], language: str) -> tuple[float, float]:
    """The likelihoods above which a point is ticked in a language, and asked about."""
    here = [each for each in known if each.row.language == language]
    unsaid = [each for each in here if not each.row.said]
    swapped = [each for each in unsaid if each.row.kind == "swapped"]
    sure = max(_highest(unsaid, TICKED), _highest(swapped, SWAPPED))
    said = sorted(each.chance for each in here if each.row.said)
    return math.ceil(sure * STEPS) / STEPS, round(said[int(DENIED * len(said))], 2)


def _highest(wrong: Sequence[Guess], share: float) -> float:
    """The likelihood above which such a share of these stands."""
    return sorted((each.chance for each in wrong), reverse=True)[int(share * len(wrong))]


def main(arguments: Sequence[str]) -> int:
    """Prints the figures, and writes the weights if asked to; status 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval fit_explain")
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args(arguments).write
    known = list(rows())
    guessed = list(guesses(known))
    for which in dict.fromkeys(each.row.set for each in guessed):
        others = [each for each in guessed if each.row.set != which]
        found = {language: marks(others, language) for language in LANGUAGES}
        some = [each for each in guessed if each.row.set == which]
        _print(f"{which} set, fitted on the others", _read(some, found))
    found = {language: marks(guessed, language) for language in LANGUAGES}
    sure, doubtful = ({language: found[language][i] for language in LANGUAGES} for i in (0, 1))
    _print("all, at marks set on all", _read(guessed, found))
    if write:
        strangers = sum(1 for _ in opened("explanations"))
        provenance = (
            f"python -m tests.eval fit_explain --write, on {strangers} explanations of strangers "
            "and the answers that the course keeps to be tried"
        )
        made = Weights(provenance, tuple(fit(known)), sure, doubtful)
        WEIGHTS.write_bytes(msgspec.json.encode(made) + b"\n")
    return 0


def _read(
    guessed: Iterable[Guess], found: Mapping[str, tuple[float, float]]
) -> list[tuple[Guess, str]]:
    """What is told at the marks of each language."""
    read = []
    for each in guessed:
        sure, doubtful = found[each.row.language]
        asked = "asked" if each.chance > doubtful else "denied"
        read.append((each, "ticked" if each.chance > sure else asked))
    return read


def _print(title: str, told: Sequence[tuple[Guess, str]]) -> None:
    """Each share of what was told where nothing was fitted, by language and together."""
    print(title)
    for name in ("said", "unsaid", "swapped"):
        for state in ("ticked", "asked", "denied"):
            for languages in (("ja",), ("en",), ("ja", "en")):
                some = [
                    said == state
                    for each, said in told
                    if each.row.language in languages and _is(each.row, name)
                ]
                print(f"{name:8} {state:7} {'+'.join(languages):6}{wilson(sum(some), len(some))}")


def _is(row: Row, name: str) -> bool:
    return row.kind == name if name == "swapped" else row.said == (name == "said")
