"""Abbreviations that are nobody's initials: "WA", "ML-DSA".

In notes the detector takes them for names, as it has seen initials there.
"""

import re
from collections.abc import Iterable

from redaction.findings import Finding

_ABBREVIATION = re.compile(r"(?=.*[A-Z])[A-Z0-9]{2,4}(?:[-/&][A-Z0-9]{1,4})*(?:['’]s)?", re.ASCII)
_LETTER = re.compile(r"[A-Z]")


def is_nobodys(text: str, finding: Finding, initials: Iterable[str]) -> bool:
    """Return whether the detector took only abbreviations for a name, and no initials have them.

    Args:
        initials: those of everybody in the room, such as "AZ" or "MdV".
    """
    if finding.family != "CH1" or finding.persons or text.isupper():
        return False
    words = text[finding.start : finding.end].split()
    if not all(map(_ABBREVIATION.fullmatch, words)):
        return False
    known = [set(one.upper()) for one in initials]
    letters = [set(_LETTER.findall(word)) for word in words]
    return bool(known) and not any(some <= one for some in letters for one in known)
