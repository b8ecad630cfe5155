"""`taiwa preview`: a course while it is written, on a record that is thrown away."""

import argparse
import random
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.checking import unusable
from taiwa.cli.learning import need_terminal
from taiwa.cli.open import DONE, FAILED, now
from taiwa.errors import N_, ContentError
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.course.course import Course
    from taiwa.study.watch import Check


WAITING = N_("The preview opens once they are fixed and saved. Ctrl+C ends it.")

NO_PREVIEW = N_(
    "This is not a terminal, which the preview needs. taiwa check tells what is wrong with a"
    " course, and taiwa --content DIR --plain teaches it line by line."
)


def add_preview(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "preview", _("show a course while you write it"), preview)
    made.add_argument("path", metavar="DIR", type=Path, help=_("the course's folder"))
    made.add_argument(
        "item",
        metavar="ID",
        nargs="?",
        default="",
        help=_("the id of a step, question, answer or term"),
    )


def preview(options: argparse.Namespace, words: Words) -> int:
    """Show each item of a course, both languages side by side, anew whenever a file is saved."""
    need_terminal(NO_PREVIEW)
    from taiwa.record.settings import PARALLEL
    from taiwa.record.store import Store
    from taiwa.study.trial import Trial
    from taiwa.study.watch import Watch
    from taiwa.tui.preview import EVERY, Preview

    folder: Path = options.path
    with TemporaryDirectory() as scratch, closing(Store(Path(scratch) / paths.DATABASE)) as store:
        PARALLEL.write(store, "on")

        def desk(course: "Course") -> Trial:
            return Trial(course, store, now, random.SystemRandom(), words, [folder])

        while True:
            before = stamp(folder)
            try:
                watch = Watch(lambda: read(folder), lambda: stamp(folder))
                break
            except ContentError as error:
                unusable(error.problems, folder, words)
                if not folder.is_dir():
                    return FAILED
            print(words._(WAITING), file=sys.stderr)
            while stamp(folder) == before:
                time.sleep(EVERY)
        app = Preview(watch, desk, words, options.item)
        app.run()
        return app.return_code or DONE


def read(folder: Path) -> "tuple[Course, Check]":
    """A course, and what checks it. Raises `ContentError` where it can't be read."""
    from taiwa.course.loading import load_with_places
    from taiwa.study.checking import find_all

    course, places = load_with_places(folder)
    return course, lambda: find_all(course, places, folder)


def stamp(folder: Path) -> object:
    """Another value once a file of the folder was saved, or is new, or gone."""
    try:
        found = [(path.name, path.stat()) for path in folder.iterdir()]
    except OSError:  # it is gone, or a file went between the two: the next look will see
        return None
    return sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)
