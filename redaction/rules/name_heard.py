"""Names as they are misspelt, or as a listener or a speech recogniser hears them."""

from __future__ import annotations

from dataclasses import replace

from redaction import titles
from redaction.closure import PART
from redaction.data import common_words, words
from redaction.rules.name_likeness import expected_name, like, misheard, sounding
from redaction.rules.name_line import LONGEST, NOBODY, Hit, Line
from redaction.spelling import key

#: Words from either end of a turn within which people name themselves and each other.
_SOON = 8
#: Words from a machine's name to what it wrote, and how many those may be.
_BESIDE, _LONGEST_HEARD = 6, 5


def heard(line: Line, at: int) -> Hit | None:
    """Return the name that the words from piece `at` on are meant to be."""
    return _written(line, at) or _corrected(line, at) or _due(line, at) or _like(line, at)


def _written(line: Line, at: int) -> Hit | None:
    """Match what a machine made of a name: "the captions say come our love now can"."""
    first = line.pieces[at]
    if not line.machine or not _behind_machine(line, at):
        return None
    if first.key in words("names.yaml", "between"):
        return None
    found = [
        (likely[1], last, likely[0])
        for last in range(at, min(at + _LONGEST_HEARD, len(line.pieces)))
        if all(piece.before in {" ", "-"} for piece in line.pieces[at + 1 : last + 1])
        and (likely := misheard(line.room, tuple(p.key for p in line.pieces[at : last + 1])))
    ]
    likeness, last, who = max(found, key=lambda one: one[:2], default=(0.0, at, NOBODY))
    plain = last == at and not (first.capital or line.scene.uncased or '"' in first.before)
    return None if not who or plain else Hit(at, last, who, "due", likeness)


def _behind_machine(line: Line, at: int) -> bool:
    """Return whether a machine that writes is named shortly before, in the same sentence."""
    for piece in reversed(line.pieces[max(0, at - _BESIDE) : at + 1]):
        if piece.start < line.pieces[at].start and piece.key in words("names.yaml", "machines"):
            return True
        if any(mark in piece.before for mark in ".?!\n"):
            return False
    return False


def _corrected(line: Line, at: int) -> Hit | None:
    """Match a slip that is put right at once: "dagger, sorry, dagur"."""
    if not line.corrected:
        return None
    for size in range(1, LONGEST + 1):
        group, behind = line.pieces[at : at + size], line.pieces[at + size : at + size + 2]
        if len(behind) < len(("sorry", "name")) or behind[0].key != "sorry":
            continue
        meant = line.room.parts.get(behind[1].key, NOBODY)
        likely = misheard(line.room, tuple(piece.key for piece in group)) if meant else None
        if likely and likely[0] & meant and group[0].key not in words("names.yaml", "between"):
            return Hit(at, at + size - 1, likely[0] & meant, "due", likely[1])
    return None


def _due(line: Line, at: int) -> Hit | None:
    """Match mis-heard words where a name is due: whose turn it is, was or will be.

    People introduce themselves when they begin, thank who spoke before, and call on the next.
    """
    scene = line.scene
    begins, ends = at < _SOON, at + _SOON + LONGEST >= len(line.pieces)
    if not (begins or ends):
        return None
    expected = [scene.block.speaker, scene.before] * begins + [scene.after] * ends
    if not any(expected):
        return None
    for size in range(line.breath(at, capital=not scene.uncased), 0, -1):
        keys = tuple(piece.key for piece in line.pieces[at : at + size])
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
    whole = line.grown(_with_particle(line, at, found[0]), at, found[0], "like")
    return replace(whole, kind="full" if whole.last > at else "like", likeness=found[1])


def _with_particle(line: Line, at: int, who: frozenset[str]) -> int:
    """Return where a name begins that has a particle before piece `at`: "al-Maskary"."""
    before = line.pieces[at - 1] if at and line.pieces[at].before in {"-", " "} else None
    if before is None or before.key not in titles.particles():
        return at
    people = line.room.roster.by_id
    own = any(before.key in PART.findall(key(people[person].name)) for person in who)
    return at - 1 if own else at


def _sounding(line: Line, at: int, *, titled: bool) -> Hit | None:
    """Match words that together sound like a name: "no zoomy", "Shock Tea"."""
    for size in range(line.breath(at, capital=not (line.scene.uncased or titled)), 0, -1):
        first, *others = (piece.key for piece in line.pieces[at : at + size])
        if not line.room.parts.keys().isdisjoint(others):
            continue
        found = sounding(line.room, (first, *others), titled=titled)
        if found:
            return Hit(at, at + size - 1, found[0], "sounds", found[1])
    return None
