"""What a rule sees of one block: its spaCy Doc knows the room, the block and the speaker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from spacy.tokens import Doc, Token

from redaction.documents import Block
from redaction.findings import Finding
from redaction.room import Room
from redaction.spelling import key
from redaction.told import Told

if TYPE_CHECKING:
    from redaction.pieces import Piece
    from redaction.rules.phrases import Phrase


@dataclass(slots=True)
class Scene:
    """One block under the rules.

    Attributes:
        offset: where the block's words begin in the document.
        uncased: the document has no capitals, as from a speech recogniser.
        found: candidates so far, with offsets of the document.
        pieces: the block's words, cut at hyphens and apostrophes.
        told: roles the document itself gives to participants ("welcome X, the minister").
        before, after: who speaks in the turn before and in the turn after; "" if nobody.
    """

    room: Room
    block: Block
    offset: int
    uncased: bool = False
    told: Told = field(default_factory=Told)
    before: str = ""
    after: str = ""
    found: list[Finding] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def add(
        self,
        start: int,
        end: int,
        code: str,
        persons: frozenset[str],
        reason: str,
        score: float,
        instead: str = "",
    ) -> None:
        """Note a candidate; `start` and `end` are characters of the block's words."""
        who = tuple(sorted(persons))
        start, end = self.offset + start, self.offset + end
        self.found.append(Finding(start, end, code, who, reason, round(score, 3), instead))

    def learn(self, phrase: Phrase) -> None:
        """Remember the words of a function that the text itself gives to somebody in the room."""
        names = [found for found in self.found if found.code == "CH101"]
        near = max((name for name in names), key=lambda name: name.end, default=None)
        if near is None:
            return
        head = phrase.doc[phrase.last]
        following = phrase.doc[phrase.last + 1 : phrase.last + 6] if phrase.complement else ()
        for word in {key(head.lower_), *phrase.modifiers, *(key(t.lower_) for t in following)}:
            if len(word) > 3:  # noqa: PLR2004
                self.told.give(word, frozenset(near.persons))

    def covered(self, start: int, end: int, family: str, least: float = 0.5) -> bool:
        """Return whether a candidate of `family` with at least this score touches the span."""
        return any(
            found.code.startswith(family)
            and found.score >= least
            and found.start < self.offset + end
            and self.offset + start < found.end
            for found in self.found
        )


if not Doc.has_extension("scene"):
    Doc.set_extension("scene", default=None)


def scene_of(doc: Doc) -> Scene:
    """Return the scene of a Doc made by the pipeline."""
    return cast(Scene, doc._.scene)


def add_tokens(
    doc: Doc,
    first: Token,
    last: Token,
    code: str,
    persons: frozenset[str],
    reason: str,
    score: float,
) -> None:
    """Note a candidate from token `first` to token `last`, both included."""
    scene_of(doc).add(first.idx, last.idx + len(last.text), code, persons, reason, score)
