"""Reported speech: what somebody said, said by nobody.

"I think the ship is late" becomes "It was argued that the ship was late": persons become third,
present becomes past, questions begin with "whether", commands become suggestions.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from redaction.asides import without_asides
from redaction.backshift import SUBJECT, article, as_reported, earlier
from redaction.claims import (
    HERE,
    QUESTION_WORDS,
    claim_of,
    finite,
    trimmed,
    turned,
    words_of,
)
from redaction.data import words
from redaction.forms import command, elliptical, indirect, mention
from redaction.fragments import broken, fragment
from redaction.frames import Frames, Reported, purpose
from redaction.ideas import SOMEONE
from redaction.islands import SUPPOSED
from redaction.rephrasing import another_way
from redaction.verbs import base, irregular_base

_OWN = frozenset({"i", "me", "my", "mine", "myself"})
_ADVICE = frozenset({"should", "must", "ought", "need", "let"})


def report(
    doc: Doc, frames: Frames, banned: frozenset[str], *, question: bool
) -> tuple[Reported, ...]:
    """Return a parsed idea as reported speech; nothing when it is talk and no thought.

    When the idea as a whole is about the speaker or the listener, the clauses inside it that are
    not are reported alone.

    Args:
        doc: the idea, already without fillers, openers and found words.
        banned: words that a frame must not bring in.
    """
    root = next((token for token in doc if token.head.i == token.i), None)
    if root is None:
        return ()
    whole = _report(root, doc, frames, banned, question=question)
    if whole is not None:
        return (whole,)
    return tuple(_rescued(doc, frames, banned))


def _rescued(doc: Doc, frames: Frames, banned: frozenset[str]) -> Iterator[Reported]:
    """Yield the clauses with a subject of their own that stand on their own feet."""
    done = -1
    for verb in doc:
        if verb.dep_ not in _CLAUSES or not finite(verb):
            continue
        subject = next((c for c in verb.children if c.dep_ in SUBJECT and c.i < verb.i), None)
        if subject is None or subject.tag_ in {*QUESTION_WORDS, "PRP"}:
            continue
        if any(c.tag_ in QUESTION_WORDS for c in verb.lefts):
            continue
        first, last = verb.left_edge.i, verb.right_edge.i
        tokens = trimmed(list(doc[first : last + 1]))
        if first <= done or len(tokens) < _LEAST_CLAUSE or tokens[0].tag_ in QUESTION_WORDS:
            continue
        if any(t.lower_ in _OWN or t.lower_ in _YOU for t in tokens):
            continue
        if verb.dep_ == "ccomp" and any(c.dep_ == "neg" for c in verb.head.children):
            continue
        if any(c.lower_ in SUPPOSED for c in verb.children):
            continue
        if tokens[0].dep_ == "mark":
            tokens = tokens[1:]
        if broken(verb, tokens):
            continue
        done = last
        yield Reported(
            frames.next(purpose(verb, tokens, ""), banned),
            as_reported(tokens, shift=earlier(verb, tokens)),
        )


_CLAUSES = frozenset({"ccomp", "advcl", "conj", "parataxis", "ROOT", "dep"})
_YOU = frozenset({"you", "your", "yours", "yourself"})
_LEAST_CLAUSE = 5


def _report(
    root: Token, doc: Doc, frames: Frames, banned: frozenset[str], *, question: bool
) -> Reported | None:
    root, frame = claim_of(root)
    subject = next((c for c in root.children if c.dep_ in SUBJECT), None)
    if frame is None and subject is not None and subject.lower_ in HERE:
        other = turned(root)
        if other is not None:
            return other
    tokens = without_asides(root, words_of(root, doc), _of_the_room)
    if not tokens:
        return None
    if frame is None:
        return _framed(root, tokens, frames, banned, question=question)
    if not finite(root) or (frame.endswith("that") and fragment(root, tokens)):
        return None
    return Reported(frame, as_reported(tokens, shift=earlier(root, tokens)))


def _framed(
    root: Token, tokens: list[Token], frames: Frames, banned: frozenset[str], *, question: bool
) -> Reported | None:
    if question:
        return indirect(root, tokens, frames, banned)
    subject = next((c for c in root.children if c.dep_ in SUBJECT), None)
    asked = tokens[0] if tokens[0].tag_ == "VB" else None if subject is not None else root
    if asked is not None and asked.tag_ in {"VB", "VBP"}:
        return command(asked, tokens, frames, banned)
    if not finite(root):
        shift = elliptical(root, subject) if frames.terse else {}
        if not shift:
            return mention(tokens, frames, banned)
        return Reported(frames.next("fact", banned), as_reported(tokens, shift=shift))
    return _statement(root, subject, tokens, frames, banned)


def _statement(
    root: Token, subject: Token | None, tokens: list[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    if subject is not None and tokens[0].lower_ in _FACTS and tokens[0].head.i == root.i:
        if tokens[0].dep_ == "prep":
            return None
        tokens = tokens[1:]
    if fragment(root, tokens):
        return None
    if subject is None and root.tag_ in {"VBZ", "VBD"}:
        return turned(root) if root.i == 0 else None
    return _claim(root, subject, tokens, frames, banned)


_FACTS = frozenset({"when", "since", "because", "although", "though", "while", "after", "as"})


def _claim(
    root: Token, subject: Token | None, tokens: list[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    if subject is not None and subject.lower_ == SOMEONE:
        if "participant" in banned:
            return None
        rest = [token for token in tokens if token.i > subject.i]
        return Reported("", f"One participant {as_reported(rest)}", personal=True)
    advice = any(t.lower_ in _ADVICE for t in root.children)
    shift = earlier(root, tokens)
    if frames.terse and subject is not None:
        shift |= article(subject, tokens)
    left = [t for t in tokens if not (t.lower_ == "should" and t.head.i == root.i)]
    kind = "advice" if advice else purpose(root, tokens, frames.opening)
    frame = frames.next(kind, banned)
    return Reported(frame, as_reported(left, shift=shift), again=another_way(left, subject, shift))


def _of_the_room(token: Token) -> bool:
    """Whether a word is the speaker's own, or the person's beside."""
    return token.lower_ in _OWN or _addressed(token)


def _addressed(token: Token) -> bool:
    """Whether "you" is the person beside, and not anybody; and "your report" theirs."""
    if token.lower_ == "your":
        return token.head.lower_ in words("reporting.yaml", "theirs")
    if token.lower_ != "you":
        return False
    head = token.head
    if any(c.lower_ in _GENERAL and c.dep_ == "aux" for c in head.children):
        return token.dep_ not in SUBJECT
    if base(irregular_base(head.lower_)) in _YOURS:
        return True
    if token.dep_ in {"dobj", "dative"}:
        return not any(c.dep_ in SUBJECT and _thing(c) for c in head.children)
    done = head.tag_ == "VBN" and head.lower_ != "got" and token.dep_ != "nsubjpass"
    return token.dep_ not in SUBJECT or head.tag_ == "VBD" or done


def _thing(subject: Token) -> bool:
    return subject.lower_ in _THINGS or (subject.tag_[:2] == "NN" and subject.lower_ != SOMEONE)


_THINGS = frozenset({"it", "that", "this", "which"})
_GENERAL = frozenset({"must", "should", "can", "ca", "cannot", "may"})
_YOURS = frozenset(
    {"say", "mention", "know", "ask", "hear", "think", "tell", "mean", "agree", "remember", "talk"}
    | {"want", "suggest", "speak", "understand", "feel", "like", "happy", "believe", "describe"}
)
