"""Signs that a sentence may still lead to somebody, though no word of it was found."""

from __future__ import annotations

import re

from redaction.data import common_words
from redaction.places import place_words
from redaction.spelling import WORD, key

_SHORT = 8
_INNER = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*")


def short(said: str) -> bool:
    """Return whether a clause has so few words that it is likely a saying or a fragment."""
    return len(WORD.findall(said)) < _SHORT


def named(said: str) -> bool:
    """Return whether a capital stands in a clause that no place and no common word explains."""
    return any(_unexplained(key(match.group())) for match in _INNER.finditer(said))


def _unexplained(word: str) -> bool:
    return word not in place_words() and word not in common_words()
