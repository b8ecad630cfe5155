"""The state of a conversation: the values that the machine in `machine` goes through."""

from enum import Enum

from msgspec import Struct

from taiwa.dialogue.events import Count, Give, Graded, Judgement, Mode, Outcome


class Phase(Enum):
    READING = "reading"
    ASKING = "asking"
    RETRYING = "retrying"
    TOLD = "told"
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


class Plan(Struct, frozen=True):
    """The turns that a session sets out to take; `minutes` limits an exam."""

    mode: Mode
    sections: tuple[str, ...]
    turns: tuple[Turn, ...]
    minutes: int | None = None


class State(Struct, frozen=True):
    """The state of a conversation. `queue[0]` is the turn at hand.

    `near` is a near miss that waits for its second try, `judgement` the one just told, `graded`
    what an exam tells at its end, and `past` the states that undo goes back to.
    """

    plan: Plan
    queue: tuple[Turn, ...]
    phase: Phase
    hints: int = 0
    posed: int = 0
    near: Give | None = None
    outcome: Outcome | None = None
    outcomes: tuple[tuple[str, Outcome], ...] = ()
    judgement: Judgement | None = None
    graded: tuple[Graded, ...] = ()
    past: "tuple[State, ...]" = ()

    @property
    def turn(self) -> Turn | None:
        return self.queue[0] if self.queue else None

    @property
    def pending(self) -> str | None:
        """The id of the question that waits for an answer."""
        waiting = self.phase in (Phase.ASKING, Phase.RETRYING, Phase.SITTING)
        return self.queue[0].item if waiting else None

    @property
    def right(self) -> int:
        """Questions right at their first try; a slip of spelling counts as right."""
        return sum(outcome in ("right", "close") for _, outcome in self.outcomes)
