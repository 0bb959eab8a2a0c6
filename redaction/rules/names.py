"""CH1xx: participants' names in any form, told apart from everything else spelt like them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from redaction import titles
from redaction.data import common_words
from redaction.pieces import Piece, pieces
from redaction.places import place_words
from redaction.room import Room
from redaction.rules.name_context import Context, evidence, score
from redaction.rules.name_likeness import abbreviations, expected_name, like, sounding
from redaction.scene import Scene, scene_of

_JOINTS = frozenset({" ", "-", "‑", "'", "’", "ʻ", "ʼ", "`", ". ", ".", "–", ", ", ""})
_LONGEST = 4
_ABBREVIATED = 3
_LONGEST_SHORT = 4
#: Words from either end of a turn within which people name themselves and each other.
_SOON = 8
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """Pieces `first` to `last` (included) read as a name of `persons`; `kind` says how."""

    first: int
    last: int
    persons: frozenset[str]
    kind: str
    likeness: float = 1.0


@Language.component("names", assigns=["doc._.scene"], requires=["token.tag"])
def names(doc: Doc) -> Doc:
    """Add a candidate for each place that may be a name of somebody on the roster."""
    scene = scene_of(doc)
    scene.pieces = pieces(doc)
    for reading in readings(scene):
        code, reason = _CODES[reading.kind]
        value = score(reading.evidence, reading.likeness)
        scene.add(reading.start, reading.end, code, reading.persons, reason, value)
    return doc


@dataclass(frozen=True, slots=True)
class Reading:
    """Characters `start` to `end` of a block's words read as a name, and the evidence for it."""

    start: int
    end: int
    persons: frozenset[str]
    kind: str
    evidence: list[str]
    likeness: float


def readings(scene: Scene) -> Iterator[Reading]:
    """Yield every place in the block that can be read as a name of somebody on the roster."""
    yield from _Names(scene, scene.pieces).find()


class _Names:
    def __init__(self, scene: Scene, found: list[Piece]) -> None:
        self._scene = scene
        self._room: Room = scene.room
        self._pieces = found

    def find(self) -> Iterator[Reading]:
        at = 0
        while at < len(self._pieces):
            hit = self._match(at)
            if hit is None:
                at += 1
                continue
            yield self._read(hit)
            at = hit.last + 1

    def _match(self, at: int) -> Hit | None:
        return (
            self._joined(at)
            or self._run(at)
            or self._titled_initial(at)
            or self._short(at)
            or self._initials(at)
            or self._due(at)
            or self._like(at)
        )

    def _joined(self, at: int) -> Hit | None:
        if self._pieces[at].key[:3] not in self._room.join_starts:
            return None
        for size in range(_LONGEST, 1, -1):
            group = self._pieces[at : at + size]
            if len(group) < size or not all(map(_joins, group, group[1:])):
                continue
            who = self._room.joins.get("".join(piece.key for piece in group))
            if who:
                return self._grown(at, at + size - 1, who, "full")
        return None

    def _run(self, at: int) -> Hit | None:
        piece = self._pieces[at]
        who = self._room.joins.get(piece.key) or self._room.parts.get(piece.key, _NONE)
        if who:
            return self._grown(at, at, who, "part")
        return self._initial_first(at)

    def _initial_first(self, at: int) -> Hit | None:
        """Match "L. Odabashian", "M.S. Rana", "MJ Bae"."""
        letters = ""
        for last in range(at, min(at + _LONGEST, len(self._pieces))):
            piece = self._pieces[last]
            if last > at and piece.before not in _JOINTS:
                return None
            if piece.upper and len(letters + piece.text) <= _LONGEST:
                letters += piece.key
                continue
            return self._lettered(at, last, letters) if letters else None
        return None

    def _lettered(self, at: int, last: int, letters: str) -> Hit | None:
        word = self._pieces[last].key
        exact = self._room.parts.get(word, _NONE)
        near = None if exact else like(self._room, word)
        who = frozenset(
            person
            for person in (near[0] if near else exact)
            if set(letters) <= self._room.forms[person].letters
        )
        if not who:
            return None
        return replace(
            self._grown(at, last, who, "full"),
            kind="like" if near else "full",
            likeness=near[1] if near else 1.0,
        )

    def _grown(self, first: int, last: int, who: frozenset[str], kind: str) -> Hit:
        """Take in following parts, particles and initials of the same people."""
        while last + 1 < len(self._pieces):
            piece = self._pieces[last + 1]
            if piece.before not in _JOINTS or piece.before == ", ":
                break
            both = _NONE if self._plain(piece) else self._room.parts.get(piece.key, _NONE) & who
            step = 1
            if not both and self._initial_of(last + 1, who):
                both = who
            particle = piece.key in titles.particles() and piece.text != "I"
            if not both and particle and last + 2 < len(self._pieces):
                beyond = self._pieces[last + 2]
                both = (
                    _NONE if self._plain(beyond) else self._room.parts.get(beyond.key, _NONE) & who
                )
                step = 2
            if not both:
                break
            who, kind, last = both, "full", last + step
        return Hit(first, last, who, kind)

    def _plain(self, piece: Piece) -> bool:
        """Return whether a piece is written as the word it is spelt like: "May will park"."""
        written = piece.before == " " and not piece.capital and not self._scene.uncased
        return written and piece.key in common_words()

    def _initial_of(self, at: int, who: frozenset[str]) -> bool:
        piece = self._pieces[at]
        return (
            len(piece.text) <= 2  # noqa: PLR2004
            and piece.upper
            and piece.key not in {"i", "a"}
            and all(set(piece.key) <= self._room.forms[person].letters for person in who)
            and not (at + 1 < len(self._pieces) and self._pieces[at + 1].before == "'")
        )

    def _titled_initial(self, at: int) -> Hit | None:
        """Match "Capt G.", "Mrs M"."""
        piece = self._pieces[at]
        if len(piece.text) > 1 or not piece.upper or self._titles(at) == at:
            return None
        table = titles.before()
        held = {table[title.key] for title in self._pieces[self._titles(at) : at]}
        forms = self._room.forms
        who = frozenset(person for person in forms if piece.key in forms[person].letters)
        fit = frozenset(person for person in who if held & forms[person].honorifics) or who
        return Hit(at, at, fit, "titled initial") if fit else None

    def _short(self, at: int) -> Hit | None:
        piece = self._pieces[at]
        if not (piece.capital or self._scene.uncased):
            return None
        who = self._room.short.get(piece.key, _NONE)
        if who:
            return self._grown(at, at, who, "short")
        if piece.key in common_words() or piece.key in place_words():
            return None
        who = self._room.prefixes.get(piece.key, _NONE)
        return self._grown(at, at, who, "prefix") if who and piece.capital else None

    def _initials(self, at: int) -> Hit | None:
        piece = self._pieces[at]
        letters, last = piece.text, at
        while (
            last + 1 < len(self._pieces)
            and len(letters) == last - at + 1
            and self._pieces[last + 1].before == "."
            and len(self._pieces[last + 1].text) == 1
        ):
            last += 1
            letters += self._pieces[last].text
        who = self._room.initials.get(letters, _NONE)
        if not who or letters in abbreviations():
            return None
        if letters.lower() in titles.before() and not self._stands_alone(last):
            return None
        return Hit(at, last, who, "initials")

    def _stands_alone(self, at: int) -> bool:
        """Return whether no name follows in a note, so that "SR" is nobody's title."""
        after = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        return self._scene.block.kind == "note" and (after is None or not after.capital)

    def _like(self, at: int) -> Hit | None:
        piece = self._pieces[at]
        titled = self._titles(at) < at
        if not (piece.capital or self._scene.uncased or titled):
            return None
        titled = titled and (
            piece.capital or self._scene.uncased or piece.key not in common_words()
        )
        found = like(self._room, piece.key, loose=titled)
        if found is None:
            return self._sounding(at, titled=titled)
        return replace(self._grown(at, at, found[0], "like"), kind="like", likeness=found[1])

    def _due(self, at: int) -> Hit | None:
        """Match mis-heard words where a name is due: whose turn it is, was or will be.

        People introduce themselves when they begin, thank who spoke before, and call on the next.
        """
        scene = self._scene
        begins, ends = at < _SOON, at + _SOON + _LONGEST >= len(self._pieces)
        expected = [scene.block.speaker, scene.before] * begins + [scene.after] * ends
        if not any(expected):
            return None
        for size in range(_LONGEST, 0, -1):
            group = self._pieces[at : at + size]
            if len(group) < size or any(piece.before not in {" ", "-"} for piece in group[1:]):
                continue
            if not (scene.uncased or all(piece.capital for piece in group)):
                continue
            keys = tuple(piece.key for piece in group)
            if size == 1 and keys[0] in common_words():
                continue
            for person in filter(None, expected):
                found = expected_name(self._room, keys, person)
                if found:
                    return Hit(at, at + size - 1, frozenset({person}), "due", found)
        return None

    def _sounding(self, at: int, *, titled: bool) -> Hit | None:
        """Match words that together sound like a name: "no zoomy", "Shock Tea"."""
        for size in range(_LONGEST, 0, -1):
            group = self._pieces[at : at + size]
            if len(group) < size or any(piece.before not in {" ", "-"} for piece in group[1:]):
                continue
            if not (self._scene.uncased or titled or all(piece.capital for piece in group)):
                continue
            if any(piece.key in self._room.parts for piece in group[1:]):
                continue
            found = sounding(self._room, tuple(piece.key for piece in group), titled=titled)
            if found:
                return Hit(at, at + size - 1, found[0], "sounds", found[1])
        return None

    def _titles(self, first: int) -> int:
        """Return the first of the titles that stand before piece `first`."""
        while first > 0 and self._pieces[first].before in {" ", ". ", "."}:
            piece = self._pieces[first - 1]
            known = piece.key in titles.before()
            if "." in self._pieces[first].before and len(piece.key) > _LONGEST_SHORT:
                break
            if not known or not (piece.capital or self._scene.uncased or len(piece.key) > 3):  # noqa: PLR2004
                break
            first -= 1
        return first

    def _suffixes(self, last: int) -> int:
        """Return the last of the honorifics that follow piece `last`."""
        while last + 1 < len(self._pieces):
            piece = self._pieces[last + 1]
            spaced = piece.before == " " and (piece.upper or piece.key not in common_words())
            if piece.key not in titles.after() or not (spaced or piece.before in {"-", ", ", "‑"}):
                break
            if piece.before == ", " and not piece.upper:
                break
            last += 1
        return last

    def _read(self, hit: Hit) -> Reading:
        first, last = self._titles(hit.first), self._suffixes(hit.last)
        context = Context(self._scene, self._pieces, first, last, hit.first, hit.last)
        return Reading(
            self._pieces[first].start,
            self._pieces[last].end,
            hit.persons,
            hit.kind,
            evidence(context, hit.persons, hit.kind),
            hit.likeness,
        )


def _joins(one: Piece, other: Piece) -> bool:
    """Return whether two words can be parts of one name: not across the end of a sentence."""
    if other.before == ", " or (other.before == ". " and len(one.text) > _ABBREVIATED):
        return False
    return other.before in _JOINTS


_CODES = {
    "full": ("CH101", "The name of a participant."),
    "part": ("CH102", "Part of the name of a participant."),
    "initials": ("CH103", "The initials of a participant."),
    "short": ("CH104", "A short form of a participant's name."),
    "prefix": ("CH104", "The beginning of a participant's name, as a nickname."),
    "titled initial": ("CH103", "A title with the initial of a participant."),
    "due": ("CH105", "Sounding like a participant whose name is due here."),
    "sounds": ("CH105", "Sounding like the name of a participant."),
    "like": ("CH105", "Spelt or sounding like the name of a participant."),
}
