"""Is this text English?"""

import re

from redaction.data import words

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_FEW = 30
#: In English about half of all words are among the most frequent ones.
_USUAL = 0.4


def english_share(text: str) -> float:
    """Return how English a text is, from 0 (not at all) to 1; short texts count as English."""
    found = [word.lower() for word in _WORD.findall(text[: _SAMPLE * 8])][:_SAMPLE]
    if len(found) < _FEW:
        return 1.0
    frequent = words("names.yaml", "frequent")
    return min(1.0, sum(word in frequent for word in found) / len(found) / _USUAL)
