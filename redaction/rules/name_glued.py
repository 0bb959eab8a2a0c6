"""Names glued into one word with others: file names, addresses, handles, hashtags.

"clause_tanaka_v2.docx", "k.tanaka@forum.example", "#askTanaka", "afterTanakaHolm".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from redaction import titles
from redaction.closure import HUMP, PART
from redaction.data import common_words, words
from redaction.places import place_words
from redaction.room import Room
from redaction.rules.name_line import NOBODY
from redaction.spelling import key

_TOKEN = re.compile(r"[@#]?[^\W_](?:[\w.@+#/-]*\w)?")
_FILE = re.compile(r"\.[a-z][a-z0-9]{1,4}\Z")
_INITIALS = 3
_SHORTEST = 4
"""Letters of a name that is looked for inside a word, or of the beginning of one in a file."""


class Glued(NamedTuple):
    """Characters of a text that are a name inside a longer word, and what to say in its place."""

    start: int
    end: int
    persons: frozenset[str]
    instead: str


class _Bit(NamedTuple):
    """Letters between signs, digits and capitals within a word."""

    start: int
    end: int
    text: str
    key: str


def glued(text: str, room: Room) -> Iterator[Glued]:
    """Yield the names of participants that are glued into words of `text`."""
    for token in _TOKEN.finditer(text):
        word = token.group()
        if _sticks(word):
            yield from _inside(word, token.start(), room)


def _sticks(word: str) -> bool:
    """Return whether a word is put together as people put together what machines read."""
    made = "_" in word or "@" in word or word[0] == "#" or ("/" in word and "." in word)
    humps = len(HUMP.findall(word))
    return bool(made or _FILE.search(word) or humps > 1 or (humps and word[0].islower()))


def _inside(word: str, at: int, room: Room) -> Iterator[Glued]:
    address = word.find("@", 1) > 0
    bits = list(_bits(word.partition("@")[0] if address else word))
    plain = all(
        _says_nothing(bit) or bit.key not in common_words()
        for bit in bits
        if bit.key not in room.parts
    )
    found = _joined(word, [hit for bit in bits for hit in _named(bit, room, plain)], bits, room)
    if not found:
        return
    who = frozenset[str]().union(*(hit.persons for hit in found))
    left = [bit for bit in bits if not any(h.start <= bit.start < h.end for h in found)]
    if address:
        yield Glued(at, at + len(word), who, "an address")
    elif word[0] in "#@" or all(map(_says_nothing, left)):
        yield Glued(at, at + len(word), who, "a file" if _FILE.search(word) else "a tag")
    else:
        for hit in found:
            yield Glued(at + hit.start, at + hit.end, hit.persons, "name")


def _says_nothing(bit: _Bit) -> bool:
    """Return whether a bit is a letter or two, a title, or a word for papers: "v2", "final"."""
    known = bit.key in words("names.yaml", "papers") or bit.key in titles.before()
    return known or len(bit.key) < _INITIALS


def _bits(word: str) -> Iterator[_Bit]:
    for run in PART.finditer(word):
        humps = [run.start() + hump.start() for hump in HUMP.finditer(run.group())]
        for begin, end in pairwise((run.start(), *humps, run.end())):
            text = word[begin:end]
            yield _Bit(begin, end, text, key(text))


def _named(bit: _Bit, room: Room, plain: bool) -> Iterator[Glued]:
    """Yield the name that a bit is, or that it begins or ends with, with its initial."""
    who = room.parts.get(bit.key) or room.joins.get(bit.key) or NOBODY
    spelt = bit.key in common_words() or bit.key in place_words()
    if who and (plain or not spelt or not bit.text.islower()):
        yield Glued(bit.start, bit.end, who, "")
    if who or spelt or len(bit.key) != len(bit.text):
        return
    for size in range(len(bit.key) - 1, _SHORTEST - 1, -1):
        for name, rest, start in (
            (bit.key[:size], bit.key[size:], bit.start),
            (bit.key[-size:], bit.key[:-size], bit.end - size),
        ):
            who = room.parts.get(name) or room.joins.get(name) or NOBODY
            both = frozenset(p for p in who if _of(room, p, rest))
            if both:
                yield Glued(bit.start, bit.end, both, "")
                return
            if who and rest.removeprefix("s") in common_words() and name not in common_words():
                yield Glued(start, start + size, who, "")
                return


def _of(room: Room, person: str, rest: str) -> bool:
    """Return whether what stands beside a person's name is their initials or another name."""
    forms = room.forms[person]
    return rest in forms.parts or (len(rest) <= _INITIALS and set(rest) <= forms.letters)


def _joined(word: str, found: list[Glued], bits: list[_Bit], room: Room) -> list[Glued]:
    """Take in initials beside a name, and make neighbouring names one."""
    for bit in bits:
        who = room.initials.get(bit.text, NOBODY)
        beside = [
            hit for hit in found
            if len(word[hit.end : bit.start]) <= 1 and len(word[bit.end : hit.start]) <= 1
        ]  # fmt: skip
        if bit.text.isupper() or len(bit.text) == 1 or bit.key in titles.particles():
            named = {p for hit in beside for p in hit.persons}
            who |= {p for p in named if bit.key in titles.particles() or _of(room, p, bit.key)}
        if who and beside:
            found = [*found, Glued(bit.start, bit.end, who, "")]
    out: list[Glued] = []
    for hit in sorted(found):
        if out and len(word[out[-1].end : hit.start]) <= 1:
            last = out.pop()
            hit = Glued(last.start, hit.end, last.persons | hit.persons, "")  # noqa: PLW2901
        out.append(hit)
    return out
