"""Talk about the meeting itself, which is nobody's thought."""

from __future__ import annotations

import re

from redaction.data import words
from redaction.spelling import key
from redaction.wording import said


def procedural(text: str) -> bool:
    """Return whether a sentence is about the meeting: greetings, thanks, the floor, the coffee."""
    spoken = [key(word) for word in text.split()]
    opening = {word.strip(",.!?") for word in spoken[:_OPENING]}
    if opening & words("reporting.yaml", "greetings"):
        return True
    if _ORDER.search(text) and len(spoken) < _ORDERED:
        return True
    short = len(spoken) < _SHORT and not _SOLID.search(text)
    return short and bool(said(text) & words("reporting.yaml", "procedure"))


_OPENING = 4
_ORDERED = 14
_ORDER = re.compile(
    r"\b(?:first|second|third|fourth|next|last|final) (?:agenda )?(?:item|session|topic|speaker)\b"
    r"|\bchatham house\b|\bon the record\b|\boff the record\b",
    re.I,
)
_SHORT = 9
_SOLID = re.compile(r"\d|(?<=\s)[A-Z]{2,}|(?<=[a-z]\s)[A-Z][a-z]")
