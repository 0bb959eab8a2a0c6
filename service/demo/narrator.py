"""How the story is told: what happened, and who can see what afterwards."""

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from redaction.roster import Roster
from service.desk.gate import Verdict
from service.desk.redacting import Redacted
from service.desk.reviewing import Proposal

_EXAMPLES = 12
"""Findings shown of each note: enough to see the kinds, few enough to read."""


class Narrator:
    """Prints the acts of the story."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._act = 0

    def act(self, title: str) -> None:
        """A new act."""
        self._act += 1
        self._console.print()
        self._console.rule(f"[bold]{self._act}. {title}", align="left")

    def tell(self, text: str) -> None:
        """What just happened."""
        self._console.print(Text(text))

    def commands(self, *lines: str) -> None:
        """Lines to copy, never wrapped."""
        for line in lines:
            self._console.print(Text(f"  {line}"), soft_wrap=True)

    def sees(self, **who: str) -> None:
        """Who can see what now. Underscores in the names of the parties are spaces."""
        table = Table.grid(padding=(0, 2))
        for party, what in who.items():
            table.add_row(Text(party.replace("_", " "), style="bold"), Text(what))
        self._console.print(Panel(table, title="who can see what", title_align="left"))

    def findings(self, redacted: Redacted, roster: Roster) -> None:
        """Some of what was found in a note, spread over the codes."""
        note, findings = redacted.note, redacted.redaction.findings
        first_of_code = {finding.code: finding for finding in reversed(findings)}
        shown = sorted(first_of_code.values(), key=lambda finding: finding.code)[:_EXAMPLES]
        kind = "transcript" if note.spoken else "raw notes"
        table = Table(
            title=f"The {kind}: {len(findings)} findings, one of each kind", title_justify="left"
        )
        for heading in ("code", "words", "exposes", "why"):
            table.add_column(heading, overflow="fold")
        for finding in shown:
            words = note.document.text[finding.start : finding.end]
            names = [roster.by_id[p].name for p in finding.persons if p in roster.by_id]
            exposes = ", ".join(names[:2]) + (" …" if len(names) > 2 else "")  # noqa: PLR2004
            table.add_row(finding.code, Text(words), Text(exposes), Text(finding.reason))
        self._console.print(table)

    def beside(self, original: str, proposal: Proposal) -> None:
        """A passage of the sealed note and what may leave of it."""
        table = Table.grid(expand=True, padding=(0, 1))
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(
            Panel(Text(original), title="sealed note", title_align="left"),
            Panel(Text(proposal.text), title="proposed", title_align="left"),
        )
        self._console.print(table)

    def verdict(self, verdict: Verdict) -> None:
        """The gate's checks."""
        for check in verdict.checks:
            mark = "passed" if check.passed else f"closed: {check.count} left"
            self._console.print(Text(f"   {check.name:<18} {mark}"))

    def document(self, title: str, text: str) -> None:
        """A text as it stands."""
        self._console.print(Panel(Text(text.rstrip()), title=title, title_align="left"))
