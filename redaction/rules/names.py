"""CH1xx: participants' names in any form, told apart from everything else spelt like them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from redaction.pieces import pieces
from redaction.romanising import foreign
from redaction.rules.name_context import Context
from redaction.rules.name_evidence import evidence, score
from redaction.rules.name_exact import exact
from redaction.rules.name_glued import glued
from redaction.rules.name_heard import heard
from redaction.rules.name_line import Hit, Line
from redaction.scene import Scene, scene_of
from redaction.texts import text_of

#: From what likeness on a word of another script, which is there for a reason, is the name.
_ALIKE, _SURE = 0.8, 0.98
_GLUED = "A participant's name inside a longer word, as in names of files and addresses."


@Language.component("names", assigns=["doc._.scene"], requires=["token.tag"])
def names(doc: Doc) -> Doc:
    """Add a candidate for each place that may be a name of somebody on the roster."""
    scene = scene_of(doc)
    scene.pieces = pieces(text_of(doc))
    for reading in readings(doc):
        code, reason = _CODES[reading.kind]
        value = score(reading.evidence, reading.likeness)
        if reading.likeness >= _ALIKE and foreign(text_of(doc)[reading.start : reading.end]):
            code, reason, value = "CH101", "A participant's name in another script.", _SURE
        scene.add(reading.start, reading.end, code, reading.persons, reason, value)
    for hit in glued(text_of(doc), scene.room):
        scene.add(hit.start, hit.end, "CH101", hit.persons, _GLUED, _SURE, hit.instead)
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


def places(scene: Scene, text: str, firsts: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield from where to where `names` may add candidates that begin with one of these words.

    This hangs on no tag; of two names that overlap both are yielded.
    """
    line = Line(scene, pieces(text))
    for at in range(len(line.pieces)):
        start = line.pieces[line.titles(at)]
        hit = _hit(line, at) if start.text in firsts else None
        if hit is not None:
            yield start.start, line.pieces[line.suffixes(hit.last)].end
    for name in glued(text, scene.room):
        yield name.start, name.end


def readings(doc: Doc) -> Iterator[Reading]:
    """Yield every place in the block that can be read as a name of somebody on the roster."""
    scene = scene_of(doc)
    line = Line(scene, scene.pieces)
    for hit in _hits(line):
        yield _read(doc, line, hit)


def _hits(line: Line) -> Iterator[Hit]:
    at = 0
    while at < len(line.pieces):
        hit = _hit(line, at)
        if hit is None:
            at += 1
            continue
        yield hit
        at = hit.last + 1


def _hit(line: Line, at: int) -> Hit | None:
    return None if line.passes(at) else exact(line, at) or heard(line, at)


def _read(doc: Doc, line: Line, hit: Hit) -> Reading:
    first, last = line.titles(hit.first), line.suffixes(hit.last)
    context = Context(doc, line.scene, line.pieces, first, last, hit.first, hit.last)
    return Reading(
        line.pieces[first].start,
        line.pieces[last].end,
        hit.persons,
        hit.kind,
        evidence(context, hit.persons, hit.kind),
        hit.likeness,
    )


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
