"""Fits the second look at typed answers, and tells what it does on answers not fitted on.

    python -m tests.eval fit_typed

It is fitted on all answers by strangers that are open; a tenth as heavy, on those of `typed-*.tsv`,
since they were written against the grader, and on each term of the course as a wrong answer to the
drills of all others. The figures of each set are of weights that no word of it had a part in. Copy
the weights printed into `taiwa.tutor.grade.second_look`; `ASK` is the likelihood at which about one
stranger's wrong answer in five is asked about, and fewer than one term in fifty.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from taiwa.course.loading import load_course
from taiwa.tutor.grade.attempts import Setting
from taiwa.tutor.grade.second_look import ways
from taiwa.tutor.grading import grade_by_rules
from tests.eval import typed
from tests.eval.halves import opened
from tests.eval.logistic import Measures, Weights, fitted, likelihood

CONTENT = Path(__file__).parents[2] / "content"
LIGHT, PASSES, NOTHING = 0.1, 4, Setting()
AT = (0.14, 0.16, 0.18, 0.2, 0.22, 0.25)


class Row(NamedTuple):
    """An answer of a set of strangers, or of none; `ways` are its measures, one for each accepted
    answer that is near."""

    set: str
    kind: str
    right: bool
    ways: Sequence[Measures]


def rows() -> Iterator[Row]:
    """The answers that no rule takes, with their measures against each accepted one."""
    course = load_course(CONTENT)
    for which, row in opened("typed"):
        kind = f"{row['language']} {row['wording']}"
        right = row["verdict"] == "right"
        setting = Setting(row["question"], course.names)
        yield from _row(which, kind, right, row["answer"], row["accepted"], setting)
    for language in typed.LANGUAGES:
        for case in typed.load(language):
            right = case.verdict != "wrong"
            yield from _row("", language, right, case.answer, case.accepted)
    for drill in course.vocabulary:
        for language, accepted in drill.accepted.items():
            for term in course.glossary:
                if drill.id.endswith(".name") and term.id not in drill.terms:
                    yield from _row("", language, False, term.term[language], accepted)


def _row(
    which: str,
    kind: str,
    right: bool,
    answer: str,
    accepted: Sequence[str],
    setting: Setting = NOTHING,
) -> Iterator[Row]:
    language = kind[:2]
    if grade_by_rules(answer, accepted, language).verdict == "wrong":
        found = ways(answer, accepted, language, setting)
        yield Row(which, kind, right, [seen for _, seen in found])


def fit(known: Sequence[Row]) -> Weights:
    """Weights for the way that an answer is likeliest meant, which they themselves tell."""
    weights: Weights = {"alike": 1.0, "holds": 1.0}
    for _ in range(PASSES):
        weights = fitted(
            (
                max(row.ways, key=lambda way: likelihood(weights, way)),
                row.right,
                1 if row.set else LIGHT,
            )
            for row in known
            if row.ways
        )
    return weights


def _guessed(known: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    """The likelihood of each answer by strangers, from all but its own set."""
    for which in filter(None, dict.fromkeys(row.set for row in known)):
        weights = fit([row for row in known if row.set != which])
        for row in known:
            if row.set == which:
                yield row, max((likelihood(weights, way) for way in row.ways), default=0.0)


def main(_arguments: Sequence[str]) -> int:
    known = list(rows())
    guessed = list(_guessed(known))
    every = Counter(_kinds(row for _, row in opened("typed")))
    for at in AT:
        told = Counter(
            f"{row.kind} {'refused' if row.right else 'wrong, asked'}"
            for row, chance in guessed
            if row.right == (chance < at)
        )
        print(f"{at:.2f}  " + "; ".join(f"{kind}: {n}" for kind, n in sorted(told.items())))
    print("of", dict(sorted(every.items())))
    for name, weight in fit(known).items():
        print(f'    "{name}": {weight:.2f},')
    return 0


def _kinds(answers: Iterable[dict[str, str]]) -> Iterator[str]:
    yield from (f"{one['language']} {one['wording']} {one['verdict']}" for one in answers)
