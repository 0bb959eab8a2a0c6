"""Findings that go together as one cut, and what kind of phrase a cut is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Span, Token

from redaction.codes import label
from redaction.documents import Block
from redaction.findings import Finding

_PEOPLE = frozenset({"NAME", "ROLE", "AFFIL"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl"})
_LIST = re.compile(r"\s*(?:,|&|\+|/|,? and|,? or)\s*\Z")
_ASIDE = re.compile(
    r",? (?:\(|of |from |at |for |with |the |our |her |his |a )*\Z|, \Z| ?[(/–-] ?\Z"
)
_SPACE = re.compile(r" ?\Z")


class Shape(StrEnum):
    """What a cut is in its sentence."""

    PRONOUN = "pronoun"
    OWN = "own"
    CLAUSE = "clause"
    VERB = "verb"
    PREPOSITION = "preposition"
    NOUN = "noun"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cut:
    """Places `start` to `end` of a block's words that go together."""

    start: int
    end: int
    findings: tuple[Finding, ...]

    @property
    def labels(self) -> frozenset[str]:
        """The labels of what was found here."""
        return frozenset(label(finding.code) for finding in self.findings)

    @property
    def people(self) -> bool:
        """Whether it is names, roles and affiliations only."""
        return self.labels <= {*_PEOPLE, "PRON"}

    @property
    def main(self) -> Finding:
        """The finding that speaks for the cut: the surest, and of those the first."""
        return max(self.findings, key=lambda f: (f.score, -f.start))

    @property
    def persons(self) -> tuple[str, ...]:
        """Everybody whom the cut exposes."""
        return tuple(sorted({who for finding in self.findings for who in finding.persons}))


def cuts(doc: Doc, block: Block, findings: Iterable[Finding]) -> list[Cut]:
    """Return the cuts of a block, in order; places are characters of `doc.text`."""
    own = sorted(
        (f for f in findings if block.content <= f.start < f.end <= block.end),
        key=lambda f: (f.start, -f.end),
    )
    made: list[Cut] = []
    for finding in own:
        start, end = finding.start - block.content, finding.end - block.content
        if made and _together(doc, made[-1], start, finding):
            last = made.pop()
            made.append(Cut(last.start, max(end, last.end), (*last.findings, finding)))
        else:
            made.append(Cut(start, end, (finding,)))
    return [_balanced(doc.text, cut) for cut in made]


def _balanced(text: str, cut: Cut) -> Cut:
    """Take in a bracket whose partner lies inside: "Tejada (ICF" and ")"."""
    old = text[cut.start : cut.end]
    if old.count("(") > old.count(")") and text[cut.end : cut.end + 1] == ")":
        return Cut(cut.start, cut.end + 1, cut.findings)
    if old.count(")") > old.count("(") and text[cut.start - 1 : cut.start] == "(":
        return Cut(cut.start - 1, cut.end, cut.findings)
    return cut


def _together(doc: Doc, last: Cut, start: int, finding: Finding) -> bool:
    between = doc.text[last.end : start] if start > last.end else ""
    if not between.strip() and start - last.end <= 1:
        return True
    new = label(finding.code)
    if not (last.people and new in _PEOPLE):
        return False
    if _ASIDE.match(between) and "\n" not in between:
        same = set(last.persons) & set(finding.persons)
        return bool(same) or (new == "AFFIL" and "," not in between)
    return bool(_LIST.match(between)) and new == "NAME" and "NAME" in last.labels


def tokens(doc: Doc, cut: Cut) -> Span | None:
    """Return the words that a cut touches."""
    return doc.char_span(cut.start, cut.end, alignment_mode="expand")


def shape(span: Span, cut: Cut) -> Shape:
    """Return what kind of phrase a cut is."""
    words = [t for t in span if not t.is_punct and not t.is_space]
    if not words:
        return Shape.OTHER
    first = words[0]
    if len(words) == 1 and (first.tag_ in {"PRP", "PRP$"} or first.lower_ in _OWN):
        return Shape.PRONOUN if label(cut.main.code) == "PRON" else Shape.OWN
    verb = next((t for t in words if t.tag_ in _FINITE and not _inner(t, span)), None)
    if verb is not None and not ((cut.people or _described(words)) and _nominal(words)):
        subject = any(t.dep_ in _SUBJECT and t.i <= verb.i + 1 for t in words)
        return Shape.CLAUSE if subject or first.lower_ in _STARTS else Shape.VERB
    if first.tag_ in _LEADS and len(words) > 1 and not cut.labels & {"NAME", "ROLE"}:
        return Shape.PREPOSITION
    if first.tag_ in {"VBN", "VBG", "VB"} and first.dep_ not in {"amod", "compound", "nsubj"}:
        return Shape.VERB
    named = cut.people or any(t.tag_[:2] in {"NN", "PR", "CD"} for t in words)
    return Shape.NOUN if named else Shape.OTHER


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
    return follows.tag_ in {"PRP", "PRP$", "WDT", "WP"} or before in {"IN", "VB", "VBD", "VBG"}


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
