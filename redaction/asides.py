"""What the speaker says of themselves in passing: a claim can do without it.

"It has to pass the exemption, as I understand it" claims the same without its second half.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from redaction.islands import SUPPOSED

_LOOSE = frozenset({"advcl", "relcl", "acl", "parataxis", "appos", "prep", "npadvmod", "conj"})
_LEAST_CLAIM = 5
_JOINTS = frozenset({"and", "but", "so", "because"})


def without_asides(
    root: Token, tokens: Sequence[Token], own: Callable[[Token], bool]
) -> list[Token]:
    """Return a claim without the phrases that hold a word of the speaker's own; [] if it needs one.

    Args:
        own: whether a word is one.
    """
    inside = {token.i for token in tokens}
    out: set[int] = set()
    for token in tokens:
        if token.i in out or not own(token):
            continue
        group = _phrase(token, root, inside)
        if not group:
            return []
        out |= group
    if not out:
        return list(tokens)
    left = _closed([token for token in tokens if token.i not in out], out)
    return left if len(left) >= _LEAST_CLAIM else []


def _phrase(token: Token, root: Token, inside: set[int]) -> set[int]:
    """Return the smallest phrase around a word that can be left out; none when there is none."""
    for at in (token, *token.ancestors):
        if at.i == root.i or at.i not in inside:
            return set()
        if at.dep_ in _LOOSE and not _needed(at):
            group = {t.i for t in at.subtree if t.i in inside}
            return group if root.i not in group else set()
    return set()


def _needed(head: Token) -> bool:
    """Whether the claim would be another one without a phrase: a condition, one of two choices."""
    if any(c.lower_ in SUPPOSED for c in head.children if c.dep_ in {"mark", "advmod"}):
        return True
    if head.dep_ == "prep":
        return head.head.pos_ not in {"VERB", "AUX"} or head.head.right_edge.i > head.right_edge.i
    if head.dep_ == "conj":
        joint = head.doc[head.left_edge.i - 1] if head.left_edge.i else head
        return joint.lower_ not in _JOINTS or head.pos_ not in {"VERB", "AUX"}
    return False


def _closed(left: list[Token], out: set[int]) -> list[Token]:
    """Return what is left without the commas and conjunctions that led to what is not there."""
    kept = [
        token
        for at, token in enumerate(left)
        if not (
            token.i + 1 in out
            and (token.text == "," or token.lower_ in _JOINTS)
            and (at + 1 == len(left) or left[at + 1].is_punct or token.text != ",")
        )
    ]
    while kept and (kept[0].is_punct or kept[-1].is_punct or kept[-1].dep_ == "cc"):
        kept = kept[1:] if kept[0].is_punct else kept[:-1]
    return kept
