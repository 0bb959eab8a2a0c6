"""How a document is cut for the encoder: windows of tokens in which every word is scored once.

Blocks are packed whole into windows while they fit; a longer block is cut, at the end of a sentence
if there is one.  A turn is preceded by what the roster says of its speaker, and each window by the
tail of what was said before it; neither is scored.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from redaction.documents import Document
from redaction.features import FEATURES, Matrix, Spans
from redaction.memory import Memory
from redaction.roster import Roster

LIMIT = 160  # tokens in a window: faster on two cores than longer ones, and no worse
CONTEXT = 32  # tokens of what was said before
PREFIX = 14  # tokens about the speaker
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


@dataclass(frozen=True, slots=True)
class _Tokens:
    ids: Ints
    words: Ints  # the word of a token, -1 for punctuation
    heads: NDArray[np.bool_]  # whether the token is the first of its word


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
    for number, tokens in _tokens(document, at, tokenizer, memory or Memory()):
        prefix = about.get(document.blocks[number].speaker, np.empty(0, dtype=np.int64))
        for start, end in _cuts(tokens, limit - CONTEXT - PREFIX - 4):
            size = len(prefix) + end - start + 1
            if pieces and filled + size > limit:
                yield _window(tail, pieces, count)
                tail = _tail(pieces)
                pieces = []
            if not pieces:
                filled = 2 + len(tail[0])
            rows = np.where(tokens.words[start:end] < 0, count, tokens.words[start:end])
            head = tokens.heads[start:end]
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
    document: Document, at: Spans, tokenizer: Tokenizer, memory: Memory
) -> Iterator[tuple[int, _Tokens]]:
    texts = [document.text[b.content : b.end] for b in document.blocks]
    new = list(dict.fromkeys(text for text in texts if not memory.known(("tokens", text))))
    for text, encoding in zip(
        new, tokenizer.encode_batch(new, add_special_tokens=False), strict=True
    ):
        lasts = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)[:, 1] - 1
        memory.keep(("tokens", text), (np.array(encoding.ids, dtype=np.int64), lasts))
    firsts = np.searchsorted(at.blocks, np.arange(len(texts) + 1)).tolist()
    for number, text in enumerate(texts):
        first, last = firsts[number], firsts[number + 1]
        if first == last:
            continue
        ids, lasts = memory["tokens", text]
        lasts = lasts + document.blocks[number].content
        words = np.searchsorted(at.starts[first:last], lasts, "right") - 1 + first
        inside = (words >= first) & (lasts < at.ends[np.maximum(words, 0)])
        words = np.where(inside, words, -1)
        heads = inside.copy()
        heads[1:] &= words[1:] != words[:-1]
        yield number, _Tokens(ids, words, heads)


def _cuts(tokens: _Tokens, size: int) -> Iterator[tuple[int, int]]:
    """Cut the tokens of a block into pieces of at most `size`, never within a word."""
    start, count = 0, len(tokens.ids)
    while count - start > size:
        end = start + size
        back = max(start, end - _REACH)
        ends = np.flatnonzero(np.isin(tokens.ids[back:end], _SENTENCE_ENDS))
        if len(ends):
            cut = back + int(ends[-1]) + 1
        else:
            heads = np.flatnonzero(tokens.heads[start + 1 : end + 1])
            cut = start + 1 + int(heads[-1]) if len(heads) else end
        while cut < count and tokens.words[cut] >= 0 and not tokens.heads[cut] and cut > start + 1:
            cut -= 1  # a full stop inside a number does not end a sentence
        yield start, cut
        start = cut
    if start < count:
        yield start, count
