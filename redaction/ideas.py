"""One idea each: independent clauses of a text, without the phrases that give somebody away.

Whatever hangs on a found word and can be left out (a subordinate clause, an apposition, a phrase
with a preposition) is left out.  Somebody found as the subject becomes "someone"; a clause that
cannot do without a found word is no idea at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from redaction.clauses import clauses
from redaction.codes import label
from redaction.documents import Block
from redaction.findings import Finding
from redaction.islands import islands
from redaction.pipeline import uncased
from redaction.texts import text_of

SOMEONE = "someone"
"""Stands for whoever was found as the subject."""

_LOOSE = frozenset(
    {"advcl", "relcl", "acl", "prep", "npadvmod", "appos", "intj", "parataxis", "dep", "meta"}
    | {"conj", "agent", "advmod", "dative", "vocative", "poss", "amod", "nmod"}
)
_PEOPLE = frozenset({"NAME", "ROLE", "AFFIL", "PRON"})
_HEAD = re.compile(r"^\s*(?:[-*•–>]+\s*|\d+[.)]\s*)?")
_TOPIC = re.compile(r"[^:.!?;\n]{1,60}:\s+")
_TOPIC_WORDS = 4


@dataclass(frozen=True, slots=True)
class Idea:
    """A clause to be reported.

    Attributes:
        text: the clause without what was found; "someone" for a subject that was found.
        start, end: where it stands in the document.
        findings: what was found between.
        spoken: whether it comes from a turn.
        unstopped: whether its block has no full stops to go by, as a speech recogniser writes.
    """

    text: str
    start: int
    end: int
    findings: tuple[Finding, ...]
    spoken: bool
    unstopped: bool = False


def ideas(doc: Doc, block: Block, findings: Iterable[Finding]) -> Iterator[Idea]:
    """Yield the ideas of a block, parsed as `doc`, in order."""
    own = [f for f in findings if f.end > block.content and f.start < block.end]
    hidden = _hidden(doc, block, own)
    begin = _begin(doc, block, hidden)
    loose = uncased(text_of(doc))
    for sentence in doc.sents:
        for clause in clauses(sentence, spoken=loose):
            words = [token for token in clause if token.idx >= begin]
            if not words:
                continue
            start = block.content + words[0].idx
            end = block.content + words[-1].idx + len(words[-1].text)
            within = tuple(f for f in own if f.start < end and start < f.end)
            spoken = block.kind == "turn"
            text = _said(words, hidden) if within else _joined(words, {})
            if text:
                yield Idea(text, start, end, within, spoken, loose)
                continue
            for island in islands(words, hidden):
                at = block.content + island[0].idx
                to = block.content + island[-1].idx + len(island[-1].text)
                yield Idea(_joined(island, {}), at, to, (), spoken, loose)


def _hidden(doc: Doc, block: Block, findings: Sequence[Finding]) -> dict[int, str]:
    """Return the labels of the words that were found, by index of the word."""
    hidden = {}
    for finding in findings:
        start = max(finding.start - block.content, 0)
        span = doc.char_span(start, finding.end - block.content, alignment_mode="expand")
        for token in span or ():
            hidden[token.i] = label(finding.code)
    return hidden


def _begin(doc: Doc, block: Block, hidden: dict[int, str]) -> int:
    """Return where a note's own words begin: after bullet, and after "Han:" or "Quotas:"."""
    text = text_of(doc)
    bullet = _HEAD.match(text)
    at = bullet.end() if bullet else 0
    topic = _TOPIC.match(text, at) if block.kind == "note" else None
    if topic:
        head = [token for token in doc if at <= token.idx < topic.end()]
        if any(t.i in hidden for t in head) or len(head) <= _TOPIC_WORDS + 1:
            return topic.end()
    return at


def _said(words: list[Token], hidden: dict[int, str]) -> str:
    """Return the clause without what was found, or "" when it cannot do without."""
    inside = {token.i for token in words}
    root = next((t for t in words if t.head.i not in inside or t.head.i == t.i), words[0])
    out: set[int] = set()
    instead: dict[int, str] = {}
    for token in words:
        if token.i not in hidden or token.i in out or token.i in instead:
            continue
        if hidden[token.i] == "AFFIL" and token.lower_ in _OWN:
            instead[token.i] = _OWN[token.lower_]
            continue
        loose = _loose(token, root, inside, hidden)
        if loose is not None:
            out |= loose
            continue
        subject = _subject(token, root, hidden)
        if subject is None:
            return ""
        instead[min(subject)] = SOMEONE
        out |= subject - {min(subject)}
    out |= _stranded(words, out, instead)
    left = [token for token in words if token.i not in out]
    if root.i in out or not any(token.is_alpha for token in left):
        return ""
    return _joined(left, instead)


def _stranded(words: list[Token], out: set[int], instead: dict[int, str]) -> set[int]:
    """Return prepositions and conjunctions that have lost all that they led to."""
    gone = set()
    for token in words:
        if token.i in out or token.i in instead:
            continue
        behind = [c for c in token.children if c.dep_ in {"pobj", "pcomp", "prep"}]
        joined = [c for c in token.head.children if c.dep_ == "conj"]
        if (token.dep_ in {"prep", "agent"} and behind and all(c.i in out for c in behind)) or (
            token.dep_ == "cc" and joined and all(c.i in out for c in joined)
        ):
            gone.add(token.i)
    return gone


_OWN = {"we": "they", "us": "them", "our": "the", "ours": "theirs", "ourselves": "themselves"}


def _loose(token: Token, root: Token, inside: set[int], hidden: dict[int, str]) -> set[int] | None:
    """Return the smallest phrase around a found word that can be left out."""
    at = token
    while at.i != root.i and at.i in inside:
        if at.dep_ in _LOOSE or (at.dep_ == "nsubj" and _address(at)):
            group = {t.i for t in at.subtree if t.i in inside}
            if root.i not in group:
                return group
        elif at.dep_ in {"compound"} and at.head.i not in hidden:
            return None
        if at.head.i == at.i:
            break
        at = at.head
    if _address(token) and token.i != root.i:
        return {t.i for t in token.subtree if t.i in inside and t.i != root.i}
    return None


def _address(token: Token) -> bool:
    """Whether a noun stands between commas, as an address does."""
    left, right = token.left_edge.i, token.right_edge.i
    before = token.doc[left - 1].text if left else ","
    after = token.doc[right + 1].text if right + 1 < len(token.doc) else ","
    return before in ",.!?;…—–" and after in ",.!?;…—–"


def _subject(token: Token, root: Token, hidden: dict[int, str]) -> set[int] | None:
    """Return the words of the subject when a person was found there."""
    at = token
    while at.i != root.i:
        if at.dep_ in {"nsubj"} and at.head.i == root.i:
            group = {t.i for t in at.subtree}
            if at.i in hidden and hidden[at.i] in _PEOPLE and root.i not in group:
                return group
            return None
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def _joined(words: Sequence[Token], instead: dict[int, str]) -> str:
    parts = [
        instead.get(t.i, t.text) + (t.whitespace_ or _gap(t, words, at))
        for at, t in enumerate(words)
    ]
    return " ".join("".join(parts).split())


def _gap(token: Token, words: Sequence[Token], at: int) -> str:
    """Return a space where words between were left out."""
    return " " if at + 1 < len(words) and words[at + 1].i != token.i + 1 else ""
