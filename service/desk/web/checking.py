"""What a text would give away while it is written: the task of the process that checks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from redaction.codes import RULES
from redaction.findings import Edit, Finding
from redaction.live import Live
from redaction.policy import Policy
from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Roster
from redaction.singling.fitting import fitting
from service.desk.web.worker import Report

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True)
class Mark:
    """A finding as an editor shows it.

    Attributes:
        start, end: in UTF-16 units, as browsers count.
        who: names of those exposed.
        why: what a reader could conclude.
        instead: a wording for `text[cut_start:cut_end]`, or None when none is known.
    """

    start: int
    end: int
    code: str
    rule: str
    who: tuple[str, ...]
    why: str
    cut_start: int
    cut_end: int
    instead: str | None


def warm(_: Report) -> None:
    """Load the models before somebody waits for them."""
    roster = Roster()
    _redactor(roster).redact(read_text("Nothing yet.", roster))


def check(_: Report, roster: Roster, editor: str, text: str) -> tuple[Mark, ...]:
    """Everything in the text of an editor that would expose somebody, in order."""
    if not text.strip():
        return ()
    findings = _live(roster, editor).find(text)
    edits = tuple(_edits(roster, text, findings))
    units = _Units(text)
    return tuple(_mark(finding, edits, roster, units) for finding in findings)


@dataclass(frozen=True)
class Fit:
    """A line that tells something of whoever is behind it: who fits, and the words that say so."""

    who: tuple[str, ...]
    words: tuple[str, ...]


def fits(_: Report, roster: Roster, text: str) -> tuple[Fit, ...]:
    """Who on the roster could still be behind a passage; nothing where everybody could."""
    return tuple(
        Fit(
            tuple(person.name for person in roster if person.id in line.who),
            tuple(dict.fromkeys(text[one.start : one.end] for one in line.evidence)),
        )
        for line in fitting(text, roster)
    )


def _edits(roster: Roster, text: str, findings: Sequence[Finding]) -> Iterator[Edit]:
    """What could be said instead, paragraph by paragraph; what stays is looked up."""
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        if any(start <= finding.start < end for finding in findings):
            for edit in _rewritten(roster, paragraph.group()):
                yield replace(edit, start=start + edit.start, end=start + edit.end)


@lru_cache(maxsize=2000)
def _rewritten(roster: Roster, paragraph: str) -> tuple[Edit, ...]:
    return _redactor(roster).redact(read_text(paragraph, roster)).edits


@lru_cache(maxsize=64)
def _live(roster: Roster, editor: str) -> Live:
    return Live(roster, Policy())


@lru_cache(maxsize=4)
def _redactor(roster: Roster) -> Redactor:
    return Redactor(roster, Policy())


class _Units:
    """Code points to UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]  # noqa: PLR2004

    def __call__(self, place: int) -> int:
        return place + sum(at < place for at in self._wide)


def _mark(finding: Finding, edits: Sequence[Edit], roster: Roster, units: _Units) -> Mark:
    edit = next((e for e in edits if e.start <= finding.start and finding.end <= e.end), None)
    return Mark(
        start=units(finding.start),
        end=units(finding.end),
        code=finding.code,
        rule=RULES[finding.code].name if finding.code in RULES else finding.code,
        who=tuple(roster.by_id[one].name for one in finding.persons if one in roster.by_id),
        why=finding.reason,
        cut_start=units(edit.start if edit else finding.start),
        cut_end=units(edit.end if edit else finding.end),
        instead=edit.replacement if edit else None,
    )
