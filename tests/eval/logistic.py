"""Logistic regression in plain Python, for the weights of a few named measures."""

from collections.abc import Iterable, Mapping, Sequence

from taiwa.tutor.text.weighing import chance

Measures = Mapping[str, float]
Weights = dict[str, float]


def likelihood(weights: Mapping[str, float], measures: Measures) -> float:
    """How likely a yes is, from 0 to 1."""
    return chance(sum(weights.get(name, 0.0) * value for name, value in measures.items()))


def fitted(
    rows: Iterable[tuple[Measures, bool, float]], pull: float = 0.3, rounds: int = 25
) -> Weights:
    """The likeliest weights for rows of measures, each with its answer and its own weight.

    Newton's method; `pull` is the ridge that draws every weight but "bias" towards nothing.
    """
    known = [(dict(measures), yes, own) for measures, yes, own in rows]
    names = sorted({name for measures, _, _ in known for name in measures})
    weights = dict.fromkeys(names, 0.0)
    for _ in range(rounds):
        slope = [-pull * weights[name] * (name != "bias") for name in names]
        bend = [[0.0] * len(names) for _ in names]
        for i, name in enumerate(names):
            bend[i][i] = pull * (name != "bias") + 1e-9
        for measures, yes, own in known:
            chance = likelihood(weights, measures)
            row = [measures.get(name, 0.0) for name in names]
            spread = own * chance * (1 - chance)
            for i, value in enumerate(row):
                if value:
                    slope[i] += own * (yes - chance) * value
                    for j, other in enumerate(row):
                        bend[i][j] += spread * value * other
        for name, step in zip(names, _solved(bend, slope), strict=True):
            weights[name] += step
    return weights


def _solved(matrix: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """The solution of linear equations, by Gauss's elimination."""
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    size = len(rows)
    for i in range(size):
        top = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[top] = rows[top], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(size):
            if k != i and rows[k][i]:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[-1] for row in rows]
