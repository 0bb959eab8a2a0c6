"""Numbers go whole or not at all ("2,016", "41 %", "09:30"), in phrases joined words as well."""

import re
from dataclasses import replace

from redaction.codes import PHRASES
from redaction.findings import Finding

_NUMBER = re.compile(r"[$€£]?\d+(?:[.,:/]\d+)*(?:\s?%)?")
_JOINED = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")
_LONGEST = 24  # characters of either


def whole(text: str, finding: Finding) -> Finding:
    """Return the finding with the numbers in which it begins or ends taken whole.

    A finding that is a phrase takes words joined by a hyphen ("life-support") whole as well.
    """
    start, end = finding.start, finding.end
    for shape in (_NUMBER, _JOINED) if finding.family in PHRASES else (_NUMBER,):
        start = _cut(shape, text, start)[0]
        end = _cut(shape, text, end)[1]
    changed = (start, end) != (finding.start, finding.end)
    return replace(finding, start=start, end=end) if changed else finding


def _cut(shape: re.Pattern[str], text: str, place: int) -> tuple[int, int]:
    """Return begin and end of what has the shape and is cut in two at `place`, or else `place`."""
    if text[max(0, place - 1) : place + 1].isalpha():  # within a word, or between two
        return place, place
    for found in shape.finditer(text, max(0, place - _LONGEST), place + _LONGEST):
        if found.start() < place < found.end():
            return found.span()
    return place, place
