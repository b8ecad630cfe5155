"""Questions settled, and amended after: their outcomes, their return, where undo goes back to."""

from itertools import islice

from msgspec.structs import replace

from taiwa.dialogue.events import (
    REMEMBERED,
    Event,
    Give,
    Judged,
    Judgement,
    Outcome,
    Restored,
)
from taiwa.dialogue.state import IllegalMove, Phase, State, Turn

RETURNS = 2
"""A missed question comes back this often within a session: our own choice."""

UNDOS = 20
"""Undo reaches this many answers back: our own choice, which bounds what a state holds."""

MISJUDGED = ("wrong", "close")
"""The outcomes that a learner may call misjudged."""

Transition = tuple[State, tuple[Event, ...]]


def judge(state: State, give: Give, judgement: Judgement) -> Transition:
    """Tell the verdict on an answer, by which its question is settled."""
    turn, hints = state.at_hand, state.hints
    settled = settle(state, judgement.outcome)
    state = replace(settled, phase=Phase.TOLD, judgement=judgement, confirmed=())
    judged = Judged(turn.item, turn.round, give.given, judgement, hints, returns(state, turn))
    return state, (judged, *in_doubt(state))


def settle(state: State, outcome: Outcome) -> State:
    """Note the outcome of the turn at hand, and queue its return where it was missed."""
    turn, returning, outcomes = state.at_hand, state.returning, state.outcomes
    exam = state.phase is Phase.SITTING
    once = exam or state.plan.mode == "dialogue"
    if outcome not in REMEMBERED and turn.round < RETURNS and not once:
        returning = returning.and_(_next(turn))
    if turn.round == 0:
        outcomes = outcomes.and_((turn.item, outcome))
    phase = state.phase if exam else Phase.ASKING
    open_ = replace(state, phase=phase, near=None, confirmed=(), past=())
    past = (*state.past, open_)[-UNDOS:]
    return replace(state, returning=returning, outcome=outcome, outcomes=outcomes, past=past)


def misjudged(state: State, outcome: Outcome) -> State:
    """The answer just told counts as `outcome`, against the verdict on it."""
    if state.outcome not in MISJUDGED:
        raise IllegalMove(f"nothing to amend after {state.outcome}")
    return amend(state, outcome)


def on_own_word(state: State, outcome: Outcome, judgement: Judgement | None) -> State:
    """The same, until that word is taken back."""
    amended = replace(misjudged(state, outcome), judgement=judgement, confirmed=())
    return replace(amended, amended=(*state.amended, state))


def restore(state: State) -> Transition:
    """Take the latest such word back."""
    if not state.amended:
        raise IllegalMove("no word to take back")
    before = state.amended[-1]
    judgement, outcome = before.judgement, before.outcome
    assert judgement is not None, "what was told was judged"
    assert outcome is not None, "and settled"
    turn = before.at_hand
    restored = Restored(turn.item, judgement, outcome, returns(before, turn))
    return before, (restored, *in_doubt(before))


def amend(state: State, outcome: Outcome) -> State:
    """The answer just told counts as `outcome`, on the learner's word."""
    turn, returning, outcomes = state.at_hand, state.returning, state.outcomes
    was_missed, is_missed = state.outcome == "wrong", outcome == "wrong"
    if was_missed != is_missed and turn.round < RETURNS:
        # as `settle` put it there
        returning = returning.but_last() if was_missed else returning.and_(_next(turn))
    if turn.round == 0:
        outcomes = outcomes.but_last().and_((turn.item, outcome))
    return replace(state, returning=returning, outcome=outcome, outcomes=outcomes)


def _next(turn: Turn) -> Turn:
    return replace(turn, round=turn.round + 1)


def returns(state: State, turn: Turn) -> bool:
    """True if the question comes back later in the session."""
    planned, last = state.plan.turns, state.plan.last
    if last[turn.item] > state.place:
        return True
    if len(last) == len(planned):  # it is planned once: only it itself can have come back
        returning = state.returning
        return bool(returning) and returning[-1] == _next(turn)
    later = islice(state.returning, max(0, state.place + 1 - len(planned)), None)
    return any(each.item == turn.item for each in later)


def in_doubt(state: State) -> tuple[Event, ...]:
    """The question to the learner that is open now, if there is one."""
    doubt = state.doubt
    return (doubt,) if doubt else ()
