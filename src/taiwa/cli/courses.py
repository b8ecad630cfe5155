"""The courses of this machine: those that are here, and handing one out."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.checking import unreadable, unusable
from taiwa.cli.open import DONE, content_of, read_course
from taiwa.cli.progress_bar import waiting
from taiwa.cli.record import refuse_to_overwrite
from taiwa.errors import N_, ContentError, TaiwaError, UsageError
from taiwa.words.catalogs import Words

USE = N_(
    "Use taiwa courses, taiwa courses add FILE|DIR, taiwa courses use ID or "
    "taiwa courses remove ID."
)
ADDED = N_("'{title}' is added: taiwa opens it from now on.")
REMOVED = N_(
    "The course '{id}' is removed. What was answered in it is kept, for when it is added again."
)
BEGUN = N_(
    "{path} is a course with a question of each type: make it your own. taiwa preview {path}"
    " shows it while you write, taiwa check {path} tells what is wrong in it, taiwa --content"
    " {path} opens it, and taiwa format tells what its files may hold."
)
PACKED = N_("'{title}' is in {path}. Whoever gets it adds it with: taiwa courses add {name}")
UNLOCKED = N_(
    "Before you change it again: taiwa check {path} --lock keeps what its learners remember tied to"
    " its questions."
)
UNWRITTEN = N_(
    "Some texts ({count}) are still as taiwa new wrote them: taiwa check {path} tells which. Write"
    " your own in their place, or take them away; then the course can be handed out."
)
NEWER = N_("It takes the place of the one that was made before.")
WITH_TEXT = N_("The text itself is in it, too: {files}. Leave it out if you may not hand it on.")


def add_courses(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "courses", _("list, add, choose or remove courses"), courses)
    made.add_argument(
        "words",
        metavar="add FILE|DIR | use ID | remove ID",
        nargs="*",
        help=_("what to do; without it, they are listed"),
    )


def add_pack(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "pack", _("pack a course into one file, to hand out"), pack)
    made.add_argument("path", metavar="DIR", type=Path, help=_("the course's folder"))
    made.add_argument("--out", metavar="FILE", type=Path, help=_("the file to write"))
    made.add_argument("--force", action="store_true", help=_("overwrite the file"))


def add_new(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "new", _("begin a course of your own"), new)
    made.add_argument("path", metavar="DIR", type=Path, help=_("the folder to make"))
    made.add_argument(
        "--from",
        dest="texts",
        metavar=("JA.md", "EN.md"),
        nargs=2,
        type=Path,
        help=_("your text in Japanese and in English, paragraph by paragraph"),
    )


def new(options: argparse.Namespace, words: Words) -> int:
    """Make a course folder that can be opened, checked and filled in."""
    from taiwa.course.beginning import begin
    from taiwa.course.companions import LANGUAGES
    from taiwa.course.format import SCHEMA, schema

    texts = dict(zip(LANGUAGES, options.texts or (), strict=False))
    try:
        begin(options.path, texts)
    except ContentError as error:
        return unreadable(error, words)
    (options.path / SCHEMA).write_text(schema(words._), encoding="utf-8")
    print(words._(BEGUN, path=options.path))
    return DONE


def courses(options: argparse.Namespace, words: Words) -> int:
    """List the courses of this machine, add one, let one open by itself, or take one away."""
    from taiwa.course import packs

    data = paths.data_folder(os.environ)
    match options.words:
        case []:
            print("\n".join(_lines(data, words)))
        case ["add", source]:
            try:
                with waiting(words._("Reading the course")):
                    course = packs.add(data, Path(source))
            except ContentError as error:
                return unusable(error.problems, Path(source), words)
            paths.choose(data, course.id)
            print(words._(ADDED, title=words.plain(course.title)))
        case ["use", id]:
            options.course, options.content = id, None
            content_of(options)
            paths.choose(data, id)
            print("\n".join(_lines(data, words)))
        case ["remove", id]:
            packs.remove(data, id)
            print(words._(REMOVED, id=id))
        case _:
            raise UsageError(USE)
    return DONE


def pack(options: argparse.Namespace, words: Words) -> int:
    """Write a course that can be taught from into one file."""
    from taiwa.course import packs
    from taiwa.course.beginning import template_texts
    from taiwa.course.essay import places
    from taiwa.course.release import LOCK
    from taiwa.course.texts import texts

    try:
        with waiting(words._("Reading the course")):
            course, raw = packs.pack(options.path)
    except ContentError as error:
        return unusable(error.problems, options.path, words)
    left = [text for _, text in texts(course) if template_texts().intersection(text.values())]
    if left:
        raise TaiwaError(UNWRITTEN, path=options.path, count=len(left))
    out: Path = options.out or Path()
    out = out / (course.id + packs.PACK) if out.is_dir() else out
    newer = packs.is_of(out, course.id)
    refuse_to_overwrite(out, options.force or newer)
    paths.write_whole(out, raw)
    print(words._(PACKED, title=words.plain(course.title), path=out, name=out.name))
    if newer:
        print(words._(NEWER))
    if not (options.path / LOCK).exists():
        print(words._(UNLOCKED, path=options.path))
    if kept := places([options.path], course.languages):
        print(words._(WITH_TEXT, files=tuple(file.name for file in kept.values())))
    return DONE


def _lines(data: Path, words: Words) -> Iterator[str]:
    """A line a course: its id, its title, and which of them opens by itself."""
    opens = paths.chosen(data)
    known = paths.courses(data)
    for id, folder in known.items():
        try:
            title = read_course(folder).title
            line = words._("{id}: {title}", id=id, title=words.plain(title))
        except ContentError:
            line = words._("{id}: can't be used; see taiwa --course {id} check", id=id)
        yield f"{'*' if id == opens else ' '} {line}"
