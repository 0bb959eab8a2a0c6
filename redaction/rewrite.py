"""Findings to edits: the same text without the person, as plain English that can be read aloud.

A cut is what goes together.  By its shape it is replaced ("one participant"), neutralised
("they were") or left out with the comma and the conjunction that belonged to it; what stands next
to it is not touched otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from redaction import seams
from redaction.cuts import Cut, cuts, whole_sentences
from redaction.documents import Block, Document
from redaction.emptied import emptied, says_nothing
from redaction.findings import Edit, Finding
from redaction.pairs import widows
from redaction.phrasing import steps
from redaction.place import Out
from redaction.seams import Patch
from redaction.texts import text_of
from redaction.wording import Wording

_NOTHING = re.compile(r"[\s,;:.!?()–—-]*(?:(?:and|but|or|so)[\s,]*)?", re.I)


def rewrite(
    document: Document, findings: Sequence[Finding], docs: Sequence[Doc]
) -> tuple[Edit, ...]:
    """Return the edits that make `document` say the same without whom `findings` expose.

    Args:
        docs: a parsed Doc for each block of the document, in the same order, of the block's words.

    Returns:
        Edits in order of place, inside the text, without overlap.  Labels become "One participant",
        other findings outside the blocks' words are deleted.
    """
    wording = Wording()
    edits: list[Edit] = []
    ordered = sorted(findings)
    starts = [finding.start for finding in ordered]
    inside: set[Finding] = set()
    for number, (block, doc) in enumerate(zip(document.blocks, docs, strict=True)):
        near = ordered[bisect_left(starts, block.content) : bisect_left(starts, block.end)]
        own = [finding for finding in near if finding.end <= block.end]
        if not own:
            continue
        inside.update(own)
        found = whole_sentences(doc, cuts(doc, block, own))
        patched = list(_patches(doc, block, found, wording))
        alone = widows(text_of(doc), [patch for patch, _ in patched])
        patched += [(patch, _nearest(patch, found)) for patch in alone]
        made = [_edit(patch, cut, block.content) for patch, cut in patched]
        if says_nothing(document.text, block, made):
            inside.update(f for f in ordered if block.start <= f.start < f.end <= block.end)
            made = [emptied(document, number, made)]
        edits += made
    edits += [_form(document, finding, wording) for finding in ordered if finding not in inside]
    return _settled(document.text, edits)


def _patches(
    doc: Doc, block: Block, found: Sequence[Cut], wording: Wording
) -> Iterator[tuple[Patch, Cut]]:
    """Yield the patches of a block; neighbours that are left out go as one."""
    out: Out | None = None
    last: Cut | None = None
    gone = 0
    for cut in found:
        taken = steps(doc, block, cut, wording, gone)
        first = taken[0]
        if isinstance(first, Out):
            if out is not None and _one_gap(text_of(doc), out, first):
                out = Out(out.start, max(first.end, out.end))
            else:
                if out is not None and last is not None:
                    yield seams.deleted(text_of(doc), out.start, out.end), last
                out = first
            last = cut
            patch = seams.deleted(text_of(doc), out.start, out.end)
            gone = patch.end - len(patch.new)
            continue
        if out is not None and last is not None:
            yield seams.deleted(text_of(doc), out.start, out.end), last
            out = None
        for step in taken:
            if isinstance(step, Patch):
                yield step, cut
    if out is not None and last is not None:
        yield seams.deleted(text_of(doc), out.start, out.end), last


def _one_gap(text: str, one: Out, other: Out) -> bool:
    """Whether nothing is said between two places that are left out, nor a sentence ends there."""
    between = text[one.end : other.start]
    ends = any(char in between for char in ".!?") and not seams.opens(text, one.start)
    return not ends and _NOTHING.fullmatch(between) is not None


def _nearest(patch: Patch, found: Sequence[Cut]) -> Cut:
    return min(found, key=lambda cut: min(abs(cut.start - patch.end), abs(cut.end - patch.start)))


def _form(document: Document, finding: Finding, wording: Wording) -> Edit:
    old = document.text[finding.start : finding.end]
    named = any(
        block.label and block.label[0] <= finding.start < block.label[1]
        for block in document.blocks
    )
    new = wording.label(old) if named else ""
    return Edit(finding.start, finding.end, new, finding.code, finding.persons, finding.reason)


def _edit(patch: Patch, cut: Cut, offset: int) -> Edit:
    main = cut.main
    return Edit(
        patch.start + offset, patch.end + offset, patch.new, main.code, cut.persons, main.reason
    )


def _settled(text: str, edits: list[Edit]) -> tuple[Edit, ...]:
    """Sort, and let the earlier of two overlapping edits take in the later one."""
    settled: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start >= edit.end:
            continue
        if not settled or edit.start >= settled[-1].end:
            settled.append(edit)
            continue
        last = settled.pop()
        if edit.end >= last.end and last.replacement == text[last.end - 1].upper():
            new = edit.replacement[:1].upper() + edit.replacement[1:]
            settled.append(replace(last, end=edit.start, replacement=""))
            settled.append(replace(edit, replacement=new))
            continue
        new = last.replacement or edit.replacement
        who = tuple(sorted({*last.persons, *edit.persons}))
        settled.append(replace(last, end=max(last.end, edit.end), replacement=new, persons=who))
    return tuple(edit for edit in settled if text[edit.start : edit.end] != edit.replacement)
