"""A session: every move is logged before it counts, and the log gives the session back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from taiwa.course.course import Course
from taiwa.dialogue.events import (
    Ask,
    Asked,
    AskedAgain,
    Given,
    Judged,
    Judgement,
    Override,
    Proceed,
    Skip,
    Undo,
)
from taiwa.dialogue.machine import legal
from taiwa.dialogue.marking import EMPTY
from taiwa.dialogue.state import Phase
from taiwa.errors import StoreError, UsageError
from taiwa.record.log import UndoDetail, amends
from taiwa.record.store import Store
from taiwa.study.desk import Study
from taiwa.study.replay import retold
from taiwa.study.response import Moved
from taiwa.study.session import Session
from taiwa.words.catalogs import Words
from taiwa.words.wording import Wording
from tests.conftest import Clock, examples


def test_a_session_resumes_at_the_same_question_with_the_same_transcript(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    session.proceed()
    session.hint()
    session.ask("why?")
    again = study.resume(session.id)
    assert again.transcript == session.transcript
    assert again.state == session.state
    assert again.arrangement("rivers.q01") == session.arrangement("rivers.q01")


def test_what_is_typed_answers_asks_or_commands(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    assert (session.say("7").notice or "").startswith("No question is waiting.")
    assert isinstance(session.say("what is a river").events[0], Asked)
    session.say("")
    assert session.question is not None
    assert session.say("？川とは何ですか").events
    assert session.say("／ヒント").events
    assert session.state.hints == 1
    assert session.say("/hnit").values["nearest"] == "hint"
    assert session.say("/lang").command is not None
    assert session.say("the road to nowhere").notice is not None
    assert session.state.phase is Phase.ASKING
    judged = session.say("the river").events[0]
    assert isinstance(judged, Judged)
    assert judged.judgement.verdict == "correct"


def test_a_full_width_digit_chooses_the_option_shown_there(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    session.proceed()
    shown = session.arrangement("rivers.q01")
    assert session.read("２") == Given(chosen=(shown[1],))
    assert session.read("b") == Given(chosen=(shown[1],))
    assert session.read("12") is None
    assert session.read("4") is None


def test_each_answer_is_in_the_log_before_it_counts(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    session.proceed()
    session.give(Given(chosen=(1,)))
    record = study.store.records(session.id)[-1]
    assert (record.item, record.kind, record.verdict, record.outcome) == (
        "rivers.q01",
        "answered",
        "wrong",
        "wrong",
    )
    assert record.given == Given(chosen=(1,))
    assert record.elapsed == 5_000
    assert record.language == "en"


def test_undo_after_a_near_miss_leaves_the_answer_before_it_as_it_was(study: Study) -> None:
    session = study.practice(["rivers.q01", "rivers.q02"])
    session.give(Given(chosen=(0,)))
    before = study.store.sessions()
    session.proceed()
    session.say("riverr")
    assert session.state.phase is Phase.RETRYING
    session.say("/undo")
    undone = study.store.records(session.id)[-1]
    assert (undone.item, undone.kind, amends(undone)) == ("rivers.q02", "undone", None)
    assert session.state.phase is Phase.ASKING
    assert [(row.answered, row.correct) for row in study.store.sessions()] == [
        (row.answered, row.correct) for row in before
    ]
    again = study.resume(session.id)
    assert (again.state, again.transcript) == (session.state, session.transcript)
    session.say("river")
    assert study.store.records(session.id)[-1].detail.near is False
    assert session.last_judged is not None
    assert session.last_judged.item == "rivers.q02"


def test_an_undo_of_an_older_record_still_takes_back_the_answer_before_the_near_miss(
    study: Study,
) -> None:
    session = study.practice(["rivers.q01", "rivers.q02"])
    session.give(Given(chosen=(0,)))
    answer = study.store.records(session.id)[-1]
    session.proceed()
    session.say("riverr")
    near = study.store.records(session.id)[-1]
    detail = UndoDetail(undone=True, judged=answer.id, near=True)
    told = {"kind": "undone", "given": None, "verdict": None, "outcome": None}
    study.store.append(
        replace(
            near,
            id="u",
            prev=near.id,
            number=near.number + 1,
            item="rivers.q01",
            detail=detail,
            **told,
        )
    )
    assert study.resume(session.id).state.pending == "rivers.q01"


def test_where_the_log_can_not_be_written_nothing_changes(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = study.lesson(study.course.sections[0])
    before = (session.state, list(session.transcript))

    def full(record: object, *, later: bool = False) -> None:
        raise StoreError("The disk is full")

    monkeypatch.setattr(study.store, "append", full)
    with pytest.raises(StoreError):
        session.proceed()
    assert (session.state, session.transcript) == before
    monkeypatch.undo()
    assert session.proceed()


def test_two_windows_on_one_session_never_lose_an_answer(study: Study) -> None:
    here = study.lesson(study.course.sections[0])
    there = study.resume(here.id)
    said = here.proceed()
    with pytest.raises(Moved) as told:  # it stands where the other window stands
        there.proceed()
    assert told.value.events == said
    assert there.state == here.state
    there.give(Given(chosen=(0,)))
    with pytest.raises(Moved):
        here.give(Given(chosen=(1,)))
    assert here.transcript == there.transcript
    assert len(study.store.records(here.id)) == 3


def test_an_answer_counts_though_another_window_has_asked_the_tutor_meanwhile(
    study: Study,
) -> None:
    here = study.lesson(study.course.sections[0])
    here.proceed()
    there = study.resume(here.id)
    asked = there.ask("What is a river?")
    assert here.give(Given(chosen=(0,)))[: len(asked)] == asked
    assert [record.kind for record in study.store.records(here.id)][-2:] == ["asked", "answered"]


def test_what_was_typed_is_there_again_unless_the_session_went_on(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    session.draft.text = "half an answ\ud800"
    study.keep_draft(session)
    again = study.resume(session.id)
    assert again.draft.text == "half an answ?"
    again.ask("why?")
    assert study.resume(session.id).draft.text == "half an answ?"
    again.proceed()
    assert study.resume(session.id).draft.text == ""
    assert study.talk().draft.text == ""


def test_what_was_chosen_is_there_again_unless_the_session_went_on(study: Study) -> None:
    session = study.practice(["bridges.q02", "rivers.q05"])
    session.draft.marks = (1, EMPTY, 0)
    study.keep_draft(session)
    other = study.practice(["rivers.q01"])
    study.keep_draft(other)  # nothing is chosen here: what is kept of the other stays
    again = study.resume(session.id)
    assert again.draft.marks == (1, EMPTY, 0)
    again.hint()
    assert study.resume(session.id).draft.marks == (1, EMPTY, 0)
    again.skip()
    assert again.draft.marks == ()
    assert study.resume(session.id).draft.marks == ()


@pytest.mark.parametrize("setting", ['["{id}",1,{"marks":[7]}]', '["{id}",3,"half"]', "[", "7"])
def test_a_kept_draft_that_can_not_be_one_is_left(study: Study, setting: str) -> None:
    session = study.practice(["rivers.q05"])
    study.store.set("draft", setting.replace("{id}", session.id))
    assert not study.resume(session.id).draft


def test_an_override_keeps_the_raw_verdict(study: Study) -> None:
    session = study.lesson(study.course.sections[0])
    session.proceed()
    session.give(Given(chosen=(1,)))
    session.override()
    *_, judged, override = study.store.records(session.id)
    assert judged.verdict == "wrong"
    assert override.outcome == "right"
    assert amends(override) == judged.id
    assert study.resume(session.id).state.right == 1


def test_a_question_gone_from_the_course_is_left_out_on_resuming(
    study: Study, sample: Course
) -> None:
    session = study.quiz([sample.sections[0]])
    rivers = sample.sections[0].having(questions=sample.sections[0].questions[:2])
    shrunk = replace(sample, sections=(rivers, *sample.sections[1:]), comparisons=())
    later = Study(shrunk, study.store, study.clock, study.chance, study.spoken)
    assert len(later.resume(session.id).state.plan.turns) == 2


def test_sections_are_found_by_id_and_by_a_clear_beginning(study: Study) -> None:
    assert study.section("rivers").id == "rivers"
    assert study.section("riv").id == "rivers"
    with pytest.raises(UsageError, match="no section 'lakes'"):
        study.section("lakes")


def test_a_mixed_quiz_takes_comparisons_too(study: Study) -> None:
    session = study.quiz(study.course.sections)
    names = {turn.item for turn in session.state.plan.turns}
    assert names == {question.id for question in study.course.all_questions()}


def test_mastery_grows_with_right_answers_and_fades(study: Study, clock: Clock) -> None:
    session = study.quiz([study.course.sections[0]])
    assert study.progress.standings()[0].mastery == 0
    while session.question is None or session.question.id != "rivers.q01":
        session.skip()
    session.give(Given(chosen=(0,)))
    fresh = study.progress.standings()[0]
    assert 0.15 < fresh.mastery <= 0.2
    assert fresh.counts.seen == 1
    clock.now = clock.now.replace(year=clock.now.year + 1)
    assert study.progress.standings()[0].mastery < fresh.mastery


def test_a_miss_raises_no_mastery_however_long_the_question_was_not_asked(
    study: Study, clock: Clock
) -> None:
    def answer(item: str, *chosen: int) -> None:
        session = study.practice([item])
        session.give(Given(chosen=chosen))

    def mastery() -> float:
        return study.progress.standings()[0].mastery

    answer("rivers.q01", 1)
    missed = study.progress.standings()[0]
    counts = missed.counts
    assert (missed.mastery, counts.seen, counts.learnt, counts.mastered) == (0, 1, 0, 0)
    for day in range(3):  # until it is remembered for long
        clock.now += timedelta(days=10 * day)
        answer("rivers.q01", 0)
    assert study.progress.standings()[0].counts.learnt == 1
    clock.now += timedelta(days=1000)
    faded = mastery()
    answer("rivers.q01", 1)
    assert mastery() < faded
    assert study.progress.standings()[0].counts.learnt == 0


def test_a_lesson_is_suggested_until_it_was_taken(study: Study) -> None:
    first, second = study.course.sections[:2]
    quiz = study.quiz([second])
    quiz.give(Given(chosen=(0,)))
    assert study.progress.suggested() == first
    study.lesson(first)
    assert study.progress.suggested() == second


def test_the_language_last_chosen_is_kept(study: Study, store: Store) -> None:
    study.switch_language()
    assert study.spoken.language == "ja"
    assert store.setting("language") == "ja"
    study.switch_language()
    assert study.spoken.language == "en"
    study.switch_language("ja")
    assert study.spoken.language == "ja"


TYPED = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1", "２", "3 1 2", "1b 2a 3c", "river", "1947", "岸", "/hint", "/skip", "/reveal"]
    ),
    st.sampled_from(["/right", "?川", "", "/lang", "/nothing", "t", "正しい", "1 2"]),
)


@examples(0.6)
@given(lines=st.lists(TYPED, max_size=30))
def test_whatever_is_typed_the_session_can_be_replayed(study: Study, lines: list[str]) -> None:
    session = study.quiz(study.course.sections)
    for line in lines:
        session.say(line)
    again = study.resume(session.id)
    assert again.transcript == session.transcript
    assert again.state == session.state


def test_a_session_played_to_its_end_says_so(study: Study) -> None:
    session: Session = study.lesson(study.course.sections[1])
    while not session.finished:
        if session.can(Proceed):
            session.proceed()
        else:
            session.skip()
    assert study.unfinished() is None
    assert legal(session.state) == {Ask, Undo}
    assert not session.can(Skip)
    assert not session.can(Override)


def test_asking_answers_from_the_text_and_leaves_no_trace(study: Study) -> None:
    session = study.quiz([study.course.sections[1]])
    before = session.state
    asked = session.ask("what is a river")[0]
    assert isinstance(asked, Asked)
    assert asked.replies == ("rivers.what",)
    assert session.state is before
    assert study.resume(session.id).transcript == session.transcript


def test_what_gives_the_answer_away_is_told_only_when_asked_again(study: Study) -> None:
    session = study.quiz([study.course.sections[0]])
    while session.question is None or session.question.id != "rivers.q01":
        session.skip()
    for withheld in (True, False, True):
        asked = session.ask("what is a river")[0]
        assert isinstance(asked, Asked)
        assert asked.withheld is withheld


def test_a_second_try_counts_for_what_it_is_and_an_older_one_as_it_counted_then(
    study: Study,
) -> None:
    session = study.practice(["rivers.q02"])
    session.say("rivver")
    session.say("castle")
    assert session.state.outcome == "wrong"
    start, near, wrong = study.store.records(session.id)
    then, _ = retold(study.course, [start, near, replace(wrong, outcome="close")])
    assert then.outcome == "close"
    assert then.right == 1


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("river.reading", "~ Nearly: the reading is almost right."),
        ("rivers.q02", "~ Nearly: I see what you mean."),
    ],
)
def test_what_is_nearly_right_is_the_reading_where_a_reading_is_asked_for(
    item: str, told: str, sample: Course, words: Words
) -> None:
    again = AskedAgain(item=item, round=1, given=Given("x"), judgement=Judgement("close"))
    said = Wording(sample, words, lambda _: ()).messages(again)
    assert told in [para.text for message in said for para in message.paras]
