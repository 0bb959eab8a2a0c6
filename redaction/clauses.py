"""Independent clauses: one idea does not take another one with it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_JOINED = frozenset({"conj", "ccomp", "parataxis", "dep"})
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
    for token in sentence:
        if token.dep_ in _JOINED and _independent(token) and token.head.i in heads:
            heads.add(token.i)
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
    if len(runs) != len(heads):
        yield list(sentence)
        return
    yield from runs


def _independent(verb: Token) -> bool:
    """Whether a joined verb makes a sentence of its own."""
    children = list(verb.children)
    subject = next((c for c in children if c.dep_ in _SUBJECT), None)
    if (
        subject is None
        or subject.tag_ in {"WDT", "WP", "WP$"}
        or any(c.dep_ == "mark" for c in children)
    ):
        return False
    if not any(t.tag_ in _FINITE for t in (verb, *children) if t.dep_ not in {"advcl", "relcl"}):
        return False
    if verb.dep_ == "conj":
        return verb.head.dep_ in {"ROOT", "conj"}
    if verb.i < verb.head.i:
        return _before_comma(verb)
    between = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else None
    return between is not None and between.text in {",", ";", "–", "—", ":", "-"}


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
