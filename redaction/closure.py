"""Every form a participant's name takes.

A name is cut into parts at spaces, hyphens and apostrophes.  A part stands for the person alone or
in any order with other parts, with initials and with particles; aliases, short forms and initials
are added.  Which forms count in a text is decided by `redaction.rules.names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from redaction import titles
from redaction.data import common_words, lines
from redaction.romanising import MARKS, foreign
from redaction.roster import Participant
from redaction.spelling import key

PART = re.compile(rf"[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*")
HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a capital begins a new word within one: "after|Tanaka", "D|Snow"."""
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
#: The Arabic article is written as one word with the name: "al-Rashidi" in Latin letters.
_ARTICLE = re.compile(r"\bال(?=\w\w)")
_DIGRAPHS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "đ": "dj", "ð": "dh", "ç": "ch"}
    | {"ş": "sh", "ș": "sh", "š": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ñ": "ny", "ğ": "gh"}
    | {"ł": "w", "ś": "sh", "ź": "zh", "ż": "zh", "ț": "ts", "ţ": "ts", "ê": "ee", "ə": "e"}
)
_LONG_INITIALS = 3
_SHORTEST_READING = 3
#: A vice-president is not called president.
_VICE = re.compile(r"\bvice[- ]\w+", re.IGNORECASE)
_BRACKET = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one person's name, as keys.

    Attributes:
        parts: words of the name and of its aliases that can stand alone.
        joins: words written as one ("eunbyul", "topalangit", "odwyer").
        short: short forms of given names.
        initials: initials, in capitals but for particles ("AZ", "HTP", "MdV").
        letters: first letters of all parts.
        honorifics: the long forms of the person's titles.
        written: family names that are read like one of the parts, in Han characters or Hangul.
    """

    parts: frozenset[str]
    joins: frozenset[str]
    short: frozenset[str]
    initials: frozenset[str]
    letters: frozenset[str]
    honorifics: frozenset[str]
    written: frozenset[str]


def forms(person: Participant) -> Forms:
    """Return the closure of a participant's name."""
    name = _ARTICLE.sub(r"\g<0>-", person.name)
    pieces = [key(piece) for piece in PART.findall(_BRACKET.sub("", name))]
    whole = [piece for piece in pieces if len(piece) > 1 and piece not in titles.after()]
    core = [piece for piece in whole if piece not in titles.particles()] or whole
    beside = filter(foreign, _BRACKET.findall(person.name))
    aliases = [_alias(alias, core) for alias in (*person.also, *beside)]
    parts = frozenset(core) | frozenset(piece for alias in aliases for piece in alias)
    parts |= frozenset(map(_spelt_out, PART.findall(name.lower()))) - {""}
    parts |= _read(filter(foreign, PART.findall(" ".join((person.name, *person.also)))))
    return Forms(
        parts=parts,
        joins=_joins(name) | frozenset("".join(alias) for alias in aliases if alias),
        short=frozenset(
            short for piece in core for short in _nicknames().get(piece, ()) if short not in parts
        ),
        initials=_initials(person.name).union(*map(_long_initials, person.also)),
        letters=frozenset(piece[0] for piece in pieces) | frozenset(part[0] for part in parts),
        honorifics=_honorifics(person),
        written=frozenset(
            family for part in (*core[:1], *core[-1:]) for family in _families().get(part, ())
        ),
    )


def _spelt_out(word: str) -> str:
    """Return a name with two letters for one that bears a mark, "Jørgensen" as "joergensen"."""
    plain = key(word.translate(_DIGRAPHS))
    return plain if plain != key(word) and len(plain) > _SHORTEST_READING else ""


def surname(word: str) -> str:
    """Return the family name that a word in Han characters or Hangul begins with, or ""."""
    return next((word[:size] for size in (2, 1) if word[:size] in _surnames()), "")


def _read(words: Iterable[str]) -> frozenset[str]:
    """Return how the family names that begin `words` are read, but for everyday words."""
    readings = (_surnames().get(surname(word), frozenset()) for word in words)
    return frozenset(
        reading
        for reading in frozenset[str]().union(*readings)
        if len(reading) >= _SHORTEST_READING and reading not in common_words()
    )


def _alias(alias: str, core: list[str]) -> tuple[str, ...]:
    """Return the words of an alias that are no title."""
    pieces = [key(piece) for piece in PART.findall(alias)]
    known = titles.before().keys() | titles.particles() | titles.after()
    return tuple(
        piece for piece in pieces if len(piece) > 1 and (piece in core or piece not in known)
    )


def _joins(name: str) -> frozenset[str]:
    """Return the joined keys of hyphenated words, of neighbours, and of the whole name."""
    joined = {"".join(PART.findall(key(word))) for word in name.split()}
    words = [key(word) for word in PART.findall(name)]
    joined |= {one + two for one, two in pairwise(words)}
    joined |= {one + two for two, one in pairwise(words)}
    joined.add("".join(words))
    alone = frozenset(words)
    return frozenset(join for join in joined if len(join) > 4 and join not in alone)  # noqa: PLR2004


def _initials(name: str) -> frozenset[str]:
    spaced = _CAMEL.sub(" ", _BRACKET.sub("", name))
    words = [key(word) for word in spaced.split() if key(word) not in titles.after()]
    words = [word for word in words if word not in titles.particles()] or words
    every = [key(part)[0] for part in PART.findall(" ".join(words))]
    outer = [word[0] for word in words]
    written = PART.findall(spaced)
    found = {"".join(every), "".join(outer), "".join(word[0] for word in written)}
    if len(outer) > 1:
        found |= {outer[0] + outer[-1], outer[-1] + outer[0], outer[-1] + "".join(outer[:-1])}
        found |= {every[-1] + "".join(every[:-1]), "".join(every[1:]) + every[0]}
    mixed = "".join(word[0] for word in written)
    small = {mixed} if mixed[:1].isupper() and mixed[-1:].isupper() else frozenset[str]()
    return frozenset(text.upper() for text in found if len(text) > 1) | (
        small if len(mixed) >= _LONG_INITIALS else frozenset()
    )


def _long_initials(alias: str) -> frozenset[str]:
    """Return the initials of an alias with its titles, "UWS", unless they are but two letters."""
    letters = "".join(part[0].upper() for part in PART.findall(alias))
    return frozenset({letters} if len(letters) >= _LONG_INITIALS else ())


def _honorifics(person: Participant) -> frozenset[str]:
    told = _VICE.sub("", " ".join((person.honorific, person.role, person.bio, *person.also)))
    table = titles.before()
    return frozenset(table[word] for word in map(key, PART.findall(told)) if word in table)


@lru_cache(maxsize=1)
def _surnames() -> dict[str, frozenset[str]]:
    """Return the readings of family names by how they are written."""
    table = (line.split() for line in lines("surnames.txt"))
    return {written: frozenset(readings) for written, *readings in table}


@lru_cache(maxsize=1)
def _families() -> dict[str, list[str]]:
    """Return the family names that may be read so, by their reading."""
    table: dict[str, list[str]] = {}
    for written, readings in _surnames().items():
        for reading in readings:
            table.setdefault(reading, []).append(written)
    return table


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in lines("nicknames.txt"):
        full, *short = line.split()
        table[full] = tuple(short)
    return table


@lru_cache(maxsize=1)
def meanings() -> dict[str, tuple[str, ...]]:
    """Return what names mean, by part of a name: "nadiya" hope, hopes, hoping, hopeful."""
    table: dict[str, tuple[str, ...]] = {}
    for line in lines("meanings.txt"):
        meaning, _, bearers = line.partition(": ")
        for name in bearers.split():
            table[name] = (*table.get(name, ()), *meaning.split())
    return table
