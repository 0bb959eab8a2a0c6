"""What can leave: statements in reported speech, one idea each, said by nobody.

A statement is made from one clause, or from two when the second goes on about the first.  What is
procedure, what cannot do without somebody found, what repeats a found word, a name of the roster
or a spoken sentence, is left out; so is what stays risky.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from redaction import agenda, pipeline
from redaction.detector import Detector, Prediction
from redaction.documents import Document
from redaction.echo import echoes, found_words
from redaction.findings import Finding, Redaction
from redaction.frames import Frames, Reported
from redaction.ideas import Idea, ideas
from redaction.levelling import other_words, plain_openers, plain_words, settle, tidy, written_out
from redaction.reporting import procedural, report
from redaction.risk import Features, exposure, risk
from redaction.roster import Roster
from redaction.sweep import roster_sweep, verbatim
from redaction.words import STOP

MOST_RISK = 0.35
"""Probability of exposing somebody above which a sentence is not even offered as a statement.

On sessions that nothing was fitted to, statements below it leak about 7 marks in 1,000 words, and
leaving out more costs substance faster than leaks; what is proposed to leave by itself may be
bounded lower by the caller."""

LEAST_SUBSTANCE = 3
"""Words of substance that a thought needs: fewer are agreement, manners or a fragment."""

_BACK = frozenset({"it", "this", "that", "they", "these", "those", "he", "she", "such", "one"})
_SOLID = re.compile(r"\d|(?<=\s)[A-Z]")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that could leave.

    Attributes:
        text: reported speech, third person, one line.
        sources: spans of the document that it was drawn from.
        item: the agenda item it belongs to, or "".
        risk: probability that it still exposes somebody, 0 to 1.
    """

    text: str
    sources: tuple[tuple[int, int], ...]
    item: str
    risk: float


def statements(
    document: Document,
    redaction: Redaction,
    roster: Roster,
    items: Sequence[str] = (),
    most: float = MOST_RISK,
) -> tuple[Statement, ...]:
    """Return what could leave of a document, in its order (the caller breaks it).

    Args:
        redaction: what `redaction.redactor` found in the same document.
        items: titles of agenda items; each statement is given the one it fits best.
        most: risk above which a statement is not offered.
    """
    raw = list(_ideas(document, redaction.findings))
    level = [
        plain_openers(settle(written_out(one.text) if not one.spoken else one.text)) for one in raw
    ]
    parsed = _parse(level)
    frames = Frames()
    made: list[_Draft] = []
    for idea, doc in zip(raw, parsed, strict=True):
        for draft in _drafts(idea, doc, frames, found_words(document.text, idea.findings)):
            if made and draft.back and _goes_on(made[-1], draft):
                made[-1] = made[-1].with_more(draft)
            elif not draft.back or _SOLID.search(draft.reported.text):
                made.append(draft)
    spoken = [document.text[b.content : b.end] for b in document.blocks if b.kind == "turn"]
    kept = [draft for draft in made if _safe(draft, document, roster)]
    kept = _own_words(kept, spoken)
    prediction = Detector.load().predict(document, roster)
    fitting = dict(zip(raw, agenda.fit([idea.text for idea in raw], items), strict=True))
    headings = [fitting[draft.ideas[0]] for draft in kept]
    offered = [
        Statement(draft.text, draft.sources, item, round(risk(draft.features(prediction)), 4))
        for draft, item in zip(kept, headings, strict=True)
    ]
    return tuple(statement for statement in offered if statement.risk <= most)


@dataclass(frozen=True, slots=True)
class _Draft:
    ideas: tuple[Idea, ...]
    reported: Reported
    more: str = ""
    back: bool = False

    @property
    def text(self) -> str:
        body = f"{self.reported.frame} {self.reported.text}".strip()
        text = tidy(f"{body}{self.more}")
        return text[0].upper() + text[1:] + "."

    @property
    def sources(self) -> tuple[tuple[int, int], ...]:
        return tuple((idea.start, idea.end) for idea in self.ideas)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(f for idea in self.ideas for f in idea.findings)

    def features(self, prediction: Prediction) -> Features:
        """Return what the risk of exposing somebody is estimated from."""
        highest, mean, around, direct = exposure(prediction, self.sources, self.findings)
        return Features(
            highest=highest,
            mean=mean,
            around=around,
            direct=direct,
            found=min(len(self.findings), 3),
            personal=float(self.reported.personal),
            spoken=float(self.ideas[0].spoken),
            chained=float(len(self.ideas) > 1),
            numbers=float(any(char.isdigit() for char in self.text)),
            past=float(" had " in self.text),
        )

    def reworded(self) -> _Draft:
        """Return the same in other words, for a clause that came out as it was spoken."""
        text = plain_words(self.reported.again) or self.reported.text
        reported = replace(self.reported, text=other_words(text))
        return replace(self, reported=reported, more=other_words(self.more))

    def with_more(self, other: _Draft) -> _Draft:
        more = f"{self.more}, and that {other.reported.text}"
        return replace(self, ideas=(*self.ideas, *other.ideas), more=more)


def _ideas(document: Document, findings: Sequence[Finding]) -> Iterator[Idea]:
    blocks = [b for b in document.blocks if not document.text[b.start : b.end].startswith("#")]
    docs = _parse(document.text[b.content : b.end] for b in blocks)
    ordered = sorted(findings)
    for block, doc in zip(blocks, docs, strict=True):
        near = [f for f in ordered if f.end > block.content and f.start < block.end]
        yield from ideas(doc, block, near)


def _parse(texts: Iterable[str]) -> list[Doc]:
    nlp = pipeline.build()
    return list(nlp.pipe(texts, disable=list(pipeline.COMPONENTS), batch_size=64))


def _drafts(idea: Idea, doc: Doc, frames: Frames, banned: frozenset[str]) -> Iterator[_Draft]:
    least = LEAST_SUBSTANCE - (not idea.spoken or bool(_SOLID.search(doc.text)))
    if not len(doc) or procedural(doc.text) or _substance(doc) < least:
        return
    for reported in report(doc, frames, banned, question=doc.text.endswith("?")):
        text = plain_words(reported.text)
        first = text.split(" ", 1)[0].strip(",").lower()
        own = first == "they" and any(token.lower_ == "we" for token in doc)
        yield _Draft((idea,), replace(reported, text=text), back=first in _BACK and not own)


def _substance(doc: Doc) -> int:
    return sum(
        t.tag_[:2] in {"NN", "CD", "JJ", "VB"} and t.lower_ not in STOP and t.is_alpha for t in doc
    ) + sum(t.like_num for t in doc)


def _goes_on(last: _Draft, draft: _Draft) -> bool:
    """Whether a clause that points back stands right behind a statement with a "that"."""
    gap = draft.ideas[0].start - last.ideas[-1].end
    joins = last.reported.frame.endswith("that") and draft.reported.frame.endswith("that")
    return 0 <= gap <= 3 and len(last.ideas) < 2 and joins  # noqa: PLR2004


def _safe(draft: _Draft, document: Document, roster: Roster) -> bool:
    return not echoes(draft.text, document.text, draft.findings) and not roster_sweep(
        draft.text, roster
    )


def _own_words(drafts: list[_Draft], spoken: Sequence[str]) -> list[_Draft]:
    """Return the drafts in other words than the spoken ones, without those that cannot be."""
    repeated = _repeated(drafts, spoken)
    again = [draft.reworded() if at in repeated else draft for at, draft in enumerate(drafts)]
    repeated = _repeated(again, spoken) if repeated else repeated
    return [draft for at, draft in enumerate(again) if at not in repeated]


def _repeated(drafts: Sequence[_Draft], spoken: Sequence[str]) -> set[int]:
    text = "\n".join(draft.text for draft in drafts)
    return {text.count("\n", 0, passage.start) for passage in verbatim(text, spoken)}
