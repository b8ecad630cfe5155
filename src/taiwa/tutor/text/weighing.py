"""The verdict of several measures together, by weights that a logistic regression has found."""

from collections.abc import Mapping
from math import exp


def likelihood(weights: Mapping[str, float], measures: Mapping[str, float]) -> float:
    """The chance of a yes, from 0 to 1. Raises `KeyError` for a measure without a weight."""
    return 1 / (1 + exp(-sum(weights[name] * value for name, value in measures.items())))
