"""A table's processor time as a picture: bars with their ranges, in SVG, with nothing to install."""

import statistics
from collections.abc import Mapping
from html import escape

_LEFT, _WIDTH, _ROW = 210, 420, 34  # points: room for names, the longest bar, a bar with its gap
_OURS, _OTHERS = "#1f6f8b", "#b8bfc6"


def bars(found: Mapping[str, list[float]], title: str, unit: str) -> str:
    """Return a drawing of the medians of *found*; what is named ``portal…`` is ours."""
    longest = max(max(values) for values in found.values()) or 1.0
    height = 58 + _ROW * len(found)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LEFT + _WIDTH + 110}"'
        f' height="{height}" font-family="sans-serif" font-size="13" role="img">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="15" font-weight="bold">{escape(title)}</text>',
        f'<text x="12" y="{height - 10}" fill="#555">{escape(unit)}, less is better;'
        " the line is the range of the rounds</text>",
    ]
    for row, (name, values) in enumerate(found.items()):
        y, middle = 40 + _ROW * row, statistics.median(values)
        least, most = (_LEFT + _WIDTH * value / longest for value in (min(values), max(values)))
        colour = _OURS if name.startswith("portal") else _OTHERS
        drawn += [
            f'<text x="{_LEFT - 10}" y="{y + 15}" text-anchor="end">{escape(name)}</text>',
            f'<rect x="{_LEFT}" y="{y}" width="{_WIDTH * middle / longest:.1f}" height="22"'
            f' fill="{colour}"/>',
            f'<path d="M{least:.1f} {y + 11}H{most:.1f}" stroke="#222" stroke-width="2"/>',
            f'<text x="{most + 8:.1f}" y="{y + 15}">{middle:.3g}</text>',
        ]
    return "\n".join([*drawn, "</svg>", ""])
