"""Findings to edits: the same text without the person, as plain English that can be read aloud.

A cut is what goes together.  By its shape it is replaced ("one participant"), neutralised
("they were") or left out with the comma and the conjunction that belonged to it; what stands next
to it is not touched otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from redaction import agreement, seams
from redaction.codes import label
from redaction.cuts import Cut, Shape, cuts, shape, tokens, whole_sentences
from redaction.data import words
from redaction.documents import Block, Document
from redaction.findings import Edit, Finding
from redaction.seams import Patch
from redaction.verbs import base
from redaction.wording import Wording, content, said

_GREETING = re.compile(
    r"(?:^|[\s,])(?:thank you(?: very much| so much)?|thanks|sorry|yes|no|okay|ok|please|welcome"
    r"|hello|hi|good (?:morning|afternoon|evening)|morning|excuse me|forgive me|right|well"
    r"|go on|careful|dear|over to you|pardon|respect|then|so|but|and|congratulations|apologies"
    r"|bravo)\s*,?\s*\Z",
    re.I,
)  # fmt: skip
_TITLED_NEXT = re.compile(r"['’]s\b(?= \w)")
_TITLED = re.compile(r"(?:['’]s|['’])\Z")
_STRONG = frozenset({"is", "are", "has", "have", "does", "do", "was", "were", "'s", "’s"})
_LISTED = re.compile(r"\b(?:and|&)\b|[+/]")


@dataclass(frozen=True, slots=True)
class _Out:
    """Leave out places `start` to `end` of a block's words, and close the gap."""

    start: int
    end: int


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
    inside: set[Finding] = set()
    for block, doc in zip(document.blocks, docs, strict=True):
        own = [f for f in ordered if block.content <= f.start < f.end <= block.end]
        inside.update(own)
        found = whole_sentences(doc, cuts(doc, block, own))
        for patch, cut in _patches(doc, block, found, wording):
            edits.append(_edit(patch, cut, block.content))
    edits += [_form(document, finding, wording) for finding in ordered if finding not in inside]
    return _settled(document.text, edits)


def _patches(
    doc: Doc, block: Block, found: Sequence[Cut], wording: Wording
) -> Iterator[tuple[Patch, Cut]]:
    """Yield the patches of a block; neighbours that are left out go as one."""
    out: _Out | None = None
    last: Cut | None = None
    gone = 0
    for cut in found:
        steps = list(_Rewriter(doc, block, cut, wording, gone).steps())
        first = steps[0]
        if isinstance(first, _Out):
            if out is not None and _NOTHING.fullmatch(doc.text[out.end : first.start]):
                out = _Out(out.start, max(first.end, out.end))
            else:
                if out is not None and last is not None:
                    yield seams.deleted(doc.text, out.start, out.end), last
                out = first
            last = cut
            patch = seams.deleted(doc.text, out.start, out.end)
            gone = patch.end - len(patch.new)
            continue
        if out is not None and last is not None:
            yield seams.deleted(doc.text, out.start, out.end), last
            out = None
        for step in steps:
            if isinstance(step, Patch):
                yield step, cut
    if out is not None and last is not None:
        yield seams.deleted(doc.text, out.start, out.end), last


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
        if edit.start == last.end - 1 and last.replacement == text[edit.start].upper():
            new = edit.replacement[:1].upper() + edit.replacement[1:]
            settled.append(replace(last, end=edit.start, replacement=""))
            settled.append(replace(edit, replacement=new))
            continue
        new = last.replacement or edit.replacement
        who = tuple(sorted({*last.persons, *edit.persons}))
        settled.append(replace(last, end=max(last.end, edit.end), replacement=new, persons=who))
    return tuple(edit for edit in settled if text[edit.start : edit.end] != edit.replacement)


class _Rewriter:
    def __init__(self, doc: Doc, block: Block, cut: Cut, wording: Wording, gone: int) -> None:
        self._doc, self._text = doc, doc.text
        self._block, self._cut, self._wording = block, cut, wording
        self._old = self._text[cut.start : cut.end]
        self._gone = gone

    def steps(self) -> list[_Out | Patch]:
        """Return what is left out, or what is put instead; one thing at least."""
        span = tokens(self._doc, self._cut)
        if span is None or not any(char.isalnum() for char in self._old):
            return [Patch(self._cut.start, self._cut.end, "")]
        kind = shape(span, self._cut)
        if kind is Shape.PRONOUN:
            return list(self._pronoun(span))
        if kind is Shape.OWN:
            return [self._own(span)]
        if self._whole() or (self._cut.people and self._vocative(span)):
            return [self._out()]
        makers = {Shape.CLAUSE: self._clause, Shape.VERB: self._verb, Shape.NOUN: self._noun}
        return [makers[kind](span) if kind in makers else self._phrase()]

    def _out(self, start: int | None = None) -> _Out:
        end = self._cut.end
        possessive = _TITLED_NEXT.match(self._text, end)
        return _Out(
            self._cut.start if start is None else start, possessive.end() if possessive else end
        )

    def _phrase(self) -> _Out:
        return self._out(seams.joint(self._text, self._cut.start))

    def _put(self, new: str) -> _Out | Patch:
        if not new:
            return self._out()
        return seams.replaced(self._text, self._cut.start, self._cut.end, new, begin=self._gone)

    def _whole(self) -> bool:
        """Whether nothing else is left of the sentence."""
        before = self._text[: self._cut.start].rstrip("“\"'(")
        after = self._text[self._cut.end :].lstrip(" \t”\"')")
        return seams.opens(before, len(before)) and (not after or after[0] in ".!?…\n")

    def _vocative(self, span: Span) -> bool:
        """Whether somebody is addressed: set off by commas, or after thanks and greetings."""
        if self._block.kind == "note" or "AFFIL" in self._cut.labels:
            return False
        before = self._text[: self._cut.start].rstrip()
        after = self._text[self._cut.end :].lstrip()
        closes = not after or after[0] in ",.!?…;:—–)"
        opens = not before or before[-1] in ",.!?…;:—–("
        greeted = _GREETING.search(before) is not None
        if opens and closes:
            return greeted or not re.match(r",\s*(?:who|whose|which|and)\b", after)
        if not greeted:
            return False
        last = span[-1].i + 1 >= len(self._doc)
        return closes or last or span[-1].nbor(1).tag_ not in {"VBD", "VBZ", "MD", "POS"}

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

    def _own(self, span: Span) -> _Out | Patch:
        word = next(t for t in span if not t.is_punct).lower_
        table = {"my": "the", "our": "the", "mine": "theirs", "ours": "theirs", "we": "some",
                 "us": "those present"}  # fmt: skip
        return self._put(table.get(word, "one participant"))

    def _clause(self, span: Span) -> _Out | Patch:
        if self._object_after(span):
            return self._put(self._free("there was work on", "there was"))
        start = seams.joint(self._text, self._cut.start)
        before = self._text[:start].rstrip()
        led = span[0].tag_ in {"IN", "WRB"} or not before or before[-1] in ",.!?…;:—–()"
        if led or start < self._cut.start:
            return self._out(start)
        if span[0].i and span[0].nbor(-1).tag_ == "IN":
            return self._put(self._wording.thing("", label(self._cut.main.code), self._old))
        if span[0].i and span[0].nbor(-1).tag_ in _DETERMINERS:
            new = self._wording.thing("", label(self._cut.main.code), self._old)
            return self._put(re.sub(r"^(?:an?|one|some|the) ", "", new))
        bare = _POINTING.search(self._text[: self._cut.start])
        if bare is not None:
            return self._out(bare.start())
        return self._put(self._free("this was so", "that was the case", "so"))

    def _object_after(self, span: Span) -> bool:
        """Whether the object of a verb that goes is left behind: "I drafted" the Act."""
        if span.end >= len(self._doc) or self._doc[span.end].tag_ not in _OBJECT:
            return False
        return any(
            child.i >= span.end and child.dep_ in {"dobj", "pobj", "attr", "dative"}
            for token in span
            for child in token.children
        )

    def _verb(self, span: Span) -> _Out | Patch:
        if self._object_after(span) and span.root.tag_ in {"VBD", "VBZ", "VBP"}:
            return self._put(self._free("dealt with", "knew", "had"))
        before = self._doc[span.start - 1] if span.start else None
        if before is not None and before.tag_ == "PRP" and before.dep_ in {"nsubj", "nsubjpass"}:
            return self._out(seams.joint(self._text, before.idx))
        if span[0].tag_ == "VBG" and before is not None and before.tag_ == "IN":
            return self._out(seams.small(self._text, self._cut.start))
        joint = seams.joint(self._text, self._cut.start)
        if joint < self._cut.start or span.root.dep_ in {"acl", "advcl", "relcl", "conj", "prep"}:
            return self._out(joint)
        if span.root.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return self._predicate(span)
        return self._out()

    def _predicate(self, span: Span) -> _Out | Patch:
        """Put a verb without content in the place of one that goes, fitting its subject."""
        subject = next((c for c in span.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or subject.i >= span.start:
            subject = next((t for t in reversed(list(span.root.lefts)) if t.i < span.start), None)
        person = subject is not None and (
            subject.tag_ in {"PRP", "WP", "NNP"}
            or base(subject.lower_) in words("people.yaml", "person")
        )
        if subject is None or person:
            return self._put(self._free("took part", "did so"))
        many = subject.tag_ in {"NNS", "NNPS"} or span.root.lower_ in {"are", "were", "have"}
        return self._put(self._free("were mentioned" if many else "was mentioned", "came up"))

    def _noun(self, span: Span) -> _Out | Patch:
        if self._cut.people or "AFFIL" in self._cut.labels:
            return self._person(span)
        head = _head(span)
        subject = span.root.dep_ in {"nsubj", "nsubjpass"}
        if self._aside() or (span.root.dep_ in {"npadvmod", "dep", "amod", "nmod"} and not subject):
            return self._phrase()
        found = label(self._cut.main.code)
        if base(head) in words("people.yaml", "person") or (subject and found == "PRESENCE"):
            many = head not in words("people.yaml", "person") and head.endswith("s")
            new = self._wording.person(self._old, span.root.sent.start, many=many)
        else:
            new = self._wording.thing(head, found, self._old)
        return self._put(self._determined(span, new))

    def _aside(self) -> bool:
        """Whether the place stands between commas or stops, so that nothing needs it."""
        before = self._text[: self._cut.start].rstrip()
        after = self._text[self._cut.end :].lstrip()
        opens = not before or before[-1] in ",.!?…;:—–("
        return opens and (not after or after[0] in ",.!?…;:—–)")

    def _person(self, span: Span) -> _Out | Patch:
        root, old = span.root, self._old
        sentence = root.sent.start
        possessive = _TITLED.search(old) is not None
        if root.dep_ == "npadvmod" and not possessive:
            return self._phrase()
        modifier = root.dep_ in {"amod", "nmod", "compound"} and root.head.i >= span.end
        if modifier and not possessive and "NAME" not in self._cut.labels:
            return self._out()
        before = self._text[: self._cut.start].rstrip().lower()
        if before.endswith((" as", "speaking as")) or before == "as":
            return self._out(seams.small(self._text, self._cut.start))
        if span[0].tag_ == "IN" and span[0].lower_ in _PLACED:
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
        gone = content(self._old)
        return next((option for option in options if not gone & said(option)), "")


_OBJECT = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "CD", "PRP$", "PRP"})
_DETERMINERS = frozenset({"DT", "PRP$", "POS", "JJ"})
_POINTING = re.compile(r",?\s*(?:and |but )?\b(?:that|this|it|which)(?:['’]s| is| was)\s+\Z", re.I)
_PLACED = frozenset({"in", "at", "from", "on", "of", "with", "as", "like"})
_NOTHING = re.compile(r"[\s,;:.!?()–—-]*(?:(?:and|but|or|so)[\s,]*)?", re.I)
_INSTITUTIONS = words("people.yaml", "institution")


def _head(span: Span) -> str:
    """Return the noun that a phrase is about: the last of the first nouns in a row."""
    noun = ""
    for token in span:
        if token.tag_[:2] == "NN":
            noun = token.lower_
        elif noun:
            break
    return noun
