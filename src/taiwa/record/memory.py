"""When to ask again: FSRS-6 by the weights of the `fsrs` package, the only file that imports it.

Its formulas are here once more: the package takes ten times as long for a step, and a record of a
million answers is gone through whole. The tests compare both.

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

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from math import e
from typing import Annotated

from msgspec import Meta, Struct

from taiwa.dialogue.events import Count
from taiwa.record.log import IsoDay, Moment

EASY_MS = 4_000
"""Within so many ms an answer that is typed right counts as Easy: our own choice."""
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
"""The ratings of FSRS."""
LEAST_STABILITY = 0.001
"""Days that FSRS lets no stability fall below."""


class Memory(Struct, frozen=True):
    """The memory of an item: UTC time of the last answer, stability in days, difficulty 1 to 10.

    `first` is the learner's own date of the first answer.
    """

    stability: Annotated[float, Meta(ge=1e-4, le=1e9)]
    difficulty: Annotated[float, Meta(ge=1, le=10)]
    last: Moment
    reviews: Count
    lapses: Count
    first: IsoDay


def rating(outcome: str | None, *, helped: bool, quick: bool) -> int | None:
    """The FSRS rating of an answer's outcome, or None where it says nothing of the memory.

    `helped`: after a hint or a near miss, or on its return; `quick`: typed within `EASY_MS`.
    """
    if outcome in ("wrong", "revealed"):
        return AGAIN
    if outcome in ("close", "confirmed"):
        return HARD
    if outcome != "right":
        return None
    if helped:
        return HARD
    return EASY if quick else GOOD


class Model:
    """FSRS-6 with its 21 weights, the package's own where none are given."""

    def __init__(self, weights: tuple[float, ...] | None = None) -> None:
        """Raises `ValueError` where the weights are none that FSRS takes."""
        self._own = weights
        if weights is not None:
            _ = self._weights

    @cached_property
    def _weights(self) -> tuple[float, ...]:
        return _checked(self._own)

    @cached_property
    def _curve(self) -> tuple[float, float]:
        """FSRS-6's forgetting curve, R = (1 + factor t/S) ^ decay, with R = 0.9 at t = S."""
        decay = -self._weights[20]
        return 0.9 ** (1 / decay) - 1, decay

    def first(self, mark: int) -> tuple[float, float]:
        """Stability and difficulty after a first answer."""
        stability = max(self._weights[mark - 1], LEAST_STABILITY)
        return stability, min(max(self._difficulty(mark), 1.0), 10.0)

    def next(
        self, stability: float, difficulty: float, mark: int, days: int
    ) -> tuple[float, float]:
        """Stability and difficulty after an answer so many days after the one before it."""
        after = self._stability(stability, difficulty, mark, days)
        return max(after, LEAST_STABILITY), self._next_difficulty(difficulty, mark)

    def _difficulty(self, mark: int) -> float:
        """The difficulty of an item whose first answer is rated so, before its bounds."""
        return float(self._weights[4] - (e ** (self._weights[5] * (mark - 1))) + 1)

    def _next_difficulty(self, difficulty: float, mark: int) -> float:
        w = self._weights
        damped = difficulty + (10.0 - difficulty) * -(w[6] * (mark - 3)) / 9.0
        return min(max(w[7] * self._easiest + (1 - w[7]) * damped, 1.0), 10.0)

    @cached_property
    def _easiest(self) -> float:
        return self._difficulty(EASY)

    def _stability(self, stability: float, difficulty: float, mark: int, days: int) -> float:
        """The stability after an answer, by whether it is of another day and recalled."""
        w = self._weights
        if days < 1:
            growth = (e ** (w[17] * (mark - 3 + w[18]))) * (stability ** -w[19])
            return float(stability * (growth if mark == AGAIN else max(growth, 1.0)))
        factor, decay = self._curve
        recall = (1 + factor * days / stability) ** decay
        if mark == AGAIN:
            lost = w[11] * (difficulty ** -w[12]) * (((stability + 1) ** w[13]) - 1)
            lost *= e ** ((1 - recall) * w[14])
            return float(min(lost, stability / (e ** (w[17] * w[18]))))
        gain = (e ** w[8]) * (11 - difficulty) * (stability ** -w[9])
        gain = gain * ((e ** ((1 - recall) * w[10])) - 1)
        gain = gain * (w[15] if mark == HARD else 1) * (w[16] if mark == EASY else 1)
        return float(stability * (1 + gain))

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


LEAST_TO_FIT, READ_OF_ONE = 512, 64
"""Of fewer reviews than one step of it takes the package's optimizer gives its default weights back
(its `mini_batch_size`); and those of one item that it reads (`max_seq_len`)."""


def told_apart(reviews: Sequence[tuple[str, int, datetime]]) -> int:
    """The number of reviews a day or more after the one before of their item: of these alone a fit
    learns, and of fewer than `LEAST_TO_FIT` nothing."""
    last: dict[str, datetime] = {}
    seen: Counter[str] = Counter()
    found = 0
    for item, _, at in reviews:
        seen[item] += 1
        if item in last and seen[item] <= READ_OF_ONE and (at - last[item]).days > 0:
            found += 1
        last[item] = at
    return found


def fit(reviews: Sequence[tuple[str, int, datetime]]) -> tuple[float, ...]:
    """The weights that suit reviews best, each an item, its rating and its time.

    Raises `ImportError` where the package's optimizer (and PyTorch) is not installed.
    """
    from fsrs import Optimizer, Rating, ReviewLog

    numbers = {item: number for number, item in enumerate(dict.fromkeys(r[0] for r in reviews))}
    logs = [ReviewLog(numbers[item], Rating(mark), at, None) for item, mark, at in reviews]
    return tuple(Optimizer(logs).compute_optimal_parameters())


@lru_cache(4)
def _checked(weights: tuple[float, ...] | None) -> tuple[float, ...]:
    """The weights, checked as the package does, or its own."""
    from fsrs import Scheduler

    return Scheduler().parameters if weights is None else Scheduler(weights).parameters
