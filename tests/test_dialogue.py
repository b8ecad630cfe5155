"""The machine: its table, its rules, and random conversations that keep them."""

from collections.abc import Iterable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from taiwa.dialogue import events
from taiwa.dialogue.events import (
    Ask,
    AskedAgain,
    Claim,
    Claimed,
    Confirm,
    Confirmed,
    Event,
    Finished,
    Give,
    Given,
    Graded,
    HintShown,
    InDoubt,
    Judged,
    Judgement,
    Mode,
    Move,
    Noted,
    Override,
    Proceed,
    QuestionPosed,
    Reveal,
    Revealed,
    Skip,
    Skipped,
    StepShown,
    TakeHint,
    TimeOver,
    TimeUp,
    Undo,
    Undone,
)
from taiwa.dialogue.grown import Grown
from taiwa.dialogue.machine import TABLE, legal, open_dialogue, step
from taiwa.dialogue.settling import RETURNS
from taiwa.dialogue.state import IllegalMove, Phase, Plan, State, Turn

RIGHT = Give(Given("a"), Judgement("correct"))
CLOSE = Give(Given("b"), Judgement("close", "a", ("spelling",)))
WRONG = Give(Given("c"), Judgement("wrong"))
UNSURE = Give(Given("d"), Judgement("unsure", "a"))
YES = Confirm(True, Judgement("correct", "a", confirmed=True))
NO = Confirm(False, Judgement("wrong", "a"))
HALF = Give(Given("e"), Judgement("close", points=(0,), again=True, asked=(1,)))
WHOLE = Confirm(True, Judgement("correct", points=(0, 1), confirmed=True), 1)

PLAN = Plan("lesson", ("s",), (Turn("step", False), Turn("q1", True, hints=1), Turn("q2", True)))


def replay(plan: Plan, moves: Iterable[Move]) -> tuple[State, tuple[Event, ...]]:
    """The state and the whole transcript of a session from its plan and its moves."""
    state, heard = open_dialogue(plan)
    for move in moves:
        state, more = step(state, move)
        heard += more
    return state, heard


def after(*moves: Move) -> State:
    return replay(PLAN, moves)[0]


def said(*moves: Move) -> list[type]:
    """The kinds of events after the last move."""
    state = replay(PLAN, moves[:-1])[0]
    return [type(event) for event in step(state, moves[-1])[1]]


def test_a_lesson_opens_with_its_first_step() -> None:
    state, heard = open_dialogue(PLAN)
    assert [type(event) for event in heard] == [events.Opened, StepShown]
    assert state.phase is Phase.READING


def test_the_question_comes_right_after_its_step() -> None:
    assert said(Proceed()) == [QuestionPosed]


def test_a_right_answer_is_judged_and_then_the_next_question_comes() -> None:
    assert said(Proceed(), RIGHT) == [Judged]
    assert said(Proceed(), RIGHT, Proceed()) == [QuestionPosed]


def test_a_near_miss_is_asked_again_without_penalty() -> None:
    assert said(Proceed(), CLOSE) == [AskedAgain]
    assert after(Proceed(), CLOSE, RIGHT).right == 1
    assert after(Proceed(), CLOSE, WRONG).outcome == "wrong"
    assert after(Proceed(), CLOSE, CLOSE).outcome == "close"
    assert after(Proceed(), CLOSE, Skip()).outcome == "close"


def test_a_missed_question_comes_back_at_the_end_at_most_twice() -> None:
    state = after(Proceed(), WRONG)
    assert [turn.item for turn in state.queue] == ["q1", "q2", "q1"]
    moves = [Proceed(), WRONG, Proceed(), RIGHT, *[Proceed(), WRONG] * RETURNS]
    state, _ = replay(PLAN, moves)
    assert [turn.item for turn in state.queue] == ["q1"]
    (finished,) = step(state, Proceed())[1]
    assert isinstance(finished, Finished)
    assert (finished.right, finished.questions) == (1, 2)
    assert finished.outcomes == (("q1", "wrong"), ("q2", "right"))


def test_hints_run_out_and_say_so() -> None:
    state = after(Proceed(), TakeHint())
    assert state.hints == 1
    assert step(state, TakeHint())[1] == (HintShown("q1", 1, exhausted=True),)


def test_skipping_goes_on_and_brings_the_question_back() -> None:
    assert said(Proceed(), Skip()) == [Skipped, QuestionPosed]
    assert after(Proceed(), Skip()).queue[-1] == Turn("q1", True, hints=1, round=1)


def test_a_revealed_answer_is_told_and_comes_back() -> None:
    assert said(Proceed(), Reveal()) == [Revealed]


def test_i_was_right_counts_and_takes_the_return_back() -> None:
    state = after(Proceed(), WRONG, Override())
    assert state.right == 1
    assert [turn.item for turn in state.queue] == ["q1", "q2"]
    with pytest.raises(IllegalMove):
        step(state, Override())


def test_a_point_claimed_counts_and_takes_the_return_back() -> None:
    half = Judgement("close", points=(0,))
    assert said(Proceed(), WRONG, Claim(0, half)) == [Claimed]
    state = after(Proceed(), WRONG, Claim(0, half))
    assert state.outcomes == (("q1", "close"),)
    assert [turn.item for turn in state.queue] == ["q1", "q2"]
    whole = Judgement("correct", points=(0, 1))
    assert after(Proceed(), WRONG, Claim(0, half), Claim(1, whole)).outcome == "right"
    with pytest.raises(IllegalMove):
        step(after(Proceed(), RIGHT), Claim(0, half))


def test_what_may_have_been_meant_is_asked_and_counts_as_missed_until_the_yes() -> None:
    assert said(Proceed(), UNSURE) == [Judged, InDoubt]
    state = after(Proceed(), UNSURE)
    assert state.outcomes == (("q1", "wrong"),)
    assert [turn.item for turn in state.queue] == ["q1", "q2", "q1"]
    state = after(Proceed(), UNSURE, YES)
    assert state.outcomes == (("q1", "confirmed"),)
    assert [turn.item for turn in state.queue] == ["q1", "q2"]
    assert (state.right, state.doubt) == (1, None)


def test_a_no_and_no_word_leave_it_missed() -> None:
    assert said(Proceed(), UNSURE, NO) == [Confirmed]
    assert after(Proceed(), UNSURE, NO).queue == after(Proceed(), UNSURE).queue
    assert said(Proceed(), UNSURE, Proceed()) == [QuestionPosed]
    assert after(Proceed(), UNSURE, NO, Override()).right == 1


def test_a_yes_taken_back_is_asked_for_once_more() -> None:
    back = Confirm(None, UNSURE.judgement)
    assert said(Proceed(), UNSURE, YES, back) == [Confirmed, InDoubt]
    assert after(Proceed(), UNSURE, YES, back) == after(Proceed(), UNSURE)
    with pytest.raises(IllegalMove):
        step(after(Proceed(), UNSURE), back)


def test_a_point_is_asked_for_before_the_second_try_which_a_yes_may_spare() -> None:
    assert said(Proceed(), HALF) == [AskedAgain, InDoubt]
    assert said(Proceed(), HALF, WHOLE) == [Confirmed, Judged]
    assert after(Proceed(), HALF, WHOLE).outcome == "confirmed"
    denied = Confirm(False, Judgement("close", points=(0,), again=True), 1)
    state = after(Proceed(), HALF, denied)
    assert (state.phase, state.doubt) == (Phase.RETRYING, None)
    assert after(Proceed(), HALF, Skip()).doubt == after(Proceed(), HALF).doubt


def test_undo_opens_the_question_again_as_it_was() -> None:
    before = after(Proceed(), TakeHint())
    state = after(Proceed(), TakeHint(), WRONG, Proceed(), RIGHT)
    assert said(Proceed(), TakeHint(), WRONG, Proceed(), RIGHT, Undo()) == [Undone, QuestionPosed]
    state = after(Proceed(), TakeHint(), WRONG, Proceed(), RIGHT, Undo(), Undo())
    assert state == before
    with pytest.raises(IllegalMove):
        step(state, Undo())


@pytest.mark.parametrize("near", [CLOSE, HALF])
def test_undo_after_a_near_miss_takes_the_near_miss_back_and_then_the_answer_before(
    near: Give,
) -> None:
    before = after(Proceed(), RIGHT, Proceed())
    state = after(Proceed(), RIGHT, Proceed(), near)
    state, heard = step(state, Undo())
    assert state == before
    assert heard == (Undone("q2"), QuestionPosed("q2", 2, 0))
    assert step(state, Undo())[0].pending == "q1"
    assert Undo in legal(after(Proceed(), near))


def test_undo_takes_a_finished_session_up_again() -> None:
    state = after(Proceed(), RIGHT, Proceed(), RIGHT, Proceed())
    assert state.phase is Phase.DONE
    state, _ = step(state, Undo())
    assert state.pending == "q2"
    assert state.outcomes == (("q1", "right"),)


EXAM = Plan("exam", ("s",), (Turn("q1", True, hints=1), Turn("q2", True)), minutes=5)


def test_an_exam_tells_nothing_before_its_end() -> None:
    state, heard = replay(EXAM, [WRONG])
    assert [type(event) for event in heard] == [events.Opened, QuestionPosed, Noted, QuestionPosed]
    assert TakeHint not in legal(state)
    assert Reveal not in legal(state)
    state, heard = step(state, CLOSE)
    assert [type(event) for event in heard] == [Noted, Graded, Graded, Finished]
    assert state.right == 1


def test_an_exam_asks_what_it_is_not_sure_of_with_its_result() -> None:
    state, heard = replay(EXAM, [UNSURE])
    assert [type(event) for event in heard[2:]] == [Noted, QuestionPosed]
    state, heard = step(state, HALF)
    assert [type(event) for event in heard] == [Noted, Graded, Graded, Finished, InDoubt]
    assert state.outcomes == (("q1", "wrong"), ("q2", "close"))
    state, heard = step(state, YES)
    assert [type(event) for event in heard] == [Confirmed, InDoubt]
    state, heard = step(state, WHOLE)
    assert [type(event) for event in heard] == [Confirmed, Finished]
    assert state.outcomes == (("q1", "confirmed"), ("q2", "confirmed"))
    state, heard = step(state, Confirm(None, HALF.judgement, 1))
    assert state.outcomes == (("q1", "confirmed"), ("q2", "close"))
    assert state.doubt is not None


def test_when_an_exams_time_is_over_the_rest_counts_as_open() -> None:
    state, _ = replay(EXAM, [RIGHT])
    state, heard = step(state, TimeUp())
    assert [type(event) for event in heard] == [TimeOver, Graded, Graded, Finished]
    assert state.outcomes == (("q1", "right"), ("q2", "skipped"))


def test_a_conversation_without_questions_only_takes_questions() -> None:
    state, heard = open_dialogue(Plan("talk", (), ()))
    assert [type(event) for event in heard] == [events.Opened]
    assert legal(state) == {Ask}


def test_asking_leaves_no_trace_on_the_pending_question() -> None:
    state = after(Proceed(), TakeHint())
    assert step(state, Ask("why?"))[0] is state


def test_a_return_is_not_counted_as_a_new_question() -> None:
    _, heard = replay(PLAN, [Proceed(), WRONG, Proceed(), RIGHT, Proceed()])
    posed = [(e.item, e.number, e.round) for e in heard if isinstance(e, QuestionPosed)]
    assert posed == [("q1", 1, 0), ("q2", 2, 0), ("q1", 2, 1)]


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("move", [Proceed(), RIGHT, TakeHint(), Skip(), Reveal(), Override()])
def test_what_is_not_in_the_table_is_illegal_and_changes_nothing(phase: Phase, move: Move) -> None:
    if (phase, type(move)) in TABLE:
        return
    state = State(PLAN, phase, place=1)
    with pytest.raises(IllegalMove):
        step(state, move)
    assert state == State(PLAN, phase, place=1)


def test_states_and_events_are_values() -> None:
    with pytest.raises(AttributeError):
        after().phase = Phase.DONE  # type: ignore[misc]


MOVES: dict[type[Move], st.SearchStrategy[Move]] = {
    Proceed: st.just(Proceed()),
    Give: st.sampled_from([RIGHT, CLOSE, WRONG, UNSURE, HALF]),
    TakeHint: st.just(TakeHint()),
    Skip: st.just(Skip()),
    Reveal: st.just(Reveal()),
    Override: st.just(Override()),
    Claim: st.just(Claim(0, Judgement("close", points=(0,)))),
    Confirm: st.sampled_from([YES, NO, WHOLE, Confirm(None, UNSURE.judgement)]),
    Undo: st.sampled_from([Undo(), Undo(word=True)]),
    TimeUp: st.just(TimeUp()),
    Ask: st.text(max_size=5).map(Ask),
}


def test_every_move_has_a_strategy() -> None:
    assert set(MOVES) == set(get_args(Move))


class Conversations(RuleBasedStateMachine):
    """Any legal conversation ends, replays to itself, and keeps its counts."""

    @initialize(
        turns=st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=5),
        mode=st.sampled_from(["lesson", "exam"]),
    )
    def begin(self, turns: list[tuple[bool, int]], mode: Mode) -> None:
        made = tuple(
            Turn(f"t{i}", question or mode == "exam", hints)
            for i, (question, hints) in enumerate(turns)
        )
        self.plan = Plan(mode, ("s",), made)
        self.state, heard = open_dialogue(self.plan)
        self.heard, self.moves = list(heard), []

    def move(self, move: Move) -> None:
        self.state, heard = step(self.state, move)
        self.heard += heard
        self.moves.append(move)

    @precondition(lambda self: self.state.phase is not Phase.DONE or Confirm in legal(self.state))
    @rule(data=st.data())
    def any_legal_move(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from(sorted(legal(self.state), key=lambda m: m.__name__)))
        move = data.draw(MOVES[kind])
        if isinstance(move, Undo) and move.word and not self.state.amended:
            return
        if not isinstance(move, Confirm) or self.state.doubt_of(move):
            self.move(move)

    @rule()
    def going_on_always_ends(self) -> None:
        state, steps = self.state, 0
        while state.phase is not Phase.DONE:
            take = Proceed() if Proceed in legal(state) else Skip(for_good=True)
            state, _ = step(state, take)
            steps += 1
            assert steps <= 2 * (RETURNS + 2) * len(self.plan.turns)

    @invariant()
    def replaying_gives_the_same(self) -> None:
        assert replay(self.plan, self.moves) == (self.state, tuple(self.heard))

    @invariant()
    def each_question_is_counted_once(self) -> None:
        counted = [item for item, _ in self.state.outcomes]
        assert len(counted) == len(set(counted))
        assert 0 <= self.state.right <= len(counted)

    @invariant()
    def done_means_the_queue_is_empty(self) -> None:
        assert (self.state.phase is Phase.DONE) == (not self.state.queue)


TestConversations = pytest.mark.slow(Conversations.TestCase)


@given(st.lists(st.tuples(st.sampled_from(["and", "but", "back"]), st.integers(0, 9))))
def test_what_has_grown_out_of_items_leaves_them_as_they_were(steps: list[tuple[str, int]]) -> None:
    made: list[tuple[Grown[int], tuple[int, ...]]] = [(Grown(), ())]
    for what, number in steps:
        items, plain = made[number % len(made)] if what == "back" else made[-1]
        if what == "but":
            made.append((items.but_last(), plain[:-1]))
        else:
            made.append((items.and_(number), (*plain, number)))
    for items, plain in made:
        assert items == plain
        assert items == Grown.of(plain)
        assert len(items) == len(plain)
        assert not plain or items[-1] == plain[-1]
