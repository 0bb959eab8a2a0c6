"""Logistic regression, small and exact."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 100
_SMALL = 1e-6


def fit(inputs: Floats, truth: Floats, start: Floats, hold: float | Floats) -> Floats:
    """Return weights of a logistic regression with a normal prior around `start` (Newton steps).

    Args:
        hold: how strongly the weights are held, all alike or one by one; 0 leaves a weight free.
    """
    weights = start.copy()
    for _ in range(_STEPS):
        odds = np.clip(inputs @ weights, -30, 30)
        likely = 1 / (1 + np.exp(-odds))
        slope = inputs.T @ (likely - truth) + hold * (weights - start)
        curve = (inputs.T * (likely * (1 - likely))) @ inputs + np.diag(
            np.broadcast_to(hold, len(weights))
        )
        step = np.linalg.solve(curve, slope)
        size = 1.0
        while size > _SMALL and _loss(inputs, truth, weights - size * step, start, hold) > _loss(
            inputs, truth, weights, start, hold
        ):
            size /= 2
        weights = weights - size * step
        if float(np.abs(size * step).max()) < _SMALL:
            break
    return weights


def _loss(
    inputs: Floats, truth: Floats, weights: Floats, start: Floats, hold: float | Floats
) -> float:
    odds = inputs @ weights
    fits = np.logaddexp(0, odds) - truth * odds
    return float(fits.sum() + (hold * np.square(weights - start)).sum() / 2)
