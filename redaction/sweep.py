"""The last look at outbound text: names of the room.

`Sweep` knows nothing of grammar: it compares every word with the attendance list, exactly, nearly,
and by sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from redaction import titles
from redaction.data import common_words
from redaction.findings import Finding
from redaction.phonetics import sound
from redaction.places import place_words
from redaction.room import Room
from redaction.roster import Roster
from redaction.spelling import WORD, key

NEARLY = 0.8
"""Least Damerau-Levenshtein similarity of a misspelt name: one slip in five letters, two in ten.
Generous, since words that a dictionary or an atlas knows are never compared nearly."""

LEAST_FUZZY = 5
"""Letters from which on a word is compared nearly: shorter words have too many neighbours."""

LEAST_SOUND = 4
"""Consonant classes from which on the same sound means the same name."""

_DATE_BEFORE = re.compile(r"\d(?:st|nd|rd|th)? \Z")
_DATE_BEHIND = re.compile(r" \d")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    key: str
    start: int
    end: int
    first: bool
    dated: bool


class Sweep:
    """Finds any form of a participant's name or organisation in outbound text.

    A name that is also a common word or a place ("Park", "Jordan") counts only as part of a full
    name or after a title; other words count with a capital, or in any case when no dictionary
    knows them.  Countries are topics here, not organisations.
    """

    def __init__(self, roster: Roster) -> None:
        self._room = Room(roster)
        self._organisations = _by_first_word(self._room)

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return findings in order of place, CH101 to CH105 for names, CH301 for organisations."""
        words = tuple(_words(text))
        found = [
            *_names(words, self._room),
            *_organisations(text, self._organisations),
            *_telling_words(words, self._room),
        ]
        found.sort(key=lambda finding: (finding.start, -finding.end))
        kept: list[Finding] = []
        for finding in found:
            if not kept or finding.start >= kept[-1].end:
                kept.append(finding)
        return tuple(kept)


def _words(text: str) -> Iterator[_Word]:
    at = 0
    for match in re.finditer(r"[^\W\d_]+", text):
        between = text[at : match.start()]
        first = at == 0 or any(char in between for char in '.!?\n:#“"')
        dated = bool(
            _DATE_BEFORE.search(text[max(0, match.start() - 6) : match.start()])
            or _DATE_BEHIND.match(text, match.end())
        )
        yield _Word(match.group(), key(match.group()), match.start(), match.end(), first, dated)
        at = match.end()


def _names(words: Sequence[_Word], room: Room) -> Iterator[Finding]:
    table = titles.before()
    for at, word in enumerate(words):
        who = _exact(words, at, room)
        if who:
            yield Finding(word.start, word.end, "CH102", tuple(sorted(who)), "a participant's name")
            continue
        joined = at + 1 < len(words) and room.joins.get(word.key + words[at + 1].key)
        if joined and words[at + 1].start - word.end == 1:
            end = words[at + 1].end
            yield Finding(word.start, end, "CH101", tuple(sorted(joined)), "a participant's name")
            continue
        if word.text in room.initials and len(word.text) > 2 and word.text.isupper():  # noqa: PLR2004
            who = room.initials[word.text]
            reason = "the initials of a participant"
            yield Finding(word.start, word.end, "CH103", tuple(sorted(who)), reason)
            continue
        titled = at > 0 and words[at - 1].key in table
        near = frozenset() if _of_another(words, at, room) else _near(word, room, titled=titled)
        if near:
            reason = "nearly the name of a participant"
            yield Finding(word.start, word.end, "CH105", tuple(sorted(near)), reason)


def _exact(words: Sequence[_Word], at: int, room: Room) -> frozenset[str]:
    word = words[at]
    who = room.parts.get(word.key, frozenset()) | room.joins.get(word.key, frozenset())
    who |= room.short.get(word.key, frozenset()) if word.text[0].isupper() else frozenset()
    if not who:
        return frozenset()
    beside = frozenset[str]()
    for other in (at - 1, at + 1):
        if 0 <= other < len(words) and abs(words[other].start - word.start) < len("-") + max(
            len(words[other].text), len(word.text)
        ) + len("  "):
            beside |= room.parts.get(words[other].key, frozenset())
    if who & beside and word.text[0].isupper():
        return who & beside
    if at > 0 and words[at - 1].key in titles.before() and word.text[0].isupper():
        return who
    if _of_another(words, at, room):
        return frozenset()
    known = word.key in common_words() or word.key in place_words()
    if known:
        place = word.key in place_words()
        alone = word.text[0].isupper() and not (word.first or place or word.dated)
        return who if alone else frozenset()
    return who


def _of_another(words: Sequence[_Word], at: int, room: Room) -> bool:
    """Whether the word belongs to a longer name of nobody here: "Lake Albert", "Eugene Black"."""
    for other in (at - 1, at + 1):
        if not 0 <= other < len(words):
            continue
        first, second = sorted((at, other))
        beside = words[other]
        if words[second].start - words[first].end != 1 or (other > at and beside.first):
            continue
        plain = beside.first and beside.key in common_words()
        known = beside.key in titles.before() or beside.key in room.parts
        if beside.text[0].isupper() and not plain and not known and words[at].text[0].isupper():
            return True
    return False


def _near(word: _Word, room: Room, *, titled: bool) -> frozenset[str]:
    if len(word.key) < LEAST_FUZZY or not (word.text[0].isupper() or titled):
        return frozenset()
    if word.key in common_words() or word.key in place_words():
        return frozenset()
    for part in room.part_list:
        if part in common_words() or part in place_words() or len(part) < LEAST_FUZZY:
            continue
        if DamerauLevenshtein.normalized_similarity(word.key, part) >= NEARLY:
            return room.parts[part]
    heard = sound(word.key)
    if len(heard) >= LEAST_SOUND and heard in room.sounds:
        return frozenset(who for part in room.sounds[heard] for who in room.parts[part])
    return frozenset()


_Named = tuple[list[str], frozenset[str]]


def _by_first_word(room: Room) -> dict[str, list[_Named]]:
    """Return the words of each organisation and its people, by the first word."""
    table: dict[str, list[_Named]] = {}
    for form, who in room.organisations.items():
        pieces = [key(match.group()) for match in WORD.finditer(form)]
        if pieces and not (len(pieces) == 1 and pieces[0] in common_words()):
            table.setdefault(pieces[0], []).append((pieces, who))
    return table


def _organisations(text: str, known: Mapping[str, Sequence[_Named]]) -> Iterator[Finding]:
    plain = [(m.start(), m.end(), key(m.group()), m.group()) for m in WORD.finditer(text)]
    for at, (start, _, word, written) in enumerate(plain):
        if not written[0].isupper():
            continue
        for pieces, who in known.get(word, ()):
            group = plain[at : at + len(pieces)]
            if [piece[2] for piece in group] == pieces:
                reason = "the organisation of a participant"
                yield Finding(start, group[-1][1], "CH301", tuple(sorted(who)), reason)


def _telling_words(words: Sequence[_Word], room: Room) -> Iterator[Finding]:
    for word in words:
        who = room.organisation_words.get(word.key, frozenset())
        if who and word.text[0].isupper():
            reason = "a telling word of a participant's organisation"
            yield Finding(word.start, word.end, "CH301", tuple(sorted(who)), reason)
