"""A curve as an SVG picture: leaks against substance carried, one point a bound on the risk."""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, hypot

_WIDTH, _HEIGHT = 640, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 30, 50, 60
_STEPS = 5
_APART = 30
"""Pixels between two labels; of closer points only the first is labelled, and the bound in use."""

_STYLE = """text{font:13px system-ui,sans-serif;fill:#222}.title{font-weight:600}
.grid{stroke:#ddd;fill:none}polyline{fill:none;stroke:#1a5fb4;stroke-width:2}
circle{fill:#1a5fb4}.ring{fill:none;stroke:#1a5fb4;stroke-width:2}rect{fill:#fff}
@media (prefers-color-scheme:dark){rect{fill:#1b1b1b}text{fill:#eee}.grid{stroke:#444}
polyline,.ring{stroke:#78aeed}circle{fill:#78aeed}.ring{fill:none}}"""


def svg(points: Sequence[tuple[float, float, str]], used: str = "") -> str:
    """Return a picture of points (leaks per 1,000 words, KEEP carried in percent, bound).

    `used` is the bound that holds unless another is asked for; its point is ringed.
    """
    across = max(_STEPS, _STEPS * ceil(max((x for x, _, _ in points), default=1) / _STEPS))
    wide, high = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def at(x: float, y: float) -> tuple[float, float]:
        return round(_LEFT + wide * x / across, 1), round(_TOP + high * (1 - y / 100), 1)

    lines = []
    for step in range(_STEPS + 1):
        x, _ = at(across * step / _STEPS, 0)
        _, y = at(0, 100 * step / _STEPS)
        lines += [
            f'<path class="grid" d="M{x} {_TOP}V{_TOP + high}M{_LEFT} {y}H{_LEFT + wide}"/>',
            f'<text x="{x}" y="{_TOP + high + 20}" text-anchor="middle">'
            f"{across * step / _STEPS:g}</text>",
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{100 * step / _STEPS:g}</text>',
        ]
    places = [(*at(x, y), bound) for x, y, bound in points]
    lines.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y, _ in places)}"/>')
    lines += _marks(places, used)
    middle = _TOP + high / 2
    body = "\n".join(lines)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">
<title>Leaks against substance carried, by the bound on a statement's risk</title>
<style>{_STYLE}</style>
<rect width="100%" height="100%"/>
<text class="title" x="{_LEFT}" y="24">What leaves, by the most risk a statement may have</text>
{body}
<text x="{_LEFT + wide / 2}" y="{_HEIGHT - 14}" text-anchor="middle">leaks per 1,000 words</text>
<text transform="translate(20 {middle}) rotate(-90)" text-anchor="middle">KEEP carried, %</text>
</svg>
"""


def _marks(places: Sequence[tuple[float, float, str]], used: str) -> Iterator[str]:
    """Yield a dot for each place, and a label where there is room."""
    labelled = [(x, y) for x, y, bound in places if bound == used]
    for x, y, bound in places:
        yield f'<circle cx="{x}" cy="{y}" r="4"/>'
        if bound == used:
            yield f'<circle class="ring" cx="{x}" cy="{y}" r="8"/>'
            yield f'<text x="{x}" y="{y + 26}" text-anchor="middle">{escape(bound)}, in use</text>'
        elif all(hypot(x - left, y - top) >= _APART for left, top in labelled):
            labelled.append((x, y))
            yield f'<text x="{x}" y="{y - 10}" text-anchor="middle">{escape(bound)}</text>'
