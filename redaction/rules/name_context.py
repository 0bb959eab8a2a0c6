"""A name in its line, and what the words beside it say about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from redaction import titles
from redaction.data import common_words, words
from redaction.pieces import Piece, token_of
from redaction.places import place_words
from redaction.scene import Scene

_SHORTEST_NAME = 3
_PATRONYMS = ("ovich", "evich", "ovna", "evna")


@dataclass(frozen=True, slots=True)
class Context:
    """A name with its titles (`first` to `last`) and alone (`begin` to `stop`), in pieces."""

    doc: Doc
    scene: Scene
    pieces: list[Piece]
    first: int
    last: int
    begin: int
    stop: int

    @property
    def previous(self) -> Piece | None:
        """The piece before the titles."""
        return self.pieces[self.first - 1] if self.first else None

    @property
    def following(self) -> Piece | None:
        """The piece after the name."""
        return self.pieces[self.last + 1] if self.last + 1 < len(self.pieces) else None

    @property
    def titled(self) -> frozenset[str]:
        """Long forms of the titles before the name."""
        table = titles.before()
        return frozenset(table[piece.key] for piece in self.pieces[self.first : self.begin])

    def token(self, piece: Piece) -> Token:
        """Return the token of a piece."""
        return token_of(self.doc, piece)

    @property
    def name(self) -> Piece:
        """The first piece of the name."""
        return self.pieces[self.begin]


@lru_cache(maxsize=64)
def word_class(section: str) -> frozenset[str]:
    """Return the words of a section of `data/names.yaml`."""
    return words("names.yaml", section)


def before(context: Context) -> Iterator[str]:
    """Say what stands before the name and its titles."""
    piece, near = context.previous, context.pieces[context.first].before
    if piece is None:
        yield "first word"
    elif near.isspace() and "\n" not in near:
        yield from _close_before(context, piece)
    elif near in {". ", "."} and len(piece.text) == 1 and piece.upper:
        yield "another initial"
    elif near == " / ":
        yield "after a stroke"
    elif near in {"-", "–", "/", " – ", "'"}:
        yield "joined before" if piece.capital else "tied before"
    elif near.startswith(","):
        yield "after a comma"
    elif near.strip().startswith(("(", "[", '"', "“")):
        yield "opens a bracket"
    else:
        yield "after a stop"


def _close_before(context: Context, piece: Piece) -> Iterator[str]:
    if piece.key == "our":
        yield "after our"
    if piece.key == "late" and context.first < context.begin:
        yield "after late"
    for section in (
        "naming",
        "articles",
        "address",
        "within",
        "from",
        "towards",
        "other",
        "geographic",
    ):
        if piece.key in word_class(section):
            yield f"after {section}"
    if (
        not piece.capital
        and context.token(piece).tag_ in {"JJ", "JJR"}
        and piece.key not in word_class("dear")
    ):
        yield "after an adjective"
    if piece.key in titles.particles() - word_class("articles"):
        yield "after a particle"
    elif piece.upper and len(piece.text) == 1 and piece.key not in {"i", "a"}:
        yield "another initial"
    elif piece.capital and _strange(context, piece):
        yield "after a stranger"


def _strange(context: Context, piece: Piece) -> bool:
    return not (
        len(piece.key) < _SHORTEST_NAME
        or piece.key.endswith(_PATRONYMS)
        or piece.key in common_words()
        or piece.key in titles.before()
        or piece.key in context.scene.room.parts
        or piece.key in place_words()
    )


def after(context: Context) -> Iterator[str]:
    """Say what stands behind the name."""
    piece = context.following
    if piece is None:
        yield "last word"
        return
    near = piece.before
    if near in {"'", "’"}:
        yield "possessive"
    elif near.isspace() and "\n" not in near:
        yield from _close_after(context, piece)
    elif near in {"-", "–", "/"}:
        yield "joined after" if piece.capital else "tied after"
    elif near.startswith((",", "?", "!")):
        yield "before a comma"
    elif near.startswith(" (") and piece.key in word_class("articles") | {"not", "as"}:
        yield "before an explanation"
    elif near.startswith((":", " (", ")")):
        yield "before a bracket"
    elif near == " / ":
        yield "before a stroke"
    else:
        yield "before a stop"


def _close_after(context: Context, piece: Piece) -> Iterator[str]:
    if piece.key == "of" and _of_a_place(context, piece):
        yield "of a place"
    elif piece.key in word_class("saying"):
        yield "says"
    elif piece.key in word_class("geographic"):
        yield "before geographic"
    elif piece.capital and piece.key != "i" and piece.key not in titles.after():
        known = piece.key in context.scene.room.parts
        if known:
            yield "before another name"
        else:
            yield "before a stranger" if _strange(context, piece) else "before a capital"
    else:
        tag = context.token(piece).tag_
        if tag in {"VBZ", "VBD", "MD"}:
            yield "before a verb"
        elif tag in {"NN", "NNS"}:
            yield "before a noun"


def _of_a_place(context: Context, piece: Piece) -> bool:
    """Return whether a capital follows "of": "the Amir of Qatar" is a title."""
    token = context.token(piece)
    follows = token.nbor() if token.i + 1 < len(token.doc) else token
    return follows.text[:1].isupper()
