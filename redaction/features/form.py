"""Columns that need neither roster nor other blocks: pronouns, and how a word is written."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from redaction.data import common_words
from redaction.documents import Block
from redaction.features.columns import COLUMN, Matrix
from redaction.features.vocabulary import FIRST, GENDER, PLURAL, SECOND, place_words

_OPENING = 6  # words at the head of a turn where people are addressed
_QUOTES = frozenset('"“”„«»')
#: Below this share of capitals a text is as a speech recogniser writes.
NO_CAPITALS = 0.03


def shape(
    out: Matrix, block: Block, surface: Sequence[str], forms: Sequence[str], gaps: Sequence[str],
    *, quoted: bool,
) -> NDArray[np.bool_]:  # fmt: skip
    """Fill them for the words of a block; return which words begin a sentence.

    Args:
        surface: the words as they stand; forms: normalised; gaps: what stands between them.
        quoted: the block begins inside quotation marks.
    """
    out[:, COLUMN["gendered"]] = [form in GENDER for form in forms]
    for column, known in (
        ("first", FIRST), ("plural", PLURAL), ("second", SECOND), ("common", common_words()),
        ("place", place_words()),
    ):  # fmt: skip
        out[:, COLUMN[column]] = [form in known for form in forms]
    out[:, COLUMN["note"]] = block.kind == "note"
    out[:, COLUMN["speaker_known"]] = bool(block.speaker)
    out[:_OPENING, COLUMN["opening"]] = 1.0
    starts = np.array([True, *(any(c in ".!?:" for c in gap) for gap in gaps)])
    capital = np.array([word[0].isupper() for word in surface])
    out[:, COLUMN["sentence_start"]] = starts
    out[:, COLUMN["capital"]] = capital
    out[:, COLUMN["all_capitals"]] = [len(w) > 1 and w.isupper() for w in surface]
    out[:, COLUMN["lower_block"]] = capital.mean() < NO_CAPITALS
    out[:, COLUMN["digit"]] = [word[0].isdigit() for word in surface]
    out[:, COLUMN["quoted"]] = _inside_quotes(gaps, quoted=quoted)
    return starts


def opens_quote(gap: str) -> bool:
    """Return whether quotation marks between two words change whether words are quoted."""
    return not _QUOTES.isdisjoint(gap) and sum(char in _QUOTES for char in gap) % 2 == 1


def _inside_quotes(gaps: Iterable[str], *, quoted: bool) -> list[bool]:
    found = [quoted]
    for gap in gaps:
        found.append(found[-1] != opens_quote(gap))
    return found
