"""Findings to edits: the same text without the person, as plain English that can be read aloud.

A cut is what goes together.  By its shape it is replaced ("one participant"), neutralised
("they were") or left out with the comma and the conjunction that belonged to it; what stands next
to it is not touched otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from redaction import agreement, seams
from redaction.codes import label
from redaction.cuts import Cut, Shape, cuts, shape, tokens
from redaction.documents import Block, Document
from redaction.findings import Edit, Finding
from redaction.seams import Patch
from redaction.verbs import irregular_base
from redaction.wording import Wording, said

_GREETING = re.compile(
    r"(?:^|[\s,])(?:thank you(?: very much| so much)?|thanks|sorry|yes|no|okay|ok|please|welcome|hello|hi"
    r"|good (?:morning|afternoon|evening)|morning|excuse me|forgive me|right|well|go on|careful"
    r"|dear|over to you|pardon|respect|then|so|but|and|congratulations|apologies|bravo)\s*,?\s*\Z",
    re.I,
)  # fmt: skip
_PARTS = frozenset({"nsubj", "nsubjpass", "poss", "pobj", "dobj", "agent", "attr", "compound"})
_TITLED = re.compile(r"(?:['’]s|['’])\Z")
_STRONG = frozenset({"is", "are", "has", "have", "does", "do", "was", "were", "'s", "’s"})
_LISTED = re.compile(r"\b(?:and|&)\b|[+/]")


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
    for block, doc in zip(document.blocks, docs, strict=True):
        own = [f for f in ordered if block.start <= f.start < block.end]
        for cut in cuts(doc, block, own):
            for patch in _Rewriter(doc, block, cut, wording).patches():
                edits.append(_edit(patch, cut, block.content))
    inside = {f for block in document.blocks for f in ordered
              if block.content <= f.start < f.end <= block.end}  # fmt: skip
    for finding in ordered:
        if finding not in inside:
            edits.append(_form(document, finding, wording))
    return _settled(document.text, edits)


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
        if settled and edit.start < settled[-1].end:
            last = settled.pop()
            new = last.replacement
            if edit.end > last.end:
                new = (new + edit.replacement) if not (new and edit.replacement) else new
            settled.append(
                Edit(last.start, max(last.end, edit.end), new, last.code,
                     tuple(sorted({*last.persons, *edit.persons})), last.reason)
            )  # fmt: skip
        else:
            settled.append(edit)
    return tuple(edit for edit in settled if text[edit.start : edit.end] != edit.replacement)


class _Rewriter:
    def __init__(self, doc: Doc, block: Block, cut: Cut, wording: Wording) -> None:
        self._doc, self._text = doc, doc.text
        self._block, self._cut, self._wording = block, cut, wording
        self._old = self._text[cut.start : cut.end]

    def patches(self) -> Iterator[Patch]:
        span = tokens(self._doc, self._cut)
        if span is None or not any(char.isalnum() for char in self._old):
            yield Patch(self._cut.start, self._cut.end, "")
            return
        kind = shape(span, self._cut)
        if kind is Shape.PRONOUN:
            yield from self._pronoun(span)
        elif kind is Shape.OWN:
            yield self._own(span)
        elif self._whole() or (self._cut.people and self._vocative(span)):
            yield self._out()
        elif kind is Shape.CLAUSE:
            yield self._clause(span)
        elif kind is Shape.VERB:
            yield self._verb(span)
        elif kind is Shape.NOUN:
            yield self._noun(span)
        else:
            yield self._out()

    def _out(self, start: int | None = None) -> Patch:
        return seams.deleted(self._text, self._cut.start if start is None else start, self._cut.end)

    def _put(self, new: str) -> Patch:
        if not new:
            return self._out()
        return seams.replaced(self._text, self._cut.start, self._cut.end, new)

    def _whole(self) -> bool:
        """Whether nothing else is left of the sentence."""
        before = self._text[: self._cut.start].rstrip(" \t“\"'(")
        after = self._text[self._cut.end :].lstrip(" \t”\"')")
        return (not before or before[-1] in ".!?…\n") and (not after or after[0] in ".!?…\n")

    def _vocative(self, span: Span) -> bool:
        """Whether somebody is addressed: set off by commas, or after thanks and greetings."""
        if self._block.kind == "note" or "AFFIL" in self._cut.labels:
            return False
        before = self._text[: self._cut.start].rstrip()
        after = self._text[self._cut.end :].lstrip()
        closes = not after or after[0] in ",.!?…;:—–)"
        opens = not before or before[-1] in ",.!?…;:—–("
        if opens and closes:
            return not re.match(r",\s*(?:who|whose|which|and)\b", after)
        if _GREETING.search(before):
            follows = span[-1].i + 1 < len(self._doc) and span[-1].nbor(1)
            finite = bool(follows) and follows.tag_ in {"VBD", "VBZ", "MD", "POS"}
            return closes or not finite
        return False

    def _pronoun(self, span: Span) -> Iterator[Patch]:
        word = next(t for t in span if t.is_alpha)
        new = agreement.neutral(word)
        yield seams.replaced(self._text, word.idx, word.idx + len(word.text), new)
        if new != "they":
            return
        for verb in agreement.finite(word):
            plural = agreement.plural(verb)
            if plural and plural != verb.text:
                yield Patch(verb.idx, verb.idx + len(verb.text), plural)

    def _own(self, span: Span) -> Patch:
        word = next(t for t in span if not t.is_punct).lower_
        if word in {"my", "our"}:
            return self._put("the")
        if word in {"mine", "ours"}:
            return self._put("theirs")
        if word in {"us", "me"}:
            return self._put("those present" if word == "us" else "one participant")
        return self._put("some" if word == "we" else "one participant")

    def _clause(self, span: Span) -> Patch:
        if (rest := self._object_after(span)) is not None:
            return self._put(rest)
        start = seams.joint(self._text, self._cut.start)
        before = self._text[:start].rstrip()
        if start < self._cut.start or not before or before[-1] in ",.!?…;:—–(":
            return self._out(start)
        if span.root.dep_ in {"ccomp", "xcomp"} or before[-1].isalnum():
            return self._put(self._free("this was so", "that was the case", "so"))
        return self._out()

    def _object_after(self, span: Span) -> str | None:
        """Return a lead for the object that is left behind: "I drafted" the Act."""
        if span.end >= len(self._doc):
            return None
        after = self._doc[span.end]
        left = any(
            child.i >= span.end and child.dep_ in {"dobj", "pobj", "attr", "dative"}
            for token in span
            for child in token.children
        )
        if not left or after.is_punct or after.tag_ in {"IN", "CC", "TO"}:
            return None
        return self._free("there was work on", "there was experience with", "there was")

    def _verb(self, span: Span) -> Patch:
        if self._object_after(span) is not None and span.root.tag_ in {"VBD", "VBZ", "VBP"}:
            return self._put(self._free("dealt with", "knew", "had"))
        start = self._cut.start
        before = self._doc[span.start - 1] if span.start else None
        if before is not None and before.tag_ == "PRP" and before.dep_ in {"nsubj", "nsubjpass"}:
            return self._out(seams.joint(self._text, before.idx))
        joint = seams.joint(self._text, start)
        if joint < start or span.root.dep_ in {"acl", "advcl", "relcl", "conj", "prep"}:
            return self._out(joint)
        if span.root.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return self._put(self._free("was involved", "took part", "did so"))
        return self._out()

    def _noun(self, span: Span) -> Patch:
        if "AFFIL" in self._cut.labels or self._cut.people:
            return self._person(span)
        if span.root.dep_ in {"npadvmod", "appos", "dep", "amod", "nmod"}:
            return self._out(seams.joint(self._text, self._cut.start))
        found = label(self._cut.main.code)
        new = self._wording.thing(irregular_base(span.root.lower_), found, self._old)
        return self._put(self._determined(span, new))

    def _person(self, span: Span) -> Patch:
        root, old = span.root, self._old
        sentence = root.sent.start
        possessive = _TITLED.search(old) is not None
        if root.dep_ in {"amod", "nmod", "compound"} and root.head.i >= span.end and not possessive:
            return self._out()
        before = self._text[: self._cut.start].rstrip().lower()
        if before.endswith((" as", "speaking as")) or before == "as":
            return self._out(seams.small(self._text, self._cut.start))
        if span[0].tag_ == "IN" and span[0].lower_ in {"in", "at", "from", "on", "of", "with"}:
            return self._out()
        many = len(self._cut.persons) > 1 and (
            root.tag_ in {"NNS", "NNPS"} or _LISTED.search(old) is not None
        )
        verb = self._agreeing(root)
        if "AFFIL" in self._cut.labels and "NAME" not in self._cut.labels:
            new = self._side(root, verb, sentence)
        elif many and verb is not None and verb.lower_ in _STRONG and agreement.plural(verb):
            new = self._wording.person(old, sentence)
        else:
            new = self._wording.person(old, sentence, many=many)
        return self._put(self._determined(span, new + ("'s" if possessive else "")))

    def _side(self, root: Token, verb: Token | None, sentence: int) -> str:
        if root.lower_ in _INSTITUTIONS and root.dep_ not in {"nsubj", "nsubjpass"}:
            return self._wording.organisation(self._old)
        if verb is not None and agreement.plural(verb):
            return self._wording.group(self._old)
        return self._wording.person(self._old, sentence, many=True)

    def _agreeing(self, root: Token) -> Token | None:
        found = agreement.finite(root) if root.dep_ in {"nsubj", "nsubjpass"} else []
        return found[0] if found else None

    def _determined(self, span: Span, new: str) -> str:
        """Return `new` without its article after an article that stays."""
        if not span.start:
            return new
        before = span.doc[span.start - 1]
        if before.lower_ in {"the", "this", "that", "our", "my", "their", "your", "his", "her"}:
            return re.sub(r"^(?:an?|one|some|the) ", "", new)
        return new

    def _free(self, *options: str) -> str:
        gone = said(self._old)
        return next((option for option in options if not gone & said(option)), "")


_INSTITUTIONS = frozenset(
    [
        "institute",
        "ministry",
        "centre",
        "center",
        "foundation",
        "trust",
        "forum",
        "university",
        "council",
        "lab",
        "laboratory",
        "agency",
        "office",
        "department",
        "company",
        "group",
        "ledger",
        "academy",
        "school",
        "association",
        "union",
        "bank",
    ]
)
