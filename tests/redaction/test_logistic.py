"""Logistic regression on cases with a known answer."""

import numpy as np
import pytest

from redaction.training.logistic import fit


def test_a_free_bias_meets_the_share() -> None:
    truth = np.array([1.0, 0.0, 0.0, 0.0])
    (bias,) = fit(np.ones((4, 1)), truth, np.zeros(1), 0.0)
    assert 1 / (1 + np.exp(-bias)) == pytest.approx(0.25)


def test_weights_are_held_near_their_start() -> None:
    inputs = np.array([[1.0, 1.0], [1.0, 0.0]] * 5)
    truth = np.array([1.0, 0.0] * 5)
    free = fit(inputs, truth, np.zeros(2), np.array([0.0, 1.0]))
    held = fit(inputs, truth, np.zeros(2), np.array([0.0, 100.0]))
    assert 0 < held[1] < free[1]
