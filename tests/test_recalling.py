"""The learner's own record: asked about in the learner's words, answered with something to do."""

import sys
from datetime import timedelta

import pytest
from fsrs import Scheduler
from msgspec.structs import replace

from taiwa.cli import main
from taiwa.dialogue.events import Asked, Given, Offer, Recall
from taiwa.dialogue.state import Phase
from taiwa.errors import UsageError
from taiwa.record.memory import LEAST_TO_FIT, fit, told_apart
from taiwa.record.settings import NEW_PER_DAY, RETENTION
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.reply import topic_of
from taiwa.study.session import Session
from taiwa.study.standing import is_put_off
from tests.conftest import SAMPLE, Clock


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("what did I get wrong today?", "mistakes"),
        ("今日は何を間違えた？", "mistakes"),
        ("今日間違えた問題を教えてください", "mistakes"),
        ("苦手なところは？", "weak"),
        ("what should I work on?", "weak"),
        ("why was my last answer wrong?", "last"),
        ("さっきの答えはなぜ違うの", "last"),
        ("次は何をすればいい？", "next"),
        ("What should I study next?", "next"),
        ("how am I doing?", "standing"),
        ("成績は？", "standing"),
        ("why did France oppose the office?", None),
        ("連絡事務所はなぜだめになったの", None),
        ("次の戦略概念は？", None),
        ("What should Japan do next?", None),
        ("日本は次に何をすべきか", None),
        ("what is wrong with the old approach", None),
        ("この文章に点数をつけるなら", None),
        ("how many cats do I need", None),
        ("what should I cook today", None),
        ("what was wrong with my answer?", "last"),
        ("成績を教えて", "standing"),
        ("NATOの弱点は？", None),
    ],
)
def test_a_question_on_ones_own_record_is_told_from_one_on_the_text(
    question: str, topic: str | None
) -> None:
    assert topic_of(question) == topic


def recalled(session: Session, question: str) -> tuple[Recall, tuple[Offer, ...]]:
    (event,) = session.ask(question)
    assert isinstance(event, Asked)
    assert event.recall is not None
    return event.recall, event.offers


@pytest.fixture
def missed(study: Study) -> Session:
    """A lesson whose first question was just missed."""
    session = study.lesson(study.course.sections[0])
    session.proceed()
    session.give(Given(chosen=(2,)))
    return session


def test_mistakes_of_today_are_listed_and_offered_for_practice(
    study: Study, missed: Session
) -> None:
    recall, offers = recalled(missed, "what did I get wrong today?")
    assert recall == Recall("mistakes", ("rivers.q01",), (1,))
    assert offers == (Offer("practice", ("rivers.q01",)),)
    offer = missed.say("/1").opens
    assert offer is not None
    opened = study.take_up(offer)
    assert opened.question is not None
    assert opened.question.id == "rivers.q01"


def test_what_was_put_right_is_no_mistake_any_more(study: Study, missed: Session) -> None:
    again = study.practice(["rivers.q01"])
    again.give(Given(chosen=(0,)))
    assert recalled(missed, "what did I get wrong today?")[0].counts == (0,)


def test_what_was_taken_back_is_no_mistake(missed: Session) -> None:
    missed.undo()
    assert recalled(missed, "今日の間違いは？")[0].counts == (0,)


@pytest.mark.parametrize("sitting", [False, True])
def test_a_reply_is_told_again_as_it_was(study: Study, missed: Session, sitting: bool) -> None:
    """Whatever was asked: from the text, on the record, small talk, before and in an exam."""
    if sitting:
        study.exam(study.course.sections)
    asked = [
        *("what did I get wrong today?", "苦手なところは？", "why was my last answer wrong?"),
        *("what next?", "how am I doing?", "how did I do yesterday?", "明日の復習は？"),
        *("連続何日？", "How am I doing in Japanese?", "hello", "thanks", "who wrote this?"),
        *("quiz me on rivers", "I don't know", "What is a river?", "What is a zebra?"),
    ]
    for question in asked:
        missed.ask(question)
    told = [event for event in missed.transcript if isinstance(event, Asked)]
    assert {event.recall.topic for event in told if event.recall} >= {"standing", "weak"}
    assert any(map(is_put_off, told)) is sitting
    assert study.resume(missed.id).transcript == missed.transcript


def test_a_reply_on_what_the_course_has_no_longer_is_left_out(study: Study) -> None:
    """Else it would be told that nothing was answered yet."""
    study.practice(["bridges.q01"]).skip()
    session, course = study.talk(), study.course
    session.ask("why was my last answer wrong?")
    session.ask("hello")
    shrunk = replace(course, sections=course.sections[:1], comparisons=())
    later = Study(shrunk, study.store, study.clock, study.chance, study.spoken)
    told = [event.question for event in later.resume(session.id).transcript[1:]]  # type: ignore[union-attr]
    assert told == ["hello"]


def test_the_last_answer_is_explained(missed: Session) -> None:
    recall, offers = recalled(missed, "why was my last answer wrong?")
    assert recall.items == ("rivers.q01",)
    assert recall.given == Given(chosen=(2,))
    assert recall.judgement is not None
    assert recall.judgement.confusion == 2
    assert offers[0] == Offer("read", ("rivers.source",))


def test_weak_spots_are_the_sections_begun(missed: Session) -> None:
    recall, offers = recalled(missed, "苦手なところは？")
    assert recall.items == ("rivers",)
    assert offers[0] == Offer("lesson", ("rivers",))


def test_the_next_thing_is_what_is_due_then_a_lesson(
    study: Study, clock: Clock, missed: Session
) -> None:
    assert recalled(missed, "what next?")[0] == Recall("next", ("bridges",), (0,))
    clock.now += timedelta(days=2)
    recall, offers = recalled(missed, "次は何をすればいい？")
    assert recall == Recall("next", ("bridges",), (len(study.progress.waiting().due),))
    assert offers == (Offer("review"), Offer("lesson", ("bridges",)))


def test_a_review_takes_what_is_due_then_new_items_up_to_the_days_limit(
    study: Study, clock: Clock, missed: Session
) -> None:
    clock.now += timedelta(days=2)
    items = [turn.item for turn in study.review().state.plan.turns]
    assert items[0] == "rivers.q01"
    assert set(items[1:]) == {f"rivers.q0{n}" for n in range(2, 6)}
    NEW_PER_DAY.write(study.store, "2")
    assert len(study.review().state.plan.turns) == 3
    NEW_PER_DAY.write(study.store, "0")
    assert len(study.review().state.plan.turns) == 1


def test_with_nothing_due_a_review_says_so(study: Study) -> None:
    with pytest.raises(UsageError, match="Nothing is due"):
        study.review()


def test_a_higher_retention_brings_items_back_earlier(
    study: Study, clock: Clock, missed: Session
) -> None:
    for _ in range(3):
        study.practice(["rivers.q01"]).give(Given(chosen=(0,)))
        clock.now += timedelta(days=9)
    due = []
    for retention in ("0.8", "0.97"):
        RETENTION.write(study.store, retention)
        due.append(study.progress.due())
    assert due == [[], ["rivers.q01"]]
    with pytest.raises(UsageError, match=r"0\.8 to 0\.97"):
        RETENTION.write(study.store, "0.5")


def test_the_days_questions_to_the_tutor_are_one_conversation(study: Study, clock: Clock) -> None:
    first = study.talk()
    first.say("what is a river?")
    again = study.talk()
    assert again.id == first.id
    assert again.transcript == first.transcript
    assert study.store.sessions() == []
    clock.now += timedelta(days=1)
    assert study.talk().id != first.id


def test_an_exam_ends_when_its_time_is_over(study: Study, clock: Clock) -> None:
    exam = study.exam(study.course.sections, minutes=5)
    exam.skip()
    clock.now += timedelta(minutes=6)
    answered = len(exam.state.graded)
    exam.check_time()
    assert exam.finished
    assert len(exam.state.graded) == len(exam.state.plan.turns) > answered
    resumed = study.resume(exam.id)
    assert resumed.transcript == exam.transcript


def test_a_point_can_be_claimed_and_the_raw_verdict_stays(study: Study) -> None:
    session = study.practice(["bridges.q04"])
    session.say("It paints the sky")
    session.say("It paints the sky again")
    assert session.say("/covered 9").notice is not None
    session.say("/covered 1")
    session.say("/covered 2")
    assert session.state.outcome == "right"
    records = study.store.records(session.id)
    assert [record.outcome for record in records] == [None, None, "wrong", "close", "right"]
    assert records[2].verdict == "wrong"
    assert [(row.answered, row.correct) for row in study.store.sessions()] == [(1, 1)]
    assert study.resume(session.id).state == session.state


def test_how_sure_the_learner_was_stands_beside_how_right(study: Study) -> None:
    session = study.practice(["bridges.q01", "rivers.q02"])
    session.say("/sure banks")
    session.proceed()
    assert session.say("/unsure").notice is not None
    session.say("castle")
    shares = study.store.confidence()
    assert (shares[True].right, shares[True].of) == (1, 1)
    assert (shares[False].right, shares[False].of) == (0, 1)
    session.proceed()
    session.say("river")
    assert shares == study.store.confidence()


def test_fitting_takes_the_reviews_as_they_count_now(
    study: Study, missed: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed.override()
    assert [(item, mark) for item, mark, _ in study.store.reviews()] == [("rivers.q01", 3)]
    before, after = study.store.refit(tuple(w * 1.1 for w in Scheduler().parameters))
    assert 0 < before != after
    assert study.store.memories()["rivers.q01"][1].stability == after


def test_without_the_optimizer_fitting_says_how_to_install_it(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsrs.optimizer", None)
    with pytest.raises(ImportError):
        fit([("rivers.q01", 3, study.progress.now())])


def test_too_few_answers_are_told_with_the_one_number_that_fitting_needs(
    study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = study.progress.now()
    for days in ([0], [0] * 450, [0, *range(1, 6)]):
        logs = [("one", 3, now + timedelta(days=day)) for day in days]
        monkeypatch.setattr(Store, "reviews", lambda _, logs=logs: logs)
        assert main(["--content", str(SAMPLE), "optimize"]) != 0
        told = f"It needs 512 of them; you have {len(set(days)) - 1} so far"
        assert told in capsys.readouterr().err
    assert LEAST_TO_FIT == 512


def test_only_answers_of_a_later_day_tell_what_is_remembered(study: Study) -> None:
    now = study.progress.now()
    days = [now + timedelta(hours=hours) for hours in (0, 1, 26, 49, 51)]
    assert told_apart([("one", 3, at) for at in days]) == 1
    assert told_apart([("one", 3, now), ("two", 3, now + timedelta(days=2))]) == 0
    assert told_apart([("one", 3, now + timedelta(days=2 * n)) for n in range(100)]) == 63


def test_an_explanation_may_be_completed_once(study: Study) -> None:
    session = study.practice(["bridges.q04"])
    session.say("It joins the banks")
    assert session.state.phase is Phase.RETRYING
    session.say("people can cross")
    assert session.state.outcome == "right"


def test_an_explanation_that_stays_short_is_wrong_and_comes_back(study: Study) -> None:
    session = study.practice(["bridges.q04"])
    session.say("It is long")
    assert session.state.phase is Phase.RETRYING
    session.reveal()
    assert session.state.outcome == "wrong"
    assert [turn.item for turn in session.state.queue] == ["bridges.q04", "bridges.q04"]
