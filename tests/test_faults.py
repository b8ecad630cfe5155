"""The record under faults: full and read-only disks, locks, other versions, files that vanish.

What is told at once, what goes through afterwards without being typed again, what is kept.
"""

import os
import re
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from taiwa.paths import learner_of, record_of
from taiwa.record.store import Store
from tests.bench.terminal import PYTHON
from tests.kills.moments import first_version
from tests.learner import welcomed
from tests.terminal import (
    APP,
    COURSE,
    ENTER,
    F2,
    LINES,
    answers,
    run,
    to_typed_line,
    to_typed_question,
    window,
)
from tests.test_store import answered, started

pytestmark = pytest.mark.slow

BOUND = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Before a command: even root may then only write where the permissions say so."""


@contextmanager
def no_room(process: int) -> Iterator[None]:
    """Let a process write no file any more, as on a full disk."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(db: Path) -> Iterator[Path]:
    """A disk of 2 MB, on which the learner's home is."""
    home = learner_of(db)
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "taiwa", str(home)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a disk here")
    welcomed(home)
    yield home
    subprocess.run(["umount", "-l", str(home)], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to its last byte; the file to delete for room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


def test_on_a_full_disk_the_app_tells_and_takes_the_same_answer_later(
    small_disk: Path, db: Path
) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        filler = fill(small_disk)
        taiwa.type(f"river{ENTER}")
        taiwa.until("disk")
        taiwa.type(F2)
        taiwa.until("ヘルプ")
        filler.unlink()
        taiwa.type(ENTER)
        taiwa.until("✓ 正解")
    assert answers(db) == ["river"]


def test_a_start_on_a_full_disk_is_told_and_harms_nothing(small_disk: Path, db: Path) -> None:
    before = db.read_bytes()
    filler = fill(small_disk)
    for words in (("scores",), ("export",), ("set", "new", "5"), ("doctor",)):
        done = run(*COURSE, *words)
        assert done.returncode == 1
        assert "the disk may be full" in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert "damaged" not in done.stdout
    filler.unlink()
    assert db.read_bytes() == before
    assert run(*COURSE, "scores").returncode == 0


def test_an_export_to_a_full_disk_leaves_the_file_that_was_there(
    small_disk: Path, db: Path
) -> None:
    there = small_disk / "cards.txt"
    there.write_text("what was there")
    fill(small_disk)
    elsewhere = {"TAIWA_HOME": str(small_disk.with_name("other"))}
    words = ("export", "--format", "gift", "--out", str(there), "--force")
    done = run(*COURSE, *words, **elsewhere)
    assert done.returncode == 1
    assert done.stderr.startswith("taiwa: The disk is full")
    assert there.read_text() == "what was there"


def test_where_no_file_can_grow_line_mode_tells_and_enter_tries_again(db: Path) -> None:
    with window(*LINES) as taiwa:
        to_typed_line(taiwa)
        with no_room(taiwa.process):
            taiwa.type("river\r")
            taiwa.until("Nothing saved so far is lost.")
            taiwa.until("(Enter: try again)")
            taiwa.type("\r")
            taiwa.until("(Enter: try again)")
        taiwa.type("\r")
        taiwa.until("✓ Right")
    assert answers(db) == ["river"]


def test_lines_from_a_pipe_end_where_one_can_not_be_saved(db: Path) -> None:
    """The lines that follow would answer the wrong question."""
    limits = (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    done = subprocess.run(
        LINES,
        input="1\n\n/reveal\n\nriver\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits),
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith("Nothing saved so far is lost.")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("replaced", [False, True], ids=["gone", "replaced"])
def test_a_record_that_vanishes_is_told_and_takes_the_answer_when_it_is_back(
    replaced: bool, db: Path
) -> None:
    home = learner_of(db)
    away = home.with_name("away")
    with window() as taiwa:
        to_typed_question(taiwa)
        home.rename(away)
        if replaced:
            shutil.copytree(away, home)
        taiwa.type(f"river{ENTER}")
        taiwa.until("is gone, or another one is in its place")
        shutil.rmtree(home, ignore_errors=True)
        away.rename(home)
        taiwa.type(ENTER)
        taiwa.until("✓ Right")
    assert answers(db) == ["river"]


def test_a_home_that_is_missing_is_made(tmp_path: Path) -> None:
    home = tmp_path / "a" / "b"
    assert run(*COURSE, "scores", TAIWA_HOME=str(home)).returncode == 0
    assert record_of(home, "sample").is_file()


CAN_NOT = [
    ("en_GB.UTF-8", "taiwa: Progress can't be saved in"),
    ("ja_JP.UTF-8", "記録を保存できません"),
]


@pytest.mark.parametrize(("language", "told"), CAN_NOT)
def test_a_home_that_is_no_folder_is_told(language: str, told: str, tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("in the way")
    done = run(*COURSE[2:], "scores", TAIWA_HOME=str(home), LANG=language)
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert home.read_text() == "in the way"


def bound(*command: str) -> tuple[str, ...]:
    """A command that may write only where the permissions say so, even for root."""
    if os.geteuid():
        return command
    if shutil.which(BOUND[0]) is None:
        pytest.skip("root may write anywhere")
    return (*BOUND, *command)


@pytest.fixture
def closed(db: Path) -> Iterator[Callable[[int, int], None]]:
    """Sets the permissions of the home and of what is in it; they are open again at the end."""

    def close(folder: int, file: int) -> None:
        home = learner_of(db)
        found = [home, *home.rglob("*")]
        for path in found if folder & 0o111 else reversed(found):
            path.chmod(folder if path.is_dir() else file)

    yield close
    close(0o755, 0o644)


SHUT = [(0o555, ""), (0o555, "--plain"), (0o000, ""), (0o000, "--plain"), (0o000, "scores")]


@pytest.mark.parametrize(("permissions", "word"), SHUT)
def test_a_home_that_may_not_be_written_is_told_and_left_as_it_is(
    permissions: int, word: str, db: Path, closed: Callable[[int, int], None]
) -> None:
    before = db.read_bytes()
    closed(permissions, 0o644)
    with window(*bound(*APP, *word.split())) as taiwa:
        assert taiwa.ended() == 1
        assert "check that you may write" in taiwa.drawn or "check the perm" in taiwa.drawn
        waited = [line for line in taiwa.drawn.splitlines() if "━" in line or not line.strip()]
        assert len(taiwa.drawn.splitlines()) - len(waited) == 1  # a busy machine shows its bar
    closed(0o755, 0o644)
    assert db.read_bytes() == before


@pytest.mark.parametrize("state", ["sound", "damaged", "shut"])
def test_a_backup_can_not_be_restored_into_a_home_that_may_not_be_written_and_that_is_told(
    state: str, db: Path, closed: Callable[[int, int], None], tmp_path: Path
) -> None:
    left(db, "closed")
    kept = shutil.copy(db, tmp_path / "kept.db")
    if state == "damaged":
        db.write_bytes(b"no database" * 1000)
    before = db.read_bytes()
    closed(0o000 if state == "shut" else 0o555, 0o444)
    done = run_bound(*COURSE, "doctor", "--restore", str(kept))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "check that" in done.stderr or "check the permissions" in done.stderr
    closed(0o755, 0o644)
    assert db.read_bytes() == before


READ = ("scores", "--lang ja scores", "export", "export --format csv", "ask what did I get wrong?")


def left(db: Path, how: str) -> None:
    """A record with an answer as it may have come onto a read-only medium."""
    with closing(Store(db)) as store:
        store.append(started())
        store.append(answered(1, "wrong"))
        beside = shutil.copytree(db.parent, db.with_name("beside"))
    if how == "with its log of changes":
        shutil.copy(beside / "progress.db-wal", db.parent)
        shutil.copy(beside / "progress.db", db.parent)
    elif how == "of an earlier version":
        with closing(Store(db)) as store:
            records = list(store.log())
        db.unlink()
        first_version(db, records)
        with closing(sqlite3.connect(db, isolation_level=None)) as opened:
            opened.execute("INSERT INTO setting VALUES ('device', 'this')")
    shutil.rmtree(beside)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["closed", "with its log of changes", "of an earlier version"])
def test_a_record_on_a_read_only_medium_is_scored_and_exported(
    how: str, db: Path, closed: Callable[[int, int], None], tmp_path: Path
) -> None:
    left(db, how)
    writable = {"TAIWA_HOME": str(shutil.copytree(learner_of(db), tmp_path / "writable"))}
    before = {path: path.read_bytes() for path in db.parent.iterdir() if path.is_file()}
    closed(0o555, 0o444)
    for words in READ:
        done = run_bound(*COURSE, *words.split())
        assert done.stderr == ""
        open_to_all = run(*COURSE, *words.split(), **writable)
        assert without_time(done.stdout) == without_time(open_to_all.stdout)
    assert "The file is sound." in run_bound(*COURSE, "doctor").stdout
    closed(0o755, 0o644)
    assert {path: path.read_bytes() for path in db.parent.iterdir() if path.is_file()} == before


def run_bound(*words: str) -> subprocess.CompletedProcess[str]:
    command = bound(PYTHON, "-m", "taiwa", *words)
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)


def without_time(told: str) -> str:
    return re.sub('"exported":"[^"]+"', "", told)


def test_a_record_that_may_not_be_written_is_told_at_the_first_move(
    db: Path, closed: Callable[[int, int], None]
) -> None:
    before = db.read_bytes()
    closed(0o755, 0o444)
    with window(*bound(*APP)) as taiwa:
        taiwa.until("Begin the lesson")
        taiwa.type(ENTER)
        taiwa.until("check the permissions of the file and of its folder")
        taiwa.type("s")
        taiwa.until("No question has come back yet")
    with window(*bound(*LINES)) as taiwa:
        taiwa.until("> ")
        taiwa.type("1\r")
        taiwa.until("check the permissions of the file and of its folder")
        taiwa.until("> ")
    closed(0o755, 0o644)
    assert db.read_bytes() == before
