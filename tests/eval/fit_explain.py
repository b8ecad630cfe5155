"""Fits the evidence that an answer makes a key point; tells what it does where it is not fitted.

    python -m tests.eval fit_explain

It is fitted on the open half of the explanations by strangers and, a twentieth as heavy, on those
of `explain-*.yaml`, on which the reader of clauses was tuned. The figures are of eight folds by
question. Copy the weights printed into `taiwa.tutor.explain.evidence`; `SURE` there is about the
likelihood above which three in a hundred of the unsaid points stand, `DOUBTFUL` three in ten.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from taiwa.course.loading import load_course
from taiwa.course.model import Explain
from taiwa.tutor.explaining import KeyPoint, evidence_for
from tests.eval import explain
from tests.eval.logistic import Measures, Weights, fitted, likelihood

HERE = Path(__file__).parent
OPEN = HERE / "strangers" / "explanations.open.jsonl"
CONTENT = HERE.parents[1] / "content"
FOLDS, LIGHT = 8, 0.05
UNSAID = (0.02, 0.03, 0.05, 0.1, 0.2, 0.25, 0.3)


class Row(NamedTuple):
    question: str
    said: bool
    strange: bool
    measures: Measures


def rows() -> Iterator[Row]:
    """Each key point of each answer, and if a teacher sees it made."""
    for language in explain.LANGUAGES:
        for case in explain.load(language):
            found = evidence_for(case.points, language).measures(case.answer)
            for index, measures in enumerate(found):
                yield Row(case.question, index in case.expected, False, measures)
    yield from strangers(OPEN.read_text(encoding="utf-8"))


def strangers(lines: str) -> Iterator[Row]:
    """The same of explanations by strangers, without the points that are in doubt."""
    points = {
        q.id: q.points for q in load_course(CONTENT).all_questions() if isinstance(q, Explain)
    }
    for line in lines.splitlines():
        one: dict[str, Any] = json.loads(line)
        language = one["language"]
        own = [KeyPoint(p.text[language], p.phrases[language]) for p in points[one["id"]]]
        for index, measures in enumerate(evidence_for(own, language).measures(one["text"])):
            if index not in one.get("unsure", ()):
                yield Row(one["id"], index in one["said"], True, measures)


def fit(known: Sequence[Row]) -> Weights:
    return fitted((row.measures, row.said, 1.0 if row.strange else LIGHT) for row in known)


def main(_arguments: Sequence[str]) -> int:
    known = list(rows())
    questions = sorted({row.question for row in known if row.strange})
    guessed: list[tuple[bool, float]] = []
    for fold in range(FOLDS):
        held = set(questions[fold::FOLDS])
        weights = fit([row for row in known if row.question not in held])
        tried = [row for row in known if row.strange and row.question in held]
        guessed += [(row.said, likelihood(weights, row.measures)) for row in tried]
    said = [chance for is_said, chance in guessed if is_said]
    unsaid = sorted((chance for is_said, chance in guessed if not is_said), reverse=True)
    for share in UNSAID:
        above = unsaid[int(share * len(unsaid))]
        found = sum(chance > above for chance in said) / len(said)
        print(f"above {above:.2f}: {share:.0%} of the unsaid points, {found:.0%} of those said")
    for name, weight in sorted(fit(known).items()):
        print(f'    "{name}": {weight:.2f},')
    return 0
