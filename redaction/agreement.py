"""Number and verb: what changes in a sentence when "she" becomes "they"."""

from spacy.tokens import Token

from redaction.verbs import base

#: Pronouns of one person, and the same without gender; "her" and "his" depend on their use.
NEUTRAL = {
    "he": "they", "she": "they", "him": "them", "himself": "themselves", "herself": "themselves",
    "hers": "theirs", "s/he": "they", "his": "their", "her": "their",
}  # fmt: skip

_PLURAL = {"is": "are", "was": "were", "has": "have", "does": "do", "'s": "'re", "’s": "’re",
           "isn": "aren", "wasn": "weren", "hasn": "haven", "doesn": "don", "ai": "ai"}  # fmt: skip
_OBJECT = frozenset({"dobj", "pobj", "dative", "obj", "iobj"})


def neutral(token: Token) -> str:
    """Return the pronoun without gender that fits the place of `token`, in lower case."""
    word = token.lower_
    if word == "her" and token.tag_ != "PRP$" and token.dep_ in _OBJECT:
        return "them"
    if word == "his" and token.tag_ != "PRP$" and token.dep_ != "poss":
        return "theirs"
    return NEUTRAL.get(word, "they")


def plural(verb: Token) -> str | None:
    """Return the form of a finite verb after "they", None when it stays as it is."""
    word = verb.lower_
    if word in {"'s", "’s"} and _perfect(verb):
        return word[0] + "ve"
    if word in _PLURAL:
        return _PLURAL[word]
    if verb.tag_ == "VBZ":
        return base(word)
    return None


def plural_form(verb: Token) -> bool:
    """Return whether a finite verb can only have a plural subject: "show", "are"."""
    return verb.lower_ in {"are", "were", "have", "do"} or (
        verb.tag_ == "VBP" and verb.lower_ not in {"am", "'m", "’m"}
    )


def finite(subject: Token) -> list[Token]:
    """Return the finite verbs that agree with `subject`, which stands before them."""
    if subject.dep_ not in {"nsubj", "nsubjpass", "csubj"}:
        return _following(subject)
    verb = subject.head
    chain = [verb] + [c for c in verb.conjuncts if not _has_subject(c)]
    found = []
    for one in chain:
        helpers = [c for c in one.children if c.dep_ in {"aux", "auxpass"} and c.i > subject.i]
        heads = sorted([*helpers, one], key=lambda token: token.i)
        found.append(heads[0])
    return [token for token in found if token.i > subject.i or token.i == subject.i - 1]


def _following(subject: Token) -> list[Token]:
    """Return the next word when it is a finite verb; the parser has not seen the subject."""
    if subject.lower_ not in {"he", "she"} or subject.i + 1 >= len(subject.doc):
        return []
    after = subject.nbor(1)
    return [after] if after.tag_ in {"VBZ", "VBD"} or after.lower_ in _PLURAL else []


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def _perfect(contraction: Token) -> bool:
    after = [t for t in contraction.doc[contraction.i + 1 : contraction.i + 3] if t.tag_ != "RB"]
    return bool(after) and (after[0].lower_ in {"been", "got", "had"})
