"""What stands for a clause or a verb that goes: as little as the rest of the sentence needs."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from redaction import gaps, seams
from redaction.data import words
from redaction.pipeline import uncased
from redaction.place import Out, Place
from redaction.seams import Patch
from redaction.shapes import Shape
from redaction.verbs import base

_OBJECT = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "JJ", "CD", "PRP$", "PRP"})
_DETERMINERS = frozenset({"DT", "PRP$", "POS", "JJ"})
_COPULAS = frozenset({"is", "are", "was", "were"})
_POINTING = re.compile(r",?\s*(?:and |but )?\b(?:that|this|it|which)(?:['’]s| is| was)\s+\Z", re.I)
_CONTRACTED = 2
_HELPERS = {"ve": "have", "d": "would", "ll": "will", "re": "are"}
_LONG = 4
"""Words from which on a clause is simply left out of a text that has no sentences to go by."""
_LOOSE = frozenset({"acl", "advcl", "relcl", "conj", "prep", "appos", "parataxis", "npadvmod"})


def doing(place: Place, span: Span, kind: Shape) -> Out | Patch:
    """Return what stands for a clause, a verb with what follows it, or a phrase."""
    if uncased(place.text) and len(span) >= _LONG:
        return place.phrase_out(span)
    free_relative = _what_is_that(place, span)
    if free_relative is not None:
        return free_relative
    if kind is Shape.CLAUSE:
        return _clause(place, span)
    if kind is Shape.VERB:
        return _verb(place, span)
    return _needed(place, span) or place.phrase_out(span)


def _what_is_that(place: Place, span: Span) -> Out | None:
    """Leave out "What ⟦I found⟧ is that" as a whole: what was found stands by itself."""
    before = place.before(span)
    if before is None or before.lower_ != "what" or before.i != span[0].sent.start:
        return None
    at = span.end
    while at < len(place.doc) and place.doc[at].is_punct:
        at += 1
    if at + 1 >= len(place.doc) or place.doc[at].lower_ not in {*_COPULAS, "'s", "’s"}:
        return None
    end = place.doc[at + 1] if place.doc[at + 1].lower_ == "that" else place.doc[at]
    return place.out(before.idx, end.idx + len(end.text))


def _clause(place: Place, span: Span) -> Out | Patch:
    if _object_after(place, span):
        return place.put(place.free("there was talk of", "there was"))
    start = seams.joint(place.text, place.cut.start)
    before = place.text[:start].rstrip()
    verb = gaps.right_verb(span)
    if verb is not None and start == place.cut.start:
        return place.put(_subject_for(place, span))
    led = span[0].tag_ in {"IN", "WRB"} or not before or before[-1] in ",.!?…;:—–()"
    needed = _needed(place, span)
    if needed is not None:
        return needed
    if led or start < place.cut.start:
        return place.out(start)
    return _inner_clause(place, span)


def _subject_for(place: Place, span: Span) -> str:
    """Return a subject for a verb that stays: "⟦we've⟧ got" gives "some have"."""
    if span[0].tag_ == "PRP" and len(span) <= _CONTRACTED:
        short = place.old.lower().replace("’", "'").partition("'")[2]
        return place.free(f"some {_HELPERS.get(short, '')}".strip(), "some")
    return place.free("this", "that", "some")


def _inner_clause(place: Place, span: Span) -> Out | Patch:
    """Return what stands for a clause in the middle of a sentence."""
    before = place.before(span)
    if before is not None and before.tag_ == "IN" and before.dep_ == "prep":
        return place.phrase_out(span)
    if before is not None and before.tag_ in _DETERMINERS and before.head.i >= span.start:
        return place.put(re.sub(r"^(?:an?|one|some|the) ", "", place.thing("")))
    bare = _POINTING.search(place.text[: place.cut.start])
    if bare is not None:
        return place.out(bare.start())
    pointer = gaps.pointer(span)
    if pointer is not None:
        return place.out(pointer.idx)
    lead = [t for t in place.doc[span[0].sent.start : span.start] if not t.is_punct]
    if span.root.dep_ == "ROOT" and lead and all(_inside(t, span) for t in lead):
        return place.put(place.free("there was a case in point", "there was an example"))
    return place.out()


def _inside(token: Token, span: Span) -> bool:
    """Whether a word hangs on the cut, and not on another word that stays."""
    return any(span.start <= above.i < span.end for above in token.ancestors)


def _needed(place: Place, span: Span) -> Out | Patch | None:
    """Return a word for what a verb that stays cannot do without; None when there is none."""
    helper = gaps.helper(span)
    if helper and not _more_after(place, span):
        return place.put(place.free(helper, "so"))
    verb = gaps.governor(span)
    if verb is None or _more_after(place, span) or _extraposed(verb):
        return None
    pointer = gaps.pointer(span)
    start = pointer.idx if pointer is not None else place.cut.start
    quality = any(t.dep_ == "acomp" and t.head.i == verb.i for t in span)
    if quality or verb.lower_ in {*_COPULAS, "be", "'s", "’s"}:
        return place.put_from(start, place.free("so"))
    if verb.head.i != verb.i and verb.dep_ == "parataxis":
        return None
    return place.put_from(start, place.free("this", "it"))


def _extraposed(verb: Token) -> bool:
    """Whether "it" stands for what is said: "it was noted that"."""
    return any(c.dep_ in gaps.SUBJECT and c.lower_ == "it" for c in verb.children)


def _object_after(place: Place, span: Span) -> bool:
    """Whether the object of a verb that goes is left behind: "I drafted" the Act."""
    if span.end >= len(place.doc) or place.doc[span.end].tag_ not in _OBJECT:
        return False
    if place.doc[span.end].dep_ in {"nsubj", "nsubjpass", "expl"}:
        return False
    return any(
        child.i >= span.end and child.dep_ in {"dobj", "pobj", "attr", "dative"}
        for token in span
        for child in token.children
    )


def _verb(place: Place, span: Span) -> Out | Patch:
    if _object_after(place, span) and span.root.tag_ in {"VBD", "VBZ", "VBP"}:
        return place.put(place.free("dealt with", "knew", "had"))
    before = place.before(span)
    if before is not None and before.tag_ == "PRP" and before.dep_ in {"nsubj", "nsubjpass"}:
        return place.out(seams.joint(place.text, before.idx))
    if span[0].tag_ == "VBG" and before is not None and before.tag_ == "IN":
        return place.phrase_out(span)
    needed = _needed(place, span)
    if needed is not None and span[0].tag_ in {"VBN", "VBG", "VB"}:
        return needed
    joint = seams.joint(place.text, place.cut.start)
    comma = place.text[: place.cut.start].rstrip().endswith(",")
    if joint < place.cut.start or span.root.dep_ in _LOOSE or (comma and place.aside):
        return place.out(joint)
    return _predicate(place, span)


def _more_after(place: Place, span: Span) -> bool:
    """Whether a word follows the cut, not a stop."""
    return span.end < len(place.doc) and not place.doc[span.end].is_punct


def _predicate(place: Place, span: Span) -> Out | Patch:
    """Put a verb without content in the place of one that goes, fitting its subject."""
    if span.root.tag_ not in {"VBD", "VBZ", "VBP", "MD"}:
        return place.out()
    if span[-1].lower_ in _COPULAS and len(span) > 1 and _more_after(place, span):
        return Out(place.cut.start, span[-1].idx - 1)
    subject = next((c for c in span.root.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.i >= span.start:
        subject = next((t for t in reversed(list(span.root.lefts)) if t.i < span.start), None)
    person = subject is not None and (
        subject.tag_ in {"PRP", "WP", "NNP"}
        or base(subject.lower_) in words("people.yaml", "person")
    )
    said_that = " that some" if gaps.right_verb(span) is not None else ""
    if said_that:
        return place.put(place.free("noted" + said_that, "remarked" + said_that))
    if subject is None:
        return place.out()
    if person:
        return place.put(place.free("took part", "did so"))
    counted = [t for t in subject.subtree if t.i >= subject.i and t.i < span.start]
    many = any(t.tag_ in {"NNS", "NNPS"} for t in counted[:5]) or span.root.lower_ in {
        "are",
        "were",
        "have",
    }
    return place.put(place.free("were mentioned" if many else "was mentioned", "came up"))
