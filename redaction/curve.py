"""A curve as an SVG picture: leaks against substance carried, one point a bound on the risk."""

from collections.abc import Sequence
from html import escape
from math import ceil

_WIDTH, _HEIGHT = 640, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 30, 30, 60
_STEPS = 5


def svg(points: Sequence[tuple[float, float, str]]) -> str:
    """Return a picture of points (leaks per 1,000 words, KEEP carried in percent, bound)."""
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
            f'<text x="{x}" y="{_TOP + high + 18}" text-anchor="middle">'
            f"{across * step / _STEPS:g}</text>",
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{100 * step / _STEPS:g}</text>',
        ]
    places = [(*at(x, y), bound) for x, y, bound in points]
    lines.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y, _ in places)}"/>')
    for x, y, bound in places:
        lines += [
            f'<circle cx="{x}" cy="{y}" r="4"/>',
            f'<text x="{x}" y="{y - 9}" text-anchor="middle">{escape(bound)}</text>',
        ]
    middle = _TOP + high / 2
    body = "\n".join(lines)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">
<title>Leaks against substance carried, by the bound on a statement's risk</title>
<style>text{{font:12px sans-serif;fill:#222}}.grid{{stroke:#ddd;fill:none}}
polyline{{fill:none;stroke:#1a5fb4;stroke-width:2}}circle{{fill:#1a5fb4}}</style>
<rect width="100%" height="100%" fill="#fff"/>
{body}
<text x="{_LEFT + wide / 2}" y="{_HEIGHT - 14}" text-anchor="middle">leaks per 1,000 words</text>
<text transform="translate(20 {middle}) rotate(-90)" text-anchor="middle">KEEP carried, %</text>
</svg>
"""
