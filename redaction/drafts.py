"""Drafts of statements: what a document says, clause by clause, in reported speech.

A draft is made from one clause, or from two when the second goes on about the first.  What is
procedure, what cannot do without somebody found, what repeats a found word, a name of the roster
or a spoken sentence, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from spacy.tokens import Doc

from redaction import pipeline
from redaction.casing import cased
from redaction.documents import Document
from redaction.echo import echoes, found_words
from redaction.findings import Finding
from redaction.forms import inverted
from redaction.frames import Frames, Reported, table
from redaction.ideas import SOMEONE, Idea, ideas
from redaction.levelling import other_words, plain_openers, plain_words, settle, tidy, written_out
from redaction.pipeline import uncased
from redaction.prediction import Prediction
from redaction.printable import printable
from redaction.procedure import procedural
from redaction.reporting import report
from redaction.residues import named, short
from redaction.risk import Features, exposure
from redaction.roster import Roster
from redaction.spoken import Spoken
from redaction.sweep import Sweep
from redaction.texts import text_of
from redaction.words import STOP

LEAST_SUBSTANCE = 3
"""Words of substance that a thought needs: fewer are agreement, manners or a fragment."""

_BACK = frozenset({"it", "this", "that", "they", "these", "those", "he", "she", "such", "one"})
_COUNTED = re.compile(r"^\s*(?:one|two|three|four|five|first|second|third|\d+)\s*:\s+", re.I)
_ASKED_WHY = re.compile(r",? and (?:why|how)([?.!]?)$")
_THAT_THAT = re.compile(r"\bthat that(?= (?!the\b|an?\b|it\b|they\b|there\b)\w)")
_WILL = re.compile(r"(?<=\w{3})['’]ll\b")
_SOLID = re.compile(r"\d|(?<=\s)[A-Z]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its risk is known.

    Attributes:
        ideas: the clauses that it says.
        reported: the first of them in reported speech.
        more: what follows, for a second clause.
        back: whether it begins with a word that points back.
    """

    ideas: tuple[Idea, ...]
    reported: Reported
    more: str = ""
    back: bool = False

    @property
    def text(self) -> str:
        """The sentence."""
        body = f"{self.reported.frame} {self.reported.text}".strip()
        text = _THAT_THAT.sub("that this", tidy(f"{body}{self.more}")).rstrip(".")
        return text[0].upper() + text[1:] + "."

    @property
    def sources(self) -> tuple[tuple[int, int], ...]:
        """The spans of the document that it was drawn from."""
        return tuple((idea.start, idea.end) for idea in self.ideas)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in its sources."""
        return tuple(f for idea in self.ideas for f in idea.findings)

    def features(self, prediction: Prediction) -> Features:
        """Return what the risk of exposing somebody is estimated from."""
        seen = exposure(prediction, self.sources, self.findings)
        return Features(
            **asdict(seen),
            found=min(len(self.findings), 3),
            personal=float(self.reported.personal),
            chained=float(len(self.ideas) > 1),
            short=float(short(self.reported.text)),
            named=float(named(self.reported.text)),
        )

    def reworded(self) -> Draft:
        """Return the same in other words, for a clause that came out as it was spoken."""
        text = plain_words(self.reported.again) or self.reported.text
        reported = replace(self.reported, text=other_words(text))
        return replace(self, reported=reported, more=other_words(self.more))

    def alone(self) -> Draft:
        """Return the first clause without what goes on."""
        return replace(self, ideas=self.ideas[:1], more="")

    def with_more(self, other: Draft) -> Draft:
        """Return the statement that goes on with another one."""
        frame = other.reported.frame
        lead = frame[0].lower() + frame[1:] if frame in table()["advice"] else "that"
        more = f"{self.more}, and {lead} {other.reported.text}"
        return replace(self, ideas=(*self.ideas, *other.ideas), more=more)


def drafts(document: Document, raw: Sequence[Idea], roster: Roster) -> tuple[Draft, ...]:
    """Return all that could be said of the thoughts in a document, in their order."""
    level = [_level(one) for one in raw]
    frames = Frames()
    made: list[Draft] = []
    for idea, doc in zip(raw, pipeline.parse(level), strict=True):
        for draft in _drafts(idea, doc, frames, found_words(document.text, idea.findings)):
            if made and draft.back and _goes_on(made[-1], draft):
                made[-1] = made[-1].with_more(draft)
            elif not draft.back or _SOLID.search(draft.reported.text):
                made.append(draft)
    spoken = [document.text[b.content : b.end] for b in document.blocks if b.kind == "turn"]
    sweep = Sweep(roster)
    safe = [draft for draft in _once(made) if _safe(draft, document, sweep)]
    return tuple(_own_words(safe, Spoken(spoken)))


def _level(idea: Idea) -> str:
    """Return the words of an idea without fillers, openers, abbreviations and signs."""
    text = idea.text if idea.spoken else written_out(idea.text)
    text = plain_openers(settle(_COUNTED.sub("", text)))
    text = _WILL.sub(" will", _ASKED_WHY.sub(r"\1", text))
    return cased(text) if uncased(text) else text


def thoughts(
    document: Document, docs: Iterable[Doc], findings: Sequence[Finding]
) -> Iterator[Idea]:
    """Yield the clauses of a document without what was found; headings say nothing.

    `docs` are the parsed words of its blocks, in their order.
    """
    ordered = sorted(findings)
    for block, doc in zip(document.blocks, docs, strict=True):
        if not document.text.startswith("#", block.start):
            near = [f for f in ordered if f.end > block.content and f.start < block.end]
            yield from ideas(doc, block, near)


def _drafts(idea: Idea, doc: Doc, frames: Frames, banned: frozenset[str]) -> Iterator[Draft]:
    least = LEAST_SUBSTANCE - (not idea.spoken or bool(_SOLID.search(text_of(doc))))
    if not len(doc) or procedural(text_of(doc)) or _substance(doc) < least or _runs_on(idea, doc):
        return
    if _stray(doc):
        return
    frames.terse = not idea.spoken
    frames.opening = idea.text.lower().lstrip("“\"' ").partition(" ")[0].strip(",")
    asked = text_of(doc).endswith("?") or inverted(doc)
    for reported in report(doc, frames, banned, question=asked):
        text = plain_words(reported.text)
        first = text.split(" ", 1)[0].strip(",").lower()
        own = first in {"they", "one"} and any(token.lower_ in {"we", "you"} for token in doc)
        yield Draft((idea,), replace(reported, text=text), back=first in _BACK and not own)


def _stray(doc: Doc) -> bool:
    """Whether "someone" has come to stand before a noun: what joined the two was left out."""
    return any(
        token.lower_ == SOMEONE and token.nbor(1).tag_[:2] in {"NN", "JJ", "CD"}
        and token.nbor(1).lower_ != "else"
        for token in doc[:-1]
    )  # fmt: skip


def _runs_on(idea: Idea, doc: Doc) -> bool:
    """Whether speech without stops was not divided into sentences."""
    return idea.unstopped and len(doc) > _LONGEST_RUN


_LONGEST_RUN = 30


def _substance(doc: Doc) -> int:
    return sum(
        t.tag_[:2] in {"NN", "CD", "JJ", "VB"} and t.lower_ not in STOP and t.is_alpha for t in doc
    ) + sum(t.like_num for t in doc)


def _goes_on(last: Draft, draft: Draft) -> bool:
    """Whether a clause that points back stands right behind a statement with a "that"."""
    gap = draft.ideas[0].start - last.ideas[-1].end
    joins = last.reported.frame.endswith("that") and draft.reported.frame.endswith("that")
    long = len(f"{last.reported.text} {draft.reported.text}".split()) > _MOST_JOINED
    return 0 <= gap <= 3 and len(last.ideas) < 2 and joins and not long  # noqa: PLR2004


_MOST_JOINED = 45
"""Words of two clauses from which on they are not one statement any more."""


def _once(made: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts without those that say again what another says."""
    seen = set()
    for draft in made:
        told = (draft.reported.text, draft.more)
        if told not in seen:
            seen.add(told)
            yield draft


def _safe(draft: Draft, document: Document, sweep: Sweep) -> bool:
    return (
        printable(draft.text)
        and not echoes(draft.text, document.text, draft.findings)
        and not sweep.find(draft.text)
    )


def _own_words(drafts: list[Draft], spoken: Spoken) -> list[Draft]:
    """Return the drafts in other words than the spoken ones, without those that cannot be.

    Of a draft that goes on, its first clause may do.
    """
    said = list(drafts)
    repeated = sorted(_repeated(said, spoken))
    for another in (Draft.reworded, Draft.alone):
        again = [another(said[at]) for at in repeated]
        for at, draft in zip(repeated, again, strict=True):
            said[at] = draft
        still = _repeated(again, spoken)
        repeated = [at for place, at in enumerate(repeated) if place in still]
    return [draft for at, draft in enumerate(said) if at not in set(repeated)]


def _repeated(drafts: Sequence[Draft], spoken: Spoken) -> set[int]:
    text = "\n".join(draft.text for draft in drafts)
    return {text.count("\n", 0, passage.start) for passage in spoken.find(text)}
