"""The memory model: FSRS-6, whose formulas stand here once more, beside the package they are of."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Rating, Scheduler

from taiwa.record.memory import Memory, Model
from tests.retention import reviewed

START = datetime(2026, 4, 1, 9, tzinfo=UTC)
WEIGHTS = (*(weight * 1.1 for weight in Scheduler().parameters[:20]), 0.2)


@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["usual", "fitted"])
def test_a_memory_is_what_the_package_makes_of_the_same_answers(
    weights: tuple[float, ...] | None,
) -> None:
    """After each of forty answers, minutes to months apart, and so is the chance of recall."""
    scheduler = Scheduler(weights) if weights else Scheduler()
    model, chance = Model(weights), random.Random(1)
    for _ in range(10):
        memory: Memory | None = None
        card, at = Card(), START
        for _ in range(40):
            mark = chance.choice((1, 2, 3, 3, 3, 4))
            memory = reviewed(model, memory, mark, at)
            card, _ = scheduler.review_card(card, Rating(mark), at)
            assert memory.stability == pytest.approx(card.stability)
            assert memory.difficulty == pytest.approx(card.difficulty)
            at += timedelta(minutes=chance.choice((1, 600, 1_500, 10_000, 100_000)))
            recall = scheduler.get_card_retrievability(card, at)
            whole = memory.last + timedelta(days=(at - memory.last).days)  # as the package counts
            assert model.retrievability(memory, whole) == pytest.approx(recall)
