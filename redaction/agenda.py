"""Which agenda item a statement belongs to: words in common, and what its neighbours say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from redaction.wording import said

_STEM = 5
_NEIGHBOUR = 0.5
"""Weight of the statements before and after: talk stays with its item for a while."""


def fit(texts: Sequence[str], items: Sequence[str]) -> list[str]:
    """Return for each text, in the order of the document, the item it fits best, or ""."""
    if not items:
        return [""] * len(texts)
    titles = [_stems(item) for item in items]
    weight = Counter(stem for title in titles for stem in title)
    raw = [
        [sum(1 / weight[stem] for stem in title & _stems(text)) / math.sqrt(len(title) or 1)
         for title in titles]
        for text in texts
    ]  # fmt: skip
    found: list[str] = []
    for at in range(len(texts)):
        smooth = [
            sum(
                _NEIGHBOUR ** abs(at - other) * raw[other][item]
                for other in range(max(0, at - 3), min(len(texts), at + 4))
            )
            for item in range(len(items))
        ]
        best = max(range(len(items)), key=lambda item: smooth[item])
        found.append(items[best] if smooth[best] > 0 else (found[-1] if found else ""))
    return found


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in said(text) if len(word) > 2 and word not in _PLAIN)  # noqa: PLR2004


_PLAIN = frozenset(
    {"the", "and", "for", "with", "that", "was", "were", "from", "this", "not", "but"}
)
