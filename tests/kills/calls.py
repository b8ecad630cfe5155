"""Each command that keeps, moves or mends a record, killed before each call that changes a file.

strace counts the calls of one run that is let be, then kills one run before each of them. After
each kill every answer that was acknowledged must be in exactly one record that is in use or, if
it is in none, in a copy that `taiwa doctor` names; the same command, given again, must come to its
end, and leave nothing behind.
"""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from taiwa.cli import main
from taiwa.course import packs
from taiwa.paths import CACHE, DATABASE, PART, record_of, shipped_id
from taiwa.record.backup import backups, is_sound, keep_backups, of_profiles
from taiwa.record.log import line
from taiwa.record.opening import open_to_read
from taiwa.record.places import records
from taiwa.record.store import Store
from taiwa.record.transfer import record_lines
from taiwa.sync import segments
from taiwa.sync.folder import Folder
from taiwa.sync.meeting import LEARNER
from taiwa.sync.syncing import sync
from tests.conftest import SAMPLE
from tests.kills.moments import first_version
from tests.test_store import answered, started

CALLS = (
    "?write,?writev,?pwrite64,?pwritev,?sendfile,?copy_file_range,?truncate,?ftruncate,?fallocate,"
    "?fsync,?fdatasync,?rename,?renameat,?renameat2,?link,?linkat,?symlink,?symlinkat,?unlink,"
    "?unlinkat,?mkdir,?mkdirat,?rmdir,?chmod,?fchmod,?fchmodat"
)
"""The calls that change a file, but for `open`: a file that was only made is there at the next."""

STRACE = ("strace", "-f", "-qq", "-e", f"trace={CALLS}", "-e", "signal=none")
VERDICT = re.compile(r"^✓ Right", re.MULTILINE)
LEFT = re.compile(rf"{re.escape(PART)}|^~")
"""What the names of files have that killed programs leave for a day."""
THERE = "what was there\n"
DAYS_AGO = timedelta(days=3)


class Operation(NamedTuple):
    """One command line, the lines typed at it, and what it finds at home."""

    words: Sequence[str]
    prepare: Callable[[Path], None] = lambda home: None
    typed: str = ""


class Call(NamedTuple):
    """The call before which a run is killed: the so manieth of its name."""

    name: str
    number: int


def own(folder: Path) -> Path:
    """The database of the course that the operations are on, in a learner's folder."""
    return record_of(folder, "sample")


def record(db: Path, session: str, answers: int) -> None:
    """A record with so many answers, left by a program that was killed: its log is beside it."""
    store = Store(db.with_name("made.db"))
    store.append(started(session))
    for number in range(1, answers + 1):
        store.append(answered(number, "right", session))
    for ending in ("", "-wal"):
        shutil.copyfile(f"{store.path}{ending}", f"{db}{ending}")
    store.close()
    store.path.unlink()


def furnish(home: Path) -> None:
    """A home with a record, copies of it, two profiles, another machine's record and an export."""
    record(own(home), "early", 5)
    today = datetime.now().date()
    for days in range(40, 0, -1):
        keep_backups(own(home), today - timedelta(days=days))
    record(own(home), "own", 12)
    record(own(home / "profiles/hanako"), "hanako", 10)
    keep_backups(own(home / "profiles/hanako"), today - timedelta(days=1))
    record(own(home / "profiles/taro"), "taro", 4)
    other = Store(home / "elsewhere.db")
    other.append(started("elsewhere"))
    other.append(answered(1, "right", "elsewhere"))
    (home / "import.json").write_text("\n".join(record_lines(other.log())))
    other.close()
    other.path.unlink()
    (home / "out").write_text(THERE)


def _spoil(home: Path) -> None:
    """A record that is none any more."""
    own(home).with_name(f"{DATABASE}-wal").unlink()
    own(home).write_bytes(b"spoilt" * 4000)


def _remove(home: Path) -> None:
    for path in own(home).parent.glob(f"{DATABASE}*"):
        path.unlink()


def _link(home: Path) -> None:
    """The record is a link to a file in another folder."""
    (home / "drive").mkdir()
    for ending in ("", "-wal"):
        own(home).with_name(f"{DATABASE}{ending}").rename(home / "drive" / f"mine.db{ending}")
    own(home).symlink_to(home / "drive/mine.db")


def _as_first_version(home: Path) -> None:
    """The record as the first release would have left it, and no copy of it."""
    shutil.rmtree(own(home).with_name("backups"))
    new = home / "first.db"
    with closing(Store(own(home))) as store:
        first_version(new, list(store.log()))
    _remove(home)
    new.rename(own(home))


def _clear(home: Path) -> None:
    """No record and no copies: the first start of all."""
    _remove(home)
    shutil.rmtree(own(home).with_name("backups"))


def _one_for_all(home: Path) -> None:
    """The home as earlier versions left it: one record in it, and in each profile, for all."""
    for folder in (home, home / "profiles/hanako", home / "profiles/taro"):
        for path in own(folder).parent.iterdir():
            path.rename(folder / path.name)
        shutil.rmtree(folder / "courses")


def _spoilt_for_all(home: Path) -> None:
    _spoil(home)
    _one_for_all(home)


def _linked_for_all(home: Path) -> None:
    _one_for_all(home)
    (home / "drive").mkdir()
    for ending in ("", "-wal"):
        (home / f"{DATABASE}{ending}").rename(home / "drive" / f"mine.db{ending}")
    (home / DATABASE).symlink_to("drive/mine.db")


def _begun_again(home: Path) -> None:
    """An earlier version was started once more after the move."""
    _one_for_all(home)
    record(record_of(home, shipped_id()), "moved", 7)


def _added(home: Path) -> None:
    """A course that was added, beside the record of another."""
    packs.add(home, Path(SECOND))


def _met(home: Path) -> None:
    """Another machine of the same learner has written to a folder."""
    (home / "meet").mkdir()
    other = Store(home / "other.db")
    with closing(Store(own(home))) as store, closing(other):
        other.append(started("elsewhere"))
        other.append(answered(1, "right", "elsewhere"))
        for each in (store, other):
            each.set(LEARNER, "ab" * 16)
        sync(other, Folder(home / "meet", "sample"), lambda: "", lambda note: None)
    for path in home.glob("other.db*"):
        path.unlink()


SECOND = str(SAMPLE.with_name("sample2"))
LESSON = "1\n\n1\n\nriver\n/quit\n"
OUT = ("--out", "{home}/out", "--force")
OPERATIONS: Mapping[str, Operation] = {
    "delete": Operation(("profiles", "delete", "hanako")),
    "rename": Operation(("profiles", "rename", "hanako", "花子")),
    "restore": Operation(("doctor", "--restore", "latest")),
    "restore-spoilt": Operation(("doctor", "--restore", "latest"), _spoil),
    "restore-missing": Operation(("doctor", "--restore", "latest"), _remove),
    "restore-link": Operation(("doctor", "--restore", "latest"), _link),
    "backup": Operation(("scores",)),
    "export": Operation(("export", "--format", "json", *OUT)),
    "export-csv": Operation(("export", "--format", "csv", *OUT)),
    "import": Operation(("import", "{home}/import.json")),
    "migration": Operation(("scores",), _as_first_version),
    "move": Operation(("scores",), _one_for_all),
    "move-spoilt": Operation(("ask", "what is a river?"), _spoilt_for_all),
    "move-link": Operation(("scores",), _linked_for_all),
    "move-profile": Operation(("scores", "--profile", "hanako"), _one_for_all),
    "move-again": Operation(("scores",), _begun_again),
    "course-add": Operation(("courses", "add", SECOND)),
    "course-again": Operation(("courses", "add", SECOND), _added),
    "course-remove": Operation(("courses", "remove", "sample2"), _added),
    "sync": Operation(("sync", "{home}/meet"), _met),
    "sync-forget": Operation(("sync", "{home}/meet", "--forget"), _met),
    "first-start": Operation(("--plain",), _clear, LESSON),
    "first-of-day": Operation(("--plain",), typed=LESSON),
}


class Trial:
    """One operation in homes that are furnished alike."""

    def __init__(self, folder: Path, name: str) -> None:
        self.operation, self.home = OPERATIONS[name], folder / "home"
        self.furnished, self.lines = folder / name, 0
        furnish(self.furnished)
        self.operation.prepare(self.furnished)
        self.before = {id for ids in _in_use(self.furnished).values() for id in ids}
        spoilt = {"restore-spoilt": own(self.furnished), "move-spoilt": self.furnished / DATABASE}
        self.spoilt = spoilt[name].read_bytes() if name in spoilt else b""

    def calls(self) -> list[Call]:
        """Every call of a run that is let be."""
        self._furnish()
        log = self.home.with_name("strace")
        self._run(("-o", str(log)))
        self.lines = (self.home / "out").read_text().count("\n")
        names = re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE)
        return [Call(name, n + 1) for name, of in Counter(names).items() for n in range(of)]

    def kill(self, call: Call) -> None:
        """Asserts that nothing is lost where a run is killed before `call`."""
        self._furnish()
        inject = f"inject={call.name}:signal=SIGKILL:when={call.number}"
        told = self._run(("-o", os.devnull, "-e", inject), killed=True)
        with patch.dict(os.environ, {"TAIWA_HOME": str(self.home), "LANG": "en_GB.UTF-8"}):
            self._check(len(VERDICT.findall(told)))
            self._again()
            self._check(0)
        shutil.rmtree(self.home / CACHE, ignore_errors=True)  # what may be lost may lie there, too
        left = [path.name for path in self.home.rglob("*") if LEFT.search(path.name)]
        assert not left, left
        if (self.home / "meet").is_dir():
            self._check_meeting()

    def _check_meeting(self) -> None:
        """All of the record is in whole files there; or, forgotten, none, and there is a copy."""
        place = Folder(self.home / "meet", "sample").of("ab" * 16)
        contents = {file.name: place.read(file.name) for file in place.files()}
        with closing(Store(own(self.home))) as store:
            lines = {line(each) for each in store.log()}
        if place.is_forgotten:
            assert list(contents) == ["forgotten"]
            for copy in own(self.home).parent.glob("backups/forgotten-*"):
                told = copy.read_bytes()
                assert not told or all(each in told for each in lines)
        else:
            assert all(segments.name(content) == name for name, content in contents.items())
            assert lines == {text for each in contents.values() for text in segments.texts(each)}

    def _furnish(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.furnished, self.home, symlinks=True)
        link = own(self.home)
        if link.is_symlink():
            link.unlink()
            link.symlink_to(self.home / "drive/mine.db")

    def _words(self) -> list[str]:
        words = [word.format(home=self.home) for word in self.operation.words]
        return ["--content", str(SAMPLE), *words]

    def _run(self, how: Sequence[str], killed: bool = False) -> str:
        """The operation under strace, which is killed or comes to its end; what it printed."""
        environment = {"TAIWA_HOME": str(self.home), "PYTHONUNBUFFERED": "1", "LANG": "en_GB.UTF-8"}
        done = subprocess.run(
            [*STRACE, *how, sys.executable, "-m", "taiwa", *self._words()],
            input=self.operation.typed,
            capture_output=True,
            encoding="utf-8",
            env=os.environ | environment,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        if killed and done.returncode == 0:
            raise Missed
        assert (done.returncode == -signal.SIGKILL) == killed, done
        return done.stdout

    def _check(self, answered: int) -> None:
        """Every answer is in one record in use, or else in a copy that the doctor names."""
        told = self._told("doctor")
        copies = [*backups(own(self.home)), *of_profiles(own(self.home))]
        for copy in copies:
            assert str(copy) in told or f"Backup {copy.stem}:" in told, (copy, told)
        profiles = self._told("profiles")
        for folder in (self.home / "profiles").iterdir():
            assert f"{folder.name}:" in profiles
        if "courses" in self.operation.words:  # to list them reads the shipped one, too: 0.4 s
            assert "can't be used" not in self._told("courses"), "half a course"
        found = Counter(id for ids in _in_use(self.home).values() for id in ids)
        assert not found or max(found.values()) == 1, "an answer is in two records"
        kept = set(found).union(*map(_ids, copies))
        assert self.before <= kept, sorted(self.before - kept)[:3]
        assert sum("-" not in id for id in kept) >= answered, "an answer of the lesson is lost"
        files = [path for path in self.home.rglob("*") if path.is_file()]
        assert not self.spoilt or any(path.read_bytes() == self.spoilt for path in files)
        self._check_export()

    def _check_export(self) -> None:
        """Either the old file is there, or all of the new."""
        text = (self.home / "out").read_text()
        assert text == THERE or text.count("\n") == self.lines, text[-200:]

    def _again(self) -> None:
        """The same command once more, when what the killed one left is old."""
        for path in self.home.rglob("*"):
            if LEFT.search(path.name) and path.exists():
                old = path.stat().st_mtime - DAYS_AGO.total_seconds()
                os.utime(path, (old, old))
        words = ["--plain"] if self.operation.typed else self._words()[2:]
        told = self._told(*words)
        assert "Traceback" not in told
        if "courses" in words:
            self._told("courses", "add", SECOND)  # what was cut off goes with the next change
        for db in filter(is_sound, self.home.rglob(DATABASE)):
            keep_backups(db, date.today() + timedelta(days=1))

    def _told(self, *words: str) -> str:
        """All that taiwa prints, within this process."""
        out = StringIO()
        with redirect_stdout(out), redirect_stderr(out), patch("sys.stdin", StringIO("/quit\n")):
            status = main(["--content", str(SAMPLE), *words])
        assert status in (0, 1, 2)
        return out.getvalue()


def _in_use(home: Path) -> dict[Path, set[str]]:
    """The answers in each record that is in use."""
    found = [db for folder in (home, *(home / "profiles").iterdir()) for db in records(folder)]
    return {db: _ids(db) for db in found}


def _ids(db: Path) -> set[str]:
    """The answers that a record holds, if it is one."""
    try:
        with closing(open_to_read(db)) as opened:
            views = opened.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
            log = "log" if ("log",) in views else "record"  # before version 3, a table of them
            rows = opened.execute(f"SELECT id FROM {log} WHERE kind = 'answered'").fetchall()
    except sqlite3.DatabaseError:
        assert not is_sound(db)
        return set()
    return {id for (id,) in rows}


def refusal() -> str:
    """Why nothing can be killed here, if it can't."""
    try:
        tried = subprocess.run([*STRACE, "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "there is no strace"
    return tried.stderr.strip() if tried.returncode else ""


class Missed(Exception):
    """A run came to its end with fewer calls than the one before it: nothing was killed."""


def drawn(trial: Trial, times: int | None, chance: random.Random) -> list[Call]:
    """Every call of an operation, or so many of them."""
    found = trial.calls()
    return found if times is None else chance.sample(found, min(times, len(found)))


def run(folder: Path, names: Sequence[str], times: int | None, seed: int) -> tuple[int, int]:
    """Kill each operation named; how many kills were tried, and how many failed."""
    chance, tried, failed = random.Random(seed), 0, 0
    share = None if times is None else max(1, times // len(names))
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        trial = Trial(folder, name)
        for call in drawn(trial, share, chance):
            try:
                trial.kill(call)
                tried += 1
            except Missed:
                print(f"{name}, before {call.name} {call.number}: did not come", flush=True)
            except AssertionError as error:
                tried, failed = tried + 1, failed + 1
                print(f"{name}, before {call.name} {call.number}: {error}", flush=True)
        print(f"{name}: {tried} so far", flush=True)
    return tried, failed
