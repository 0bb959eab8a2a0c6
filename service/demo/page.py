"""One page to look at after the story: what was said, what left, and what proves it."""

from importlib.resources import files

from jinja2 import Environment, select_autoescape

from keys.bundle import Report
from redaction.codes import RULES
from service.desk.outcome import statements_of
from service.desk.redacting import Redacted

_WIDTH = 60
"""Code points of text on each side of a finding: enough to see why it exposes somebody."""


def page(report: Report, redacted: tuple[Redacted, ...]) -> str:
    """HTML without script or outside resources, in light and dark."""
    template = files("service.demo").joinpath("templates/page.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=select_autoescape(default=True))
    return environment.from_string(template).render(
        title=report.document.decode().splitlines()[0].removeprefix("# "),
        sections=_sections(report.document.decode()),
        steps=report.steps,
        checks=report.predicate["checks"],
        redactions=[
            (code, count, RULES[code].summary)
            for code, count in report.predicate["redactions"].items()
        ],
        examples=_examples(redacted),
        statements=len(statements_of(report.document)),
    )


def _sections(document: str) -> list[tuple[str, list[str], list[str]]]:
    """Heading, statements and paragraphs of each part of the document."""
    sections: list[tuple[str, list[str], list[str]]] = []
    for line in document.splitlines()[1:]:
        if line.startswith("## "):
            sections.append((line.removeprefix("## "), [], []))
        elif line.startswith("- "):
            sections[-1][1].append(line.removeprefix("- "))
        elif line:
            if not sections:
                sections.append(("", [], []))
            sections[-1][2].append(line)
    return sections


def _examples(redacted: tuple[Redacted, ...]) -> list[dict[str, str]]:
    """One finding of each code, with the text around it."""
    first: dict[str, dict[str, str]] = {}
    for one in redacted:
        text = one.note.document.text
        for finding in one.redaction.findings:
            first.setdefault(
                finding.code,
                {
                    "code": finding.code,
                    "before": text[max(0, finding.start - _WIDTH) : finding.start],
                    "words": text[finding.start : finding.end],
                    "after": text[finding.end : finding.end + _WIDTH],
                    "reason": finding.reason,
                },
            )
    return [first[code] for code in sorted(first)]
