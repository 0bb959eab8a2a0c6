"""Brackets and quotation marks come in pairs: when one goes, so does its partner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redaction.seams import Patch

_CLOSES = {")": "(", "]": "[", "”": "“"}
_FARTHEST = 400
"""Characters between two partners: farther apart they are no pair but slips of the writer."""


def widows(text: str, patches: Sequence[Patch]) -> list[Patch]:
    """Return patches for the marks whose partner one of `patches` takes away."""
    gone = [
        at
        for patch in patches
        for at in range(patch.start, patch.end)
        if text[at] in '()[]“”"' and text[at] not in patch.new
    ]
    if not gone:
        return []
    lost = set(gone)
    alone = {
        one if other in lost else other
        for one, other in _pairs(text)
        if (one in lost) != (other in lost)
    }
    inside = {at for patch in patches for at in range(patch.start, patch.end)}
    return [Patch(at, at + 1, "") for at in sorted(alone - inside)]


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    quote = -1
    for at, char in enumerate(text):
        if char == "\n":
            quote = -1
        elif char in "([“":
            opened.append(at)
        elif char in _CLOSES and opened and text[opened[-1]] == _CLOSES[char]:
            start = opened.pop()
            if at - start <= _FARTHEST:
                yield start, at
        elif char == '"':
            if 0 <= quote >= at - _FARTHEST:
                yield quote, at
                quote = -1
            else:
                quote = at
