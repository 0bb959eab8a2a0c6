"""Independent clauses: one idea does not take another one with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_JOINED = frozenset({"conj", "ccomp", "parataxis", "dep"})
_LISTED = frozenset({"conj", "ccomp", "advcl"})
_SPEAKING = frozenset(
    {"think", "say", "know", "believe", "mean", "hope", "see", "ask", "wonder", "guess", "suppose"}
)
_JOINTS = frozenset({"and", "but", "so", "then", "because", "okay", "well"})
_OPENERS = frozenset(
    {"i", "we", "you", "they", "he", "she", "it", "the", "there", "this", "that", "these", "in"}
    | {"a", "an", "my", "our", "your", "their", "if", "when", "what", "nobody", "everybody", "as"}
)
_LEAST_PART = 4
"""Words that a thought in speech without stops has at least."""
_SOON = 6
"""Words within which the verb of a new thought comes."""


def clauses(sentence: Span, *, spoken: bool = False) -> Iterator[list[Token]]:
    """Yield the words of each independent clause; one clause when they are interlaced.

    Args:
        spoken: whether the text has no full stops to go by, as a speech recogniser writes.
    """
    for part in _parts(sentence, spoken=spoken):
        yield from _clauses(part)


def _parts(sentence: Span, *, spoken: bool) -> Iterator[Span]:
    """Yield what stands between semicolons; of speech without stops, what an "and so" divides."""
    start = sentence.start
    for token in sentence:
        if token.i <= start or not (token.text == ";" or (spoken and _begins(token, start))):
            continue
        stop = token.i + (token.text == ";")
        yield sentence.doc[start:stop]
        start = stop
    if start < sentence.end:
        yield sentence.doc[start : sentence.end]


def _begins(token: Token, start: int) -> bool:
    """Whether a new thought begins at "so we will" in speech without stops."""
    if token.lower_ not in _JOINTS or token.i - start < _LEAST_PART:
        return False
    after = token.doc[token.i + 1 : token.i + 1 + _SOON]
    opens = bool(after) and (after[0].lower_ in _OPENERS or after[0].lower_ in _JOINTS)
    return opens and any(t.tag_ in _FINITE for t in after)


def _clauses(sentence: Span) -> Iterator[list[Token]]:
    """Yield the words of each independent clause of a part."""
    root = sentence.root
    heads = {root.i}
    that: set[int] = set()
    for token in sentence:
        listed = _listed(token)
        joined = listed or (token.dep_ in _JOINED and token.head.i in heads)
        if joined and _independent(token):
            heads.add(token.i)
            that |= {_first(token).i} if listed else set()
    owner = {}
    for token in sentence:
        above: Token = token
        while above.i not in heads and above.head.i != above.i:
            above = above.head
            if not sentence.start <= above.i < sentence.end:
                above = root
        owner[token.i] = above.i
    runs: list[list[Token]] = []
    now = -1
    for token in sentence:
        joint = token.dep_ in {"cc", "punct"} and runs and owner[token.i] != owner[token.i - 1]
        if runs and (owner[token.i] == now or joint):
            runs[-1].append(token)
        else:
            runs.append([token])
            now = owner[token.i]
    for clause in runs if len(runs) == len(heads) else _in_order(sentence, heads):
        yield clause[clause[0].i in that :]


def _in_order(sentence: Span, heads: set[int]) -> Iterator[list[Token]]:
    """Yield interlaced clauses cut where each next one begins, those that do not overlap."""
    starts = [sentence.start]
    last = min(heads)
    for head in sorted(heads)[1:]:
        first = _first(sentence.doc[head]).i
        if first > last:
            starts.append(first)
        last = head
    for start, end in pairwise([*starts, sentence.end]):
        yield list(sentence.doc[start:end])


def _independent(verb: Token) -> bool:
    """Whether a joined verb makes a sentence of its own."""
    children = list(verb.children)
    subject = next((c for c in children if c.dep_ in _SUBJECT), None)
    if subject is None or subject.tag_ in {"WDT", "WP", "WP$"}:
        return False
    listed = _listed(verb)
    if any(c.dep_ == "mark" for c in children) and not listed:
        return False
    if not any(t.tag_ in _FINITE for t in (verb, *children) if t.dep_ not in {"advcl", "relcl"}):
        return False
    if verb.dep_ == "conj" or listed:
        return listed or verb.head.dep_ in {"ROOT", "conj"}
    if verb.i < verb.head.i:
        return _before_comma(verb)
    between = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else None
    return between is not None and between.text in {",", ";", "–", "—", ":", "-"}


def _listed(verb: Token) -> bool:
    """Whether a clause is one more that somebody said: "that it rained, and that it snowed"."""
    if verb.dep_ not in _LISTED:
        return False
    first, root = _first(verb), verb.sent.root
    if first.lower_ != "that" or first.i <= root.i:
        return False
    claim = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
    return (
        claim is not None
        and claim.i < first.i
        and claim.left_edge.lower_ == "that"
        and first.nbor(-1).text in {",", ";", "and"}
        and not any(c.dep_ == "neg" for c in root.children)
    )


def _first(verb: Token) -> Token:
    """Return the first word of a clause, behind the comma and the conjunction that lead to it."""
    word: Token = verb.left_edge
    while word.i < verb.i and (word.is_punct or word.dep_ == "cc"):
        word = word.nbor(1)
    return word


def _before_comma(verb: Token) -> bool:
    """Whether a clause is joined to the next by a comma only: "Rain is easy, the sea is not"."""
    if verb.dep_ not in {"ccomp", "parataxis"} or verb.head.lemma_ in _SPEAKING:
        return False
    last = verb.right_edge
    stop = last if last.is_punct or last.i + 1 >= len(verb.doc) else verb.doc[last.i + 1]
    if stop.text not in {",", ";", "–", "—"} or stop.i + 1 >= len(verb.doc):
        return False
    after = verb.doc[stop.i + 1]
    subject = next((c for c in verb.head.children if c.dep_ in _SUBJECT), None)
    return subject is not None and subject.left_edge.i == after.i and subject.lower_ != "i"
