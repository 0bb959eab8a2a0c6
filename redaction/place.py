"""One cut in its sentence, and the two things that may happen to it: out, or another wording."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from redaction import gaps, seams
from redaction.codes import label
from redaction.cuts import Cut
from redaction.documents import Block
from redaction.seams import Patch
from redaction.texts import text_of
from redaction.wording import Wording, content, said

_TITLED_NEXT = re.compile(r"['’]s\b(?= \w)")
_ARTICLE = re.compile(r"^(?:an?|one|some|the|another|no) ")


@dataclass(frozen=True, slots=True)
class Out:
    """Leave out places `start` to `end` of a block's words, and close the gap."""

    start: int
    end: int


class Place:
    """A cut of a block, parsed as `doc`; up to `gone` its sentence has lost its words."""

    def __init__(self, doc: Doc, block: Block, cut: Cut, wording: Wording, gone: int) -> None:
        self.doc, self.text, self.block, self.cut = doc, text_of(doc), block, cut
        self.wording, self.gone = wording, gone
        self.old = self.text[cut.start : cut.end]
        self.label = label(cut.main.code)

    def out(self, start: int | None = None, end: int | None = None) -> Out:
        """Leave the cut out, from `start` to `end` when they are given, and a lone 's behind."""
        stop = max(end or 0, self.cut.end)
        possessive = _TITLED_NEXT.match(self.text, stop)
        return Out(
            self.cut.start if start is None else start, possessive.end() if possessive else stop
        )

    def phrase_out(self, span: Span) -> Out:
        """Leave the cut out with the conjunction or the preposition that led to it."""
        start = seams.joint(self.text, self.cut.start)
        led = gaps.preposition(span)
        return self.out(min(start, led.idx) if led is not None else start)

    def put(self, new: str) -> Out | Patch:
        """Put `new` in the place of the cut; nothing is left out."""
        if not new:
            return self.out()
        return seams.replaced(self.text, self.cut.start, self.cut.end, new, begin=self.gone)

    def put_from(self, start: int, new: str) -> Out | Patch:
        """Put `new` in the place of the cut and of what stands before it from `start`."""
        if not new:
            return self.out(start)
        return seams.replaced(self.text, start, self.cut.end, new, begin=self.gone)

    def free(self, *options: str) -> str:
        """Return the first of `options` that repeats no word of what goes, or ""."""
        gone = content(self.old)
        return next((option for option in options if not gone & said(option)), "")

    def thing(self, head: str) -> str:
        """Return a word for a thing whose noun is `head`."""
        return self.wording.thing(head, self.label, self.old)

    def before(self, span: Span) -> Token | None:
        """Return the word before the cut."""
        return self.doc[span.start - 1] if span.start else None

    def determined(self, span: Span, new: str) -> str:
        """Return `new` without its article after an article or a number that stays."""
        before = self.before(span)
        if before is None or before.dep_ == "mark" or before.i < span[0].sent.start:
            return new
        article = before.lower_ in _STAYING and before.tag_ in {"DT", "PRP$", "CD"}
        return _ARTICLE.sub("", new) if article else new

    @property
    def aside(self) -> bool:
        """Whether the place stands between commas or stops, so that nothing needs it."""
        before = self.text[: self.cut.start].rstrip()
        after = self.text[self.cut.end :].lstrip()
        opens = not before or before[-1] in ",.!?…;:—–("
        return opens and (not after or after[0] in ",.!?…;:—–)")


_STAYING = frozenset(
    {"the", "this", "that", "our", "my", "their", "your", "his", "her", "its", "one", "no", "any"}
    | {"each", "every"}
)
