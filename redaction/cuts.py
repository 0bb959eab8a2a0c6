"""Findings that go together as one cut, and what kind of phrase a cut is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Span

from redaction.codes import label
from redaction.documents import Block
from redaction.findings import Finding
from redaction.texts import text_of
from redaction.trimming import abbreviated, balanced, trimmed

_PEOPLE = frozenset({"NAME", "ROLE", "AFFIL"})
_LIST = re.compile(r"\s*(?:,|;|&|\+|/|[,;]? and|,? or)\s*\Z")
_ASIDE = re.compile(
    r",? (?:\(|of |from |at |for |with |the |our |her |his |a )*\Z|, \Z| ?[(/–-] ?\Z"
)
_STOP = re.compile(r"[.!?…]+\s+(?=[A-Z])")
_HEAD = re.compile(r"\s*(?:[-*•–>]+\s*|\d+[.)]\s*)?([^:.!?;\n]{3,70}|[^:!?;\n]{3,40})(?=:\s)")
_MANY, _FEW = 2, 3


@dataclass(frozen=True)
class Cut:
    """Places `start` to `end` of a block's words that go together."""

    start: int
    end: int
    findings: tuple[Finding, ...]

    @cached_property
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
    for finding in (part for whole in own for part in _by_sentence(doc, block, whole)):
        start, end = finding.start - block.content, finding.end - block.content
        if made and _together(doc, made[-1], start, finding):
            last = made.pop()
            made.append(Cut(last.start, max(end, last.end), (*last.findings, finding)))
        else:
            made.append(Cut(start, end, (finding,)))
    bare = [balanced(text_of(doc), trimmed(doc, cut)) for cut in made]
    return _headed(doc, block, list(_touching(text_of(doc), bare)))


def _touching(text: str, made: Iterable[Cut]) -> Iterator[Cut]:
    """Yield cuts between which there is nothing but a space as one."""
    last: Cut | None = None
    for cut in made:
        if last is not None and not text[last.end : cut.start].strip():
            last = Cut(last.start, cut.end, (*last.findings, *cut.findings))
            continue
        if last is not None:
            yield last
        last = cut
    if last is not None:
        yield last


def _by_sentence(doc: Doc, block: Block, finding: Finding) -> Iterator[Finding]:
    """Yield a finding that runs over the end of a sentence as one for each sentence."""
    at = finding.start
    for stop in _STOP.finditer(text_of(doc), finding.start - block.content):
        end = block.content + stop.end()
        if abbreviated(text_of(doc), stop.start()):
            continue
        if end >= finding.end:
            break
        if at < block.content + stop.start():  # a finding can begin with the stop
            yield replace(finding, start=at, end=block.content + stop.start())
        at = end
    yield finding if at == finding.start else replace(finding, start=at)


def _headed(doc: Doc, block: Block, made: list[Cut]) -> list[Cut]:
    """Return the cuts with those before the colon of a note, "Han (Seoul), chair:", as one."""
    head = _HEAD.match(text_of(doc)) if block.kind == "note" else None
    if head is None:
        return made
    start, end = head.span(1)
    inside = [cut for cut in made if start <= cut.start and cut.end <= end]
    if not inside or not all(cut.people for cut in inside):
        return made
    left = len(text_of(doc)[start:end].split()) - sum(
        len(text_of(doc)[cut.start : cut.end].split()) for cut in inside
    )
    if len(inside) + left < _MANY or left > _FEW:
        return made
    one = Cut(start, end, tuple(f for cut in inside for f in cut.findings))
    return [one, *made[len(inside) :]]


def whole_sentences(doc: Doc, made: list[Cut]) -> list[Cut]:
    """Return the cuts with those of a sentence as one where they leave next to nothing of it."""
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        inside = [cut for cut in made if start <= cut.start and cut.end <= end]
        if not inside or len(inside) + (not inside[0].people) < _MANY:
            continue
        words = [t for t in sentence if t.is_alpha or t.like_num]
        if not words:
            continue
        left = [
            t for t in words
            if not any(cut.start <= t.idx < cut.end for cut in inside)
        ]  # fmt: skip
        telling = [t for t in left if t.tag_[:2] in _TELLING and t.lower_ not in _LIGHT]
        first, last = words[0], words[-1]
        if len(telling) > (len(words) >= _LONG) or any(t.tag_ == "NNP" for t in telling):
            continue
        at = made.index(inside[0])
        one = Cut(
            min(first.idx, inside[0].start),
            max(last.idx + len(last.text), inside[-1].end),
            tuple(f for cut in inside for f in cut.findings),
        )
        one = balanced(text_of(doc), one)
        made = [*made[:at], one, *made[at + len(inside) :]]
    return made


_TELLING = frozenset({"NN", "JJ", "VB", "CD"})
_LIGHT = frozenset(
    {"am", "is", "are", "was", "were", "be", "been", "have", "has", "had", "do", "does", "did"}
    | {"will", "would", "go", "goes", "went", "come", "came", "get", "got", "say", "said", "notes"}
    | {"thank", "thanks", "let", "muted", "first", "one", "other", "back", "take", "took"}
)
_LONG = 10


def _together(doc: Doc, last: Cut, start: int, finding: Finding) -> bool:
    between = text_of(doc)[last.end : start] if start > last.end else ""
    if not between.strip() and start - last.end <= 1:
        return True
    if between.strip() in {"'s", "’s"}:
        return True
    new = label(finding.code)
    if not (last.people and new in _PEOPLE):
        return False
    if between in {"-", "–"} or (between in {". ", "."} and abbreviated(text_of(doc), last.end)):
        return True
    if _ASIDE.match(between) and "\n" not in between:
        same = set(last.persons) & set(finding.persons)
        return bool(same) or (new == "AFFIL" and "," not in between)
    return bool(_LIST.match(between)) and _listed(last.labels, new)


def _listed(labels: frozenset[str], new: str) -> bool:
    """Whether a cut and what stands behind a comma are a list of people, or of sides."""
    if new == "AFFIL" or labels == {"AFFIL"}:
        return new == "AFFIL" and labels == {"AFFIL"}
    return bool(labels & {"NAME", "ROLE"})


def tokens(doc: Doc, cut: Cut) -> Span | None:
    """Return the words that a cut touches."""
    return doc.char_span(cut.start, cut.end, alignment_mode="expand")
