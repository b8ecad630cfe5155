"""The sets of strangers' words, each in halves: those that are open, and those that stay packed.

A half that stays packed is unpacked by one command alone (`strangers --half kept`), and is held to
the SHA-256 that `strangers/README.md` tells. Once its figures are told it is `OPEN`.
"""

import gzip
import hashlib
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.course.model import Reply

HERE = Path(__file__).parent
STRANGERS, IWAKURA, TEA = HERE / "strangers", HERE / "iwakura", HERE / "tea"
NAMED = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
]
SETS = {name: "" if name == "first" else f".{name}" for name in NAMED}
HALVES = ("open", "kept")
FITTED = tuple(name for name in NAMED if name != "eighth")
"""The sets of which both halves may be read and fitted on."""
OPEN = tuple((which, part) for which in FITTED for part in HALVES)
Z = 1.96

Row = dict[str, Any]


def half(name: str, which: str, half: str, folder: Path = STRANGERS) -> list[Row]:
    """The rows of `name` ("questions", "typed" or "explanations") in one half of a set; none where
    nobody wrote any for that set.

    Raises ValueError if a packed half is not the one that was packed.
    """
    path = folder / f"{name}{SETS[which]}.{half}.jsonl"
    packed = path.with_name(f"{path.name}.gz")
    if path.exists():
        data = path.read_bytes()
    elif not packed.exists():
        return []
    else:
        data = gzip.decompress(packed.read_bytes())
        if hashlib.sha256(data).hexdigest() not in (folder / "README.md").read_text("utf-8"):
            raise ValueError(f"{path.name} is not the half that was packed")
    return [json.loads(line) for line in data.decode().splitlines()]


def opened(name: str) -> Iterator[tuple[str, Row]]:
    """Each row of all that may be fitted on, after its set: each set is of other writers."""
    for which in FITTED:
        for part in HALVES:
            yield from ((which, row) for row in half(name, which, part))


def lent(which: str) -> dict[str, str]:
    """By the ids of the questions of a set the ways to ask that they lent to the course, their
    slips mended."""
    told: dict[str, dict[str, str]] = json.loads((STRANGERS / "ways.json").read_bytes())
    return told.get(which, {})


def without_ways(course: Course, which: str) -> Course:
    """The course without the ways to ask that a set lent it: no question is asked of a course that
    has it."""
    own = set(lent(which).values())

    def left(answer: Reply) -> Reply:
        asks = {
            language: tuple(way for way in ways if way not in own)
            for language, ways in answer.asks.items()
        }
        return replace(answer, asks=asks)

    sections = (
        section.having(answers=tuple(map(left, section.answers))) for section in course.sections
    )
    return replace(course, sections=tuple(sections))


def of_the_record() -> set[tuple[str, str]]:
    """Each question, by its set and id, that the text does not answer, but the course's public
    record does, or corrects: no question to be unsure of, nor one that the text bears out."""
    told = json.loads((STRANGERS / "recorded.json").read_bytes())
    return {(which, name) for sets in told.values() for which in sets for name in sets[which]}


def wilson(hits: int, of: int) -> str:
    """A share, and between which two it lies with 95% certainty."""
    if not of:
        return "none"
    share = hits / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    reach = Z / (1 + Z * Z / of) * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    return f"{hits:3}/{of:3} {share:6.1%} ({middle - reach:.1%} to {middle + reach:.1%})"
