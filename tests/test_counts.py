"""What an answer is: the same number wherever answers are counted."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from taiwa import paths
from taiwa.cli import main
from taiwa.course.course import Course
from taiwa.record.statistics import JUDGED
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE, Clock

TYPED = ["1", "2", "3 1 2", "zzz", "/right", "/skip", "/reveal", "/hint", "/undo", "", ""]
NAMED = ("--content", str(SAMPLE), "--profile", "hanako")
TELLING = {
    "scores": r"Answers: (\d+),",
    "profiles": r"hanako: (\d+) answers",
    "doctor": r"; answers: (\d+)\.",
    "optimize": r"needs 400 answers; you have (\d+)",
}


@pytest.fixture
def study(tmp_path: Path, sample: Course, clock: Clock, words: Words) -> Iterator[Study]:
    store = Store(paths.record_of(tmp_path / "home" / paths.PROFILES / "hanako", sample.id))
    yield Study(sample, store, clock, random.Random(7), words)
    store.close()


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
