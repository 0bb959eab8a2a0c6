"""`sealedroom redact`, `check`, `rules`, `rule`: one's own text on one's own machine, no server."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service import terminal

if TYPE_CHECKING:
    from redaction.documents import Document
    from redaction.findings import Finding
    from redaction.roster import Roster

Files = Annotated[
    list[Path],
    typer.Argument(help="DOCX, ODT, text, Markdown, WebVTT or SubRip.", show_default=False),
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        help="Attendance list: YAML, JSON, CSV, XLSX or lines of text.",
        show_default=False,
    ),
]


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


class Form(StrEnum):
    """What is made of a document."""

    DOCUMENT = "document"
    STATEMENTS = "statements"


def redact(
    files: Files,
    roster: RosterFile = None,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
    form: Annotated[
        Form,
        typer.Option(help="The whole document for reviewers, or statements that could leave."),
    ] = Form.DOCUMENT,
) -> None:
    """Strip attribution from FILES and print the result, one JSON object a line with --format json.

    The redacted document is for reviewers; only statements are meant to leave.
    """
    from redaction.redactor import Redactor

    people = _roster(roster)
    redactor = Redactor(people)
    for file in files:
        document = _document(file, people)
        redaction = redactor.redact(document)
        for warning in redaction.warnings:
            terminal.note(f"warning: {file}: {warning}")
        if form is Form.STATEMENTS:
            _print_statements(document, redaction, people, output)
        elif output is Format.JSON:
            terminal.say_json(
                {"edits": [_record(edit) for edit in redaction.edits], "text": redaction.text}
            )
        else:
            terminal.say(redaction.text)


def check(
    files: Files,
    roster: RosterFile = None,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
) -> None:
    """Say what in FILES would give somebody away: `file:line:col: CODE reason`.

    Exit status 1 when something was found, 0 when nothing was.
    """
    from redaction.redactor import Redactor

    people = _roster(roster)
    redactor = Redactor(people)
    found = 0
    for file in files:
        document = _document(file, people)
        for finding in redactor.find(document):
            found += 1
            _print_finding(file, document.text, finding, output)
    if output is Format.TEXT:
        terminal.note(_summary(found))
    if found:
        raise typer.Exit(1)


def rules() -> None:
    """List the rules, one line each."""
    from redaction.codes import RULES

    for rule in RULES.values():
        terminal.say(f"{rule.code}  {rule.name}: {rule.summary}")


def rule(code: Annotated[str, typer.Argument(help="For example CH201.")]) -> None:
    """Explain one rule, with an example before and after."""
    from redaction.codes import RULES

    known = RULES.get(code.upper())
    if known is None:
        terminal.fail(f"There is no rule {code!r}.", "List them all: sealedroom rules")
        raise typer.Exit(1)
    terminal.say(f"{known.code}  {known.name}\n\n{known.summary}\n\nWhy: {known.why}\n")
    terminal.say(f"before: {known.example_before}\nafter:  {known.example_after}")


def _roster(file: Path | None) -> "Roster":
    """Read the roster; from here on this process holds plaintext."""
    from redaction.roster import Roster
    from service.desk.files import take
    from service.desk.process import harden

    harden()
    if file is None:
        terminal.note("warning: no roster: only what the text itself gives away can be found.")
        return Roster()
    taken = take(file)
    return Roster.load(taken.content, taken.name)


def _document(file: Path, roster: "Roster") -> "Document":
    from redaction.errors import RedactionError
    from redaction.readers import read
    from service.desk.files import take

    taken = take(file)
    try:
        return read(taken.content, taken.name, roster)
    except RedactionError as error:
        terminal.fail(f"{file}: {error}", error.hint)
        raise typer.Exit(1) from None


def _print_statements(document: "Document", redaction: Any, roster: "Roster", how: Format) -> None:
    from redaction.statements import statements

    said = statements(document, redaction, roster)
    if how is Format.JSON:
        terminal.say_json({"statements": [_record(statement) for statement in said]})
        return
    for statement in said:
        terminal.say(f"- {statement.text}  [risk {statement.risk:.2f}]")


def _print_finding(file: Path, text: str, finding: "Finding", how: Format) -> None:
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - text.rfind("\n", 0, finding.start)
    words = text[finding.start : finding.end]
    if how is Format.JSON:
        terminal.say_json(
            {"file": str(file), "line": line, "column": column, "words": words, **_record(finding)}
        )
        return
    terminal.say(f"{file}:{line}:{column}: {finding.code} “{words}”: {finding.reason}")


def _record(thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _summary(found: int) -> str:
    if not found:
        return "Nothing found. A person should still read it."
    things = "1 place" if found == 1 else f"{found} places"
    return f"{things} would give somebody away. Explain a code: sealedroom rule CODE"
