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
             ──confirm──► retrying, told     yes or no to a point that may have been made
             ──undo──► asking                the near miss is taken back
    told    ──override, claim──► told     "I was right", "I did say that"
            ──confirm──► told             yes or no: "is that what you meant?"
            ──proceed──► the next turn, or done
    asking  ──give──► told, replied     a line of a dialogue that fits, or does not
    replied ──give──► told, replied     another line instead; the first one counts
            ──proceed──► the next turn
    sitting ──give, skip──► the next turn      an exam: no word on the answer until the end
            ──time up──► done
    done    ──confirm──► done                  yes or no to an exam's answers, with their result
    talking                                    no queue: the learner only asks
    any     ──undo──► asking, sitting          the last answer is taken back; of an exam none is
                                               any more, but records of before may have it
    told    ──undo──► told                     of it the learner's word, if there was one, alone

A question that was missed, skipped or revealed comes back at the end of the queue, twice at most;
in an exam only one that was skipped, until that is handed in. What the tutor is not sure of counts
as missed until the learner's yes.
"""

from collections.abc import Callable

from msgspec.structs import asdict, replace

from taiwa.dialogue.events import (
    Ask,
    Asked,
    AskedAgain,
    Claim,
    Claimed,
    Confirm,
    Confirmed,
    Finished,
    Give,
    Given,
    Graded,
    HintShown,
    InDoubt,
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
from taiwa.dialogue.grown import Grown
from taiwa.dialogue.settling import (
    MISJUDGED,
    Transition,
    amend,
    in_doubt,
    judge,
    on_own_word,
    restore,
    returns,
    settle,
)
from taiwa.dialogue.state import FRESH, IllegalMove, Phase, Plan, State


def open_dialogue(plan: Plan) -> Transition:
    """The first state of a session and its first events."""
    questions = sum(turn.question for turn in plan.turns)
    state, events = _enter(State(plan, Phase.DONE))
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
    if not (state.doubt or state.confirmed):
        moves -= {Confirm}
    given = (state.past and state.plan.mode != "exam") or state.phase is Phase.RETRYING
    return frozenset(moves if given else moves - {Undo})


def _enter(state: State, passed: int = 0) -> Transition:
    """Show the turn behind as many as are `passed`, or end the session."""
    plan, place = state.plan, state.place + passed
    fresh, turn = {"place": place, **FRESH}, state.turn_at(place)
    if plan.mode == "talk":
        return replace(state, phase=Phase.TALKING, **fresh), ()
    if turn is None:
        done = replace(state, phase=Phase.DONE, **fresh)
        return done, (*state.graded, _finished(done), *in_doubt(done))
    if not turn.question:
        read = replace(state, phase=Phase.READING, **fresh)
        return read, (StepShown(turn.item, turn.round),)
    exam = plan.mode == "exam"
    phase = Phase.SITTING if exam else Phase.ASKING
    posed = plan.last[turn.item] + 1 if exam else state.posed + (turn.round == 0)
    asked = replace(state, phase=phase, posed=posed, **fresh)
    left = exam and place >= len(plan.turns)
    return asked, (QuestionPosed(turn.item, posed, turn.round, left),)


def _finished(state: State) -> Finished:
    plan, outcomes = state.plan, tuple(state.outcomes)
    return Finished(plan.mode, plan.sections, state.right, len(outcomes), outcomes)


def _proceed(state: State, move: Move) -> Transition:
    return _enter(state, passed=1)


def _give(state: State, move: Move) -> Transition:
    assert isinstance(move, Give)
    turn = state.at_hand
    if state.plan.mode == "dialogue":
        return _say(settle(state, move.judgement.outcome), move)
    if move.judgement.verdict == "close" or move.judgement.again:
        again = AskedAgain(turn.item, turn.round, move.given, move.judgement)
        state = replace(state, phase=Phase.RETRYING, near=move)
        return state, (again, *in_doubt(state))
    return judge(state, move, move.judgement)


def _say(state: State, move: Move) -> Transition:
    """Reply to a line of a dialogue; where it does not fit, another may be said instead."""
    assert isinstance(move, Give)
    turn, fits = state.at_hand, move.judgement.verdict == "correct"
    judged = Judged(turn.item, turn.round, move.given, move.judgement, state.hints, returns=False)
    phase = Phase.TOLD if fits else Phase.REPLIED
    return replace(state, phase=phase, near=None if fits else move, outcome=None), (judged,)


def _retry(state: State, move: Move) -> Transition:
    """The second try after a near miss: judged for what it is."""
    assert isinstance(move, Give)
    return judge(state, move, move.judgement)


def _let_be(state: State, move: Move) -> Transition:
    """Skip or reveal after a near miss: the near miss stands."""
    assert state.near is not None
    return judge(state, state.near, state.near.judgement)


def _hint(state: State, move: Move) -> Transition:
    turn = state.at_hand
    if state.hints >= turn.hints:
        return state, (HintShown(turn.item, state.hints, exhausted=True),)
    return replace(state, hints=state.hints + 1), (HintShown(turn.item, state.hints),)


def _skip(state: State, move: Move) -> Transition:
    turn = state.at_hand
    state = settle(state, "skipped")
    after, events = _enter(state, passed=1)
    return after, (Skipped(turn.item, returns(state, turn)), *events)


def _reveal(state: State, move: Move) -> Transition:
    turn = state.at_hand
    state = replace(settle(state, "revealed"), phase=Phase.TOLD)
    return state, (Revealed(turn.item, turn.round, returns(state, turn)),)


def _override(state: State, move: Move) -> Transition:
    """Count the answer as right, and take back the question's return."""
    return on_own_word(state, "right", None), (Overridden(state.at_hand.item),)


def _claim(state: State, move: Move) -> Transition:
    assert isinstance(move, Claim)
    amended = on_own_word(state, move.judgement.outcome, move.judgement)
    claimed = Claimed(state.at_hand.item, move.point, move.judgement)
    return amended, (claimed, *in_doubt(amended))


def _confirm(state: State, move: Move) -> Transition:
    """A yes or no to the answer just told."""
    assert isinstance(move, Confirm)
    doubt, state = _settled(state, move)
    turn = state.at_hand
    state = replace(amend(state, move.judgement.outcome), judgement=move.judgement)
    return state, (_told(doubt, move, returns(state, turn)), *in_doubt(state))


def _confirm_near(state: State, move: Move) -> Transition:
    """A yes or no before the second try at an explanation, which is at its end once it is whole."""
    assert isinstance(move, Confirm)
    assert state.near is not None
    near = Give(state.near.given, move.judgement)
    doubt, state = _settled(state, move)
    state, told = replace(state, near=near), _told(doubt, move, returns=False)
    if move.judgement.verdict != "correct":
        return state, (told, *in_doubt(state))
    state, events = judge(state, near, near.judgement)
    return state, (told, *events)


def _confirm_graded(state: State, move: Move) -> Transition:
    """A yes or no to an exam's answer; after the last one its result is told anew."""
    assert isinstance(move, Confirm)
    doubt, state = _settled(state, move)
    place = next(i for i, each in enumerate(state.graded) if each.item == doubt.item)
    graded, outcomes = list(state.graded), list(state.outcomes)
    graded[place] = replace(graded[place], judgement=move.judgement)
    outcomes[place] = (doubt.item, move.judgement.outcome)
    state = replace(state, graded=tuple(graded), outcomes=Grown.of(outcomes))
    told = (_told(doubt, move, returns=False),)
    return state, (*told, *(in_doubt(state) or (_finished(state),)))


def _settled(state: State, move: Confirm) -> tuple[InDoubt, State]:
    """The doubt that a move is about, and the state that has noted so."""
    doubt = state.doubt_of(move)
    if doubt is None:
        raise IllegalMove("nothing is in doubt")
    noted = state.confirmed[:-1] if move.yes is None else (*state.confirmed, doubt)
    return doubt, replace(state, confirmed=noted)


def _told(doubt: InDoubt, move: Confirm, returns: bool) -> Confirmed:
    return Confirmed(doubt.item, move.yes, move.judgement, doubt.point, returns)


def _sit(state: State, move: Move) -> Transition:
    """An exam's answer: taken, not told."""
    assert isinstance(move, Give)
    return _leave(state, move.given, move.judgement, move.judgement.outcome)


def _pass(state: State, move: Move) -> Transition:
    """Leave an exam's question for its end, there once more; for good, open."""
    assert isinstance(move, Skip)
    if move.for_good:
        return _leave(state, None, Judgement("wrong"), "skipped")
    turn = state.at_hand
    after, events = _enter(replace(state, returning=state.returning.and_(turn)), passed=1)
    return after, (Skipped(turn.item, returns=True), *events)


def _leave(state: State, given: Given | None, judgement: Judgement, outcome: Outcome) -> Transition:
    item = state.at_hand.item
    state = settle(state, outcome)
    graded = (*state.graded, Graded(item, given, judgement))
    after, events = _enter(replace(state, graded=graded), passed=1)
    return after, (Noted(item, given), *events)


def _time_up(state: State, move: Move) -> Transition:
    """Count what is still open as not answered."""
    items = [turn.item for turn in state.queue]
    graded = tuple(Graded(item, None, Judgement("wrong")) for item in items)
    skipped: tuple[tuple[str, Outcome], ...] = tuple((item, "skipped") for item in items)
    after, events = _enter(
        replace(
            state,
            graded=state.graded + graded,
            outcomes=Grown.of((*state.outcomes, *skipped)),
            past=(),
        ),
        passed=len(items),
    )
    return after, (TimeOver(), *events)


def _undo(state: State, move: Move) -> Transition:
    assert isinstance(move, Undo)
    if move.word:
        return restore(state)
    if not state.past:
        raise IllegalMove("nothing to take back")
    *past, back = state.past
    return _open_again(replace(back, past=tuple(past)))


def _undo_near(state: State, move: Move) -> Transition:
    """Take the near miss back, which was given last: the question stands as if never answered."""
    return _open_again(replace(state, phase=Phase.ASKING, near=None, confirmed=()))


def _open_again(state: State) -> Transition:
    turn = state.at_hand
    return state, (Undone(turn.item), QuestionPosed(turn.item, state.posed, turn.round))


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
    (Phase.RETRYING, Confirm): _confirm_near,
    (Phase.REPLIED, Give): _say,
    (Phase.REPLIED, Proceed): _proceed,
    (Phase.TOLD, Override): _override,
    (Phase.TOLD, Claim): _claim,
    (Phase.TOLD, Confirm): _confirm,
    (Phase.TOLD, Proceed): _proceed,
    (Phase.SITTING, Give): _sit,
    (Phase.SITTING, Skip): _pass,
    (Phase.SITTING, TimeUp): _time_up,
    (Phase.DONE, Confirm): _confirm_graded,
    **{(phase, Undo): _undo for phase in Phase if phase is not Phase.TALKING},
    (Phase.RETRYING, Undo): _undo_near,
}
