"""A block's words, cut finer than spaCy does: at hyphens and apostrophes too, as names need it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from redaction.closure import PART
from redaction.spelling import key


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters in a row; `before` is what stands between them and the piece before."""

    start: int
    end: int
    text: str
    key: str
    before: str
    token: Token

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def upper(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()


def pieces(doc: Doc) -> list[Piece]:
    """Cut the words of a Doc into pieces, each with the token it lies in."""
    found: list[Piece] = []
    words = doc.text
    at = 0
    tokens = iter(doc)
    token = next(tokens, None)
    for match in PART.finditer(words):
        while token is not None and token.idx + len(token.text) <= match.start():
            token = next(tokens, None)
        if token is None:
            break
        text = match.group()
        found.append(
            Piece(match.start(), match.end(), text, key(text), words[at : match.start()], token)
        )
        at = match.end()
    return found
