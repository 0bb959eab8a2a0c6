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

MOST_WHILE_TYPING = 2
"""New paragraphs for which a wording is worked out at once: the one typed in, and its neighbour."""

MOST_AT_REST = 12
"""And in each pause, about a second's work: a text that was brought in gets them bit by bit."""

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


@dataclass(frozen=True)
class Checked:
    """What was found; `settled` is false while more is to be worked out when nobody types."""

    marks: tuple[Mark, ...]
    settled: bool


def check(_: Report, roster: Roster, editor: str, text: str, pause: bool = False) -> Checked:
    """Everything in the text of an editor that would expose somebody, in order.

    Args:
        editor: which one; what stays in it from one state to the next is not worked out again.
        pause: nobody types, so that there is time for what an edit changes far away.
    """
    if not text.strip():
        return Checked((), settled=True)
    return _editor(roster, editor).check(text, pause=pause)


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


class _Editor:
    """One text as it is typed, and the wordings worked out for its paragraphs."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._live = Live(roster, Policy())
        self._rewritten: dict[str, tuple[Edit, ...]] = {}

    def check(self, text: str, *, pause: bool) -> Checked:
        findings = self._live.find(text)
        if pause:
            findings = self._live.settle()
        missing = self._rewrite(text, findings, MOST_AT_REST if pause else MOST_WHILE_TYPING)
        edits = tuple(self._edits(text))
        units = _Units(text)
        marks = tuple(_mark(finding, edits, self._roster, units) for finding in findings)
        return Checked(marks, settled=self._live.settled and not missing)

    def _rewrite(self, text: str, findings: Sequence[Finding], most: int) -> bool:
        """Work out wordings of at most so many new paragraphs; return whether some are missing."""
        wanted = [
            match.group()
            for match in _PARAGRAPH.finditer(text)
            if any(match.start() <= finding.start < match.end() for finding in findings)
        ]
        known = {one: self._rewritten[one] for one in wanted if one in self._rewritten}
        new = [one for one in dict.fromkeys(wanted) if one not in known]
        for paragraph in new[:most]:
            known[paragraph] = _rewritten(self._roster, paragraph)
        self._rewritten = known
        return len(new) > most

    def _edits(self, text: str) -> Iterator[Edit]:
        for match in _PARAGRAPH.finditer(text):
            for edit in self._rewritten.get(match.group(), ()):
                yield replace(edit, start=match.start() + edit.start, end=match.start() + edit.end)


def _rewritten(roster: Roster, paragraph: str) -> tuple[Edit, ...]:
    return _redactor(roster).redact(read_text(paragraph, roster)).edits


@lru_cache(maxsize=64)
def _editor(roster: Roster, editor: str) -> _Editor:
    return _Editor(roster)


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
