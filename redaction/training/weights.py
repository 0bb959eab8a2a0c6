"""Fit the weights of the name rules and of the arbiter on annotated sessions.

    python -m redaction.training.weights names PATH...
    python -m redaction.training.weights arbiter --model FOLDER PATH...
    python -m redaction.training.weights risk --model FOLDER PATH...

The first two are logistic regressions held near values set by hand, so that rare evidence keeps its
sign; for the risk of a statement see `redaction.training.risk`.  For arbiter and risk the sessions
must be such as the detector in FOLDER was not trained on.  The result is printed as YAML, for
`name_weights.yaml`, `arbiter.yaml` and `risk.yaml` in `redaction/data/`.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from redaction import pipeline
from redaction.annotated import Gold
from redaction.arbiter import evidence as arbiter_evidence
from redaction.data import load_yaml
from redaction.detector import Detector
from redaction.evaluate import golds
from redaction.findings import Finding
from redaction.room import Room
from redaction.rules import names
from redaction.scene import scene_of
from redaction.training.logistic import fit
from redaction.training.risk import risk_weights

#: How strongly weights are held: a prior variance of a third, and of a quarter.
_HOLD_NAMES, _HOLD_ARBITER = 3.0, 4.0
#: A code of its family's most candidates, weighed by itself: part of a name alone is often none.
_SINGLE = "CH102"
_PRIOR = dict.fromkeys(("CH1", "CH2", "CH3", "CH4", "CH5", "CH7"), (0.0, 0.4, 0.9, -0.2))


def _exposes(gold: Gold, finding: Finding) -> bool:
    """Return whether most of a candidate's characters are marked."""
    marked = sum(
        max(0, min(mark.end, finding.end) - max(mark.start, finding.start))
        for mark in gold.marks
        if mark.label != "KEEP"
    )
    return 2 * marked > finding.end - finding.start


def _candidates(gold: Gold) -> Iterator[Finding]:
    for doc in pipeline.docs(gold.document, Room(gold.roster)):
        yield from doc._.scene.found


def name_weights(found: Sequence[Gold], start: Mapping[str, float]) -> dict[str, float]:
    """Return fitted weights of the evidence for names."""
    order = list(start)
    rows: list[names.Reading] = []
    truth: list[bool] = []
    for gold in found:
        for doc in pipeline.docs(gold.document, Room(gold.roster)):
            scene = scene_of(doc)
            for reading in names.readings(doc):
                rows.append(reading)
                place = Finding(scene.offset + reading.start, scene.offset + reading.end, "CH1")
                truth.append(_exposes(gold, place))
    inputs = np.zeros((len(rows), len(order)))
    for row, reading in zip(inputs, rows, strict=True):
        for name in reading.evidence:
            row[order.index(name)] += 1
        row[order.index("likeness")] = 1 - reading.likeness
    first = np.array([start[name] for name in order])
    fitted = fit(inputs, np.array(truth, dtype=float), first, _HOLD_NAMES)
    return {name: round(float(value), 1) for name, value in zip(order, fitted, strict=True)}


def arbiter_weights(found: Sequence[Gold], detector: Detector) -> dict[str, list[float]]:
    """Return fitted weights of the arbiter, by family of codes and for `_SINGLE`."""
    rows: defaultdict[str, list[tuple[float, ...]]] = defaultdict(list)
    truth: defaultdict[str, list[bool]] = defaultdict(list)
    wanted = {**_PRIOR, _SINGLE: _PRIOR[_SINGLE[:3]]}
    for gold in found:
        prediction = detector.predict(gold.document, gold.roster)
        for finding in _candidates(gold):
            for name in {finding.family, finding.code} & wanted.keys():
                rows[name].append((1.0, *arbiter_evidence(finding, prediction)))
                truth[name].append(_exposes(gold, finding))
    return {
        name: [
            round(float(value), 2)
            for value in fit(
                np.array(rows[name]).reshape(-1, 4),
                np.array(truth[name], dtype=float),
                np.array(prior),
                _HOLD_ARBITER,
            )
        ]
        for name, prior in wanted.items()
    }


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(prog="python -m redaction.training.weights")
    parser.add_argument("what", choices=["names", "arbiter", "risk"])
    parser.add_argument("--model", type=Path, help="folder of the detector, for arbiter and risk")
    parser.add_argument("paths", type=Path, nargs="+")
    chosen = parser.parse_args()
    found = list(golds(chosen.paths))
    if chosen.what == "names":
        print(yaml.safe_dump(name_weights(found, load_yaml("name_weights.yaml")), sort_keys=False))
        return
    detector = Detector.read(chosen.model) if chosen.model else Detector.load()
    if chosen.what == "risk":
        print(risk_weights(found, detector))
        return
    fitted, shipped = arbiter_weights(found, detector), load_yaml("arbiter.yaml")
    shipped["codes"][_SINGLE] = fitted.pop(_SINGLE)
    print(yaml.safe_dump({**shipped, "families": fitted}, sort_keys=False))


if __name__ == "__main__":
    main()
