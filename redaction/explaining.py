"""A finding explains itself: the evidence, whom it fits, and what a reader could conclude."""

from __future__ import annotations

from dataclasses import replace

from redaction.codes import RULES
from redaction.findings import Finding

#: Families and codes whose reasons say themselves what a reader could conclude.
_WHOLE = frozenset({"CH6", "CH9", "CH106", "CH107"})


def explained(finding: Finding, everybody: int) -> Finding:
    """Return a finding whose reason goes on to whom it fits and why that matters.

    Args:
        everybody: people on the roster.
    """
    if finding.family in _WHOLE or finding.code in _WHOLE:
        return finding
    evidence = finding.reason.removesuffix(".")
    if finding.persons and everybody:
        evidence += f" (fits {len(finding.persons)} of {everybody} on the roster)"
    return replace(finding, reason=f"{evidence}. {RULES[finding.code].why}")
