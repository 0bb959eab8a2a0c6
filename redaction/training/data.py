"""Annotated sessions as inputs and targets of the encoder."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from redaction.annotated import Gold, Session, load
from redaction.detector import collate
from redaction.features.columns import Matrix
from redaction.features.index import RosterIndex
from redaction.features.spans import spans
from redaction.prediction import LABELS
from redaction.scoring import is_content
from redaction.windows import Window, feature_table, windows

# What a word of each label weighs in the loss.  KEEP is rare and the hardest to tell.
WEIGHTS = {"O": 1.0, "KEEP": 3.0, "NAME": 2.5, "ROLE": 2.5, "AFFIL": 2.5, "SELF": 1.5,
           "PRESENCE": 2.0, "STYLE": 2.0, "FACT": 1.5, "PRON": 2.5}  # fmt: skip
_FUNCTION_WORD = 0.5  # words that carry nothing weigh half inside longer marks
TOKENS = 1792  # tokens in a batch, padding included


@dataclass(frozen=True, slots=True)
class Piece:
    """A window with the labels and weights of the words it scores."""

    window: Window
    table: Matrix
    labels: NDArray[np.int64]
    weights: Matrix


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of several windows; `scored` are the tokens that score a word, over all windows."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    scored: Tensor
    labels: Tensor
    weights: Tensor


def sessions(folders: Iterable[Path]) -> list[Session]:
    """Read all dialogues and meetings in the folders, in the order of their names."""
    paths = (path for folder in folders for path in sorted(folder.iterdir()))
    return [load(path) for path in paths if path.suffix in {".md", ".json"}]


def targets(gold: Gold, starts: Sequence[int], ends: Sequence[int]) -> tuple[
    NDArray[np.int64], Matrix
]:  # fmt: skip
    """Return label and weight of each word; a word that a mark touches has its label.

    Every mark counts alike in the score, so a long mark's words weigh less.
    """
    labels = np.zeros(len(starts), dtype=np.int64)
    weights = np.full(len(starts), WEIGHTS["O"], dtype=np.float32)
    for mark in gold.marks:
        first = int(np.searchsorted(ends, mark.start, "right"))
        last = int(np.searchsorted(starts, mark.end, "left"))
        labels[first:last] = LABELS.index(mark.label)
        size = max(1, last - first)
        weights[first:last] = max(WEIGHTS[mark.label] / size**0.5, 0.6)
        if size > 1:
            for i in range(first, last):
                if not is_content(gold.document.text[starts[i] : ends[i]]):
                    weights[i] *= _FUNCTION_WORD
    return labels, weights


def pieces(gold: Gold, tokenizer: Tokenizer, limit: int, *, blind: bool = False) -> list[Piece]:
    """Cut a document into pieces of at most `limit` tokens; `blind` leaves the roster out."""
    at = spans(gold.document)
    roster = type(gold.roster)() if blind else gold.roster
    table = feature_table(RosterIndex(roster).matrix(gold.document, at))
    labels, weights = targets(gold, at.starts.tolist(), at.ends.tolist())
    return [
        Piece(window, table, labels[window.words], weights[window.words])
        for window in windows(gold.document, roster, at, tokenizer, limit)
        if len(window.words)
    ]


def batches(found: Sequence[Piece], order: np.random.Generator) -> Iterator[Batch]:
    """Yield batches of pieces of like length, in random order."""
    ordered = sorted(found, key=lambda piece: (len(piece.window.ids), order.random()))
    groups: list[list[Piece]] = [[]]
    for piece in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * len(piece.window.ids) > TOKENS:
            groups.append([])
        groups[-1].append(piece)
    for i in order.permutation(len(groups)).tolist():
        yield _batch(groups[i])


def _batch(group: Sequence[Piece]) -> Batch:
    shifted: list[Window] = []
    offset = 0
    for piece in group:
        w = piece.window
        shifted.append(Window(w.ids, w.rows + offset, w.places, w.words))
        offset += len(piece.table)
    inputs = collate(shifted, np.concatenate([piece.table for piece in group]))
    return Batch(
        torch.from_numpy(inputs["ids"]),
        torch.from_numpy(inputs["mask"]),
        torch.from_numpy(inputs["features"]),
        torch.from_numpy(inputs["scored"]),
        torch.from_numpy(np.concatenate([p.labels for p in group])),
        torch.from_numpy(np.concatenate([p.weights for p in group])),
    )
