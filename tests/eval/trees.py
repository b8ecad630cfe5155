"""Boosted trees in plain Python, for measures that tell something only together.

Each tree of splits is grown on what the ones before it leave unexplained (Newton's method on the
likelihood), from marks between as many parts of each measure; nothing in it is left to chance.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from taiwa.tutor.text.trees import Split, Tree
from taiwa.tutor.text.weighing import chance

DEPTH, TREES, RATE, PARTS = 4, 200, 0.03, 32
LEAST, PULL = 40, 1.0
"""So many rows at least stand on either side of a split; and what draws each leaf to nothing."""


class _Rows:
    """The rows by columns: of each measure the part in which it stands, and what is still to be
    explained of each row and how sharply."""

    def __init__(self, rows: Sequence[Mapping[str, float]]) -> None:
        self.marks = {name: _marks([row[name] for row in rows]) for name in rows[0]}
        self.parts = {
            name: [bisect_left(marks, row[name]) for row in rows]
            for name, marks in self.marks.items()
        }
        self.left: list[float] = []
        self.sharp: list[float] = []


def _marks(values: Sequence[float]) -> list[float]:
    """Marks between parts of a measure that hold alike many rows."""
    known = sorted(values)
    quantiles = (known[len(known) * i // PARTS] for i in range(PARTS))
    return sorted({round(mark, 4) for mark in quantiles})


def grown(
    measures: Sequence[Mapping[str, float]], yes: Sequence[bool], counts: Sequence[float]
) -> list[Tree]:
    """Trees for rows of measures, each with its answer and how often it counts."""
    rows, trees = _Rows(measures), list[Tree]()
    sums = [0.0] * len(measures)
    for _ in range(TREES):
        chances = list(map(chance, sums))
        rows.left = [c * (y - p) for c, y, p in zip(counts, yes, chances, strict=True)]
        rows.sharp = [c * p * (1 - p) for c, p in zip(counts, chances, strict=True)]
        leaves: list[tuple[float, Sequence[int]]] = []
        trees.append(_tree(rows, range(len(measures)), DEPTH, leaves))
        for value, held in leaves:
            for place in held:
                sums[place] += value
    return trees


def _tree(
    rows: _Rows, held: Sequence[int], depth: int, leaves: list[tuple[float, Sequence[int]]]
) -> Tree:
    best = max(_splits(rows, held), default=None) if depth else None
    if best is None:
        left, sharp = sum(rows.left[i] for i in held), sum(rows.sharp[i] for i in held)
        value = round(RATE * left / (sharp + PULL), 4)
        leaves.append((value, held))
        return value
    _, name, part = best
    parts = rows.parts[name]
    low, high = ([i for i in held if (parts[i] > part) == side] for side in (False, True))
    below, above = (_tree(rows, some, depth - 1, leaves) for some in (low, high))
    return Split(name, rows.marks[name][part], below, above)


def _splits(rows: _Rows, held: Sequence[int]) -> Iterator[tuple[float, str, int]]:
    """The splits that explain something, each after how much."""
    whole_left, whole_sharp = sum(rows.left[i] for i in held), sum(rows.sharp[i] for i in held)
    nothing = whole_left**2 / (whole_sharp + PULL)
    for name, parts in rows.parts.items():
        size = len(rows.marks[name]) + 1
        left, sharp, number = [0.0] * size, [0.0] * size, [0] * size
        for i in held:
            part = parts[i]
            left[part] += rows.left[i]
            sharp[part] += rows.sharp[i]
            number[part] += 1
        low_left = low_sharp = 0.0
        low = 0
        for part in range(size - 1):
            low_left, low_sharp, low = (
                low_left + left[part],
                low_sharp + sharp[part],
                low + number[part],
            )
            if min(low, len(held) - low) >= LEAST:
                gain = low_left**2 / (low_sharp + PULL)
                gain += (whole_left - low_left) ** 2 / (whole_sharp - low_sharp + PULL)
                if gain - nothing > 1e-6:
                    yield gain - nothing, name, part
