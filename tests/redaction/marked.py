"""Text with marks in place of a detector: `⟦NAME:p1|Han⟧ argued`."""

import re

from spacy.tokens import Doc

from redaction import pipeline
from redaction.documents import Block, Document
from redaction.findings import Finding

CODES = {
    "NAME": "CH101",
    "ROLE": "CH201",
    "AFFIL": "CH301",
    "SELF": "CH401",
    "FACT": "CH411",
    "PRESENCE": "CH501",
    "STYLE": "CH701",
    "PRON": "CH211",
}
_MARK = re.compile(r"⟦([A-Z]+):(p\d+(?:\+p\d+)*)\|([^⟧]*)⟧")


def marked(text: str, kind: str = "turn") -> tuple[Document, tuple[Finding, ...]]:
    """Return a document of one paragraph a line, and its marks as findings."""
    plain, findings, at = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        start = len(plain)
        plain += match.group(3)
        persons = tuple(match.group(2).split("+"))
        findings.append(Finding(start, len(plain), CODES[match.group(1)], persons))
        at = match.end()
    plain += text[at:]
    blocks, at = [], 0
    for line in plain.split("\n"):
        if line:
            blocks.append(Block(kind, at, at + len(line)))  # type: ignore[arg-type]
        at += len(line) + 1
    return Document(plain, tuple(blocks)), tuple(findings)


def parsed(document: Document) -> list[Doc]:
    """Return the blocks parsed, without the rules."""
    texts = [document.text[block.content : block.end] for block in document.blocks]
    return list(pipeline.build().pipe(texts, disable=list(pipeline.COMPONENTS)))
