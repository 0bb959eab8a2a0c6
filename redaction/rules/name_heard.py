"""Names as they are misspelt, or as a listener or a speech recogniser hears them."""

from __future__ import annotations

from dataclasses import replace

from redaction.data import common_words
from redaction.rules.name_likeness import expected_name, like, sounding
from redaction.rules.name_line import LONGEST, Hit, Line

#: Words from either end of a turn within which people name themselves and each other.
_SOON = 8


def heard(line: Line, at: int) -> Hit | None:
    """Return the name that the words from piece `at` on are meant to be."""
    return _due(line, at) or _like(line, at)


def _due(line: Line, at: int) -> Hit | None:
    """Match mis-heard words where a name is due: whose turn it is, was or will be.

    People introduce themselves when they begin, thank who spoke before, and call on the next.
    """
    scene = line.scene
    begins, ends = at < _SOON, at + _SOON + LONGEST >= len(line.pieces)
    expected = [scene.block.speaker, scene.before] * begins + [scene.after] * ends
    if not any(expected):
        return None
    for size in range(LONGEST, 0, -1):
        group = line.pieces[at : at + size]
        if len(group) < size or any(piece.before not in {" ", "-"} for piece in group[1:]):
            continue
        if not (scene.uncased or all(piece.capital for piece in group)):
            continue
        keys = tuple(piece.key for piece in group)
        if size == 1 and keys[0] in common_words():
            continue
        for person in filter(None, expected):
            found = expected_name(line.room, keys, person)
            if found:
                return Hit(at, at + size - 1, frozenset({person}), "due", found)
    return None


def _like(line: Line, at: int) -> Hit | None:
    piece = line.pieces[at]
    titled = line.titles(at) < at
    if not (piece.capital or line.scene.uncased or titled):
        return None
    titled = titled and (piece.capital or line.scene.uncased or piece.key not in common_words())
    found = like(line.room, piece.key, loose=titled)
    if found is None:
        return _sounding(line, at, titled=titled)
    return replace(line.grown(at, at, found[0], "like"), kind="like", likeness=found[1])


def _sounding(line: Line, at: int, *, titled: bool) -> Hit | None:
    """Match words that together sound like a name: "no zoomy", "Shock Tea"."""
    for size in range(LONGEST, 0, -1):
        group = line.pieces[at : at + size]
        if len(group) < size or any(piece.before not in {" ", "-"} for piece in group[1:]):
            continue
        if not (line.scene.uncased or titled or all(piece.capital for piece in group)):
            continue
        if any(piece.key in line.room.parts for piece in group[1:]):
            continue
        found = sounding(line.room, tuple(piece.key for piece in group), titled=titled)
        if found:
            return Hit(at, at + size - 1, found[0], "sounds", found[1])
    return None
