"""How probable it is that a statement still exposes somebody.

A logistic model over few features; its weights and where they come from are in `data/risk.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np

from redaction.data import load_yaml
from redaction.detector import DIRECT, LABELS, Prediction
from redaction.findings import Finding

_FLOOR = 1e-4
_DIRECT = [LABELS.index(label) for label in DIRECT]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known about a statement.

    Attributes:
        highest: log-odds of the detector's exposure at the likeliest word that stays, over 10.
        mean: the same for the mean over all words that stay.
        around: the same for the mean over the words within 200 characters before and behind.
        direct: the same for names, roles and affiliations only, at the likeliest word.
        found: findings in its sources, three at most.
        personal: 1 when somebody found or the speaker is still its subject.
        spoken: 1 when it comes from a turn.
        chained: 1 when it was joined from two sentences.
        numbers: 1 when there is a number in it.
        past: 1 when it tells what happened once, not what is so.
    """

    highest: float
    mean: float
    around: float
    direct: float
    found: float
    personal: float
    spoken: float
    chained: float
    numbers: float
    past: float


def exposure(
    prediction: Prediction, sources: Sequence[tuple[int, int]], findings: Sequence[Finding]
) -> tuple[float, float, float, float]:
    """Return `highest`, `mean`, `around` and `direct` of `Features` for words of these places."""
    starts, ends = prediction.starts, prediction.ends
    inside = np.zeros(len(prediction), dtype=bool)
    near = np.zeros(len(prediction), dtype=bool)
    for start, end in sources:
        inside |= (ends > start) & (starts < end)
        near |= (ends > start - _AROUND) & (starts < end + _AROUND)
    near &= ~inside
    for finding in findings:
        inside &= ~((ends > finding.start) & (starts < finding.end))
    words = prediction.exposure[inside]
    direct = prediction.probabilities[inside][:, _DIRECT].sum(axis=1)
    if not len(words):
        return (0.0, 0.0, 0.0, 0.0)
    around = prediction.exposure[near]
    return (
        _odds(float(words.max())),
        _odds(float(words.mean())),
        _odds(float(around.mean()) if len(around) else 0.0),
        _odds(float(direct.max())),
    )


def risk(features: Features) -> float:
    """Return the probability, 0 to 1."""
    model = load_yaml("risk.yaml")
    weights = [float(model["weights"][field.name]) for field in fields(features)]
    score = float(model["bias"]) + sum(
        weight * value for weight, value in zip(weights, astuple(features), strict=True)
    )
    return 1 / (1 + math.exp(-score))


_AROUND = 200


def _odds(probability: float) -> float:
    bounded = min(max(probability, _FLOOR), 1 - _FLOOR)
    return math.log(bounded / (1 - bounded)) / 10
