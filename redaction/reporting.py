"""Reported speech: what somebody said, said by nobody.

"I think the ship is late" becomes "It was argued that the ship was late": persons become third,
present becomes past, questions begin with "whether", commands become suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc, Token

from redaction.data import common_words, load_yaml, words
from redaction.ideas import SOMEONE
from redaction.levelling import contractions
from redaction.places import place_words
from redaction.spelling import key
from redaction.verbs import base, irregular_base, participle, past
from redaction.wording import said
from redaction.words import STOP

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_OWN = frozenset({"i", "me", "my", "mine", "myself"})
_HERE = frozenset({"i", "we", SOMEONE})
_DO = frozenset({"do", "does", "did"})
_ADVICE = frozenset({"should", "must", "ought", "need", "let"})
_THIRD = {
    "we": "they", "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves",
    "you": "one", "your": "one's", "yours": "theirs", "yourself": "oneself", "he": "they",
    "she": "they", "him": "them", "his": "their", "himself": "themselves", "hers": "theirs",
    "herself": "themselves",
}  # fmt: skip
_NOW = {"now": "then", "today": "that day", "tomorrow": "the next day", "here": "there",
        "yesterday": "the day before", "ago": "before", "tonight": "that night"}  # fmt: skip


@dataclass(slots=True)
class Frames:
    """Hands out frames in turn, never one that holds a word that must not be said."""

    _turn: dict[str, int] = field(default_factory=dict)

    def next(self, kind: str, banned: frozenset[str]) -> str:
        """Return the next frame of a kind."""
        options = _table()[kind]
        for _ in options:
            at = self._turn.get(kind, 0)
            self._turn[kind] = at + 1
            frame = str(options[at % len(options)])
            if not said(frame) & banned:
                return frame
        return str(options[0])


@dataclass(frozen=True, slots=True)
class Reported:
    """A reported sentence without full stop: `frame` and what follows it.

    `personal` is whether the speaker or somebody found is still its subject.
    """

    frame: str
    text: str
    personal: bool = False


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
        if verb.dep_ not in _CLAUSES or not _finite(verb):
            continue
        subject = next((c for c in verb.children if c.dep_ in _SUBJECT and c.i < verb.i), None)
        if subject is None or subject.tag_ in {*_WH, "PRP"}:
            continue
        first, last = verb.left_edge.i, verb.right_edge.i
        tokens = _trimmed(list(doc[first : last + 1]))
        if first <= done or len(tokens) < _LEAST_CLAUSE or tokens[0].tag_ in _WH:
            continue
        if any(t.lower_ in _OWN or t.lower_ in _YOU for t in tokens):
            continue
        if verb.dep_ == "ccomp" and any(c.dep_ == "neg" for c in verb.head.children):
            continue
        done = last
        yield Reported(
            frames.next("statement", banned), _text(tokens, shift=_earlier(verb, tokens))
        )


_CLAUSES = frozenset({"ccomp", "advcl", "conj", "parataxis", "ROOT", "dep"})
_YOU = frozenset({"you", "your", "yours", "yourself"})
_LEAST_CLAUSE = 5


def _report(
    root: Token, doc: Doc, frames: Frames, banned: frozenset[str], *, question: bool
) -> Reported | None:
    root, frame = _inner(root)
    subject = next((c for c in root.children if c.dep_ in _SUBJECT), None)
    if frame is None and subject is not None and subject.lower_ in _HERE:
        turned = _turned(root)
        if turned is not None:
            return turned
    tokens = _words(root, doc)
    if not tokens or any(t.lower_ in _OWN or _addressed(t) for t in tokens):
        return None
    if question and frame is None:
        return _question(root, tokens, frames, banned)
    if not _finite(root):
        return _mention(tokens, frames, banned)
    if _fragment(root, tokens):
        return None
    if frame is None and tokens[0].tag_ == "VB" and tokens[0].i != root.i:
        return _command(tokens[0], tokens, frames, banned)
    if subject is None and frame is None and root.tag_ in {"VB", "VBP"}:
        return _command(root, tokens, frames, banned)
    if subject is not None and subject.lower_ == SOMEONE:
        if "participant" in banned:
            return None
        return Reported("", "One participant " + _text(_after(tokens, subject)), personal=True)
    if subject is None and root.tag_ in {"VBZ", "VBD"}:
        return _turned(root) if root.i == 0 else None
    kind = "advice" if any(t.lower_ in _ADVICE for t in root.children) else "statement"
    shift = _earlier(root, tokens)
    if frame is None and any(t.lower_ == "should" and t.head is root for t in tokens):
        tokens = [t for t in tokens if not (t.lower_ == "should" and t.head is root)]
    return Reported(frame or frames.next(kind, banned), _text(tokens, shift=shift))


def _earlier(root: Token, tokens: Sequence[Token]) -> dict[int, str]:
    """Return the past perfect for a claim whose verbs are all past already."""
    if any(t.tag_ in {"VBZ", "VBP", "MD"} and _verb(t) for t in tokens):
        return {}
    helper = next((c for c in root.children if c.dep_ in {"aux", "auxpass"}), None)
    if helper is not None and helper.tag_ == "VBD":
        if helper.lower_ in {"was", "were"}:
            return {helper.i: "had been"}
        if helper.lower_ == "did" and root.tag_ == "VB":
            return {helper.i: "had", root.i: participle(root.lower_)}
        return {}
    if helper is None and root.tag_ == "VBD" and root.lower_ != "had":
        stem = irregular_base(root.lower_)
        done = participle(stem) if stem != root.lower_ else root.lower_
        return {root.i: "had been" if root.lower_ in {"was", "were"} else f"had {done}"}
    return {}


def _addressed(token: Token) -> bool:
    """Whether "you" is the person beside, and not anybody."""
    if token.lower_ != "you":
        return False
    head = token.head
    return token.dep_ not in _SUBJECT or head.tag_ in {"VBD", "VBN"} or head.lower_ in _YOURS


_YOURS = frozenset(
    {"say", "mention", "know", "ask", "hear", "think", "tell", "mean", "agree", "remember", "talk"}
    | {"want", "suggest", "speak", "understand", "feel", "like", "happy", "believe", "describe"}
)


def _fragment(root: Token, tokens: Sequence[Token]) -> bool:
    """Whether a clause hangs on another that is not there: "which is why", "if you ask"."""
    if tokens[0].tag_ in {"WDT", "WP", "WRB", "WP$"}:
        return root.i < tokens[0].i or tokens[0].dep_ not in {"advmod"} or tokens[0].head is root
    return any(c.dep_ == "mark" and c.i == tokens[0].i for c in root.children)


def _command(
    root: Token, tokens: Sequence[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    """Return an imperative as a suggestion; None when it is one to the person beside."""
    lead = [t for t in tokens if t.i < root.i]
    if root.lower_ in _ASIDES or any(
        t.lower_ not in {"do", "n't", "n’t", "not", "never"} for t in lead
    ):
        return None
    rest = _text([t for t in tokens if t.i >= root.i], past_tense=False)
    never = "not " if any(t.dep_ == "neg" or t.lower_ == "never" for t in lead) else ""
    frame = frames.next("command", banned)
    return Reported(frame[: -len("to")] + "not to" if never else frame, rest)


_ASIDES = frozenset(
    {"let", "thank", "sorry", "forgive", "excuse", "go", "come", "look", "listen", "wait", "sit"}
    | {"trust", "mind", "say", "ask", "tell", "imagine", "remember", "see", "take", "believe"}
)


def _inner(root: Token) -> tuple[Token, str | None]:
    """Return what is claimed, without "I think that" and "someone argued that", and its frame."""
    frame = None
    for _ in range(2):
        subject = next((c for c in root.children if c.dep_ in _SUBJECT), None)
        claim = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
        if subject is None or claim is None or subject.i > root.i:
            break
        verb = base(irregular_base(_stem(root)))
        if not _finite(claim) or claim.left_edge.tag_ in {"WP", "WDT", "WRB", "WP$"}:
            break
        if subject.lower_ in _HERE and verb in _table()["verbs"]:
            negated = any(c.dep_ == "neg" for c in root.children)
            if negated and verb not in {"think", "believe", "feel", "see", "consider"}:
                break
            given = str(_table()["verbs"][verb])
            frame = given if subject.lower_ == SOMEONE or not given.endswith("that") else frame
            frame = "Doubt was expressed that" if negated else frame
            root = claim
        elif subject.lower_ in _POINTS and root.lower_ in {"is", "was", "'s", "’s"}:
            root = claim
        else:
            break
    return root, frame


_POINTS = frozenset({"point", "view", "question", "truth", "problem", "fact", "argument", "worry"})


def _finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in _FINITE for c in verb.children
    )


def _stem(verb: Token) -> str:
    word = verb.lower_
    if verb.tag_ in {"VBD", "VBN"} and word.endswith("ed"):
        known = _table()["verbs"].keys() | _table()["nouns"].keys()
        for cut in (word[:-2], word[:-1], word[:-3], word[:-3] + "y"):
            if cut in known:
                return cut
    return word


def _turned(root: Token) -> Reported | None:
    """Return "There was support for the idea" for "someone supported the idea"."""
    verb = base(irregular_base(_stem(root)))
    for child in root.children:
        if child.i < root.i:
            continue
        pattern = None
        if child.dep_ == "dobj":
            pattern = _table()["nouns"].get(verb)
            group = child
        elif child.dep_ == "prep":
            particle = next((c.lower_ for c in root.children if c.dep_ in {"prt", "advmod"}), "")
            pattern = _table()["prepositions"].get(f"{child.lower_} {verb}") or _table()[
                "prepositions"
            ].get(f"{particle} {child.lower_}")
            group = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), child)
        if pattern:
            noun = _text(_all(group, root.doc[group.left_edge.i : root.sent.end]))
            return Reported("", str(pattern).format(noun)) if noun else None
    return None


def _all(group: Token, tail: Sequence[Token]) -> list[Token]:
    return [token for token in tail if token.text not in {".", "!", "?"}]


def _words(root: Token, doc: Doc) -> list[Token]:
    """Return the words of the claim, without "that" and the last stop."""
    inside = {t.i for t in root.subtree}
    if root.head.i == root.i:
        tokens = list(doc)
    else:
        tokens = [t for t in doc if t.i >= min(inside)]
    return _trimmed(tokens)


def _trimmed(tokens: list[Token]) -> list[Token]:
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


_WH = frozenset({"WP", "WRB", "WDT", "WP$"})
_DANGLING = frozenset(
    {"and", "but", "or", "so", "although", "because", "which", "that", "nor", "if"}
)


def _after(tokens: Sequence[Token], subject: Token) -> list[Token]:
    return [t for t in tokens if t.i > subject.i]


def _mention(tokens: Sequence[Token], frames: Frames, banned: frozenset[str]) -> Reported | None:
    first = tokens[0] if tokens else None
    if first is None or first.tag_ in _NO_NOUN:
        return None
    if not any(t.tag_.startswith("NN") for t in tokens):
        return None
    return Reported(frames.next("mention", banned), _text(tokens, past_tense=False))


_NO_NOUN = frozenset({"IN", "TO", "RB", "WRB", "WP", "UH", "VBG", "VBN", "VB", "VBZ", "VBD", "MD"})


def _question(
    root: Token, tokens: list[Token], frames: Frames, banned: frozenset[str]
) -> Reported | None:
    """Return an indirect question: the subject goes before its verb again."""
    helpers = [c for c in root.children if c.dep_ in {"aux", "auxpass"} and c.tag_ in _FINITE]
    verb = helpers[0] if helpers else root
    subject = next((c for c in root.children if c.dep_ in _SUBJECT), None)
    asked = tokens[0].tag_ in _WH and (subject is None or subject.i == 0 or verb.i < subject.i)
    if subject is None or subject.lower_ in {"you", "i", "we", SOMEONE} or not tokens:
        if not (asked and subject is None):
            return None
    ordered = tokens
    drop: set[int] = set()
    shift: dict[int, str] = {}
    if subject is not None and verb.i < subject.i:
        group = {t.i for t in subject.subtree}
        if verb.lower_ in _DO and verb is not root:
            drop.add(verb.i)
            shift[root.i] = past(root.lower_)
            ordered = tokens
        else:
            rest = [t for t in tokens if t.i != verb.i]
            last = max((at for at, t in enumerate(rest) if t.i in group), default=-1)
            ordered = [*rest[: last + 1], verb, *rest[last + 1 :]]
    said_words = _text([t for t in ordered if t.i not in drop], shift=shift)
    lead = "" if asked else "whether "
    return Reported(frames.next("question", banned), lead + said_words) if said_words else None


def _text(
    tokens: Sequence[Token], *, past_tense: bool = True, shift: dict[int, str] | None = None
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
    text = "".join(parts).strip()
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
    if past_tense and token.tag_ in {"VBZ", "VBP", "MD"} and _verb(token):
        return _past(token)
    if past_tense and token.tag_ == "VBD" and low == "was" and _plural_now(token):
        return "were"
    return contractions().get(low, token.text)


def _verb(token: Token) -> bool:
    """Whether a word tagged as a finite verb has a verb's place in the sentence."""
    if token.dep_ in {"compound", "amod", "dobj", "pobj", "nsubj", "nmod"}:
        return False
    if token.tag_ != "VBZ" or token.dep_ in {"aux", "auxpass", "conj", "relcl", "acl"}:
        return True
    return any(c.dep_ in _SUBJECT for c in token.children)


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
    return next((c.lower_ for c in head.children if c.dep_ in _SUBJECT), "")


@lru_cache(maxsize=1)
def _table() -> Any:
    return load_yaml("reporting.yaml")


def procedural(text: str) -> bool:
    """Return whether a sentence is about the meeting: greetings, thanks, the floor, the coffee."""
    spoken = [key(word) for word in text.split()]
    opening = {word.strip(",.!?") for word in spoken[:_OPENING]}
    if opening & words("reporting.yaml", "greetings"):
        return True
    short = len(spoken) < _SHORT and not _SOLID.search(text)
    return short and bool(said(text) & words("reporting.yaml", "procedure"))


_OPENING = 4
_SHORT = 9
_SOLID = re.compile(r"\d|(?<=\s)[A-Z]{2,}|(?<=[a-z]\s)[A-Z][a-z]")
