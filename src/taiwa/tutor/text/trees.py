"""The verdict of several measures together, by trees of splits that were learned."""

from collections.abc import Iterable, Mapping
from math import exp, inf

from msgspec import Struct


class Split(Struct, frozen=True, array_like=True):
    """Up to a mark of a measure one tree decides, above it another."""

    measure: str
    mark: float
    below: "Split | float"
    above: "Split | float"


Tree = Split | float


def told(trees: Iterable[Tree], measures: Mapping[str, float]) -> float:
    """The chance of a yes, from 0 to 1. Raises `KeyError` for a measure that is missing."""
    return likelihood(sum(_leaf(tree, measures) for tree in trees))


def highest(trees: Iterable[Tree], most: Mapping[str, float]) -> float:
    """The highest chance that any measures have of which some are no more than this."""
    return likelihood(sum(_highest_leaf(tree, most) for tree in trees))


def likelihood(odds: float) -> float:
    """The chance of a yes by the logarithm of its odds."""
    return 1 / (1 + exp(-odds))


def _leaf(tree: Tree, measures: Mapping[str, float]) -> float:
    while isinstance(tree, Split):
        tree = tree.below if measures[tree.measure] <= tree.mark else tree.above
    return tree


def _highest_leaf(tree: Tree, most: Mapping[str, float]) -> float:
    if not isinstance(tree, Split):
        return tree
    below = _highest_leaf(tree.below, most)
    only_below = most.get(tree.measure, inf) <= tree.mark
    return below if only_below else max(below, _highest_leaf(tree.above, most))
