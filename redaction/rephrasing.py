"""The same claim in another order, for one that would otherwise stand as it was spoken."""

from __future__ import annotations

from spacy.tokens import Token

from redaction.backshift import as_reported

_LEAST = 5
_SHORT = 4
_WHEN = frozenset(
    {"in", "during", "since", "after", "before", "until", "within", "without", "despite", "under"}
    | {"throughout"}
)
"""Prepositions of time, place and manner: a phrase with another one may be what the verb needs."""


def another_way(tokens: list[Token], subject: Token | None, shift: dict[int, str]) -> str:
    """Return the claim with its pairs turned round and its phrases moved; "" when it has neither.

    "Before 1990 fish and crabs were sold" gives "crabs and fish were sold, before 1990".
    """
    turned = _pairs_turned(tokens)
    moved = _round(turned, subject, shift)
    if moved:
        return moved
    return as_reported(turned, shift=shift) if turned != tokens else ""


def _pairs_turned(tokens: list[Token]) -> list[Token]:
    """Return the words with "the fish and the crabs" as "the crabs and the fish"."""
    at = {token.i: place for place, token in enumerate(tokens)}
    for joint in tokens:
        if joint.lower_ not in {"and", "or"} or joint.dep_ != "cc":
            continue
        first = joint.head
        second = next((c for c in first.children if c.dep_ == "conj"), None)
        if second is None or not _alike(first, second, joint):
            continue
        start, end = first.left_edge.i, second.right_edge.i
        places = [at.get(i, -1) for i in range(start, end + 1)]
        if places[0] < 0 or places != list(range(places[0], places[0] + len(places))):
            continue
        cut = joint.i - start
        group = [tokens[place] for place in places]
        tokens = [
            *tokens[: places[0]],
            *group[cut + 1 :],
            joint,
            *group[:cut],
            *tokens[places[-1] + 1 :],
        ]
        at = {token.i: place for place, token in enumerate(tokens)}
    return tokens


def _alike(first: Token, second: Token, joint: Token) -> bool:
    """Whether two nouns are named alike and without anything that leans on the other."""
    if (
        first.tag_[:2] != "NN"
        or second.tag_[:2] != "NN"
        or any(c.dep_ == "conj" for c in second.children)
    ):
        return False
    one = first.doc[first.left_edge.i : joint.i]
    other = first.doc[joint.i + 1 : second.right_edge.i + 1]
    if max(len(one), len(other)) > _SHORT or any(t.is_punct for t in (*one, *other)):
        return False
    if any(t.tag_ in {"PRP$", "RB"} for t in other) or first.right_edge.i != second.right_edge.i:
        return False
    return first.dep_ != "compound"


def _round(tokens: list[Token], subject: Token | None, shift: dict[int, str]) -> str:
    """Return the same with what stands before the subject at the end, or what ends it first.

    "" when there is neither.
    """
    if subject is None:
        return ""
    lead = [token for token in tokens if token.i < subject.left_edge.i]
    rest = [token for token in tokens if token.i >= subject.left_edge.i]
    while lead and lead[-1].is_punct:
        lead = lead[:-1]
    if not lead:
        return _tail_first(tokens, subject, shift)
    if not rest or len(rest) < _LEAST or lead[0].tag_ not in {"IN", "WRB", "RB"}:
        return ""
    return f"{as_reported(rest, shift=shift)}, {as_reported(lead, shift=shift)}"


def _tail_first(tokens: list[Token], subject: Token, shift: dict[int, str]) -> str:
    """Return the same with the phrase that ends it, "in two valleys", at the beginning."""
    last = tokens[-1].i
    tail = next(
        (
            c for c in subject.head.rights
            if (c.dep_ in {"advcl", "npadvmod"} or (c.dep_ == "prep" and c.lower_ in _WHEN))
            and c.right_edge.i == last
        ),
        None,
    )  # fmt: skip
    if tail is None or tail.right_edge.i == tail.left_edge.i:
        return ""
    start = tail.left_edge.i
    end = [t for t in tokens if t.i >= start]
    rest = [t for t in tokens if t.i < start]
    while rest and (rest[-1].is_punct or rest[-1].dep_ == "cc"):
        rest = rest[:-1]
    if len(rest) < _LEAST or end[0].tag_ not in {"IN", "WRB", "RB"}:
        return ""
    return f"{as_reported(end, shift=shift)}, {as_reported(rest, shift=shift)}"
