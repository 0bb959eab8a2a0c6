"""Find, rewrite, find again: one document of one dialogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from spacy.tokens import Doc

from redaction import pipeline
from redaction.abbreviations import is_nobodys
from redaction.analysis import Analysis
from redaction.arbiter import Arbiter, settled
from redaction.closure import PART
from redaction.detector import Detector
from redaction.documents import Document
from redaction.explaining import explained
from redaction.features.index import RosterIndex
from redaction.findings import Edit, Finding, Redaction, apply
from redaction.folding import Folded, fold
from redaction.language import foreign_share
from redaction.leftovers import leftovers
from redaction.memory import Memory
from redaction.neutral import is_neutral
from redaction.numbers import whole
from redaction.pipeline import Ruled
from redaction.policy import Policy
from redaction.prediction import Prediction
from redaction.rewrite import rewrite
from redaction.room import Room
from redaction.roster import Roster
from redaction.scene import scene_of
from redaction.texts import text_of

#: A name that a rewriting lays bare is found in the next round; more rounds than this would mean
#: that rewriting itself makes names.
_ROUNDS = 3
#: A name left over was weighed once and let stand; only a clear one is taken in the next round.
_SURE = 0.9
#: Share of words in other languages up to which they are quotations and greetings.
_STRAY = 0.05
_ONE = 2
_LABEL = "A speaker label."
_FORM = {"CH802": "A time stamp.", "CH803": "Metadata."}


class Redactor:
    """Redacts the documents of one dialogue under one policy.

    Args:
        roster: the attendance list; an empty one finds what the text itself gives away.
        policy: what the dialogue has agreed on.
        detector: another one than the one that ships.
    """

    def __init__(
        self, roster: Roster, policy: Policy | None = None, detector: Detector | None = None
    ) -> None:
        self._policy = policy or Policy()
        self._room = Room(roster, self._policy.k)
        self._index = RosterIndex(roster)
        self._arbiter = Arbiter(self._policy)
        self._detector = detector

    def find(self, document: Document, memory: Memory | None = None) -> tuple[Finding, ...]:
        """Return what gives somebody away, sorted, without overlap, in offsets of the document.

        Args:
            memory: what was worked out of an earlier state of the document; without one all of it
                is read.  The findings are the same either way.
        """
        folded = fold(document)
        memory = memory or Memory()
        predicted = self._started(folded.document, memory)
        return self._found(folded, predicted, memory)

    def find_each(self, documents: Sequence[Document]) -> list[tuple[Finding, ...]]:
        """Return what `find` returns for each of many short documents, which are read in one go."""
        folded = [fold(document) for document in documents]
        predicted = [self._started(one.document, Memory()) for one in folded]
        texts = [text for one in folded for text in pipeline.texts(one.document)]
        parsed = pipeline.parsed(texts)
        return [
            self._found(one, prediction, Memory(), parsed)
            for one, prediction in zip(folded, predicted, strict=True)
        ]

    def redact(self, document: Document) -> Redaction:
        """Rewrite the document until nothing more is found in it."""
        folded = fold(document)
        predicted = self._started(folded.document, Memory())
        docs = tuple(pipeline.docs(folded.document, self._room))
        candidates = [_ruled(doc) for doc in docs]
        prediction = predicted()
        del predicted  # with what the detector was told of every word
        found = self._decided(folded.document, candidates, prediction, Memory())
        edits: tuple[Edit, ...] = ()
        for _ in range(_ROUNDS):
            cut = [finding for finding in found if finding.family != "CH9"]
            edits = rewrite(folded.document, cut, docs)
            more = self._left(folded.document, edits, found)
            if not more:
                break
            found = settled([*found, *more])
        original = tuple(_unfolded(folded, edit) for edit in edits)
        return Redaction(
            edits=original,
            text=apply(document.text, original),
            findings=tuple(folded.unfold(finding) for finding in found),
            warnings=self._warnings(folded.document, found),
            analysis=Analysis(folded.document, docs, prediction),
        )

    def _started(self, document: Document, memory: Memory) -> Callable[[], Prediction]:
        """Set the encoder to work; it leaves the interpreter to the rules."""
        return (self._detector or Detector.load()).start(document, self._index, memory)

    def _found(
        self,
        folded: Folded,
        predicted: Callable[[], Prediction],
        memory: Memory,
        parsed: Mapping[str, Doc] | None = None,
    ) -> tuple[Finding, ...]:
        candidates = pipeline.candidates(folded.document, self._room, memory, parsed)
        found = self._decided(folded.document, candidates, predicted(), memory)
        return tuple(folded.unfold(finding) for finding in found)

    def _decided(
        self,
        document: Document,
        candidates: Sequence[Ruled],
        prediction: Prediction,
        memory: Memory,
    ) -> tuple[Finding, ...]:
        """Weigh rules and detector, block by block."""
        found = [explained(finding, len(self._room.roster)) for finding in _formal(document)]
        firsts = np.searchsorted(prediction.blocks, np.arange(len(document.blocks) + 1)).tolist()
        for number, (block, ruled) in enumerate(zip(document.blocks, candidates, strict=True)):
            first, last = firsts[number], firsts[number + 1]
            part = partial(prediction.part, first, last, -block.content)
            key = ("decided", ruled, prediction.probabilities[first:last].tobytes())
            decided = memory.get(key, partial(self._decide, ruled, part))
            found += [finding.moved(block.content) for finding in decided]
        return settled(found)

    def _decide(self, ruled: Ruled, part: Callable[[], Prediction]) -> list[Finding]:
        found = self._arbiter.decide(ruled.found, part(), ruled.text)
        everybody = len(self._room.roster)
        return [
            explained(whole(ruled.text, one), everybody)
            for one in found
            if not self._harmless(ruled.text, one)
        ]

    def _harmless(self, text: str, finding: Finding) -> bool:
        return is_neutral(text, finding) or is_nobodys(text, finding, self._room.initials)

    def _left(
        self, document: Document, edits: Sequence[Edit], found: Sequence[Finding]
    ) -> list[Finding]:
        """Return names that the rewritten text still says, at their place in the document."""
        text = document.text
        seen = {text[finding.start : finding.end] for finding in found if finding.family == "CH1"}
        rewritten, places = leftovers(document, edits, seen)
        firsts = {word.group() for name in seen if (word := PART.search(name))}

        def old(start: int, end: int) -> bool:
            first, last = places[start], places[end - 1]
            return min(first, last) >= 0 and text[first : last + 1] in seen

        return [
            explained(
                replace(finding, start=places[finding.start], end=places[finding.end - 1] + 1),
                len(self._room.roster),
            )
            for finding in pipeline.named(rewritten, self._room, firsts, old)
            if finding.score >= _SURE
        ]

    def _warnings(self, document: Document, found: Sequence[Finding]) -> tuple[str, ...]:
        warnings = list(document.notices)
        if not len(self._room.roster):
            warnings.append(
                "There is no roster: only what the text itself gives away can be found."
            )
        elif len(self._room.roster) < _ONE:
            warnings.append("The roster has one person: every view in the text is theirs.")
        foreign = foreign_share(pipeline.texts(document))
        if foreign > _STRAY:
            warnings.append(
                f"About {foreign:.0%} of this text is not English: there only names of the roster "
                "are found, and the rest is not covered."
            )
        states = sum(finding.family == "CH9" for finding in found)
        if states:
            warnings.append(f"A state is made to agree or promise in {states} place(s) (CH901).")
        return tuple(warnings)


def _formal(document: Document) -> list[Finding]:
    """Return labels, time stamps and tags as findings."""
    found = [
        Finding(form.start, form.end, form.code, (), _FORM[form.code]) for form in document.forms
    ]
    for block in document.blocks:
        if block.label:
            code = "CH801" if block.speaker else "CH804"
            who = (block.speaker,) if block.speaker else ()
            found.append(Finding(*block.label, code, who, _LABEL))
    return found


def _unfolded(folded: Folded, edit: Edit) -> Edit:
    place = folded.unfold(Finding(edit.start, edit.end, edit.code))
    return replace(edit, start=place.start, end=place.end)


def _ruled(doc: Doc) -> Ruled:
    scene = scene_of(doc)
    return Ruled(text_of(doc), tuple(finding.moved(-scene.offset) for finding in scene.found))
