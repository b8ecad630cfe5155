"""The clock, the record and the desk of a command: what `cli` opens before it runs one.

The only place that reads the clock and the system's random source.
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.cli.progress_bar import waiting
from taiwa.errors import N_, StoreError, UsageError
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.course.course import Course
    from taiwa.study.desk import Study

DONE, FAILED = 0, 1

NO_COURSE = N_(
    "There is no course '{name}' here. The courses are: {known}. One in a folder is opened with"
    " --content."
)
EXAM_ENDED = N_(
    "An exam ended meanwhile, as its time was over: its result is with your sessions, in the"
    " scores."
)
NEW_PROFILE = N_("The profile '{name}' is new.")


def open_course(options: argparse.Namespace, words: Words) -> "Course":
    with waiting(words._("Reading the course")):
        return read_course(content_of(options))


def read_course(folder: Path) -> "Course":
    """The course in a folder, or what was kept of it. Raises `ContentError`."""
    from taiwa.course.loading import load_course

    return load_course(folder, paths.cache_folder(os.environ) / "courses")


def asking_cache() -> Path:
    """The folder for what asking makes of courses."""
    return paths.cache_folder(os.environ) / "asking"


def shelves_of(options: argparse.Namespace, learner: Path, course: "Course") -> tuple[Path, ...]:
    """The folders where the text itself may lie, a learner's own copy before the course's."""
    return paths.essay_of(learner, course.id), content_of(options)


def content_of(options: argparse.Namespace) -> Path:
    """The folder of the course that is asked for, by folder or by id.

    Raises `UsageError` where no such course is here.
    """
    if options.content is not None:
        return Path(options.content)
    data = paths.data_folder(os.environ)
    known = paths.courses(data)
    name = options.course or paths.chosen(data)
    if name not in known:
        raise UsageError(NO_COURSE, name=name, known=tuple(known))
    return known[name]


def open_study(
    options: argparse.Namespace, words: Words, *, to_read: bool = False, begins: bool = False
) -> "Study":
    """The learner's desk on the course asked for; with `to_read`, progress that can't be written
    to will do. A profile that is not there yet is made where the learner `begins` with it."""
    from taiwa.record.backup import missing
    from taiwa.record.places import place
    from taiwa.record.store import Store
    from taiwa.study.desk import Study

    course = open_course(options, words)
    with waiting(words._("Opening your progress")):
        learner = learner_folder(options, begins=begins)
        new = options.profile is not None and not learner.is_dir()
        db = place(learner, course.id)
        lost, uncopied = missing(db), back_up(db)
        store = Store(db, to_read=to_read)
    options.opened.callback(store.close)
    shelves = shelves_of(options, learner, course)
    study = Study(course, store, now, random.SystemRandom(), words, shelves, asking_cache())
    study.warnings += [StoreError(NEW_PROFILE, name=learner.name)] if new else []
    study.warnings += _warnings(study, lost, uncopied)
    for warning in study.warnings:
        print(words._(warning.message, **warning.values), file=sys.stderr)
    return study


def _warnings(
    study: "Study", lost: StoreError | None, uncopied: StoreError | None
) -> Iterator[StoreError]:
    """Problems of the record or the clock with which work goes on."""
    if lost:
        yield lost
    if uncopied and not study.store.read_only:
        yield uncopied
    try:
        study.journal.moment()
        if not study.store.read_only and study.end_overdue():
            yield StoreError(EXAM_ENDED)
    except StoreError as wrong:
        yield wrong


def course_id(options: argparse.Namespace, words: Words) -> str:
    """The id of the course asked for, whose record may be meant even if the course can't be read.

    Raises `UsageError` where there is neither.
    """
    if options.content is not None:
        return paths.course_id(options.content) or open_course(options, words).id
    name = options.course or paths.chosen(paths.data_folder(os.environ))
    kept = paths.record_of(learner_folder(options, begins=True), name).parent
    if not (paths.COURSE_ID.fullmatch(name) and kept.is_dir()):
        content_of(options)
    return str(name)


def learner_folder(options: argparse.Namespace, *, begins: bool) -> Path:
    """The folder of the profile named, or of the learner without a name.

    Raises `UsageError` where there is no such profile, unless the learner `begins` with it.
    """
    folder = paths.data_folder(os.environ)
    if options.profile is not None:
        from taiwa.record.profiles import existing, folder_of

        folder = (folder_of if begins else existing)(folder, options.profile)
    return folder


def back_up(db: Path) -> StoreError | None:
    """Keep the day's copy; where that can't be done, work goes on, and the error is returned."""
    from taiwa.record.backup import keep_backups

    try:
        keep_backups(db, now().date())
    except StoreError as error:
        return error
    return None


def new_id() -> str:
    """A globally unique id."""
    return f"{random.SystemRandom().getrandbits(128):032x}"


def now() -> datetime:
    """The time, in the time zone that the machine is in now; UTC where TZ names none there is."""
    if hasattr(time, "tzset"):
        time.tzset()  # else one that was changed meanwhile would not be noticed
    try:
        return datetime.now().astimezone()
    except ValueError:  # more than a day off, as C lets TZ say
        return datetime.now(UTC)
