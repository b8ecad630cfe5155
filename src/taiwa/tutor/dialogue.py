"""The dialogue as a sans-IO machine: a learner's move in, the tutor's events and a new state out.

It has no clock, no random source, no database and no words. Two rules hold:

1. A state is a value. `step` returns a new one or raises `IllegalMove`, and then nothing changed.
2. All that the future depends on is in the state, so replaying the moves of a session's log
   through `step` gives the same transcript again.

The whole machine is `TABLE`; what is not in it is illegal. `ask` may come at any moment and changes
nothing. A session walks through its queue of turns, each a step to read or a question:

    reading ──proceed──► the next turn
    asking  ──give──► told         correct or wrong
            ──give──► retrying     close: once more, without penalty
            ──hint──► asking
            ──skip──► the next turn
            ──reveal──► told
    retrying ──give, reveal, skip──► told
    told    ──override──► told     "I was right"
            ──proceed──► the next turn, or done

A question that was missed, skipped or revealed comes back at the end of the queue, twice at most.
"""

from collections.abc import Callable, Iterable
from enum import Enum

from msgspec import Struct
from msgspec.structs import asdict, replace

from taiwa.tutor.events import (
    Ask,
    Asked,
    AskedAgain,
    Event,
    Finished,
    Give,
    HintShown,
    Judged,
    Judgement,
    Mode,
    Move,
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
)

RETURNS = 2
"""How often a missed question comes back within a session."""

MISJUDGED = ("wrong", "close")
"""The outcomes that a learner may call misjudged."""


class Phase(Enum):
    READING = "reading"
    ASKING = "asking"
    RETRYING = "retrying"
    TOLD = "told"
    DONE = "done"


class IllegalMove(Exception):
    """The front end offered a move that the state does not allow. A bug, not a learner's error."""


class Turn(Struct, frozen=True):
    """One entry of the queue: `hints` is how many it has, `round` how often it has come back."""

    item: str
    question: bool
    hints: int = 0
    round: int = 0


class Plan(Struct, frozen=True):
    """What a session sets out to do."""

    mode: Mode
    sections: tuple[str, ...]
    turns: tuple[Turn, ...]


class State(Struct, frozen=True):
    """Where a conversation stands. `queue[0]` is the turn at hand."""

    plan: Plan
    queue: tuple[Turn, ...]
    phase: Phase
    hints: int = 0
    posed: int = 0
    near: Give | None = None
    outcome: Outcome | None = None
    outcomes: tuple[tuple[str, Outcome], ...] = ()

    @property
    def turn(self) -> Turn | None:
        return self.queue[0] if self.queue else None

    @property
    def pending(self) -> str | None:
        """The id of the question that waits for an answer."""
        waiting = self.phase in (Phase.ASKING, Phase.RETRYING)
        return self.queue[0].item if waiting else None

    @property
    def right(self) -> int:
        """Questions right at their first try; a slip of spelling counts as right."""
        return sum(outcome in ("right", "close") for _, outcome in self.outcomes)


Result = tuple[State, tuple[Event, ...]]


def open_dialogue(plan: Plan) -> Result:
    """The first state of a session and its first events."""
    questions = sum(turn.question for turn in plan.turns)
    state, events = _enter(State(plan, plan.turns, Phase.DONE))
    return state, (Opened(plan.mode, plan.sections, questions), *events)


def step(state: State, move: Move) -> Result:
    """The state after `move`, and what the tutor says. Raises `IllegalMove`, changing nothing."""
    if isinstance(move, Ask):
        return state, (Asked(**asdict(move)),)
    handler = TABLE.get((state.phase, type(move)))
    if handler is None:
        raise IllegalMove(f"{type(move).__name__} while {state.phase.value}")
    return handler(state, move)


def replay(plan: Plan, moves: Iterable[Move]) -> Result:
    """The state and the whole transcript of a session from its plan and its moves."""
    state, events = open_dialogue(plan)
    transcript = list(events)
    for move in moves:
        state, events = step(state, move)
        transcript += events
    return state, tuple(transcript)


def legal(state: State) -> frozenset[type[Move]]:
    """The moves that `step` takes now."""
    moves = {Ask, *(move for phase, move in TABLE if phase is state.phase)}
    return frozenset(moves if state.outcome in MISJUDGED else moves - {Override})


def _enter(state: State) -> Result:
    """Show the turn at the head of the queue, or end the session."""
    plan = state.plan
    turn = state.turn
    if turn is None:
        asked = len(state.outcomes)
        done = replace(state, phase=Phase.DONE)
        return done, (Finished(plan.mode, plan.sections, state.right, asked),)
    fresh = replace(state, hints=0, near=None, outcome=None)
    if not turn.question:
        return replace(fresh, phase=Phase.READING), (StepShown(turn.item),)
    fresh = replace(fresh, phase=Phase.ASKING, posed=state.posed + (turn.round == 0))
    return fresh, (QuestionPosed(turn.item, fresh.posed, turn.round),)


def _proceed(state: State, move: Move) -> Result:
    return _enter(replace(state, queue=state.queue[1:]))


def _give(state: State, move: Move) -> Result:
    assert isinstance(move, Give)
    turn = state.queue[0]
    if move.judgement.verdict == "close":
        again = AskedAgain(turn.item, turn.round, move.given, move.judgement)
        return replace(state, phase=Phase.RETRYING, near=move), (again,)
    outcome: Outcome = "right" if move.judgement.verdict == "correct" else "wrong"
    return _judge(state, move, move.judgement, outcome)


def _retry(state: State, move: Move) -> Result:
    """The second try after a near miss: it can only mend, never spoil."""
    assert isinstance(move, Give)
    assert state.near is not None
    better = move.judgement if move.judgement.verdict != "wrong" else state.near.judgement
    outcome: Outcome = "right" if better.verdict == "correct" else "close"
    return _judge(state, move, better, outcome)


def _let_be(state: State, move: Move) -> Result:
    """Skip or reveal after a near miss: the near miss stands."""
    assert state.near is not None
    return _judge(state, state.near, state.near.judgement, "close")


def _judge(state: State, give: Give, judgement: Judgement, outcome: Outcome) -> Result:
    turn, hints = state.queue[0], state.hints
    state = _settle(state, outcome)
    judged = Judged(turn.item, turn.round, give.given, judgement, hints, _returns(state, turn))
    return replace(state, phase=Phase.TOLD), (judged,)


def _hint(state: State, move: Move) -> Result:
    turn = state.queue[0]
    if state.hints >= turn.hints:
        return state, (HintShown(turn.item, state.hints, exhausted=True),)
    return replace(state, hints=state.hints + 1), (HintShown(turn.item, state.hints),)


def _skip(state: State, move: Move) -> Result:
    turn = state.queue[0]
    state = _settle(state, "skipped")
    after, events = _enter(replace(state, queue=state.queue[1:]))
    return after, (Skipped(turn.item, _returns(state, turn)), *events)


def _reveal(state: State, move: Move) -> Result:
    turn = state.queue[0]
    state = replace(_settle(state, "revealed"), phase=Phase.TOLD)
    return state, (Revealed(turn.item, turn.round, _returns(state, turn)),)


def _override(state: State, move: Move) -> Result:
    """Count the answer as right, and take back the question's return."""
    if state.outcome not in MISJUDGED:
        raise IllegalMove(f"nothing to override after {state.outcome}")
    turn, *rest = state.queue
    if state.outcome == "wrong" and turn.round < RETURNS:
        rest.pop()  # the return that `_settle` put at the end
    outcomes = state.outcomes
    if turn.round == 0:
        outcomes = (*outcomes[:-1], (turn.item, "right"))
    state = replace(state, queue=(turn, *rest), outcome="right", outcomes=outcomes)
    return state, (Overridden(turn.item),)


def _settle(state: State, outcome: Outcome) -> State:
    """Note the outcome of the turn at hand, and queue its return where it was missed."""
    turn = state.queue[0]
    queue, outcomes = state.queue, state.outcomes
    if outcome not in ("right", "close") and turn.round < RETURNS:
        queue = (*queue, replace(turn, round=turn.round + 1))
    if turn.round == 0:
        outcomes = (*outcomes, (turn.item, outcome))
    return replace(state, queue=queue, outcome=outcome, outcomes=outcomes)


def _returns(state: State, turn: Turn) -> bool:
    return any(later.item == turn.item for later in state.queue[1:])


Handler = Callable[[State, Move], Result]

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
    (Phase.TOLD, Proceed): _proceed,
}
