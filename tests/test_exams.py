"""An exam tells nothing before its end: not in the scores, not when the tutor is asked."""

import json
import random
import re
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.content import Content

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.model import Question
from taiwa.dialogue.events import Given, QuestionPosed, Undo
from taiwa.dialogue.state import Phase, Turn
from taiwa.export.csv import answers_csv
from taiwa.export.hand_in import hand_in
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.exam import exam as exam_of
from taiwa.study.exam import sheet_of
from taiwa.study.figures import Retest, firmness, retests, to_practise, weak_spots
from taiwa.study.notices import HAND_IN, IN_EXAM, NO_EXAM, NOT_NOW
from taiwa.study.plan import asked, quiz
from taiwa.study.replay import retold
from taiwa.study.reply import recall
from taiwa.study.response import Response
from taiwa.study.session import Session
from taiwa.study.view import View
from taiwa.text.typesetting import plain
from taiwa.tui.app import TaiwaApp
from taiwa.tui.conversation import Conversation
from taiwa.tui.exam_ending import ExamEnding
from taiwa.tui.marks import to_content
from taiwa.tui.overview import Figures
from taiwa.tui.sessions import answers
from taiwa.tui.widgets.transcript import Transcript
from taiwa.words.catalogs import Words
from taiwa.words.notebook import mistakes_markdown
from taiwa.words.parallel import Parallel
from taiwa.words.scoreboard import score_lines, scores_json
from tests.conftest import SAMPLE, Clock
from tests.looks.states import wrong_line
from tests.test_app import conversation, seen, until
from tests.test_course import typed_line
from tests.test_editions import in_order, talk
from tests.test_places import Said, said

__all__ = ["said"]


def answer(session: Session, question: Question, *, right: bool) -> None:
    """Answer rightly or wrongly, by what is typed."""
    shown = session.arrangement(question.id)
    line = typed_line(question, shown, "en") if right else wrong_line(question, shown)
    session.say(line)


TURNS = [Turn("bridges.q04", question=True), Turn("rivers.q02", question=True)]
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
    assert [weak.missed for weak in weak_spots(progress)] == [2]
    assert recall(progress, "standing", None).recall.counts == (0, 2)
    assert recall(progress, "last", None).recall.topic == "exam"
    so_far = f"{len(exam.state.outcomes)} of {len(exam.state.plan.turns)} done"
    assert f"Exam  {so_far}" in "\n".join(score_lines(study, words))
    assert json.loads(scores_json(study))["sessions"][0]["correct"] is None
    assert ",exam," not in answers_csv(study, words)
    exam.end_exam()
    assert "rivers.q02" in progress.mistakes()
    assert [weak.missed for weak in weak_spots(progress)] == [3]
    assert recall(progress, "last", None).recall.topic == "last"
    assert ",exam," in answers_csv(study, words)


def test_no_notebook_has_the_mistakes_of_an_open_exam(study: Study, words: Words) -> None:
    exam = at_hand(study)
    exam.give(Given("lake"))
    assert "No mistakes so far." in mistakes_markdown(study, words)
    exam.end_exam()
    assert "lake" in mistakes_markdown(study, words)


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


def told_of(study: Study) -> list[object]:
    """All that home and the scores are made of; of the days not how much was done."""
    progress, store = study.progress, study.store
    days = [(name, day.right, day.judged) for name, day in store.days().items() if day.judged]
    listed = [progress.mistakes(), weak_spots(progress), firmness(progress), retests(progress)]
    counted = [progress.waiting(), progress.coming(), progress.grasps(), store.confidence()]
    known = [(each.counts, each.by_language) for each in progress.standings()]
    return [known, store.tallies(), days, *listed, *counted]


@pytest.mark.parametrize("right", [True, False])
def test_no_figure_moves_before_an_exam_is_over(study: Study, right: bool) -> None:
    known = study.course.questions
    for name in ("rivers.q01", "rivers.q02"):
        answer(study.practice([name]), known[name], right=not right)
    before, exam = told_of(study), study.exam(study.course.sections)
    while (question := exam.question) is not None:
        assert told_of(study) == before
        exam.say("/sure")
        answer(exam, question, right=right)
    assert told_of(study) != before


@pytest.mark.thorough
async def test_the_scores_lead_back_into_an_open_exam(study: Study, words: Words) -> None:
    exam = sit(study)
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "2")
        await until(pilot, " done")
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
        await pilot.press("end", "up", "up", "up", "enter")
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


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> Study:
    """A learner at the shipped course."""
    return Study(course, store, clock, random.Random(3), words)


CLOSED = "after the exam"


def test_an_answer_of_an_exam_stands(study: Study, words: Words) -> None:
    exam = study.exam(study.course.sections)
    exam.say("/skip")
    assert not exam.can(Undo)
    for line in ("/undo", "/hint", "/reveal", "/right"):
        assert exam.say(line).notice == IN_EXAM, line
    for question in study.course.questions.values():
        if exam.question is question:
            answer(exam, question, right=False)
    exam.end_exam()
    assert exam.finished
    assert not exam.can(Undo)
    assert exam.say("/undo").notice == NOT_NOW


def test_a_question_left_open_comes_back_until_the_exam_is_handed_in(study: Study) -> None:
    exam, posed = study.exam(study.course.sections, 3), list[str]()
    for _ in range(9):
        assert exam.question
        posed.append(exam.question.id)
        exam.skip()
    assert posed == posed[:3] * 3
    numbers = [each.number for each in exam.transcript if isinstance(each, QuestionPosed)]
    assert numbers == [1, 2, 3] * 3 + [1]
    assert exam.question
    answer(exam, exam.question, right=True)
    assert len(exam.state.queue) == 2
    exam.end_exam()
    assert [outcome for _, outcome in exam.state.outcomes] == ["right", "skipped", "skipped"]
    assert retold(study.course, study.store.records(exam.id)) == (exam.state, exam.transcript)


@pytest.mark.parametrize("line", ["/終了", "/end", "／終了"])
def test_handing_in_what_is_still_open_is_asked_once_and_done_by_one_letter(
    study: Study, line: str
) -> None:
    exam = study.exam(study.course.sections, 3)
    asked = exam.say(line)
    assert (asked.notice, asked.values) == (HAND_IN, {"open": 3, "count": 3})
    for other in ("/skip", "yes", "はい", "1", "?why"):
        exam.say(line)
        exam.say(other)
        assert not exam.finished, other
        exam.say("/hint")
        exam.say("y")
        assert not exam.finished, "it was not asked just then"
    exam.say(line)
    exam.say("ｙ")
    assert exam.finished
    lesson = study.lesson(study.course.sections[0])
    assert lesson.say(line).notice == NO_EXAM
    quizzed = study.quiz(study.course.sections)
    assert quizzed.say(line).notice == NO_EXAM


@pytest.mark.slow
async def test_f4_held_throws_no_exam_away_and_y_hands_it_in(study: Study, words: Words) -> None:
    exam = study.exam(study.course.sections, 3)
    app = TaiwaApp(study, words, exam)
    async with app.run_test(size=(100, 30)) as pilot:
        assert "/end Hand in" not in await until(pilot, "question 1 of 3")
        await pilot.press(*["f4"] * 10)
        assert "/end Hand in" in await until(pilot, "left open: question 2 of 3")
        await pilot.press(*"/end", "enter")
        await until(pilot, "Still open: 3 of 3.")
        await pilot.press("n")
        assert "Still open" not in await until(pilot, "left open: question 2 of 3")
        assert conversation(app).writing.value == ""
        await pilot.press(*"/end", "enter")
        await until(pilot, "Still open: 3 of 3.")
        await pilot.press("y")
        await until(pilot, "0 of 3 right")


def test_n_is_no_answer_where_it_was_asked_whether_to_hand_in(study: Study) -> None:
    exam = study.exam(study.course.sections, 3)
    for way_on in ("n", "ｎ"):
        assert exam.say("/end").notice == HAND_IN
        assert exam.say(way_on) == Response()
    assert len(exam.state.queue) == 3
    assert not exam.finished


def test_an_exam_of_before_in_which_questions_were_skipped_is_as_it_was(study: Study) -> None:
    """Then a skipped question was settled, as its record says."""
    exam = study.exam(study.course.sections, 2)
    exam.skip()
    exam.skip()
    start, *skipped = study.store.records(exam.id)
    older = [start, *(replace(record, outcome="skipped") for record in skipped)]
    state, _ = retold(study.course, older)
    assert state.phase is Phase.DONE
    assert [outcome for _, outcome in state.outcomes] == ["skipped"] * 2


def test_what_was_skipped_does_not_count_as_done(study: Study, words: Words) -> None:
    exam = study.exam(study.course.sections, 4)
    exam.skip()
    assert exam.question is not None
    answer(exam, exam.question, right=True)
    assert "1 of 4 done" in "\n".join(score_lines(study, words))


@pytest.mark.parametrize("seed", range(3))
def test_no_question_of_an_exam_answers_another(course: Course, seed: int) -> None:
    """In one of the whole text none are akin; in one of a section what tells comes later."""
    chance = random.Random(seed)
    drawn = exam_of(course, quiz(course, course.sections), 20, chance)
    sheets = [sheet_of(course, course.questions[turn.item]) for turn in drawn]
    assert len(sheets) == 20
    assert not [each for each in combinations(sheets, 2) if each[0].akin(each[1])]
    section = exam_of(course, quiz(course, course.sections[2:3]), 20, chance)
    sheets = [sheet_of(course, course.questions[turn.item]) for turn in section]
    assert not [each for each in combinations(sheets, 2) if each[0].tells(each[1])]
    alike = [each for each in pairwise(sheets) if each[0].about & each[1].about]
    assert len(alike) <= 1  # where no others are left


def test_line_mode_opens_nothing_in_an_exam_that_answers_it(study: Study, words: Words) -> None:
    lines = ("/term river", "/map 1", "/essay 1", "/source", "/dialogue 1")
    told = talk(study, words, "e", *lines, "/home", "/term river", "e", "/end", "y", "/quit")
    assert told.count(CLOSED) == len(lines) + 1
    assert "what is open counts as not answered" in told
    assert CLOSED not in talk(study, words, "/term river", "/quit")


@pytest.mark.slow
async def test_no_page_and_no_window_opens_in_an_exam_that_answers_it(
    desk: Study, words: Words
) -> None:
    app = TaiwaApp(desk, words, desk.exam(desk.course.sections, 5))
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        term, step = next(iter(desk.course.terms)), next(iter(desk.course.steps))
        for deed in (
            app.action_glossary,
            app.action_map,
            app.action_essay,
            lambda: app.open_term(term),
            lambda: app.open_step(step),
            lambda: conversation(app).say("/dialogue 1"),
        ):
            deed()
            await until(pilot, CLOSED)
            assert isinstance(app.screen, Conversation)
            app.clear_notifications()
            await pilot.pause()
        await pilot.press("ctrl+p", *"Macron")
        shown = await until(pilot, "are found after the exam")
        assert "word " not in shown
        assert "Ask the tutor" not in shown
        await pilot.press("escape", *"/end", "enter", "y")
        await until(pilot, "Read the answers")
        app.action_glossary()
        await until(pilot, "Glossary")


def test_an_exam_whose_time_is_over_ends_at_the_next_command(
    said: Said,
    db: Path,
    sample: Course,
    clock: Clock,
    words: Words,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(Store(db)) as store:
        Study(sample, store, clock, random.Random(1), words).exam(sample.sections, 5, 20)
    monkeypatch.setattr("taiwa.cli.open.now", lambda: clock.now)
    asked = "ask", "What is a river?", "--content", str(SAMPLE)
    assert "An exam is open" in said(*asked)
    clock.now += timedelta(minutes=21)
    told = said(*asked)
    assert "An exam ended meanwhile" in told
    assert "An exam is open" not in told
    assert "An exam ended" not in said(*asked)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_end_of_the_time_shows_the_result_from_its_top(
    study: Study, words: Words, clock: Clock, size: tuple[int, int]
) -> None:
    """Also where an explanation was being written."""
    exam = study._begin("exam", study.course.sections, TURNS, minutes=20)
    app = TaiwaApp(study, words, exam)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"It joins")
        assert "left" in (await until(pilot, "question 1 of 2")).splitlines()[0]
        clock.now += timedelta(minutes=20)
        await pilot.pause(1.5)
        shown = await until(pilot, "Read the answers")
        assert in_order(shown, ["finished", "0 of 2 right"])
        assert "It joins" not in shown


async def test_home_tells_what_an_exams_clock_leaves_and_that_it_is_over(
    study: Study, words: Words, clock: Clock
) -> None:
    clock.tick = timedelta()
    study.exam(study.course.sections, 5, 20)
    app = TaiwaApp(study, words)
    for minutes, told in ((12, "8 minutes left"), (7, "1 minute left"), (3, "its time is over")):
        clock.now += timedelta(minutes=minutes)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, told)
        app = TaiwaApp(study, words)


def of_each_type(course: Course) -> list[Question]:
    """A question of each type and manner."""
    found: dict[object, Question] = {}
    for question in course.all_questions():
        form = form_of(question)
        kind = question.type, bool(form.cards), form.places, form.sentence is not None
        found.setdefault(kind, question)
    return [*found.values()]


def gives_away(question: Question, session: Session, shown: Sequence[Content], typed: str) -> bool:
    """True of a question with anything on it that tells what is right, but for what was typed."""
    form, text = form_of(question), "\n".join(content.plain for content in shown)
    text = text.replace(typed, "")
    styles = {str(span.style) for content in shown for span in content.spans}
    if any(colour in style for style in styles for colour in ("$good", "$bad", "$near")):
        return True
    if set("✓✗") & set(text):
        return True
    rights = [each for accepted in form.accepted.values() for each in accepted]
    rights += [part for point in form.points for part in point.text.values()]
    asked = " ".join(plain(each) for each in question.prompt.values())
    if any(right in text and right not in asked for right in rights if len(right) > 3):
        return True
    if form.cards or not form.things:
        return False
    things = [plain(form.things[place]["en"])[:14] for place in session.arrangement(question.id)]
    return not in_order(" ".join(text.split()), things)


@pytest.mark.slow
@pytest.mark.parametrize("settled", ["skipped", "answered rightly", "answered wrongly"])
async def test_no_question_of_an_open_exam_shows_what_is_right(
    settled: str, desk: Study, words: Words
) -> None:
    questions = of_each_type(desk.course)
    session = desk._begin("exam", desk.course.sections, [asked(each) for each in questions])
    app = TaiwaApp(desk, words, session)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, "question 1 of")
        for question in questions[:-1]:
            shown = session.arrangement(question.id)
            right = typed_line(question, shown, "en")
            lines = {"skipped": "/skip", "answered rightly": right}
            line = lines.get(settled, wrong_line(question, shown))
            conversation(app).say(line)
            await pilot.pause()
            cards = app.screen.query_one(Transcript).cards
            (posed,) = (
                each
                for each in session.transcript
                if isinstance(each, QuestionPosed) and each.item == question.id
            )
            after = session.transcript[session.transcript.index(posed) + 1 :][:1]
            drawn = cards.draw(posed, 0, 68, after, app.size, here=False)
            assert not gives_away(question, session, drawn, line), question.id
            said = Parallel(session, words, app.view).main.messages(after[0])
            assert not any(para.kind == "verdict" for each in said for para in each.paras)
        assert not session.finished
        assert not {"✓", "✗"} & set(seen(app))


@pytest.mark.slow
def test_line_mode_tells_nothing_of_what_is_right_in_an_open_exam(
    desk: Study, words: Words
) -> None:
    questions = of_each_type(desk.course)
    session = desk._begin("exam", desk.course.sections, [asked(each) for each in questions])
    halves = []
    for place, question in enumerate(questions[:-1]):
        wrong = wrong_line(question, session.arrangement(question.id))
        halves.append("/skip" if place % 2 else wrong)
    told = talk(desk, words, "c", *halves, "/quit")
    assert not {"✓", "✗"} & set(told)
    for question in questions[:-1]:
        form = form_of(question)
        assert not any(plain(point.text["en"]) in told for point in form.points)
        assert plain(question.explanation["en"])[:30] not in told


async def test_an_exams_time_stands_above_it_however_small_the_window_is(
    desk: Study, words: Words
) -> None:
    exam = desk.exam(desk.course.sections[2:3], minutes=20)
    app = TaiwaApp(desk, words, exam)
    async with app.run_test(size=(50, 15)) as pilot:
        assert "left" in (await until(pilot, "question 1")).splitlines()[0]
        await pilot.resize_terminal(40, 10)
        assert "left" in (await until(pilot, ":")).splitlines()[0]


async def test_in_an_exam_nothing_offers_to_ask_the_tutor(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words, study.exam(study.course.sections))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "asks the tutor" not in await until(pilot, "question 1")


def test_the_tutor_at_home_answers_after_the_exam(study: Study, words: Words) -> None:
    sit(study)
    told = talk(study, words, "t", "What is a river?", "What's the toll?", "/home", "/quit")
    assert told.count("I answer that once it is over") == 2
    while exam := study.sitting():
        study.end_exam(exam)
    for _ in range(2):  # once, however often it is looked at
        told = talk(study, words, "t", "/home", "/quit")
        assert told.count("I answer that once it is over") == 2, "a reply that was given"
        later = ["I answer that once it is over", "> ? What is a river?", "A river is a way for"]
        assert in_order(told.replace("> ? What is a river?", "", 1), later)
        assert told.count("> ? What") == 4


@pytest.mark.slow
async def test_what_was_asked_in_an_exam_is_answered_below_its_result(
    study: Study, words: Words
) -> None:
    exam = study.exam(study.course.sections)
    exam.ask("What is a river?")
    exam.ask("I don't know")
    app = TaiwaApp(study, words, exam)
    async with app.run_test(size=(100, 60)) as pilot:
        assert "A river is a way for" not in await until(pilot, "I answer that once")
        await pilot.press(*"/end", "enter", "y")
        told = await until(pilot, "is answered below its result")
        assert in_order(told, ["not passed", "A river is a way for"])
        assert "That is all right" not in told
        assert len(exam.transcript) == len(study.resume(exam.id).transcript)


def ended_early(study: Study) -> Session:
    """An exam of which one question was answered rightly, one passed over, the rest not reached."""
    exam = study.exam(study.course.sections)
    assert exam.question
    answer(exam, exam.question, right=True)
    exam.skip()
    exam.end_exam()
    return exam


def test_an_exam_that_ended_early_is_told_of_all_its_questions(study: Study, words: Words) -> None:
    exam = ended_early(study)
    drawn = len(exam.state.plan.turns)
    ending = ExamEnding(exam, words, View(study))
    tries = ending.first_tries()
    assert len(tries) == drawn
    assert [each.outcome for each in tries].count("skipped") == drawn - 1
    assert sum(map(len, ending.by_section().values())) == drawn
    assert f"1/{drawn}" in "\n".join(score_lines(study, words, 80))
    assert answers_csv(study, words).count("\r\n") == 1 + drawn
    row = study.store.sessions()[0]
    listed = answers(Figures(study, words, None), row, 0)
    assert len(listed) == drawn
    told = "\n".join(to_content(line).plain for line in ending.margin(40))
    assert f"{round(100 / drawn)}%" in told


def test_an_exams_time_is_told_with_all_that_was_passed_over(study: Study, clock: Clock) -> None:
    clock.tick = timedelta()
    exam = study.exam(study.course.sections, minutes=20)
    clock.now += timedelta(seconds=10)
    exam.skip()
    clock.now += timedelta(minutes=6)
    assert exam.question
    answer(exam, exam.question, right=True)
    clock.now += timedelta(seconds=7)
    study.resume(exam.id).end_exam()
    assert study.store.sessions()[0].elapsed == 377_000


def test_an_exam_says_where_it_comes_back_to_what_was_left_open(study: Study, words: Words) -> None:
    exam = study.exam(study.course.sections, 2)
    parallel = Parallel(exam, words, View(study))

    def labelled() -> str:
        return parallel.messages(exam.transcript[-1], "off")[0][0].paras[0].text

    assert "left open" not in labelled()
    exam.skip()
    assert "left open" not in labelled()
    exam.skip()
    assert labelled().startswith("Left open: question 1")


@pytest.mark.slow
async def test_the_tutors_page_answers_what_was_asked_while_an_exam_was_open(
    study: Study, words: Words
) -> None:
    exam = study.exam(study.course.sections)
    study.talk().ask("What is a river?")
    app = TaiwaApp(study, words)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("t")
        assert "A river is a way for" not in await until(pilot, "An exam is open")
        await pilot.press("escape")
        exam.end_exam()
        await pilot.press("t")
        await until(pilot, "A river is a way for")


@pytest.mark.slow
async def test_the_bars_of_an_exams_sections_begin_in_one_column(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.exam(study.course.sections, 3))
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, "of 3")
        await pilot.press(*"/end", "enter", "y")
        told = await until(pilot, "BY SECTION")
        rows = [row for row in told.split("\n") if re.search(r"/\d", row) and "▬" in row]
        assert len(rows) == 2
        assert len({row.index("▬") for row in rows}) == 1
        assert len({row.count("▬") for row in rows}) == 2
