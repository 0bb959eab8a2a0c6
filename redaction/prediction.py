"""What the detector says of the words of a document, and the spans it would hide by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

LABELS = ("O", "KEEP", "NAME", "ROLE", "AFFIL", "SELF", "PRESENCE", "STYLE", "FACT", "PRON")
HIDE = LABELS[2:]
DIRECT = LABELS[2:5]


@dataclass(frozen=True, slots=True)
class Span:
    """Words that the detector would hide: `text[start:end]`, the likeliest label, its evidence."""

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability of exposure a word begins a span, and from which it continues one.

    `seed` is by the word's likeliest exposing label.  `grow_direct` holds for NAME, ROLE and AFFIL,
    `grow` for the others, whose marks are whole phrases; a stretch of at most `gap` words between
    two of those in one paragraph is covered as well.  A word that is substance (KEEP) with at least
    `keep` only goes when it is a seed itself.
    """

    seed: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(HIDE, 0.5))
    grow_direct: float = 0.4
    grow: float = 0.3
    gap: int = 2
    keep: float = 0.4


@dataclass(frozen=True)
class Prediction:
    """Probabilities for all words of a document, in order, labels of speakers excluded.

    Attributes:
        starts, ends: code points of each word, shape (words,).
        blocks: number of the document's block each word stands in, shape (words,).
        probabilities: shape (words, len(LABELS)); rows sum to 1.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    blocks: NDArray[np.int64]
    probabilities: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts)

    def part(self, first: int, last: int, by: int) -> "Prediction":
        """Return words `first` to `last`, the latter excluded, moved `by` code points."""
        return Prediction(
            self.starts[first:last] + by,
            self.ends[first:last] + by,
            self.blocks[first:last],
            self.probabilities[first:last],
        )

    @cached_property
    def exposure(self) -> NDArray[np.float32]:
        """Probability that a word must go, shape (words,): all labels but O and KEEP."""
        exposure: NDArray[np.float32] = self.probabilities[:, 2:].sum(axis=1)
        return exposure

    @cached_property
    def labels(self) -> NDArray[np.int64]:
        """Index into `HIDE` of each word's likeliest exposing label, shape (words,)."""
        labels: NDArray[np.int64] = self.probabilities[:, 2:].argmax(axis=1)
        return labels

    def between(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the mean probabilities of the words in `text[start:end]`, shape (len(LABELS),).

        A span without words is all "O".
        """
        first = int(np.searchsorted(self.ends, start, "right"))
        last = int(np.searchsorted(self.starts, end, "left"))
        if first >= last:
            nothing: NDArray[np.float32] = np.eye(1, len(LABELS), dtype=np.float32)[0]
            return nothing
        mean: NDArray[np.float32] = self.probabilities[first:last].mean(axis=0)
        return mean

    def spans(self, thresholds: Thresholds | None = None) -> tuple[Span, ...]:
        """Return the stretches of words to hide, in order, without overlap."""
        if not len(self):
            return ()
        chosen, labels = _cover(self, thresholds or Thresholds())
        kind = np.minimum(labels, len(DIRECT))
        new = np.ones(len(self), dtype=bool)
        new[1:] = (self.blocks[1:] != self.blocks[:-1]) | (kind[1:] != kind[:-1]) | ~chosen[:-1]
        firsts = np.flatnonzero(chosen & new)
        out = []
        for first in firsts.tolist():
            last = first + 1
            while last < len(self) and chosen[last] and not new[last]:
                last += 1
            weight = self.probabilities[first:last, 2:].sum(axis=0)
            label = HIDE[int(weight.argmax())]
            sure = float(self.exposure[first:last].max())
            out.append(Span(int(self.starts[first]), int(self.ends[last - 1]), label, sure))
        return tuple(out)


def _cover(
    prediction: Prediction, thresholds: Thresholds
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Words above the seed threshold, grown within their block and closed over short gaps.

    Returns which words are covered, and their labels; a closed gap has that of the word before.
    """
    exposure, blocks = prediction.exposure, prediction.blocks
    labels = prediction.labels.copy()
    seed = exposure >= np.array([thresholds.seed[label] for label in HIDE])[labels]
    substance = prediction.probabilities[:, LABELS.index("KEEP")] >= thresholds.keep
    needed = np.where(labels < len(DIRECT), thresholds.grow_direct, thresholds.grow)
    grow = seed | ((exposure >= needed) & ~substance)
    breaks = ~(grow[1:] & grow[:-1]) | (blocks[1:] != blocks[:-1])
    run = np.cumsum(np.concatenate(([False], breaks)))
    seeded = np.zeros(run[-1] + 1, dtype=bool)
    seeded[run[seed]] = True
    chosen: NDArray[np.bool_] = grow & seeded[run]
    places = np.flatnonzero(chosen & (labels >= len(DIRECT)))
    for left, right in pairwise(places.tolist()):
        gap = slice(left + 1, right)
        near = right - left - 1 <= thresholds.gap and blocks[left] == blocks[right]
        if near and not substance[gap].any():
            labels[gap] = np.where(chosen[gap], labels[gap], labels[left])
            chosen[gap] = True
    return chosen, labels
