"""The commands by which learners hand in to a teacher, and a teacher looks at a class."""

import argparse
import os
import random
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from taiwa import paths
from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, FAILED, new_id, now, open_course, open_study
from taiwa.cli.progress_bar import waiting
from taiwa.errors import N_, StoreError, TaiwaError, UsageError
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.course.course import Course
    from taiwa.export.hand_in import HandIn
    from taiwa.study.desk import Study
    from taiwa.sync.hand_ins import Document

NO_PLACE = N_("Name the folder or the database that your teacher can reach: taiwa hand-in FOLDER.")
NO_NAME = N_("Say who you are, as your teacher knows you: add --name NAME.")
LONG_NAME = N_("A name may have {most} characters at most: shorten it.")
NOT_ASKED = N_("This is not a terminal, where you could be asked: add --yes.")
NOT_DONE = N_("Nothing was handed in.")
NOT_THERE = N_(
    "You have handed in nothing to {place} for this course: check the place, or name the course"
    " with --course."
)
TAKEN_BACK = N_("Taken back: {files}. Copies that others have made by now stay.")
HANDED_IN = N_("Handed in: {path}. To take it back: taiwa hand-in {place} --take-back.")
TO_FOLDER = N_("This goes to {place}; whoever opens that folder can read it:")
TO_DATABASE = N_("This goes to {place}; your teacher and the owner of the database can read it:")
CONTENTS = (
    N_("- your name ({name}), a random number that stands for you, and today's date;"),
    N_("- the course ({course}) and its edition;"),
    N_(
        "- for each section: how many questions you have tried, got right at the first try, learnt"
        " and mastered, and how well you know it now;"
    ),
    N_(
        "- for each question that you have answered: whether the first try was right, how often you"
        " have tried it, missed it, and counted an answer as right yourself, and the last day;"
    ),
    N_("- in all: the minutes and the last day that you learnt, and how long your record is."),
)
"""All of `HandIn` but the answers, in plain words."""
NO_ANSWERS = N_("Not handed in: what you typed, chose or asked. It stays here.")
ANSWERS = N_("- your wrong answers, as you typed or chose them: {number}, such as {sample}.")
NO_OTHERS = N_("Not handed in: your right answers, and what you asked.")
NO_WRONG = N_("- of your wrong answers nothing, as there are none.")
SEE_ALL = N_("To see all of it first, add --print.")
DELETED = N_("Deleted: {files}. Copies are kept in {path}.")
NO_LEARNERS = N_("No profile on this machine has begun the course {course} yet.")
NO_HAND_IN = N_(
    "Name the folder that {name} handed in to; a profile is deleted by taiwa profiles delete."
)
NOBODY_YET = N_("Nobody has handed in to {place} for the course {course} yet.")

YES = ("y", "yes", "はい")
SAMPLE = 60
"""Characters of an answer that is shown as a sample."""


def add_hand_in(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "hand-in", _("hand your scores in to a teacher"), hand_in)
    made.add_argument(
        "place",
        metavar="FOLDER|ADDRESS",
        nargs="?",
        help=_("a folder or database that your teacher can reach"),
    )
    made.add_argument("--answers", action="store_true", help=_("hand in your wrong answers, too"))
    made.add_argument("--name", metavar="NAME", help=_("your name, kept for the next time"))
    made.add_argument(
        "--print",
        action="store_true",
        help=_("show all that would be handed in, and hand in nothing"),
    )
    made.add_argument("--take-back", action="store_true", help=_("delete what you handed in"))
    made.add_argument("--yes", action="store_true", help=_("do not ask first"))


def hand_in(options: argparse.Namespace, words: Words) -> int:
    """Say what goes where, ask, and put it there."""
    from taiwa.export import hand_in as document
    from taiwa.record.settings import NAME, place_of_sync
    from taiwa.sync.hand_ins import opened
    from taiwa.sync.meeting import learner_of

    if options.place is None and not options.print:
        raise UsageError(NO_PLACE)
    study = open_study(options, words)
    learner = learner_of(study.store, new_id)
    place = place_of_sync(options.place or "")
    box = None if options.print else opened(place, study.course.id)
    if options.take_back and box:
        return _take_back(box.take_back(learner), place, words)
    name = _name(options, study, words)
    handed = document.hand_in(study, words, learner, name, answers=options.answers)
    content = document.written(handed)
    if box is None:
        print(content.decode(), end="")
        return DONE
    for line in _what_goes(handed, place, words):
        print(line, file=sys.stderr)
    if not options.yes and not _agreed(words):
        print(words._(NOT_DONE), file=sys.stderr)
        return FAILED
    study.store.set(NAME, name)
    path = box.put(learner, name, content)
    print(words._(HANDED_IN, path=path, place=quote(place)))
    return DONE


def _take_back(found: list[str], place: str, words: Words) -> int:
    if not found:
        raise TaiwaError(NOT_THERE, place=place)
    print(words._(TAKEN_BACK, files=tuple(found)))
    return DONE


def _name(options: argparse.Namespace, study: "Study", words: Words) -> str:
    """The learner's name: as it is said, as it was handed in before, or the profile's."""
    from taiwa.export.hand_in import LONGEST_NAME, one_line
    from taiwa.record.settings import NAME

    name = one_line(options.name or study.store.setting(NAME) or options.profile or "")
    if not name and _can_ask():
        name = _answer(words._("Your name, as your teacher knows you:"))
    if not name:
        raise UsageError(NO_NAME)
    if len(name) > LONGEST_NAME:
        raise UsageError(LONG_NAME, most=LONGEST_NAME)
    return name


def _what_goes(handed: "HandIn", place: str, words: Words) -> Iterator[str]:
    """All that leaves the machine, in plain words."""
    from textwrap import shorten

    from taiwa.record.settings import ADDRESS

    yield words._(TO_DATABASE if ADDRESS.match(place) else TO_FOLDER, place=place)
    for line in CONTENTS:
        yield words._(line, name=handed.name, course=handed.course.id)
    scores = handed.questions.values()
    wrong = [each.answer.get(words.language, "") for score in scores for each in score.wrong]
    if not handed.answers:
        yield words._(NO_ANSWERS)
    elif not wrong:
        yield words._(NO_WRONG)
    else:
        sample = shorten(max(wrong, key=len), SAMPLE, placeholder=" …")
        yield words._(ANSWERS, number=words.number(len(wrong)), sample=sample)
    if handed.answers:
        yield words._(NO_OTHERS)
    yield words._(SEE_ALL)


def _agreed(words: Words) -> bool:
    """True if the learner says yes. Raises `UsageError` where nobody can be asked."""
    if not _can_ask():
        raise UsageError(NOT_ASKED)
    typed = unicodedata.normalize("NFKC", _answer(words._("Hand this in? [y/N]")))
    return typed.casefold() in YES


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _answer(question: str) -> str:
    """The line typed at the terminal; nothing at its end."""
    print(question, end=" ", file=sys.stderr, flush=True)
    return " ".join(sys.stdin.readline().split())


def add_class(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "class", _("show what a class has handed in"), class_)
    made.add_argument(
        "places",
        metavar="FOLDER|FILE|ADDRESS",
        nargs="*",
        help=_("where the hand-ins are; without one, the profiles on this machine"),
    )
    made.add_argument(
        "--names", metavar="FILE", type=Path, help=_("your list of names, one on each line")
    )
    made.add_argument(
        "--without", metavar="NAME", action="append", default=[], help=_("leave a learner out")
    )
    made.add_argument(
        "--delete", metavar="NAME", help=_("delete what a learner handed in, and keep a copy here")
    )
    form = made.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help=_("print CSV, for spreadsheets"))
    form.add_argument("--json", action="store_true", help=_("print JSON, for programs"))


def class_(options: argparse.Namespace, words: Words) -> int:
    """Show the class, or delete what one of it has handed in."""
    from taiwa.cli.class_list import read_list
    from taiwa.export.class_book import class_book
    from taiwa.export.class_list import names_in
    from taiwa.export.class_table import class_csv, class_json, class_lines
    from taiwa.sync.hand_ins import documents

    names = tuple(names_in(read_list(options.names))) if options.names else ()
    course = open_course(options, words)
    with waiting(words._("Reading what was handed in")):
        found = documents(options.places, course.id)
        handed = ((each.place, each.content) for each in found)
        book = class_book(course, handed if options.places else _profiles(course, words), names)
    if options.delete is not None:
        if not options.places:
            raise UsageError(NO_HAND_IN, name=options.delete)
        learner = book.called(options.delete).handed.learner
        return _delete(documents(options.places, course.id), learner, words)
    book = book.without(options.without)
    if options.json:
        print(class_json(book))
    elif options.csv:
        print(class_csv(book, words), end="")
    else:
        if not book.learners:
            message = NOBODY_YET if options.places else NO_LEARNERS
            print(words._(message, place=tuple(options.places), course=course.id))
        width = shutil.get_terminal_size().columns
        print("\n".join(class_lines(book, words, width, handed=bool(options.places))))
    return DONE


def _profiles(course: "Course", words: Words) -> "Iterator[tuple[str, bytes]]":
    """The hand-ins that learners with a profile on this machine would make, with wrong answers.

    One whose record can't be read is told, and left out.
    """
    from taiwa.export.hand_in import hand_in, written
    from taiwa.record.profiles import folder_of, key, profiles
    from taiwa.record.store import Store
    from taiwa.study.desk import Study

    data = paths.data_folder(os.environ)
    for name in profiles(data):
        db = paths.record_of(folder_of(data, name), course.id)
        if not db.exists():
            continue
        try:
            with closing(Store(db, to_read=True)) as store:
                study = Study(course, store, now, random.SystemRandom(), words)
                learner = sha256(f"profile {key(name)}".encode()).hexdigest()[:32]
                yield name, written(hand_in(study, words, learner, name, answers=True))
        except StoreError as error:
            print(f"{name}: {words._(error.message, **error.values)}", file=sys.stderr)


def _delete(found: "Iterable[Document]", learner: str, words: Words) -> int:
    """Copy what a learner has handed in to the backups, then delete it where it lies."""
    from taiwa.export.class_book import SHORT, read

    folder = paths.data_folder(os.environ) / paths.BACKUPS
    paths.own_folder(folder)
    deleted = []
    for each in found:
        handed = read(each.content)
        if isinstance(handed, int) or handed.learner != learner:
            continue
        kept = paths.unused(folder / f"handed-in-{learner[:SHORT]}-{now().date()}.json")
        paths.write_whole(kept, each.content)
        each.delete()
        deleted.append(each.place)
    print(words._(DELETED, files=tuple(deleted), path=folder))
    return DONE
