"""CH301: the organisations of participants, whole, by a telling word, or by what they call them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from redaction.data import common_words, words
from redaction.pieces import Piece, token_of
from redaction.places import place_words
from redaction.room import Room
from redaction.scene import scene_of

_LONGEST = 7
_NONE: frozenset[str] = frozenset()
_FROM = frozenset({"from", "at", "in", "on", "for", "of", "with"})
_CH301 = "The organisation of a participant."


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    persons: frozenset[str]


class Organisations:
    """Names of organisations, word by word, longest first."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._scene = scene_of(doc)
        self._room: Room = self._scene.room
        self._pieces = self._scene.pieces

    def find(self) -> None:
        at = 0
        while at < len(self._pieces):
            match = self._whole(at) or self._word(at)
            if match is None:
                at += 1
                continue
            span, score = match
            start, end = self._pieces[span.first].start, self._pieces[span.last].end
            if not self._scene.covered(start, end, "CH1"):
                self._scene.add(start, end, "CH301", span.persons, _CH301, score)
            at = span.last + 1

    def _whole(self, at: int) -> tuple[_Span, float] | None:
        if self._pieces[at].key not in self._room.organisation_starts:
            return None
        for size in range(_LONGEST, 0, -1):
            group = self._pieces[at : at + size]
            if len(group) < size:
                continue
            who = self._room.organisation_keys.get(tuple(piece.key for piece in group))
            if who is None or not (group[0].capital or self._scene.uncased or size > 2):  # noqa: PLR2004
                continue
            span = self._extended(_Span(at, at + size - 1, who))
            return span, self._certainty(group, span)
        return None

    def _certainty(self, group: list[Piece], span: _Span) -> float:
        if len(group) > 1:
            return 0.9
        piece = group[0]
        if piece.upper and len(piece.text) > 2:  # noqa: PLR2004
            return 0.85
        plain = piece.key in words("people.yaml", "institution")
        definite = span.first < span.last or self._before(span.first) in {"the", "our"}
        if plain:
            starts = self._starts(piece)
            return 0.75 if definite and piece.capital and not starts else 0.1
        if piece.key in common_words() and (self._starts(piece) or not definite):
            return 0.3
        return 0.55 if piece.key in place_words() else 0.8

    def _word(self, at: int) -> tuple[_Span, float] | None:
        piece = self._pieces[at]
        who = self._room.organisation_words.get(piece.key)
        if who is None or not (piece.capital or self._scene.uncased):
            return None
        span = self._extended(_Span(at, at, who))
        geographic = words("names.yaml", "within") | {"from", "to", "down", "lower", "upper"}
        around = {self._before(at), self._pieces[at + 1].key if at + 1 < len(self._pieces) else ""}
        place = self._before(at) in geographic or around & words("names.yaml", "geographic")
        return span, 0.35 if place and span.last == at else 0.75

    def _extended(self, span: _Span) -> _Span:
        """Take in the plain noun after a telling word ("Kuroshio Univ") and "the" before."""
        last = span.last
        while last + 1 < len(self._pieces):
            piece = self._pieces[last + 1]
            nouns = words("people.yaml", "institution") | words("people.yaml", "short_institution")
            if piece.before != " " or piece.key not in nouns:
                break
            if not (piece.capital or piece.key in {"side", "team", "people"}):
                break
            last += 1
        first = span.first
        if first and self._before(first) == "the" and self._pieces[first].before == " ":
            first -= 1
        return _Span(first, last, span.persons)

    def _starts(self, piece: Piece) -> bool:
        return bool(token_of(self._doc, piece).is_sent_start)

    def _before(self, at: int) -> str:
        return self._pieces[at - 1].key if at else ""
