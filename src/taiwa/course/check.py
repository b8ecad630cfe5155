"""The findings of `taiwa check` on a course that loads: the rules that no schema can express.

Each rule is a function from a course to findings; `check_course` puts them at the ids' places. The
graders come in as parameters, so that this room knows none of the tutor's.
"""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from threading import current_thread, main_thread

from msgspec.structs import replace

from taiwa.course import originality, release
from taiwa.course.answer_rules import (
    Covers,
    GradeTyped,
    Shortlist,
    check_lookalikes,
    check_points,
    check_typed,
)
from taiwa.course.companions import RECORD
from taiwa.course.course import Course
from taiwa.course.drills import drilled
from taiwa.course.essay import check_essay
from taiwa.course.forms import Form, form_of
from taiwa.course.guessing import check_form
from taiwa.course.loading import read_text
from taiwa.course.model import LEVELS, Section, Source
from taiwa.course.originality import Fingerprint
from taiwa.course.problems import GLOSSARY_SHEET, OUTLINE, LocatedFinding, Places, Problem, Problems
from taiwa.course.release import check_lock
from taiwa.course.text_rules import (
    check_lengths,
    check_originality,
    check_readings,
    check_typography,
)
from taiwa.errors import N_

HIGHER, HIGHER_IN_SECTION, REMEMBERED = 0.4, 0.3, 0.3
"""Shares of questions above understanding, at least, in all and in a section; to remember, at most.
"""


MANY = 2_000
"""Questions from which on a course is checked by several processes: to begin one takes as long as
to check two hundred questions. What grades has then to be a function of a module."""
AT_ONCE = 4
"""Sections that a process takes at once."""


def check_course(
    course: Course,
    places: Places,
    folder: Path,
    grade: GradeTyped,
    shortlist: Shortlist,
    covers: Covers,
) -> list[Problem]:
    """Every finding of every rule, in the order of files and lines.

    Raises `ContentError` where there are too many.
    """
    problems = Problems()
    check_essay(course, folder, problems)
    fingerprint = Fingerprint.read(read_text(folder / originality.FINGERPRINT, problems))
    each = partial(_one_by_one, fingerprint, grade, covers)
    whole = (
        _sources(course),
        _balance(course),
        check_lookalikes(course, grade, shortlist),
        _levels(course),
        check_form(course),
        check_lock(course, read_text(folder / release.LOCK, problems), _unpinned(places)),
    )
    for found in _in_parts(each, course, chain.from_iterable(whole)):
        file, mark = places.of(found.name, found.text, str(found.values.get("table", OUTLINE)))
        problems.add(file, mark, found.message, "", found.name, **found.values)
    return problems.sorted()


def _unpinned(places: Places) -> str:
    """The table of terms, if the ids of some of its rows are made of their English; else ''."""
    return GLOSSARY_SHEET if any(file == GLOSSARY_SHEET for file, _, _ in places.made) else ""


def _one_by_one(
    fingerprint: Fingerprint, grade: GradeTyped, covers: Covers, course: Course
) -> list[LocatedFinding]:
    """The findings of the rules that look at one text or question at a time."""
    return [
        *check_lengths(course),
        *check_typography(course),
        *check_readings(course),
        *_options(course),
        *check_typed(course, grade),
        *check_points(course, covers),
        *check_originality(course, fingerprint),
    ]


def _in_parts(
    each: Callable[[Course], list[LocatedFinding]],
    course: Course,
    meanwhile: Iterator[LocatedFinding],
) -> Iterator[LocatedFinding]:
    """The findings on a course, a large one given to as many processes as can run, and others that
    are looked for while they run."""
    workers = min(os.cpu_count() or 1, len(course.sections) // AT_ONCE)
    alone = current_thread() is not main_thread()  # as beside a preview, which hears the signals
    if alone or workers < 2 or sum(1 for _ in course.all_questions()) < MANY:
        yield from chain(each(course), meanwhile)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    spawn = get_context("spawn")  # a fork may hang where the parent has threads
    pool = ProcessPoolExecutor(workers, spawn, gc.disable)  # as the parent: see cli.main
    try:
        interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)  # which processes inherit
        found = pool.map(each, _parts(course))
        signal.signal(signal.SIGINT, interrupted)
        yield from meanwhile
        yield from chain.from_iterable(found)
    except BaseException:  # an interrupt, or too many problems: nobody waits for the rest
        for process in active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _parts(course: Course) -> Iterator[Course]:
    """The course without its sections, and some of its sections at a time without the rest."""
    yield replace(course, sections=())
    rest = replace(course, comparisons=(), glossary=(), timeline=(), text_map=None)
    for start in range(0, len(course.sections), AT_ONCE):
        yield replace(rest, sections=course.sections[start : start + AT_ONCE])


def _sources(course: Course) -> Iterator[LocatedFinding]:
    """Sources name paragraphs that the text has."""

    def missing(name: str, sources: Sequence[Source]) -> Iterator[LocatedFinding]:
        for source in sources:
            section, _, number = source.partition(" ¶")
            if source != RECORD and not 1 <= int(number) <= course.by_id[section].paragraphs:
                message = N_(
                    "'{source}' is not a paragraph of the text: 'paragraphs' tells how many a"
                    " section has"
                )
                yield LocatedFinding(name, message, source=source)

    for section in course.sections:
        for step in section.lesson:
            yield from missing(step.id, step.source)
        for answer in section.answers:
            yield from missing(answer.id, answer.source)
    for question in course.all_questions():
        yield from missing(question.id, question.source)


def _options(course: Course) -> Iterator[LocatedFinding]:
    """Options differ from each other in every language."""
    for question in course.all_questions():
        form = form_of(question)
        for language in course.languages if form.manner in ("one", "several") else ():
            shown = [text[language] for text in form.things]
            if len(set(shown)) < len(shown):
                message = N_("{language}: two options are the same: change one")
                yield LocatedFinding(question.id, message, language=language)


def _balance(course: Course) -> Iterator[LocatedFinding]:
    """The right option can't be told by its place in the file or its length."""
    forms = map(form_of, course.all_questions())
    choices = [form for form in forms if form.manner == "one"]
    if len(choices) < 20:
        return
    for language in course.languages:
        longest = sum(_right_is_longest(form, language) for form in choices)
        if longest > 0.4 * len(choices):
            message = N_("{language}: the right option is the longest in {number} of {all}")
            values: dict[str, object] = {"number": longest, "all": len(choices)}
            yield LocatedFinding(course.id, message, language=language, **values)
    first = sum(form.right == (0,) for form in choices)
    if not 0.1 * len(choices) <= first <= 0.5 * len(choices):
        message = N_("the right option stands first in {number} of {all} choices")
        yield LocatedFinding(course.id, message, number=first, all=len(choices))


def _right_is_longest(form: Form, language: str) -> bool:
    lengths = [len(text[language]) for text in form.things]
    return lengths.index(max(lengths)) in form.right and lengths.count(max(lengths)) == 1


def _levels(course: Course) -> Iterator[LocatedFinding]:
    """Enough is asked above understanding, in each section and in all; drills of words aside."""
    newer = [section for section in course.sections if section.format > 1]
    asked = {section.id: _levels_of(section) for section in newer}
    for name, levels in asked.items():
        yield from _too_low(name, levels, HIGHER_IN_SECTION)
    yield from _too_low(course.id, [*chain.from_iterable(asked.values())], HIGHER)
    remembered = sum(levels.count(LEVELS[0]) for levels in asked.values())
    if (count := sum(map(len, asked.values()))) and remembered > REMEMBERED * count:
        message = N_("{number} of {all} questions ask to remember: let it be {most} at most")
        most = f"{REMEMBERED:.0%}"
        yield LocatedFinding(course.id, message, number=remembered, all=count, most=most)


def _levels_of(section: Section) -> list[str]:
    drills = drilled([section])
    return [q.level or "" for q in section.questions if q.id not in drills]


def _too_low(name: str, levels: Sequence[str], least: float) -> Iterator[LocatedFinding]:
    higher = sum(level in LEVELS[2:] for level in levels)
    if higher < least * len(levels):
        message = N_(
            "{number} of {all} questions ask to apply, analyse or evaluate: let it be {least}"
            " at least"
        )
        share = f"{least:.0%}"
        yield LocatedFinding(name, message, number=higher, all=len(levels), least=share)
