"""Numbers go whole or not at all: "2,016", "41 %", "$4.50", "09:30"."""

import re
from dataclasses import replace

from redaction.findings import Finding

_NUMBER = re.compile(r"[$€£]?\d+(?:[.,:/]\d+)*(?:\s?%)?")
_LONGEST = 24  # characters of a number


def whole(text: str, finding: Finding) -> Finding:
    """Return the finding with numbers in which it begins or ends taken whole."""
    start = _edge(text, finding.start, begin=True)
    end = _edge(text, finding.end, begin=False)
    changed = (start, end) != (finding.start, finding.end)
    return replace(finding, start=start, end=end) if changed else finding


def _edge(text: str, place: int, *, begin: bool) -> int:
    """Return the begin or end of the number that `place` cuts in two, or else `place`."""
    around = text[max(0, place - 2) : place + 2]
    if not any(map(str.isdigit, around)):
        return place
    for number in _NUMBER.finditer(text, max(0, place - _LONGEST), place + _LONGEST):
        if number.start() < place < number.end():
            return number.start() if begin else number.end()
    return place
