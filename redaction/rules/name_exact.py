"""Names as the list has them: whole, in part, with initials, short, or initials alone."""

from __future__ import annotations

from dataclasses import replace

from redaction import titles
from redaction.closure import surname
from redaction.data import common_words
from redaction.places import place_words
from redaction.romanising import foreign, untitled
from redaction.rules.name_likeness import abbreviations, like
from redaction.rules.name_line import JOINTS, LONGEST, NOBODY, Hit, Line, joins

_LONGEST_HEAD, _SHORTEST_TAIL = 3, 4
_LONGEST_GIVEN = 2
_FAMILY_ONLY = 0.79
"""Likeness of a name in another script whose given name cannot be compared."""


def exact(line: Line, at: int) -> Hit | None:
    """Return the name of the list that begins at piece `at`."""
    return (
        _joined(line, at)
        or _run(line, at)
        or _titled_initial(line, at)
        or _short(line, at)
        or _initials(line, at)
        or _written(line, at)
    )


def _joined(line: Line, at: int) -> Hit | None:
    if line.pieces[at].key[:3] not in line.room.join_starts:
        return None
    for size in range(LONGEST, 1, -1):
        group = line.pieces[at : at + size]
        if len(group) < size or not all(map(joins, group, group[1:])):
            continue
        who = line.room.joins.get("".join(piece.key for piece in group))
        if who:
            return line.grown(at, at + size - 1, who, "full")
    return None


def _written(line: Line, at: int) -> Hit | None:
    """Match a family name in Han characters or Hangul that reads like one on the list: "王先生"."""
    word = line.pieces[at].text
    if not foreign(word) or not line.room.written:
        return None
    bare = untitled(word)
    family = surname(bare)
    who = line.room.written.get(family, NOBODY)
    if not who or len(bare) > len(family) + _LONGEST_GIVEN:
        return None
    alone = bare == family
    return Hit(at, at, who, "part" if alone else "like", 1.0 if alone else _FAMILY_ONLY)


def _run(line: Line, at: int) -> Hit | None:
    piece = line.pieces[at]
    who = line.room.joins.get(piece.key) or line.room.parts.get(piece.key, NOBODY)
    if who:
        return line.grown(at, at, who, "part")
    return _contracted(line, at) or _initial_first(line, at)


def _contracted(line: Line, at: int) -> Hit | None:
    """Match a long name without its middle: "K'swamy" for Krishnaswamy."""
    head, tail = line.pieces[at], line.pieces[at + 1] if at + 1 < len(line.pieces) else None
    if tail is None or tail.before not in {"'", "’"} or not head.capital or tail.capital:
        return None
    if len(head.text) > _LONGEST_HEAD or len(tail.key) < _SHORTEST_TAIL:
        return None
    who = frozenset(
        person
        for part, ids in line.room.parts.items()
        if part.startswith(head.key) and part.endswith(tail.key)
        for person in ids
        if len(part) > len(head.key + tail.key)
    )
    return Hit(at, at + 1, who, "full") if who else None


def _initial_first(line: Line, at: int) -> Hit | None:
    """Match "L. Odabashian", "M.S. Rana", "MJ Bae"."""
    letters = ""
    for last in range(at, min(at + LONGEST, len(line.pieces))):
        piece = line.pieces[last]
        if last > at and piece.before not in JOINTS:
            return None
        if piece.upper and len(letters + piece.text) <= LONGEST:
            letters += piece.key
            continue
        return _lettered(line, at, last, letters) if letters else None
    return None


def _lettered(line: Line, at: int, last: int, letters: str) -> Hit | None:
    word = line.pieces[last].key
    known = line.room.parts.get(word, NOBODY)
    near = None if known else like(line.room, word)
    who = frozenset(
        person
        for person in (near[0] if near else known)
        if set(letters) <= line.room.forms[person].letters
    )
    if not who:
        return None
    return replace(
        line.grown(at, last, who, "full"),
        kind="like" if near else "full",
        likeness=near[1] if near else 1.0,
    )


def _titled_initial(line: Line, at: int) -> Hit | None:
    """Match "Capt G.", "Mrs M", "Mr al-M."."""
    piece, last = line.pieces[at], at
    if len(piece.text) > 1 and piece.key in titles.particles() and at + 1 < len(line.pieces):
        piece, last = line.pieces[at + 1], at + 1
    if len(piece.text) > 1 or not piece.upper or line.titles(at) == at:
        return None
    table = titles.before()
    held = {table[title.key] for title in line.pieces[line.titles(at) : at]}
    forms = line.room.forms
    who = frozenset(person for person in forms if piece.key in forms[person].letters)
    fit = frozenset(person for person in who if held & forms[person].honorifics) or who
    return Hit(at, last, fit, "titled initial") if fit else None


def _short(line: Line, at: int) -> Hit | None:
    piece = line.pieces[at]
    if not (piece.capital or line.scene.uncased):
        return None
    who = line.room.short.get(piece.key, NOBODY)
    if who:
        return line.grown(at, at, who, "short")
    if piece.key in common_words() or piece.key in place_words():
        return None
    who = line.room.prefixes.get(piece.key, NOBODY)
    return line.grown(at, at, who, "prefix") if who and piece.capital else None


def _initials(line: Line, at: int) -> Hit | None:
    piece = line.pieces[at]
    letters, last = piece.text, at
    while (
        last + 1 < len(line.pieces)
        and len(letters) == last - at + 1
        and line.pieces[last + 1].before == "."
        and len(line.pieces[last + 1].text) == 1
    ):
        last += 1
        letters += line.pieces[last].text
    who = line.room.initials.get(letters, NOBODY)
    if not who or letters in abbreviations() or _a_word(line, at, last):
        return None
    if letters.lower() in titles.before() and not line.stands_alone(last):
        return None
    return Hit(at, last, who, "initials")


def _a_word(line: Line, at: int, last: int) -> bool:
    """Return whether initials are a word of a text all in capitals: "TO", but not in "TO: ..."."""
    after = line.pieces[last + 1].before if last + 1 < len(line.pieces) else ""
    plain = at == last and line.pieces[at].key in common_words()
    return line.scene.uncased and plain and not after.startswith((":", ")", "'"))
