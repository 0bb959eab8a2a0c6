"""CH106: words that say what a participant's name means, in play.

"Two hopes on one bench" about a Nadiya and an Amal; "presumed innocent, my cousins send me the
page" of a Mr Innocent.  The plain use of such words stays: what stands around one is evidence,
weighed in log-odds (`data/play_weights.yaml`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from redaction.data import load_yaml, words
from redaction.pieces import Piece
from redaction.scene import Scene

_STEM = 5
"""Letters from which on a word may be derived from another: innocent, innocently."""
_LONGEST_ENDING = 4
_NEAR, _SOON = 80, 100
_LONG, _OFTEN = 22, 3
_LIKELY = 0.5
_PART = re.compile(r"[^.;?!:()\n\[\]]+")
_BREATH = re.compile(r"[^,.;?!:()\n\[\]—–]+")
_QUOTES = frozenset("\"“'‘")
_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours"})
_COUNT = frozenset({"two", "three", "both", "several", "another", "other"})


class Play(NamedTuple):
    """Characters of a clause that may play with the names of `persons`, and the evidence.

    `word` is where the first word stands that one of the names means.
    """

    start: int
    end: int
    persons: frozenset[str]
    word: int
    evidence: tuple[str, ...]


class _Said(NamedTuple):
    """A word that means what the names of `persons` mean."""

    piece: Piece
    persons: frozenset[str]


def plays(scene: Scene, text: str) -> Iterator[Play]:
    """Yield each clause with a word that a participant's name means."""
    said = list(_said(scene))
    for clause in (match.span() for match in _PART.finditer(text) if said):
        inside = [one for one in said if clause[0] <= one.piece.start < clause[1]]
        if inside:
            who = frozenset[str]().union(*(one.persons for one in inside))
            at = inside[0].piece.start
            times = sum(one.piece.key == inside[0].piece.key for one in said)
            evidence = (*_around(scene, clause, who, at), *_word(scene, text, inside[0], times))
            yield Play(*_reach(text, clause, at), who, at, evidence)


def score(play: Play) -> float:
    """Return the probability that a clause plays with a name."""
    weights: dict[str, float] = load_yaml("play_weights.yaml")
    return 1 / (1 + math.exp(-sum(weights[name] for name in play.evidence)))


def _said(scene: Scene) -> Iterator[_Said]:
    """Yield the words that mean a name; one written as the name itself is for other rules."""
    for piece in scene.pieces:
        as_name = piece.key in scene.room.parts and (piece.capital or scene.uncased)
        who = frozenset() if as_name else _bearers(scene.room.meant, piece.key)
        if who:
            yield _Said(piece, who)


def _reach(text: str, clause: tuple[int, int], at: int) -> tuple[int, int]:
    """Return the clause without space around it; of a long one what is said in one breath."""
    start, end = clause
    if len(text[start:end].split()) > _LONG:
        breaths = (breath.span() for breath in _BREATH.finditer(text, start, end))
        start, end = next((b for b in breaths if b[0] <= at < b[1]), clause)
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" ,-–—•")), end - len(words) + len(words.rstrip())


def _around(scene: Scene, clause: tuple[int, int], who: frozenset[str], at: int) -> Iterator[str]:
    """Say who speaks, what else is said in the clause, and whether a bearer is named nearby."""
    inside = [piece.key for piece in scene.pieces if clause[0] <= piece.start < clause[1]]
    yield scene.block.kind
    if scene.block.speaker in who:
        yield "own, first person" if _FIRST.intersection(inside) else "own"
    elif who & {scene.before, scene.after}:
        yield "beside"
    if len(who) > 1:
        yield "several bearers"
    if scene.block.kind == "turn" and at < _SOON:
        yield "soon"
    if len(inside) > _LONG:
        yield "long"
    for section in ("naming play", "languages", "likening"):
        if words("names.yaml", section).intersection(inside):
            yield section
    named = [
        name.start - scene.offset
        for name in scene.found
        if name.family == "CH1" and name.score >= _LIKELY and who.intersection(name.persons)
    ]
    if any(clause[0] <= name < clause[1] for name in named):
        yield "named in the clause"
    elif any(abs(name - at) < _NEAR for name in named):
        yield "named near"


def _word(scene: Scene, text: str, said: _Said, times: int) -> Iterator[str]:
    """Say how the word itself is used; `times` is how often it stands in the block."""
    piece = said.piece
    place = scene.pieces.index(piece)
    if place and scene.pieces[place - 1].key in _COUNT:
        yield "counted"
    if text[piece.start - 1 : piece.start] in _QUOTES:
        yield "quoted"
    if times >= _OFTEN:
        yield "often"
    if piece.key in words("names.yaml", "everyday"):
        yield "everyday"
    if piece.key in scene.room.parts:
        yield "the name in small letters"


def _bearers(meant: dict[str, frozenset[str]], word: str) -> frozenset[str]:
    found = meant.get(word, frozenset())
    if found or len(word) <= _STEM:
        return found
    stems = (word[:size] for size in range(max(_STEM, len(word) - _LONGEST_ENDING), len(word)))
    return next((meant[stem] for stem in stems if stem in meant), found)
