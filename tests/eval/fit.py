"""Fits the weights with which asking ranks passages and tells how sure it is.

    python -m tests.eval fit [--content DIR] [--write]

Both are logistic regressions over the measures of `taiwa.tutor.ask.search`, fitted in plain Python
on the questions of `ask-*.yaml` but the fresh ones: for the ranking, on which passage has section
and key facts; for the sureness, on which questions the text answers, those of `ask-fresh-*.yaml`
and of the open half of the strangers' (`strangers/`) as well. A copy of the course with a few of
its answers stands for courses that have only a few. Strangers have no part in the ranking; the
figures of the sureness are by cross-validation, five folds by question, and the bands are chosen on
them. `--write` puts the weights into `weights.json`."""

import argparse
import json
import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.tutor.ask import search
from taiwa.tutor.ask.folding import language_of
from taiwa.tutor.ask.search import Hit, Measures, Weights
from taiwa.tutor.asking import Asking
from taiwa.words.entries import quotation
from tests.eval.ask import COURSE_FOLDER, LANGUAGES, Case, load
from tests.eval.strangers import open_half, wilson

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "src" / "taiwa" / "tutor" / "ask" / "weights.json"
FOLDS, STEPS, RATE, RIDGE = 5, 200, 0.1, 1e-3
TUNED_ON = ("tune", "held", "more")
STRANGERS = 8.0
"""So often a stranger's question counts: ours were written beside the course."""
FEW, FEW_COUNT = 6, 0.2
"""The copy of the course keeps every so manieth answer, and a question to it counts so often."""
FLAT, DECLINED = 0.13, 0.04
"""Shares of strangers' questions that may be answered though the text does not say, and declined
though it does: the bands are set by them."""

Row = tuple[float, list[tuple[list[float], bool]]]
"""How much a question counts, and the choices it has: their measures, and if they are right."""


class Asked(msgspec.Struct):
    """A question with the passages that were found for it, if each is right, and how often it
    counts."""

    case: Case
    asking: Asking
    hits: list[Hit]
    right: dict[int, bool]
    counts: float


def fit(rows: Sequence[Row]) -> list[float]:
    """Weights by gradient descent (Adam): of the choices in a row, the right ones shall be
    likely."""
    size = len(rows[0][1][0][0])
    weights, mean, square = [0.0] * size, [0.0] * size, [0.0] * size
    total = sum(weight for weight, _ in rows)
    for step in range(1, STEPS + 1):
        slope = [-RIDGE * weight for weight in weights]
        for counts, choices in rows:
            odds = [math.exp(min(30.0, sum(map(float.__mul__, weights, x)))) for x, _ in choices]
            whole, good = sum(odds), sum(o for o, (_, y) in zip(odds, choices, strict=True) if y)
            for share, (x, y) in zip(odds, choices, strict=True):
                pull = counts / total * ((share / good if y else 0.0) - share / whole)
                for i, value in enumerate(x):
                    slope[i] += pull * value
        for i, value in enumerate(slope):
            mean[i] = 0.9 * mean[i] + 0.1 * value
            square[i] = 0.99 * square[i] + 0.01 * value * value
            rise = mean[i] / (1 - 0.9**step)
            weights[i] += RATE * rise / (math.sqrt(square[i] / (1 - 0.99**step)) + 1e-8)
    return weights


def asked(course: Course, cases: Sequence[Case], counts: float) -> Iterator[Asked]:
    """The questions with the passages that are weighed for each."""
    asking = Asking(course)
    for case in cases:
        query = asking.reader.read(case.question)
        hits = asking.search.find(query, search.LOOKED_AT)
        right = {hit.number: _right(course, asking, case, hit.number) for hit in hits}
        if hits:
            yield Asked(case, asking, hits, right, counts)


def _right(course: Course, asking: Asking, case: Case, number: int) -> bool:
    passage = asking.search.entries[number].passage
    quoted = quotation(course, passage.id)
    if passage.section not in case.sections or quoted is None:
        return False
    text = quoted.text[language_of(case.question, case.language)].casefold()
    return all(any(way.casefold() in text for way in fact.split("|")) for fact in case.facts)


def ranking_rows(questions: Sequence[Asked], names: Sequence[str]) -> list[Row]:
    rows = []
    for each in questions:
        choices = [([hit.measures[n] for n in names], each.right[hit.number]) for hit in each.hits]
        if any(right for _, right in choices) and not all(right for _, right in choices):
            rows.append((each.counts, choices))
    return rows


def ranked(each: Asked, ranking: Measures) -> list[Hit]:
    scored = [Hit(h.number, search.weighed(ranking, h.measures), h.measures) for h in each.hits]
    return sorted(scored, key=lambda hit: (-hit.score, hit.number))


def evidence(each: Asked, ranking: Measures) -> Measures:
    query = each.asking.reader.read(each.case.question)
    return each.asking.search.evidence(query, ranked(each, ranking))


def sureness_rows(found: Sequence[tuple[Asked, Measures]], names: Sequence[str]) -> list[Row]:
    """Two choices for each question: that the text answers it, or not, which measures nothing."""
    rows = []
    for each, measures in found:
        answered = bool(each.case.sections)
        counts = each.counts * (STRANGERS if each.case.set == "strangers" else 1.0)
        choices = [([measures[n] for n in names], answered), ([0.0] * len(names), not answered)]
        rows.append((counts, choices))
    return rows


def main(arguments: Sequence[str]) -> int:
    """Prints the figures, and writes the weights if asked to; status 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval fit")
    parser.add_argument("--content", type=Path, default=COURSE_FOLDER)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    course = load_course(options.content)
    own = [case for code in LANGUAGES for case in load(code) if case.part != "following"]
    cases = own + open_half()
    whole = list(asked(course, cases, 1.0))
    questions = whole + list(asked(_with_few(course), cases, FEW_COUNT))
    ranking = _learned(
        sorted(search.WEIGHTS.ranking),
        lambda names: ranking_rows([q for q in questions if q.case.set in TUNED_ON], names),
    )
    _print_ranks(whole, ranking)
    found = [(each, evidence(each, ranking)) for each in questions]
    names = sorted(found[0][1])
    tried = []
    for fold in range(FOLDS):
        rest = [pair for pair in found if _fold(pair[0]) != fold]
        weights = _learned(names, lambda names, rest=rest: sureness_rows(rest, names))
        here = [
            p
            for p in found
            if _fold(p[0]) == fold and p[0].case.set == "strangers" and p[0].counts == 1
        ]
        tried += [(bool(each.case.sections), search.weighed(weights, m)) for each, m in here]
    sure, nearest = _bands(tried)
    if options.write:
        sureness = _learned(names, lambda names: sureness_rows(found, names))
        made = Weights(_provenance(cases), ranking, sureness, round(sure, 2), round(nearest, 2))
        WEIGHTS.write_text(json.dumps(msgspec.to_builtins(made), indent=1) + "\n", encoding="utf-8")
    return 0


def _learned(names: Sequence[str], rows: Callable[[Sequence[str]], list[Row]]) -> Measures:
    return {n: round(weight, 2) for n, weight in zip(names, fit(rows(names)), strict=True)}


def _fold(each: Asked) -> int:
    return zlib.crc32(each.case.question.encode()) % FOLDS


def _bands(tried: Sequence[tuple[bool, float]]) -> tuple[float, float]:
    """The bands, with the figures that they make on strangers' questions left out of the
    fitting."""
    known = sorted(odds for answered, odds in tried if answered)
    others = sorted((odds for answered, odds in tried if not answered), reverse=True)
    sure, nearest = others[int(FLAT * len(others))], known[int(DECLINED * len(known))]
    print(f"sure from {sure:.2f}, nearest from {nearest:.2f}")
    print(f"strangers', answerable: sure {wilson(sum(o > sure for o in known), len(known))}")
    declined = sum(o < nearest for o in others)
    print(f"strangers', not answerable: declined {wilson(declined, len(others))}")
    return sure, nearest


def _print_ranks(questions: Sequence[Asked], ranking: Measures) -> None:
    for name in ("fresh", "strangers"):
        some = [each for each in questions if each.case.set == name and each.case.sections]
        for most in (1, 2, 3):
            best = [
                any(each.right[h.number] for h in ranked(each, ranking)[:most]) for each in some
            ]
            print(f"{name}: right among the best {most}: {wilson(sum(best), len(best))}")


def _with_few(course: Course) -> Course:
    """The course with every sixth of its answers."""
    sections = []
    for section in course.sections:
        body = replace(section.body, answers=section.answers[::FEW])
        sections.append(replace(section, ids=body.ids(), kept=body.kept()))
    return replace(course, sections=tuple(sections))


def _provenance(cases: Sequence[Case]) -> str:
    strangers = sum(case.set == "strangers" for case in cases)
    return (
        f"python -m tests.eval fit --write, on {len(cases) - strangers} questions of our own and "
        f"{strangers} of the strangers' open half"
    )
