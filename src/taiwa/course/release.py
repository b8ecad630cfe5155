"""The lock file of a course: ids, revisions and answer keys as they were released.

A learner's memory hangs on ids. So an id never vanishes unnoticed, and a changed answer key raises
its question's `revision`; a section's `retired` names those given up on purpose, which are never
used anew. `taiwa check --lock` writes the file anew, on purpose.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import assert_never

import msgspec

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import (
    Choice,
    Choices,
    Explain,
    Match,
    Order,
    Question,
    TrueFalse,
    Typed,
    Year,
)
from taiwa.course.problems import LocatedFinding
from taiwa.errors import N_

LOCK = "ids.lock"
RETIRED = "retired"
ID_GONE = N_(
    "released under this id, and gone now; learners' memory hangs on it: restore or retire it"
)
ROW_GONE = N_(
    "a term released under this id is gone from {table}; learners' memory hangs on it: if its"
    " English was changed, write this id in that row, in a column 'id'"
)
ID_BACK = N_(
    "an id that was retired can't be used again, since learners' memory of the old one hangs on"
    " it: choose another"
)
KEY_CHANGED = N_("the answer key has changed: raise 'revision' above {revision}")


def lock_lines(course: Course) -> Iterator[str]:
    """A line for each id: the id, and for a question its revision and the hash of its key."""
    for question in course.all_questions():
        yield f"{question.id} {question.revision} {_key(question)}"
    yield from course.steps
    yield from course.terms
    for section in course.sections:
        yield from (f"{name} {RETIRED}" for name in section.retired)


def edition(course: Course) -> str:
    """A short hash of the course as its learners' memory knows it: ids, revisions, answer keys."""
    return hashlib.sha256("\n".join(lock_lines(course)).encode()).hexdigest()[:16]


def check_lock(course: Course, locked: str, table: str) -> Iterator[LocatedFinding]:
    """All that differs from the last release by the lock file; nothing where that is empty.

    `table` is a file whose terms have ids that are made of their English, or ''.
    """
    now = _read(lock_lines(course))
    for name, then in _read(locked.splitlines()).items():
        if name not in now and table and not then and "." not in name:  # neither question nor step
            yield LocatedFinding(name, ROW_GONE, table=table)
        elif name not in now:
            yield LocatedFinding(name, ID_GONE)
        elif then == [RETIRED] != now[name]:
            yield LocatedFinding(name, ID_BACK)
        elif RETIRED not in now[name] and then[1:] != now[name][1:] and then[:1] == now[name][:1]:
            yield LocatedFinding(name, KEY_CHANGED, revision=then[0])


def _read(lines: Iterator[str] | list[str]) -> Mapping[str, list[str]]:
    return {name: rest for name, *rest in (line.split() for line in lines if line.strip())}


def _key(question: Question) -> str:
    """A short hash of what counts as right, whatever the wording around it."""
    key: object
    match question:
        case Choice(options=options) | Choices(options=options):
            key = [option.correct for option in options]
        case TrueFalse() | Year():
            key = question.answer
        case Typed(accepted=accepted):
            key = {language: sorted(answers) for language, answers in accepted.items()}
        case Explain(points=points):
            key = [point.step for point in points]
        case Match(pairs=things) | Order(items=things):
            form = form_of(question)
            key = len(things) if form.one_to_one else form.right
        case _:
            assert_never(question)
    return hashlib.blake2b(msgspec.json.encode(key), digest_size=4).hexdigest()
