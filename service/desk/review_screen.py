"""The review in a terminal: findings, side by side, one decision at a time, with undo."""

import readline
from collections.abc import Callable, Mapping, Sequence

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from redaction.readers import read_text
from redaction.redactor import Redactor
from redaction.roster import Roster
from service.desk.client import Hub
from service.desk.reading import read_notes
from service.desk.redacting import Redacted, new_review, redact_notes
from service.desk.reviewing import Proposal, Review, State
from service.desk.rooms import Room

KEYS = "[a]ccept  [c]hange  [d]rop  [u]ndo  [s]kip  [q]uit and keep"
_STATES = {
    State.OPEN: "to decide",
    State.ACCEPTED: "accepted",
    State.CHANGED: "changed",
    State.CONTESTED: "decided differently",
    State.DROPPED: "left out",
}

Save = Callable[[Review], object]


def show_findings(console: Console, roster: Roster, place: int, redacted: Redacted) -> None:
    """A table of what was found in one note."""
    text = redacted.note.document.text
    kind = "transcript" if redacted.note.spoken else "notes"
    findings = redacted.redaction.findings
    table = Table(title=f"Note {place} ({kind}): {len(findings)} findings", title_justify="left")
    for heading in ("code", "words", "exposes", "why"):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        table.add_row(
            finding.code,
            Text(text[finding.start : finding.end]),
            Text(", ".join(_names(roster, finding.persons))),
            Text(finding.reason),
        )
    console.print(table)


class Screen:
    """Reviewing one session's proposals beside the notes they come from."""

    def __init__(self, room: Room, redacted: Sequence[Redacted], console: Console) -> None:
        self._room = room
        self._redacted = redacted
        self._console = console
        self._redactor = Redactor(room.roster, room.policy)
        self._notes: Mapping[str, Redacted] = {r.note.submission: r for r in redacted}

    @classmethod
    def open(cls, hub: Hub, room: Room) -> "Screen":
        """Read and redact the session's notes."""
        return cls(room, redact_notes(room, read_notes(hub, room)), Console())

    def new_review(self) -> Review:
        """Every proposal of the session, none decided."""
        return new_review(self._room, self._redacted)

    def run(self, review: Review, save: Save) -> Review:
        """Ask about each open proposal until none is left or the person quits."""
        history: list[Review] = []
        index = 0
        while index < len(review.proposals):
            if not review.proposals[index].awaits:
                index += 1
                continue
            self.show(review, index)
            key = str(typer.prompt(KEYS, default="a", show_default=False)).strip().lower()[:1]
            if key == "q":
                break
            if key == "u" and history:
                review = history.pop()
                index = 0
            elif key == "s":
                index += 1
            else:
                decided = self._decide(review.proposals[index], key)
                if decided is not None:
                    history.append(review)
                    review = review.replace(index, decided)
            save(review)
        return review

    def show(self, review: Review, index: int) -> None:
        """One proposal beside the passages it was drawn from."""
        proposal = review.proposals[index]
        table = Table(box=None, expand=True, show_header=False, padding=(0, 1))
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(
            Panel(self._passages(proposal), title="sealed note", title_align="left"),
            Panel(Text(proposal.text), title="proposed", title_align="left"),
        )
        self._console.rule(f"{index + 1} of {len(review.proposals)}  {proposal.item or 'no item'}")
        self._console.print(table)
        state = _STATES[proposal.state]
        self._console.print(
            Text(f"risk {proposal.risk:.2f}, {state}{': ' if proposal.why else ''}{proposal.why}")
        )

    def _decide(self, proposal: Proposal, key: str) -> Proposal | None:
        if key == "a":
            return proposal.accept()
        if key == "d":
            return proposal.drop()
        if key == "c":
            return self._change(proposal)
        self._console.print(Text(KEYS))
        return None

    def _change(self, proposal: Proposal) -> Proposal | None:
        """Take the person's own words, as soon as they expose nobody."""
        text = proposal.text
        while text := _edit(text).strip():
            findings = self._redactor.find(read_text(text, self._room.roster))
            if not findings:
                return proposal.change(text)
            for finding in findings:
                words = text[finding.start : finding.end]
                self._console.print(Text(f"{finding.code} “{words}”: {finding.reason}"))
            self._console.print(
                "The gate would stay closed. Word it differently, or empty the line."
            )
        return None

    def _passages(self, proposal: Proposal) -> Text:
        one = self._notes[proposal.submission]
        text = Text()
        for start, end in proposal.sources:
            passage = Text(one.note.document.text[start:end] + "\n")
            for finding in one.redaction.findings:
                if start <= finding.start < end:
                    passage.stylize("reverse", finding.start - start, finding.end - start)
            text.append_text(passage)
        return text


def _edit(text: str) -> str:
    """Let the person edit the line in place. Nothing of it stays in the line history."""
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input("New wording: ")
    finally:
        readline.set_startup_hook()
        readline.clear_history()


def _names(roster: Roster, persons: Sequence[str]) -> list[str]:
    return [roster.by_id[person].name for person in persons if person in roster.by_id]
