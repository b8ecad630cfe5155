"""The command that brings a learner's records of several machines together, also by itself."""

import argparse
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from taiwa.cli.arguments import Subcommands, command
from taiwa.cli.open import DONE, back_up, course_id, learner_folder, new_id, now
from taiwa.cli.progress_bar import waiting
from taiwa.errors import N_, TaiwaError, UsageError
from taiwa.words.catalogs import Words

if TYPE_CHECKING:
    from taiwa.record.store import Store

EVERY = 600.0
"""Seconds between syncs while a learner sits at the desk."""
WAIT_MS = 30_000
"""Milliseconds to wait at the command line for another sync of this record."""

NO_TARGET = N_(
    "Name a folder, or the address of a database, that your other machine can reach: taiwa sync"
    " FOLDER."
)
FORGOTTEN = N_(
    "Deleted from {place}. All of it is still here, and a copy is kept in {path}. Your other"
    " machines keep theirs and send no more. What backups and a sync tool's history have is"
    " beyond reach."
)


def add_sync(commands: Subcommands, words: Words) -> None:
    _ = words._
    made = command(commands, words, "sync", _("sync with your other machines"), sync)
    made.add_argument(
        "target",
        metavar="FOLDER|ADDRESS",
        nargs="?",
        help=_("a folder or database that all of them can reach"),
    )
    made.add_argument("--check", action="store_true", help=_("read everything there again"))
    made.add_argument(
        "--join", metavar="ID", nargs="?", const="", help=_("unite two records of yours")
    )
    made.add_argument("--forget", action="store_true", help=_("delete your record there"))
    made.add_argument(
        "--schema", action="store_true", help=_("print the tables that a database needs")
    )
    made.add_argument("--background", action="store_true", help=argparse.SUPPRESS)
    made.add_argument("--json", action="store_true", help=_("print JSON, for programs"))


def sync(options: argparse.Namespace, words: Words) -> int:
    """Bring the record and its place in a folder together."""
    from taiwa.record.settings import SYNC, place_of_sync
    from taiwa.record.synced import note
    from taiwa.sync.problems import in_brief

    if options.schema:
        from taiwa.sync.database import SCHEMA

        print(SCHEMA.read_text(encoding="utf-8"), end="")
        return DONE
    if options.background and hasattr(os, "nice"):
        os.nice(10)
    course = course_id(options, words)
    store = _open(options, course)
    target = place_of_sync(options.target) if options.target else SYNC.read(store)
    if target is None:
        raise UsageError(NO_TARGET)
    try:
        _sync(options, words, store, target, course)
    except TaiwaError as error:
        note(store, target, now(), in_brief(error))
        raise
    note(store, target, now(), None)
    return DONE


def _sync(
    options: argparse.Namespace, words: Words, store: "Store", target: str, course: str
) -> None:
    from msgspec import json
    from msgspec.structs import asdict

    from taiwa.sync import syncing
    from taiwa.sync.forgetting import forget
    from taiwa.sync.targets import opened

    def say(note: TaiwaError) -> None:
        print(note.told(words._), file=sys.stderr)

    wait_ms = syncing.PATIENCE_MS if options.background else WAIT_MS
    pace = syncing.Pace() if options.background else syncing.Pace(1_000, longest=0.5)
    with waiting(words._("Syncing")):
        place = opened(target, course)
        if options.forget:
            kept = forget(store, place, new_id, now().date(), say, wait_ms)
        else:
            how = {"check": options.check, "join": options.join, "wait_ms": wait_ms, "pace": pace}
            report = syncing.sync(store, place, new_id, say, **how)
    if options.forget:
        print(TaiwaError(FORGOTTEN, place=target, path=kept).told(words._))
    elif options.json:
        print(json.encode(asdict(report)).decode())
    else:
        values = {"new": words.number(report.new), "sent": words.number(report.sent)}
        print(words._("{new} new here, {sent} sent.", **values))


def _open(options: argparse.Namespace, course: str) -> "Store":
    from taiwa.record.places import place
    from taiwa.record.store import Store

    db = place(learner_folder(options, begins=True), course)
    back_up(db)
    store = Store(db)
    options.opened.callback(store.close)
    return store


def unsynced_line(db: Path, words: Words) -> str:
    """The line on a sync in the background that failed, if one did."""
    from taiwa.record.settings import kept
    from taiwa.words.unsynced import unsynced

    return unsynced(lambda name: kept(db, name), words, now())


class Sitting:
    """The time that a learner sits at a desk: a sync, if a folder is set, when it begins, every ten
    minutes, and once its record is closed. Each is a process of its own, which outlives this one.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        """Made before the record is opened, so that its end comes after that is closed."""
        words = [sys.executable, "-m", "taiwa"]
        for option in ("content", "course", "profile"):
            if (value := getattr(options, option)) is not None:
                words += [f"--{option}", str(value)]
        self._command = [*words, "sync", "--background"]
        self._over, self._db = threading.Event(), Path()
        options.opened.callback(self.end)

    def begin(self, store: "Store") -> None:
        """Sync now, and from time to time."""
        from taiwa.record.settings import SYNC

        self._db, course = store.path, store.path.parent.parent.name
        if "--content" not in self._command and "--course" not in self._command:
            self._command[3:3] = ["--course", course]  # another one may be chosen meanwhile
        if SYNC.read(store) and not store.read_only and self._start():
            threading.Thread(target=self._go_on, daemon=True).start()

    def _go_on(self) -> None:
        while not self._over.wait(EVERY):
            self._start()

    def end(self) -> None:
        self._over.set()
        self._start()

    def _start(self) -> bool:
        """Start a sync, if a folder is set; returns whether one is."""
        import subprocess  # no start needs it where no folder is set

        from taiwa.record.settings import SYNC, kept

        if SYNC.place(lambda name: kept(self._db, name)) is None:
            return False
        nothing = subprocess.DEVNULL
        with suppress(OSError):  # no room for a process now: the next one does what it would
            subprocess.Popen(
                self._command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
            )
        return True
