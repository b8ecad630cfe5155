"""The shipped course: complete, sound, and every question answerable as a learner would."""

import io
import random
from collections import Counter
from typing import get_args

import pytest

from taiwa import paths
from taiwa.cli.plain import Plain
from taiwa.course.check import check_course
from taiwa.course.course import Course
from taiwa.course.forms import form_of
from taiwa.course.loading import load_with_places
from taiwa.course.model import Choice, Explain, Match, Question, Typed, Year
from taiwa.dialogue.events import Given
from taiwa.dialogue.judge import judge
from taiwa.dialogue.questions import LETTERS, arrange, read_answer
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.plan import serves
from taiwa.tutor.explaining import KeyPoint, explanation_grader
from taiwa.tutor.grade.shortlist import Shortlist
from taiwa.tutor.grading import grade_by_rules
from taiwa.words.catalogs import Words
from tests.conftest import Clock

SECTIONS = ["introduction", *(f"section-{n}" for n in range(1, 7)), "conclusion"]
HIGHER = ("apply", "analyse", "evaluate")
TYPES = {type_.__struct_config__.tag for type_ in get_args(Question)}


def typed_line(question: Question, shown: tuple[int, ...], language: str) -> str:
    """The right answer as a learner would type it."""
    if isinstance(question, Year):
        return str(question.answer)
    if isinstance(question, Typed):
        return question.accepted[question.answer_in or language][0]
    if isinstance(question, Explain):
        separator = "。" if language == "ja" else ". "
        return separator.join(point.phrases[language][0] for point in question.points)
    if isinstance(question, Match):
        rights = enumerate(form_of(question).right, 1)
        return " ".join(f"{left}{LETTERS[shown.index(right)]}" for left, right in rights)
    if question.type == "order":
        return " ".join(str(shown.index(i) + 1) for i in range(len(shown)))
    if question.type == "true_false":
        return "1" if getattr(question, "answer", False) else "2"
    right = [i for i, option in enumerate(getattr(question, "options", ())) if option.correct]
    return " ".join(str(shown.index(i) + 1) for i in right)


def test_the_course_has_the_eight_sections_of_the_text(course: Course) -> None:
    assert [section.id for section in course.sections] == SECTIONS


def test_each_section_is_complete(course: Course) -> None:
    for section in course.sections:
        questions = [question for question in section.questions if question.level]
        kinds = Counter(question.kind for question in questions)
        beyond = sum(question.level in HIGHER for question in questions)
        assert len(section.goals) >= 3
        assert 4 <= len(section.lesson) <= 9
        assert len(questions) == len(section.questions) >= 40
        assert beyond >= 0.4 * len(questions), section.id
        assert kinds["fact"] >= 3
        assert kinds["reason"] >= 2
        assert kinds["argument"] >= 10
        assert kinds["vocabulary"] >= 10
        assert {question.type for question in questions} >= TYPES - {"year"}, section.id
        assert section.argument
        assert section.dialogue
        assert section.words
        assert len(section.answers) >= 20
        assert len(section.discussion) == 2
        assert all(step.then for step in section.lesson)
        assert all(len(asks) >= 3 for a in section.answers for asks in a.asks.values())


def test_a_year_is_asked_where_something_turns_on_it(course: Course) -> None:
    assert 2 <= sum(isinstance(question, Year) for question in course.all_questions()) <= 8


def test_the_course_is_as_large_as_it_should_be(course: Course) -> None:
    assert len(course.questions) >= 300
    assert len(course.comparisons) >= 12
    assert len(course.glossary) >= 60
    assert len(course.timeline) >= 40


def test_lesson_steps_are_paragraphs(course: Course) -> None:
    for step in course.steps.values():
        assert 40 <= len(step.text["en"].split()) <= 110, step.id


@pytest.mark.slow
def test_the_linter_finds_nothing() -> None:
    folder = paths.shipped("content")
    checked, places = load_with_places(folder)
    found = check_course(
        checked,
        places,
        folder,
        lambda answer, accepted, language: grade_by_rules(answer, accepted, language).verdict,
        Shortlist,
        lambda points, language: explanation_grader([KeyPoint(p[0], p) for p in points], language),
    )
    assert not found, "\n".join(map(str, found))


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_question_can_be_answered_right_by_typing(course: Course, language: str) -> None:
    for question in course.all_questions():
        shown = arrange(question, "a session")
        line = typed_line(question, shown, language)
        given = read_answer(question, shown, line, language)
        assert given is not None, (question.id, line)
        assert judge(question, given, language).verdict == "correct", (question.id, line)


def test_the_place_of_the_right_option_can_not_be_foreseen(course: Course) -> None:
    places: Counter[int] = Counter()
    for question in course.all_questions():
        if isinstance(question, Choice) and len(question.options) == 4:
            right = next(i for i, option in enumerate(question.options) if option.correct)
            places += Counter(arrange(question, f"s{n}").index(right) for n in range(25))
    total = sum(places.values())
    assert all(0.22 < places[place] / total < 0.28 for place in range(4))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_drill_takes_its_term_and_no_other(course: Course, language: str) -> None:
    verdicts: Counter[str] = Counter()
    for drill in course.vocabulary:
        for tongue, accepted in drill.accepted.items():
            for answer in accepted:
                assert judge(drill, Given(answer), tongue).verdict == "correct", drill.id
        if drill.id.endswith(".name"):
            others = [t.term[language] for t in course.glossary if t.id not in drill.terms]
            verdicts.update(judge(drill, Given(o), language, course).verdict for o in others)
    assert set(verdicts) <= {"wrong", "unsure"}
    assert verdicts["unsure"] < 0.025 * verdicts["wrong"]  # a few that share most of their words


def test_events_are_put_in_order_by_year_and_never_by_a_disputed_one(course: Course) -> None:
    assert len(course.chronology) >= len(course.sections)
    for drill in course.chronology:
        events = [next(e for e in course.timeline if e.text == text) for text in drill.items]
        years = [event.date[:4] for event in events]
        assert years == sorted(set(years)), drill.id
        assert not any(event.disputed for event in events), drill.id
        assert not any(year in text for year in years for text in drill.items[0].values()), drill.id


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_course_can_be_answered_in_line_mode(
    course: Course, store: Store, words: Words, language: str
) -> None:
    words.language = language
    study = Study(course, store, Clock(), random.Random(1), words)
    session = study.quiz(course.sections)
    told = io.StringIO()

    def answer(prompt: str) -> str:
        question = session.question
        if question is None:
            return ""
        return typed_line(question, session.arrangement(question.id), language)

    Plain(study, words, answer, told, 80).converse(session)
    right = "✓ 正解" if language == "ja" else "✓ Right"
    assert session.finished
    served = [each for each in course.all_questions() if serves(each, "text", language)]
    assert told.getvalue().count(right) == len(served)
    assert store.sessions()[0].correct == len(served)


def test_sections_have_the_numbers_that_the_text_gives_them(course: Course) -> None:
    assert course.numbers["introduction"] == 0
    assert course.numbers["section-2"] == 2
    assert course.numbers["conclusion"] == 7
