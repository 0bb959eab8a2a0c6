"""How probable it is that a statement still exposes somebody.

A logistic model over few features; its weights and where they come from are in `data/risk.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np

from redaction.data import load_yaml
from redaction.findings import Finding
from redaction.prediction import DIRECT, LABELS, Prediction

_FLOOR = 1e-4
_VOICE = LABELS.index("STYLE")
_FACT = [LABELS.index("FACT"), LABELS.index("SELF")]
_DIRECT = [LABELS.index(label) for label in DIRECT]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known about a statement.

    Attributes:
        highest: log-odds of the detector's exposure at the likeliest word that stays, over 10.
        mean: the same for the mean over all words that stay.
        direct: the same for names, roles and affiliations only, at the likeliest word.
        voice: the same for catch-phrases only.
        fact: the same for facts that one person holds, and for lives.
        found: findings in its sources, three at most.
        personal: 1 when somebody found or the speaker is still its subject.
        chained: 1 when it was joined from two sentences.
        short: 1 when it has fewer than eight words.
        named: 1 when a capital stands in it that no place and no common word explains.
    """

    highest: float
    mean: float
    direct: float
    voice: float
    fact: float
    found: float
    personal: float
    chained: float
    short: float
    named: float


@dataclass(frozen=True, slots=True)
class Exposure:
    """What the detector thinks of the words that stay; see `Features`."""

    highest: float = 0.0
    mean: float = 0.0
    direct: float = 0.0
    voice: float = 0.0
    fact: float = 0.0


def exposure(
    prediction: Prediction, sources: Sequence[tuple[int, int]], findings: Sequence[Finding]
) -> Exposure:
    """Return what is thought of the words of these places that were not found."""
    starts, ends = prediction.starts, prediction.ends
    inside = np.zeros(len(prediction), dtype=bool)
    for start, end in sources:
        inside |= (ends > start) & (starts < end)
    for finding in findings:
        inside &= ~((ends > finding.start) & (starts < finding.end))
    words = prediction.exposure[inside]
    if not len(words):
        return Exposure()
    labels = prediction.probabilities[inside]
    return Exposure(
        highest=_odds(float(words.max())),
        mean=_odds(float(words.mean())),
        direct=_odds(float(labels[:, _DIRECT].sum(axis=1).max())),
        voice=_odds(float(labels[:, _VOICE].max())),
        fact=_odds(float(labels[:, _FACT].sum(axis=1).max())),
    )


def risk(features: Features) -> float:
    """Return the probability, 0 to 1."""
    model = load_yaml("risk.yaml")
    weights = [float(model["weights"][field.name]) for field in fields(features)]
    score = float(model["bias"]) + sum(
        weight * value for weight, value in zip(weights, astuple(features), strict=True)
    )
    return 1 / (1 + math.exp(-score))


def _odds(probability: float) -> float:
    bounded = min(max(probability, _FLOOR), 1 - _FLOOR)
    return math.log(bounded / (1 - bounded)) / 10
