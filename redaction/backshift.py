"""Words as they are reported: in the third person, and one step back in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from redaction.data import common_words
from redaction.levelling import contractions
from redaction.places import place_words
from redaction.spelling import key
from redaction.verbs import irregular_base, participle, past
from redaction.words import STOP

SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_THIRD = {
    "we": "they", "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves",
    "you": "one", "your": "one's", "yours": "theirs", "yourself": "oneself", "he": "they",
    "she": "they", "him": "them", "his": "their", "himself": "themselves", "hers": "theirs",
    "herself": "themselves",
}  # fmt: skip
_NOW = {"now": "then", "today": "that day", "tomorrow": "the next day", "here": "there",
        "yesterday": "the day before", "ago": "before", "tonight": "that night"}  # fmt: skip


def as_reported(
    tokens: Sequence[Token], *, past_tense: bool = True, shift: Mapping[int, str] | None = None
) -> str:
    """Return words in the third person and in the past."""
    parts: list[str] = []
    for at, token in enumerate(tokens):
        word = (shift or {}).get(token.i) or _word(token, past_tense=past_tense)
        follows = at + 1 < len(tokens)
        apart = token.whitespace_ or (follows and tokens[at + 1].i != token.i + 1)
        if parts and word[:1].isalnum() and not token.text[:1].isalnum():
            parts[-1] = parts[-1].rstrip() + " "
        if parts and token.text.lower() in {"n't", "n’t", "not"}:
            parts[-1] = parts[-1].rstrip() + " "
        parts.append(word + (" " if apart else ""))
    text = "".join(parts).strip().lstrip(",; ").replace("can not", "cannot")
    if text and tokens and _small(tokens[0]):
        text = text[0].lower() + text[1:]
    return text


def _small(token: Token) -> bool:
    """Whether the capital of a first word belongs to the sentence only."""
    word = key(token.text)
    if word in place_words() or any(char.isupper() for char in token.text[1:]):
        return False
    return word in common_words() or word in STOP or token.tag_ not in {"NNP", "NNPS"}


def _word(token: Token, *, past_tense: bool) -> str:
    low = token.lower_
    if low == "her":
        return "their" if token.tag_ == "PRP$" else "them"
    if low in _THIRD and token.tag_ in {"PRP", "PRP$"}:
        return _THIRD[low]
    if low in _NOW and token.dep_ in {"advmod", "npadvmod"} and past_tense:
        return _NOW[low]
    if past_tense and token.tag_ in {"VBZ", "VBP", "MD"} and _is_verb(token):
        return _past(token)
    if past_tense and token.tag_ == "VBD" and low == "was" and _plural_now(token):
        return "were"
    return contractions().get(low, token.text)


def _is_verb(token: Token) -> bool:
    """Whether a word tagged as a finite verb has a verb's place in the sentence."""
    if token.dep_ in {"compound", "amod", "dobj", "pobj", "nsubj", "nmod"}:
        return False
    if token.tag_ != "VBZ" or token.dep_ in {"aux", "auxpass", "conj", "relcl", "acl"}:
        return True
    return any(c.dep_ in SUBJECT for c in token.children)


def _past(token: Token) -> str:
    low = token.lower_
    after = [t for t in token.doc[token.i + 1 : token.i + 4] if t.tag_ not in {"RB", "RBR"}]
    if low in {"'s", "’s", "is"} and after and after[0].lower_ in _PERFECT:
        return "had"
    if low in {"'s", "’s"} and after and after[0].tag_ == "VBN":
        return "had" if token.dep_ == "aux" else "was"
    if low in {"'d", "’d"}:
        return "had" if (after and after[0].tag_ == "VBN") or _better(token) else "would"
    if low in {"'ve", "’ve"}:
        return "had"
    new = past(low)
    if new in {"was", "were"}:
        who = _subject_word(token)
        return "was" if who == "you" else "were" if who in _PLURAL else new
    return new


_PERFECT = frozenset({"been", "gone", "got", "become", "come", "had"})


def _better(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "better"


_PLURAL = frozenset({"he", "she", "i", "they", "we"})


def _plural_now(verb: Token) -> bool:
    """Whether the subject is a person who is now "they"."""
    return _subject_word(verb) in _PLURAL


def _subject_word(verb: Token) -> str:
    head = verb if verb.dep_ not in {"aux", "auxpass"} else verb.head
    return next((c.lower_ for c in head.children if c.dep_ in SUBJECT), "")


def earlier(root: Token, tokens: Sequence[Token]) -> dict[int, str]:
    """Return the past perfect for a claim whose verbs are all past already."""
    if any(t.tag_ in {"VBZ", "VBP", "MD"} and _is_verb(t) for t in tokens):
        return {}
    helper = next((c for c in root.children if c.dep_ in {"aux", "auxpass"}), None)
    if helper is not None and helper.tag_ == "VBD":
        if helper.lower_ in {"was", "were"}:
            return {helper.i: "had been"}
        if helper.lower_ == "did" and root.tag_ == "VB":
            return {helper.i: "had", root.i: participle(root.lower_)}
        return {}
    if helper is None and root.tag_ == "VBD":
        stem = irregular_base(root.lower_)
        done = participle(stem) if stem != root.lower_ else root.lower_
        return {root.i: "had been" if root.lower_ in {"was", "were"} else f"had {done}"}
    return {}
