"""Each aim gets its own questions: none that must be answered in a language not meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from taiwa.cli import main
from taiwa.course.course import Course
from taiwa.course.forms import asks_for_reading, form_of
from taiwa.course.model import Question
from taiwa.record.settings import AIM, FURIGANA
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.session import Session
from taiwa.words.catalogs import Words
from tests.conftest import SAMPLE, Clock
from tests.learner import welcomed


@pytest.fixture
def desk(course: Course, store: Store, clock: Clock, words: Words) -> Study:
    """A learner at the shipped course who has answered something in each of its sections."""
    import random

    study = Study(course, store, clock, random.Random(3), words)
    for section in course.sections:
        study.practice([section.ids["question"][0]]).reveal()
    return study


def asked(session: Session) -> Iterator[Question]:
    turns = session.state.plan.turns
    return (session.course.questions[turn.item] for turn in turns if turn.question)


def sessions(study: Study) -> Iterator[Session]:
    """One of every kind that draws its questions by itself."""
    all_ = study.course.sections
    for section in all_:
        yield study.lesson(section)
        yield study.quiz([section])
    yield study.exam(all_)
    yield study.vocabulary(all_)
    yield study.review()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_who_follows_the_argument_answers_in_the_language_on_screen_and_types_no_readings(
    desk: Study, language: str
) -> None:
    AIM.write(desk.store, "text")
    desk.spoken.language = language
    for session in sessions(desk):
        for question in asked(session):
            assert form_of(question).language in (None, language), question.id
            assert not asks_for_reading(question), question.id


@pytest.mark.parametrize(("aim", "other"), [("ja", "en"), ("en", "ja")])
def test_who_learns_a_language_is_asked_for_words_of_it_alone_whatever_the_screen_is_in(
    desk: Study, aim: str, other: str
) -> None:
    AIM.write(desk.store, aim)
    for language in (aim, other):
        desk.spoken.language = language
        asked_in = {form_of(q).language for session in sessions(desk) for q in asked(session)}
        assert aim in asked_in
        assert other not in asked_in


def test_only_who_learns_japanese_is_asked_for_readings(desk: Study) -> None:
    for aim in ("ja", "en", "text"):
        AIM.write(desk.store, aim)
        drilled = list(asked(desk.vocabulary(desk.course.sections)))
        assert any(map(asks_for_reading, drilled)) == (aim == "ja")


def test_what_is_due_and_missed_is_told_of_what_may_be_asked(desk: Study) -> None:
    AIM.write(desk.store, "ja")
    word = next(q.id for q in desk.course.vocabulary if form_of(q).language == "ja")
    desk.practice([word]).reveal()
    assert word in desk.progress.mistakes()
    AIM.write(desk.store, "en")
    assert word not in desk.progress.mistakes()


@pytest.mark.parametrize(
    "way", [["--plain"], ["--plain", "--quiz", "1"], ["--plain", "--lesson", "1"]]
)
@pytest.mark.parametrize(("locale", "readings"), [("ja_JP.UTF-8", "off"), ("en_GB.UTF-8", "new")])
def test_readings_are_off_in_a_japanese_locale_until_they_are_asked_for_on_every_way_in(
    way: list[str], locale: str, readings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", locale)
    monkeypatch.setattr("builtins.input", lambda prompt: (_ for _ in ()).throw(EOFError))
    db = welcomed(tmp_path / "home")
    main(["--content", str(SAMPLE), *way])
    store = Store(db)
    assert FURIGANA.read(store) == readings
    FURIGANA.write(store, "all")
    store.close()
    main(["--content", str(SAMPLE), *way])
    store = Store(db)
    assert FURIGANA.read(store) == "all"
    store.close()
