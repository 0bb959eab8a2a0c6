"""What is found, what is decided about it, and what a redaction hands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redaction.analysis import Analysis


class Decision(StrEnum):
    """What happens to a finding."""

    KEEP = "keep"
    GENERALISE = "generalise"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Words that give somebody away.

    Attributes:
        start, end: code points of the document's text.
        code: a rule of `redaction.codes`.
        persons: ids of those exposed; empty when the text alone shows it.
        reason: the evidence and what a reader could conclude, in one sentence.
        score: probability that these words expose somebody, 0 to 1.
        instead: what may be said in their place, when the finding knows; "" otherwise.
    """

    start: int
    end: int
    code: str
    persons: tuple[str, ...] = ()
    reason: str = ""
    score: float = 1.0
    instead: str = ""

    @property
    def family(self) -> str:
        """The rule family, e.g. "CH1"."""
        return self.code[:3]

    def moved(self, by: int) -> Finding:
        """Return the finding `by` code points further on."""
        return Finding(
            self.start + by,
            self.end + by,
            self.code,
            self.persons,
            self.reason,
            self.score,
            self.instead,
        )


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` of the document by `replacement`."""

    start: int
    end: int
    replacement: str
    code: str
    persons: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted document: edits are sorted and do not overlap; `text` is the whole result.

    `analysis` is what was read on the way, for `redaction.statements`; None if nothing was.
    """

    edits: tuple[Edit, ...]
    text: str
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    analysis: Analysis | None = field(default=None, compare=False, repr=False)


def apply(text: str, edits: tuple[Edit, ...]) -> str:
    """Return `text` with sorted, non-overlapping `edits` applied."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*parts, text[at:]])
