"""The verdict of several measures together, by weights that a logistic regression has found."""

from collections.abc import Mapping
from math import exp


def chance(odds: float) -> float:
    """The chance of a yes, from 0 to 1, by the logarithm of its odds."""
    return 1 / (1 + exp(-odds))


def likelihood(weights: Mapping[str, float], measures: Mapping[str, float]) -> float:
    """The chance of a yes, from 0 to 1. Raises `KeyError` for a measure without a weight."""
    return chance(sum(weights[name] * value for name, value in measures.items()))
