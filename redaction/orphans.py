"""What is left behind a clause that goes, and cannot stand without it: "who", "because", "to"."""

from __future__ import annotations

from spacy.tokens import Span, Token

from redaction import seams
from redaction.place import Out, Place

_LED = frozenset({"because", "although", "though", "since", "whereas", "while", "as", "so"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_SHORT = 7
"""Words of an infinitive that goes with its verb; a longer one has something of its own to say."""


def with_orphans(place: Place, span: Span, out: Out) -> Out:
    """Return `out` with what hangs on it alone, when it opens its sentence.

    "⟦I counted them⟧ because the lists were wrong" keeps "the lists were wrong"; "⟦the men⟧ who
    served there" keeps nothing.
    """
    if not seams.opens(place.text, out.start):
        return out
    first = _next(place, span, out)
    if first is None or not span.start <= _top(first, span).i < span.end:
        return out
    if first.dep_ == "mark" and first.lower_ in _LED:
        return Out(out.start, first.idx + len(first.text))
    last = _last(first)
    ends = last.i + 1 >= len(place.doc) or place.doc[last.i + 1].is_punct
    short = first.tag_ == "TO" and last.i - first.i < _SHORT
    if ends and (short or first.tag_ in _RELATIVE):
        return Out(out.start, last.idx + len(last.text))
    return out


def _next(place: Place, span: Span, out: Out) -> Token | None:
    sentence = span[-1].sent
    behind = (t for t in place.doc[span.end : sentence.end] if t.idx >= out.end)
    return next((t for t in behind if not t.is_punct and not t.is_space), None)


def _top(first: Token, span: Span) -> Token:
    """Return the word on which the clause of its first word hangs."""
    at = first
    while at.head.i != at.i and not span.start <= at.i < span.end:
        at = at.head
    return at


def _last(first: Token) -> Token:
    clause = first.head
    while clause.dep_ in {"aux", "auxpass"}:
        clause = clause.head
    return clause.right_edge
