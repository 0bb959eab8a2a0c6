"""Whether a sentence is one that an editor would print."""

from __future__ import annotations

import re

_PAIRS = (("(", ")"), ("“", "”"), ("[", "]"))
_SIGNS = re.compile(
    r"[<>=+|*_;]|\s/\s|(?<![a-z]{3}):(?!\d)|:(?! [a-z\d]|\d)|\bthe (?:absent|same)\.|['’]\.|\( "
    r"|\band (?:why|how)\."
)
_OPEN_QUOTE = re.compile(r"(?:^|[\s(])[‘'](?=\w)")
_CLOSED_QUOTE = re.compile(r"(?<=[\w.,!?])[’'](?=[\s.,!?)]|$)")
_HOLLOW = re.compile(r"[\"“]\s+[\"”]|\w [\"”](?:[.,]|$)|\bthat \(|\b(\w+)(?: \1){1,}\b", re.I)
_CUT_OFF = re.compile(
    r"(?:,|\b(?:and|but|nor|than|if|because|although|unless))\W*$|\b(?:had been|was|were|is|are),"
    r" (?:by|in|on|for|to|with|did|does|do|was|were|had)\b|[a-z)]\. [A-Z(]"
)
_SPOKEN = re.compile(r"\w['’](?:ll|d|ve|re|m)\b|n['’]t\b|\blet['’]s\b|\b(?:wh|h)o['’]s\b", re.I)
_TWICE = frozenset({"that that", "had had"})


def printable(text: str) -> bool:
    """Return whether a sentence has its signs in pairs, ends where it should, and is written out.

    What fails has lost words, is a note that was not written out, or is still spoken: a bracket or
    a quotation left open, a verb or a conjunction with nothing behind it, "they'll".
    """
    paired = all(text.count(a) == text.count(b) for a, b in _PAIRS) and not text.count('"') % 2
    quoted = len(_OPEN_QUOTE.findall(text)) <= len(_CLOSED_QUOTE.findall(text))
    hollow = any(m.group().lower() not in _TWICE for m in _HOLLOW.finditer(text))
    faults = (_SIGNS, _CUT_OFF, _SPOKEN)
    return paired and quoted and not hollow and not any(one.search(text) for one in faults)
