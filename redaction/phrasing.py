"""What stands in the place of a cut, by its shape: a word for somebody, a plain verb, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from redaction import agreement, seams
from redaction.codes import label
from redaction.cuts import Cut, Shape, shape, tokens
from redaction.data import words
from redaction.documents import Block
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
class Out:
    """Leave out places `start` to `end` of a block's words, and close the gap."""

    start: int
    end: int


class Phrasing:
    """Finds what to put for one cut of a block."""

    def __init__(self, doc: Doc, block: Block, cut: Cut, wording: Wording, gone: int) -> None:
        self._doc, self._text = doc, doc.text
        self._block, self._cut, self._wording = block, cut, wording
        self._old = self._text[cut.start : cut.end]
        self._gone = gone

    def steps(self) -> list[Out | Patch]:
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

    def _out(self, start: int | None = None) -> Out:
        end = self._cut.end
        possessive = _TITLED_NEXT.match(self._text, end)
        return Out(
            self._cut.start if start is None else start, possessive.end() if possessive else end
        )

    def _phrase(self) -> Out:
        return self._out(seams.joint(self._text, self._cut.start))

    def _put(self, new: str) -> Out | Patch:
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

    def _own(self, span: Span) -> Out | Patch:
        word = next(t for t in span if not t.is_punct).lower_
        table = {"my": "the", "our": "the", "mine": "theirs", "ours": "theirs", "we": "some",
                 "us": "those present"}  # fmt: skip
        return self._put(table.get(word, "one participant"))

    def _clause(self, span: Span) -> Out | Patch:
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
        if self._doc[span.end].dep_ in {"nsubj", "nsubjpass", "expl"}:
            return False
        return any(
            child.i >= span.end and child.dep_ in {"dobj", "pobj", "attr", "dative"}
            for token in span
            for child in token.children
        )

    def _verb(self, span: Span) -> Out | Patch:
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
        return self._predicate(span)

    def _more_after(self, span: Span) -> bool:
        """Whether a word follows the cut, not a stop."""
        return span.end < len(self._doc) and not self._doc[span.end].is_punct

    def _predicate(self, span: Span) -> Out | Patch:
        """Put a verb without content in the place of one that goes, fitting its subject."""
        if span.root.tag_ not in {"VBD", "VBZ", "VBP", "MD"}:
            return self._out()
        if span[-1].lower_ in _COPULAS and len(span) > 1 and self._more_after(span):
            return Out(self._cut.start, span[-1].idx - 1)
        subject = next((c for c in span.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is None or subject.i >= span.start:
            subject = next((t for t in reversed(list(span.root.lefts)) if t.i < span.start), None)
        person = subject is not None and (
            subject.tag_ in {"PRP", "WP", "NNP"}
            or base(subject.lower_) in words("people.yaml", "person")
        )
        if subject is None or person:
            return self._put(self._free("took part", "did so"))
        counted = [t for t in subject.subtree if t.i >= subject.i and t.i < span.start]
        many = any(t.tag_ in {"NNS", "NNPS"} for t in counted[:5]) or span.root.lower_ in {
            "are",
            "were",
            "have",
        }
        return self._put(self._free("were mentioned" if many else "was mentioned", "came up"))

    def _noun(self, span: Span) -> Out | Patch:
        if self._cut.people or "AFFIL" in self._cut.labels:
            return self._person(span)
        head = _head(span)
        subject = span.root.dep_ in {"nsubj", "nsubjpass"}
        if self._aside() or (span.root.dep_ in {"npadvmod", "dep", "amod", "nmod"} and not subject):
            return self._phrase()
        found = label(self._cut.main.code)
        before = self._doc[span.start - 1] if span.start else None
        led = before is not None and before.tag_ == "IN" and span.root.dep_ == "pobj"
        if found == "PRESENCE" and led and before is not None:
            return self._out(before.idx)
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

    def _person(self, span: Span) -> Out | Patch:
        root, old = span.root, self._old
        sentence = root.sent.start
        possessive = _TITLED.search(old) is not None
        helped = seams.AS_IT_DID.search(self._text[: self._cut.start])
        if helped or (root.dep_ == "npadvmod" and not possessive):
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
_COPULAS = frozenset({"is", "are", "was", "were"})
_POINTING = re.compile(r",?\s*(?:and |but )?\b(?:that|this|it|which)(?:['’]s| is| was)\s+\Z", re.I)
_PLACED = frozenset({"in", "at", "from", "on", "of", "with", "as", "like"})
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
