"""Coverage: how many articles a day, and where there are fewer than there should be.

A day is held against the days around it: what is usual there is the span from
the 10th to the 90th percentile, weekdays and weekends apart where there are
enough of both. The days at the edges are judged by the neighbours they have.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

AROUND = 21  # days before and after
_ENOUGH = 6  # days of one kind to compare with


@dataclass(frozen=True, slots=True)
class Gap:
    """A day with fewer articles than usual: *low* to *high* on the days around it."""

    day: date
    count: int
    low: int
    high: int

    def __str__(self) -> str:
        plural = "article" if self.count == 1 else "articles"
        usual = f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"
        return f"{self.count} {plural} on {self.day.isoformat()}, usually {usual}"


def gaps(counts: Mapping[date, int], until: date) -> list[Gap]:
    """Return the days before *until* that have none, or few, where there are usually some.

    >>> daily = {date(2026, 10, d): 20 for d in range(1, 15) if d != 7}
    >>> [str(gap) for gap in gaps(daily, date(2026, 10, 15))]
    ['0 articles on 2026-10-07, usually 20']
    """
    if not counts:
        return []
    first, last = min(counts), min(max(counts), until - timedelta(days=1))
    busy = sorted(day for day, count in counts.items() if count > 1)
    around = timedelta(days=AROUND)
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        near = bisect_right(busy, day + around) - bisect_left(busy, day - around)
        if near < _ENOUGH:
            continue  # more than one is not usual here: years of this are soon told
        usual = _usual(counts, day, first, last)
        count = counts.get(day, 0)
        if usual is not None and (count == 0 or count < usual[0] / 2) and usual[0] > 1:
            found.append(Gap(day, count, *usual))
    return found


def shortfall(counts: Mapping[date, int], day: date) -> Gap | None:
    """Return the gap that *day* is, held against the days before it alone.

    >>> daily = {date(2026, 10, d): 20 for d in range(1, 15)}
    >>> str(shortfall(daily, date(2026, 10, 15)))
    '0 articles on 2026-10-15, usually 20'
    """
    usual = _usual(counts, day, min(counts), day) if counts else None
    count = counts.get(day, 0)
    if usual is None or usual[0] <= 1 or count >= usual[0] / 2:
        return None
    return Gap(day, count, *usual)


def _usual(
    counts: Mapping[date, int], day: date, first: date, last: date
) -> tuple[int, int] | None:
    """The span that is usual around *day*, None where there is too little to tell."""
    around = [
        other
        for offset in range(-AROUND, AROUND + 1)
        if offset and first <= (other := day + timedelta(days=offset)) <= last
    ]
    alike = [other for other in around if (other.weekday() > 4) == (day.weekday() > 4)]
    values = sorted(counts.get(other, 0) for other in (alike if len(alike) >= _ENOUGH else around))
    if len(values) < _ENOUGH:
        return None
    return values[len(values) // 10], values[-1 - len(values) // 10]
