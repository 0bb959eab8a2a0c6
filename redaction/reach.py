"""Which words go along with words that go: those a finding covers, those beside, those between.

All arrays have one value a word of the document; `blocks` is the number of a word's block.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from redaction.findings import Finding
from redaction.prediction import Prediction

Floats = NDArray[np.float64]
#: No score is taken for less.
FLOOR = 1e-3


def covered(prediction: Prediction, findings: Iterable[Finding]) -> NDArray[np.bool_]:
    """Return which words a finding touches."""
    out = np.zeros(len(prediction), dtype=bool)
    for finding in findings:
        first = int(np.searchsorted(prediction.ends, finding.start, "right"))
        last = int(np.searchsorted(prediction.starts, finding.end, "left"))
        out[first:last] = True
    return out


def grown(
    seed: NDArray[np.bool_], grow: NDArray[np.bool_], blocks: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return stretches of `grow` words in one block that hold a seed."""
    either = seed | grow
    breaks = ~(either[1:] & either[:-1]) | (blocks[1:] != blocks[:-1])
    run = np.cumsum(np.concatenate(([False], breaks)))
    seeded = np.zeros(int(run[-1]) + 1, dtype=bool)
    seeded[run[seed]] = True
    chosen: NDArray[np.bool_] = either & seeded[run]
    return chosen


def closed(
    chosen: NDArray[np.bool_], loose: NDArray[np.bool_], blocks: NDArray[np.int64], gap: int
) -> NDArray[np.bool_]:
    """Return `chosen` with gaps of at most `gap` words between two loose ones filled."""
    closed = chosen.copy()
    places = np.flatnonzero(chosen & loose)
    for left, right in zip(places[:-1].tolist(), places[1:].tolist(), strict=True):
        if 1 < right - left <= gap + 1 and blocks[left] == blocks[right]:
            closed[left:right] = True
    return closed


def bridged(
    chosen: NDArray[np.bool_], bridge: NDArray[np.bool_], blocks: NDArray[np.int64], gap: int
) -> NDArray[np.bool_]:
    """Return the gaps of at most `gap` words between two chosen ones that are all `bridge`."""
    out = np.zeros_like(chosen)
    places = np.flatnonzero(chosen)
    for left, right in zip(places[:-1].tolist(), places[1:].tolist(), strict=True):
        between = slice(left + 1, right)
        near = 1 < right - left <= gap + 1 and blocks[left] == blocks[right]
        out[between] = near and bool(bridge[between].all())
    return out
