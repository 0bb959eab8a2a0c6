"""A block's words, cut finer than spaCy does: at hyphens and apostrophes too, as names need it."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

from redaction.closure import PART
from redaction.spelling import key
from redaction.texts import text_of


class Piece(NamedTuple):
    """Letters in a row; `before` is what stands between them and the piece before."""

    start: int
    end: int
    text: str
    key: str
    before: str
    token: Token

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, or is of a script that has none."""
        return not self.text[0].islower()

    @property
    def upper(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()


def pieces(doc: Doc) -> list[Piece]:
    """Cut the words of a Doc into pieces, each with the token it lies in."""
    found: list[Piece] = []
    words = text_of(doc)
    at = 0
    tokens = list(doc)
    ends = [token.idx + len(token) for token in tokens]
    place = 0
    for match in PART.finditer(words):
        start, end = match.span()
        while place < len(ends) and ends[place] <= start:
            place += 1
        if place == len(ends):
            break
        text = match.group()
        found.append(Piece(start, end, text, key(text), words[at:start], tokens[place]))
        at = end
    return found
