"""What can leave: statements in reported speech, one idea each, said by nobody.

Of all that could be said (see `redaction.drafts`), what stays risky is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redaction import agenda, pipeline
from redaction.analysis import Analysis
from redaction.detector import Detector
from redaction.documents import Document
from redaction.drafts import drafts, thoughts
from redaction.findings import Redaction
from redaction.risk import risk
from redaction.roster import Roster

MOST_RISK = 0.15
"""Probability of exposing somebody above which a sentence is not even offered as a statement.

On text that the detector was not trained on, statements below it leak 2 to 4 marks in 1,000 words
and carry half of the substance (`python -m redaction.evaluate --statements` draws the curve).
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that could leave.

    Attributes:
        text: reported speech, third person, one line.
        sources: spans of the document that it was drawn from.
        item: the agenda item it belongs to, or "".
        risk: probability that it still exposes somebody, 0 to 1.
    """

    text: str
    sources: tuple[tuple[int, int], ...]
    item: str
    risk: float


def statements(
    document: Document,
    redaction: Redaction,
    roster: Roster,
    items: Sequence[str] = (),
    most: float = MOST_RISK,
) -> tuple[Statement, ...]:
    """Return what could leave of a document, in its order (the caller breaks it).

    Args:
        redaction: what `redaction.redactor` found in the same document.
        items: titles of agenda items; each statement is given the one it fits best.
        most: risk above which a statement is not offered.
    """
    analysis = redaction.analysis
    if analysis is None or analysis.document is not document:
        analysis = _analysis(document, roster)
    raw = list(thoughts(document, analysis.docs, redaction.findings))
    headings = dict(zip(raw, agenda.fit([idea.text for idea in raw], items), strict=True))
    offered = [
        Statement(
            draft.text,
            draft.sources,
            headings[draft.ideas[0]],
            round(risk(draft.features(analysis.prediction)), 4),
        )
        for draft in drafts(document, raw, roster)
    ]
    return tuple(statement for statement in offered if statement.risk <= most)


def _analysis(document: Document, roster: Roster) -> Analysis:
    docs = tuple(pipeline.parse(pipeline.texts(document)))
    return Analysis(document, docs, Detector.load().predict(document, roster))
