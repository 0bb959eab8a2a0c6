"""Whether words that were found come back in what would be said."""

from __future__ import annotations

from collections.abc import Iterable

from redaction.codes import label
from redaction.findings import Finding
from redaction.wording import content, said

_DIRECT = frozenset({"NAME", "ROLE", "AFFIL", "PRON"})


def found_words(text: str, findings: Iterable[Finding]) -> frozenset[str]:
    """Return the words of `text`, a document, that findings about persons cover."""
    return frozenset(
        word for f in findings if label(f.code) in _DIRECT for word in _content(text, f)
    )


def echoes(said_now: str, text: str, findings: Iterable[Finding]) -> bool:
    """Return whether `said_now` repeats what was found in `text`.

    One word of a name, a role, an affiliation or a pronoun is enough; of anything else, half of
    its words.
    """
    now = said(said_now)
    for finding in findings:
        gone = _content(text, finding)
        back = len(gone & now)
        if back and (label(finding.code) in _DIRECT or 2 * back >= len(gone)):
            return True
    return False


def _content(text: str, finding: Finding) -> frozenset[str]:
    return content(text[finding.start : finding.end])
