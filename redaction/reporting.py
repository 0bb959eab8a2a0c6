"""Reported speech: what somebody said, said by nobody.

"I think the ship is late" becomes "It was argued that the ship was late": persons become third,
present becomes past, questions begin with "whether", commands become suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from redaction.backshift import SUBJECT, as_reported, earlier
from redaction.claims import (
    FINITE,
    HERE,
    QUESTION_WORDS,
    claim_of,
    finite,
    trimmed,
    turned,
    words_of,
)
from redaction.data import words
from redaction.frames import Frames, Reported
from redaction.ideas import SOMEONE, SUPPOSED
from redaction.spelling import key
from redaction.verbs import past
from redaction.wording import said

_OWN = frozenset({"i", "me", "my", "mine", "myself"})
_DO = frozenset({"do", "does", "did"})
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
        if _broken(verb, tokens):
            continue
        done = last
        yield Reported(
            frames.next("statement", banned), as_reported(tokens, shift=earlier(verb, tokens))
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
    tokens = words_of(root, doc)
    if not tokens or any(t.lower_ in _OWN or _addressed(t) for t in tokens):
        return None
    if frame is None:
        return _framed(root, tokens, frames, banned, question=question)
    if not finite(root) or (frame.endswith("that") and _fragment(root, tokens)):
        return None
    return Reported(frame, as_reported(tokens, shift=earlier(root, tokens)))


def _framed(
    root: Token, tokens: list[Token], frames: Frames, banned: frozenset[str], *, question: bool
) -> Reported | None:
    if question:
        return _question(root, tokens, frames, banned)
    subject = next((c for c in root.children if c.dep_ in SUBJECT), None)
    asked = tokens[0] if tokens[0].tag_ == "VB" else None if subject is not None else root
    if asked is not None and asked.tag_ in {"VB", "VBP"}:
        return _command(asked, tokens, frames, banned)
    if not finite(root):
        return _mention(tokens, frames, banned)
    return _statement(root, subject, tokens, frames, banned)


def _statement(
    root: Token, subject: Token | None, tokens: list[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    if subject is not None and tokens[0].lower_ in _FACTS and tokens[0].head.i == root.i:
        if tokens[0].dep_ == "prep":
            return None
        tokens = tokens[1:]
    if _fragment(root, tokens):
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
    left = [t for t in tokens if not (t.lower_ == "should" and t.head.i == root.i)]
    frame = frames.next("advice" if advice else "statement", banned)
    return Reported(frame, as_reported(left, shift=shift), again=_round(left, subject, shift))


def _round(tokens: list[Token], subject: Token | None, shift: dict[int, str]) -> str:
    """Return the same with what stands before the subject at the end, or "" when nothing does."""
    if subject is None:
        return ""
    lead = [token for token in tokens if token.i < subject.left_edge.i]
    rest = [token for token in tokens if token.i >= subject.left_edge.i]
    while lead and lead[-1].is_punct:
        lead = lead[:-1]
    if not lead or not rest or len(rest) < _LEAST_CLAUSE or lead[0].tag_ not in {"IN", "WRB", "RB"}:
        return ""
    return f"{as_reported(rest, shift=shift)}, {as_reported(lead, shift=shift)}"


def _addressed(token: Token) -> bool:
    """Whether "you" is the person beside, and not anybody."""
    if token.lower_ != "you":
        return False
    head = token.head
    return token.dep_ not in SUBJECT or head.tag_ in {"VBD", "VBN"} or head.lower_ in _YOURS


_YOURS = frozenset(
    {"say", "mention", "know", "ask", "hear", "think", "tell", "mean", "agree", "remember", "talk"}
    | {"want", "suggest", "speak", "understand", "feel", "like", "happy", "believe", "describe"}
)


def _fragment(root: Token, tokens: Sequence[Token]) -> bool:
    """Whether a clause hangs on another that is not there: "which is why", "if you ask"."""
    if tokens[0].tag_ in {"WDT", "WP", "WRB", "WP$"}:
        return (
            root.i < tokens[0].i or tokens[0].dep_ not in {"advmod"} or tokens[0].head.i == root.i
        )
    return any(c.dep_ == "mark" and c.lower_ != "that" for c in root.children) or _broken(
        root, tokens
    )


def _broken(verb: Token, tokens: Sequence[Token]) -> bool:
    """Whether words that a clause needs are not there."""
    if tokens[0].dep_ == "neg" or tokens[-1].lower_ in _DANGLING:
        return True
    inner = any(c.dep_ == "mark" and c.i > tokens[0].i for c in verb.children)
    return inner or _dangles(tokens) or _points(tokens) or any(t.text == ";" for t in tokens)


_DANGLING = frozenset({"the", "a", "an", "and", "or", "not", "n't", "n’t", "very", "every"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would"})
_COMPARED = frozenset({"than", "as", "how", "what", "where", "who", "which", "whatever"})


def _dangles(tokens: Sequence[Token]) -> bool:
    """Whether a helping verb is left at the end with nothing to help."""
    before = {token.lower_ for token in tokens[:-1]}
    return tokens[-1].lower_ in _BE and not before & _COMPARED


def _points(tokens: Sequence[Token]) -> bool:
    """Whether "it" or "them" is the object, and nothing was named that it could be."""
    for at, token in enumerate(tokens):
        if token.dep_ in {"dobj", "pobj"} and token.lower_ in {"it", "them", "this", "that"}:
            named = [t for t in tokens[:at] if t.tag_[:2] == "NN" and t.dep_ not in SUBJECT]
            other = [t for t in tokens[:at] if t.tag_[:2] == "NN" and t.head.i != token.head.i]
            if not named and not other and len(tokens) < _SHORT_CLAUSE:
                return True
    return False


_SHORT_CLAUSE = 10


def _command(
    root: Token, tokens: Sequence[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    """Return an imperative as a suggestion; None when it is one to the person beside."""
    if root.lower_ == "do":
        verb = next((t for t in tokens if t.i > root.i and t.tag_ in {"VB", "VBP"}), None)
        if verb is None:
            return None
        root = verb
    lead = [t for t in tokens if t.i < root.i]
    if root.lower_ in _ASIDES or any(
        t.lower_ not in {"do", "n't", "n’t", "not", "never"} for t in lead
    ):
        return None
    rest = as_reported([t for t in tokens if t.i >= root.i], past_tense=False)
    never = "not " if any(t.dep_ == "neg" or t.lower_ == "never" for t in lead) else ""
    frame = frames.next("command", banned)
    return Reported(frame[: -len("to")] + "not to" if never else frame, rest)


_ASIDES = frozenset(
    {"let", "thank", "sorry", "forgive", "excuse", "go", "come", "look", "listen", "wait", "sit"}
    | {"trust", "mind", "say", "ask", "tell", "imagine", "remember", "see", "take", "believe"}
)


def _mention(tokens: Sequence[Token], frames: Frames, banned: frozenset[str]) -> Reported | None:
    """Return a thing named without a verb; None when it is no single noun with what belongs to it.

    "No agreement on the price" is said as what there was not.
    """
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
    if any(child.dep_ in _NO_PART for child in heads[0].children) or _verbal(tokens):
        return None
    thing = as_reported(tokens, past_tense=tokens[0].lower_ == "no")
    if tokens[0].lower_ == "no":
        known = heads[0].lower_ in words("reporting.yaml", "outcomes")
        return Reported("", f"There was {thing}") if known else None
    return Reported(frames.next("mention", banned), thing)


_LEAST_MENTION = 3
_NO_PART = frozenset({"npadvmod", "advcl", "ccomp", "parataxis", "dep", "neg", "mark", "nsubj"})


def _verbal(tokens: Sequence[Token]) -> bool:
    """Whether there is a finite verb outside clauses that describe a noun."""
    return any(
        t.tag_ in FINITE
        and not any(above.dep_ in {"relcl", "acl", "ccomp", "pcomp"} for above in (t, *t.ancestors))
        for t in tokens
    )


def _noun(subject: Token, copula: bool) -> set[int]:
    """Return the words of a subject; after a copula what follows it may be said of it."""
    if not copula:
        return {t.i for t in subject.subtree}
    of = next((c for c in subject.rights if c.lower_ == "of"), None)
    behind = {t.i for t in of.subtree} if of is not None else set()
    return {t.i for t in subject.subtree if t.i <= subject.i} | behind


_NO_NOUN = frozenset({"IN", "TO", "RB", "WRB", "WP", "UH", "VBG", "VBN", "VB", "VBZ", "VBD", "MD"})


def _question(
    root: Token, tokens: list[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    """Return an indirect question: the subject goes before its verb again."""
    if any(t.tag_ in QUESTION_WORDS and t.head.i == root.i and t.i > tokens[0].i for t in tokens):
        return None
    helpers = [c for c in root.children if c.dep_ in {"aux", "auxpass"} and c.tag_ in FINITE]
    verb = helpers[0] if helpers else root
    subject = next((c for c in root.children if c.dep_ in SUBJECT), None)
    asked = tokens[0].tag_ in QUESTION_WORDS and (
        subject is None or subject.i == 0 or verb.i < subject.i
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
    said_words = as_reported([t for t in ordered if t.i not in drop], shift=shift)
    lead = "" if asked else "whether "
    return Reported(frames.next("question", banned), lead + said_words) if said_words else None


def procedural(text: str) -> bool:
    """Return whether a sentence is about the meeting: greetings, thanks, the floor, the coffee."""
    spoken = [key(word) for word in text.split()]
    opening = {word.strip(",.!?") for word in spoken[:_OPENING]}
    if opening & words("reporting.yaml", "greetings"):
        return True
    if _ORDER.search(text) and len(spoken) < _ORDERED:
        return True
    short = len(spoken) < _SHORT and not _SOLID.search(text)
    return short and bool(said(text) & words("reporting.yaml", "procedure"))


_OPENING = 4
_ORDERED = 14
_ORDER = re.compile(
    r"\b(?:first|second|third|fourth|next|last|final) (?:agenda )?(?:item|session|topic|speaker)\b"
    r"|\bchatham house\b|\bon the record\b|\boff the record\b",
    re.I,
)
_SHORT = 9
_SOLID = re.compile(r"\d|(?<=\s)[A-Z]{2,}|(?<=[a-z]\s)[A-Z][a-z]")
