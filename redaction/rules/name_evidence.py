"""How likely a word spelt like a participant's name means that participant, by its surroundings.

Each observation is evidence with a weight in log-odds (`data/name_weights.yaml`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from redaction import titles
from redaction.data import common_words, load_yaml
from redaction.pieces import Piece
from redaction.places import codes, place_words
from redaction.rules.name_context import Context, after, before, word_class

_SOON = 8
_DEPENDENCIES = frozenset(
    {"nsubj", "nsubjpass", "pobj", "dobj", "compound", "poss", "npadvmod", "appos", "conj"}
    | {"ROOT", "nmod", "amod", "attr", "dep", "intj"}
)
_YEAR = re.compile(r"1[3-9]\d\d|20\d\d|II|III|IV")
_NOMINAL = frozenset({"NNP", "NNPS"})


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return dict(load_yaml("name_weights.yaml"))


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
        *before(context),
        *after(context),
    ]


def _speakers(context: Context, persons: frozenset[str]) -> Iterator[str]:
    """Compare with who speaks: people seldom name themselves, but for introducing themselves."""
    if context.scene.block.speaker not in persons:
        return
    if context.previous is not None and context.previous.key == "this":
        yield "this one, the speaker's own"
    if len(persons) == 1:
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
    if titled & word_class("male"):
        return persons <= room.female
    return bool(titled & word_class("female")) and persons <= room.male


def _word(context: Context, kind: str) -> Iterator[str]:
    piece = context.name
    if _caseless(context, piece):
        yield "small, no capitals anywhere"
    elif not piece.capital:
        yield "small"
        if _capital_elsewhere(context, piece):
            yield "small beside its capital"
    elif piece.upper and len(piece.text) > 1 and kind != "initials":
        yield "all capitals"
    if kind == "initials":
        if piece.text in codes():
            yield "a code of that spelling"
        if piece.text in word_class("words in capitals"):
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
    if piece.key in word_class("months") and _dated(context, piece):
        yield "a date"


def _caseless(context: Context, piece: Piece) -> bool:
    """Return whether the case of a word says nothing, as in a paragraph all in capitals."""
    return context.scene.uncased and (piece.upper or not piece.capital)


def _capital_elsewhere(context: Context, piece: Piece) -> bool:
    """Return whether the paragraph writes the same word as a name too: "Mina / mina"."""
    return any(other.capital and other.key == piece.key for other in context.pieces)


def _grammar(context: Context) -> Iterator[str]:
    """Say what the name is in its sentence, and whether a year stands beside it."""
    token = context.token(context.pieces[context.stop])
    if token.dep_ in _DEPENDENCIES:
        yield f"is {token.dep_}"
    near = token.doc[max(0, token.i - 3) : token.i + 4]
    if any(_YEAR.fullmatch(other.text) for other in near):
        yield "beside a year"


def _common(context: Context, piece: Piece) -> Iterator[str]:
    if not piece.capital or _caseless(context, piece):
        yield "a small common word"
        return
    starts = context.previous is None or any(mark in piece.before for mark in ".?!:;\n•-")
    proper = context.token(piece).tag_ in _NOMINAL
    yield f"a common word {'first ' if starts else ''}{'as name' if proper else 'as word'}"


def _dated(context: Context, piece: Piece) -> bool:
    token = context.token(piece)
    around = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    return any(near.like_num or near.lower_ in word_class("dated") for near in around)
