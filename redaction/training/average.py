"""Average the weights of several runs that began with the same ones ("model soup").

    python -m redaction.training.average --out build/mean build/one/last.pt build/two/last.pt

Wortsman et al. 2022: runs fine-tuned from one start lie in one basin, and the mean of their weights
does better on unseen text than each of them, at the price of one.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from redaction.prediction import LABELS
from redaction.training.checkpoints import INPUTS, Weights, mean_weights, seen_sessions
from redaction.training.encoder import Encoder
from redaction.training.export import export
from redaction.training.train import base_tokenizer
from redaction.windows import COLUMNS


def average(runs: Sequence[Path]) -> Weights:
    """Return the mean of the weights of `runs`."""
    found = [mean_weights(run) for run in runs]
    return {name: torch.stack([weights[name] for weights in found]).mean(0) for name in found[0]}


def main() -> None:
    """Parse the command line, average, and write checkpoint and model."""
    parser = argparse.ArgumentParser(description="Average the weights of several runs.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("runs", type=Path, nargs="+", help="last.pt of each run")
    arguments = parser.parse_args()
    weights = average(arguments.runs)
    seen = frozenset[str]().union(*map(seen_sessions, arguments.runs))
    tokenizer = base_tokenizer()
    encoder = Encoder(tokenizer.get_vocab_size(), COLUMNS, len(LABELS))
    encoder.load_state_dict(weights)
    export(encoder, tokenizer, arguments.out)
    state = {"mean": weights, "columns": list(INPUTS), "seen": sorted(seen)}
    torch.save(state, arguments.out / "last.pt")


if __name__ == "__main__":
    main()
