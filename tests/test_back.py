"""F7 takes back what was done last, says so, and gives an answer back into the learner's hand."""

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from taiwa.course.forms import form_of
from taiwa.dialogue.events import Given
from taiwa.record.sessions import settled
from taiwa.study.desk import Study
from taiwa.study.replay import retold
from taiwa.study.session import Session
from taiwa.tui.app import TaiwaApp
from taiwa.tui.widgets.actions import offered_by_key
from taiwa.words.catalogs import Words
from tests.test_app import conversation, seen, until

TYPED = {"words": "some other thing", "year": "1066", "explanation": "Because of a bridge."}


def typed(study: Study) -> dict[str, str]:
    """The questions that are answered by typing, each with a wrong answer."""
    known = {each.id: form_of(each) for each in study.course.all_questions()}
    return {name: TYPED[form.manner] for name, form in known.items() if form.manner in TYPED}


@pytest.mark.slow
@pytest.mark.parametrize("gone_on", [False, True], ids=["at once", "from the next question"])
@pytest.mark.parametrize("back", [["f7"], [*"/undo", "enter"]], ids=["F7", "/undo"])
async def test_what_was_typed_and_taken_back_stands_in_the_line_again(
    study: Study, words: Words, back: list[str], gone_on: bool
) -> None:
    assert {form_of(study.course.questions[name]).manner for name in typed(study)} == {*TYPED}
    for item, text in typed(study).items():
        session = study.practice([item, "rivers.q01"])
        app = TaiwaApp(study, words, session)
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, "of 2")
            await pilot.press(*text.replace("\n", " "), "enter")
            if gone_on:
                await pilot.press("f5", "space")
                await until(pilot, "question 2 of 2")
            await pilot.press(*back)
            await until(pilot, "question 1 of 2")
            assert session.question is not None, item
            assert session.question.id == item
            assert conversation(app).writing.value == text, item


def test_both_tries_at_an_explanation_are_given_back_and_of_a_term_the_second(
    study: Study,
) -> None:
    session = study.practice(["bridges.q04", "rivers.q02"])
    session.say("It joins the banks")
    session.undo()
    assert session.draft.left == "It joins the banks"
    session.say("It joins the banks")
    session.say("people can cross")
    session.undo()
    assert session.draft.left == "It joins the banks\npeople can cross"
    session.say("It joins the banks; people can cross")
    session.proceed()
    for line in ("riverr", "lake"):
        session.say(line)
    session.undo()
    assert session.draft.left == "lake"


def test_marks_are_given_back_as_they_were(study: Study) -> None:
    def answered(item: str, chosen: tuple[int, ...]) -> Session:
        session = study.practice([item])
        session.give(Given(chosen=chosen))
        session.undo()
        return session

    for question in study.course.all_questions():
        form = form_of(question)
        if form.count:
            chosen = tuple(form.right) or (0,)
            assert answered(question.id, chosen).draft.marks == chosen, question.id


@pytest.mark.slow
async def test_what_f6_and_f7_did_is_said_beside_the_conversation(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice(["rivers.q01", "rivers.q02"]))
    async with app.run_test(size=(100, 30)) as pilot:

        async def noticed(*keys: str) -> str:
            await pilot.press(*keys)
            return str(conversation(app).query_one("#notice", Static).content)

        await until(pilot, "of 2")
        wrong = conversation(app).session.arrangement("rivers.q01").index(1) + 1
        assert await noticed(str(wrong), "enter") == ""
        assert await noticed("f6") == "✓ Counted as right, by your own judgement."
        judged = "Taken back: the answer counts again as it was judged."
        assert await noticed("f7") == judged
        assert "✗ Not right" in seen(app)
        assert await noticed("f6") == "✓ Counted as right, by your own judgement."
        assert await noticed("f7") == judged
        assert await noticed("f7") == "Taken back: the question is open again."
        assert conversation(app).session.draft.marks == (1,)


def test_f7_takes_back_one_word_after_the_other_then_the_answer(study: Study) -> None:
    session = study.practice(["bridges.q04", "rivers.q01"])
    session.say("It is there.")
    session.say("Nothing more.")
    told = [session.state]
    for point in ("1", "2"):
        session.say(f"/covered {point}")
        told.append(session.state)
        found = settled(study.store.records(session.id))
        assert [each.overridden for each in found] == [True]
    assert found[0].outcome == "right"
    for before, counts in zip((told[1], told[0]), ("close", "wrong"), strict=True):
        session.say("/undo")
        assert session.state == before
        (entry,) = settled(study.store.records(session.id))
        assert (entry.outcome, entry.overridden) == (counts, before is told[1])
    learned = study.store.memories(), study.store.tallies(), study.store.sessions()
    study.store.rebuild()
    assert (study.store.memories(), study.store.tallies(), study.store.sessions()) == learned
    assert retold(study.course, study.store.records(session.id)) == (
        session.state,
        session.transcript,
    )
    session.say("/undo")
    assert session.question is not None
    assert settled(study.store.records(session.id)) == []


def test_a_record_of_before_took_word_and_answer_back_at_once(study: Study) -> None:
    session = study.practice(["rivers.q01"])
    session.give(Given(chosen=(1,)))
    session.override()
    session.undo()
    *rest, last = study.store.records(session.id)
    state, _ = retold(study.course, [*rest, replace(last, outcome=None)])
    assert state.pending == "rivers.q01"


@pytest.mark.slow
async def test_what_is_typed_for_the_tutor_never_becomes_the_answer(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.practice(["rivers.q01", "rivers.q02"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, "of 2")
        page = conversation(app)
        wrong = page.session.arrangement("rivers.q01").index(1) + 1
        await pilot.press(str(wrong), "enter", *"5 now", "f6")
        await until(pilot, "by your own judgement")
        assert page.writing.value == "5 now"
        await pilot.press("f7")
        assert page.writing.value == "5 now"
        await pilot.press("f7")
        await until(pilot, "the question is open again")
        assert page.writing.value == ""
        await pilot.press("enter", "up")
        await until(pilot, "✗ Not right")
        assert page.writing.value == "5 now"


@pytest.mark.slow
async def test_a_key_that_can_do_nothing_says_so(study: Study, words: Words) -> None:
    app = TaiwaApp(study, words, study.exam(study.course.sections))
    async with app.run_test(size=(100, 30)) as pilot:
        for key in ("f3", "f5", "f6", "f7"):
            await pilot.press("9", key)
            await until(pilot, "An exam gives no hint and no answer")
        conversation(app).session.end_exam()
    app = TaiwaApp(study, words, study.lesson(study.course.sections[0]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f5")
        await until(pilot, "That can't be done at this point")
        await pilot.press("ctrl+o")
        await until(pilot, "The text itself is not here")


@pytest.mark.slow
async def test_what_was_begun_beside_a_lesson_ends_with_the_way_back_to_it(
    study: Study, words: Words
) -> None:
    lesson = study.lesson(study.course.sections[0])
    app = TaiwaApp(study, words, lesson)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, "step 1")
        page = app.screen
        app.begin(lambda: study.practice(["bridges.q01"]))
        await until(pilot, "question 1")
        await pilot.press("f5", "space", "f5", "space", "f5", "space")
        told = await until(pilot, "Go on: Lesson")
        assert "Next: " not in told
        await pilot.press("n")
        assert app.screen is page


def test_a_digit_takes_up_what_was_offered_last_and_nothing_before_it(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    (asked,) = session.ask("What is a river?")
    assert offered_by_key(session)
    session.ask("hello")
    assert not offered_by_key(session)
    assert asked in session.transcript


async def test_a_window_made_larger_has_room_for_the_title_again(
    study: Study, words: Words
) -> None:
    app = TaiwaApp(study, words, study.talk())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "answers come from the essay")
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert "Ask the tutor" in seen(app)
        assert "answers come" not in seen(app)
        await pilot.resize_terminal(80, 24)
        await until(pilot, "answers come from the essay")
