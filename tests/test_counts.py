"""What an answer is, and what is due, learnt and mastered: the same number wherever it is told."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli import main
from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.dialogue.events import Asked, Given
from taiwa.record.settings import DAY, DAY_ENDS, NEW_PER_DAY
from taiwa.record.statistics import JUDGED
from taiwa.record.store import Store
from taiwa.study.days import day_of
from taiwa.study.desk import Study
from taiwa.study.figures import weak_spots
from taiwa.study.path import length, stops
from taiwa.tui import desk as home
from taiwa.tui.app import TaiwaApp
from taiwa.tui.marks import lines
from taiwa.tui.memory import memory
from taiwa.tui.overview import Figures, overview
from taiwa.tui.weak import history
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import score_lines
from tests.conftest import SAMPLE, Clock
from tests.test_app import until

TYPED = ["1", "2", "3 1 2", "zzz", "/right", "/skip", "/reveal", "/hint", "/undo", "", ""]
NAMED = ("--content", str(SAMPLE), "--profile", "hanako")
TELLING = {
    "scores": r"Answers: (\d+),",
    "profiles": r"hanako: (\d+) answers?",
    "doctor": r"; answers: (\d+)\.",
}


@pytest.fixture
def study(tmp_path: Path, sample: Course, clock: Clock, words: Words) -> Iterator[Study]:
    store = Store(paths.record_of(tmp_path / "home" / paths.PROFILES / "hanako", sample.id))
    yield Study(sample, store, clock, random.Random(7), words)
    store.close()


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(3))
def test_answers_are_counted_alike_wherever_they_are_told(
    seed: int, study: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    while len(list(study.store.log())) < 60:
        begin = chance.choice([study.quiz, study.vocabulary, study.dates])
        session = begin(study.course.sections, 10)
        for line in chance.choices(TYPED, k=30):
            session.say(line)
    tallies = [tally for tally in study.store.tallies() if tally.count]
    assert {"revealed", "skipped"} < {tally.outcome for tally in tallies}
    answers = sum(tally.count for tally in tallies if tally.outcome in JUDGED)
    told = {}
    for command, pattern in TELLING.items():
        main([*NAMED, command])
        said = capsys.readouterr()
        found = re.search(pattern, said.out + said.err)
        told[command] = int(found[1]) if found else said
    assert told == dict.fromkeys(TELLING, answers)


def test_a_question_that_was_skipped_is_not_answered(study: Study) -> None:
    session = study.practice(["rivers.q01", "rivers.q02"])
    session.skip()
    assert study.store.days() == {}
    session.reveal()
    assert [day.answers for day in study.store.days().values()] == [1]


def live(study: Study, chance: random.Random, clock: Clock) -> None:
    """Some weeks of a learner's, with nights past midnight, misses, skips and second thoughts."""
    DAY.write(study.store, chance.choice(["5", "20", "40"]))
    NEW_PER_DAY.write(study.store, chance.choice(["0", "3", "10"]))
    for _ in range(chance.randrange(1, 12)):
        clock.now += timedelta(days=chance.choice([0, 1, 1, 2, 9, 30]), hours=chance.randrange(24))
        study.spoken.language = chance.choice(["en", "ja"])
        begin = chance.choice([study.quiz, study.vocabulary, study.dates])
        session = begin(study.course.sections, chance.choice([3, 10]))
        for line in chance.choices(TYPED, k=20):
            session.say(line)
    clock.now += timedelta(days=chance.choice([0, 1, 5]), hours=chance.randrange(24))
    study.spoken.language = "en"


def number(pattern: str, text: str) -> int:
    """The number that a text tells where the pattern has it; 0 where it tells none."""
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_every_count_is_the_same_on_home_in_the_scores_in_profiles_doctor_and_review(
    seed: int,
    study: Study,
    words: Words,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    live(study, random.Random(seed), clock)
    clock.tick = timedelta()
    monkeypatch.setattr("taiwa.cli.open.now", clock)
    monkeypatch.setattr("taiwa.cli.record.now", clock)
    printed = {}
    for command in TELLING:
        main([*NAMED, command])
        said = capsys.readouterr()
        printed[command] = said.out + said.err
    desk, of = home.desk(study), Figures(study, words, None)
    first = lines(overview(of, 111, airy=False)).plain
    third = lines(memory(of, 111)).plain
    due = lines(home.due_block(words, desk, 1, 40)).plain

    answers = [number(pattern, printed[command]) for command, pattern in TELLING.items()]
    answers.append(number(r"(\d+) answers? so far", first))
    answers.append(sum(len(history(of, item)) for item in study.store.memories()))
    assert len(set(answers)) == 1

    waiting = study.progress.waiting()
    review = len(study.review().state.plan.turns) if waiting.items else 0
    assert review <= int(DAY.read(study.store))
    assert [
        number(r"(\d+) questions?", due),
        sum(map(int, re.findall(r"(\d+) to review, (\d+) new", due)[0])) if review else 0,
        number(r"(\d+) due today", first),
        number(r"Review (\d+) question", third),
        number(r"(\d+) questions? due today", printed["scores"]),
        number(r"day 1 +(\d+)", printed["scores"]),
        study.progress.coming()[0],
    ] == [review] * 7
    assert sum(study.progress.coming(s.id)[0] for s in study.course.sections) >= review

    by_language = set()
    for code in study.course.languages:
        study.spoken.language = code
        waiting, told = study.progress.waiting(), home.desk(study)
        due = len(waiting.due) + waiting.later + waiting.elsewhere
        by_language.add((len(told.missed), len(weak_spots(study.progress)), due))
        asked = study.practice(told.practised).state.plan.turns if told.practised else ()
        assert len(asked) == number(r"x  \D*(\d+)", home.practise(words, told).plain)
    assert len(by_language) == 1
    study.spoken.language = "en"

    today = day_of(study.store, clock())
    days = {
        day_of(study.store, record.at)
        for item in study.store.memories()
        for record in history(of, item)
    }
    run = 0
    while today - timedelta(days=run + (today not in days)) in days:
        run += 1
    told = [number(r"Streak: (\d+)", printed["scores"]), number(r"(\d+) days? in a row", first)]
    assert [desk.streak, *told] == [run] * 3


def test_a_lesson_has_as_many_steps_on_its_way_as_were_promised(study: Study) -> None:
    for section in study.course.sections:
        assert len(stops(study.lesson(section).state)) == length(section)


def test_what_was_missed_is_counted_alike_in_both_languages(study: Study, words: Words) -> None:
    only = [q.id for q in study.course.questions.values() if form_of(q).language == "ja"]
    study.practice(only[:1]).reveal()
    study.practice(["rivers.q01"]).reveal()
    told = {}
    for code in study.course.languages:
        study.spoken.language = code
        desk = home.desk(study)
        told[code] = (len(desk.missed), len(desk.practised))
    assert told == {"en": (2, 1), "ja": (2, 2)}
    study.spoken.language = "en"
    assert home.practise(words, home.desk(study)).plain.endswith("1 more in Japanese")


def test_what_is_new_is_not_called_due(study: Study, words: Words) -> None:
    study.practice(["rivers.q01"]).reveal()
    told = lines(home.due_block(words, home.desk(study), 1, 40)).plain
    assert "NEW TODAY" in told
    assert "DUE" not in told
    assert "new questions today" in "\n".join(score_lines(study, words))


def test_more_due_than_a_days_goal_comes_before_the_next_lesson(study: Study, clock: Clock) -> None:
    assert study.comes_next() == "lesson"
    DAY.write(study.store, "5")
    for section in study.course.sections:
        study.lesson(section)
        for item in section.ids["question"]:
            study.practice([item]).reveal()
    clock.now += timedelta(days=2)
    assert study.progress.waiting().later > 0
    left = study.unfinished()
    assert left
    assert study.go_on().id == left.id
    assert study.comes_next() == "review"


def test_a_night_belongs_to_the_day_before(study: Study, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=23, minute=50)
    study.practice(["rivers.q01"]).reveal()
    clock.now += timedelta(hours=2)
    study.practice(["rivers.q02"]).reveal()
    (day,) = study.store.days().values()
    assert day.answers == 2
    DAY_ENDS.write(study.store, "0")
    clock.now += timedelta(hours=1)
    study.practice(["rivers.q03"]).reveal()
    assert [day.answers for day in study.store.days().values()] == [2, 1]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 12, 3))
def test_mastered_learnt_and_seen_are_what_the_help_says_of_them(
    seed: int, study: Study, clock: Clock, words: Words
) -> None:
    live(study, random.Random(seed), clock)
    of = Figures(study, words, None)
    for standing in study.progress.standings():
        for code, counts in standing.by_language.items():
            tries = {
                item: [e for e in history(of, item) if not e.round and e.language == code]
                for item in standing.section.ids["question"]
            }
            learnt = [i for i, t in tries.items() if t and t[-1].outcome in JUDGED[:3]]
            firm = [i for i in learnt if study.store.memories()[i][1].stability >= 21]
            seen = sum(map(bool, tries.values()))
            assert (counts.seen, counts.learnt, counts.mastered) == (seen, len(learnt), len(firm))


def test_the_tutor_tells_a_day_as_the_scores_do(study: Study) -> None:
    session = study.practice(["rivers.q01", "rivers.q02", "bridges.q01"])
    session.skip()
    session.say("lake")
    session.proceed()
    session.reveal()
    session.proceed()
    session.give(Given(chosen=form_of(study.course.questions["rivers.q01"]).right))
    (event,) = session.ask("how am I doing?")
    assert isinstance(event, Asked)
    assert event.recall
    (day,) = study.store.days().values()
    assert event.recall.counts == (day.right, day.judged)


def test_one_slow_answer_tells_little_of_the_time_that_a_lesson_takes(
    study: Study, clock: Clock
) -> None:
    assert study.progress.pace() == 15
    session = study.practice(["rivers.q02"])
    clock.now += timedelta(minutes=2)
    session.say("river")
    assert 15 < study.progress.pace() < 21
    begun = home.desk(study)
    assert begun.begun
    assert any(begun.week)


async def test_home_names_an_open_exam_while_something_else_was_left_last(
    study: Study, words: Words
) -> None:
    study.store.set("aim", "text")
    exam = study.exam(study.course.sections)
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "m Quiz" in await until(pilot, "Go on: Exam")
    study.lesson(study.course.sections[0])
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "m Open exam" in await until(pilot, "Go on: Lesson")
    exam.end_exam()
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "m Quiz" in await until(pilot, "Go on: Lesson")
