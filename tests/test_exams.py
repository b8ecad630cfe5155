"""An exam tells nothing before its end: not in the scores, not when the tutor is asked."""

import json

import pytest

from taiwa.dialogue.events import Given
from taiwa.export.csv import answers_csv
from taiwa.study.desk import Study
from taiwa.study.figures import weak_spots
from taiwa.study.reply import recall
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.words.catalogs import Words
from taiwa.words.scoreboard import score_lines, scores_json
from tests.test_app import seen, until
from tests.test_editions import in_order, talk

LATER = "once the exam is over"


def sit(study: Study) -> Session:
    """An open exam in which one question was answered wrongly, for the third time."""
    for _ in range(2):
        study.practice(["rivers.q02"]).give(Given("lake"))
    exam = study.exam(study.course.sections)
    while exam.question and exam.question.id != "rivers.q02":
        exam.skip()
    exam.give(Given("lake"))
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
