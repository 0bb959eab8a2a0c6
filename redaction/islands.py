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
        if subject is None or subject.tag_ in {"PRP", "WDT", "WP", "WRB"}:
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
            yield group


SUPPOSED = frozenset({"if", "unless", "whether", "until", "before", "lest", "once"})
"""Conjunctions whose clause is not claimed by whoever says it."""
_ISLANDS = frozenset({"ccomp", "advcl", "conj", "parataxis", "dep"})
_LEAST_ISLAND = 5
