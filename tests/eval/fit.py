"""Fits the weights with which asking ranks passages and tells how sure it is.

    python -m tests.eval fit [--content DIR] [--write]

Both are logistic regressions, in plain Python: for the ranking over the measures of
`taiwa.tutor.ask.search`, on which passage has section and key facts of the questions of
`ask-*.yaml` but the fresh ones, and which answer a reader chose for each question of strangers
(`strangers/ways.json`); for the sureness over those of `taiwa.tutor.ask.evidence` as well, on which
questions the text answers: all of the strangers' that are open and, much lighter, all of ours. A
stranger's question is asked of the course without what its own set lent to it. Questions that the
public record answers or corrects are left out: they'd teach that its passages are to be doubted.
Copies of the course with a few of its answers and with none stand for courses that have no more.
The figures of the sureness are those of each set of strangers where it is fitted on the others,
whose writers are others; the bands are chosen on them. `--write` puts the weights into
`weights.json`."""

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import msgspec
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.tutor.ask import search
from taiwa.tutor.ask.evidence import Measures
from taiwa.tutor.ask.folding import language_of
from taiwa.tutor.ask.search import Hit, Weights
from taiwa.tutor.asking import Asking
from taiwa.words.entries import quotation
from tests.eval.ask import COURSE_FOLDER, LANGUAGES, Case, load
from tests.eval.halves import FITTED, lent, of_the_record, opened, wilson, without_ways
from tests.eval.logistic import fitted
from tests.eval.strangers import case as stranger

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "src" / "taiwa" / "tutor" / "ask" / "weights.json"
MEASURED = 60  # passages to a question: more than are found
STEPS, RATE, RIDGE = 200, 0.1, 1e-3
TUNED_ON = ("tune", "held", "more")
OWN, PULL = 0.05, 0.5
"""So often a question of ours counts for the sureness, beside a stranger's: they were written
beside the course; and the ridge."""
CROWDS = ("ninth", "tenth", "eleventh")
"""Sets that are asked of no copy, for they are as large as all others."""
FEW, COPY, COPY_SURE = 6, 0.5, 0.05
"""A copy of the course keeps every so manieth answer, another none; a question to either counts so
often for the ranking and, beside one to the course, for the sureness."""
FLAT, DECLINED = 0.06, 0.03
"""Shares of the strangers' questions that may be answered flatly though the text does not answer
them, and be declined though it does: the bands are set by them."""

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


def asked(
    course: Course, cases: Sequence[Case], counts: float, answers: Mapping[str, str]
) -> Iterator[Asked]:
    """The questions with the passages that are weighed for each; `answers` are those that a reader
    chose for strangers' questions."""
    asking = Asking(course)
    for case in cases:
        query = asking.reader.read(case.question)
        hits = asking.search.find(query, MEASURED)
        entry, meant = asking.search.index.entry, answers.get(case.question)
        right = {
            hit.number: entry(hit.number).passage.id == meant
            if meant
            else _right(course, asking, case, hit.number)
            for hit in hits
        }
        if hits:
            yield Asked(case, asking, hits, right, counts)


def _right(course: Course, asking: Asking, case: Case, number: int) -> bool:
    passage = asking.search.index.entry(number).passage
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


def learned(found: Sequence[tuple[Asked, Measures]]) -> Measures:
    """The weights of the sureness."""
    rows = (
        (
            measures,
            bool(each.case.sections),
            (1.0 if each.counts == 1.0 else COPY_SURE) * (1.0 if _strange(each) else OWN),
        )
        for each, measures in found
    )
    return {name: round(weight, 2) for name, weight in fitted(rows, PULL).items()}


def _chosen(course: Course) -> dict[str, str]:
    """By the questions of strangers the answers of which they are a way to ask."""
    homes = {
        way: answer.id
        for answer in course.answers.values()
        for way in chain.from_iterable(answer.asks.values())
    }
    rows = ((row["question"], lent(which).get(row["id"])) for which, row in opened("questions"))
    return {question: homes[way] for question, way in rows if way}


def _strange(each: Asked) -> bool:
    return each.case.set in FITTED


def main(arguments: Sequence[str]) -> int:
    """Prints the figures, and writes the weights if asked to; status 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval fit")
    parser.add_argument("--content", type=Path, default=COURSE_FOLDER)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    course = load_course(options.content)
    cases = [case for code in LANGUAGES for case in load(code) if case.part != "following"]
    left_out = of_the_record()
    cases += [
        stranger(row, which)
        for which, row in opened("questions")
        if (which, row["id"]) not in left_out
    ]
    chosen = _chosen(course)
    whole: list[Asked] = []
    copies: list[Asked] = []
    for which in sorted({case.set for case in cases}):
        own = [case for case in cases if case.set == which]
        held = without_ways(course, which)
        whole += asked(held, own, 1.0, chosen)
        fewer = slice(None, None, FEW), slice(0)
        for copy in [_with(held, answers) for answers in fewer if which not in CROWDS]:
            copies += asked(copy, own, COPY, chosen)
    questions = whole + copies
    names = sorted(search.WEIGHTS.ranking)
    rows = ranking_rows([q for q in questions if q.case.set in (*TUNED_ON, *FITTED)], names)
    ranking = {n: round(weight, 2) for n, weight in zip(names, fit(rows), strict=True)}
    _print_ranks(whole, ranking)
    found = [(each, evidence(each, ranking)) for each in questions]
    tried = list(_tried(found))
    sure, nearest = _bands(tried)
    for which in FITTED:
        _print_bands(which, [(a, o) for name, a, o in tried if name == which], sure, nearest)
    if options.write:
        made = Weights(_provenance(cases), ranking, learned(found), sure, nearest)
        WEIGHTS.write_text(json.dumps(msgspec.to_builtins(made), indent=1) + "\n", encoding="utf-8")
    return 0


def _tried(found: Sequence[tuple[Asked, Measures]]) -> Iterator[tuple[str, bool, float]]:
    """Each stranger's question: its set, if the text answers it, and how sure that seems to
    weights that no question of its set had a part in."""
    for which in FITTED:
        weights = learned([pair for pair in found if pair[0].case.set != which])
        for each, measures in found:
            if each.case.set == which and each.counts == 1.0:
                yield which, bool(each.case.sections), search.weighed(weights, measures)


def _bands(tried: Sequence[tuple[str, bool, float]]) -> tuple[float, float]:
    """From how sure on a reply is sure, and from how sure on the nearest."""
    known = sorted(odds for _, answered, odds in tried if answered)
    unknown = sorted(odds for _, answered, odds in tried if not answered)
    sure, nearest = unknown[-int(FLAT * len(unknown))], known[int(DECLINED * len(known))]
    print(f"sure from {sure:.2f}, nearest from {nearest:.2f}")
    return round(sure, 2), round(nearest, 2)


def _print_bands(
    which: str, tried: Sequence[tuple[bool, float]], sure: float, nearest: float
) -> None:
    for title, answered in (("answerable", True), ("not answerable", False)):
        some = [odds for known, odds in tried if known == answered]
        for name, hits in (
            ("sure", sum(odds >= sure for odds in some)),
            ("none", sum(odds < nearest for odds in some)),
        ):
            print(f"{which} set, fitted on the others, {title}: {name} {wilson(hits, len(some))}")


def _print_ranks(questions: Sequence[Asked], ranking: Measures) -> None:
    for name in ("fresh", *FITTED):
        some = [each for each in questions if each.case.set == name and each.case.sections]
        for most in (1, 2, 3):
            best = [
                any(each.right[h.number] for h in ranked(each, ranking)[:most]) for each in some
            ]
            print(f"{name}: right among the best {most}: {wilson(sum(best), len(best))}")


def _with(course: Course, answers: slice) -> Course:
    """The course with some of its answers."""
    sections = (section.having(answers=section.answers[answers]) for section in course.sections)
    return replace(course, sections=tuple(sections))


def _provenance(cases: Sequence[Case]) -> str:
    strangers = sum(case.set in FITTED for case in cases)
    return (
        f"python -m tests.eval fit --write, on {len(cases) - strangers} questions of our own and "
        f"{strangers} of strangers"
    )
