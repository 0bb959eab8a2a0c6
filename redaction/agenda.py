"""Which agenda item a statement belongs to.

Words shared with the titles give a first guess; what the surest statements of an item say gives a
second; and talk stays with its item for a while, and then goes on to the next one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from redaction.verbs import base, irregular_base
from redaction.wording import said
from redaction.words import STOP

_STEM = 6
_LEAST_WORD = 3
_LEARNT = 0.25
"""Weight of a word learnt from statements beside a word of the title."""

_MOVE, _LEAP = 0.35, 0.6
"""What it costs to go on to the next item, and to go to any other one; a title word is worth 1."""


def fit(texts: Sequence[str], items: Sequence[str]) -> list[str]:
    """Return for each text, in the order of the document, the item it fits best.

    "" for all when no word of any title is said, or when there are no items.
    """
    if not items or not texts:
        return [""] * len(texts)
    spoken = [_stems(text) for text in texts]
    first = _by_title(spoken, [_stems(item) for item in items])
    if not any(score > 0 for row in first for score in row):
        return [""] * len(texts)
    return [items[item] for item in _path(_learnt(spoken, first))]


def _by_title(spoken: Sequence[frozenset[str]], titles: Sequence[frozenset[str]]) -> _Scores:
    """Score texts by the words of each title, those of several titles for less."""
    shared = Counter(stem for title in titles for stem in title)
    return [
        [
            sum(1 / shared[stem] for stem in title & words) / math.sqrt(len(title) or 1)
            for title in titles
        ]
        for words in spoken
    ]


def _learnt(spoken: Sequence[frozenset[str]], first: _Scores) -> _Scores:
    """Add what the statements that clearly belong to one item say more often than the others."""
    own = [Counter[str]() for _ in first[0]]
    for words, row in zip(spoken, first, strict=True):
        best = max(row)
        if best > 0 and row.count(best) == 1:
            own[row.index(best)].update(words)
    every = sum(own, Counter[str]())
    return [
        [
            score + _LEARNT * sum(_telling(stem, counts, every, len(own)) for stem in words)
            for score, counts in zip(row, own, strict=True)
        ]
        for words, row in zip(spoken, first, strict=True)
    ]


def _telling(stem: str, counts: Counter[str], every: Counter[str], items: int) -> float:
    """Return how much more often an item says a word than an item does on average, at least 0."""
    if every[stem] < 2:  # noqa: PLR2004  (once is chance)
        return 0.0
    return max(0.0, math.log((counts[stem] + 0.5) / (every[stem] / items + 0.5)))


def _path(scores: _Scores) -> list[int]:
    """Return the likeliest item of each text, when items mostly follow one another."""
    count = len(scores[0])
    total = [row - _MOVE * (item > 0) for item, row in enumerate(scores[0])]
    came: list[list[int]] = []
    for row in scores[1:]:
        ways = [_way(total, item) for item in range(count)]
        total = [total[old] - _cost(old, item) + row[item] for item, old in enumerate(ways)]
        came.append(ways)
    found = [max(range(count), key=total.__getitem__)]
    for ways in reversed(came):
        found.append(ways[found[-1]])
    return found[::-1]


def _way(total: Sequence[float], new: int) -> int:
    """Return the item from which one came to `new` most cheaply."""
    return max(range(len(total)), key=lambda old: total[old] - _cost(old, new))


def _cost(old: int, new: int) -> float:
    return 0.0 if new == old else _MOVE if new == old + 1 else _LEAP


def _stems(text: str) -> frozenset[str]:
    return frozenset(
        base(irregular_base(word))[:_STEM]
        for word in said(text)
        if len(word) >= _LEAST_WORD and word not in STOP
    )


_Scores = list[list[float]]
