"""Is this text English?"""

import re
from collections.abc import Iterable

from redaction.data import words
from redaction.words import word_set

_WORD = re.compile(r"[^\W\d_]+")
#: Words of a paragraph from which on it can be told.
_FEW = 12
#: Share of the most frequent English words below which a paragraph is in another language: hasty
#: notes of English speakers keep more of them, and other languages have none but by chance.
_LEAST = 0.045
#: Frequent English words that are words of other languages, too.
_SHARED = word_set("a me on do so as no in an is am i was over we he per en men")


def foreign_share(paragraphs: Iterable[str]) -> float:
    """Return which share of the words stands in paragraphs that are not English, 0 to 1.

    A paragraph counts by its most frequent words, or by its letters when they are not Latin; one of
    few words in Latin letters counts as English.
    """
    every = foreign = 0
    for paragraph in paragraphs:
        found = _WORD.findall(paragraph)
        every += len(found)
        if not is_english(found):
            foreign += len(found)
    return foreign / every if every else 0.0


def is_english(found: list[str]) -> bool:
    """Return whether the words of a paragraph look like English ones."""
    if 2 * sum(word[0] > "\u024f" for word in found) > len(found):  # beyond Latin letters
        return False
    frequent = words("names.yaml", "frequent") - _SHARED
    share = sum(word.lower() in frequent for word in found) / max(len(found), 1)
    return len(found) < _FEW or share >= _LEAST
