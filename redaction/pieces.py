"""A block's words, cut finer than spaCy does: at hyphens and apostrophes too, as names need it."""

from __future__ import annotations

from typing import NamedTuple, cast

from spacy.tokens import Doc, Span, Token

from redaction.closure import PART
from redaction.spelling import key


class Piece(NamedTuple):
    """Letters in a row.

    Attributes:
        before: what stands between them and the piece before.
        capital: whether it begins with a capital letter, or is of a script that has none.
        upper: whether all its letters are capitals.
    """

    start: int
    end: int
    text: str
    key: str
    before: str
    capital: bool
    upper: bool


def pieces(words: str) -> list[Piece]:
    """Cut the words of a block into pieces."""
    found: list[Piece] = []
    at = 0
    for match in PART.finditer(words):
        start, end = match.span()
        text = match.group()
        capital, upper = not text[0].islower(), text.isupper()
        found.append(Piece(start, end, text, key(text), words[at:start], capital, upper))
        at = end
    return found


def token_of(doc: Doc, piece: Piece) -> Token:
    """Return the token in which a piece of the words of `doc` begins."""
    return cast(Span, doc.char_span(piece.start, piece.end, alignment_mode="expand"))[0]
