"""Words in use and the choice of words, as a learner meets them in line mode and on the screen."""

import pytest

from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.dialogue.questions import arrange
from taiwa.study.desk import Study
from taiwa.tui.app import TaiwaApp
from taiwa.words.catalogs import Words
from taiwa.words.uses import drilled_by, shown_after, shown_before, subject
from taiwa.words.wording import Wording
from tests.test_app import until
from tests.test_editions import desk, ferry, in_order

__all__ = ["desk", "ferry"]


def test_every_drill_tells_its_word_at_work_and_gives_nothing_away(
    course: Course, words: Words
) -> None:
    drills = [q for q in course.all_questions() if drilled_by(course, q)]
    assert len(drills) > 60
    for question in drills:
        assert subject(course, words, question).startswith("words in use")
        before = " ".join(para.text for para in shown_before(course, words, question))
        form = form_of(question)
        answers = form.accepted[form.language or "en"]
        assert not any(answer in before for answer in answers)
        word = drilled_by(course, question)
        assert word is not None
        label, *told, together = shown_after(course, words, question)
        language = form.language or "en"
        assert [para.text for para in told] == list(word.sentences[language])
        assert label.text == "The word in use"
        assert word.collocations[language][0] in together.text


def test_questions_on_the_map_and_on_a_choice_of_words_say_what_is_to_be_done(
    course: Course, words: Words
) -> None:
    named = {subject(course, words, question) for question in course.all_questions()}
    assert named > {"", "the choice of words", "place the cards", "the missing card"}
    assert "name the relation" in named


def test_a_choice_of_words_asks_first_and_shows_what_was_said_beside_the_text(
    desk: Study, words: Words
) -> None:
    session = desk.practice(["ferry.w01"])
    wording = Wording(desk.course, words, lambda name: arrange(desk.course.questions[name], ""))
    posed = [message for event in session.transcript for message in wording.messages(event)][-1]
    kinds = [para.kind for para in posed.paras]
    assert kinds[:5] == ["label", "prompt", "quote", "quoted", "quote"]
    assert posed.paras[0].text == "Question 1 / the choice of words"


@pytest.mark.slow
async def test_the_screen_shows_the_word_at_work_once_it_was_answered(
    course: Course, desk: Study, words: Words
) -> None:
    drill = next(q for q in desk.course.all_questions() if drilled_by(desk.course, q))
    app = TaiwaApp(desk, words, desk.practice([drill.id]))
    async with app.run_test(size=(80, 24)) as pilot:
        told = await until(pilot, "QUESTION 1   words in use")
        await pilot.press("f5")
        told = await until(pilot, "Goes with")
        assert in_order(told, ["QUESTION 1", "THE WORD IN USE", "Goes with"])
