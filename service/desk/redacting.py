"""From opened notes to proposed statements: find, rewrite, and leave out what stays risky."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from rapidfuzz import fuzz

from redaction.findings import Finding, Redaction
from redaction.redactor import Redactor
from redaction.roster import Roster
from redaction.statements import MOST_RISK, Statement, statements
from service.desk.gate import Gate
from service.desk.outcome import outcome
from service.desk.policies import policy_of
from service.desk.reading import Note
from service.desk.reviewing import Proposal, Review, State
from service.desk.rooms import Agenda
from service.protocol.dialogues import SessionView

SHOWN = 0.5
"""Probability of exposing somebody above which a statement is not even shown to the reviewer."""

SAME = 90.0
"""Token set ratio, 0 to 100, above which two statements say one thing, and one is enough."""


@dataclass(frozen=True)
class Redacted:
    """A note, what was found in it, and what could be said instead."""

    note: Note
    redaction: Redaction
    statements: tuple[Statement, ...]


class Meeting(Protocol):
    """What redacting needs of a room: not its key."""

    @property
    def session(self) -> SessionView:
        """The session as the hub has it."""

    @property
    def agenda(self) -> Agenda:
        """What it was about."""

    @property
    def roster(self) -> Roster:
        """Who was there."""


def redact_notes(room: Meeting, notes: Sequence[Note]) -> tuple[Redacted, ...]:
    """Run the pipeline over every note of the session."""
    redactor = Redactor(room.roster, policy_of(room.session.policy))
    return tuple(redact_note(room, redactor, note) for note in notes)


def redact_note(room: Meeting, redactor: Redactor, note: Note) -> Redacted:
    """Run the pipeline over one note; the writer's own agenda item goes before the one that fits.

    Args:
        redactor: made for the room's roster and policy.
    """
    titles = {item.segment: item.title for item in room.agenda.items}
    redaction = redactor.redact(note.document)
    said = statements(note.document, redaction, room.roster, list(titles.values()), most=SHOWN)
    placed = tuple(
        replace(one, item=titles.get(note.segment(one.sources[0][0]), one.item)) for one in said
    )
    return Redacted(note, redaction, placed)


def new_review(room: Meeting, redacted: Sequence[Redacted]) -> Review:
    """Lay every statement before the reviewer, by agenda item, the doubtful ones set aside."""
    proposals: list[Proposal] = []
    for one in redacted:
        for statement in one.statements:
            proposals.append(_proposal(one, statement, proposals))
    order = {item.title: place for place, item in enumerate(room.agenda.items)}
    proposals.sort(key=lambda proposal: order.get(proposal.item, len(order)))
    gate = Gate(room.roster, policy_of(room.session.policy), [one.note for one in redacted])
    return Review(
        session=room.session.session,
        proposals=tuple(_through_the_gate(gate, room.agenda, proposals)),
        redactions=_count(finding for one in redacted for finding in one.redaction.findings),
    )


def _through_the_gate(gate: Gate, agenda: Agenda, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Set aside every open proposal that the gate would stop, with the gate's reason."""
    document = outcome(agenda, [p.accept() if p.state is State.OPEN else p for p in proposals])
    lines = document.decode().splitlines()
    stopped = {
        lines[problem.line - 1].removeprefix("- "): problem.reason
        for problem in gate.check_release(document).problems
    }
    return [
        proposal.model_copy(
            update={"state": State.DROPPED, "why": f"the gate: {stopped[proposal.text]}"}
        )
        if proposal.state is State.OPEN and proposal.text in stopped
        else proposal
        for proposal in proposals
    ]


def _proposal(one: Redacted, statement: Statement, earlier: Sequence[Proposal]) -> Proposal:
    state, why = State.OPEN, ""
    if statement.risk > MOST_RISK:
        state, why = State.DROPPED, f"risk {statement.risk:.2f} is above {MOST_RISK}"
    elif any(fuzz.token_set_ratio(statement.text, other.text) >= SAME for other in earlier):
        state, why = State.DROPPED, "another statement says the same"
    return Proposal(
        text=statement.text,
        proposed=statement.text,
        item=statement.item,
        risk=statement.risk,
        state=state,
        why=why,
        submission=one.note.submission,
        sources=statement.sources,
    )


def _count(findings: Iterable[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(finding.code for finding in findings).items()))
