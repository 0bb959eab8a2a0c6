"""The learned detector: how likely each word gives somebody in the room away.

A small encoder (see `model/MODEL_CARD.md`) reads the words together with what the roster says about
each of them.  It runs on the processor with onnxruntime; nothing is kept but the model.
"""

import json
import os
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from redaction.documents import Document
from redaction.features.columns import Matrix
from redaction.features.index import RosterIndex
from redaction.features.spans import Spans, spans
from redaction.memory import Memory
from redaction.prediction import LABELS, Prediction, Thresholds
from redaction.roster import Roster
from redaction.windows import COLUMNS, Window, feature_table, windows

MODEL = Path(__file__).parent / "model"
"""The folder of the files that ship."""
_SLOWER = ["SkipLayerNormFusion", "GeluFusion"]  # on one core a fifth slower than their parts
_WORKERS = min(os.cpu_count() or 1, 8)  # windows at a time, each on one core


class Detector:
    """The model, loaded once.  Use `Detector.load()`.

    `thresholds` are those fitted on sessions that the model had not seen.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        thresholds: Thresholds,
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._workers = ThreadPoolExecutor(_WORKERS)
        self.thresholds = thresholds

    @classmethod
    def load(cls) -> "Detector":
        """Return the detector that is shipped with the package; loaded on the first call."""
        return _load(MODEL)

    @classmethod
    def read(cls, folder: Path) -> "Detector":
        """Return a detector from a folder as `training.export` writes it.

        Without `thresholds.json` in it the thresholds are those before calibration.
        """
        return _load(folder)

    def predict(self, document: Document, roster: Roster) -> Prediction:
        """Return the probabilities of every word in the document's blocks.

        Offsets are those of `document.text`; to look at a few paragraphs only, pass a document with
        the same text and these blocks.
        """
        return self.start(document, RosterIndex(roster))()

    def start(
        self, document: Document, index: RosterIndex, memory: Memory | None = None
    ) -> Callable[[], Prediction]:
        """Set the encoder to work beside the caller; the prediction is what is returned, called.

        Every window is run by itself, so that its numbers hang on nothing but its words, and those
        that are remembered are not run again.  When the memory is hurried, a window of the same
        words stands in for one of which the rest of the document now says something else.
        """
        memory = memory or Memory()
        at = spans(document, memory)
        table = feature_table(index.matrix(document, at, memory))
        marks = _marks(table)
        cut: list[tuple[Window, bytes, Hashable]] = []
        running: dict[bytes, Future[Matrix]] = {}
        for window in windows(document, index.roster, at, self._tokenizer, memory=memory):
            key, near = _content(window, marks), ("alike", window.ids.tobytes())
            cut.append((window, key, near))
            if memory.known(key) or key in running:
                continue
            if memory.hurried and memory.known(near):
                memory.owed += 1
            else:
                running[key] = self._workers.submit(self._run, window, table)

        def predicted() -> Prediction:
            for key, run in running.items():
                memory.keep(key, run.result())
            out = np.full((len(at.starts), len(LABELS)), np.nan, dtype=np.float32)
            for window, key, near in cut:
                known = memory.known(key)
                out[window.words] = memory.keep(near, memory[key]) if known else memory[near]
            _fill_gaps(out, at)
            return Prediction(at.starts, at.ends, at.blocks, out)

        return predicted

    def _run(self, window: Window, table: Matrix) -> Matrix:
        return _softmax(self._session.run(None, dict(collate([window], table)))[0])


def _marks(table: Matrix) -> NDArray[np.uint8]:
    """Return the same rows in a few bytes each: a bit a column, and whole what is not 0 or 1."""
    bits = np.packbits(table != 0, axis=1)
    between = ((table != 0) & (table != 1)).any(axis=0)
    return np.hstack((bits, np.ascontiguousarray(table[:, between]).view(np.uint8)))


def _content(window: Window, marks: NDArray[np.uint8]) -> bytes:
    """Return a key for all that the encoder sees of a window, and which of its tokens count."""
    seen = blake2b(window.ids.tobytes(), digest_size=16)
    seen.update(window.places.tobytes())
    seen.update(marks[window.rows].tobytes())
    return seen.digest()


def collate(batch: Sequence[Window], table: Matrix) -> Mapping[str, NDArray[np.generic]]:
    """Return the encoder's inputs.

    Ids and mask (windows, tokens), features (windows, tokens, COLUMNS), and the numbers of the
    tokens that score a word, counted over all windows (words,).
    """
    longest = max(len(window.ids) for window in batch)
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    mask = np.zeros((len(batch), longest), dtype=np.int64)
    features = np.zeros((len(batch), longest, COLUMNS), dtype=np.float32)
    for number, window in enumerate(batch):
        size = len(window.ids)
        ids[number, :size] = window.ids
        mask[number, :size] = 1
        features[number, :size] = table[window.rows]
    scored = [window.places + number * longest for number, window in enumerate(batch)]
    return {"ids": ids, "mask": mask, "features": features, "scored": np.concatenate(scored)}


def _softmax(logits: Matrix) -> Matrix:
    powers: Matrix = np.exp(logits - logits.max(axis=1, keepdims=True))
    sums: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return sums


def _fill_gaps(out: Matrix, at: Spans) -> None:
    """Give a word that shares its token with the word before (zero-width joins) that word's row."""
    for i in np.flatnonzero(np.isnan(out[:, 0])).tolist():
        together = i > 0 and at.blocks[i] == at.blocks[i - 1]
        out[i] = out[i - 1] if together else np.eye(1, len(LABELS))[0]


@lru_cache(maxsize=2)
def _load(folder: Path) -> Detector:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        folder / "detector.onnx",
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=_SLOWER,
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    fitted = folder / "thresholds.json"
    thresholds = Thresholds(**json.loads(fitted.read_text("utf-8"))) if fitted.exists() else None
    return Detector(session, tokenizer, thresholds or Thresholds())
