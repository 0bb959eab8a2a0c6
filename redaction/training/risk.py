"""Fit how probable it is that a statement exposes somebody.

A ridge logistic regression on `redaction.risk.Features` of all statements of annotated sessions;
a statement exposes somebody when it still says a mark of the place it was drawn from.  How well
weights from some sessions foretell another is told by leaving out each session in turn.
"""

from collections.abc import Sequence
from dataclasses import astuple, fields

import numpy as np
import yaml

from redaction import pipeline
from redaction.annotated import Gold
from redaction.detector import Detector
from redaction.drafts import Draft, drafts, thoughts
from redaction.evaluate_statements import says
from redaction.readers import read
from redaction.redactor import Redactor
from redaction.risk import Features
from redaction.statements import Statement
from redaction.training.logistic import Floats, fit

_RIDGE = 1.0
_NAMES = [field.name for field in fields(Features)]


def risk_weights(found: Sequence[Gold], detector: Detector) -> str:
    """Return fitted weights as YAML, the report before them as comments."""
    rows: list[tuple[float, ...]] = []
    truth: list[bool] = []
    sessions: list[str] = []
    for gold in found:
        prediction = detector.predict(gold.document, gold.roster)
        for draft in _drafts(gold, detector):
            one = Statement(draft.text, draft.sources, "", 0.0)
            rows.append((1.0, *astuple(draft.features(prediction))))
            truth.append(any(says(one, mark, gold.document.text) for mark in gold.hidden))
            sessions.append(gold.name.partition("/")[0])
    inputs, leaks = np.array(rows), np.array(truth, dtype=float)
    weights = _fitted(inputs, leaks)
    lines = _report(inputs, leaks, np.array(sessions))
    lines += [
        "Logistic model of the probability that a statement still exposes somebody. See",
        f"redaction/risk.py for what each feature is. Fitted (ridge penalty {_RIDGE:g}) with",
        f"redaction.training.weights risk on {len(leaks)} statements of {len(set(sessions))}"
        " annotated sessions",
        f"that the detector had not been trained on, of which {int(leaks.sum())} exposed somebody.",
    ]
    values = {
        "bias": round(float(weights[0]), 3),
        "weights": {
            name: round(float(value), 3) for name, value in zip(_NAMES, weights[1:], strict=True)
        },
    }
    return "".join(f"# {line}\n" for line in lines) + yaml.safe_dump(values, sort_keys=False)


def _drafts(gold: Gold, detector: Detector) -> tuple[Draft, ...]:
    document = read(gold.document.text.encode(), f"{gold.name}.txt", gold.roster)
    redaction = Redactor(gold.roster, detector=detector).redact(document)
    docs = pipeline.parse(pipeline.texts(document))
    return drafts(document, list(thoughts(document, docs, redaction.findings)), gold.roster)


def _fitted(inputs: Floats, leaks: Floats) -> Floats:
    """Return bias and weights; the bias is free."""
    hold = np.full(inputs.shape[1], _RIDGE)
    hold[0] = 0
    return fit(inputs, leaks, np.zeros(inputs.shape[1]), hold)


def _report(
    inputs: Floats, leaks: Floats, sessions: np.ndarray[tuple[int], np.dtype[np.str_]]
) -> list[str]:
    """Return how well each session is foretold by the others."""
    told = np.zeros(len(leaks))
    lines = ["Each session foretold by the others: statements, exposing, expected, ranked rightly"]
    names = sorted(set(sessions.tolist()))
    if len(names) > 1:
        for name in names:
            out = sessions == name
            odds = inputs[out] @ _fitted(inputs[~out], leaks[~out])
            told[out] = 1 / (1 + np.exp(-odds))
            lines.append(_line(name, told[out], leaks[out]))
        lines.append(_line("all", told, leaks))
    return lines


def _line(name: str, told: Floats, leaks: Floats) -> str:
    counts = f"{len(leaks):5d} {int(leaks.sum()):5d} {told.sum():7.1f}"
    return f"{name:8s} {counts} {_ranked(told, leaks):.3f}"


def _ranked(told: Floats, leaks: Floats) -> float:
    """Return how often an exposing statement is told a higher risk than another (AUC)."""
    high, low = told[leaks > 0], told[leaks == 0]
    if not len(high) or not len(low):
        return float("nan")
    above = (high[:, None] > low[None, :]).mean()
    return float(above + (high[:, None] == low[None, :]).mean() / 2)
