"""The map of a release: every statement that leaves, by agenda item, darker where it is riskier."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.desk.outcome import OTHER
from service.desk.reviewing import Proposal

BOUNDS = (0.03, 0.06, 0.1)
"""Estimated probabilities of exposing somebody at which the next shade begins."""

WIDTH = 24
"""Cells of a line."""


@dataclass(frozen=True)
class Cell:
    """One statement: where it is drawn, how dark, and where it is decided about."""

    x: int
    y: int
    shade: int
    index: int
    risk: float


@dataclass(frozen=True)
class Strip:
    """The statements of one agenda item."""

    title: str
    number: int
    cells: tuple[Cell, ...]

    @property
    def lines(self) -> int:
        """How many lines of cells there are."""
        return (len(self.cells) + WIDTH - 1) // WIDTH

    @property
    def highest(self) -> float:
        """The risk of its riskiest statement."""
        return max(cell.risk for cell in self.cells)


def draw(titles: Sequence[str], proposals: Sequence[Proposal]) -> tuple[Strip, ...]:
    """The map; items of which nothing leaves are not on it."""
    strips = []
    for number, title in enumerate([*titles, OTHER]):
        leaving = [
            (index, one)
            for index, one in enumerate(proposals)
            if one.leaves and (one.item if one.item in titles else OTHER) == title
        ]
        cells = tuple(
            Cell(at % WIDTH, at // WIDTH, _shade(one.risk), index, one.risk)
            for at, (index, one) in enumerate(leaving)
        )
        if cells:
            strips.append(Strip(title, number, cells))
    return tuple(strips)


def _shade(risk: float) -> int:
    return sum(risk >= bound for bound in BOUNDS)
