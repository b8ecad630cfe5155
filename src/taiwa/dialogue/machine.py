"""The dialogue as a sans-IO machine: a learner's move in, the tutor's events and a new state out.

It has no clock, no random source, no database and no words. Two rules hold:

1. A state is a value. `step` returns a new one or raises `IllegalMove`, and then nothing changed.
2. All that the future depends on is in the state, so replaying the moves of a session's log
   through `step` gives the same transcript again.

The whole machine is `TABLE`; what is not in it is illegal. `ask` may come at any moment and changes
nothing. A session walks through its queue of turns, each a step to read or a question:

    reading ──proceed──► the next turn
    asking  ──give──► told         correct or wrong
            ──give──► retrying     close, or to be completed: once more, without penalty
            ──hint──► asking
            ──skip──► the next turn
            ──reveal──► told
    retrying ──give, reveal, skip──► told
    told    ──override, claim──► told     "I was right", "I did say that"
            ──proceed──► the next turn, or done
    sitting ──give, skip──► the next turn      an exam: no word on the answer until the end
            ──time up──► done
    talking                                    no queue: the learner only asks
    any     ──undo──► asking, sitting          the last answer is taken back

A question that was missed, skipped or revealed comes back at the end of the queue, twice at most;
not in an exam.
"""

from collections.abc import Callable

from msgspec.structs import asdict, replace

from taiwa.dialogue.events import (
    Ask,
    Asked,
    AskedAgain,
    Claim,
    Claimed,
    Event,
    Finished,
    Give,
    Given,
    Graded,
    HintShown,
    Judged,
    Judgement,
    Move,
    Noted,
    Opened,
    Outcome,
    Overridden,
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
from taiwa.dialogue.state import IllegalMove, Phase, Plan, State, Turn

RETURNS = 2
"""A missed question comes back this often within a session: our own choice."""

UNDOS = 20
"""Undo reaches this many answers back: our own choice, which bounds what a state holds."""

RANKS = ("correct", "close", "wrong")
"""Verdicts, the best first; of two tries at a question the better one counts."""

MISJUDGED = ("wrong", "close")
"""The outcomes that a learner may call misjudged."""


Transition = tuple[State, tuple[Event, ...]]


def open_dialogue(plan: Plan) -> Transition:
    """The first state of a session and its first events."""
    questions = sum(turn.question for turn in plan.turns)
    state, events = _enter(State(plan, plan.turns, Phase.DONE))
    return state, (Opened(plan.mode, plan.sections, questions, plan.minutes), *events)


def step(state: State, move: Move) -> Transition:
    """The state after `move`, and what the tutor says. Raises `IllegalMove`, changing nothing."""
    if isinstance(move, Ask):
        return state, (Asked(**asdict(move)),)
    handler = TABLE.get((state.phase, type(move)))
    if handler is None:
        raise IllegalMove(f"{type(move).__name__} while {state.phase.value}")
    return handler(state, move)


def legal(state: State) -> frozenset[type[Move]]:
    """The moves that `step` takes now."""
    moves = {Ask, *(move for phase, move in TABLE if phase is state.phase)}
    if state.outcome not in MISJUDGED:
        moves -= {Override, Claim}
    return frozenset(moves if state.past else moves - {Undo})


def _enter(state: State) -> Transition:
    """Show the turn at the head of the queue, or end the session."""
    plan = state.plan
    turn = state.turn
    fresh = replace(state, hints=0, near=None, outcome=None, judgement=None)
    if plan.mode == "talk":
        return replace(fresh, phase=Phase.TALKING), ()
    if turn is None:
        outcomes = state.outcomes
        finished = Finished(plan.mode, plan.sections, state.right, len(outcomes), outcomes)
        return replace(fresh, phase=Phase.DONE), (*state.graded, finished)
    if not turn.question:
        return replace(fresh, phase=Phase.READING), (StepShown(turn.item, turn.round),)
    phase = Phase.SITTING if plan.mode == "exam" else Phase.ASKING
    fresh = replace(fresh, phase=phase, posed=state.posed + (turn.round == 0))
    return fresh, (QuestionPosed(turn.item, fresh.posed, turn.round),)


def _proceed(state: State, move: Move) -> Transition:
    return _enter(replace(state, queue=state.queue[1:]))


def _give(state: State, move: Move) -> Transition:
    assert isinstance(move, Give)
    turn = state.queue[0]
    if move.judgement.verdict == "close" or move.judgement.again:
        again = AskedAgain(turn.item, turn.round, move.given, move.judgement)
        return replace(state, phase=Phase.RETRYING, near=move), (again,)
    return _judge(state, move, move.judgement, _outcome(move.judgement))


def _retry(state: State, move: Move) -> Transition:
    """The second try after a near miss: it can only mend, never spoil."""
    assert isinstance(move, Give)
    assert state.near is not None
    better = min(move.judgement, state.near.judgement, key=lambda j: RANKS.index(j.verdict))
    return _judge(state, move, better, _outcome(better))


def _let_be(state: State, move: Move) -> Transition:
    """Skip or reveal after a near miss: the near miss stands."""
    assert state.near is not None
    return _judge(state, state.near, state.near.judgement, _outcome(state.near.judgement))


def _outcome(judgement: Judgement) -> Outcome:
    return "right" if judgement.verdict == "correct" else judgement.verdict


def _judge(state: State, give: Give, judgement: Judgement, outcome: Outcome) -> Transition:
    turn, hints = state.queue[0], state.hints
    state = _settle(state, outcome)
    judged = Judged(turn.item, turn.round, give.given, judgement, hints, _returns(state, turn))
    return replace(state, phase=Phase.TOLD, judgement=judgement), (judged,)


def _hint(state: State, move: Move) -> Transition:
    turn = state.queue[0]
    if state.hints >= turn.hints:
        return state, (HintShown(turn.item, state.hints, exhausted=True),)
    return replace(state, hints=state.hints + 1), (HintShown(turn.item, state.hints),)


def _skip(state: State, move: Move) -> Transition:
    turn = state.queue[0]
    state = _settle(state, "skipped")
    after, events = _enter(replace(state, queue=state.queue[1:]))
    return after, (Skipped(turn.item, _returns(state, turn)), *events)


def _reveal(state: State, move: Move) -> Transition:
    turn = state.queue[0]
    state = replace(_settle(state, "revealed"), phase=Phase.TOLD)
    return state, (Revealed(turn.item, turn.round, _returns(state, turn)),)


def _override(state: State, move: Move) -> Transition:
    """Count the answer as right, and take back the question's return."""
    return _amend(state, "right"), (Overridden(state.queue[0].item),)


def _claim(state: State, move: Move) -> Transition:
    assert isinstance(move, Claim)
    amended = replace(_amend(state, _outcome(move.judgement)), judgement=move.judgement)
    return amended, (Claimed(state.queue[0].item, move.point, move.judgement),)


def _amend(state: State, outcome: Outcome) -> State:
    """The answer just told counts as `outcome`, on the learner's word."""
    if state.outcome not in MISJUDGED:
        raise IllegalMove(f"nothing to amend after {state.outcome}")
    turn, *rest = state.queue
    if state.outcome == "wrong" and outcome != "wrong" and turn.round < RETURNS:
        rest.pop()  # the return that `_settle` put at the end
    outcomes = state.outcomes
    if turn.round == 0:
        outcomes = (*outcomes[:-1], (turn.item, outcome))
    return replace(state, queue=(turn, *rest), outcome=outcome, outcomes=outcomes)


def _sit(state: State, move: Move) -> Transition:
    """An exam's answer: taken, not told."""
    assert isinstance(move, Give)
    return _leave(state, move.given, move.judgement, _outcome(move.judgement))


def _pass(state: State, move: Move) -> Transition:
    return _leave(state, None, Judgement("wrong"), "skipped")


def _leave(state: State, given: Given | None, judgement: Judgement, outcome: Outcome) -> Transition:
    item = state.queue[0].item
    state = _settle(state, outcome)
    graded = (*state.graded, Graded(item, given, judgement))
    after, events = _enter(replace(state, queue=state.queue[1:], graded=graded))
    return after, (Noted(item, given), *events)


def _time_up(state: State, move: Move) -> Transition:
    """Count what is still open as not answered."""
    items = [turn.item for turn in state.queue]
    graded = tuple(Graded(item, None, Judgement("wrong")) for item in items)
    skipped: tuple[tuple[str, Outcome], ...] = tuple((item, "skipped") for item in items)
    after, events = _enter(
        replace(
            state,
            queue=(),
            graded=state.graded + graded,
            outcomes=state.outcomes + skipped,
            past=(),
        )
    )
    return after, (TimeOver(), *events)


def _undo(state: State, move: Move) -> Transition:
    if not state.past:
        raise IllegalMove("nothing to take back")
    *past, back = state.past
    turn = back.queue[0]
    posed = QuestionPosed(turn.item, back.posed, turn.round)
    return replace(back, past=tuple(past)), (Undone(turn.item), posed)


def _settle(state: State, outcome: Outcome) -> State:
    """Note the outcome of the turn at hand, and queue its return where it was missed."""
    turn = state.queue[0]
    queue, outcomes = state.queue, state.outcomes
    exam = state.phase is Phase.SITTING
    if outcome not in ("right", "close") and turn.round < RETURNS and not exam:
        queue = (*queue, replace(turn, round=turn.round + 1))
    if turn.round == 0:
        outcomes = (*outcomes, (turn.item, outcome))
    open_ = replace(state, phase=state.phase if exam else Phase.ASKING, near=None, past=())
    past = (*state.past, open_)[-UNDOS:]
    return replace(state, queue=queue, outcome=outcome, outcomes=outcomes, past=past)


def _returns(state: State, turn: Turn) -> bool:
    return any(later.item == turn.item for later in state.queue[1:])


Handler = Callable[[State, Move], Transition]

TABLE: dict[tuple[Phase, type[Move]], Handler] = {
    (Phase.READING, Proceed): _proceed,
    (Phase.ASKING, Give): _give,
    (Phase.ASKING, TakeHint): _hint,
    (Phase.ASKING, Skip): _skip,
    (Phase.ASKING, Reveal): _reveal,
    (Phase.RETRYING, Give): _retry,
    (Phase.RETRYING, Skip): _let_be,
    (Phase.RETRYING, Reveal): _let_be,
    (Phase.TOLD, Override): _override,
    (Phase.TOLD, Claim): _claim,
    (Phase.TOLD, Proceed): _proceed,
    (Phase.SITTING, Give): _sit,
    (Phase.SITTING, Skip): _pass,
    (Phase.SITTING, TimeUp): _time_up,
    **{(phase, Undo): _undo for phase in Phase if phase is not Phase.TALKING},
}
