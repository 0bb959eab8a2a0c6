"""Clauses that do not stand by themselves: what they need was left out or never said."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from redaction.backshift import SUBJECT


def fragment(root: Token, tokens: Sequence[Token]) -> bool:
    """Whether a clause hangs on another that is not there: "which is why", "if you ask"."""
    if tokens[0].tag_ in {"WDT", "WP", "WRB", "WP$"}:
        return (
            root.i < tokens[0].i or tokens[0].dep_ not in {"advmod"} or tokens[0].head.i == root.i
        )
    return any(c.dep_ == "mark" and c.lower_ != "that" for c in root.children) or broken(
        root, tokens
    )


def broken(verb: Token, tokens: Sequence[Token]) -> bool:
    """Whether words that a clause needs are not there."""
    last = tokens[-1].lower_
    compared = last in _NOT and any(t.lower_ in _COMPARED for t in tokens[:-1])
    if tokens[0].dep_ == "neg" or (last in _DANGLING and not compared):
        return True
    inner = any(c.dep_ == "mark" and c.i > tokens[0].i for c in verb.children)
    cut_off = _dangles(tokens) or _leads_nowhere(tokens)
    return inner or cut_off or _points(tokens) or any(t.text == ";" for t in tokens)


_NOT = frozenset({"not", "n't", "n’t"})
_DANGLING = frozenset({"the", "a", "an", "and", "or", "very", "every"}) | _NOT
_BE = frozenset({"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would"})
_COMPARED = frozenset({"than", "as", "how", "what", "where", "who", "which", "whatever"})


def _dangles(tokens: Sequence[Token]) -> bool:
    """Whether a helping verb is left at the end with nothing to help."""
    before = {token.lower_ for token in tokens[:-1]}
    return tokens[-1].lower_ in _BE and not before & _COMPARED


def _leads_nowhere(tokens: Sequence[Token]) -> bool:
    """Whether a preposition stands at the end and what it led to is not there: "went up by"."""
    last = tokens[-1]
    if last.tag_ != "IN" or last.dep_ != "prep" or any(c.i > last.i for c in last.children):
        return False
    whole = any(c.dep_ in {"auxpass", "dobj"} for c in last.head.children)
    return not whole and not any(t.tag_ in {"WDT", "WP", "WRB"} for t in tokens)


def _points(tokens: Sequence[Token]) -> bool:
    """Whether "it" or "them" is the object, and nothing was named that it could be."""
    for at, token in enumerate(tokens):
        if token.dep_ in {"dobj", "pobj"} and token.lower_ in {"it", "them", "this", "that"}:
            named = [t for t in tokens[:at] if t.tag_[:2] == "NN" and t.dep_ not in SUBJECT]
            other = [t for t in tokens[:at] if t.tag_[:2] == "NN" and t.head.i != token.head.i]
            if not named and not other and len(tokens) < _SHORT_CLAUSE:
                return True
    return False


_SHORT_CLAUSE = 10
