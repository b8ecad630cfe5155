"""The verdict of several measures together, by trees of splits that were learned."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import and_

from msgspec import Struct

from taiwa.tutor.text.weighing import chance


class Split(Struct, frozen=True, array_like=True):
    """Up to a mark of a measure one tree decides, above it another."""

    measure: str
    mark: float
    below: "Split | float"
    above: "Split | float"


Tree = Split | float


def told(trees: Iterable[Tree], measures: Mapping[str, float]) -> float:
    """The chance of a yes, from 0 to 1. Raises `KeyError` for a measure that is missing."""
    return chance(sum(_leaf(tree, measures) for tree in trees))


def _leaf(tree: Tree, measures: Mapping[str, float]) -> float:
    while isinstance(tree, Split):
        tree = tree.below if measures[tree.measure] <= tree.mark else tree.above
    return tree


class Forest:
    """Trees, and the highest chance that they may tell while some measures are not known.

    Every leaf is a bit of one number, which tells those that what is known leaves open; each tree
    has bytes of its own there.
    """

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._splits = defaultdict[str, list[tuple[float, int, int]]](list)
        self._size = -(-max(map(_leaves, trees)) // 8)
        self._best = [
            _Best(self._laid(tree, place * self._size * 8)) for place, tree in enumerate(trees)
        ]
        self._marks = {
            measure: sorted({mark for mark, _, _ in splits})
            for measure, splits in self._splits.items()
        }
        self._left: dict[tuple[str, int], int] = {}
        self._whole = (1 << len(trees) * self._size * 8) - 1
        self._told = lru_cache(maxsize=4096)(self._highest)  # most answers leave the same few open

    def _laid(self, tree: Tree, first: int) -> list[float]:
        """The leaves of a tree from a bit on; its splits are noted with the bits of each side."""
        if not isinstance(tree, Split):
            return [tree]
        below = self._laid(tree.below, first)
        middle = first + len(below)
        above = self._laid(tree.above, middle)
        bits = (1 << len(below)) - 1 << first, (1 << len(above)) - 1 << middle
        self._splits[tree.measure].append((tree.mark, *bits))
        return below + above

    def highest(self, known: Mapping[str, float]) -> float:
        """The highest chance of a yes, whatever the measures are that are not known."""
        return self._told(reduce(and_, map(self._open, known, known.values()), self._whole))

    def _highest(self, left: int) -> float:
        parts, size = left.to_bytes(len(self._best) * self._size, "little"), self._size
        return chance(
            sum(best[parts[n * size : (n + 1) * size]] for n, best in enumerate(self._best))
        )

    def _open(self, measure: str, value: float) -> int:
        """The leaves that a measure leaves open."""
        part = measure, bisect_left(self._marks.get(measure, ()), value)
        if part not in self._left:
            shut = (
                below if value > mark else above for mark, below, above in self._splits[measure]
            )
            self._left[part] = reduce(lambda left, one: left & ~one, shut, self._whole)
        return self._left[part]


class _Best(dict[bytes, float]):
    """The highest leaf of a tree, by those that are open."""

    def __init__(self, leaves: Sequence[float]) -> None:
        super().__init__()
        self._leaves = leaves

    def __missing__(self, left: bytes) -> float:
        bits = int.from_bytes(left, "little")
        self[left] = max(leaf for place, leaf in enumerate(self._leaves) if bits >> place & 1)
        return self[left]


def _leaves(tree: Tree) -> int:
    return _leaves(tree.below) + _leaves(tree.above) if isinstance(tree, Split) else 1
