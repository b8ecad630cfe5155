"""Measures asking, typed answers and explanations on the words of strangers.

    python -m tests.eval strangers [--set first|second|…|eighth] [--half open|kept]
                                   [--text iwakura|tea] [--only asking|typed|explaining]
                                   [--answers N] [--failures]

Prints each aim with its Wilson interval, for each language and both together; without `--set` on
every half that is open, all of which was fitted on; with `--text iwakura` or `tea` on the words
about the other test texts, on which nothing was. `--set fifth --half kept` unpacks the half that
was kept aside: once that is done its figures are figures no more, so it is done at the very end,
by whoever tells them.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.loading import load_course
from taiwa.course.model import Explain
from taiwa.tutor.asking import Asking
from taiwa.tutor.explaining import KeyPoint, read_explanation
from taiwa.tutor.grade.attempts import Setting
from taiwa.tutor.grading import grade_typed
from taiwa.words.entries import EXAMPLE, quotation
from tests.eval.ask import COURSE_FOLDER, Case, Result, ask
from tests.eval.halves import (
    HALVES,
    IWAKURA,
    OPEN,
    SETS,
    STRANGERS,
    TEA,
    Row,
    half,
    wilson,
    without_ways,
)

TEXTS = {
    "own": (STRANGERS, COURSE_FOLDER),
    "iwakura": (IWAKURA, IWAKURA / "course"),
    "tea": (TEA, TEA / "course"),
}
"""Where the words and the course of each text stand."""


class Aim(NamedTuple):
    """A share that is told: of all whose truth is `of`, those whose state is one of `states`."""

    title: str
    of: str
    states: Sequence[str]


AIMS = {
    "typed": (
        Aim("right, ordinary wording: refused, aim ≤ 5%", "right ordinary", ["refused"]),
        Aim("right, ordinary wording: asked", "right ordinary", ["asked"]),
        Aim("right, free wording: refused, aim ≤ 20%", "right free", ["refused"]),
        Aim("wrong: taken, aim none", "wrong", ["taken"]),
        Aim("wrong: asked, aim ≤ 25%", "wrong", ["asked"]),
    ),
    "explaining": (
        Aim("said: denied, aim ≤ 8%", "said", ["denied"]),
        Aim("said: asked, aim ≤ 45%", "said", ["asked"]),
        Aim("unsaid: ticked, aim ≤ 3%", "unsaid", ["ticked"]),
        Aim("unsaid: asked, aim ≤ 25%", "unsaid", ["asked"]),
        Aim("of swapped roles: ticked, aim ≤ 3%", "swapped", ["ticked"]),
    ),
}
ASKING: tuple[tuple[str, bool, Callable[[Result], bool]], ...] = (
    ("right section among those shown, aim ≥ 95%", True, lambda r: r.shown),
    ("declined though answerable, aim ≤ 4%", True, lambda r: r.reply.certainty == "none"),
    ("nearest though answerable, aim ≤ 25%", True, lambda r: r.reply.certainty == "nearest"),
    ("two passages shown", True, lambda r: len(r.reply.passages) > 1),
    ("flat answer to what it does not say, aim ≤ 10%", False, lambda r: _is(r, "sure")),
    ("nearest to what the text does not say", False, lambda r: _is(r, "nearest")),
)
LANGUAGES = (("ja",), ("en",), ("ja", "en"))
Told = tuple[str, str, str]
"""A language, what a teacher says, and what the tutor says."""


def _is(result: Result, certainty: str) -> bool:
    return result.reply.certainty == certainty


def with_answers(course: Course, most: int | None) -> Course:
    """The course with at most so many authored answers in each section; None leaves all."""
    sections = (section.having(answers=section.answers[:most]) for section in course.sections)
    return replace(course, sections=tuple(sections))


def case(row: Row, name: str = "strangers") -> Case:
    """A stranger's question."""
    part = "answerable" if row["answerable"] else "unanswerable"
    return Case(name, row["language"], part, row["question"], tuple(row["sections"]))


def typed(rows: Sequence[Row], content: Path) -> Iterator[Told]:
    """Graded as in the app, where a course tells besides what it calls things in both languages."""
    names = load_course(content).names
    for row in rows:
        setting = Setting(row["question"], names)
        verdict = grade_typed(row["answer"], row["accepted"], row["language"], setting).verdict
        state = {"close": "taken", "correct": "taken", "unsure": "asked"}.get(verdict, "refused")
        right = row["verdict"] == "right"
        yield row["language"], f"right {row['wording']}" if right else "wrong", state


def explained(rows: Sequence[Row], content: Path) -> Iterator[Told]:
    questions = load_course(content).all_questions()
    points = {one.id: one.points for one in questions if isinstance(one, Explain)}
    for row in rows:
        language = row["language"]
        own = [KeyPoint(p.text[language], p.phrases[language]) for p in points[row["id"]]]
        marks = read_explanation(row["text"], own, language)
        for index in set(range(len(own))) - set(row.get("unsure", ())):
            state = "ticked" if index in marks.credited else "asked"
            state = state if index in (*marks.credited, *marks.asked) else "denied"
            yield language, "said" if index in row["said"] else "unsaid", state
            if row["kind"] == "swapped":
                yield language, "swapped", state


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; status 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval strangers")
    parser.add_argument("--text", choices=TEXTS, default="own")
    parser.add_argument("--set", choices=SETS)
    parser.add_argument("--half", choices=HALVES, default="open")
    parser.add_argument("--only", choices=("asking", *AIMS), help="one of the three")
    parser.add_argument("--answers", type=int, help="the first so many of a section alone")
    parser.add_argument("--failures", action="store_true", help="list questions answered wrongly")
    options = parser.parse_args(arguments)
    folder, content = TEXTS[options.text]
    chosen = [(options.set, options.half)] if options.set else OPEN
    if options.text != "own" and not options.set:
        chosen = [("first", options.half)]
    for which, part in chosen:
        told = f"{options.text} text, {which} set, {part} half"
        if options.only in (None, "asking"):
            rows = half("questions", which, part, folder)
            course = with_answers(load_course(content), options.answers)
            course = without_ways(course, which) if options.text == "own" else course
            results = ask(Asking(course, shelves=[content]), [case(row) for row in rows])
            _print_asking(f"{told}: asking", results)
            if any("paragraphs" in row for row in rows):
                _print_found(course, rows, results)
            if options.failures:
                _print_failures(results)
        if options.only in (None, "typed"):
            _print(f"{told}: typed", list(typed(half("typed", which, part, folder), content)))
        if options.only in (None, "explaining"):
            rows = half("explanations", which, part, folder)
            _print(f"{told}: explaining", list(explained(rows, content)))
    return 0


def _print_asking(title: str, results: Sequence[Result]) -> None:
    print(title)
    for aim, answerable, met in ASKING:
        for languages in LANGUAGES:
            some = [
                met(r)
                for r in results
                if r.case.language in languages and bool(r.case.sections) == answerable
            ]
            print(f"    {aim:50}{'+'.join(languages):7}{wilson(sum(some), len(some))}")


def _print_found(course: Course, rows: Sequence[Row], results: Sequence[Result]) -> None:
    """How often what is shown, the nearest included, is of the right paragraph."""
    found = [
        (row["language"], row["answerable"], _found(course, row, result))
        for row, result in zip(rows, results, strict=True)
    ]
    for title, of in (("answerable", (True,)), ("all", (True, False))):
        for languages in LANGUAGES:
            some = [right for code, can, right in found if code in languages and can in of]
            told = f"judged right by the paragraph, {title}"
            print(f"    {told:50}{'+'.join(languages):7}{wilson(sum(some), len(some))}")


def _found(course: Course, row: Row, result: Result) -> bool:
    """True if a reply shows the right paragraph, or says nothing flatly of what is not there.

    A term is of the paragraphs whose steps have it, an event of that whose answer is its year.
    """
    if not row["answerable"]:
        return result.reply.certainty != "sure"
    wanted = set(row["paragraphs"])
    for name in result.reply.passages:
        quoted = quotation(course, name)
        term = name.removesuffix(EXAMPLE)
        places = {
            place for step in course.steps.values() if term in step.terms for place in step.source
        }
        if wanted & {*places, *(quoted.source if quoted else ())}:
            return True
        if name in course.events and course.events[name].date[:4] in row["facts"]:
            return True
    return False


def _print(title: str, told: Sequence[Told]) -> None:
    print(title)
    counts = Counter(told)
    for aim in AIMS[title.rsplit(maxsplit=1)[-1]]:
        for languages in LANGUAGES:
            some = {k: n for k, n in counts.items() if k[0] in languages and k[1] == aim.of}
            hits = sum(n for (_, _, state), n in some.items() if state in aim.states)
            print(f"    {aim.title:50}{'+'.join(languages):7}{wilson(hits, sum(some.values()))}")


def _print_failures(results: Sequence[Result]) -> None:
    for result in results:
        case, reply = result.case, result.reply
        flat = not case.sections and reply.certainty == "sure"
        if flat or (case.sections and (not result.shown or reply.certainty == "none")):
            print(
                f"    {case.part}: {case.question} -> {reply.certainty}",
                reply.passages or reply.sections,
            )
