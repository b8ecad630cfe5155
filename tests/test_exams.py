"""An exam tells nothing before its end: not in the scores, not when the tutor is asked."""

import json
import random
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from taiwa.dialogue.events import Given
from taiwa.export.csv import answers_csv
from taiwa.export.hand_in import hand_in
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.figures import Retest, retests, to_practise, weak_spots
from taiwa.study.reply import recall
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import score_lines, scores_json
from tests.conftest import Clock
from tests.test_app import seen, until
from tests.test_editions import in_order, talk

LATER = "once the exam is over"


def sit(study: Study) -> Session:
    """An open exam in which one question was answered wrongly, for the third time."""
    for _ in range(2):
        study.practice(["rivers.q02"]).give(Given("lake"))
    exam = at_hand(study)
    exam.give(Given("lake"))
    return exam


def at_hand(study: Study) -> Session:
    """An open exam that asks for a certain answer."""
    exam = study.exam(study.course.sections)
    while exam.question and exam.question.id != "rivers.q02":
        exam.skip()
    return exam


def test_the_tutor_answers_after_the_exam(study: Study, words: Words) -> None:
    asked = ("?What is a river?", "?what was my last mistake?", "I don't know")
    told = talk(study, words, "e", *asked, "/home", "t", "?what was my last mistake?", "/quit")
    assert told.count(LATER) == len(asked)
    assert study.store.sitting()


def test_nothing_tells_how_an_open_exam_goes(study: Study, words: Words) -> None:
    exam, progress = sit(study), study.progress
    assert (progress.mistakes(), weak_spots(progress)) == ([], [])
    assert recall(progress, "standing", None).recall.counts == (0, 2)
    assert recall(progress, "last", None).recall.topic == "exam"
    so_far = f"{len(exam.state.outcomes)} of {len(exam.state.plan.turns)} answered"
    assert f"Exam  {so_far}" in "\n".join(score_lines(study, words))
    assert json.loads(scores_json(study))["sessions"][0]["correct"] is None
    assert ",exam," not in answers_csv(study, words)
    exam.end_exam()
    assert "rivers.q02" in progress.mistakes()
    assert [weak.missed for weak in weak_spots(progress)] == [3]
    assert recall(progress, "last", None).recall.topic == "last"
    assert ",exam," in answers_csv(study, words)


def test_an_open_exam_puts_no_memory_to_the_test_and_is_not_handed_in(
    study: Study, words: Words, clock: Clock
) -> None:
    study.practice(["rivers.q02"]).give(Given("river"))
    clock.now += timedelta(days=2)
    exam = at_hand(study)
    exam.give(Given("lake"))

    def told() -> tuple[object, ...]:
        handed = hand_in(study, words, "0" * 32, "Anna", answers=True)
        score, practised = handed.questions["rivers.q02"], to_practise(study.progress, "en")
        return (score.tries, len(score.wrong)), retests(study.progress), "rivers.q02" in practised

    assert told() == ((1, 0), [], False)
    exam.end_exam()
    assert told() == ((2, 1), [Retest("rivers.q02", "en", kept=False)], True)


@pytest.mark.parametrize("seeds", [(1, 2), (2, 1)])
def test_of_an_exam_that_two_machines_went_on_with_only_the_end_is_told(
    study: Study, words: Words, clock: Clock, tmp_path: Path, seeds: tuple[int, int]
) -> None:
    """Whichever of them goes on in the branch that has the session's name."""
    exam = at_hand(study)
    study.store.flush()
    with closing(Store(tmp_path / "there.db")) as store:
        store.merge(study.store.log())
        there = Study(study.course, store, clock, random.Random(seeds[0]), words)
        ended = there.resume(exam.id)
        ended.give(Given("river"))
        ended.end_exam()
        study.chance.seed(seeds[1])
        exam.give(Given("lake"))
        study.store.merge(store.log())
    assert sorted(row.withheld for row in study.store.sessions()) == [False, True]
    answers = study.progress.told(study.store.answers_to("rivers.q02"))
    assert [each.outcome for each in answers if each.item == "rivers.q02"] == ["right"]
    assert recall(study.progress, "last", exam.last_judged).recall.topic == "exam"


@pytest.mark.thorough
async def test_the_scores_lead_back_into_an_open_exam(study: Study, words: Words) -> None:
    exam = sit(study)
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "2")
        await until(pilot, "answered")
        assert "lake" not in seen(app)
        await pilot.press("right")
        assert "told once it is over" in await until(pilot, "Go on with the exam")
        assert "lake" not in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Conversation)
        assert app.screen.session.id == exam.id


@pytest.mark.thorough
async def test_a_new_exam_ends_the_open_one_only_where_that_is_chosen(
    study: Study, words: Words
) -> None:
    first = sit(study)
    app = TaiwaApp(study, words)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("m")
        shown = await until(pilot, "Go on with the exam")
        assert in_order(shown, ["Go on with the exam", "the open one ends as it is"])
        await pilot.press("end", "up", "up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Conversation)
        assert app.screen.session.id == first.id
        await pilot.press("escape", "m", "end", "up", "enter")
        await pilot.pause()
        assert [row.id for row in study.store.sitting()] == [app.screen.session.id]
    assert study.resume(first.id).finished


def test_line_mode_goes_on_with_the_exam_that_is_open(study: Study, words: Words) -> None:
    exam = sit(study)
    talk(study, words, "e", "/skip", "/home", "/quit")
    assert [row.id for row in study.store.sitting()] == [exam.id]
