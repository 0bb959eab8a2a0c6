"""How probable it is that a statement still exposes somebody.

A logistic model over few features; its weights are in `data/risk.yaml`.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass, fields

from redaction.data import load_yaml


@dataclass(frozen=True, slots=True)
class Features:
    """What is known about a statement.

    Attributes:
        found: findings in its sources, three at most.
        doubtful: the mean of 1 - score of these findings, 0 when there are none.
        personal: 1 when somebody found or the speaker is still its subject.
        capitals: words inside it with a capital, five at most.
        spoken: 1 when it comes from a turn.
        chained: 1 when it was joined from two sentences.
    """

    found: float
    doubtful: float
    personal: float
    capitals: float
    spoken: float
    chained: float


def risk(features: Features) -> float:
    """Return the probability, 0 to 1."""
    model = load_yaml("risk.yaml")
    weights = [float(model["weights"][field.name]) for field in fields(features)]
    score = float(model["bias"]) + sum(
        weight * value for weight, value in zip(weights, astuple(features), strict=True)
    )
    return 1 / (1 + math.exp(-score))
