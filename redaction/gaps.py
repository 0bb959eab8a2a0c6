"""What the rest of a sentence needs of a cut: a subject, a verb, an object, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
COMPLEMENT = frozenset({"dobj", "ccomp", "xcomp", "attr", "acomp", "oprd", "dative"})
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
_BE = frozenset({"be", "is", "are", "was", "were", "am", "been", "being", "'s", "’s", "'re", "’re"})
_HAVE = frozenset({"have", "has", "had", "'ve", "’ve"})


def preposition(span: Span) -> Token | None:
    """Return the first preposition before a cut that loses all that it leads to.

    From "in front of ⟦my house⟧" it returns "in", since "front" hangs on it alone.
    """
    found: Token | None = None
    at = span.start - 1
    while at >= 0:
        token = span.doc[at]
        behind = [c for c in token.children if c.i > at]
        leads = token.dep_ in {"prep", "agent"} or token.tag_ in {"IN", "TO"}
        if not behind or not all(c.right_edge.i < span.end and c.i >= at for c in behind):
            break
        if leads and any(c.dep_ in {"pobj", "pcomp", "prep"} for c in behind):
            found = token
        elif found is None or token.dep_ != "pobj":
            break
        at -= 1
    return found


def governor(span: Span) -> Token | None:
    """Return the verb before a cut that loses its object, or what it says, and has no other."""
    for token in span:
        verb = token.head
        if verb.i >= span.start or token.dep_ not in COMPLEMENT:
            continue
        others = [c for c in verb.children if c.dep_ in COMPLEMENT and _outside(c, span)]
        if not [c for c in others if c.i > verb.i]:
            return verb
    return None


def helper(span: Span) -> str:
    """Return what a helping verb before a cut needs instead of its verb: "so", "done so" or ""."""
    for token in span:
        if token.tag_[:2] != "VB" or (token.head.i == token.i and token.dep_ != "ROOT"):
            continue
        helpers = [c for c in token.children if c.dep_ in {"aux", "auxpass"} and c.i < span.start]
        if helpers:
            last = helpers[-1].lower_
            if last == "to":
                return "do so"
            return "so" if last in _BE else "done so" if last in _HAVE else "do so"
    return ""


def left_subject(span: Span) -> Token | None:
    """Return the subject before a cut that loses its verb; relative pronouns are none."""
    for token in reversed(list(_before(span))):
        if token.dep_ in SUBJECT and span.start <= token.head.i < span.end:
            return None if token.tag_ in RELATIVE else token
    return None


def right_verb(span: Span) -> Token | None:
    """Return the verb behind a cut that loses its subject."""
    for token in span:
        verb = token.head
        if token.dep_ in SUBJECT and verb.i >= span.end and verb.sent.start == token.sent.start:
            helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
            return min([verb, *helpers], key=lambda one: one.i)
    return None


def pointer(span: Span) -> Token | None:
    """Return the first of the words "what", "which", "that" before a cut whose clause goes."""
    first: Token | None = None
    for token in reversed(list(_before(span))):
        led = span.start <= token.head.i < span.end
        if not led or not (token.tag_ in RELATIVE or token.dep_ == "mark"):
            break
        first = token
    return first


def _before(span: Span) -> Iterator[Token]:
    start = span[0].sent.start
    yield from span.doc[start : span.start]


def _outside(token: Token, span: Span) -> bool:
    return not span.start <= token.i < span.end
