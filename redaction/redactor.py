"""Find, rewrite, find again: one document of one dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from spacy.tokens import Doc

from redaction import pipeline
from redaction.arbiter import Arbiter, settled
from redaction.detector import Detector
from redaction.documents import Block, Document
from redaction.findings import Edit, Finding, Redaction, apply
from redaction.folding import Folded, fold
from redaction.language import english_share
from redaction.neutral import is_neutral
from redaction.policy import Policy
from redaction.rewrite import rewrite
from redaction.room import Room
from redaction.roster import Roster

#: A name that a rewriting lays bare is found in the next round; more rounds than this would mean
#: that rewriting itself makes names.
_ROUNDS = 3
#: A name left over was weighed once and let stand; only a clear one is taken in the next round.
_SURE = 0.9
_LEAST_ENGLISH = 0.5
_ONE = 2
_LABEL = "A speaker label says who spoke."
_FORM = {
    "CH802": "A time stamp: a recording or a programme tells who spoke then.",
    "CH803": "Metadata: it can carry names and order.",
}


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
        self._room = Room(roster)
        self._policy = policy or Policy()
        self._arbiter = Arbiter(self._policy)
        self._detector = detector

    def find(self, document: Document) -> tuple[Finding, ...]:
        """Return what gives somebody away, sorted, without overlap, in offsets of the document."""
        folded = fold(document)
        found, _ = self._found(folded.document)
        return tuple(folded.unfold(finding) for finding in found)

    def redact(self, document: Document) -> Redaction:
        """Rewrite the document until nothing more is found in it."""
        folded = fold(document)
        found, docs = self._found(folded.document)
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
        )

    def _found(self, document: Document) -> tuple[tuple[Finding, ...], list[Doc]]:
        detector = self._detector or Detector.load()
        with ThreadPoolExecutor(1) as beside:  # the encoder leaves the interpreter to the rules
            predicting = beside.submit(detector.predict, document, self._room.roster)
            docs = list(pipeline.docs(document, self._room))
            prediction = predicting.result()
        candidates = [finding for doc in docs for finding in doc._.scene.found]
        found = [
            finding
            for finding in self._arbiter.decide(candidates, prediction)
            if not is_neutral(document.text, finding)
        ]
        return settled([*found, *_formal(document)]), docs

    def _left(
        self, document: Document, edits: Sequence[Edit], found: Sequence[Finding]
    ) -> list[Finding]:
        """Return names that the rewritten text still says, at their place in the document."""
        seen = {
            document.text[finding.start : finding.end]
            for finding in found
            if finding.family == "CH1"
        }
        rewritten, places = _rewritten(document, edits)
        said = tuple(
            block
            for block in rewritten.blocks
            if any(name in rewritten.text[block.start : block.end] for name in seen)
        )
        left: list[Finding] = []
        for doc in pipeline.docs(replace(rewritten, blocks=said), self._room, only=("names",)):
            for finding in doc._.scene.found:
                start, end = places[finding.start], places[finding.end - 1]
                new = min(start, end) >= 0 and document.text[start : end + 1] in seen
                if new and finding.score >= _SURE:
                    left.append(replace(finding, start=start, end=end + 1))
        return left

    def _warnings(self, document: Document, found: Sequence[Finding]) -> tuple[str, ...]:
        warnings = list(document.notices)
        if not len(self._room.roster):
            warnings.append(
                "There is no roster: only what the text itself gives away can be found."
            )
        elif len(self._room.roster) < _ONE:
            warnings.append("The roster has one person: every view in the text is theirs.")
        if english_share(document.text) < _LEAST_ENGLISH:
            warnings.append(
                "Much of this text is not English: names of the roster are found, "
                "the rest is not covered."
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


def _rewritten(document: Document, edits: Sequence[Edit]) -> tuple[Document, list[int]]:
    """Return the rewritten document, and for each character its old place, or -1 if new."""
    parts: list[str] = []
    places: list[int] = []
    moved: list[tuple[int, int]] = []
    at = size = 0
    for edit in [*edits, Edit(len(document.text), len(document.text), "", "")]:
        parts += [document.text[at : edit.start], edit.replacement]
        places += [*range(at, edit.start), *([-1] * len(edit.replacement))]
        size += edit.start - at + len(edit.replacement)
        moved.append((edit.end, size))
        at = edit.end
    blocks: list[Block] = []
    step = 0
    starts = []
    for place in sorted({p for b in document.blocks for p in (b.content, b.end)}):
        while step < len(moved) and moved[step][0] <= place:
            step += 1
        end, new = moved[step - 1] if step else (0, 0)
        starts.append((place, new + place - end))
    shifted = dict(starts)
    for block in document.blocks:
        start, stop = shifted[block.content], shifted[block.end]
        if start < stop:
            blocks.append(Block(block.kind, start, stop, speaker=block.speaker))
    return Document("".join(parts), tuple(blocks)), places
