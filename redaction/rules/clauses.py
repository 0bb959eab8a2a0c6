"""Where a clause begins and ends: the least that must go when a clause tells on somebody."""

from __future__ import annotations

from spacy.tokens import Token

_ENDS = frozenset({".", "?", "!", ";", ":", "—", "(", ")", "…"})
_LINKS = frozenset({"so", "but", "and", "because", "that", "which", "where", "when", "if", "then"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_LONGEST = 45


def clause(subject: Token) -> tuple[int, int]:
    """Return first and last token of the clause that `subject` begins, both included.

    The clause runs on over commas until another clause with a subject of its own begins.
    """
    doc, last = subject.doc, subject.i
    for token in doc[subject.i + 1 : subject.i + _LONGEST]:
        if token.text in _ENDS or token.is_sent_start:
            break
        if token.text == "," and _opens_another(token):
            break
        if token.lower_ in _LINKS and token.i > subject.i + 2 and _opens_another(token):
            break
        last = token.i
    while last > subject.i and doc[last].is_punct:
        last -= 1
    return subject.i, last


def _opens_another(token: Token) -> bool:
    """Return whether another subject with a verb follows within a few words."""
    following = token.doc[token.i + 1 : token.i + 5]
    return any(
        near.dep_ in _SUBJECTS and near.head.i > near.i and near.head.i - near.i < 5  # noqa: PLR2004
        for near in following
    )
