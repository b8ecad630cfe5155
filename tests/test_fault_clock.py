"""Clocks that are wrong, clocks that are set right, time zones that change."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from taiwa.cli.open import now
from taiwa.dialogue.events import Given
from taiwa.record import statistics
from taiwa.record.backup import keep_backups
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import overview_lines
from tests.conftest import START, Clock
from tests.terminal import APP, COURSE, LINES, run, window
from tests.test_store import started

pytestmark = pytest.mark.slow

YEAR = timedelta(days=365)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts the machine into a time zone until the test is over."""
    yield partial(monkeypatch.setenv, "TZ")
    monkeypatch.undo()
    time.tzset()


ODD_ZONES = ("<+9999>-99:99", "XXX-167:59:59", "XXX24:59:59", "/dev/zero", "\udcff-9", "A" * 10_000)


@pytest.mark.parametrize("name", ODD_ZONES, ids=lambda name: ascii(name[:15]))
def test_a_time_zone_that_there_can_not_be_leaves_the_time_as_it_is(
    name: str, zone: Callable[[str], None]
) -> None:
    zone(name)
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(("name", "minutes"), [("", 0), ("JST-9", 540), ("<+1445>-14:45", 885)])
def test_the_time_is_told_in_the_zone_of_the_machine(
    name: str, minutes: int, zone: Callable[[str], None]
) -> None:
    zone(name)
    assert now().utcoffset() == timedelta(minutes=minutes)


def answered_wrong(study: Study) -> Session:
    """A lesson begun, its first question missed."""
    session = study.lesson(study.course.sections[0])
    session.proceed()
    session.give(Given(chosen=(1,)))
    return session


def shown(study: Study, words: Words) -> str:
    return "\n".join(overview_lines(study, words, 80))


def test_a_clock_set_back_by_a_year_harms_nothing(study: Study, clock: Clock, words: Words) -> None:
    answered_wrong(study)
    before = study.progress.due(), shown(study, words)
    left = study.unfinished()
    assert left is not None
    clock.now -= YEAR
    assert study.progress.due() == []
    assert all(0 <= standing.mastery <= 1 for standing in study.progress.standings())
    assert statistics.streak(study.store.days(), clock.now.date()) == 0
    assert "Streak: 0 days" in shown(study, words)
    assert study.unfinished() == left
    resumed = study.resume(left.id)
    resumed.proceed()
    resumed.give(Given(text="river"))
    records = study.store.records(left.id)
    assert [record.number for record in records] == [0, 1, 2, 3, 4]
    assert all(0 <= (record.elapsed or 0) <= 300_000 for record in records)
    later = answered_wrong(study)
    assert study.unfinished().id == later.id
    clock.now = START + timedelta(days=1, hours=1)
    assert statistics.streak(study.store.days(), clock.now.date()) == 1
    assert "rivers.q01" in study.progress.due()
    assert before[0] == []


def test_a_clock_set_forward_by_a_year_and_right_again_harms_nothing(
    study: Study, clock: Clock, words: Words
) -> None:
    answered_wrong(study)
    clock.now += YEAR
    assert study.progress.due() == ["rivers.q01"]
    wrong = answered_wrong(study)
    clock.now -= YEAR
    assert "Streak: 1 day" in shown(study, words)
    again = answered_wrong(study)
    assert study.unfinished().id == again.id != wrong.id
    assert study.ahead() == ((START + YEAR).date(), START.date())
    assert study.ahead() is None, "told once"
    study.store.rebuild()
    assert study.unfinished().id == again.id


def test_an_exam_ends_when_the_clock_jumps_over_its_end_and_goes_on_when_it_is_set_back(
    study: Study, clock: Clock
) -> None:
    exam = study.exam(study.course.sections, minutes=20)
    clock.now -= YEAR
    assert exam.check_time() == ()
    assert not exam.finished
    clock.now += 2 * YEAR
    assert exam.check_time()
    assert exam.finished


def test_the_days_backup_stays_whatever_the_clock_says(study: Study) -> None:
    today = START.date()
    for day in range(60):
        keep_backups(study.store.path, today + timedelta(days=day))
    for other in (today - YEAR, today + YEAR, date(1970, 1, 1)):
        made = keep_backups(study.store.path, other)
        assert made is not None
        assert made.is_file()
        assert keep_backups(study.store.path, other) is None


def test_what_lies_ahead_is_told_at_the_start(db: Path) -> None:
    """As after a flat battery: the clock begins again years ago."""
    far = (datetime.now() + 9 * YEAR).date()

    from taiwa.record.store import Store

    store = Store(db)
    store.append(replace(started(), day=far.isoformat()))
    store.close()
    for language, told in (("en", "Your record goes on until"), ("ja", "時計")):
        with window(*APP, "--lang", language) as taiwa:
            taiwa.until(told)
        with window(*LINES) as taiwa:
            taiwa.until("Rivers and Bridges")
            assert "goes on until" not in taiwa.drawn
        store = Store(db)
        store.set("ahead", "")
        store.close()


EAST, WEST = "EAST-14", "WEST+12"


def test_a_time_zone_that_changes_while_taiwa_runs_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", EAST)
    assert now().utcoffset() == timedelta(hours=14)
    monkeypatch.setenv("TZ", WEST)
    assert now().utcoffset() == timedelta(hours=-12)
    monkeypatch.delenv("TZ")
    assert now().tzinfo is not None


def test_a_journey_around_the_world_keeps_order_days_and_place(db: Path) -> None:
    """A day is the learner's own where they are; the order is that of the moments."""
    lines = {EAST: "1\n\n/reveal\n\n", WEST: "c\nriver\n"}
    for zone, typed in lines.items():
        done = run(*COURSE, "--plain", typed=typed, TZ=zone)
        assert done.stderr == ""
        assert "goes on until" not in done.stdout
    assert "✓ Right." in done.stdout
    store = Store(db)
    records = list(store.log())
    store.close()
    assert [record.at for record in records] == sorted(record.at for record in records)
    days = [record.day for record in records]
    assert days[0] > days[-1], "it is a day earlier in the west"
    for zone in (EAST, WEST):
        assert re.match("Streak: [12] day", run(*COURSE, "scores", TZ=zone).stdout)
