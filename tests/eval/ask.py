"""Measures answering and declining learners' own questions, on questions as learners type them.

    python -m tests.eval ask [--set SET] [--language ja|en] [--failures] [--content DIR]

`ask-ja.yaml` and `ask-en.yaml` hold the questions; what their parts mean stands at the head of the
English one. Two questions of five, told by a checksum, are "held": kept aside while the method was
made first, and tuned on since, as are those of `ask-more-*.yaml`. `ask-fresh-*.yaml` are for
measuring alone.
"""

import argparse
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from taiwa.course.loading import load_course
from taiwa.tutor.asking import Asking, Retrieval
from taiwa.words.entries import quotation

HERE = Path(__file__).parent
COURSE_FOLDER = HERE.parents[1] / "content"
LANGUAGES = ("ja", "en")
SETS = ("tune", "held", "more", "fresh")

Row = tuple[str, str, tuple[str, ...], tuple[str, ...], str, tuple[str, ...]]
"""The fields of a case from its part on."""


@dataclass(frozen=True)
class Case:
    set: str
    language: str
    part: str
    question: str
    sections: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    said: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    case: Case
    reply: Retrieval
    seconds: float
    text: str

    @property
    def shown(self) -> bool:
        """True if a right section is among those shown, or named as a topic."""
        return any(section in self.case.sections for section in self.reply.sections)

    @property
    def section(self) -> bool:
        return bool(self.reply.sections) and self.reply.sections[0] in self.case.sections

    @property
    def facts(self) -> bool:
        return self.reply.answered and all(
            any(way.casefold() in self.text for way in fact.split("|")) for fact in self.case.facts
        )

    @property
    def corrected(self) -> bool:
        correction = self.reply.correction
        return correction is not None and self.case.said in correction.said

    @property
    def right(self) -> bool:
        if self.case.part == "unanswerable":
            return self.reply.certainty != "sure"
        corrected = self.corrected if self.case.part == "premises" else True
        return self.section and self.facts and corrected


def load(language: str) -> Iterator[Case]:
    for row in _rows(f"ask-{language}.yaml"):
        kept = zlib.crc32(row[1].encode()) % 5 < 2
        yield Case("held" if kept else "tune", language, *row)
    for name in SETS[2:]:
        for row in _rows(f"ask-{name}-{language}.yaml"):
            yield Case(name, language, *row)


def _rows(name: str) -> Iterator[Row]:
    data = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    for part, lead in (("answerable", 0), ("premises", 1), ("following", 1)):
        for sections, rows in data[part].items():
            for row in rows:
                first, (question, *facts) = row[:lead], row[lead:]
                said = first[0] if part == "premises" else ""
                after = tuple(first) if part == "following" else ()
                yield part, question, tuple(sections.split()), tuple(facts), said, after
    for question in data["unanswerable"]:
        yield "unanswerable", question, (), (), "", ()


def ask(asking: Asking, cases: Sequence[Case]) -> list[Result]:
    results = []
    for case in cases:
        started = time.perf_counter()
        reply = asking.ask(case.question, case.language, case.after)
        seconds = time.perf_counter() - started
        found = (quotation(asking.course, name) for name in reply.passages)
        text = " ".join(p.text[reply.language] for p in found if p).casefold()
        results.append(Result(case, reply, seconds, text))
    return results


def share(some: Sequence[bool]) -> str:
    return f"{sum(some):3}/{len(some):3} {sum(some) / max(1, len(some)):6.1%}"


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; status 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval ask")
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--content", type=Path, default=COURSE_FOLDER)
    parser.add_argument("--failures", action="store_true", help="list what was answered wrongly")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    asking = Asking(load_course(options.content))
    print(f"loaded in {(time.perf_counter() - started) * 1e3:.0f} ms")
    ask(asking, [Case("tune", "en", "answerable", "what is the word for it")])  # tables made once
    for language in options.language or LANGUAGES:
        cases = list(load(language))
        for name in options.set or SETS[:3]:
            results = ask(asking, [case for case in cases if case.set == name])
            _print(f"{language} {name}", results)
            if options.failures:
                _print_failures(results)
    return 0


def _print(name: str, results: Sequence[Result]) -> None:
    of = {
        part: [r for r in results if r.case.part == part]
        for part in ("answerable", "premises", "following", "unanswerable")
    }
    times = sorted(result.seconds for result in results)
    print(f"{name}: median {times[len(times) // 2] * 1e3:.2f} ms, slowest {times[-1] * 1e3:.2f} ms")
    known = of["answerable"]
    print(f"    section first      {share([r.section for r in known])}")
    print(f"    section shown      {share([r.shown for r in known])}")
    print(f"    all facts there    {share([r.facts for r in known])}")
    print(f"    wrongly declined   {share([not r.reply.answered for r in known])}")
    print(f"    nearest            {share([r.reply.certainty == 'nearest' for r in known])}")
    print(f"    wrongly corrected  {share([r.reply.correction is not None for r in known])}")
    print(f"    rightly declined   {share([not r.reply.answered for r in of['unanswerable']])}")
    print(f"    answered flatly    {share([not r.right for r in of['unanswerable']])}")
    print(f"    premise corrected  {share([r.corrected for r in of['premises']])}")
    print(f"      with the facts   {share([r.facts for r in of['premises']])}")
    print(f"    follow-up right    {share([r.right for r in of['following']])}")


def _print_failures(results: Sequence[Result]) -> None:
    for result in results:
        case, reply = result.case, result.reply
        wrong = not result.right or (case.part == "answerable" and reply.correction)
        if wrong:
            print(
                f"    {case.part}: {case.question!r} {case.facts} -> {reply.passages}"
                f" {reply.correction or ''} {'after ' + case.after[0] if case.after else ''}"
            )
