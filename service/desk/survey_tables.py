"""What of a survey may be shown: counts behind which nobody's answer can be found.

Three rules of statistical disclosure control (Hundepool et al., Statistical Disclosure Control,
Wiley 2012), in this order:

1. Global recoding. An answer from 1 to 7 becomes one of three bands before anything is counted, so
   that no figure whatever tells apart the answers within a band. There are no means.
2. A threshold. A band with fewer than k answers, an empty one among them, is merged with the one
   beside it: every figure shown has k or more answers behind it, and so has every difference from
   the total, as the shown bands add up to it (no complementary suppression is needed). When no
   split is possible, the total alone is shown, and below k not even that.
3. The same people. Before and after are counted over those who answered both times, and once only,
   when the survey is closed: nobody is found by who came or left in between.

Then whoever knows k - 1 of the answers, and how this works, cannot tell another person's band: each
of two shown bands keeps somebody whom they do not know. The tests walk through every possible
survey of small groups. For the same reason no table says how many changed their mind: beside the
two others it gave people away.
"""

from collections.abc import Sequence
from typing import NamedTuple

BANDS = ((1, 2), (3, 5), (6, 7))
"""Lowest and highest answer of each band. None holds a single answer."""

_SPLITS = (((0, 0), (1, 1), (2, 2)), ((0, 1), (2, 2)), ((0, 0), (1, 2)))
"""Which bands stay apart, the finest first. The order is fixed: a choice could tell something."""

_WHOLE = (0, len(BANDS) - 1)

Pair = tuple[int, int]
"""One person's answers, before and after."""


class Cell(NamedTuple):
    """How many answered from `low` to `high`."""

    low: int
    high: int
    people: int


def cells(answers: Sequence[int], k: int) -> tuple[Cell, ...]:
    """The counts of answers from 1 to 7 that may be shown; they add up to all of them, or none."""
    counts = [sum(low <= one <= high for one in answers) for low, high in BANDS]
    if len(answers) < k:
        return ()
    for split in _SPLITS:
        found = tuple(_cell(counts, first, last) for first, last in split)
        if all(cell.people >= k for cell in found):
            return found
    return (_cell(counts, *_WHOLE),)


def compared(pairs: Sequence[Pair], k: int) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Before and after, over the same people."""
    return cells([before for before, _ in pairs], k), cells([after for _, after in pairs], k)


def _cell(counts: Sequence[int], first: int, last: int) -> Cell:
    return Cell(BANDS[first][0], BANDS[last][1], sum(counts[first : last + 1]))
