"""The state of a conversation: the values that the machine in `machine` goes through."""

from enum import Enum
from functools import cached_property
from typing import Any

from msgspec import Struct

from taiwa.dialogue.events import (
    REMEMBERED,
    Confirm,
    Count,
    Give,
    Given,
    Graded,
    InDoubt,
    Judgement,
    Mode,
    Outcome,
)
from taiwa.dialogue.grown import Grown

NOTHING: Grown[Any] = Grown()
FRESH: dict[str, Any] = {
    **{"hints": 0, "near": None, "outcome": None, "judgement": None},
    **{"confirmed": (), "amended": ()},
}
"""All that a turn has of its own, as it begins."""


class Phase(Enum):
    READING = "reading"
    ASKING = "asking"
    RETRYING = "retrying"
    TOLD = "told"
    REPLIED = "replied"
    SITTING = "sitting"
    TALKING = "talking"
    DONE = "done"


class IllegalMove(Exception):
    """The front end offered a move that the state does not allow. A bug, not a learner's error."""


class Turn(Struct, frozen=True, array_like=True):
    """One entry of the queue: `hints` is how many it has, `round` how often it has come back."""

    item: str
    question: bool
    hints: Count = 0
    round: Count = 0


class Plan(Struct, frozen=True, dict=True):
    """The turns that a session sets out to take; `minutes` limits an exam."""

    mode: Mode
    sections: tuple[str, ...]
    turns: tuple[Turn, ...]
    minutes: int | None = None

    @cached_property
    def last(self) -> dict[str, int]:
        """The last place in `turns` of each item."""
        return {turn.item: place for place, turn in enumerate(self.turns)}


class State(Struct, frozen=True, gc=False):
    """The state of a conversation.

    `place` counts the turns that are done: of the plan, then of those `returning`.
    `amended` are the states before the learner's own words on what was told, the latest last.
    `near` is a near miss that waits for its second try, or a line of a dialogue that does not fit;
    `judgement` the one just told, `graded` what an exam tells at its end, and `past` the states
    that undo goes back to. `confirmed` are the doubts about them that a yes or no has settled, the
    latest last.
    """

    plan: Plan
    phase: Phase
    place: int = 0
    returning: Grown[Turn] = NOTHING
    hints: int = 0
    posed: int = 0
    near: Give | None = None
    outcome: Outcome | None = None
    outcomes: Grown[tuple[str, Outcome]] = NOTHING
    judgement: Judgement | None = None
    graded: tuple[Graded, ...] = ()
    confirmed: tuple[InDoubt, ...] = ()
    amended: "tuple[State, ...]" = ()
    past: "tuple[State, ...]" = ()

    @property
    def turn(self) -> Turn | None:
        return self.turn_at(self.place)

    def turn_at(self, place: int) -> Turn | None:
        planned = self.plan.turns
        if place < len(planned):
            return planned[place]
        behind = place - len(planned)
        return self.returning[behind] if behind < len(self.returning) else None

    @property
    def at_hand(self) -> Turn:
        """The turn, where there must be one."""
        turn = self.turn
        assert turn is not None, "no turn is left"
        return turn

    @property
    def queue(self) -> tuple[Turn, ...]:
        """The turn at hand and those to come."""
        return (*self.plan.turns, *self.returning)[self.place :]

    @property
    def pending(self) -> str | None:
        """The id of the question that waits for an answer."""
        waiting = self.phase in (Phase.ASKING, Phase.RETRYING, Phase.REPLIED, Phase.SITTING)
        return self.at_hand.item if waiting else None

    @property
    def doubt(self) -> InDoubt | None:
        """The first thing that the tutor is not sure of and the learner has not settled."""
        if self.phase is Phase.DONE:
            found = (_doubt(each.item, each.judgement, each.given) for each in self.graded)
            return next((doubt for doubt in found if doubt), None)
        near = self.near if self.phase is Phase.RETRYING else None
        told = near.judgement if near else self.judgement
        turn = self.turn
        return _doubt(turn.item, told) if told and turn else None

    def doubt_of(self, move: Confirm) -> InDoubt | None:
        """The doubt that a yes or no settles, or that is open again once it is taken back."""
        if move.yes is not None:
            return self.doubt
        return self.confirmed[-1] if self.confirmed else None

    @property
    def right(self) -> int:
        """Questions right at their first try; a slip of spelling counts as right."""
        return sum(outcome in REMEMBERED for _, outcome in self.outcomes)


def _doubt(item: str, judgement: Judgement, given: Given | None = None) -> InDoubt | None:
    if judgement.verdict == "unsure":
        return InDoubt(item, judgement, given=given)
    return InDoubt(item, judgement, judgement.asked[0], given) if judgement.asked else None
