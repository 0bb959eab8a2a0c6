"""What kind of phrase a cut is in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from spacy.tokens import Span, Token

from redaction.codes import label
from redaction.cuts import Cut

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl"})


class Shape(StrEnum):
    """What a cut is in its sentence."""

    PRONOUN = "pronoun"
    OWN = "own"
    CLAUSE = "clause"
    VERB = "verb"
    PREPOSITION = "preposition"
    NOUN = "noun"
    OTHER = "other"


def shape(span: Span, cut: Cut) -> Shape:
    """Return what kind of phrase a cut is."""
    words = worded(span)
    if not words:
        return Shape.OTHER
    first = words[0]
    if len(words) == 1 and _pronominal(first):
        return Shape.PRONOUN if label(cut.main.code) == "PRON" else Shape.OWN
    verb = next((t for t in words if t.tag_ in _FINITE and not _inner(t, span)), None)
    nominal = (cut.people or _described(words)) and _nominal(words)
    if verb is not None and (not nominal or _told_of(verb, span)):
        subject = any(t.dep_ in _SUBJECT and t.i <= verb.i + 1 for t in words)
        return Shape.CLAUSE if subject or first.lower_ in _STARTS else Shape.VERB
    if first.tag_ in _LEADS and len(words) > 1 and not cut.labels & {"NAME", "ROLE"}:
        return Shape.PREPOSITION
    if first.tag_ in {"VBN", "VBG", "VB"} and first.dep_ not in {"amod", "compound", "nsubj"}:
        return Shape.VERB
    named = cut.people or any(t.tag_[:2] in {"NN", "PR", "CD"} for t in words)
    return Shape.NOUN if named else Shape.OTHER


def worded(span: Span) -> list[Token]:
    """Return what is neither punctuation nor space."""
    return [t for t in span if not t.is_punct and not t.is_space]


def _pronominal(word: Token) -> bool:
    """Whether a word is a pronoun, and not the country US."""
    return word.text != "US" and (word.tag_ in {"PRP", "PRP$"} or word.lower_ in _OWN)


_OWN = frozenset({"we", "us", "our", "my", "i"})
_LEADS = frozenset({"IN", "TO", "RP", "RB", "WRB"})
_STARTS = frozenset(
    {"i", "we", "he", "she", "it", "they", "you", "there", "that", "this", "my", "our", "who"}
)


def _described(words: Sequence[Token]) -> bool:
    """Whether a noun is followed by a clause about it: "the survey my team ran"."""
    if words[0].tag_ not in {"DT", "PRP$"}:
        return False
    before = words[0].nbor(-1).tag_ if words[0].i else ""
    noun = next((at for at, t in enumerate(words) if t.tag_[:2] == "NN"), None)
    if noun is None or noun + 1 >= len(words):
        return False
    follows = words[noun + 1]
    if follows.tag_ in _FINITE:
        return False
    return follows.tag_ in {"PRP", "PRP$", "WDT", "WP"} or before in {"IN", "VB", "VBD", "VBG"}


def _told_of(verb: Token, span: Span) -> bool:
    """Return whether a pronoun inside the span is the subject: "a Khasi, so you may stop"."""
    head = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    return any(
        child.dep_ in _SUBJECT and child.tag_ == "PRP" and span.start <= child.i < span.end
        for child in head.children
    )


def _inner(verb: Token, span: Span) -> bool:
    """Return whether a verb belongs to a relative clause inside the span."""
    for token in (verb, *verb.ancestors):
        if token.i < span.start or token.i >= span.end:
            return False
        if token.dep_ in {"relcl", "acl"} and span.start <= token.head.i < span.end:
            return True
    return False


def _nominal(words: Sequence[Token]) -> bool:
    return words[0].tag_[:2] in {"DT", "NN", "PR", "JJ"} and words[0].tag_ != "PRP"
