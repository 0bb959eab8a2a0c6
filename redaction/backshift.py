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
    if text and tokens and _small(tokens):
        text = text[0].lower() + text[1:]
    return text


def _small(tokens: Sequence[Token]) -> bool:
    """Whether the capital of the first word belongs to the sentence only."""
    token = tokens[0]
    word = key(token.text)
    if word in place_words() or any(char.isupper() for char in token.text[1:]):
        return False
    if len(tokens) > 1 and token.tag_[:2] == "NN" and _numbered_or_named(token, tokens[1]):
        return False
    return word in common_words() or word in STOP or token.tag_ not in {"NNP", "NNPS"}


def _numbered_or_named(token: Token, after: Token) -> bool:
    """Whether a noun begins a name of several words, "Rule 10", "New Zealand"."""
    if token.tag_ in {"NN", "NNP"} and after.tag_ == "CD" and after.is_digit:
        return True
    return token.tag_ == after.tag_ == "NNP" and after.text[:1].isupper()


def _word(token: Token, *, past_tense: bool) -> str:
    low = token.lower_
    if low == "her":
        return "their" if token.tag_ == "PRP$" else "them"
    if low in _THIRD and token.tag_ in {"PRP", "PRP$"}:
        return _THIRD[low]
    if low in _NOW and token.dep_ in {"advmod", "npadvmod"} and past_tense:
        return _NOW[low]
    earlier_form = _back(token) if past_tense else ""
    return earlier_form or contractions().get(low, token.text)


def _back(token: Token) -> str:
    """Return a verb one step back in time; "" for what stays."""
    if (token.tag_ in _PRESENT and _is_verb(token)) or _contracted(token):
        return _past(token)
    if token.tag_ == "VB" and _joined(token):
        return past(token.lower_)
    return "were" if token.lower_ == "was" and token.tag_ == "VBD" and _plural_now(token) else ""


_PRESENT = frozenset({"VBZ", "VBP", "MD"})


def _contracted(token: Token) -> bool:
    """Whether "'d" or "'s" is a verb although it was not taken for one in the present."""
    if token.lower_ in {"'d", "’d"}:
        return True
    if token.tag_ != "POS" or token.lower_ not in {"'s", "’s"} or token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    partitive = (
        after.lower_ == "one" and token.i + 2 < len(token.doc) and token.nbor(2).text == "of"
    )
    return partitive or after.tag_ in {"DT", "IN"} or after.lower_ == "not"


def _joined(token: Token) -> bool:
    """Whether a bare verb goes on with a finite one: "they get a share and use it"."""
    led = any(c.dep_ in {"aux", "auxpass", "neg"} or c.tag_ == "TO" for c in token.children)
    return token.dep_ == "conj" and token.head.tag_ in {"VBP", "VBZ", "VBD"} and not led


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
        done = any(c.dep_ == "dobj" for c in after[0].children)
        return "had" if token.dep_ == "aux" or done else "was"
    if low in {"'d", "’d"}:
        had = bool(after) and (after[0].tag_ == "VBN" or after[0].lower_ in _PERFECT)
        return "had" if had or _better(token) else "would"
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
    if any(t.tag_ in _PRESENT and _is_verb(t) for t in tokens):
        return {}
    helper = next((c for c in root.children if c.dep_ in {"aux", "auxpass"}), None)
    verb = helper or root
    if verb.tag_ != "VBD" or _used_to(verb):
        return {}
    if verb.lower_ in {"was", "were"}:
        return _had_been(verb, root)
    if helper is None:
        return {root.i: "had" if root.lower_ in {"'d", "’d"} else f"had {_done(root)}"}
    if helper.lower_ == "did" and root.tag_ == "VB":
        return {helper.i: "had", root.i: participle(root.lower_)}
    return {}


def _done(verb: Token) -> str:
    stem = irregular_base(verb.lower_)
    return participle(stem) if stem != verb.lower_ else verb.lower_


def article(subject: Token, tokens: Sequence[Token]) -> dict[int, str]:
    """Return "the tanker" for a subject "tanker", as notes have it; nothing where none is due."""
    first = tokens[0]
    plain = subject.tag_ == "NN" and subject.left_edge.i == first.i and first.tag_ in {"NN", "JJ"}
    joined = any(c.dep_ in {"conj", "nummod", "case", "poss"} for c in subject.children)
    counted = {key(subject.text) + "s", key(subject.text) + "es"} & common_words()
    if not plain or joined or not counted or key(first.text) not in common_words():
        return {}
    return {first.i: f"the {first.text if _shouted(first) else first.lower_}"}


def _shouted(token: Token) -> bool:
    return any(char.isupper() for char in token.text[1:])


def _had_been(verb: Token, root: Token) -> dict[int, str]:
    """Return "had not been" for "was not", "had been" for "was"."""
    no = next((c for c in root.children if c.dep_ == "neg" and c.i == verb.i + 1), None)
    return {verb.i: "had been"} if no is None else {verb.i: "had", no.i: "not been"}


def _used_to(verb: Token) -> bool:
    return verb.lower_ == "used" and verb.i + 1 < len(verb.doc) and verb.nbor(1).tag_ == "TO"
