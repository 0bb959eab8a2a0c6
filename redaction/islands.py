"""Clauses inside a sentence that hold nothing found, and stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def islands(words: list[Token], hidden: dict[int, str]) -> Iterator[list[Token]]:
    """Yield the clauses inside that hold nothing found, have a subject, and stand by themselves."""
    inside = {token.i for token in words}
    done = -1
    for verb in words:
        if verb.dep_ not in _ISLANDS or verb.left_edge.i <= done:
            continue
        subject = next((c for c in verb.children if c.dep_ in _SUBJECT and c.i < verb.i), None)
        shared = _shared(verb, hidden, inside) if subject is None else []
        if not shared and (subject is None or _pointing(subject)):
            continue
        if any(c.dep_ == "neg" for c in verb.head.children) and verb.dep_ == "ccomp":
            continue
        if any(c.lower_ in SUPPOSED for c in verb.children):
            continue
        group = [t for t in verb.doc[verb.left_edge.i : verb.right_edge.i + 1] if t.i in inside]
        if len(group) >= _LEAST_ISLAND and not any(t.i in hidden for t in group):
            done = group[-1].i
            while group[0].dep_ in {"mark", "cc", "punct"} and len(group) > 1:
                group = group[1:]
            yield [*shared, *group]


def _pointing(subject: Token) -> bool:
    """Whether a subject may be somebody in the room, or hangs on the clause before."""
    if subject.tag_ == "PRP":
        return subject.lower_ not in _SAFE
    return subject.tag_ in {"WDT", "WP", "WRB"}


def _shared(verb: Token, hidden: dict[int, str], inside: set[int]) -> list[Token]:
    """Return the subject that a second verb shares with the first: "the dam is old and ⟦...⟧"."""
    first = verb.head
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    subject = next((c for c in first.children if c.dep_ in _SUBJECT and c.i < first.i), None)
    if subject is None or _pointing(subject):
        return []
    group = [t for t in subject.subtree if t.i in inside]
    return [] if any(t.i in hidden for t in group) else group


_SAFE = frozenset({"it", "they", "we"})


SUPPOSED = frozenset({"if", "unless", "whether", "until", "before", "lest", "once"})
"""Conjunctions whose clause is not claimed by whoever says it."""
_ISLANDS = frozenset({"ccomp", "advcl", "conj", "parataxis", "dep"})
_LEAST_ISLAND = 5
