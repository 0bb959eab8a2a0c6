"""What a training run leaves behind (`last.pt`), read by other runs.

A run keeps the names of its input columns and of the sessions it has seen, so that a later one may
have other columns, and knows which sessions are new.
"""

from pathlib import Path

import torch
from torch import Tensor

from redaction.features.columns import FEATURES
from redaction.training.encoder import WIDTH

#: The columns of an input, by name.
INPUTS = (*FEATURES, "speaker")
#: Weights that have a column for each input, and how many other columns come before those.
_BY_COLUMN = {"features.weight": 0, "hidden.weight": WIDTH}

Weights = dict[str, Tensor]


def mean_weights(path: Path) -> Weights:
    """Return the running mean of a run's weights, which is what ships; new columns are 0."""
    state = torch.load(path, weights_only=True)
    weights = dict(state["mean"])
    place = [state["columns"].index(n) if n in state["columns"] else -1 for n in INPUTS]
    for name, before in _BY_COLUMN.items():
        old = weights[name]
        new = torch.zeros(len(old), before + len(INPUTS))
        new[:, :before] = old[:, :before]
        for at, there in enumerate(place):
            if there >= 0:
                new[:, before + at] = old[:, before + there]
        weights[name] = new
    return weights


def seen_sessions(path: Path) -> frozenset[str]:
    """Return the names of the sessions that a run was trained on."""
    return frozenset(torch.load(path, weights_only=True)["seen"])
