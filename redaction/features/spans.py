"""The words of a document as the detector counts them."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from redaction.documents import Document
from redaction.memory import Memory
from redaction.words import WORD


@dataclass(frozen=True, slots=True)
class Spans:
    """All words of a document: where each starts and ends, and the block it stands in."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    blocks: NDArray[np.int64]


def spans(document: Document, memory: Memory | None = None) -> Spans:
    """Return the words of all blocks without their labels, in order."""
    memory = memory or Memory()
    places = [np.zeros((0, 2), dtype=np.int64)]
    for block in document.blocks:
        text = document.text[block.content : block.end]
        places.append(memory.get(("words", text), partial(_words_in, text)) + block.content)
    numbers = np.repeat(np.arange(len(document.blocks)), [len(found) for found in places[1:]])
    table = np.concatenate(places)
    return Spans(table[:, 0], table[:, 1], numbers)


def _words_in(text: str) -> NDArray[np.int64]:
    found = [match.span() for match in WORD.finditer(text)]
    return np.array(found, dtype=np.int64).reshape(len(found), 2)
