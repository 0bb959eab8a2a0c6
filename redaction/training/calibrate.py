"""Fit the temperature and the thresholds of a trained detector on sessions it has not seen.

    python -m redaction.training.calibrate --out build/detector \
        --data redaction/training/dialogues --data corpus/dialogues \
        --data corpus/meetings --only t05,t17,t26,t33,r13,wa04,wc04

It writes the shipped files to `--out`/calibrated.

The temperature (Guo et al. 2017) makes the probabilities honest; it is folded into the last layer.
What ships is smoothed before it becomes int8 (see `smoothing`).
The thresholds hide as much as they can while KEEP marks and ordinary text stay above a floor.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from redaction.annotated import Gold, documents
from redaction.detector import Detector
from redaction.findings import Edit
from redaction.prediction import HIDE, LABELS, Prediction, Thresholds
from redaction.scoring import DIRECT, INDIRECT, Score, score, total
from redaction.training.checkpoints import mean_weights
from redaction.training.data import batches, pieces, sessions, targets
from redaction.training.encoder import Encoder
from redaction.training.export import export
from redaction.training.smoothing import smooth
from redaction.training.train import base_tokenizer
from redaction.windows import COLUMNS, LIMIT

KEEP_FLOOR = 91.0  # percent of KEEP marks that stay; 90 are demanded
TEXT_FLOOR = 93.5  # percent of ordinary words that stay; 92 are demanded
_PRICE = 4.0  # points of hiding that one point below a floor costs
_INDIRECT = 0.5  # weight of indirect marks beside direct ones
_ROUNDS = 2
_STEPS = (-0.15, -0.07, 0.07, 0.15)
_GAPS = (0, 1, 2, 3, 4)

Case = tuple[Gold, Prediction]


def temperature(cases: Sequence[Case]) -> float:
    """Return the temperature at which the labels of the cases are likeliest."""
    likelihoods = {
        heat: sum(_likelihood(gold, softened(found, heat)) for gold, found in cases)
        for heat in np.arange(0.6, 2.5, 0.05).tolist()
    }
    return float(max(likelihoods, key=likelihoods.__getitem__))


def softened(found: Prediction, heat: float) -> Prediction:
    """Return a prediction at another temperature."""
    powers = np.maximum(found.probabilities, 1e-9) ** (1 / heat)
    return replace(found, probabilities=powers / powers.sum(axis=1, keepdims=True))


def _likelihood(gold: Gold, found: Prediction) -> float:
    labels, _ = targets(gold, found.starts.tolist(), found.ends.tolist())
    exposed = labels > 1
    right = np.where(exposed, found.exposure, 1 - found.exposure)
    return float(np.log(np.maximum(right, 1e-9)).sum())


def measure(cases: Sequence[Case], thresholds: Thresholds) -> Score:
    """Score the spans that the detector alone would delete."""
    return total(
        score(gold, [Edit(s.start, s.end, "", s.label) for s in found.spans(thresholds)])
        for gold, found in cases
    )


def worth(found: Score) -> float:
    """Return what a score is worth: hiding, less a price for each point below a floor."""
    below = max(0.0, KEEP_FLOOR - found.keep_share) + max(0.0, TEXT_FLOOR - found.plain_share)
    return found.share(*DIRECT) + _INDIRECT * found.share(*INDIRECT) - _PRICE * below


def fit(cases: Sequence[Case]) -> Thresholds:
    """Search thresholds one after the other, from the middle."""
    best = Thresholds()
    value = worth(measure(cases, best))
    for _ in range(_ROUNDS):
        for candidate_of in (*HIDE, "grow_direct", "grow", "keep", "gap"):
            for candidate in _neighbours(best, candidate_of):
                now = worth(measure(cases, candidate))
                if now > value:
                    best, value = candidate, now
    return best


def _neighbours(now: Thresholds, name: str) -> list[Thresholds]:
    if name == "gap":
        return [replace(now, gap=gap) for gap in _GAPS]
    if name in HIDE:
        values = [round(min(0.95, max(0.1, now.seed[name] + step)), 2) for step in _STEPS]
        return [replace(now, seed={**now.seed, name: value}) for value in values]
    value = getattr(now, name)
    return [replace(now, **{name: round(min(0.9, max(0.05, value + step)), 2)}) for step in _STEPS]


def main() -> None:
    """Parse the command line, fit, and write model and thresholds."""
    parser = argparse.ArgumentParser(description="Calibrate the learned detector.")
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder of the training run")
    parser.add_argument("--only", required=True, help="names of unseen sessions, by comma")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    only = set(arguments.only.split(","))
    golds = [g for s in sessions(arguments.data) if s.name in only for g in documents(s)]
    detector = Detector.read(arguments.out)
    found = [(gold, detector.predict(gold.document, gold.roster)) for gold in golds]
    heat = temperature(found)
    cases = [(gold, softened(prediction, heat)) for gold, prediction in found]
    thresholds = fit(cases)
    result = measure(cases, thresholds)
    tokenizer = base_tokenizer()
    encoder = Encoder(tokenizer.get_vocab_size(), COLUMNS, len(LABELS))
    encoder.load_state_dict(mean_weights(arguments.out / "last.pt"))
    with torch.no_grad():
        encoder.labels.weight /= heat
        encoder.labels.bias /= heat
    cut = [piece for gold in golds for piece in pieces(gold, tokenizer, LIMIT)]
    smooth(encoder, batches(cut, np.random.default_rng(0)))
    export(encoder, tokenizer, arguments.out / "calibrated")
    (arguments.out / "calibrated" / "thresholds.json").write_text(
        json.dumps(asdict(thresholds), indent=1) + "\n",
        encoding="utf-8",
    )
    sys.stdout.write(
        f"temperature {heat:.2f}; direct {result.share(*DIRECT):.1f}, indirect "
        f"{result.share(*INDIRECT):.1f}, KEEP {result.keep_share:.1f}, text "
        f"{result.plain_share:.1f}\n"
    )


if __name__ == "__main__":
    main()
