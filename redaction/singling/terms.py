"""Words for people and what they may be called instead (`data/descriptors.txt`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from redaction.data import lines
from redaction.spelling import key

ANYBODY = "participant"
"""The broadest term: everybody in the room."""

_INDENT = 2


class Terms:
    """A hierarchy of terms; a word may stand for several, and a term under several."""

    def __init__(self, text: tuple[str, ...]) -> None:
        self._of_word: defaultdict[str, set[str]] = defaultdict(set)
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        path: list[str] = []
        for line in text:
            words = line.split("#")[0].replace("=", " ").split()
            if not words:
                continue
            depth = (len(line) - len(line.lstrip())) // _INDENT
            term, *same = words
            path[depth:] = [term]
            self._above[term] |= set(path[depth - 1 : depth])
            for word in (term, *same):
                self._of_word[key(word)].add(term)

    def of(self, word: str) -> frozenset[str]:
        """Return the terms that a word, singular or plural, stands for; none for most words."""
        found = (self._of_word[form] for form in singulars(word) if form in self._of_word)
        return frozenset(next(found, ()))

    def upwards(self, terms: frozenset[str]) -> frozenset[str]:
        """Return terms with everything they stand under."""
        found = set(terms)
        left = list(terms)
        while left:
            new = self._above[left.pop()] - found
            found |= new
            left += new
        return frozenset(found)

    def broader(self, terms: frozenset[str]) -> Iterator[str]:
        """Yield what `terms` may be called instead, the nearest first, down to `ANYBODY`."""
        level = sorted(terms)
        seen = set(level)
        while level:
            yield from level
            above = {up for term in level for up in self._above[term]} - seen
            seen |= above
            level = sorted(above)


@lru_cache(maxsize=1)
def terms() -> Terms:
    """Return the terms of the data file."""
    return Terms(lines("descriptors.txt"))


def singulars(word: str) -> Iterator[str]:
    """Yield what a word may be the plural of, itself first."""
    yield word
    for ending, new in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word.removesuffix(ending) + new
