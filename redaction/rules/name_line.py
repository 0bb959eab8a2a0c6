"""A block's words on the look-out for names: where a name that begins or ends somewhere reaches."""

from __future__ import annotations

from dataclasses import dataclass

from redaction import titles
from redaction.data import common_words, words
from redaction.pieces import Piece
from redaction.room import Room
from redaction.scene import Scene

LONGEST = 4
"""Words of a name, at most."""

JOINTS = frozenset({" ", "-", "‑", "'", "’", "ʻ", "ʼ", "`", ". ", ".", "–", ", ", ""})
"""What may stand between two words of a name."""

NOBODY: frozenset[str] = frozenset()

_ABBREVIATED = 3
_LONGEST_SHORT = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Pieces `first` to `last` (included) read as a name of `persons`; `kind` says how."""

    first: int
    last: int
    persons: frozenset[str]
    kind: str
    likeness: float = 1.0


def joins(one: Piece, other: Piece) -> bool:
    """Return whether two words can be parts of one name: not across the end of a sentence."""
    if other.before == ", " or (other.before == ". " and len(one.text) > _ABBREVIATED):
        return False
    return other.before in JOINTS


class Line:
    """The pieces of one block under one roster."""

    def __init__(self, scene: Scene, found: list[Piece]) -> None:
        self.scene = scene
        self.room: Room = scene.room
        self.pieces = found
        said = frozenset(piece.key for piece in found)
        self.corrected = "sorry" in said
        self.machine = not said.isdisjoint(words("names.yaml", "machines"))

    def passes(self, at: int) -> bool:
        """Return whether no name can begin at piece `at`: most words are small and on no list."""
        piece = self.pieces[at]
        return not (
            piece.capital
            or self.scene.uncased
            or self.corrected
            or self.machine
            or piece.key in self.room.parts
            or piece.key[:3] in self.room.join_starts
            or piece.key in titles.particles()
            or (at and self.pieces[at - 1].key in titles.before())
        )

    def breath(self, at: int, *, capital: bool) -> int:
        """Return how many pieces, up to `LONGEST`, are said in one breath from `at` on."""
        size = 0
        for piece in self.pieces[at : at + LONGEST]:
            if (size and piece.before not in {" ", "-"}) or (capital and not piece.capital):
                break
            size += 1
        return size

    def grown(self, first: int, last: int, who: frozenset[str], kind: str) -> Hit:
        """Take in following parts, particles and initials of the same people."""
        while last + 1 < len(self.pieces):
            piece = self.pieces[last + 1]
            if not joins(self.pieces[last], piece):
                break
            both = NOBODY if self._plain(piece) else self.room.parts.get(piece.key, NOBODY) & who
            step = 1
            if not both and self._initial_of(last + 1, who):
                both = who
            particle = piece.key in titles.particles() and piece.text != "I"
            if not both and particle and last + 2 < len(self.pieces):
                beyond = self.pieces[last + 2]
                both = (
                    NOBODY if self._plain(beyond) else self.room.parts.get(beyond.key, NOBODY) & who
                )
                step = 2
            if not both:
                break
            who, kind, last = both, "full", last + step
        return Hit(first, last, who, kind)

    def _plain(self, piece: Piece) -> bool:
        """Return whether a piece is written as the word it is spelt like: "May will park"."""
        written = piece.before == " " and not piece.capital and not self.scene.uncased
        return written and piece.key in common_words()

    def _initial_of(self, at: int, who: frozenset[str]) -> bool:
        piece = self.pieces[at]
        return (
            len(piece.text) <= 2  # noqa: PLR2004
            and piece.upper
            and piece.key not in {"i", "a"}
            and all(set(piece.key) <= self.room.forms[person].letters for person in who)
            and not (at + 1 < len(self.pieces) and self.pieces[at + 1].before == "'")
        )

    def titles(self, first: int) -> int:
        """Return the first of the titles that stand before piece `first`."""
        while first > 0 and self.pieces[first].before in {" ", ". ", "."}:
            piece = self.pieces[first - 1]
            known = piece.key in titles.before()
            if "." in self.pieces[first].before and len(piece.key) > _LONGEST_SHORT:
                break
            if not known or not (piece.capital or self.scene.uncased or len(piece.key) > 3):  # noqa: PLR2004
                break
            first -= 1
        return first

    def suffixes(self, last: int) -> int:
        """Return the last of the honorifics that follow piece `last`."""
        while last + 1 < len(self.pieces):
            piece = self.pieces[last + 1]
            spaced = piece.before == " " and (piece.upper or piece.key not in common_words())
            if piece.key not in titles.after() or not (spaced or piece.before in {"-", ", ", "‑"}):
                break
            if piece.before == ", " and not piece.upper:
                break
            last += 1
        return last

    def stands_alone(self, at: int) -> bool:
        """Return whether no name follows in a note, so that "SR" is nobody's title."""
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        return self.scene.block.kind == "note" and (after is None or not after.capital)
