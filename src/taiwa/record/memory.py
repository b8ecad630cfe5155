"""When to ask again: FSRS-6 through the `fsrs` package, the only file that imports it.

One memory for an idea, in whichever language it was answered. The rating of an answer follows from
how it was settled, by this table:

    outcome              first try, no hint    after a hint or a near miss    on its return
    right                Good                  Hard                           Hard
    close (spelling)     Hard                  Hard                           Hard
    confirmed            Hard                  Hard                           Hard
    wrong, revealed      Again                 Again                          Again
    skipped              (no rating: nothing was shown of the memory)

Confirmed is what the tutor was not sure of and the learner's own yes settled: an answer, or a point
of an explanation without which it would not be right. A no, or no word on it, makes it wrong.

A right answer within `EASY_MS` at first try counts as Easy only for typed answers: picking an
option fast may be luck.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from taiwa.dialogue.events import Count
from taiwa.record.log import AnswerDetail, IsoDay, Moment, Record

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

USUAL_RETENTION = 0.9
"""The chance of recall at which an item is due, unless set otherwise: the default of FSRS."""
EASY_MS = 4_000
"""Within so many ms an answer that is typed right counts as Easy: our own choice."""
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
"""The ratings of FSRS."""


class Memory(Struct, frozen=True, array_like=True):
    """The memory of an item: FSRS state, UTC time of the last answer, stability in days.

    `first` is the learner's own date of the first answer.
    """

    state: Annotated[int, Meta(ge=1, le=3)]
    step: Count | None
    stability: Annotated[float, Meta(ge=1e-4, le=1e9)]
    difficulty: Annotated[float, Meta(ge=1, le=10)]
    last: Moment
    reviews: Count
    lapses: Count
    first: IsoDay


def rating(record: Record) -> int | None:
    """The FSRS rating of a settled answer, or None where it says nothing of the memory."""
    if record.outcome in ("wrong", "revealed"):
        return AGAIN
    if record.outcome in ("close", "confirmed"):
        return HARD
    if record.outcome != "right":
        return None
    detail = record.detail
    if detail.hints or detail.near or detail.round:
        return HARD
    typed = isinstance(detail, AnswerDetail) and detail.typed and record.given and record.given.text
    quick = record.elapsed is not None and record.elapsed <= EASY_MS
    return EASY if typed and quick else GOOD


class Model:
    """FSRS-6 with its 21 weights, the package's own where none are given."""

    def __init__(self, weights: tuple[float, ...] | None = None) -> None:
        """Raises `ValueError` where the weights are none that FSRS takes."""
        self._weights = weights
        if weights is not None:
            _ = self._scheduler

    @cached_property
    def _scheduler(self) -> "Scheduler":
        from fsrs import Scheduler

        # No steps of minutes: a session brings a missed item back by itself, FSRS the next day.
        if self._weights is None:
            return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
        return Scheduler(
            self._weights, learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )

    @cached_property
    def _curve(self) -> tuple[float, float]:
        """FSRS-6's forgetting curve, R = (1 + factor t/S) ^ decay, with R = 0.9 at t = S."""
        decay = -float(self._scheduler.parameters[20])
        return 0.9 ** (1 / decay) - 1, decay

    def review(self, before: Memory | None, mark: int, at: datetime, day: str) -> Memory:
        """The memory after an answer rated `mark` at `at` (UTC), on the learner's date `day`."""
        from fsrs import Rating

        at = at.astimezone(UTC)
        card, _ = self._scheduler.review_card(_card(before, at), Rating(mark), at)
        assert card.stability is not None
        assert card.difficulty is not None
        return Memory(
            state=int(card.state),
            step=card.step,
            stability=card.stability,
            difficulty=card.difficulty,
            last=at,
            reviews=(before.reviews if before else 0) + 1,
            lapses=(before.lapses if before else 0) + (mark == AGAIN),
            first=before.first if before else day,
        )

    def retrievability(self, memory: Memory, now: datetime) -> float:
        """The chance, 0 to 1, that the item would be recalled at `now` (UTC)."""
        factor, decay = self._curve
        days = max(0.0, (now - memory.last).total_seconds() / 86_400)
        return float((1 + factor * days / memory.stability) ** decay)

    def due(self, memory: Memory, retention: float) -> datetime:
        """The time (UTC) at which the chance of recall falls to `retention`, 0 to 1.

        It lies whole days after the last answer: at least one, at most 36,500.
        """
        factor, decay = self._curve
        days = memory.stability / factor * (retention ** (1 / decay) - 1)
        return memory.last + timedelta(days=min(max(1, round(days)), 36_500))


def fit(reviews: Sequence[tuple[str, int, datetime]]) -> tuple[float, ...]:
    """The weights that suit reviews best, each an item, its rating and its time.

    Raises `ImportError` where the package's optimizer (and PyTorch) is not installed.
    """
    from fsrs import Optimizer, Rating, ReviewLog

    numbers = {item: number for number, item in enumerate(dict.fromkeys(r[0] for r in reviews))}
    logs = [ReviewLog(numbers[item], Rating(mark), at, None) for item, mark, at in reviews]
    return tuple(Optimizer(logs).compute_optimal_parameters())


def _card(memory: Memory | None, at: datetime) -> "Card":
    from fsrs import Card, State

    if memory is None:
        return Card(card_id=0, due=at)
    return Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.last,
        last_review=memory.last.astimezone(UTC),
    )
