"""How likely a word spelt like a participant's name means that participant, by its surroundings.

Each observation is evidence with a weight in log-odds (`data/name_weights.yaml`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from redaction import titles
from redaction.data import common_words, load_yaml, words
from redaction.pieces import Piece
from redaction.places import codes, place_words
from redaction.scene import Scene

_SOON = 8
_SHORTEST_NAME = 3
_BEFORE = ("naming", "articles", "address", "within", "from", "towards", "other", "geographic")
_PATRONYMS = ("ovich", "evich", "ovna", "evna")
_DEPENDENCIES = frozenset(
    {"nsubj", "nsubjpass", "pobj", "dobj", "compound", "poss", "npadvmod", "appos", "conj"}
    | {"ROOT", "nmod", "amod", "attr", "dep", "intj"}
)
_YEAR = re.compile(r"1[3-9]\d\d|20\d\d|II|III|IV")
_NOMINAL = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Context:
    """A name with its titles (`first` to `last`) and alone (`begin` to `stop`), in pieces."""

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

    @property
    def name(self) -> Piece:
        """The first piece of the name."""
        return self.pieces[self.begin]


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return dict(load_yaml("name_weights.yaml"))


@lru_cache(maxsize=64)
def _class(section: str) -> frozenset[str]:
    return words("names.yaml", section)


def score(evidence: list[str], likeness: float) -> float:
    """Return the probability that evidence of a name means the person."""
    weights = _weights()
    odds = sum(weights[name] for name in evidence) + weights["likeness"] * (1 - likeness)
    return 1 / (1 + math.exp(-odds))


def evidence(context: Context, persons: frozenset[str], kind: str) -> list[str]:
    """Return the names of the weights that apply."""
    return [
        f"kind {kind}",
        context.scene.block.kind,
        *_speakers(context, persons),
        *_titles(context, persons),
        *_word(context, kind),
        *_grammar(context),
        *_before(context),
        *_after(context),
    ]


def _speakers(context: Context, persons: frozenset[str]) -> Iterator[str]:
    """Compare with who speaks: people seldom name themselves, but for introducing themselves."""
    if persons == {context.scene.block.speaker}:
        yield "the speaker's own, first" if context.first <= _SOON else "the speaker's own"


def _titles(context: Context, persons: frozenset[str]) -> Iterator[str]:
    if context.last > context.stop:
        yield "suffix"
    titled = context.titled
    if not titled:
        return
    held = frozenset[str]().union(*(context.scene.room.forms[who].honorifics for who in persons))
    if titled & held:
        yield "title held"
    elif titled & titles.offices():
        yield "office not held"
    elif _other_gender(context, titled, persons):
        yield "title of the other gender"
    else:
        yield "title"


def _other_gender(context: Context, titled: frozenset[str], persons: frozenset[str]) -> bool:
    room = context.scene.room
    if titled & _class("male"):
        return persons <= room.female
    return bool(titled & _class("female")) and persons <= room.male


def _word(context: Context, kind: str) -> Iterator[str]:
    piece = context.name
    if not piece.capital:
        yield "small, no capitals anywhere" if context.scene.uncased else "small"
        if not context.scene.uncased and _capital_elsewhere(context, piece):
            yield "small beside its capital"
    elif piece.upper and len(piece.text) > 1 and kind != "initials":
        yield "all capitals"
    if kind == "initials":
        if piece.text in codes():
            yield "a code of that spelling"
        if piece.text in _class("words in capitals"):
            yield "a word in capitals"
    if kind == "full" and not any(
        part.capital or part.key not in common_words()
        for part in context.pieces[context.begin : context.stop + 1]
    ):
        yield "small common words"
    if kind in {"full", "initials"} or context.first < context.begin:
        return
    yield f"single {min(len(piece.key), 4)}"
    if piece.key in common_words():
        yield from _common(context, piece)
    if piece.key in place_words():
        yield "a place of that name"
    if piece.key in _class("months") and _dated(piece):
        yield "a date"


def _capital_elsewhere(context: Context, piece: Piece) -> bool:
    """Return whether the paragraph writes the same word as a name too: "Mina / mina"."""
    return any(other.capital and other.key == piece.key for other in context.pieces)


def _grammar(context: Context) -> Iterator[str]:
    """Say what the name is in its sentence, and whether a year stands beside it."""
    token = context.pieces[context.stop].token
    if token.dep_ in _DEPENDENCIES:
        yield f"is {token.dep_}"
    near = token.doc[max(0, token.i - 3) : token.i + 4]
    if any(_YEAR.fullmatch(other.text) for other in near):
        yield "beside a year"


def _common(context: Context, piece: Piece) -> Iterator[str]:
    if not piece.capital:
        yield "a small common word"
        return
    starts = context.previous is None or any(mark in piece.before for mark in ".?!:;\n•-")
    proper = piece.token.tag_ in _NOMINAL
    yield f"a common word {'first ' if starts else ''}{'as name' if proper else 'as word'}"


def _dated(piece: Piece) -> bool:
    token = piece.token
    around = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    return any(near.like_num or near.lower_ in _class("dated") for near in around)


def _before(context: Context) -> Iterator[str]:
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
        if piece.key in _class(section):
            yield f"after {section}"
    if piece.token.tag_ in {"JJ", "JJR"} and not piece.capital and piece.key not in _class("dear"):
        yield "after an adjective"
    if piece.key in titles.particles() - _class("articles"):
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


def _after(context: Context) -> Iterator[str]:
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
    elif near.startswith(" (") and piece.key in _class("articles") | {"not", "as"}:
        yield "before an explanation"
    elif near.startswith((":", " (", ")")):
        yield "before a bracket"
    elif near == " / ":
        yield "before a stroke"
    else:
        yield "before a stop"


def _close_after(context: Context, piece: Piece) -> Iterator[str]:
    if piece.key == "of" and _of_a_place(piece):
        yield "of a place"
    elif piece.key in _class("saying"):
        yield "says"
    elif piece.key in _class("geographic"):
        yield "before geographic"
    elif piece.capital and piece.key != "i" and piece.key not in titles.after():
        known = piece.key in context.scene.room.parts
        if known:
            yield "before another name"
        else:
            yield "before a stranger" if _strange(context, piece) else "before a capital"
    elif piece.token.tag_ in {"VBZ", "VBD", "MD"}:
        yield "before a verb"
    elif piece.token.tag_ in {"NN", "NNS"}:
        yield "before a noun"


def _of_a_place(piece: Piece) -> bool:
    """Return whether a capital follows "of": "the Amir of Qatar" is a title."""
    token = piece.token
    follows = token.nbor() if token.i + 1 < len(token.doc) else token
    return follows.text[:1].isupper()
