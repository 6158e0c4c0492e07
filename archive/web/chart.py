"""Bars, as numbers for a template: no script draws them."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass

HEIGHT = 60
_MOST_MONTHS = 72
_WIDEST = 12.5  # of 100


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of *count*, from *x* on, *height* high; it stands for the days *first* to *last*."""

    name: str
    count: int
    x: float
    width: float
    height: float
    first: str
    last: str


def bars(months: Mapping[str, int]) -> list[Bar]:
    """Return a bar for each month (``yyyy-mm``) from the first to the last; of years, if many.

    >>> [(bar.name, bar.count) for bar in bars({"2024-11": 2, "2025-01": 1})]
    [('2024-11', 2), ('2024-12', 0), ('2025-01', 1)]
    """
    if not months:
        return []
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (min(months), max(months)))
    if last - first < _MOST_MONTHS:
        names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
        counts = {name: months.get(name, 0) for name in names}
    else:
        counts = {f"{year:04}": 0 for year in range(first // 12, last // 12 + 1)}
        for month, count in months.items():
            counts[month[:4]] += count
    high, width = max(counts.values()), min(100 / len(counts), _WIDEST)
    return [
        Bar(
            name, count, round(n * width, 3), round(width * 0.86, 3),
            round(max(HEIGHT * count / high, 1.5 if count else 0), 2), *_days(name),
        )
        for n, (name, count) in enumerate(counts.items())
    ]  # fmt: skip


def _days(name: str) -> tuple[str, str]:
    """The first and last day of a month or year."""
    if len(name) == 4:
        return f"{name}-01-01", f"{name}-12-31"
    return f"{name}-01", f"{name}-{monthrange(int(name[:4]), int(name[5:]))[1]:02}"
