"""Other programs at the same record: locks, other versions of taiwa, a second window."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from taiwa.paths import record_of
from taiwa.record import migrations
from tests.kills.moments import first_version
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

pytestmark = pytest.mark.slow


@contextmanager
def held(db: Path) -> Iterator[None]:
    """Another program that has locked the record, for as long as it likes."""
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_locked_record_freezes_nothing_and_the_answer_goes_through_by_itself(db: Path) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        with held(db):
            taiwa.type(f"river{ENTER}")
            taiwa.until("Another program is using")
            taiwa.until("taiwa tries again by itself")
            taiwa.type(F2)
            taiwa.until("ヘルプ")
            assert "river" in taiwa.screen
            taiwa.type(F2)
            taiwa.until("Help")
            assert "✓ Right" not in taiwa.drawn
        taiwa.until("✓ Right")
    assert answers(db) == ["river"]


def test_an_answer_chosen_while_the_record_is_locked_goes_through_too(db: Path) -> None:
    with window() as taiwa:
        taiwa.until("Begin the lesson")
        taiwa.type(ENTER)
        taiwa.until("press Space to go on")
        taiwa.type(" ")
        taiwa.until("what raised the town?")
        with held(db):
            taiwa.type(f"1{ENTER}")
            taiwa.until("Another program is using")
        taiwa.until("It carried people and goods.")
    assert len(answers(db)) == 1


def test_an_answer_that_is_changed_while_it_waits_is_not_given(db: Path) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        with held(db):
            taiwa.type(f"castle{ENTER}")
            taiwa.until("Another program is using")
            taiwa.type("\x7f" * len("castle"))
            taiwa.until("? asks the tutor")
        taiwa.type(f"river{ENTER}")
        taiwa.until("✓ Right")
    assert answers(db) == ["river"]


def test_a_locked_record_keeps_no_app_from_starting_nor_lessons_from_being_told(db: Path) -> None:
    with held(db), window() as taiwa:
        taiwa.until("Begin the lesson")
        taiwa.type(ENTER)
        taiwa.until("Another program is using")
        taiwa.type("s")
        taiwa.until("No question has come back yet")


def test_a_locked_record_is_told_in_line_mode_and_enter_tries_again(db: Path) -> None:
    with window(*LINES) as taiwa:
        to_typed_line(taiwa)
        with held(db):
            taiwa.type("river\r")
            taiwa.until("Another program is using")
            taiwa.until("(Enter: try again)")
        taiwa.type("\r")
        taiwa.until("✓ Right")
    assert answers(db) == ["river"]


def test_the_doctor_restores_nothing_while_another_program_saves(db: Path) -> None:
    assert run(*COURSE, "scores").returncode == 0  # which keeps the day's backup
    before = sorted(path.name for path in db.parent.glob("progress*"))
    with held(db):
        done = run(*COURSE[2:], "--lang", "ja", "doctor", "--restore", "latest")
        assert done.returncode == 1
        assert done.stderr.startswith("taiwa: ほかのプログラムが")
    assert run(*COURSE, "doctor").returncode == 0
    assert before == sorted(path.name for path in db.parent.glob("progress*.db"))


def test_settings_change_though_they_can_not_be_saved(db: Path) -> None:
    """In line mode too, where the language and the readings are commands."""
    with window(*LINES) as taiwa:
        taiwa.until("> ")
        with held(db):
            taiwa.type("/lang\r")
            taiwa.until("ほかのプログラムが")
            taiwa.until("川と橋")
            taiwa.type("1\r")
            taiwa.until("ほかのプログラムが")
            taiwa.until("川と橋")


@contextmanager
def newer(db: Path) -> Iterator[None]:
    """A newer taiwa has migrated the record."""
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("ALTER TABLE memory RENAME TO remembered")
        other.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION + 1}")
        yield
        other.execute("ALTER TABLE remembered RENAME TO memory")
        other.execute(f"PRAGMA user_version = {migrations.SCHEMA_VERSION}")


def test_a_newer_taiwa_that_takes_the_record_over_is_noticed_before_anything_is_saved(
    db: Path,
) -> None:
    with window() as taiwa:
        to_typed_question(taiwa)
        with newer(db):
            taiwa.type(f"river{ENTER}")
            taiwa.until("was saved by a newer taiwa")
            taiwa.type("\x1b")
            taiwa.until("was saved by a newer")
            assert answers_of_newer(db) == 0
        taiwa.type(F2)
        taiwa.until("ヘルプ")
    assert run(*COURSE, "scores").returncode == 0


def answers_of_newer(db: Path) -> int:
    with closing(sqlite3.connect(db)) as opened:
        query = "SELECT count(*) FROM log WHERE kind = 'answered'"
        return int(opened.execute(query).fetchone()[0])


def test_a_start_on_a_newer_record_is_told_and_changes_nothing(db: Path) -> None:
    with newer(db):
        for words in ((), ("--plain",), ("scores",), ("doctor",)):
            with window(*APP, *words) as taiwa:
                taiwa.until("was saved by a newer taiwa: update taiwa to open it.")
                assert taiwa.ended() == 1
                assert "damaged" not in taiwa.drawn


def test_a_start_waits_for_another_taiwa_that_migrates_and_says_so() -> None:
    db = Path(os.environ["TAIWA_HOME"]) / "progress.db"  # which is moved first
    db.parent.mkdir(parents=True)
    first_version(db)
    with window(*APP, "scores") as taiwa:
        with held(db):
            taiwa.until("Opening your progress")
        taiwa.until("No sessions yet.")
        assert taiwa.ended() == 0


def test_processes_that_migrate_at_once_take_turns() -> None:
    db = record_of(Path(os.environ["TAIWA_HOME"]), "sample")
    db.parent.mkdir(parents=True)
    first_version(db)
    all_ = [subprocess.Popen([*APP, "scores"], stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [each.wait(120) for each in all_] == [0] * 4
    with closing(sqlite3.connect(db)) as opened:
        assert migrations.version(opened) == migrations.SCHEMA_VERSION


def test_of_two_windows_on_one_session_the_slower_is_told_and_keeps_what_was_typed(
    db: Path,
) -> None:
    with window() as one:
        to_typed_question(one)
        one.type("\x11")  # Ctrl+Q: where it stands is saved
        assert one.ended() == 0
    with window() as one, window() as other:
        one.until("Rivers")
        one.type(ENTER)
        one.until("in English?")
        other.until("Rivers")
        other.type(ENTER)
        other.until("in English?")
        other.type("brook")
        other.until("brook")
        one.type(f"river{ENTER}")
        one.until("✓ Right")
        other.type(ENTER)
        other.until("Another window has gone on")
        other.type("s")
        other.until("brooks")
        other.type("\x7f" * len("brooks") + " ")
        other.until("There was a great flood")
    assert answers(db) == ["river"]
