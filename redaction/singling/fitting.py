"""Who could this still be?  What remains in a text, and whom on the roster it fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from redaction import pipeline
from redaction.roster import Roster
from redaction.singling.descriptors import descriptors
from redaction.singling.people import People, Who
from redaction.sweep import Sweep
from redaction.texts import text_of

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_PRONOUNS = {"he": "man", "him": "man", "his": "man", "she": "woman", "her": "woman",
             "hers": "woman"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the text, `text[start:end]`, that fit some on the roster and not the others."""

    start: int
    end: int
    who: Who
    kind: str


@dataclass(frozen=True, slots=True)
class Remaining:
    """A line of the text that tells something of whoever is behind it.

    Attributes:
        start, end: code points of the text.
        who: ids of those whom all its evidence fits; when nobody, it is about several people, and
            then of those whom any of it fits.
        evidence: the words that say so, in order.
    """

    start: int
    end: int
    who: Who
    evidence: tuple[Evidence, ...]


def fitting(text: str, roster: Roster) -> tuple[Remaining, ...]:
    """Return what in a text still tells its people apart, line by line, for a person to judge.

    It shows more than what is a finding: a description that enough people fit, or a pronoun, is
    evidence, too.  Lines that fit everybody are left out.
    """
    people, sweep = People(roster), Sweep(roster)
    lines = list(_LINE.finditer(text))
    parsed = pipeline.parsed(line.group() for line in lines)
    found = []
    for line in lines:
        doc = parsed[line.group()]
        evidence = sorted(_evidence(doc, people, sweep), key=lambda one: (one.start, one.end))
        if evidence:
            who = people.everybody.intersection(*(one.who for one in evidence))
            who = who or frozenset[str]().union(*(one.who for one in evidence))
            here = tuple(
                Evidence(line.start() + e.start, line.start() + e.end, e.who, e.kind)
                for e in evidence
            )
            found.append(Remaining(line.start(), line.end(), who, here))
    return tuple(found)


def _evidence(doc: Doc, people: People, sweep: Sweep) -> Iterator[Evidence]:
    for name in sweep.find(text_of(doc)):
        yield Evidence(name.start, name.end, frozenset(name.persons), "name")
    for one in descriptors(doc, people):
        if one.acts and one.who and one.who != people.everybody:
            yield Evidence(one.start, one.end, one.who, "description")
    for token in doc:
        who = people.who(_PRONOUNS.get(token.lower_, ""))
        if who:
            yield Evidence(token.idx, token.idx + len(token), who, "pronoun")
