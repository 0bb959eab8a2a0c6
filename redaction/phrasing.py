"""What stands in the place of a cut, by its shape: a word for somebody, a plain verb, nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from redaction import agreement, seams
from redaction.cuts import Cut, tokens
from redaction.data import words
from redaction.documents import Block
from redaction.doings import doing
from redaction.orphans import with_orphans
from redaction.place import Out, Place
from redaction.seams import Patch
from redaction.shapes import Shape, shape, worded
from redaction.somebody import somebody
from redaction.texts import text_of
from redaction.verbs import base
from redaction.wording import Wording

_GREETING = re.compile(
    r"(?:^|[\s,])(?:thank you(?: very much| so much)?|thanks|sorry|yes|no|okay|ok|please|welcome"
    r"|hello|hi|good (?:morning|afternoon|evening)|morning|excuse me|forgive me|right|well"
    r"|go on|careful|dear|over to you|pardon|respect|then|so|but|and|congratulations|apologies"
    r"|bravo)\s*,?\s*\Z",
    re.I,
)  # fmt: skip
_ME = re.compile(r"(?:^|(?<=[\s,.]))(I am|I'm|I’m|i am|i'm|my name is|this is)\s+\Z", re.I)
_NO_PART = frozenset({"npadvmod", "dep", "amod", "nmod"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative", "conj", "ROOT"})
_MARKS = frozenset({'""', "“”", "‘’"})
_DOERS = ("ist", "man", "woman", "men", "women", "ologist", "eer")
_STOP = re.compile(r"[.!?…]+(?![.!?…,;:)\w])|\n")
_ARTICLES = frozenset({"the", "a", "an"})
_OWN = {
    "my": "the", "our": "the", "mine": "theirs", "ours": "theirs", "we": "some",
    "us": "those present",
}  # fmt: skip


def steps(doc: Doc, block: Block, cut: Cut, wording: Wording, gone: int) -> list[Out | Patch]:
    """Return what is left out of a block for one cut, or what is put; one thing at least."""
    place = Place(doc, block, cut, wording, gone)
    span = tokens(doc, cut)
    if span is None or not any(char.isalnum() for char in place.old):
        return [Patch(cut.start, cut.end, "")]
    if len(span) == 1 and span[0].lower_ in _ARTICLES:
        return [place.put("one" if span[0].lower_ == "the" else "the")]
    kind = shape(span, cut)
    if kind is Shape.PRONOUN:
        return list(_pronoun(span))
    if kind is Shape.OWN:
        word = worded(span)[0].lower_
        return [place.put(_OWN.get(word, "one participant"))]
    alone = _alone(place, span)
    if alone is not None:
        return [alone]
    made = _noun(place, span) if kind is Shape.NOUN else doing(place, span, kind)
    return [with_orphans(place, span, made) if isinstance(made, Out) else made]


def _alone(place: Place, span: Span) -> Out | Patch | None:
    """Put what a finding knows to say instead, or leave out a sentence, an address, a bracket."""
    told = place.free(place.cut.findings[0].instead) if len(place.cut.findings) == 1 else ""
    if told:
        return place.put(told)
    if _whole(place, place.cut.start) or (place.cut.people and _vocative(place, span)):
        return place.out()
    me = _ME.search(place.text[: place.cut.start])
    named = place.block.kind == "turn" and "NAME" in place.cut.labels
    if me is not None and named and _whole(place, me.start(1)):
        return place.out(me.start(1))
    return _bracketed(place) or _quoted(place, span)


def _quoted(place: Place, span: Span) -> Out | Patch | None:
    """Leave out a quotation that goes whole, or put a word for a saying, marks and all."""
    start, end = place.cut.start - 1, place.cut.end + 1
    if place.cut.people or start < 0 or place.text[start] + place.text[end - 1 : end] not in _MARKS:
        return None
    before = place.doc[span.start - 2] if span.start > 1 else None
    if before is not None and before.tag_[:2] == "NN":
        return place.out(start, end)
    return Patch(start, end, place.thing("saying"))


def _whole(place: Place, start: int) -> bool:
    """Whether nothing else is left of the sentence that begins at `start`."""
    before = place.text[:start].rstrip("“\"'([")
    after = place.text[place.cut.end :].lstrip(" \t”\"')")
    return seams.opens(before, len(before)) and (not after or _STOP.match(after) is not None)


def _bracketed(place: Place) -> Out | None:
    """Leave out a bracket that holds nothing else, with the quotation marks in it."""
    start, end = place.cut.start, place.cut.end
    while start and place.text[start - 1] in "“\"‘'":
        start -= 1
    while end < len(place.text) and place.text[end] in "”\"’'":
        end += 1
    if place.text[start - 1 : start] == "(" and place.text[end : end + 1] == ")":
        return place.out(start - 1, end + 1)
    return None


def _vocative(place: Place, span: Span) -> bool:
    """Whether somebody is addressed: set off by commas, or after thanks and greetings."""
    if place.block.kind == "note" or "AFFIL" in place.cut.labels:
        return False
    if span.root.dep_ in {"dobj", "pobj"} and span.root.head.lower_ == "welcome":
        return False
    before = place.text[: place.cut.start].rstrip()
    after = place.text[place.cut.end :].lstrip()
    closes = not after or after[0] in ",.!?…;:—–)"
    opens = not before or before[-1] in ",.!?…;:—–("
    greeted = _GREETING.search(before) is not None
    if opens and closes:
        return greeted or not re.match(r",\s*(?:who|whose|which|and)\b", after)
    if not greeted:
        return False
    last = span[-1].i + 1 >= len(place.doc)
    return closes or last or span[-1].nbor(1).tag_ not in {"VBD", "VBZ", "MD", "POS"}


def _pronoun(span: Span) -> Iterator[Patch]:
    word = worded(span)[0]
    new = agreement.neutral(word)
    yield seams.replaced(text_of(span.doc), word.idx, word.idx + len(word.text), new)
    if new != "they":
        return
    for verb in agreement.finite(word):
        plural = agreement.plural(verb)
        if plural and plural != verb.text:
            yield Patch(verb.idx, verb.idx + len(verb.text), plural)


def _noun(place: Place, span: Span) -> Out | Patch:
    if place.cut.people or "AFFIL" in place.cut.labels:
        return somebody(place, span)
    head = _head(span)
    subject = span.root.dep_ in {"nsubj", "nsubjpass"}
    if not subject and (place.aside or span.root.dep_ in _NO_PART):
        return place.phrase_out(span)
    found = place.label
    if found == "PRESENCE" and span.root.dep_ not in _PARTS:
        return place.phrase_out(span)
    before = place.before(span)
    led = before is not None and before.tag_ == "IN" and span.root.dep_ == "pobj"
    if found == "PRESENCE" and led and before is not None:
        return place.out(before.idx)
    if (
        base(head) in words("people.yaml", "person")
        or base(head).endswith(_DOERS)
        or (subject and found == "PRESENCE")
    ):
        many = head not in words("people.yaml", "person") and head.endswith("s")
        new = place.wording.person(place.old, span.root.sent.start, many=many)
    else:
        new = place.thing(head)
        if subject and any(agreement.plural_form(verb) for verb in agreement.finite(span.root)):
            new = place.free("some cases", "some examples", "some instances") or new
    if subject and place.aside and new:
        end = place.cut.end + place.text.startswith(",", place.cut.end)
        return seams.replaced(place.text, place.cut.start, end, new, begin=place.gone)
    return place.put(place.determined(span, new))


def _head(span: Span) -> str:
    """Return the noun that a phrase is about: the last of the first nouns in a row."""
    noun = ""
    for token in span:
        if token.tag_[:2] == "NN":
            noun = token.lower_
        elif noun:
            break
    return noun
