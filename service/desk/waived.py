"""What people allow to leave of their own, as the gate applies it (RULE R7).

A finding passes when it stands within the waived wording, within the statement for which it was
waived, and exposes nobody but the person who waived. A sentence that somebody else spoke stays
refused, and so does a state that is made to agree: that is no person's to waive.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from redaction.documents import Document
from redaction.findings import Finding
from redaction.spoken import Spoken
from service.protocol.canonical import sha256_hex

INTEGRITY = "CH9"
"""Family of the findings that make a state agree."""

_VERBATIM = "CH704"
"""Code of a passage that stands as it was spoken."""

_NAMING = frozenset({"CH1", "CH2", "CH3"})
"""Families that name or describe somebody: they pass for exactly the person who waived."""

_STATEMENT = "- "


@dataclass(frozen=True)
class Waived:
    """What a person allows to leave (`service.desk.held_waivers.waived`).

    Args:
        waiver: the waiver's digest.
        person: id of the person on the roster.
        statement: SHA-256 of the statement in which the wording stands.
    """

    waiver: str
    person: str
    statement: str
    wording: str


@dataclass(frozen=True)
class Place:
    """Where in a text a waived wording stands."""

    start: int
    end: int
    waiver: str
    person: str
    others: Spoken

    def lets(self, text: str, finding: Finding) -> bool:
        """Whether what was found may leave."""
        if not (self.start <= finding.start and finding.end <= self.end):
            return False
        if finding.code == _VERBATIM:
            return not self.others.find(text[finding.start : finding.end])
        if finding.family in _NAMING:
            return finding.persons == (self.person,)
        return finding.family != INTEGRITY and set(finding.persons) <= {self.person}


class Waivers:
    """Finds the waived wordings of a session in a text."""

    def __init__(self, waived: Sequence[Waived], transcripts: Sequence[Document]) -> None:
        self._waived = {one: _spoken_by_others(transcripts, one.person) for one in waived}

    def places(self, text: str) -> tuple[Place, ...]:
        """Every place of a waived wording within its statement."""
        return tuple(self._places(text))

    def _places(self, text: str) -> Iterator[Place]:
        lines = text.splitlines(keepends=True)
        starts = accumulate(map(len, lines), initial=0)
        for start, line in zip(starts, lines, strict=False):
            if not line.startswith(_STATEMENT):
                continue
            statement = sha256_hex(line.removeprefix(_STATEMENT).strip().encode())
            for one, others in self._waived.items():
                if one.statement != statement:
                    continue
                for match in re.finditer(re.escape(one.wording), line):
                    at = start + match.start()
                    yield Place(at, start + match.end(), one.waiver, one.person, others)


def _spoken_by_others(transcripts: Sequence[Document], person: str) -> Spoken:
    return Spoken(
        [
            "\n".join(
                document.text[block.content : block.end]
                for block in document.blocks
                if block.speaker != person
            )
            for document in transcripts
        ]
    )
