"""Capitals for text without them, so that it can be parsed, and read."""

from __future__ import annotations

import re

from redaction.data import common_words
from redaction.places import place_words
from redaction.spelling import key
from redaction.words import word_set

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DATES = word_set(
    "january february april june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday english"
)


def cased(text: str) -> str:
    """Return small-written speech with capitals for places, months, days and "I"."""
    written = _WORD.sub(_capital, text)
    return written[:1].upper() + written[1:]


def _capital(match: re.Match[str]) -> str:
    word = match.group()
    if word == "i" or word.startswith(("i'", "i’")):
        return "I" + word[1:]
    low = key(word)
    named = low in _DATES or (low in place_words() and low not in common_words())
    return word[0].upper() + word[1:] if named and word.islower() else word
