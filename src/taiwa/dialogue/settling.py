"""Questions settled, and amended after: their outcomes, their return, where undo goes back to."""

from msgspec.structs import replace

from taiwa.dialogue.events import REMEMBERED, Event, Give, InDoubt, Judged, Judgement, Outcome
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
    turn, hints = state.queue[0], state.hints
    state = replace(settle(state, judgement.outcome), confirmed=())
    judged = Judged(turn.item, turn.round, give.given, judgement, hints, returns(state, turn))
    state = replace(state, phase=Phase.TOLD, judgement=judgement)
    return state, (judged, *in_doubt(state))


def settle(state: State, outcome: Outcome) -> State:
    """Note the outcome of the turn at hand, and queue its return where it was missed."""
    turn = state.queue[0]
    queue, outcomes = state.queue, state.outcomes
    exam = state.phase is Phase.SITTING
    if outcome not in REMEMBERED and turn.round < RETURNS and not exam:
        queue = (*queue, _next(turn))
    if turn.round == 0:
        outcomes = (*outcomes, (turn.item, outcome))
    phase = state.phase if exam else Phase.ASKING
    open_ = replace(state, phase=phase, near=None, confirmed=(), past=())
    past = (*state.past, open_)[-UNDOS:]
    return replace(state, queue=queue, outcome=outcome, outcomes=outcomes, past=past)


def misjudged(state: State, outcome: Outcome) -> State:
    """The answer just told counts as `outcome`, against the verdict on it."""
    if state.outcome not in MISJUDGED:
        raise IllegalMove(f"nothing to amend after {state.outcome}")
    return amend(state, outcome)


def amend(state: State, outcome: Outcome) -> State:
    """The answer just told counts as `outcome`, on the learner's word."""
    turn, queue, outcomes = state.queue[0], state.queue, state.outcomes
    was_missed, is_missed = state.outcome == "wrong", outcome == "wrong"
    if was_missed != is_missed and turn.round < RETURNS:
        queue = queue[:-1] if was_missed else (*queue, _next(turn))  # as `settle` put it there
    if turn.round == 0:
        outcomes = (*outcomes[:-1], (turn.item, outcome))
    return replace(state, queue=queue, outcome=outcome, outcomes=outcomes)


def _next(turn: Turn) -> Turn:
    return replace(turn, round=turn.round + 1)


def returns(state: State, turn: Turn) -> bool:
    """True if the question comes back later in the session."""
    return any(later.item == turn.item for later in state.queue[1:])


def in_doubt(state: State) -> tuple[Event, ...]:
    """The question to the learner that is open now, if there is one."""
    doubt = state.doubt
    return (InDoubt(doubt.item, doubt.judgement, doubt.point, doubt.given),) if doubt else ()
