"""Measures the three states of typed answers and of points of explanations, on strangers' words.

    python -m tests.eval states [--opened-for-good]

Prints each aim with its Wilson interval, by language and together, on the open half of
`strangers/`, on which the weights were fitted. `--opened-for-good` scores the halves kept aside:
once that is done their figures are figures no more.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from taiwa.course.loading import load_course
from taiwa.course.model import Explain
from taiwa.tutor.explaining import KeyPoint, read_explanation
from taiwa.tutor.grading import grade_typed
from tests.eval.fit_explain import CONTENT
from tests.eval.strangers import HERE, wilson

Told = tuple[str, str, str]
"""A language, what a teacher says, and what the tutor says."""


def read(name: str, kept: bool) -> list[dict[str, Any]]:
    """The rows of a half."""
    if kept:
        text = gzip.decompress((HERE / f"{name}.kept.jsonl.gz").read_bytes()).decode()
    else:
        text = (HERE / f"{name}.open.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def typed(kept: bool) -> Iterator[Told]:
    for row in read("typed", kept):
        verdict = grade_typed(row["answer"], row["accepted"], row["language"]).verdict
        state = {"close": "taken", "correct": "taken", "unsure": "asked"}.get(verdict, "refused")
        yield row["language"], f"{row['verdict']} {row['wording']}", state


def explained(kept: bool) -> Iterator[Told]:
    questions = load_course(CONTENT).all_questions()
    points = {one.id: one.points for one in questions if isinstance(one, Explain)}
    for row in read("explanations", kept):
        language = row["language"]
        own = [KeyPoint(p.text[language], p.phrases[language]) for p in points[row["id"]]]
        marks = read_explanation(row["text"], own, language)
        for index in set(range(len(own))) - set(row.get("unsure", ())):
            state = "ticked" if index in marks.credited else "asked"
            state = state if index in (*marks.credited, *marks.asked) else "denied"
            yield language, "said" if index in row["said"] else "unsaid", state
            if row["kind"] == "swapped":
                yield language, "of swapped roles", state


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.eval states")
    parser.add_argument("--opened-for-good", action="store_true", help="the halves kept aside, too")
    halves = (False, True) if parser.parse_args(arguments).opened_for_good else (False,)
    for kept in halves:
        print("kept half" if kept else "open half")
        for told in (list(typed(kept)), list(explained(kept))):
            _print(told)
    return 0


def _print(told: Sequence[Told]) -> None:
    every = [*told, *(("both", truth, state) for _, truth, state in told)]
    counts, wholes = Counter(every), Counter((language, truth) for language, truth, _ in every)
    for (language, truth, state), count in sorted(counts.items(), key=lambda row: row[0][1:]):
        print(f"    {truth:28} {state:8} {language:5} {wilson(count, wholes[language, truth])}")
