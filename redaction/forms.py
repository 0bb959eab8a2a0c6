"""What is no plain claim: questions, commands, things that are only mentioned."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from redaction.backshift import SUBJECT, as_reported
from redaction.claims import FINITE, HERE, QUESTION_WORDS
from redaction.data import words
from redaction.frames import Frames, Reported
from redaction.ideas import SOMEONE
from redaction.verbs import past


def command(
    root: Token, tokens: Sequence[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    """Return an imperative as a suggestion; None when it is one to the person beside."""
    if root.lower_ == "do":
        verb = next((t for t in tokens if t.i > root.i and t.tag_ in {"VB", "VBP"}), None)
        if verb is None:
            return None
        root = verb
    lead = [t for t in tokens if t.i < root.i]
    aside = root.lower_ in _ASIDES and not (root.lower_ in _TOLD and _thing_told(root))
    if aside or any(t.lower_ not in {"do", "n't", "n’t", "not", "never"} for t in lead):
        return None
    rest = as_reported([t for t in tokens if t.i >= root.i], past_tense=False)
    never = "not " if any(t.dep_ == "neg" or t.lower_ == "never" for t in lead) else ""
    frame = frames.next("command", banned)
    return Reported(frame[: -len("to")] + "not to" if never else frame, rest)


def _thing_told(verb: Token) -> bool:
    """Whether the object of an imperative is a thing or a body, and no pronoun."""
    told = next((c for c in verb.children if c.dep_ in {"dobj", "dative", "pobj"}), None)
    return told is not None and told.tag_[:2] == "NN"


_TOLD = frozenset({"tell", "ask", "take", "say", "see", "let"})
_ASIDES = frozenset(
    {"let", "thank", "sorry", "forgive", "excuse", "go", "come", "look", "listen", "wait", "sit"}
    | {"trust", "mind", "say", "ask", "tell", "imagine", "remember", "see", "take", "believe"}
)


def mention(tokens: Sequence[Token], frames: Frames, banned: frozenset[str]) -> Reported | None:
    """Return a thing named without a verb; None when it is no single noun with what belongs to it.

    "No agreement on the price" is said as what there was not.
    """
    if any(token.lower_ == SOMEONE for token in tokens):
        return None
    if not tokens or tokens[0].tag_ in _NO_NOUN or tokens[0].lower_ in {"cf", "cf."}:
        return None
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    if (
        any(t.text in ";:" for t in tokens)
        or len(heads) != 1
        or heads[0].tag_[:2] != "NN"
        or len(tokens) < _LEAST_MENTION
    ):
        return None
    listed = frames.terse and any(t.text == "," for t in tokens)
    loose = _BESIDE if listed else frozenset()
    if any(c.dep_ in _NO_PART - loose for c in heads[0].children) or _verbal(tokens):
        return None
    thing = as_reported(tokens, past_tense=tokens[0].lower_ == "no")
    if tokens[0].lower_ == "no":
        known = heads[0].lower_ in words("reporting.yaml", "outcomes")
        return Reported("", f"There was {thing}") if known else None
    return Reported(frames.next("mention", banned), thing)


def elliptical(root: Token, subject: Token | None) -> dict[int, str]:
    """Return "was" before the verb of a note that went without: "no capital committed".

    Keyed by the place of the word that it goes before; nothing where none is lacking.
    """
    if subject is None or subject.i > root.i or subject.tag_[:2] != "NN":
        return {}
    many = subject.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in subject.children)
    was = "were" if many else "was"
    if root.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in root.children):
        return {root.i: f"{was} {root.text}"}
    to = next((c for c in root.children if c.dep_ == "aux" and c.tag_ == "TO"), None)
    if to is None or not subject.i < to.i < root.i:
        return {}
    before = next((t for t in root.lefts if subject.i < t.i < to.i and t.tag_ == "RB"), to)
    return {before.i: f"{was} {before.text}"}


_DO = frozenset({"do", "does", "did"})
_LEAST_MENTION = 3
_NO_PART = frozenset({"npadvmod", "advcl", "ccomp", "parataxis", "dep", "neg", "mark", "nsubj"})
_BESIDE = frozenset({"npadvmod", "dep"})
"""What notes put beside a thing: "cost 1.4m, half of it wages"."""


def _verbal(tokens: Sequence[Token]) -> bool:
    """Whether there is a finite verb outside clauses that describe a noun."""
    return any(
        t.tag_ in FINITE
        and not any(above.dep_ in {"relcl", "acl", "ccomp", "pcomp"} for above in (t, *t.ancestors))
        for t in tokens
    )


_NO_NOUN = frozenset({"IN", "TO", "RB", "WRB", "WP", "UH", "VBG", "VBN", "VB", "VBZ", "VBD", "MD"})


def _noun(subject: Token, copula: bool) -> set[int]:
    """Return the words of a subject; after a copula what follows it may be said of it."""
    if not copula:
        return {t.i for t in subject.subtree}
    of = next((c for c in subject.rights if c.lower_ == "of"), None)
    behind = {t.i for t in of.subtree} if of is not None else set()
    return {t.i for t in subject.subtree if t.i <= subject.i} | behind


def inverted(doc: Doc) -> bool:
    """Whether words ask though no question mark is written: "how much does the fish want"."""
    root = next((t for t in doc if t.head.i == t.i), None)
    if root is None:
        return False
    helper = next((c for c in root.children if c.dep_ in {"aux", "auxpass"}), None)
    subject = next((c for c in root.children if c.dep_ in SUBJECT), None)
    first = doc[0].tag_ in FINITE and doc[0].i in {root.i, helper.i if helper is not None else -1}
    if first and subject is not None and subject.dep_ != "expl":
        return subject.i > doc[0].i
    if doc[0].lower_ not in _ASKING:
        return False
    return helper is not None and subject is not None and doc[0].i < helper.i < subject.i


_ASKING = frozenset({"how", "why", "what", "where", "when", "which", "who"})


def indirect(
    root: Token, tokens: list[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    """Return an indirect question: the subject goes before its verb again."""
    if any(t.tag_ in QUESTION_WORDS and t.head.i == root.i and t.i > tokens[0].i for t in tokens):
        return None
    helpers = [c for c in root.children if c.dep_ in {"aux", "auxpass"} and c.tag_ in FINITE]
    verb = helpers[0] if helpers else root
    subjects = [c for c in root.children if c.dep_ in SUBJECT]
    subject = next((c for c in subjects if c.i > verb.i), subjects[0] if subjects else None)
    asked = tokens[0].tag_ in QUESTION_WORDS and (
        subject is None or subject.left_edge.i <= tokens[0].i or verb.i < subject.i
    )
    if subject is None and not asked:
        return None
    if subject is not None and subject.lower_ in {"you", *HERE}:
        return None
    ordered = tokens
    drop: set[int] = set()
    shift: dict[int, str] = {}
    if subject is not None and verb.i < subject.i:
        group = _noun(subject, verb.i == root.i)
        if verb.lower_ in _DO and verb.i != root.i:
            drop.add(verb.i)
            shift[root.i] = past(root.lower_)
            ordered = tokens
        else:
            rest = [t for t in tokens if t.i != verb.i]
            last = max((at for at, t in enumerate(rest) if t.i in group), default=-1)
            ordered = [*rest[: last + 1], verb, *rest[last + 1 :]]
            shift |= {verb.i: verb.lower_} if verb.tag_ == "VBD" else {}
    said_words = as_reported([t for t in ordered if t.i not in drop], shift=shift)
    lead = "" if asked else "whether "
    return Reported(frames.next("question", banned), lead + said_words) if said_words else None
