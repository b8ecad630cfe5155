"""What `taiwa optimize` changes for a learner: `python -m tests.retention [--learners N]`.

A made learner forgets by weights of their own, FSRS's drawn apart. For some months they answer
what the usual weights ask, and then go on twice from there for as long: as before, and by weights
fitted to their answers. It takes `taiwa[optimize]`, and some seconds a learner.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import islice
from math import exp
from os import cpu_count
from statistics import mean, stdev
from typing import NamedTuple

from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from taiwa.record.memory import AGAIN, GOOD, HARD, Memory, Model, fit

Review = tuple[str, int, datetime]

START, DAYS = datetime(2026, 1, 1, 8, tzinfo=UTC), 60
ITEMS, NEW_A_DAY, WANTED = 120, 6, 0.9
APART = 0.4
"""The standard deviation of the logarithm of each weight over learners: our own choice."""
KNOWN_BEFORE, HESITANT = 0.6, 0.15
"""The share of new questions that are right, and of right answers that come as Hard."""


class Months(NamedTuple):
    """The second months of a learner: reviews a day, and the shares recalled at a review and of all
    questions on the last day. Where nothing came back in that time, no share was recalled."""

    reviews: float
    recalled: float | None
    known: float


class Outcome(NamedTuple):
    """A learner's answers so far, and the months after them without and with a fit."""

    answers: int
    usual: Months
    fitted: Months


def drawn_apart(chance: random.Random) -> Model:
    """How one learner forgets."""
    bounds = zip(DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return Model(
        tuple(min(max(w * exp(chance.gauss(0, APART)), low), high) for w, low, high in bounds)
    )


def reviewed(
    model: Model, before: Memory | None, mark: int, at: datetime, day: str = "2026-04-01"
) -> Memory:
    """The memory after an answer rated `mark` at `at` (UTC)."""
    if before is None:
        return Memory(*model.first(mark), at, 1, int(mark == AGAIN), day)
    days, lapses = (at - before.last).days, before.lapses + (mark == AGAIN)
    known = model.next(before.stability, before.difficulty, mark, days)
    return Memory(*known, at, before.reviews + 1, lapses, before.first)


def remembered(reviews: Sequence[Review], model: Model) -> dict[str, Memory]:
    """The memories of some reviews."""
    found: dict[str, Memory] = {}
    for item, mark, at in reviews:
        found[item] = reviewed(model, found.get(item), mark, at)
    return found


def lived(
    own: Model, asks: Model, before: Sequence[Review], days: range, chance: random.Random
) -> Iterator[Review]:
    """The reviews of some days: what `asks` takes to be due, answered as `own` has it."""
    true, taken = remembered(before, own), remembered(before, asks)
    new = iter([item for item in (f"i{n}" for n in range(ITEMS)) if item not in true])
    for day in days:
        at = START + timedelta(days=day)
        due = [i for i, each in taken.items() if asks.due(each, WANTED) < at + timedelta(hours=20)]
        for item in [*due, *islice(new, NEW_A_DAY)]:
            chances = own.retrievability(true[item], at) if item in true else KNOWN_BEFORE
            right = chance.random() < chances
            mark = AGAIN if not right else HARD if chance.random() < HESITANT else GOOD
            for rated in (mark, HARD) if mark == AGAIN else (mark,):  # it comes back on the day
                for model, known in ((own, true), (asks, taken)):
                    known[item] = reviewed(model, known.get(item), rated, at)
                yield item, rated, at
                at += timedelta(seconds=20)


def told(own: Model, before: Sequence[Review], after: Sequence[Review]) -> Months:
    """What the months after some reviews were like."""
    seen, recalled = {item for item, _, _ in before}, []
    for place, (item, mark, _) in enumerate(after):
        returned = place > 0 and after[place - 1][:2] == (item, AGAIN)
        if item in seen and not returned:
            recalled.append(mark != AGAIN)
        seen.add(item)
    end = START + timedelta(days=2 * DAYS)
    known = [own.retrievability(each, end) for each in remembered([*before, *after], own).values()]
    return Months(len(recalled) / DAYS, mean(recalled) if recalled else None, mean(known))


def outcome(seed: int) -> Outcome:
    """One made learner."""
    chance = random.Random(seed)
    own, usual = drawn_apart(chance), Model()
    before = list(lived(own, usual, [], range(DAYS), chance))
    months = []
    for asks in (usual, Model(fit(before))):
        after = list(lived(own, asks, before, range(DAYS, 2 * DAYS), random.Random(seed)))
        months.append(told(own, before, after))
    return Outcome(len(before), *months)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.retention")
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    seeds = range(options.seed * 1_000, options.seed * 1_000 + options.learners)
    with ProcessPoolExecutor(cpu_count()) as pool:
        found = list(pool.map(outcome, seeds))
    print(
        f"{len(found)} learners, {mean(each.answers for each in found):.0f} answers before the fit"
    )
    for name in Months._fields:
        for way in ("usual", "fitted"):
            told_of = [getattr(getattr(each, way), name) for each in found]
            values = [value for value in told_of if value is not None]
            print(f"{name:<9} {way:<7} mean {mean(values):.3f}  over learners ±{stdev(values):.3f}")
    both = [
        (abs(each.usual.recalled - WANTED), abs(each.fitted.recalled - WANTED))
        for each in found
        if each.usual.recalled is not None and each.fitted.recalled is not None
    ]
    usual, fitted = map(mean, zip(*both, strict=True))
    nearer = sum(after < before for before, after in both)
    print(f"off the wanted {WANTED:.0%}, of {len(both)} with reviews both ways:")
    print(f"usual mean {usual:.3f}, fitted mean {fitted:.3f}, nearer by the fit {nearer}")


if __name__ == "__main__":
    main()
