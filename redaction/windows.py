"""How a document is cut for the encoder: windows of tokens in which every word is scored once.

Blocks are packed whole into windows while they fit; a longer block is cut, at the end of a sentence
if there is one.  A turn is preceded by what the roster says of its speaker, and each window by the
tail of what was said before it; neither is scored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from redaction.documents import Document
from redaction.features.columns import FEATURES, Matrix
from redaction.features.spans import Spans
from redaction.memory import Memory
from redaction.roster import Roster

LIMIT = 192  # tokens in a window: faster on two cores than longer ones, and no worse
CONTEXT = 8  # tokens of what was said before: more are no better on unseen sessions, and take time
PREFIX = 14  # tokens about the speaker
_AROUND = CONTEXT + PREFIX + 4  # tokens of a window that score no word, at most
_REACH = 50  # tokens to look back for the end of a sentence when a block is cut
COLUMNS = len(FEATURES) + 1  # the last column marks tokens about the speaker
CLS, SEP = 101, 102
_SENTENCE_ENDS = (1012, 1029, 999)  # . ? !

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the encoder.

    `rows[i]` is the row of token i in the feature table (see `feature_table`); `places` are the
    tokens that score a word and `words` the words they score.
    """

    ids: Ints
    rows: Ints
    places: Ints
    words: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Tokens:
    """A block's tokens.

    `words` are the words of the block that they belong to, -1 for punctuation; `heads` says whether
    a token is the first of its word; `cuts` are the pieces that may stand in a window.
    """

    ids: Ints
    words: Ints
    heads: NDArray[np.bool_]
    cuts: Sequence[tuple[int, int]]


def feature_table(matrix: Matrix) -> Matrix:
    """Return the rows that `Window.rows` points at: words, then "no word", then "speaker"."""
    table = np.zeros((len(matrix) + 2, COLUMNS), dtype=np.float32)
    table[: len(matrix), :-1] = matrix
    table[-1, -1] = 1.0
    return table


def windows(
    document: Document,
    roster: Roster,
    at: Spans,
    tokenizer: Tokenizer,
    limit: int = LIMIT,
    memory: Memory | None = None,
) -> Iterator[Window]:
    """Cut `document` into windows of at most `limit` tokens."""
    count = len(at.starts)
    about = _prefixes(document, roster, tokenizer)
    pieces: list[tuple[Ints, Ints, NDArray[np.bool_]]] = []
    filled = 0
    tail = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    for number, first, tokens in _tokens(document, at, tokenizer, limit, memory or Memory()):
        prefix = about.get(document.blocks[number].speaker, np.empty(0, dtype=np.int64))
        words = np.where(tokens.words < 0, count, tokens.words + first)
        for start, end in tokens.cuts:
            size = len(prefix) + end - start + 1
            if pieces and filled + size > limit:
                yield _window(tail, pieces, count)
                tail = _tail(pieces)
                pieces = []
            if not pieces:
                filled = 2 + len(tail[0])
            rows, head = words[start:end], tokens.heads[start:end]
            pieces.append(
                (
                    np.concatenate((prefix, tokens.ids[start:end], [SEP])),
                    np.concatenate((np.full(len(prefix), count + 1), rows, [count])),
                    np.concatenate((np.zeros(len(prefix), dtype=bool), head, [False])),
                )
            )
            filled += size
    if pieces:
        yield _window(tail, pieces, count)


def _window(
    tail: tuple[Ints, Ints], pieces: list[tuple[Ints, Ints, NDArray[np.bool_]]], count: int
) -> Window:
    between = [SEP] if len(tail[0]) else []
    ids = np.concatenate(([CLS], tail[0], between, *(p[0] for p in pieces))).astype(np.int64)
    before = np.concatenate(([count], tail[1], [count] * len(between))).astype(np.int64)
    rows = np.concatenate((before, *(p[1] for p in pieces))).astype(np.int64)
    heads = np.concatenate((np.zeros(len(before), dtype=bool), *(p[2] for p in pieces)))
    places = np.flatnonzero(heads)
    return Window(ids, rows, places, rows[places])


def _tail(pieces: list[tuple[Ints, Ints, NDArray[np.bool_]]]) -> tuple[Ints, Ints]:
    ids, rows, _ = pieces[-1]
    return ids[-CONTEXT - 1 : -1], rows[-CONTEXT - 1 : -1]


def _prefixes(document: Document, roster: Roster, tokenizer: Tokenizer) -> dict[str, Ints]:
    speaking = {block.speaker for block in document.blocks if block.speaker}
    people = [person for person in roster if person.id in speaking]
    texts = [
        ", ".join(filter(None, (p.role, p.organisation, p.delegation))) or p.honorific
        for p in people
    ]
    found = tokenizer.encode_batch(texts, add_special_tokens=False)
    return {
        person.id: np.array(encoding.ids[:PREFIX], dtype=np.int64)
        for person, encoding in zip(people, found, strict=True)
    }


def _tokens(
    document: Document, at: Spans, tokenizer: Tokenizer, limit: int, memory: Memory
) -> Iterator[tuple[int, int, _Tokens]]:
    """Yield the number of each block with words, the number of its first word, and its tokens."""
    texts = [document.text[b.content : b.end] for b in document.blocks]
    keys = [("tokens", limit, text) for text in texts]
    new = list(dict.fromkeys(key for key in keys if not memory.known(key)))
    found = tokenizer.encode_batch([key[-1] for key in new], add_special_tokens=False)
    encodings = dict(zip(new, found, strict=True))
    firsts = np.searchsorted(at.blocks, np.arange(len(texts) + 1)).tolist()
    for number, key in enumerate(keys):
        here = slice(firsts[number], firsts[number + 1])
        if here.start == here.stop:
            continue
        if key in encodings and not memory.known(key):
            words = np.stack((at.starts[here], at.ends[here])) - document.blocks[number].content
            memory.keep(key, _aligned(encodings[key], words, limit))
        yield number, here.start, memory[key]


def _aligned(encoding: Encoding, words: Ints, limit: int) -> _Tokens:
    starts, ends = words
    lasts = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)[:, 1] - 1
    belongs = np.searchsorted(starts, lasts, "right") - 1
    inside = (belongs >= 0) & (lasts < ends[np.maximum(belongs, 0)])
    belongs = np.where(inside, belongs, -1)
    heads = inside.copy()
    heads[1:] &= belongs[1:] != belongs[:-1]
    ids = np.array(encoding.ids, dtype=np.int64)
    return _Tokens(ids, belongs, heads, tuple(_cuts(ids, belongs, heads, limit - _AROUND)))


def _cuts(ids: Ints, words: Ints, heads: NDArray[np.bool_], size: int) -> Iterator[tuple[int, int]]:
    """Cut the tokens of a block into pieces of at most `size`, never within a word."""
    start, count = 0, len(ids)
    while count - start > size:
        end = start + size
        back = max(start, end - _REACH)
        ends = np.flatnonzero(np.isin(ids[back:end], _SENTENCE_ENDS))
        if len(ends):
            cut = back + int(ends[-1]) + 1
        else:
            begun = np.flatnonzero(heads[start + 1 : end + 1])
            cut = start + 1 + int(begun[-1]) if len(begun) else end
        while cut < count and words[cut] >= 0 and not heads[cut] and cut > start + 1:
            cut -= 1  # a full stop inside a number does not end a sentence
        yield start, cut
        start = cut
    if start < count:
        yield start, count
