"""What is claimed in a sentence: without "I think that" and "someone argued that"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redaction.backshift import SUBJECT, as_reported
from redaction.frames import Reported, table
from redaction.ideas import SOMEONE
from redaction.verbs import base, irregular_base

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
HERE = frozenset({"i", "we", SOMEONE})
QUESTION_WORDS = frozenset({"WP", "WRB", "WDT", "WP$"})
_DANGLING = frozenset(
    {"and", "but", "or", "so", "although", "because", "which", "that", "nor", "if"}
)


def claim_of(root: Token) -> tuple[Token, str | None]:
    """Return what is claimed, without "I think that" and "someone argued that", and its frame."""
    frame = None
    for _ in range(2):
        subject = next((c for c in root.children if c.dep_ in SUBJECT), None)
        claim = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
        if subject is None or claim is None or subject.i > root.i:
            break
        verb = base(irregular_base(_stem(root)))
        if not finite(claim):
            break
        indirect = claim.left_edge.tag_ in QUESTION_WORDS
        if indirect and str(table()["verbs"].get(verb, "that")).endswith("that"):
            break
        if subject.lower_ in HERE and verb in table()["verbs"]:
            negated = any(c.dep_ == "neg" for c in root.children)
            if negated and verb not in {"think", "believe", "feel", "see", "consider"}:
                break
            given = str(table()["verbs"][verb])
            frame = given if subject.lower_ == SOMEONE or not given.endswith("that") else frame
            frame = "Doubt was expressed that" if negated else frame
            root = claim
        elif subject.lower_ in _POINTS and root.lower_ in {"is", "was", "'s", "’s"}:
            root = claim
        else:
            break
    return root, frame


_POINTS = frozenset({"point", "view", "question", "truth", "problem", "fact", "argument", "worry"})


def finite(verb: Token) -> bool:
    used_to = verb.lower_ == "used" and verb.i + 1 < len(verb.doc) and verb.nbor(1).tag_ == "TO"
    return (
        used_to
        or verb.tag_ in {"VBD", "VBZ", "VBP"}
        or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in FINITE for c in verb.children)
    )


def _stem(verb: Token) -> str:
    word = verb.lower_
    if verb.tag_ in {"VBD", "VBN"} and word.endswith("ed"):
        known = table()["verbs"].keys() | table()["nouns"].keys()
        for cut in (word[:-2], word[:-1], word[:-3], word[:-3] + "y"):
            if cut in known:
                return cut
    return word


def turned(root: Token) -> Reported | None:
    """Return "There was support for the idea" for "someone supported the idea"."""
    verb = base(irregular_base(_stem(root)))
    for child in root.children:
        if child.i < root.i:
            continue
        pattern = None
        if child.dep_ == "dobj":
            pattern = table()["nouns"].get(verb)
            group = child
        elif child.dep_ == "prep":
            particle = next((c.lower_ for c in root.children if c.dep_ in {"prt", "advmod"}), "")
            pattern = table()["prepositions"].get(f"{child.lower_} {verb}") or table()[
                "prepositions"
            ].get(f"{particle} {child.lower_}")
            group = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), child)
        if pattern:
            tail = root.doc[group.left_edge.i : root.sent.end]
            noun = as_reported([token for token in tail if token.text not in {".", "!", "?"}])
            return Reported("", str(pattern).format(noun)) if noun else None
    return None


def words_of(root: Token, doc: Doc) -> list[Token]:
    """Return the words of the claim, without "that" and the last stop."""
    inside = {t.i for t in root.subtree}
    tokens = list(doc) if root.head.i == root.i else [t for t in doc if t.i >= min(inside)]
    return trimmed(tokens)


def trimmed(tokens: list[Token]) -> list[Token]:
    """Return words without a conjunction or a stop at the ends."""
    if tokens and tokens[0].lower_ in {"that", "because"} and tokens[0].dep_ == "mark":
        tokens = tokens[1:]
    while tokens and (
        (tokens[-1].is_punct and tokens[-1].text not in {")", "”", '"', "%"})
        or (tokens[-1].lower_ in _DANGLING and tokens[-1].tag_ != "DT")
    ):
        tokens = tokens[:-1]
    while tokens and (tokens[0].is_punct or tokens[0].dep_ == "cc") and tokens[0].text not in "(“":
        tokens = tokens[1:]
    return tokens
